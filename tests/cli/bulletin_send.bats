#!/usr/bin/env bats
# From draft to ledger over SMTP: frozen bytes, one message a recipient, every step of the
# conversation failing once, kills.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

# server [FAULT...]: start one, its port in geppo.yaml; messages land in $sink.
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
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp}
		mail: {host: 127.0.0.1, port: $(cat "$sink/port"), security: none, from: geppo@example.jp, per_minute: 0, timeout_seconds: 5}
	YAML
}

stop_server() {
	kill "$server_pid"
	wait "$server_pid" 2>/dev/null || true
}

# recipients ADDRESS...: partners.yaml with one recipient each; the first gets 北九州市's edition.
recipients() {
	local n=0 partner=", partner: kitakyushu, name: 北九州市環境局"
	{
		echo "partners:"
		echo "- {id: kitakyushu, name_ja: 北九州市, regions: [310000, 420100]}"
		echo "recipients:"
		for address; do
			n=$((n + 1))
			echo "- {id: r$n, address: $address$partner}"
			partner=
		done
	} >"$GEPPO_DIR/config/partners.yaml"
}

states() { "$GEPPO" bulletin ledger 2026-06 --json | jq -r '.messages[].state' | sort | uniq -c | awk '{printf "%s%s=%s", NR == 1 ? "" : " ", $2, $1}'; }

setup() {
	export GEPPO_DIR="$(mktemp -d /dev/shm/geppo-send-XXXXXX)" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	echo '{"id":"T01","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/a/1.htm","body":""}' >"$BATS_TEST_TMPDIR/set.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	recipients one@example.jp two@example.jp
	server_pid=
}

teardown() {
	[ -z "$server_pid" ] || stop_server
	rm -rf "$GEPPO_DIR"
}

approved() {
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin approve 2026-06 --by 佐藤 >/dev/null
}

@test "nothing goes out that nobody approved, and a person approves" {
	server
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	run "$GEPPO" bulletin send 2026-06 --any-day
	[ "$status" -eq 65 ]
	run "$GEPPO" bulletin approve 2026-06
	[ "$status" -eq 64 ]
	"$GEPPO" bulletin approve 2026-06 --by 佐藤
	run "$GEPPO" bulletin draft 2026-06
	[ "$status" -eq 65 ]
	"$GEPPO" bulletin withdraw 2026-06 --by 佐藤
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07
	[ "$(ls "$sink" | grep -c eml)" -eq 0 ]
}

@test "each gets its edition once; the text on the wire is the approved text" {
	server
	approved
	"$GEPPO" bulletin send 2026-06 --any-day --dry-run | grep -q 'r2 .*to be sent'
	"$GEPPO" bulletin send 2026-06 --any-day
	[ "$(states)" = "sent=2" ]
	"$GEPPO" bulletin send 2026-06 --any-day
	[ "$(ls "$sink" | grep -c eml)" -eq 2 ]
	run "$GEPPO" bulletin withdraw 2026-06 --by 佐藤
	[ "$status" -eq 65 ]
	"$GEPPO" bulletin show 2026-06 --edition kitakyushu >"$BATS_TEST_TMPDIR/text"
	python3 - "$sink" "$BATS_TEST_TMPDIR/text" <<-'PY'
		import email, email.policy, glob, re, sys
		found = {}
		for name in glob.glob(sys.argv[1] + '/*.eml'):
		    sender, to, data = open(name, 'rb').read().split(b'\n', 2)
		    found[to] = data
		    assert b'geppo@example.jp' in sender
		    for line in data.split(b'\r\n'):
		        assert len(line) <= 78, line
		        assert b'\r' not in line and b'\n' not in line
		    for word in re.findall(rb'=\?[^?]*\?[^?]*\?[^?]*\?=', data):
		        assert len(word) <= 75, word
		        import base64
		        base64.b64decode(word.split(b'?')[3]).decode('utf-8')  # whole characters
		m = email.message_from_bytes(found[b'one@example.jp'], policy=email.policy.default)
		assert m['subject'] == '中国大気政策月報 2026年6月号【北九州市版】', m['subject']
		assert m['to'].addresses[0].display_name == '北九州市環境局'
		assert m['auto-submitted'] == 'auto-generated' and m['list-unsubscribe'] and m['date']
		assert m['message-id'].endswith('@example.jp>')
		text = m.get_body(('plain',)).get_content().replace('\r\n', '\n')
		assert text.rstrip('\n') == open(sys.argv[2]).read().rstrip('\n')
		assert m.get_body(('html',)).get_content_type() == 'text/html'
		assert [p.get_content_type() for p in m.walk()] == ['multipart/alternative', 'text/plain', 'text/html']
	PY
}

