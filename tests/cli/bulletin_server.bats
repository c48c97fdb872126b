#!/usr/bin/env bats
# Real servers: Postfix with STARTTLS and login takes an issue; a reader's reply and a bounce come
# back by IMAP over TLS. Python's email package says what was on the wire.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

setup_file() {
	. "$(root)/tests/mailserver.bash"
	export SERVER="$(mktemp -d /tmp/geppo-server-XXXXXX)"
	mailserver_start "$SERVER"
	export smtp_port imap_port mail_cert mail_box
}

teardown_file() {
	. "$(root)/tests/mailserver.bash"
	mailserver_stop "$SERVER"
	rm -rf "$SERVER"
}

settings() {
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		bulletin: {publisher: 大気環境・月報編集部（北九州国際環境協力センター気付）, contact_mail: geppo@example.jp, editors: [editor@example.jp]}
		mail: {host: 127.0.0.1, port: $smtp_port, security: starttls, user: geppo, password_file: $GEPPO_DIR/password, ca_file: ${1:-$mail_cert},
		  from: geppo@example.jp, bounces: bounces@example.jp, verp: true, unsubscribe_url: "https://example.jp/stop", per_minute: 0, timeout_seconds: 20}
		mailbox: {host: 127.0.0.1, port: $imap_port, security: tls, user: geppo, password_file: $GEPPO_DIR/password, ca_file: $mail_cert, timeout_seconds: 20}
	YAML
}

