#!/usr/bin/env bats
# Mail that comes in: wishes for translations, bounces, machines, strangers; from a maildir.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

. "$BATS_TEST_DIRNAME/../readers.bash"

setup() { readers_begin; }
teardown() { readers_end; }

# mail NAME FROM SUBJECT [FIELD...] <text: a message in the box.
mail() {
	local name="$1" from="$2" subject="$3"
	shift 3
	{
		printf 'From: %s\r\nTo: geppo@example.jp\r\nSubject: %s\r\nMessage-ID: <%s@test>\r\nDate: Wed, 08 Jul 2026 10:00:00 +0900\r\n' \
			"$from" "$subject" "$name"
		[ $# -eq 0 ] || printf '%s\r\n' "$@"
		printf 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
		cat
	} >"$box/new/$name"
}

# letters KIND: address and decoded text of the messages of a kind that wait.
letters() {
	sqlite3 "$GEPPO_DIR/geppo.db" "SELECT hex(address || char(10) || sender || char(10) || head || char(13) || char(10)) || hex(bytes) FROM outbox JOIN entity ON digest = entity WHERE kind = '$1' ORDER BY id" |
		python3 -c '
import email, email.policy, sys
for line in sys.stdin:
    b = bytes.fromhex(line.strip())
    address, sender, rest = b.split(b"\n", 2)
    m = email.message_from_bytes(rest.replace(b"\r\n\r\nContent-", b"\r\nContent-", 1), policy=email.policy.default)
    print("to", address.decode(), "sender", "<%s>" % sender.decode(), m["subject"], m["auto-submitted"], m["precedence"], m["in-reply-to"])
    print(m.get_content())'
}

@test "a wish is taken once, answered once, and counted once for a municipality" {
	mail a one@kitakyushu.example.jp "Re: 月報" <<<"翻訳希望　$(echo "${ids[0]}" | python3 -c 'import sys; print("".join(chr(ord(c)+0xfee0) for c in sys.stdin.read().strip()))')"
	mail b old@kitakyushu.example.jp "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	mail c kobe@example.jp "Re: 月報" <<<"翻訳希望 ${ids[0]} ${ids[1]} A0009X"
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"3 new messages, 3 request"* ]]
	run "$GEPPO" bulletin requests --json
	[ "$(jq -c '[.requests[] | [.item, .municipalities]]' <<<"$output")" = "[[\"${ids[0]}\",2],[\"${ids[1]}\",1]]" ]
	run letters answer
	echo "$output"
	[ "$(grep -c '^to ' <<<"$output")" -eq 3 ]
	[ "$(grep -c 'sender <> .*auto-replied bulk <' <<<"$output")" -eq 3 ]
	[[ "$output" == *"to one@kitakyushu.example.jp sender <> 受付："* ]]
	[[ "$output" == *"to old@kitakyushu.example.jp sender <> 受付済み："* ]]
	[[ "$output" == *"番号不明"*"[A0009X]"* ]]
	[[ "$output" != *翻訳希望* ]]
	run "$GEPPO" bulletin mailbox
	[[ "$output" == "0 new messages" ]]
	mv "$box/new/a" "$box/cur/a:2,S"
	cp "$box/new/b" "$box/new/b-again"
	# the same by another way
	{ printf 'Received: from elsewhere\r\nDelivered-To: geppo@example.jp\r\n'; cat "$box/new/c"; } >"$box/new/c-again"
	run "$GEPPO" bulletin mailbox
	[[ "$output" == "0 new messages" ]]
	[ "$(letters answer | grep -c '^to ')" -eq 3 ]
	[ "$(letters forward | grep -c '^to editor@example.jp sender <>')" -eq 3 ]
}

