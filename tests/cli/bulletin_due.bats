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
	done
	grep -q '^OnCalendar=.* Asia/Tokyo$' systemd/geppo-due.timer
	if command -v systemd-analyze >/dev/null; then
		mkdir -p "$BATS_TEST_TMPDIR/units"
		for unit in systemd/*; do
			sed "s|/usr/local/bin/geppo|$GEPPO|g; s|^User=.*||" "$unit" >"$BATS_TEST_TMPDIR/units/${unit##*/}"
		done
		run systemd-analyze verify --man=no "$BATS_TEST_TMPDIR"/units/*.service "$BATS_TEST_TMPDIR"/units/*.timer
		echo "$output"
		[ -z "$(grep geppo <<<"$output")" ]
		grep -h '^OnCalendar=' systemd/*.timer | cut -d= -f2- | while read -r when; do
			systemd-analyze calendar "$when" >/dev/null
		done
	fi
}

@test "installed: the units name the installed program, the cron example lies beside" {
	make -C "$(root)" --no-print-directory -s install DESTDIR="$BATS_TEST_TMPDIR/root" PREFIX=/opt/geppo >/dev/null 2>&1
	units="$BATS_TEST_TMPDIR/root/opt/geppo/lib/systemd/system"
	grep -q '^ExecStart=/opt/geppo/bin/geppo bulletin due' "$units/geppo-due.service"
	[ -z "$(grep -l /usr/local "$units"/*)" ]
	[ -s "$BATS_TEST_TMPDIR/root/opt/geppo/share/doc/geppo/cron.example" ]
	# five fields and a command on every line of the cron example
	awk '/^[^#A-Z]/ && NF {if (NF < 6) exit 1; n++} END {exit n < 3}' "$(root)/etc/cron.example"
}