# The fault, the state that is to be known, the exit code, the messages delivered. body=cut: the whole message
# lies in the socket by then, so that its end was handed over.
faults() {
	cat <<-'STEPS'
		connect=421 busy|retry 75 0
		connect=554 no|retry 75 0
		connect=cut|retry 75 0
		connect=slow|retry 75 0
		connect=drip 220 test ESMTP|retry 75 0
		connect=flood|retry 75 0
		connect=220-a~220 b|sent 0 1
		ehlo=550 no|retry 75 0
		ehlo=cut|retry 75 0
		ehlo=250 test|retry 75 0
		ehlo=250-test~250-SIZE 100~250-PIPELINING~250 8BITMIME|sent 0 1
		starttls=454 not now|retry 75 0
		starttls=cut|retry 75 0
		starttls=220 go|retry 75 0
		auth=535 wrong|retry 75 0
		auth=454 later|retry 75 0
		auth=cut|retry 75 0
		mail=451 later|retry 75 0
		mail=421 closing|retry 75 0
		mail=550 no|refused 1 0
		mail=552 message too large|refused 1 0
		mail=cut|retry 75 0
		mail=slow|retry 75 0
		mail=what|retry 75 0
		mail=250-2.1.0 a~250 2.1.0 b|sent 0 1
		rcpt=450 grey|retry 75 0
		rcpt=450-4.2.0 greylisted~450 4.2.0 come again|retry 75 0
		rcpt=421 closing|retry 75 0
		rcpt=550 nobody|refused 1 0
		rcpt=550-5.1.1 no~550-5.1.1 such~550 5.1.1 user|refused 1 0
		rcpt=251 will forward|sent 0 1
		rcpt=252 cannot verify|sent 0 1
		rcpt=cut|retry 75 0
		rcpt=drip 250 2.1.5 ok|retry 75 0
		data=451 later|retry 75 0
		data=554 no|refused 1 0
		data=250 ok|retry 75 0
		data=cut|retry 75 0
		data=slow|retry 75 0
		data=354-go~354 on|sent 0 1
		body=cut|unknown 1 0
		dot=451 later|retry 75 0
		dot=421 closing|retry 75 0
		dot=552 too large|refused 1 0
		dot=554-5.7.1 spam~554 5.7.1 really|refused 1 0
		dot=what|unknown 1 1
		dot=354 more|unknown 1 1
		dot=250|sent 0 1
		dot=250-2.0.0 a~250 2.0.0 b|sent 0 1
		dot=drip 250 2.0.0 queued|unknown 1 1
		dot=cut|unknown 1 0
		dot=cut-after|unknown 1 1
		dot=slow-after|unknown 1 1
	STEPS
}