@test "no machine is answered, no stranger, and no answer of ours" {
	mail a one@kitakyushu.example.jp "自動応答" "Auto-Submitted: auto-replied" <<<"翻訳希望 ${ids[0]}"
	mail b one@kitakyushu.example.jp "不在" "Precedence: auto_reply" <<<"翻訳希望 ${ids[0]}"
	mail c one@kitakyushu.example.jp "list" "List-Id: <x.example.jp>" <<<"翻訳希望 ${ids[0]}"
	mail d one@kitakyushu.example.jp "null" "Return-Path: <>" <<<"翻訳希望 ${ids[0]}"
	mail e mailer-daemon@kitakyushu.example.jp "Undelivered" <<<"翻訳希望 ${ids[0]}"
	mail f stranger@example.com "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	mail g geppo@example.jp "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	mail h "one@kitakyushu.example.jp, kobe@example.jp" "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	mail i "=?UTF-8?B?Iiwgb25lQGtpdGFreXVzaHUuZXhhbXBsZS5qcA==?= <evil@example.com>" "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == *"9 new messages, 6 automatic, 3 stranger"* ]]
	[ "$(letters answer | wc -l)" -eq 0 ]
	[ "$("$GEPPO" bulletin requests | wc -l)" -eq 0 ]
}

@test "our own instructions ask for nothing; other mail goes to the editors; a chatty responder is not followed" {
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin show 2026-06 >"$BATS_TEST_TMPDIR/text"
	grep -q 翻訳希望 "$BATS_TEST_TMPDIR/text"
	{ echo "ありがとうございました。"; echo; cat "$BATS_TEST_TMPDIR/text"; } | mail a one@kitakyushu.example.jp "Re: 月報"
	{ echo "拝見しました。"; echo; sed 's/^/> /' "$BATS_TEST_TMPDIR/text"; } | mail b kobe@example.jp "Re: 月報"
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == *"2 new messages, 2 editors"* ]]
	[ "$("$GEPPO" bulletin requests | wc -l)" -eq 0 ]
	run letters answer
	[ "$(grep -c '編集部へ' <<<"$output")" -eq 2 ]
	run letters forward
	[[ "$output" == *ありがとうございました。* && "$output" != *空气质量* ]]
	# One that answers each answer of ours, without saying that it is a machine.
	id="$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT message_id FROM outbox WHERE kind = 'answer' LIMIT 1")"
	mail c one@kitakyushu.example.jp "Re: Re: 月報" "In-Reply-To: <$id>" <<<"ただいま不在です"
	for n in $(seq 20); do
		mail d$n kobe@example.jp "不在 $n" <<<"ただいま不在です"
	done
	"$GEPPO" bulletin mailbox
	[ "$(letters answer | grep -c '^to one@')" -eq 1 ]
	[ "$(letters answer | grep -c '^to kobe@')" -eq 10 ]
}

@test "a bounce is shown on the message it belongs to" {
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin approve 2026-06 --by 佐藤 >/dev/null
	"$GEPPO" bulletin send 2026-06 --any-day || true
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE outbox SET state = 'sent'"
	id="$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT message_id FROM outbox WHERE recipient = 'k1'")"
	dsn() {
		printf 'From: MAILER-DAEMON@mx.example.jp\r\nTo: geppo@example.jp\r\nSubject: Undelivered\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n'
		printf -- '--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n'
		printf 'Reporting-MTA: dns; mx.example.jp\r\n\r\nOriginal-Recipient: rfc822;%s\r\nFinal-Recipient: rfc822; %s\r\nAction: %s\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such\r\n user here\r\n\r\n' "$2" "$2" "$1"
		[ -z "$3" ] || printf -- '--b\r\nContent-Type: %s\r\n\r\nSubject: x\r\nMessage-ID: <%s>\r\n\r\nhello\r\n' "$4" "$3"
		printf -- '--b--\r\n'
	}
	dsn failed one@kitakyushu.example.jp "$id" message/rfc822 >"$box/new/1"
	dsn delayed two@kitakyushu.example.jp "" "" >"$box/new/2"
	dsn failed kobe@example.jp "" "" >"$box/new/3"
	dsn failed nobody@example.jp "" "" >"$box/new/4"
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == *"4 new messages, 3 bounce, 1 report"* ]]
	[[ "$output" == *"no message of ours"* ]]
	run "$GEPPO" bulletin ledger 2026-06
	echo "$output"
	[[ "$output" == *"bounced  k1"*"550 5.1.1 no such user here"* ]]
	[[ "$output" == *"sent     k2"* && "$output" == *"bounced  h1"* ]]
	[ "$(letters answer | wc -l)" -eq 0 ]
}

