#!/usr/bin/env bats
# geppo parse --again: documents are read anew from the archive; what changed is told by item and
# field, becomes a new version of the same capture, and what people settled stays.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	WARC="$BATS_TEST_TMPDIR/pages.warc.gz"
	mkdir -p "$DIR/config"
	write_source
	python3 tests/pages.py "$WARC" article1 article2 shell gone
	"$GEPPO" ingest --dir "$DIR" "$WARC"
	"$GEPPO" parse --dir "$DIR"
	"$GEPPO" store --dir "$DIR"
}

sql() { sqlite3 "$DIR/geppo.db" "$@"; }

# write_source [LINE]: the source of the pages, with one more line.
write_source() {
	cat >"$DIR/config/sources.yaml" <<-YAML
	sources:
	- name_zh: 试验市生态环境局
	  name_ja: 試験市生態環境局
	  level: central
	  region: 000000
	  ${1:-state: active}
	  columns:
	  - {id: shiyan, column: 通知, list_url: "http://sthj.example.cn/tz/", article: '^http://sthj\.example\.cn/tz/[a-z]+\d*$'}
	YAML
}

again() { run --separate-stderr "$GEPPO" parse --again --dir "$DIR"; echo "$output"; echo "$stderr"; }

@test "nothing changed: nothing is told and nothing written" {
	again
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[[ "$stderr" == *"2 documents read again: 0 changed, 2 as they were, 0 could not be read; 0 loaded ones have no page"* ]]
	[ "$(sql 'SELECT count(*) FROM version')" -eq 2 ]
	[ "$(sql "SELECT count(*) FROM capture WHERE state = 'dropped'")" -eq 2 ]
}

@test "what is read differently is told by item and field, once, and the item keeps its id" {
	item=$(sql "SELECT i.name FROM item i JOIN document d ON d.id = i.representative WHERE d.url LIKE '%article1'")
	sql "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$item', 'title_ja', '試験', 'editor', '2026-06-10T00:00:00Z')"
	write_source "body_xpath: //div[@class='content']/p[position() < 3]"
	again
	[ "$status" -eq 0 ]
	[[ "$output" == *"$item  d"*"  试验市大气污染防治第1号通知"* ]]
	[[ "$output" == *"kept as editor settled it: title_ja"* ]]
	[[ "$output" == *"    body            "*" characters -> "*" characters, first at character "* ]]
	[[ "$output" != *"    title  "* ]]
	[[ "$stderr" == *"2 documents read again: 2 changed, 0 as they were"* ]]
	[ "$(sql "SELECT count(*), count(DISTINCT capture), max(number) FROM version")" = "4|2|2" ]
	sql "SELECT body FROM version v JOIN document d ON d.id = v.document AND d.version = v.number WHERE d.url LIKE '%article1'" > body
	[ "$(wc -l < body)" -eq 2 ]
	"$GEPPO" store --dir "$DIR"
	[ "$(sql "SELECT i.name FROM item i JOIN document d ON d.id = i.representative WHERE d.url LIKE '%article1'")" = "$item" ]
	"$GEPPO" search --dir "$DIR" 第1号 | grep 試験
	again
	[ "$output" = "" ]
}

@test "a page the archive has lost stays as it is and is told" {
	rm "$WARC" "$DIR"/*.warc.gz "$DIR"/archive/* 2>/dev/null || true
	again
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"stays as it is"* ]]
	[[ "$stderr" == *"0 as they were, 2 could not be read"* ]]
	[ "$(sql 'SELECT count(*) FROM version')" -eq 2 ]
}

@test "a page that made no document makes one when it can be read" {
	sql "UPDATE capture SET state = 'dropped', outcome = 'shell', why = 'x' WHERE url LIKE '%article2'"
	sql "PRAGMA foreign_keys=OFF; DELETE FROM label; DELETE FROM document_key; DELETE FROM item_document; UPDATE item SET representative = NULL; DELETE FROM version WHERE document IN (SELECT id FROM document WHERE url LIKE '%article2'); DELETE FROM document WHERE url LIKE '%article2'"
	again
	[[ "$stderr" == *"1 documents read again"*"1 pages to documents"* ]]
	[ "$(sql "SELECT count(*) FROM document WHERE url LIKE '%article2'")" -eq 1 ]
}
