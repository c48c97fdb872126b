#!/usr/bin/env bats
# Replies as mail programs write them: ids in many hands, quotations in many forms, charsets under wrong names, HTML,
# machines; deliveries that failed, told in fields or in words; a mailbox that breaks off.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

. "$BATS_TEST_DIRNAME/../readers.bash"

setup() {
	readers_begin
	server_pid=
}

teardown() {
	[ -z "$server_pid" ] || { kill "$server_pid"; wait "$server_pid" 2>/dev/null || true; }
	readers_end
}

sql() { sqlite3 "$GEPPO_DIR/geppo.db" "$1"; }

@test "what readers write, however their programs put it" {
	python3 "$(root)/tests/replies.py" "$box" "${ids[@]}" >"$BATS_TEST_TMPDIR/expected"
	"$GEPPO" bulletin mailbox >"$BATS_TEST_TMPDIR/got"
	python3 - "$BATS_TEST_TMPDIR" <<-'PY'
		import re, sys
		expected = [l.rstrip('\n').split(' ') for l in open(sys.argv[1] + '/expected')]
		got = open(sys.argv[1] + '/got').read().splitlines()[:-1]
		assert len(expected) == len(got) == 128, (len(expected), len(got))
		bad = 0
		for (name, kind, *ids), line in zip(expected, got):
		    found = re.findall(r'\bA0\w{4}\b', line.split('  ')[-1])
		    ids = [i for i in ids if i]
		    if line.split()[0] != kind or (kind == 'request' and found != [i for i in ids if i != '番号不明']):
		        bad += 1
		        print(name, kind, ids, '|', line)
		assert not bad
	PY
	# what none but the quoted text wished for was wished for by nobody
	[ "$(sql "SELECT count(DISTINCT partner) FROM request")" -eq 1 ]
}

@test "a message that failed, told by servers of all kinds" {
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin approve 2026-06 --by 佐藤 >/dev/null
	"$GEPPO" bulletin send 2026-06 --any-day >/dev/null 2>&1 || true
	python3 "$(root)/tests/bounces.py" "$BATS_TEST_TMPDIR" "$(sql "SELECT group_concat(recipient || '=' || message_id, ' ') FROM outbox")" >"$BATS_TEST_TMPDIR/expected"
	while read -r name outcome recipient said; do
		sql "UPDATE outbox SET state = 'sent', answer = '' WHERE kind = 'issue'"
		cp "$BATS_TEST_TMPDIR/$name" "$box/new/"
		run "$GEPPO" bulletin mailbox
		echo "$name: $output"
		[ "${lines[0]%% *}" = "$outcome" ]
		[ "$(sql "SELECT group_concat(recipient) FROM outbox WHERE state = 'bounced'")" = "${recipient#-}" ]
		[[ "$(sql "SELECT answer FROM outbox WHERE state = 'bounced'")" == *"$said"* ]]
	done <"$BATS_TEST_TMPDIR/expected"
	# a server's message that is about none of ours is for a person
	[ "$(sql "SELECT count(*) FROM outbox WHERE kind = 'forward'")" -eq 4 ]
	[ "$(sql "SELECT count(*) FROM outbox WHERE kind = 'answer'")" -eq 1 ]
}