@test "mail in the charsets of Japanese programs, HTML alone, and mail that is damaged" {
	python3 - "$box/new" "${ids[@]}" <<-'PY'
		import sys
		from email.message import EmailMessage
		box, first, second = sys.argv[1:4]
		n = 0
		def put(data):
		    global n
		    n += 1
		    open(f'{box}/{n}', 'wb').write(data)
		head = lambda cs, more='': (f'From: one@kitakyushu.example.jp\r\nSubject: Re: x\r\nMessage-ID: <{n}@t>\r\nContent-Type: text/plain; charset={cs}\r\n{more}\r\n').encode()
		for name, codec in (('ISO-2022-JP', 'iso2022_jp'), ('Shift_JIS', 'cp932'), ('EUC-JP', 'euc_jp'), ('utf-8', 'utf-8'), ('CP932', 'cp932')):
		    put(head(name) + f'翻訳希望　{first}\n'.encode(codec))
		put(head('ISO-2022-JP') + b'\x1b$B-!Kg\x1b(B\n' + f'翻訳希望 {first}\n'.encode('iso2022_jp'))  # NEC row 13
		import base64, quopri
		put(head('utf-8', 'Content-Transfer-Encoding: base64\r\n') + base64.encodebytes(f'翻訳希望 {first}'.encode()))
		put(head('utf-8', 'Content-Transfer-Encoding: quoted-printable\r\n') + quopri.encodestring(f'翻訳希望 {first}'.encode()))
		m = EmailMessage()
		m['From'] = 'one@kitakyushu.example.jp'
		m['Subject'] = 'Re: x'
		m.set_content(f'<div>翻訳希望 {first}</div><blockquote>翻訳希望 {second}</blockquote>', subtype='html')
		put(bytes(m))
		put(b'')
		put(b'\0' * 1000)
		put(b'From: one@kitakyushu.example.jp\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n' + b'--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n' * 5000)
		put(head('utf-8') + '翻訳希望'.encode() + b'A' * 20_000_000)
	PY
	run "$GEPPO" bulletin mailbox
	echo "$output"
	[[ "$output" == *"13 new messages"* ]]
	[ "$(grep -c "^request .*受付.*${ids[0]}" <<<"$output")" -eq 9 ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT count(*) FROM request WHERE item = '${ids[1]}'")" -eq 0 ]
}

@test "a published translation goes to each who asked, in parts when it is long" {
	mail a one@kitakyushu.example.jp "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	mail b two@kitakyushu.example.jp "Re: 月報" <<<"翻訳希望 ${ids[0]}"
	mail c kobe@example.jp "Re: 月報" <<<"翻訳希望 ${ids[1]}"
	"$GEPPO" bulletin mailbox >/dev/null
	sed -i 's/{id: k2/{id: k2, state: left/' "$GEPPO_DIR/config/partners.yaml"
	python3 - "$GEPPO_DIR/geppo.db" <<-'PY'
		import sqlite3, sys
		db = sqlite3.connect(sys.argv[1])
		item = db.execute('SELECT min(id) FROM item').fetchone()[0]
		db.execute("INSERT INTO job (item, state, rule, priority, characters, made_at) VALUES (?, 'published', 'x', 'high', 9, '2026-07-01T00:00:00Z')", (item,))
		text = ''.join(f'第{k}章　総則\n' + '大気の質を改善する。' * 1300 + '\n' for k in '一二三四')
		db.execute("INSERT INTO publication (job, edition, at, folder, title, digest, text) VALUES ((SELECT max(id) FROM job), 1, '2026-07-02T00:00:00Z', 'x', '行動計画', 'd', ?)", (text,))
		db.commit()
	PY
	"$GEPPO" bulletin post || true
	"$GEPPO" bulletin post || true
	run letters result
	[ "$(grep -c '^to ' <<<"$output")" -eq 4 ]
	[ "$(grep -c '^to one@kitakyushu.example.jp' <<<"$output")" -eq 4 ]
	[[ "$output" == *"全文翻訳[${ids[0]}]行動計画(1/4)"* && "$output" == *"(4/4)"* ]]
	got="$(tr -d '\r\n' <<<"$output" | grep -o '大気の質を改善する。' | wc -l)"
	[ "$got" -eq 5200 ]
}
