#!/usr/bin/env bats
# Care of data: geppo backup, restore, check and export.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
}

# N documents; every third says what a spreadsheet would run.
documents() {
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++)
		printf "{\"id\":\"x%03d\",\"title\":\"%s%d号工业炉窑治理通知\",\"issuer\":\"唐山市生态环境局\",\"published\":\"2026-03-%02d\",\"doc_number\":null,\"url\":null,\"body\":\"第%d段,引号\\\"与\\n换行。\"}\n", \
			i, (i % 3 == 0 ? "=HYPERLINK(1) 第" : "第"), i, i % 28 + 1, i }'
}

filled() {
	"$GEPPO" init "$D"
	documents "${1:-6}" >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
}

# An archive of three captures, taken in.
archived() {
	python3 - "$D/archive/a.warc" <<'END'
import base64, hashlib, sys
out = open(sys.argv[1], "wb")
for n in range(3):
    payload = f"<html><title>第{n}号通知</title><p>正文{n}".encode()
    digest = "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + payload
    out.write((f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2026-03-01T00:00:0{n}Z\r\n"
               f"WARC-Target-URI: http://a.gov.cn/{n}.html\r\nWARC-Payload-Digest: {digest}\r\n"
               f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n")
END
	(cd "$D" && "$GEPPO" ingest --dir "$D" archive/a.warc)
}

@test "what is backed up is restored: store, configuration, and the archive when asked" {
	filled
	archived
	echo '# ours' >>"$D/config/partners.yaml"
	run --separate-stderr "$GEPPO" backup --with-archive "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$D"
	[ "$status" -eq 0 ]
	[ "$output" = "$BATS_TEST_TMPDIR/b.tar.gz" ]
	run --separate-stderr "$GEPPO" restore "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$BATS_TEST_TMPDIR/new"
	[ "$status" -eq 0 ]
	diff <(sqlite3 "$D/geppo.db" .dump | sort) <(sqlite3 "$BATS_TEST_TMPDIR/new/geppo.db" .dump | sort)
	diff -r "$D/config" "$BATS_TEST_TMPDIR/new/config"
	# An oracle for the manifest: tar and sha256sum.
	mkdir "$BATS_TEST_TMPDIR/x"
	tar -xzf "$BATS_TEST_TMPDIR/b.tar.gz" -C "$BATS_TEST_TMPDIR/x"
	(cd "$BATS_TEST_TMPDIR/x" && awk -F'\t' '$1 == "file" {print $2 "  " $4}' MANIFEST | sha256sum -c --quiet)
	[ "$(ls -A "$BATS_TEST_TMPDIR" | grep -c 'b.tar.gz')" = 1 ]
}

@test "without the archive its segments are named, and one that changed or went is told" {
	filled
	archived
	"$GEPPO" backup "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$D"
	tar -xzOf "$BATS_TEST_TMPDIR/b.tar.gz" MANIFEST >"$BATS_TEST_TMPDIR/m"
	grep -q "^segment" "$BATS_TEST_TMPDIR/m"
	rm -r "$D/geppo.db" "$D/archive"
	run --separate-stderr "$GEPPO" restore "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$D"
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"a.warc"* && "$stderr" == *"1 web archives are not here as they were"* ]]
	[ "$("$GEPPO" status --json --dir "$D" | jq .documents.total)" = 6 ]
}

@test "a backup is whole while the stages write" {
	documents 2500 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D" 2>/dev/null &
	pid=$!
	"$GEPPO" backup "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$D" 2>/dev/null
	wait "$pid"
	"$GEPPO" restore "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$BATS_TEST_TMPDIR/new"
	run "$GEPPO" check --dir "$BATS_TEST_TMPDIR/new"
	[ "$status" -eq 0 ]
	"$GEPPO" store --dir "$BATS_TEST_TMPDIR/new"
	diff <("$GEPPO" store export-groups --dir "$D") <("$GEPPO" store export-groups --dir "$BATS_TEST_TMPDIR/new")
}