@test "every step of the conversation fails: the state says what is known" {
	recipients one@example.jp
	approved
	export GEPPO_MAIL_PASSWORD=x
	faults >"$BATS_TEST_TMPDIR/faults"
	python3 - "$(root)/tests/smtp.py" "$BATS_TEST_TMPDIR" <<-'PY'
		import concurrent.futures, os, shutil, sqlite3, subprocess, sys, time
		smtp, folder = sys.argv[1:]
		def case(n, line):
		    fault, want = line.rstrip('\n').split('|')
		    data, sink = f'{folder}/d{n}', f'{folder}/s{n}'
		    shutil.copytree(os.environ['GEPPO_DIR'], data)
		    os.mkdir(sink)
		    server = subprocess.Popen([sys.executable, smtp, sink, fault])
		    while not os.path.exists(sink + '/port'):
		        time.sleep(0.02)
		    step = fault.split('=')[0]
		    more = 'security: starttls' if step == 'starttls' or fault == 'ehlo=250 test' else \
		        'security: none, user: u' if step == 'auth' else 'security: none'
		    with open(data + '/config/geppo.yaml', 'w') as f:
		        f.write('bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp}\n'
		                f'mail: {{host: 127.0.0.1, port: {open(sink + "/port").read()}, {more}, from: geppo@example.jp, per_minute: 0, timeout_seconds: 1}}\n')
		    p = subprocess.run([os.environ['GEPPO'], 'bulletin', 'send', '2026-06', '--any-day', '--dir', data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
		    server.kill()
		    states = [r[0] for r in sqlite3.connect(data + '/geppo.db').execute('SELECT state FROM outbox')]
		    got = '%s %d %d' % ('+'.join(states), p.returncode, sum(name.endswith('.eml') for name in os.listdir(sink)))
		    shutil.rmtree(data)
		    return fault, want, got, p.stdout.decode()
		with concurrent.futures.ThreadPoolExecutor(8) as pool:
		    done = list(pool.map(lambda x: case(*x), enumerate(open(folder + '/faults'))))
		bad = [d for d in done if d[1] != d[2]]
		for d in bad:
		    print(*d, sep='\n  ')
		assert len(done) == 53 and not bad
	PY
}

@test "one bad recipient costs itself; only those not served get it again" {
	recipients 4xx@example.jp 5xx@example.jp good@example.jp
	server
	approved
	run "$GEPPO" bulletin send 2026-06 --any-day
	[ "$status" -eq 75 ]
	[ "$(states)" = "refused=1 retry=1 sent=1" ]
	recipients mended@example.jp 5xx@example.jp good@example.jp
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE outbox SET next_try = '2020-01-01T00:00:00Z', address = 'mended@example.jp' WHERE state = 'retry'"
	run "$GEPPO" bulletin send 2026-06 --any-day
	[ "$(states)" = "refused=1 sent=2" ]
	[ "$(ls "$sink" | grep -c eml)" -eq 2 ]
}

@test "kill -9 at random steps of the conversation: nobody missed, nobody twice outside the window" {
	local many="${KILL_RECIPIENTS:-100}" points="${KILL_POINTS:-15}" seed="${KILL_SEED:-8}" code=137
	recipients $(seq -f 'm%g@example.jp' "$many")
	server "kill=$seed:$points:$((many * 8))"
	approved
	for _ in $(seq $((points + 5))); do
		code=0
		bash -c 'echo $$ >"$1/pid"; exec "$GEPPO" bulletin send 2026-06 --any-day' - "$sink" >/dev/null 2>&1 3>&- || code=$?
		[ "$code" -eq 137 ] || break
	done
	[ "$code" -le 1 ]
	[ "$(cat "$sink/killed")" -eq "$points" ]
	"$GEPPO" bulletin ledger 2026-06 --json >"$BATS_TEST_TMPDIR/ledger"
	python3 - "$sink" "$BATS_TEST_TMPDIR/ledger" "$many" "$points" <<-'PY'
		import collections, glob, json, sys
		many, points = int(sys.argv[3]), int(sys.argv[4])
		got = collections.Counter(open(n, 'rb').read().split(b'\n', 2)[1].decode() for n in glob.glob(sys.argv[1] + '/*.eml'))
		rows = json.load(open(sys.argv[2]))['messages']
		assert len(rows) == many and len({r['address'] for r in rows}) == many
		for r in rows:
		    assert r['state'] in ('sent', 'unknown'), r
		    assert got[r['address']] == 1 if r['state'] == 'sent' else got[r['address']] <= 1, (r, got[r['address']])
		states = collections.Counter(r['state'] for r in rows)
		assert states['unknown'] <= points
		print('#', dict(states), sum(got.values()), 'messages on the server')
	PY
}

@test "a correction is approved like the issue and goes to everyone who got it, as an answer to it" {
	recipients one@example.jp 5xx@example.jp
	server
	approved
	echo "[A0000A]の施行日は7月1日ではなく8月1日です。" >"$BATS_TEST_TMPDIR/words"
	run "$GEPPO" bulletin approve 2026-06 --correction --by 佐藤
	[ "$status" -eq 65 ]
	"$GEPPO" bulletin send 2026-06 --any-day || true
	run "$GEPPO" bulletin correct 2026-06 "$BATS_TEST_TMPDIR/words"
	[ "$status" -eq 0 ]
	[[ "$output" == *"【訂正】中国大気政策月報 2026年6月号(訂正第1号)"* ]]
	"$GEPPO" bulletin send 2026-06 --any-day || true
	[ "$(ls "$sink" | grep -c eml)" -eq 1 ]
	"$GEPPO" bulletin approve 2026-06 --correction --by 佐藤
	"$GEPPO" bulletin send 2026-06 --any-day || true
	"$GEPPO" bulletin send 2026-06 --any-day || true
	[ "$(ls "$sink" | grep -c eml)" -eq 2 ]
	python3 - "$sink" <<-'PY'
		import email, email.policy, sys
		m = [email.message_from_bytes(open(f'{sys.argv[1]}/{n}.eml', 'rb').read().split(b'\n', 2)[2], policy=email.policy.default) for n in (1, 2)]
		assert m[1]['in-reply-to'] == m[0]['message-id'] == m[1]['references'], m[1]['in-reply-to']
		assert m[1]['message-id'] != m[0]['message-id']
		assert m[1]['subject'] == '【訂正】中国大気政策月報 2026年6月号(訂正第1号)', m[1]['subject']
		assert '8月1日です。' in m[1].get_body(('plain',)).get_content()
	PY
	printf 'a\001b' | run "$GEPPO" bulletin correct 2026-06 -
	"$GEPPO" bulletin correct 2026-06 "$BATS_TEST_TMPDIR/words" | grep -q '訂正第2号'
	printf 'a\001b' >"$BATS_TEST_TMPDIR/words"
	run "$GEPPO" bulletin correct 2026-06 "$BATS_TEST_TMPDIR/words"
	[ "$status" -eq 65 ]
}

@test "on a day off nothing goes out but what is no issue; a month without entries is sent like any" {
	server
	{
		grep -m1 -v "^#" "$(root)/config/holidays.tsv"
		printf '%s\t創立記念日\n' "$(TZ=Asia/Tokyo date +%F)"
	} >"$GEPPO_DIR/config/holidays.tsv"
	"$GEPPO" bulletin draft 2026-05 --issued 2026-06-05 >/dev/null
	"$GEPPO" bulletin approve 2026-05 --by 佐藤 >/dev/null
	run "$GEPPO" bulletin send 2026-05
	echo "$output"
	[ "$status" -eq 75 ]
	[[ "$output" == *"is a day off in Japan (創立記念日)"* ]]
	"$GEPPO" bulletin send 2026-05 --any-day
	[ "$(ls "$sink" | grep -c eml)" -eq 2 ]
	python3 - "$sink" <<-'PY'
		import email, email.policy, sys
		m = email.message_from_bytes(open(sys.argv[1] + '/1.eml', 'rb').read().split(b'\n', 2)[2], policy=email.policy.default)
		text = m.get_body(('plain',)).get_content()
		assert '該当なし' in text and '今月の確認範囲' in text
	PY
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE outbox SET state = 'retry', next_try = '2020-01-01T00:00:00Z'"
	"$GEPPO" bulletin post
	[ "$(ls "$sink" | grep -c eml)" -eq 2 ]
	"$GEPPO" bulletin post --any-day
	[ "$(ls "$sink" | grep -c eml)" -eq 4 ]
}

@test "a name or address that would break out of its field is refused where it is written" {
	for bad in 'address: "a@example.jp\r\nBcc: x@example.com"' 'address: "a@example.jp>, <x@example.com"' \
		'address: "a b@example.jp"' 'address: a@example.jp, name: "課\r\nBcc: x@example.com"' \
		'address: a@example.jp, name: "課\u2028x"' 'address: "課@example.jp"'; do
		printf 'partners: []\nrecipients:\n- {id: r1, %s}\n' "$bad" >"$GEPPO_DIR/config/partners.yaml"
		run "$GEPPO" config check --dir "$GEPPO_DIR"
		echo "$bad: $status $output"
		[ "$status" -ne 0 ]
		[[ "$output" == *partners.yaml:3* ]]
	done
	printf 'partners: []\n' >"$GEPPO_DIR/config/partners.yaml"
	for bad in 'https://example.jp/a b' 'https://example.jp/>,<mailto:x@example.com>' 'https://例え.jp/' 'http://example.jp/'; do
		printf 'mail: {host: h, from: a@example.jp, unsubscribe_url: "%s"}\n' "$bad" >"$GEPPO_DIR/config/geppo.yaml"
		run "$GEPPO" config check --dir "$GEPPO_DIR"
		echo "$bad: $status $output"
		[ "$status" -ne 0 ]
		[[ "$output" == *unsubscribe_url* ]]
	done
}

@test "a recipient for whom nothing was approved is held and told; the others get theirs" {
	server
	approved
	cat >>"$GEPPO_DIR/config/partners.yaml" <<-YAML
		- {id: late, address: late@example.jp, formats: [text, pdf]}
	YAML
	run "$GEPPO" bulletin send 2026-06 --any-day
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *"late: the pdf of its edition was not approved"* && "$output" == *"1 held"* ]]
	[ "$(states)" = "sent=2" ]
}

