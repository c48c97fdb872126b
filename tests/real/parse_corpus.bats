#!/usr/bin/env bats
# Real pages and real items through every stage ($SHARED/corpus, $SHARED/gold).
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
}

counts() { "$GEPPO" status --json --dir "$DIR" | jq -c "$1"; }

@test "64 captures of 58 sites: status adds up, twice" {
	"$GEPPO" init "$DIR"
	"$GEPPO" ingest --dir "$DIR" "$SHARED/corpus/captures.warc.gz"
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	echo "$stderr"
	[ "$status" -eq 0 ]
	[ "$(counts '.captures | .parsed + .held + .waiting + ([.dropped[]] | add)')" -eq 64 ]
	[ "$(counts '.captures | [.total, .parsed, .held, .waiting, .dropped]')" = '[64,63,0,0,{"shell":1}]' ]
	[ "$(counts '.documents | .total == .in_items and .held == 0 and .waiting == 0')" = true ]
	# The shell is the one page whose truth is empty because a script draws its list.
	[[ "$(sqlite3 "$DIR/geppo.db" "SELECT url FROM capture WHERE state = 'dropped'")" == *sthjt.jiangxi.gov.cn* ]]
	before=$(sqlite3 "$DIR/geppo.db" "SELECT name, number, title FROM document JOIN version ON version.document = document.id ORDER BY 1, 2" | sha256sum)
	"$GEPPO" ingest --dir "$DIR" "$SHARED/corpus/captures.warc.gz"
	"$GEPPO" run --dir "$DIR"
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT name, number, title FROM document JOIN version ON version.document = document.id ORDER BY 1, 2" | sha256sum)" = "$before" ]
	[ "$(counts .captures.total)" -eq 64 ]
}

@test "420 labelled items are loaded, once, and found under their ids" {
	mkdir "$DIR"
	run --separate-stderr "$GEPPO" load --dir "$DIR" "$SHARED/gold/documents.jsonl"
	[ "$status" -eq 0 ]
	[ "$stderr" = "geppo load: 420 documents taken in, 0 known already, 0 lines refused" ]
	run --separate-stderr "$GEPPO" load --dir "$DIR" "$SHARED/gold/documents.jsonl"
	[ "$stderr" = "geppo load: 0 documents taken in, 420 known already, 0 lines refused" ]
	"$GEPPO" run --dir "$DIR"
	[ "$(counts '.documents | [.total, .in_items, .held, .waiting]')" = '[420,420,0,0]' ]
	diff <(jq -r .id "$SHARED/gold/documents.jsonl" | sort) <(sqlite3 "$DIR/geppo.db" 'SELECT name FROM document' | sort)
}

@test "classify answers every item in order, with the contract's fields" {
	mkdir "$DIR"
	"$GEPPO" classify --dir "$DIR" <"$SHARED/gold/documents.jsonl" >"$BATS_TEST_TMPDIR/labels"
	diff <(jq -r .id "$SHARED/gold/documents.jsonl") <(jq -r .id "$BATS_TEST_TMPDIR/labels")
	[ "$(jq -c keys_unsorted "$BATS_TEST_TMPDIR/labels" | sort -u)" = '["id","air","level","region_codes","doc_type","measures","translate"]' ]
}