@test "a damaged, cut, foreign or hostile backup changes nothing" {
	filled
	"$GEPPO" backup "$BATS_TEST_TMPDIR/b.tar.gz" --dir "$D"
	cd "$BATS_TEST_TMPDIR"
	size=$(stat -c %s b.tar.gz)
	head -c $((size / 2)) b.tar.gz >cut.gz
	gunzip -c b.tar.gz | sed 's/工业炉窑/工业炉灶/' >changed.tar
	echo nothing >text
	mkdir evil && echo x >evil/x
	printf 'geppo backup 1\nfile\t%s\t2\tconfig/../../evil-was-here\n' "$(sha256sum <evil/x | cut -d' ' -f1)" >MANIFEST
	tar -czf evil.tar.gz --transform 's|^evil/x|config/../../evil-was-here|' MANIFEST evil/x
	for file in cut.gz changed.tar text evil.tar.gz nosuch; do
		run --separate-stderr "$GEPPO" restore "$file" --dir new
		[ "$status" -ge 65 ]
		[ -n "$stderr" ]
		[ -z "$(ls -A new)" ]
	done
	[ ! -e evil-was-here ]
	run --separate-stderr "$GEPPO" restore b.tar.gz --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"geppo.db: is there already; nothing was changed"* ]]
	run --separate-stderr "$GEPPO" backup b.tar.gz --dir "$D"
	[ "$status" -eq 65 ]
	# The store is gone, what its killed writer left is not: it would be rolled back into the new one.
	for left in geppo.db-journal geppo.db-wal; do
		rm -rf new && mkdir new && echo x >new/$left
		run --separate-stderr "$GEPPO" restore b.tar.gz --dir new
		[ "$status" -eq 65 ]
		[[ "$stderr" == *"$left: is there already; nothing was changed"* ]]
		[ "$(ls -A new)" = $left ]
	done
}

@test "check finds nothing in a sound store, and every fault that is put in" {
	filled
	archived
	"$GEPPO" translate draft --dir "$D"
	run "$GEPPO" check --all --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$output" == "0 faults; "*"3 of 3 archived records read" ]]
	while IFS='|' read -r sql said; do
		cp "$D/geppo.db" "$BATS_TEST_TMPDIR/sound.db"
		sqlite3 "$D/geppo.db" "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; $sql"
		run "$GEPPO" check --dir "$D"
		[ "$status" -eq 1 ]
		echo "$sql: $output"
		[[ "$output" == *"$said"* ]]
		cp "$BATS_TEST_TMPDIR/sound.db" "$D/geppo.db"
	done <<'END'
UPDATE item SET name = 'A0001X' WHERE id = 2|item id: A0001X should be A0001F
DELETE FROM item_document WHERE document = 3|item: x002 is stored and in no item
DELETE FROM search_docsize WHERE id = 5|search: x004 can not be found
UPDATE item SET representative = 1 WHERE id = 4|item: A0003R is represented by a document that is not its own
UPDATE document SET version = 9 WHERE id = 2|version: x001 has no version 9
DELETE FROM document WHERE id = 1|reference: item row 1 names a row of document that is not there
INSERT INTO redirect VALUES (1, 2, 'x', 'y')|item: A0000A was merged away and still has documents
DELETE FROM search_data WHERE id > 10|search: the index of texts is damaged
DELETE FROM search_title_data WHERE id > 10|search: the index of titles is damaged
DELETE FROM search_title_docsize WHERE id = 5|search: x004 can not be found by its title
DELETE FROM search_ja WHERE rowid = 2|search: A0001F: its words in Japanese are not in the index
INSERT INTO search_ja (rowid, title, summary) VALUES (77, ' ab', '')|search: the index of Japanese words holds 1 items that are not there
DELETE FROM search_version WHERE id = 3|search: x002: a search does not know its item as it is
UPDATE search_version SET date = '1999-01-01' WHERE id = 3|search: x002: a search does not know its item as it is
INSERT INTO search_version VALUES (99, 1, 1, NULL)|search: version 99: a search takes it for a version of another item
UPDATE search_facet SET versions = x'0009' WHERE facet = (SELECT id FROM facet WHERE kind = 'doc_type')|a search by this label would miss it
DELETE FROM facet WHERE kind = 'region'|, region 130200: a search by this label would miss it
UPDATE version SET title = '另一个完全不同的题目' WHERE id = 2|search: x001: the index is not what its text says
UPDATE version SET body = '换了一段话' WHERE id = 3|search: x002: the index is not what its text says
UPDATE document SET state = 'odd' WHERE id = 3|count: documents: 6 in all, 5 by state
UPDATE capture SET state = 'odd' WHERE id = 2|count: captures: 3 in all, 2 by state
INSERT INTO relation (kind, document, target, named, evidence) VALUES ('cites', 1, 999, 'x', 'y')|reference: relation row 1 names a row of document that is not there
DELETE FROM version WHERE id = 6|version: x005 has no version 1
INSERT INTO decision VALUES (1, 'document:zz', 'flag', '1', 'e', '2026', NULL)|decision: document:zz: a decision on a document that is not there
INSERT INTO decision VALUES (1, 'issue:2026-03', 'include:Z9999Z', 'yes', 'e', '2026', NULL)|decision: issue:2026-03: include:Z9999Z is about an item that was never there
INSERT INTO decision VALUES (1, 'item:A0000A', 'merge', 'Z9999Z', 'e', '2026', NULL)|decision: item:A0000A was merged with Z9999Z, which was never there
UPDATE item SET date = 'soon' WHERE id = 3|item: A0002L has the date soon
UPDATE version SET issuer = '别的机关' WHERE id = 2|version: x001 version 1 is not what was read: its digest does not fit
INSERT INTO issue VALUES ('2026-03', 'draft', '<x/>', 'd', '2026'); INSERT INTO entry VALUES ('2026-03', 3, 1, 'c')|count: issue 2026-03 has no entry number 3 of 1
DROP INDEX item_date|schema: the index item_date is missing
DROP TRIGGER decision_stays|schema: the trigger decision_stays is missing
DROP TABLE label|schema: the table label is missing
DROP TABLE search_title|schema: the table search_title is missing
ALTER TABLE notice ADD COLUMN odd TEXT|schema: the table notice is not what this version makes
CREATE TRIGGER odd AFTER INSERT ON item BEGIN DELETE FROM decision; END|schema: the trigger odd is none of geppo's
DELETE FROM document_key; DELETE FROM key_log|key: no document has any
UPDATE key_log SET keys = zeroblob(length(keys)); DELETE FROM document_key|key: no title leads to x000
END
}