@test "a refused message follows its recipient to a new address, with the same Message-ID" {
	recipients 5xx@example.jp
	server
	approved
	"$GEPPO" bulletin send 2026-06 --any-day || true
	id="$("$GEPPO" bulletin ledger 2026-06 --json | jq -r '.messages[0].message_id')"
	recipients right@example.jp
	"$GEPPO" bulletin send 2026-06 --any-day
	[ "$(ls "$sink" | grep -c eml)" -eq 0 ]
	"$GEPPO" bulletin resolve 2026-06 --as pending --by 佐藤
	"$GEPPO" bulletin send 2026-06 --any-day --to RIGHT@example.jp
	[ "$(states)" = "sent=1" ]
	[ "$(sed -n 2p "$sink/1.eml")" = right@example.jp ]
	grep -q "^Message-ID: <$id>" "$sink/1.eml"
	grep -q '^ <right@example.jp>' "$sink/1.eml"
}

@test "an issue is sent once the last message of unknown fate is settled by a person" {
	recipients good@example.jp other@example.jp
	server
	approved
	"$GEPPO" bulletin send 2026-06 --any-day
	state() { sqlite3 "$GEPPO_DIR/geppo.db" "SELECT state FROM issue WHERE month = '2026-06'"; }
	[ "$(state)" = sent ]
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE issue SET state = 'approved'; UPDATE outbox SET state = 'unknown'"
	first=$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT recipient FROM outbox LIMIT 1")
	"$GEPPO" bulletin resolve 2026-06 --as sent --recipient "$first" --by 佐藤
	[ "$(state)" = approved ]
	"$GEPPO" bulletin resolve 2026-06 --as sent --by 佐藤
	[ "$(state)" = sent ]
	[ "$(states)" = "sent=2" ]
}

