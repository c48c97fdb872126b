#!/usr/bin/env bats
# The month's calendar by itself: draft, reminder, sending, on working days of Japan; the proof to the editors;
# the units and the cron example that call it.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d" LC_ALL=C.UTF-8
	sink="$BATS_TEST_TMPDIR/sink"
	mkdir "$sink"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	python3 "$(root)/tests/smtp.py" "$sink" 3>&- &
	server_pid=$!
	for _ in $(seq 100); do
		[ -s "$sink/port" ] && break
		sleep 0.05
	done
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp, editors: [hen@example.jp, shu@example.jp]}
		mail: {host: 127.0.0.1, port: $(cat "$sink/port"), security: none, from: geppo@example.jp, per_minute: 0, timeout_seconds: 5}
		calendar: {draft_day: 1, remind_day: 4, send_day: 7, office_holidays: true}
	YAML
	cat >"$GEPPO_DIR/config/partners.yaml" <<-YAML
		partners:
		- {id: kitakyushu, name_ja: 北九州市, regions: [310000, 420100]}
		recipients:
		- {id: kita, address: kita@example.jp, partner: kitakyushu}
	YAML
	echo '{"id":"T01","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-07-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/a/1.htm","body":""}' >"$BATS_TEST_TMPDIR/set.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
}

teardown() {
	kill "$server_pid"
	wait "$server_pid" 2>/dev/null || true
}

due() { "$GEPPO" bulletin due --today "$1" "${@:2}"; }
mails() { ls "$sink" | grep -c eml || true; }
# The subjects that arrived, decoded.
subjects() {
	python3 - "$sink" <<'PY'
import email, email.policy, glob, sys
for name in sorted(glob.glob(sys.argv[1] + "/*.eml")):
    raw = open(name, "rb").read().split(b"\n", 2)[2]
    m = email.message_from_bytes(raw, policy=email.policy.default)
    print(m["To"], m["Subject"])
PY
}

@test "a whole month, each thing on its day and once, however often it is called" {
	# Saturday the 1st of August 2026: the draft opens on Monday the 3rd
	run -0 due 2026-08-01
	[[ "$output" == *"the issue of 2026-07: draft 2026-08-03, reminder 2026-08-04, sending 2026-08-07"* ]]
	run -65 "$GEPPO" bulletin show 2026-07
	run -0 due 2026-08-03
	[[ "$output" == *"2026-07: the draft is opened, 1 entries of 1 items"* ]]
	[ "$(mails)" -eq 2 ]
	subjects | grep -q '^hen@example.jp 下書きができました：中国大気政策月報 2026年7月号$'
	"$GEPPO" bulletin show 2026-07 | grep -q '発行日　2026年8月7日'
	run -0 due 2026-08-03
	[ "$(mails)" -eq 2 ]
	# what comes in before the reminder is added
	echo '{"id":"T02","title":"关于印发《柴油货车污染治理攻坚方案》的通知","issuer":"生态环境部","published":"2026-07-30","url":"https://www.mee.gov.cn/a/2.html","body":""}' >"$BATS_TEST_TMPDIR/more.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/more.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	run -0 due 2026-08-04
	[[ "$output" == *"made anew, 2 entries of 2 items"* ]]
	[ "$(mails)" -eq 4 ]
	subjects | tail -2 | grep -q '承認のお願い'
	run -0 due 2026-08-05
	[[ "$output" != *"made anew"* ]]
	[ "$(mails)" -eq 4 ]
	"$GEPPO" bulletin approve 2026-07 --by 佐藤 >/dev/null
	run -0 due 2026-08-06
	[[ "$output" == *"approved, goes out on 2026-08-07"* ]]
	[ "$(mails)" -eq 4 ]
	run -0 due 2026-08-07
	[ "$(mails)" -eq 5 ]
	subjects | grep -q 'kita@example.jp.* 中国大気政策月報 2026年7月号【北九州市版】'
	run -0 due 2026-08-07
	run -0 due 2026-08-10
	run -0 due 2026-08-12
	[ "$(mails)" -eq 5 ]
	[ "$("$GEPPO" bulletin ledger 2026-07 --json | jq -r '[.messages[] | select(.kind == "issue")][0].state')" = sent ]
}

