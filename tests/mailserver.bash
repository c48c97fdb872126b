# mailserver.bash - Postfix with STARTTLS and login, Dovecot for its users and for IMAP, both of this
# test alone: own folders, certificate and ports on 127.0.0.1. Everything Postfix takes lands in one
# maildir. Needs root.

# mailserver_start FOLDER: sets smtp_port, imap_port, mail_cert, mail_box.
mailserver_start() {
	local d="$1"
	mkdir -p "$d"/{etc,data,mail,dovecot}
	chmod 755 "$d" "$d"/*
	read -r smtp_port imap_port < <(python3 -c '
import socket
s = [socket.socket() for _ in range(2)]
for x in s: x.bind(("127.0.0.1", 0))
print(*(x.getsockname()[1] for x in s))')
	mail_cert="$d/cert.pem"
	mail_box="$d/mail/box"
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$d/key.pem" -out "$mail_cert" -days 3 \
		-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2>/dev/null
	echo "geppo:$(openssl passwd -6 'secret word')" >"$d/users"
	chmod 644 "$d/users"
	mkdir -p "$mail_box"/{new,cur,tmp}
	chown -R nobody:nogroup "$d/mail"
	postfix_write "$d"
	dovecot_write "$d"
	/usr/sbin/dovecot -c "$d/dovecot.conf" 3>&-
	/usr/sbin/postfix -c "$d/etc" start >"$d/start.log" 2>&1 3>&-
}

mailserver_stop() {
	/usr/sbin/postfix -c "$1/etc" stop >/dev/null 2>&1 3>&- || true
	/usr/sbin/dovecot -c "$1/dovecot.conf" stop >/dev/null 2>&1 || true
}

postfix_write() {
	local d="$1"
	cat >"$d/etc/main.cf" <<-CF
		compatibility_level = 3.6
		queue_directory = $d/spool
		data_directory = $d/data
		command_directory = /usr/sbin
		daemon_directory = /usr/lib/postfix/sbin
		maillog_file = $d/postfix.log
		maillog_file_prefixes = /tmp, /dev
		myhostname = mx.example.test
		mydestination =
		inet_interfaces = 127.0.0.1
		inet_protocols = ipv4
		alias_maps =
		alias_database =
		virtual_mailbox_domains = static:all
		virtual_mailbox_maps = static:box/
		virtual_mailbox_base = $d/mail
		virtual_minimum_uid = 1
		virtual_uid_maps = static:$(id -u nobody)
		virtual_gid_maps = static:$(id -g nobody)
		smtpd_tls_cert_file = $d/cert.pem
		smtpd_tls_key_file = $d/key.pem
		smtpd_tls_security_level = encrypt
		smtpd_sasl_auth_enable = yes
		smtpd_sasl_type = dovecot
		smtpd_sasl_path = $d/dovecot/sasl
		smtpd_relay_restrictions = permit_sasl_authenticated, reject
		smtpd_recipient_restrictions = check_recipient_access regexp:$d/recipients, permit
		mailbox_size_limit = 0
		virtual_mailbox_limit = 0
	CF
	printf '/^5xx/ 550 5.1.1 not here\n/^4xx/ 450 4.2.1 later\n' >"$d/recipients"
	mkdir -p "$d/spool"
	chown postfix "$d/data"
	{
		echo "127.0.0.1:$smtp_port inet n - n - - smtpd"
		echo "pickup unix n - n 60 1 pickup"
		echo "cleanup unix n - n - 0 cleanup"
		echo "qmgr unix n - n 300 1 qmgr"
		echo "tlsmgr unix - - n 1000? 1 tlsmgr"
		echo "rewrite unix - - n - - trivial-rewrite"
		for name in bounce defer trace; do echo "$name unix - - n - 0 bounce"; done
		echo "flush unix n - n 1000? 0 flush"
		echo "proxymap unix - - n - - proxymap"
		echo "smtp unix - - n - - smtp"
		echo "error unix - - n - - error"
		echo "retry unix - - n - - error"
		echo "virtual unix - n n - - virtual"
		echo "anvil unix - - n - 1 anvil"
		echo "scache unix - - n - 1 scache"
		echo "postlog unix-dgram n - n - 1 postlogd"
	} >"$d/etc/master.cf"
}

dovecot_write() {
	local d="$1"
	cat >"$d/dovecot.conf" <<-CF
		base_dir = $d/dovecot/run
		log_path = $d/dovecot.log
		protocols = imap
		listen = 127.0.0.1
		ssl = required
		ssl_cert = <$d/cert.pem
		ssl_key = <$d/key.pem
		first_valid_uid = 1
		mail_location = maildir:$mail_box
		passdb {
		  driver = passwd-file
		  args = scheme=crypt username_format=%u $d/users
		}
		userdb {
		  driver = static
		  args = uid=nobody gid=nogroup home=$d/mail
		}
		service imap-login {
		  inet_listener imap {
		    port = 0
		  }
		  inet_listener imaps {
		    port = $imap_port
		    ssl = yes
		  }
		}
		service auth {
		  unix_listener $d/dovecot/sasl {
		    mode = 0666
		  }
		}
	CF
}
