#!/usr/bin/env bats
# The units and timers under a systemd that runs: as installed, in their sandbox, with a real store, pages and
# files read in their cages, mail sent, a failure told, a stop obeyed.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

setup_file() {
	cd "$(root)"
	export MACHINE="$(mktemp -d /tmp/geppo-machine-XXXXXX)"
	. tests/machine.bash
	make --no-print-directory -s install DESTDIR="$MACHINE/installed.d" PREFIX=/usr/local >/dev/null
	machine_make "$MACHINE" "$MACHINE/installed.d"
	local home="$MACHINE/root/root" site=http://sthj.example.cn/tz
	cp tests/smtp.py "$home"
	python3 tests/files.py "$home/a.warc.gz" <<-J
	{"url":"$site/article1","page":{"title":"关于印发空气质量持续改善行动方案的通知","date":"2026-07-03","body":[],"files":[["附件 方案","$site/f/plan.docx"]]}}
	{"url":"$site/f/plan.docx","docx":["空气质量持续改善行动方案","一、主要目标。到2027年，全国细颗粒物（PM2.5）年均浓度控制在32微克/立方米以下。"]}
	{"url":"$site/article2","page":{"title":"关于印发柴油货车大气污染治理办法的通知","date":"2026-07-04","body":[],"files":[["附件 办法","$site/f/b.pdf"]]}}
	{"url":"$site/f/b.pdf","pdf":["Measures for diesel lorries, article 1: the air shall be clean."]}
	J
	cp tests/machine.script "$home/script"
	machine_run "$MACHINE" 120 || touch "$MACHINE/none"
}

teardown_file() { rm -rf "$MACHINE"; }

# A container may be refused a container of its own: then nothing can be said here.
setup() {
	out="$MACHINE/root/root/out"
	data="$MACHINE/root/var/lib/geppo"
	[ ! -e "$MACHINE/none" ] || echo "# no machine can be booted here: $(tail -1 "$MACHINE/boot.log")"
}
booted() { [ ! -e "$MACHINE/none" ]; }
# said STEP: what the script said in one step.
said() { awk -v s="== $1" '$0 == s {on = 1; next} /^== / {on = 0} on' "$out"; }

# mail PATTERN: the texts of the messages to whom that pattern fits.
mail() {
	python3 - "$MACHINE/root/root/sink" "$1" <<-'PY'
		import email, email.policy, glob, re, sys
		for name in sorted(glob.glob(sys.argv[1] + '/*.eml'), key=lambda n: int(re.findall(r'(\d+)\.eml', n)[0])):
		    sender, to, data = open(name, 'rb').read().split(b'\n', 2)
		    if re.match(sys.argv[2], to.decode()):
		        m = email.message_from_bytes(data, policy=email.policy.default)
		        print(m['subject'], m.get_body(('plain',)).get_content(), sep='\n')
	PY
}

@test "set up by root, owned by geppo from the first start on" {
	booted || return 0
	[[ "$(said owner)" == "geppo geppo 750"* ]]
	[[ "$(said owner)" == *"geppo geppo 644 geppo.db"* ]]
}

@test "pages and their files are read in their cages within the sandbox; the report is kept" {
	booted || return 0
	said run
	[[ "$(said run)" == *"code 0"* ]]
	grep -q '2 pages to documents' "$MACHINE/root/root/run.txt"
	[ "$(sqlite3 "$data/geppo.db" "SELECT count(*) FROM attachment_text")" -eq 2 ]
}

@test "the day's timer makes up for days that were missed, and opens the draft" {
	booted || return 0
	said draft
	[[ "$(said draft)" == *"2026-07: the draft is opened, 2 entries of 2 items"*"1 editors are told (opened)"* ]]
	[[ "$(said draft)" == *"Thu 20"*" UTC"* || "$(said draft)" == *" 00:00:00 UTC"* ]]
}

@test "SIGTERM: the message in hand is finished, the rest waits for the next call; nobody twice" {
	booted || return 0
	said stop
	[[ "$(said stop)" == *"told to stop, the rest waits"*"to be called again (exit code 75)"* ]]
	[ "$(said stop | awk '/ (pending|sent)$/ {n += $1; rows++} / (unknown|retry)$/ {bad = 1} END {print n, rows, bad + 0}')" = "4 2 0" ]
	[[ "$(said rest)" == *"code 0"*"4 sent" ]]
	for n in 1 2 3 4; do
		[ "$(mail "r$n@" | grep -c '^中国大気政策月報 2026年7月号$')" -eq 1 ]
	done
}

@test "a wish is read in its cage, and answered with the next post" {
	booted || return 0
	said mailbox
	[[ "$(said mailbox)" == *"1 new messages, 1 request"*"(exit code 0)"*"2 sent"* ]]
	mail r2@ | grep -q '^受付：全文翻訳のお申し込み'
}

@test "a failed run is mailed with its report, past a broken store, three times a day at most" {
	booted || return 0
	said broken
	[[ "$(said broken)" == *"code 1"*"Result=success"*"not a geppo store"*"FAILED (exit code 78)"* ]]
	said hung
	[[ "$(said hung)" == *"Result=timeout"*"FAILED (exit code 143)"* ]]
	mail ops@ >"$BATS_TEST_TMPDIR/told"
	cat "$BATS_TEST_TMPDIR/told"
	[ "$(grep -c '^geppo：定期処理「run」が失敗しました$' "$BATS_TEST_TMPDIR/told")" -eq 3 ]
	grep -q '結果：終了コードが異常（78）' "$BATS_TEST_TMPDIR/told"
	grep -q 'not a geppo store' "$BATS_TEST_TMPDIR/told"
	grep -q '結果：時間切れ' "$BATS_TEST_TMPDIR/told"
	[ "$(said told)" -eq 3 ]
}
