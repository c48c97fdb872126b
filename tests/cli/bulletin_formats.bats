#!/usr/bin/env bats
# Each recipient gets the formats of partners.yaml, by a real server: the parts that arrive, their
# names, their bytes as approved, and how long the whole message is.
bats_require_minimum_version 1.5.0

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

setup_file() {
	. "$(root)/tests/mailserver.bash"
	export SERVER="$(mktemp -d /tmp/geppo-formats-XXXXXX)" LC_ALL=C.UTF-8
	export GEPPO_DIR="$SERVER/dir"
	mailserver_start "$SERVER"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	echo "secret word" >"$GEPPO_DIR/password"
	echo '{"id":"T01","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/a/1.htm","body":""}' >"$SERVER/set.jsonl"
	"$GEPPO" load "$SERVER/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp}
		mail: {host: 127.0.0.1, port: $smtp_port, security: starttls, user: geppo, password_file: $GEPPO_DIR/password, ca_file: $mail_cert,
		  from: geppo@example.jp, per_minute: 0, timeout_seconds: 60}
	YAML
	cat >"$GEPPO_DIR/config/partners.yaml" <<-YAML
		partners:
		- {id: kitakyushu, name_ja: 北九州市, regions: [310000, 420100]}
		groups:
		- {id: plain, name_ja: 本文のみ, formats: [text]}
		recipients:
		- {id: text, address: text@example.jp, formats: [text]}
		- {id: html, address: html@example.jp, formats: [text, html]}
		- {id: pdf, address: pdf@example.jp, formats: [text, pdf]}
		- {id: docx, address: docx@example.jp, formats: [docx]}
		- {id: all, address: all@example.jp, formats: [text, html, pdf, docx]}
		- {id: group, address: group@example.jp, group: plain}
		- {id: default, address: default@example.jp, partner: kitakyushu}
	YAML
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	"$GEPPO" bulletin approve 2026-06 --by 佐藤
	"$GEPPO" bulletin send 2026-06 --any-day
	for _ in $(seq 400); do
		[ "$(ls "$mail_box/new" | wc -l)" -lt 7 ] || break
		sleep 0.05
	done
	export mail_box
}

teardown_file() {
	. "$(root)/tests/mailserver.bash"
	mailserver_stop "$SERVER"
	rm -rf "$SERVER"
}

@test "text alone, with HTML, PDF, DOCX, all: the right parts, ASCII names, the approved bytes" {
	python3 - "$mail_box/new" "$GEPPO_DIR/geppo.db" <<-'PY'
		import email, email.policy, glob, hashlib, io, sqlite3, sys, zipfile
		db = sqlite3.connect(sys.argv[2])
		frozen = {(e, f): b for e, f, b in db.execute("SELECT edition, face, bytes FROM frozen WHERE month = '2026-06' AND notice = 0")}
		got = {}
		for name in glob.glob(sys.argv[1] + '/*'):
		    data = open(name, 'rb').read()
		    m = email.message_from_bytes(data, policy=email.policy.default)
		    assert not m.defects and not any(p.defects for p in m.walk())
		    got[m['to'].addresses[0].username] = (m, len(data))
		alternative = ['multipart/alternative', 'text/plain', 'text/html']
		pdf, docx = 'application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
		want = {'text': ['text/plain'], 'group': ['text/plain'], 'html': alternative, 'default': alternative,
		        'pdf': ['multipart/mixed', 'text/plain', pdf], 'docx': ['multipart/mixed', 'text/plain', docx],
		        'all': ['multipart/mixed'] + alternative + [pdf, docx]}
		assert set(got) == set(want), set(got)
		flat = lambda s: s.replace('\r\n', '\n').rstrip('\n')
		for who, kinds in want.items():
		    m, size = got[who]
		    edition = 'kitakyushu' if who == 'default' else ''
		    assert [p.get_content_type() for p in m.walk()] == kinds, (who, [p.get_content_type() for p in m.walk()])
		    text = m.get_body(('plain',))
		    assert text.get_content_charset() == 'utf-8' and text['content-transfer-encoding'] == 'base64'
		    assert flat(text.get_content()) == flat(frozen[edition, 'text'].decode())
		    if 'text/html' in kinds:
		        assert flat(m.get_body(('html',)).get_content()) == flat(frozen[edition, 'mail-html'].decode())
		    files = list(m.iter_attachments()) if kinds[0] == 'multipart/mixed' else []
		    names = ['geppo-2026-06.' + k for k, t in (('pdf', pdf), ('docx', docx)) if t in kinds]
		    assert [f.get_filename() for f in files] == names
		    for f in files:
		        f['content-disposition'].encode('ascii')
		        assert f.get_content_disposition() == 'attachment'
		        bytes_ = f.get_content()
		        assert bytes_ == frozen[edition, f.get_filename().split('.')[-1]], f.get_filename()
		        if f.get_filename().endswith('pdf'):
		            assert bytes_.startswith(b'%PDF-')
		        else:
		            assert zipfile.ZipFile(io.BytesIO(bytes_)).testzip() is None
		    # base64 is a third longer than what it carries, the head is short
		    carried = sum(len(p.get_payload(decode=True)) for p in m.walk() if not p.is_multipart())
		    assert size < carried * 1.4 + 4000, (who, size, carried)
	PY
}

@test "a message is short enough for any gateway" {
	for face in text mail-html; do
		[ "$("$GEPPO" bulletin show 2026-06 --format $face | wc -c)" -lt 30000 ]
	done
}