@test "a page of the database that is overwritten anywhere is told, and nothing aborts" {
	filled 40
	pages=$(sqlite3 "$D/geppo.db" 'PRAGMA page_count')
	size=$(sqlite3 "$D/geppo.db" 'PRAGMA page_size')
	cp "$D/geppo.db" "$BATS_TEST_TMPDIR/sound.db"
	n=0
	# Pages that hold rows, spread over all; the first, which says that it is a database, apart.
	for page in $(sqlite3 "$D/geppo.db" "SELECT pageno FROM dbstat WHERE ncell > 0 AND pageno > 1 AND pageno % 5 = 2"); do
		cp "$BATS_TEST_TMPDIR/sound.db" "$D/geppo.db"
		head -c "$size" /dev/zero | tr '\0' '\125' |
			dd of="$D/geppo.db" bs="$size" seek=$((page - 1)) conv=notrunc status=none
		run "$GEPPO" check --dir "$D"
		echo "page $page of $pages: $status $output"
		[ "$status" -eq 1 ] || [ "$status" -eq 74 ]
		n=$((n + 1))
	done
	[ "$n" -ge 8 ]
	dd if=/dev/zero of="$D/geppo.db" bs=100 count=1 conv=notrunc status=none
	run "$GEPPO" check --dir "$D"
	[ "$status" -ge 74 ] && [ "$status" -le 78 ]
}

@test "check reads the archive: a changed byte, a file that is gone" {
	filled
	archived
	sed -i 's/正文1/正文9/' "$D/archive/a.warc"
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 1 ]
	[[ "$output" == *"archive: capture urn:uuid:1: "*"the digest does not fit"* ]]
	[[ "$output" == *"1 faults"* ]]
	rm "$D/archive/a.warc"
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 1 ]
	[[ "$output" == *"3 faults"* ]]
}

# Every byte of a compressed archive counts: its own checksum, and that of what it holds.
@test "check reads the archive: any byte, whichever it is" {
	filled
	archived
	gzip -c "$D/archive/a.warc" >"$D/archive/b.warc.gz"
	sqlite3 "$D/geppo.db" "DELETE FROM capture"
	rm "$D/archive/a.warc"
	(cd "$D" && "$GEPPO" ingest --dir . archive/b.warc.gz)
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
	size=$(stat -c %s "$D/archive/b.warc.gz")
	cp "$D/archive/b.warc.gz" "$BATS_TEST_TMPDIR/sound"
	for part in 2 3 4 5 6 7 8; do
		cp "$BATS_TEST_TMPDIR/sound" "$D/archive/b.warc.gz"
		at=$((size * part / 9))
		was=$(od -An -tu1 -j "$at" -N 1 "$BATS_TEST_TMPDIR/sound")
		printf "\\x$(printf %02x $((was ^ 16)))" |
			dd of="$D/archive/b.warc.gz" bs=1 seek="$at" conv=notrunc status=none
		run "$GEPPO" check --dir "$D"
		echo "$at: $output"
		[ "$status" -eq 1 ]
		[[ "$output" == *"archive: capture urn:uuid:"* ]]
	done
}

@test "a torn database page is told" {
	filled 300
	page=$(sqlite3 "$D/geppo.db" "SELECT rootpage FROM sqlite_schema WHERE name = 'item_date'")
	dd if=/dev/zero of="$D/geppo.db" bs=4096 seek=$((page - 1)) count=1 conv=notrunc 2>/dev/null
	run "$GEPPO" check --dir "$D"
	[ "$status" -ne 0 ]
	[[ "$output" == *database* || "$output" == *malformed* ]]
}