setup() {
	export GEPPO_DIR="$(mktemp -d /dev/shm/geppo-server-XXXXXX)" LC_ALL=C.UTF-8
	rm -f "$mail_box"/*/*
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	echo "secret word" >"$GEPPO_DIR/password"
	echo '{"id":"T01","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/a/1.htm","body":""}' >"$BATS_TEST_TMPDIR/set.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	settings
	cat >"$GEPPO_DIR/config/partners.yaml" <<-YAML
		partners:
		- {id: kitakyushu, name_ja: 北九州市, regions: [310000, 420100]}
		recipients:
		- {id: r1, address: one@city.example.jp, partner: kitakyushu, name: "北九州市環境局環境国際戦略部環境国際戦略課御担当者様・大気保全担当係長様"}
		- {id: r2, address: two@city.example.jp, formats: [text, docx]}
		- {id: r3, address: 5xx@city.example.jp}
	YAML
}

teardown() { rm -rf "$GEPPO_DIR"; }

approved() {
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin approve 2026-06 --by 佐藤 >/dev/null
}

# delivered N: wait until the server has put N messages into the box.
delivered() {
	for _ in $(seq 200); do
		[ "$(ls "$mail_box/new" | wc -l)" -lt "$1" ] || return 0
		sleep 0.05
	done
	return 1
}

states() { "$GEPPO" bulletin ledger 2026-06 --json | jq -r '.messages[].state' | sort | uniq -c | awk '{printf "%s%s=%s", NR == 1 ? "" : " ", $2, $1}'; }

@test "an issue by STARTTLS and login: what arrives is what was approved, in proper form" {
	approved
	run "$GEPPO" bulletin send 2026-06 --any-day
	echo "$output"
	[ "$status" -eq 1 ]
	[ "$(states)" = "refused=1 sent=2" ]
	delivered 2
	"$GEPPO" bulletin show 2026-06 --edition kitakyushu >"$BATS_TEST_TMPDIR/one"
	"$GEPPO" bulletin show 2026-06 >"$BATS_TEST_TMPDIR/two"
	python3 - "$mail_box/new" "$BATS_TEST_TMPDIR" <<-'PY'
		import base64, email, email.header, email.policy, email.utils, glob, io, re, sys, zipfile
		found = {}
		# The newer parser keeps the blank between two encoded-words of a name, against RFC 2047.
		def shown(data, field):
		    raw = email.message_from_bytes(data)[field]
		    return str(email.header.make_header(email.header.decode_header(raw))).split(' <')[0]
		for name in glob.glob(sys.argv[1] + '/*'):
		    data = open(name, 'rb').read()
		    m = email.message_from_bytes(data, policy=email.policy.default)
		    assert not m.defects, m.defects
		    found[str(m['to'].addresses[0].addr_spec)] = (m, data)
		for address, (m, data) in found.items():
		    ours = data[data.index(b'Date:'):]
		    head = ours[:ours.index(b'\n\n')]
		    for line in head.split(b'\n'):
		        assert len(line) <= 78, line
		        assert all(31 < c < 127 or c == 9 for c in line), line
		    words = re.findall(rb'=\?[^?\s]*\?[^?\s]*\?[^?\s]*\?=', head)
		    assert words
		    for word in words:
		        assert len(word) <= 75, word
		        base64.b64decode(word.split(b'?')[3], validate=True).decode('utf-8')
		    assert shown(data, 'from') == '大気環境・月報編集部（北九州国際環境協力センター気付）', shown(data, 'from')
		    assert email.utils.parsedate_to_datetime(m['date']).utcoffset().total_seconds() == 9 * 3600
		    assert re.fullmatch(r'<geppo-2026-06-[0-9a-f]{32}@example\.jp>', m['message-id']), m['message-id']
		    token = m['message-id'][15:47]
		    assert m['return-path'] == f'<bounces+{token}@example.jp>', m['return-path']
		    assert m['list-unsubscribe'].split() == ['<mailto:geppo@example.jp?subject=unsubscribe>,', '<https://example.jp/stop>']
		    assert m['list-unsubscribe-post'] == 'List-Unsubscribe=One-Click'
		    assert m['auto-submitted'] == 'auto-generated'
		    for part in m.walk():
		        assert not part.defects, part.defects
		one, two = found['one@city.example.jp'][0], found['two@city.example.jp'][0]
		text = lambda m: m.get_body(('plain',)).get_content().replace('\r\n', '\n').rstrip('\n')
		assert shown(found['one@city.example.jp'][1], 'to') == '北九州市環境局環境国際戦略部環境国際戦略課御担当者様・大気保全担当係長様'
		assert one['subject'] == '中国大気政策月報 2026年6月号【北九州市版】'
		assert text(one) == open(sys.argv[2] + '/one').read().rstrip('\n')
		assert text(two) == open(sys.argv[2] + '/two').read().rstrip('\n')
		assert [p.get_content_type() for p in one.walk()] == ['multipart/alternative', 'text/plain', 'text/html']
		files = list(two.iter_attachments())
		assert [f.get_filename() for f in files] == ['geppo-2026-06.docx']
		assert zipfile.ZipFile(io.BytesIO(files[0].get_content())).testzip() is None
	PY
	# A second look at the box finds the messages marked by nobody, and none for us in them.
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == "2 new messages, 2 automatic" || "$output" == *"2 automatic"* ]]
	[ "$(ls "$mail_box/cur" | grep -c ':2,.*S')" -eq 0 ]
}

@test "neither to a server of another certificate, nor with a wrong password" {
	approved
	openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -out "$BATS_TEST_TMPDIR/other.pem" -days 3 -subj /CN=other 2>/dev/null
	settings "$BATS_TEST_TMPDIR/other.pem"
	run "$GEPPO" bulletin send 2026-06 --any-day --to one@city.example.jp
	echo "$output"
	[ "$status" -eq 75 ]
	settings
	echo wrong >"$GEPPO_DIR/password"
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE outbox SET next_try = '2020-01-01T00:00:00Z'"
	run "$GEPPO" bulletin send 2026-06 --any-day --to one@city.example.jp
	echo "$output"
	[ "$status" -eq 75 ]
	[ "$(states)" = "retry=1" ]
	[[ "$("$GEPPO" bulletin ledger 2026-06)" == *535* ]]
	[[ "$("$GEPPO" bulletin ledger 2026-06)" != *"wrong"* ]]
	run "$GEPPO" bulletin mailbox
	[ "$status" -eq 78 ]
	[ "$(ls "$mail_box/new" | wc -l)" -eq 0 ]
}

@test "a reply and a bounce by IMAP, the answer back by SMTP; nothing in the box is touched" {
	approved
	"$GEPPO" bulletin send 2026-06 --any-day || true
	delivered 2
	id="$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT name FROM item LIMIT 1")"
	letter="$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT message_id FROM outbox WHERE recipient = 'r2'")"
	token="${letter#geppo-2026-06-}"
	python3 - "$smtp_port" "$mail_cert" "$id" "${token%@*}" <<-'PY'
		import smtplib, ssl, sys
		from email.message import EmailMessage
		port, cert, item, token = sys.argv[1:]
		s = smtplib.SMTP('127.0.0.1', int(port))
		s.starttls(context=ssl.create_default_context(cafile=cert))
		s.login('geppo', 'secret word')
		m = EmailMessage()
		m['From'] = '"環境局" <one@city.example.jp>'
		m['To'] = 'geppo@example.jp'
		m['Subject'] = 'Re: 中国大気政策月報'
		m['Message-ID'] = '<reply@city.example.jp>'
		m.set_content(f'翻訳希望 {item}\n{{9}}\n\n> 翻訳希望 A0009X\n', charset='iso-2022-jp')
		s.send_message(m)
		d = 'From: MAILER-DAEMON@mx.city.example.jp\r\nTo: bounces+%s@example.jp\r\nSubject: failure\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\nMIME-Version: 1.0\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; someone.else@inner.example.jp\r\nAction: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 mailbox full\r\n\r\n--b--\r\n' % token
		s.sendmail('', ['bounces@example.jp'], d)
		s.quit()
	PY
	delivered 4
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == *"request"*"受付 $id"* ]]
	[[ "$output" == *"4 new messages, 1 request, 1 bounce, 2 automatic"* ]]
	run "$GEPPO" bulletin ledger 2026-06
	[[ "$output" == *"bounced  r2"*"552 mailbox full"* ]]
	run "$GEPPO" bulletin mailbox
	[[ "$output" == "0 new messages" ]]
	[ "$(cat "$mail_box"/*/* | grep -c '^X-Status\|^Status: R')" -eq 0 ]
	[ "$(ls "$mail_box/cur" | grep -c ':2,.*S')" -eq 0 ]
	"$GEPPO" bulletin post
	delivered_all() { ls "$mail_box"/new "$mail_box"/cur | grep -c '[0-9]\.'; }
	for _ in $(seq 100); do [ "$(delivered_all)" -ge 6 ] && break; sleep 0.05; done
	grep -l 'In-Reply-To: <reply@city.example.jp>' "$mail_box"/*/*
	grep -h -A3 'In-Reply-To: <reply@' "$mail_box"/*/* | head -5
	file="$(grep -l 'In-Reply-To: <reply@city.example.jp>' "$mail_box"/*/* | head -1)"
	grep -q '^Return-Path: <>' "$file"
	grep -q '^Auto-Submitted: auto-replied' "$file"
	# What we said ourselves is no mail to us.
	"$GEPPO" bulletin mailbox
	"$GEPPO" bulletin mailbox | grep -q '^0 new'
}