@test "missed days are made up for, days off give way, nobody is told twice a day" {
	# the machine was down until the 8th (a Saturday): the draft is made, mail waits for Monday...
	run -0 due 2026-08-08
	[[ "$output" == *"(土曜日)"* ]] || [[ "$output" == *"2026-08-08 ("* ]]
	[[ "$output" == *"the draft is opened"* ]]
	[ "$(mails)" -eq 0 ]
	# ...the 10th, and the 11th is a holiday
	run -0 due 2026-08-10
	[ "$(mails)" -eq 4 ]
	subjects | grep -q '承認待ち・発送日を経過'
	run -0 due 2026-08-10
	[ "$(mails)" -eq 4 ]
	"$GEPPO" bulletin approve 2026-07 --by 佐藤 >/dev/null
	run -0 due 2026-08-11
	[[ "$output" == *"approved, but today is a day off"* ]]
	[ "$(mails)" -eq 4 ]
	run -0 due 2026-08-12
	[ "$(mails)" -eq 5 ]
}

@test "the year turns: December's issue, and the days off of the new year" {
	run -0 due 2027-01-01 --dry-run
	[[ "$output" == *"the issue of 2026-12: draft 2027-01-04"* ]]
	run -0 due 2027-01-04 --dry-run
	[[ "$output" == *"2026-12: the draft is to be opened"* ]]
	run -65 "$GEPPO" bulletin show 2026-12
}

@test "without editors or a mail server drafts open all the same" {
	echo 'bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp}' >"$GEPPO_DIR/config/geppo.yaml"
	run -0 due 2026-08-03
	[[ "$output" == *"the draft is opened"* ]]
	[[ "$output" == *"names no editors"* ]]
	run -64 due 2026-13-01
	run -64 due 2026-08
}

@test "the proof: the draft and what is open in it, to every editor, the same draft once" {
	"$GEPPO" bulletin draft 2026-07 --issued 2026-08-07 >/dev/null
	run -0 "$GEPPO" bulletin proof 2026-07
	[ "$(mails)" -eq 2 ]
	python3 - "$sink" <<'PY'
import email, email.policy, glob, sys
raw = open(sorted(glob.glob(sys.argv[1] + "/*.eml"))[0], "rb").read().split(b"\n", 2)[2]
m = email.message_from_bytes(raw, policy=email.policy.default)
text = m.get_content()
assert m["Subject"] == "【校正】中国大気政策月報 2026年7月号", m["Subject"]
assert m["Auto-Submitted"] == "auto-generated"
for words in ("まだ承認されていません", "geppo bulletin edit 2026-07", "・掲載する項目　1件", "全員に届く本文",
        "■ この号の要点", "国发〔2026〕31号", "版ごとに違うところ", "北九州市"):
    assert words in text, words
PY
	run -0 "$GEPPO" bulletin proof 2026-07
	[[ "$output" == *"every editor has this draft already"* ]]
	[ "$(mails)" -eq 2 ]
	"$GEPPO" bulletin edit 2026-07 --out e.txt 2>/dev/null || "$GEPPO" bulletin edit 2026-07 --out "$BATS_TEST_TMPDIR/e.txt"
	[ -f "$BATS_TEST_TMPDIR/e.txt" ] || mv e.txt "$BATS_TEST_TMPDIR/e.txt"
	sed -i 's/^一言: $/一言: 大事/' "$BATS_TEST_TMPDIR/e.txt"
	"$GEPPO" bulletin edit 2026-07 --in "$BATS_TEST_TMPDIR/e.txt" --by 田中 >/dev/null
	run -0 "$GEPPO" bulletin proof 2026-07
	[ "$(mails)" -eq 4 ]
	run -65 "$GEPPO" bulletin proof 2026-06
	"$GEPPO" bulletin approve 2026-07 --by 佐藤 >/dev/null
	run -65 "$GEPPO" bulletin proof 2026-07
}