@test "the ledger says what each state asks of a person, who has no message, and all of it to scripts" {
	server
	approved
	cat >>"$GEPPO_DIR/config/partners.yaml" <<-YAML
		- {id: r3, address: three@example.jp}
		- {id: r4, address: four@example.jp, name: 休止中の市, state: paused}
		- {id: r5, address: five@example.jp, name: 神戸市環境局}
	YAML
	"$GEPPO" bulletin send 2026-06 --any-day --to one@example.jp
	"$GEPPO" bulletin send 2026-06 --any-day --to two@example.jp
	"$GEPPO" bulletin send 2026-06 --any-day --to five@example.jp
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE outbox SET state = 'unknown', at = '2026-07-07T01:02:03Z' WHERE recipient = 'r2';
		UPDATE outbox SET state = 'retry', next_try = '2026-07-07T15:30:00Z', answer = '450 later' WHERE recipient = 'r5'"
	run -0 "$GEPPO" bulletin ledger 2026-06
	echo "$output"
	[[ "$output" == "2026-06: approved by 佐藤 at "*" (Japan), sha256 "* ]]
	[[ "$output" == *"1 unknown  may have arrived"*"geppo bulletin resolve 2026-06 --recipient ID --as sent"* ]]
	[[ "$output" == *"unknown  r2 "*"two@example.jp"*"2026-07-07 10:02 1"* ]]
	[[ "$output" == *"retry    r5 "*"神戸市環境局  next 2026-07-08 00:30  450 later"* ]]
	[[ "$output" == *"no message of the issue"*"no message yet r3"*"paused   r4"* ]]
	run -0 "$GEPPO" bulletin ledger 2026-06 --lang ja
	[[ "$output" == "2026-06：佐藤が"*"(日本時間)に承認"*"1 届いたか不明(受信者に確かめる)"*"再送待ち r5"*"次は2026-07-08 00:30"*"休止中"*"r4"* ]]
	run -64 "$GEPPO" bulletin ledger 2026-06 --lang zh
	"$GEPPO" bulletin ledger 2026-06 --json >"$BATS_TEST_TMPDIR/j"
	[ "$(jq -c '[.approved.by, .issue.sent, .issue.unknown, .issue.retry, .issue.bounced, [.without[] | [.recipient, .why]]]' "$BATS_TEST_TMPDIR/j")" = \
		'["佐藤",1,1,1,0,[["r3","no message yet"],["r4","paused"]]]' ]
	run -0 "$GEPPO" bulletin ledger 2026-05
	[ "$output" = "2026-05: nobody approved the issue" ]
	"$GEPPO" bulletin ledger 2026-05 --json | jq -e '.approved == null and .messages == []'
}