@test "the ledger's totals are what lies on the server: sixty recipients, some refused, some put off, some twice called" {
	{
		echo "partners: []"
		echo "recipients:"
		for n in $(seq 60); do
			kind=$((n % 6))
			local="r$n"
			[ $kind -ne 4 ] || local="4xx$n"
			[ $kind -ne 5 ] || local="5xx$n"
			echo "- {id: r$n, address: $local@city.example.jp}"
		done
	} >"$GEPPO_DIR/config/partners.yaml"
	approved
	run -75 "$GEPPO" bulletin send 2026-06 --any-day
	run -0 "$GEPPO" bulletin send 2026-06 --any-day
	[[ "$output" == *" 0 sent, 0 refused"* ]]
	delivered 40
	"$GEPPO" bulletin ledger 2026-06 --json >"$BATS_TEST_TMPDIR/ledger"
	python3 - "$mail_box" "$BATS_TEST_TMPDIR/ledger" <<-'PY'
		import collections, email, email.utils, glob, json, sys
		got = collections.Counter()
		ids = {}
		for name in glob.glob(sys.argv[1] + '/*/*'):
		    m = email.message_from_bytes(open(name, 'rb').read())
		    to = email.utils.parseaddr(m['to'])[1]
		    got[to] += 1
		    ids[to] = m['message-id']
		ledger = json.load(open(sys.argv[2]))
		assert len(ledger['messages']) == 60
		for r in ledger['messages']:
		    n = int(r['recipient'][1:]) % 6
		    assert r['state'] == {4: 'retry', 5: 'refused'}.get(n, 'sent'), r
		    assert got[r['address']] == (r['state'] == 'sent'), r
		    assert r['state'] != 'sent' or ids[r['address']] == f'<{r["message_id"]}>', r
		    assert (r['next_try'] is not None) == (n == 4) and r['attempts'] == 1
		    assert n < 4 or r['answer'].startswith({4: '450', 5: '550'}[n]), r
		assert sum(got.values()) == ledger['issue']['sent'] == 40
		assert ledger['issue']['refused'] == ledger['issue']['retry'] == 10
	PY
}