@test "units and timers are well-formed, call commands that exist, at hours of Japan" {
	cd "$(root)/etc"
	grep -ohE '/usr/local/bin/geppo [a-z]+( [a-z]+)?' systemd/*.service | cut -d' ' -f2- | while read -r line; do
		set -- $line
		if [ "$1" = bulletin ]; then "$GEPPO" bulletin "$2" --help >/dev/null; else "$GEPPO" "$1" --help >/dev/null; fi
	done
	for timer in systemd/*.timer; do
		[ -f "${timer%.timer}.service" ]
		# what fails is told, under the name of its report
		name="${timer#systemd/geppo-}"
		grep -q "^OnFailure=geppo-failed@${name%.timer}.service$" "${timer%.timer}.service"
		grep -q "geppo-report ${name%.timer} " "${timer%.timer}.service"
		grep -q '^OnCalendar=.* Asia/Tokyo$' "$timer"
	done
	if command -v systemd-analyze >/dev/null; then
		mkdir -p "$BATS_TEST_TMPDIR/units"
		cp -r systemd/* "$BATS_TEST_TMPDIR/units"
		sed -i "s|/usr/local/bin/geppo|$GEPPO|g; s|/usr/local/libexec/geppo|$PWD|; s|^User=.*||" "$BATS_TEST_TMPDIR"/units/*.service "$BATS_TEST_TMPDIR"/units/*/*.conf
		run systemd-analyze verify --man=no "$BATS_TEST_TMPDIR"/units/*.service "$BATS_TEST_TMPDIR"/units/*.timer
		echo "$output"
		[ -z "$(grep geppo <<<"$output")" ]
	fi
}

# Every minute of a week in which a job would start, as minutes since 2026-11-22 00:00 in Japan (a Sunday).
@test "timers and the cron example start the same at the same minutes of a week" {
	python3 - "$(root)/etc" >"$BATS_TEST_TMPDIR/expected" <<'PY'
for day in range(7):
    for hour in range(24):
        for minute in range(60):
            at = (day * 24 + hour) * 60 + minute
            office = 1 <= day <= 5 and 8 <= hour <= 18
            if minute == 7:
                print('run', at)
            if (hour, minute) == (9, 0):
                print('due', at)
            if office and minute % 10 == 0:
                print('post', at)
            if office and minute % 10 == 5:
                print('mailbox', at)
PY
	mkdir "$BATS_TEST_TMPDIR/bin"
	printf '#!/bin/sh\n[ "$TZ" = Asia/Tokyo ] || exit 1\necho "$1" | sed "s/^+//; s/%%u/$U/; s/%%H/$H/"\n' >"$BATS_TEST_TMPDIR/bin/date"
	chmod +x "$BATS_TEST_TMPDIR/bin/date"
	# cron's clock here is that of Japan; the days and hours are asked of date(1) by each line
	python3 - "$(root)/etc/cron.example" "$BATS_TEST_TMPDIR/bin" >"$BATS_TEST_TMPDIR/cron" <<'PY'
import os, subprocess, sys
def minutes(field):
    out = set()
    for part in field.split(','):
        span, _, step = part.partition('/')
        first, _, last = ('0', '', '59') if span == '*' else span.partition('-')
        out |= set(range(int(first), int(last or first) + 1, int(step or 1)))
    return out
for line in open(sys.argv[1]):
    if line[:1] in '#\n' or line[0].isupper():
        continue
    field, hour, dom, month, dow, user, command = line.split(None, 6)
    assert (hour, dom, month, dow, user) == ('*', '*', '*', '*', 'geppo'), line
    command = command.strip().replace('\\%', '%').replace('>/dev/null', '')
    for day in range(7):
        for h in range(24):
            env = dict(PATH=sys.argv[2] + ':' + os.environ['PATH'], U=str(day or 7), H='%02d' % h, REPORT='echo')
            said = subprocess.run(['sh', '-c', command], env=env, stdout=subprocess.PIPE, check=True).stdout.decode()
            for m in minutes(field) if said else ():
                print(said.split()[0], (day * 24 + h) * 60 + m)
PY
	diff <(sort "$BATS_TEST_TMPDIR/expected") <(sort "$BATS_TEST_TMPDIR/cron")
	command -v systemd-analyze >/dev/null || return 0
	start=$(date -d '2026-11-22 00:00 +0900' +%s)
	for timer in "$(root)"/etc/systemd/*.timer; do
		name="${timer##*/geppo-}"
		LC_ALL=C TZ=UTC systemd-analyze calendar --iterations=400 --base-time="@$((start - 1))" "$(sed -n 's/^OnCalendar=//p' "$timer")" |
			sed -n 's/.*\(Next elapse\|Iter\. #[0-9]*\): [A-Z][a-z]* \(.*\) UTC/\2/p' | date -f - +%s | while read -r s; do
			[ "$s" -ge $((start + 7 * 86400)) ] || echo "${name%.timer} $(((s - start) / 60))"
		done
	done >"$BATS_TEST_TMPDIR/timers"
	diff <(sort "$BATS_TEST_TMPDIR/expected") <(sort "$BATS_TEST_TMPDIR/timers")
}