@test "IMAP that breaks off within a message: what was read is dealt with once, the rest the next time" {
	python3 - "$BATS_TEST_TMPDIR" "${ids[0]}" <<-'PY'
		import sys
		for n, sender in enumerate(('one@kitakyushu', 'kobe', 'two@kitakyushu'), 1):
		    sender += '.example.jp' if '@' in sender else '@example.jp'
		    with open(f'{sys.argv[1]}/{n}.mail', 'wb') as f:
		        f.write(f'From: {sender}\r\nSubject: Re: x\r\nMessage-ID: <{n}@t>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n翻訳希望 {sys.argv[2]}\r\n'.encode() + b'{9}\r\nx\r\n' * 3000)
	PY
	python3 "$(root)/tests/imap.py" "$BATS_TEST_TMPDIR" 3>&- &
	server_pid=$!
	for _ in $(seq 100); do [ -s "$BATS_TEST_TMPDIR/port" ] && break; sleep 0.05; done
	mailbox_is "host: 127.0.0.1, port: $(cat "$BATS_TEST_TMPDIR/port"), security: none, timeout_seconds: 1"
	for fault in examine search fetch:1 literal:1; do
		echo "$fault" >"$BATS_TEST_TMPDIR/fault"
		run "$GEPPO" bulletin mailbox
		echo "$fault: $status $output"
		[ "$status" -eq 75 ]
		[[ "$output" == *"0 new messages"* ]]
	done
	for fault in literal:2 fetch:3 hang:3 none none; do
		echo "$fault" >"$BATS_TEST_TMPDIR/fault"
		run "$GEPPO" bulletin mailbox
		echo "$fault: $status $output"
	done
	[ "$status" -eq 0 ]
	[[ "$output" == "0 new messages" ]]
	[ "$(sql "SELECT count(*) FROM request")" -eq 3 ]
	[ "$(sql "SELECT count(*) FROM outbox WHERE kind = 'answer'")" -eq 3 ]
	[ "$("$GEPPO" bulletin requests --json | jq '.requests[0].municipalities')" -eq 2 ]
	! grep -vE ' (CAPABILITY|NOOP|LOGIN|LOGOUT|EXAMINE|UID SEARCH ALL|UID FETCH [0-9]+ BODY\.PEEK\[\])' "$BATS_TEST_TMPDIR/log"
}

@test "mail that is huge, deep or a loop costs itself" {
	python3 - "$box/new" "${ids[0]}" <<-'PY'
		import sys
		box, item = sys.argv[1:]
		head = lambda n, ct: f'From: one@kitakyushu.example.jp\r\nSubject: Re: x\r\nMessage-ID: <{n}@t>\r\nMIME-Version: 1.0\r\nContent-Type: {ct}\r\n\r\n'.encode()
		wish = f'翻訳希望 {item}\r\n'.encode()
		open(f'{box}/1', 'wb').write(head(1, 'text/plain; charset=utf-8') + wish + b'\r\n'.join(b'x' * 70 for _ in range(700_000)))
		deep = b''.join(b'--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n' % (n, n + 1) for n in range(1000))
		open(f'{box}/2', 'wb').write(head(2, 'multipart/mixed; boundary=b0') + deep + b'--b1000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n' + wish)
		inner = b''.join(b'Content-Type: message/rfc822\r\n\r\n' for _ in range(2000))
		open(f'{box}/3', 'wb').write(head(3, 'message/rfc822') + inner + wish)
		parts = b''.join(b'--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\r\n' for _ in range(100_000))
		open(f'{box}/4', 'wb').write(head(4, 'multipart/mixed; boundary=b') + b'--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n' + wish + parts)
		open(f'{box}/5', 'wb').write(b'From: one@kitakyushu.example.jp\r\n' + b'X: y\r\n' * 500_000 + b'\r\n' + wish)
		open(f'{box}/6', 'wb').write(head(6, 'text/html; charset=utf-8') + b'<div>' * 200_000 + wish)
		open(f'{box}/7', 'wb').write(head(7, 'text/plain; charset=utf-8').replace(b'Re: x', '翻訳希望 '.encode() + b'x' * 2_000_000) + wish)
		open(f'{box}/8', 'wb').write(head(8, 'text/plain; charset=utf-8') + wish)
	PY
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == *"8 new messages"* ]]
	for n in 1 8; do
		[ "$(sql "SELECT count(*) FROM outbox WHERE kind = 'answer' AND head LIKE '%In-Reply-To: <$n@t>%'")" -eq 1 ]
	done
	# two that answer each other's answers: ten at most in a day, and none to an answer of ours
	rm "$box/new"/*
	for n in $(seq 15); do
		answer="$(sql "SELECT message_id FROM outbox WHERE kind = 'answer' ORDER BY id DESC LIMIT 1")"
		printf 'From: kobe@example.jp\r\nSubject: Re: x\r\nMessage-ID: <l%s@t>\r\nIn-Reply-To: <%s>\r\n\r\nThank you for your mail.\r\n' "$n" "$answer" >"$box/new/l$n"
		"$GEPPO" bulletin mailbox >/dev/null
	done
	[ "$(sql "SELECT count(*) FROM outbox WHERE kind = 'answer' AND address = 'kobe@example.jp'")" -eq 0 ]
}