@test "export: every item and document, and no cell that begins a formula" {
	filled
	"$GEPPO" export --of documents --dir "$D" >"$BATS_TEST_TMPDIR/o.jsonl"
	jq -s -e 'length == 6 and map(.id) == ["x000","x001","x002","x003","x004","x005"] and .[1].body == "第1段,引号\"与\n换行。"' "$BATS_TEST_TMPDIR/o.jsonl"
	"$GEPPO" export --dir "$D" | jq -s -e 'length == 6 and all(.[]; .documents | length == 1)'
	"$GEPPO" export --of documents --body --format csv --bom --dir "$D" >"$BATS_TEST_TMPDIR/o.csv"
	run python3 - "$BATS_TEST_TMPDIR/o.csv" <<'END'
import csv, sys
data = open(sys.argv[1], "rb").read()
assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == 7
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
assert len(rows) == 6
assert rows[0]["title"] == "'=HYPERLINK(1) 第0号工业炉窑治理通知", rows[0]["title"]
assert rows[1]["title"] == "第1号工业炉窑治理通知" and rows[1]["body"] == '第1段,引号"与\n换行。'
assert not any(v and v[0] in "=+-@\t\r" for r in rows for v in r.values())
END
	[ "$status" -eq 0 ]
	# What was exported can be loaded again.
	mkdir "$BATS_TEST_TMPDIR/again"
	"$GEPPO" load --dir "$BATS_TEST_TMPDIR/again" "$BATS_TEST_TMPDIR/o.jsonl"
	# With what its files say.
	jq -nc '{id: "f", title: "附有方案的通知", body: "现印发。", attachments: [{text: "方案", href: "http://a.cn/1.doc", type: "doc", body: "一、目标"}]}' >"$BATS_TEST_TMPDIR/f.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/f.jsonl"
	"$GEPPO" export --of documents --dir "$D" | jq -s -e '.[] | select(.id == "f") | .attachments == [{text: "方案", href: "http://a.cn/1.doc", type: "doc", state: "read", body: "一、目标"}]'
	"$GEPPO" export --of documents --dir "$D" >"$BATS_TEST_TMPDIR/p.jsonl"
	rm -r "$BATS_TEST_TMPDIR/again" && mkdir "$BATS_TEST_TMPDIR/again"
	"$GEPPO" load --dir "$BATS_TEST_TMPDIR/again" "$BATS_TEST_TMPDIR/p.jsonl"
	diff <(jq -c 'del(.captured_at)' "$BATS_TEST_TMPDIR/p.jsonl") \
		<("$GEPPO" export --of documents --dir "$BATS_TEST_TMPDIR/again" | jq -c 'del(.captured_at)')
	run "$GEPPO" export --format xml --dir "$D"
	[ "$status" -eq 64 ]
	run "$GEPPO" export --of nothing --dir "$D"
	[ "$status" -eq 64 ]
}

@test "export: whatever a cell begins with, a reader of CSV has it as text and whole" {
	python3 - >"$BATS_TEST_TMPDIR/in.jsonl" <<'END'
import json
for n, sign in enumerate(["=1+1", "+82", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", " =1", "\u3000=1", "\ufeff+1", "\u200b@1", '"=1"', ";=1"]):
    print(json.dumps({"id": f"c{n}", "title": sign + f"第{n}号治理通知", "issuer": sign + "局", "published": "2026-03-01",
        "doc_number": sign + "〔2026〕1号", "url": None, "body": sign + f"正文{n}，\"引\"\r\n末行"}, ensure_ascii=False))
END
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
	for of in documents items; do
		"$GEPPO" export --of $of --format csv $([ $of = documents ] && echo --body) --dir "$D" >"$BATS_TEST_TMPDIR/$of.csv"
		"$GEPPO" export --of $of --dir "$D" >"$BATS_TEST_TMPDIR/$of.jsonl"
		python3 - "$BATS_TEST_TMPDIR/$of" <<'END'
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1] + ".csv", encoding="utf-8", newline="")))
records = [json.loads(line) for line in open(sys.argv[1] + ".jsonl", encoding="utf-8")]
assert len(rows) == len(records) > 0
checked = 0
for row, record in zip(rows, records):
    for key, cell in row.items():
        assert not cell or cell.lstrip(" \u3000\ufeff\u200b\u00a0")[:1] not in tuple("=+-@\t\r\n＝＋－＠"), (key, cell)
        if isinstance(record.get(key), str):
            assert cell in (record[key], "'" + record[key]), (key, cell, record[key])
            checked += 1
assert checked >= 3 * len(rows), checked
END
	done
}
