# machine.bash - a machine of its own, run by systemd: systemd-nspawn over this system's /usr, without
# network, with geppo as `make install` leaves it. Needs root.

# machine_make FOLDER INSTALLED: FOLDER/root, to be filled with what is wanted in it.
machine_make() {
	local r="$1/root" name
	mkdir -p "$r"/{etc/systemd/system,var/lib,var/log,var/tmp,run,tmp,proc,sys,dev,usr,root}
	chmod 1777 "$r/tmp" "$r/var/tmp"
	for name in bin sbin lib lib64; do ln -s "usr/$name" "$r/$name"; done
	for name in group shadow nsswitch.conf ld.so.cache ld.so.conf ld.so.conf.d ssl localtime alternatives fonts pam.d login.defs; do
		[ ! -e "/etc/$name" ] || cp -a "/etc/$name" "$r/etc/"
	done
	grep -v '^geppo:' /etc/passwd >"$r/etc/passwd"
	sed -i '/^geppo:/d' "$r/etc/group" "$r/etc/shadow"
	echo 'NAME=test' >"$r/etc/os-release"
	echo machine >"$r/etc/hostname"
	echo '127.0.0.1 localhost machine' >"$r/etc/hosts"
	: >"$r/etc/machine-id"
	echo "$2" >"$1/installed"
}

# machine_run FOLDER SECONDS: boot it, run /root/script there, end it. What the script says lands in
# root/root/out. Fails when the machine does not come up.
machine_run() {
	local d="$1" r="$1/root"
	cat >"$r/etc/systemd/system/script.service" <<-UNIT
		[Unit]
		After=basic.target
		[Service]
		Type=oneshot
		Environment=LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin
		ExecStart=/bin/bash -c "bash /root/script; touch /root/done"
		StandardOutput=file:/root/out
		StandardError=inherit
		TimeoutStartSec=$2
	UNIT
	[ ! -d /var/cache/fontconfig ] || { mkdir -p "$r/var/cache"; cp -a /var/cache/fontconfig "$r/var/cache/"; }
	printf '[Unit]\nRequires=basic.target\nWants=script.service\n' >"$r/etc/systemd/system/script.target"
	systemd-nspawn --register=no --keep-unit --quiet --directory="$r" --bind-ro=/usr \
		--bind-ro="$(cat "$d/installed")/usr/local:/usr/local" --private-network --boot \
		--system-call-filter="seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self" \
		systemd.unit=script.target systemd.show_status=0 >"$d/boot.log" 2>&1 </dev/null 3>&- &
	local machine=$! left=$(($2 * 10))
	while [ ! -e "$r/root/done" ] && kill -0 "$machine" 2>/dev/null && [ "$left" -gt 0 ]; do
		left=$((left - 1))
		sleep 0.1
	done
	# the first signal asks the machine, the second ends it
	for _ in $(seq 20); do
		kill "$machine" 2>/dev/null || break
		sleep 0.3
	done
	kill -9 "$machine" 2>/dev/null
	wait "$machine" || true
	[ -e "$r/root/out" ]
}