@test "SIGTERM before the end of a message takes it back; while one sends, no other does; the rate is kept" {
	recipients one@example.jp two@example.jp three@example.jp
	server "rcpt=slowx1"
	sed -i 's/timeout_seconds: 5/timeout_seconds: 25/' "$GEPPO_DIR/config/geppo.yaml"
	approved
	"$GEPPO" bulletin send 2026-06 --any-day >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
	pid=$!
	for _ in $(seq 200); do
		[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT count(*) FROM outbox WHERE state = 'sending'")" -eq 1 ] && break
		sleep 0.05
	done
	run -75 "$GEPPO" bulletin send 2026-06 --any-day
	[[ "$output" == *"another sender is at work"* ]]
	sleep 0.2
	kill "$pid"
	code=0
	wait "$pid" || code=$?
	cat "$BATS_TEST_TMPDIR/said"
	[ "$code" -eq 75 ]
	grep -q 'told to stop, the rest waits' "$BATS_TEST_TMPDIR/said"
	[ "$(states)" = "pending=3" ]
	# two a second, so that the third cannot be there before a second is over
	sed -i 's/per_minute: 0/per_minute: 120/' "$GEPPO_DIR/config/geppo.yaml"
	begun=$(date +%s%N)
	"$GEPPO" bulletin send 2026-06 --any-day
	[ $((($(date +%s%N) - begun) / 1000000)) -ge 1000 ]
	[ "$(states)" = "sent=3" ]
	[ "$(ls "$sink" | grep -c eml)" -eq 3 ]
}

@test "hostile titles: one message in is one message out, nothing of them is a field or a line of SMTP" {
	python3 - >"$BATS_TEST_TMPDIR/set.jsonl" <<-'PY'
		import json
		evil = ['大气\r\n.\r\nMAIL FROM:<x@example.com>\r\n', '空气\n\nBcc: x@example.com\n', '大气\u2028\u0085\u202e<b>&amp;</b>', '大气\x00\x01污染' , '.', '空气质量' * 400]
		for n, e in enumerate(evil):
		    print(json.dumps({'id': f'E{n}', 'title': e + '关于印发大气污染防治方案的通知', 'issuer': e, 'published': '2026-06-11', 'doc_number': e[:30], 'url': f'https://www.gov.cn/e/{n}.htm', 'body': e}))
	PY
	"$GEPPO" load "$BATS_TEST_TMPDIR/set.jsonl" >/dev/null 2>&1 || true
	"$GEPPO" store >/dev/null 2>&1
	server
	approved
	"$GEPPO" bulletin send 2026-06 --any-day
	[ "$(ls "$sink" | grep -c eml)" -eq 2 ]
	python3 - "$sink" <<-'PY'
		import email, email.policy, glob, sys
		want = ['Date', 'From', 'To', 'Subject', 'Message-ID', 'List-Unsubscribe', 'Auto-Submitted', 'Precedence', 'X-Auto-Response-Suppress', 'MIME-Version', 'Content-Type']
		for name in glob.glob(sys.argv[1] + '/*.eml'):
		    data = open(name, 'rb').read().split(b'\n', 2)[2]
		    assert data.count(b'\n') == data.count(b'\r\n') == data.count(b'\r') and b'\0' not in data
		    assert max(map(len, data.split(b'\r\n'))) <= 78
		    m = email.message_from_bytes(data, policy=email.policy.default)
		    assert m.keys() == want, m.keys()
		    text = m.get_body(('plain',)).get_content()
		    assert '大气污染防治方案' in text.replace('\r', '').replace('\n', '').replace('　', '')
		    assert not any(c in text for c in '\x00\x01\u2028\u0085\u202e')
	PY
}