@test "installed: what the units name is there, the cron example lies beside" {
	make -C "$(root)" --no-print-directory -s install DESTDIR="$BATS_TEST_TMPDIR/root" PREFIX=/opt/geppo >/dev/null 2>&1
	units="$BATS_TEST_TMPDIR/root/opt/geppo/lib/systemd/system"
	grep -q '^ExecStart=/opt/geppo/libexec/geppo/geppo-report due /opt/geppo/bin/geppo bulletin due' "$units/geppo-due.service"
	[ -z "$(grep -rl /usr/local "$BATS_TEST_TMPDIR/root/opt/geppo/lib" "$BATS_TEST_TMPDIR/root/opt/geppo/share/doc")" ]
	[ -s "$units/geppo-.service.d/common.conf" ]
	grep -ohE '/opt/geppo/[^ "]*' "$units"/* "$BATS_TEST_TMPDIR/root/opt/geppo/share/doc/geppo/cron.example" 2>/dev/null | grep -v : | sort -u | while read -r path; do
		[ -x "$BATS_TEST_TMPDIR/root$path" ]
	done
	run -0 "$BATS_TEST_TMPDIR/root/opt/geppo/bin/geppo" init "$BATS_TEST_TMPDIR/new"
	run -0 "$BATS_TEST_TMPDIR/root/opt/geppo/bin/geppo" config check --dir "$BATS_TEST_TMPDIR/new"
}

@test "a report is kept when its command has ended; what failed is on standard error; a stop is handed on" {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	report="$(root)/etc/geppo-report"
	run --separate-stderr -0 "$report" x sh -c 'echo words; echo more >&2'
	[[ "$output" == "begun 2"*"words"*"more"*"ended 2"*" +0900: done (exit code 0)" && -z "$stderr" ]]
	[ "$(cat "$GEPPO_DIR/last-x.txt")" = "$output" ]
	run --separate-stderr -75 "$report" x sh -c 'exit 75'
	[[ "$output" == *"to be called again (exit code 75)" && -z "$stderr" ]]
	run --separate-stderr -74 "$report" x sh -c 'echo broken; exit 74'
	[[ -z "$output" && "$stderr" == *"broken"*"FAILED (exit code 74)" ]]
	"$report" x sh -c 'trap "echo stopped; exit 75" TERM; echo begun; sleep 30 & wait' >/dev/null 3>&- &
	pid=$!
	for _ in $(seq 100); do
		grep -q '^begun$' "$GEPPO_DIR/last-x.part" 2>/dev/null && break
		sleep 0.05
	done
	grep -q broken "$GEPPO_DIR/last-x.txt"
	kill "$pid"
	code=0
	wait "$pid" || code=$?
	[ "$code" -eq 75 ]
	[ ! -e "$GEPPO_DIR/last-x.part" ]
	grep -q '^stopped$' "$GEPPO_DIR/last-x.txt"
}
