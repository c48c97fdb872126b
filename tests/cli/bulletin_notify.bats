#!/usr/bin/env bats
# geppo notify: one message to the operators for what changed, neither lost nor doubled.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

server() {
	sink="$BATS_TEST_TMPDIR/sink"
	mkdir -p "$sink"
	rm -f "$sink/port"
	python3 "$(root)/tests/smtp.py" "$sink" "$@" 3>&- &
	server_pid=$!
	for _ in $(seq 100); do
		[ -s "$sink/port" ] && break
		sleep 0.05
	done
	settings "[ops@example.jp]"
}

settings() {
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		mail: {host: 127.0.0.1, port: $(cat "$sink/port"), security: none, from: geppo@example.jp, per_minute: 0, timeout_seconds: 5, operators: $1}
	YAML
}

setup() {
	export GEPPO_DIR="$(mktemp -d /dev/shm/geppo-notify-XXXXXX)" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	"$GEPPO" store >/dev/null 2>&1
	sql "INSERT INTO source (id, name, level, state) VALUES ('src-a', '甲市生态环境局', 'city', 'active'), ('src-b', '乙市', 'city', 'active'), ('src-t', '丙市', 'city', 'trial')"
	server_pid=
}

teardown() {
	[ -z "$server_pid" ] || { kill "$server_pid"; wait "$server_pid" 2>/dev/null || true; }
	rm -rf "$GEPPO_DIR"
}

sql() { sqlite3 "$GEPPO_DIR/geppo.db" "$1"; }

# turn KIND SUBJECT WAS STATE [WHY]
turn() {
	sql "INSERT INTO notice (kind, subject, was, state, at, outcome, why) VALUES ('$1', '$2', '$3', '$4', '2026-11-25T03:00:00Z', 'broken', '${5:-status 500}')"
}

mails() { ls "$sink" | grep -c 'eml$' || true; }

# The text of the newest mail.
text() {
	python3 - "$sink/$(mails).eml" <<-'PY'
	import email, email.policy, sys
	data = open(sys.argv[1], "rb").read().split(b"\n", 2)
	m = email.message_from_bytes(data[2], policy=email.policy.default)
	print(data[1].decode(), m["Subject"], sep="\n")
	print(m.get_body().get_content())
	PY
}

@test "one message for all that changed in a run, and none for what does not matter" {
	server
	run "$GEPPO" notify
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	turn source src-a ok failing
	turn source src-a failing broken "refused to go to http://a.example.cn/: private address (RFC 1918)"
	turn source src-b broken recovered
	turn source src-t failing broken
	turn source src-b recovered ok
	run "$GEPPO" notify
	[ "$status" -eq 0 ]
	[ "$(mails)" -eq 1 ]
	text >"$BATS_TEST_TMPDIR/text"
	cat "$BATS_TEST_TMPDIR/text"
	grep -q 'ops@example.jp' "$BATS_TEST_TMPDIR/text"
	grep -q '取得できなくなった情報源1件、回復した情報源1件' "$BATS_TEST_TMPDIR/text"
	grep -q '・src-a（甲市生态环境局）（2026-11-25 12:00）' "$BATS_TEST_TMPDIR/text"
	grep -q '理由：接続を見合わせた：http://a.example.cn/（プライベートアドレス）' "$BATS_TEST_TMPDIR/text"
	[ "$(grep -c src-t "$BATS_TEST_TMPDIR/text")" -eq 0 ]
	"$GEPPO" notify
	[ "$(mails)" -eq 1 ]
	turn source src-a broken recovered
	"$GEPPO" notify
	[ "$(mails)" -eq 2 ]
	[ "$(sql "SELECT count(*) FROM notice WHERE mail IS NULL")" -eq 0 ]
}

@test "without an operator it is said once on the terminal; two operators get one each" {
	server
	settings "[]"
	turn source src-a failing broken
	run "$GEPPO" notify
	[ "$status" -eq 0 ]
	[[ "$output" == *"src-a"* ]]
	run "$GEPPO" notify
	[ -z "$output" ]
	settings "[ops@example.jp, other@example.jp]"
	turn source src-a broken recovered
	"$GEPPO" notify
	[ "$(mails)" -eq 2 ]
}

@test "a server that is away: the message waits and goes out once" {
	server connect="421 away"x1
	turn source src-a failing broken
	run "$GEPPO" notify
	[ "$status" -eq 75 ]
	[ "$(mails)" -eq 0 ]
	sql "UPDATE outbox SET next_try = '2026-01-01T00:00:00Z'"
	"$GEPPO" notify
	"$GEPPO" notify
	[ "$(mails)" -eq 1 ]
}

@test "a stage with work and no progress is told once, and once that it goes on" {
	server
	sql "INSERT INTO capture (record, url, at, warc, offset, length, type, status, baseline, state, page)
		VALUES ('urn:uuid:1', 'http://a.example.cn/', '2026-11-25T00:00:00Z', 'x', 0, 1, 'response', 200, 0, 'waiting', 0)"
	"$GEPPO" notify
	"$GEPPO" notify
	[ "$(mails)" -eq 0 ]
	sql "UPDATE heartbeat SET waiting_since = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-7 hours') WHERE stage = 'parse'"
	"$GEPPO" notify
	"$GEPPO" notify
	[ "$(mails)" -eq 1 ]
	text | grep -q '停滞している処理1件'
	text | grep -q '理由：1件が待っているが、一度も進んでいない'
	[[ "$("$GEPPO" status)" == *"STALLED since"* ]]
	[ "$("$GEPPO" status --json | jq -c '[.stages[] | select(.stalled) | .stage]')" = '["parse"]' ]
	# Its archive is not there: held, which is progress.
	"$GEPPO" parse || [ $? -eq 1 ]
	"$GEPPO" notify
	[ "$(mails)" -eq 2 ]
	text | grep -q '再び動き出した処理1件'
	[[ "$("$GEPPO" status)" != *"STALLED"* ]]
}

@test "killed anywhere: the message is there once in the end" {
	server
	for i in $(seq 12); do
		turn source src-a failing broken "status 50$i"
		"$GEPPO" notify >/dev/null 2>&1 &
		pid=$!
		sleep "0.0$((i * 7 % 90 + 1))"
		kill -9 $pid 2>/dev/null || true
		wait $pid 2>/dev/null || true
		"$GEPPO" notify >/dev/null 2>&1 || true
	done
	# What was handed over when the kill came is unknown, told so, and not sent again.
	unknown=$(sql "SELECT count(*) FROM outbox WHERE state = 'unknown'")
	sent=$(sql "SELECT count(*) FROM outbox WHERE state = 'sent'")
	[ "$((unknown + sent))" -eq 12 ]
	[ "$(sql "SELECT count(DISTINCT mail) FROM notice WHERE mail <> ''")" -eq 12 ]
	[ "$(mails)" -ge "$sent" ]
	[ "$(mails)" -le 12 ]
	[ "$(cat "$sink"/*.eml | grep -ai '^message-id' | sort | uniq -d | wc -l)" -eq 0 ]
}
