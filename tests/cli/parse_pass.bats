#!/usr/bin/env bats
# geppo parse: what becomes of each kind of page, and of captures whose page, reader or archive
# fails. One of them never costs another.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	WARC="$BATS_TEST_TMPDIR/pages.warc.gz"
	mkdir -p "$DIR/config"
	echo 'sources: []' >"$DIR/config/sources.yaml"
	printf 'cage:\n  cpu_seconds: 1\n' >"$DIR/config/geppo.yaml"
}

sql() { sqlite3 "$DIR/geppo.db" "$@"; }

# ingested NAME...: an archive of these pages, taken in.
ingested() {
	python3 tests/pages.py "$WARC" "$@"
	"$GEPPO" ingest --dir "$DIR" "$WARC"
}

parse() {
	run --separate-stderr "$GEPPO" parse --dir "$DIR"
	echo "$stderr"
}

# states: "name state" of every capture.
states() { sql "SELECT replace(url, 'http://sthj.example.cn/tz/', ''), state FROM capture ORDER BY id" | tr '|' ' '; }

why() { sql "SELECT why FROM capture WHERE url LIKE '%/$1'"; }

source_declared() {
	cat >"$DIR/config/sources.yaml" <<-YAML
	sources:
	- {id: shiyan, name_zh: 试验市生态环境局, name_ja: 試験市生態環境局, column: 通知, level: central, region: 000000, list_url: "http://sthj.example.cn/tz/", article: '^http://sthj\.example\.cn/tz/article\d+$'}
	YAML
}

# A tree of programs in which geppo-extract is the stand-in.
stand_in() {
	tree="$BATS_TEST_TMPDIR/tree"
	mkdir -p "$tree/libexec/geppo" "$tree/share"
	cp build/libexec/geppo/geppo build/libexec/geppo/geppo-parse build/libexec/geppo/geppo-store "$tree/libexec/geppo"
	cp tests/extract-standin.py "$tree/libexec/geppo/geppo-extract"
	chmod +x "$tree/libexec/geppo/geppo-extract"
	cp -r build/share/geppo "$tree/share/geppo" 2>/dev/null || cp -rL build/share/geppo "$tree/share"
	ln -sfn "$PWD/config" "$tree/share/geppo/config"
	export EXTRACT="$PWD/build/libexec/geppo/geppo-extract"
	GEPPO="$tree/libexec/geppo/geppo"
}

@test "pages become documents, once" {
	ingested article1 article2 list shell gone challenge
	parse
	[ "$status" -eq 0 ]
	[ "$stderr" = "geppo parse: 2 pages to documents, 1 listings, 3 others, 0 held, 0 dropped, 0 put back" ]
	diff <(states) - <<-LIST
	article1 parsed
	article2 parsed
	 parsed
	shell dropped
	gone dropped
	challenge dropped
	LIST
	[ "$(sql 'SELECT title, published FROM document JOIN version ON version.document = document.id ORDER BY title')" = \
		"$(printf '试验市大气污染防治第%s号通知|2026-06-0%s\n' 1 2 2 3)" ]
	[ "$(sql "SELECT count(*) FROM label WHERE kind = 'air' AND value = 'yes'")" -eq 2 ]
	before=$(sql .dump | grep -v sqlite_sequence | sha256sum)
	parse
	[ "$status" -eq 0 ]
	[ "$stderr" = "geppo parse: 0 pages to documents, 0 listings, 0 others, 0 held, 0 dropped, 0 put back" ]
	[ "$(sql .dump | grep -v sqlite_sequence | sha256sum)" = "$before" ]
}

@test "status adds up" {
	ingested article1 list shell gone challenge brotli
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	"$GEPPO" status --json --dir "$DIR" >"$BATS_TEST_TMPDIR/status"
	[ "$(jq -c '.captures | [.total, .parsed, .held, .waiting, .dropped]' "$BATS_TEST_TMPDIR/status")" = \
		'[6,2,1,0,{"challenge":1,"error":1,"shell":1}]' ]
}

@test "a source's list is a visit with its rows, and its articles are known" {
	source_declared
	ingested list
	parse
	[ "$status" -eq 0 ]
	[ "$(sql 'SELECT source, outcome, rows, fresh, newest, oldest FROM visit')" = "shiyan|ok|12|12|2026-06-12|2026-06-12" ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'article'")" -eq 12 ]
}

@test "a list that turned into something else is a visit too" {
	source_declared
	for body in challenge gone shell; do
		rm -f "$DIR/geppo.db"
		python3 tests/pages.py "$WARC" "at-list=$body"
		"$GEPPO" ingest --dir "$DIR" "$WARC"
		"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
		sql 'SELECT outcome FROM visit' >>"$BATS_TEST_TMPDIR/outcomes"
	done
	diff "$BATS_TEST_TMPDIR/outcomes" <(printf '%s\n' challenged moved broken)
}

@test "each way a page reader can fail costs the page in its hands" {
	ingested article1 crash article2 nonsense article3 half article4 oddkind article5 flood article6
	stand_in
	parse
	[ "$status" -eq 1 ]
	[ "${stderr_lines[-1]}" = "geppo parse: 6 pages to documents, 0 listings, 0 others, 5 held, 0 dropped, 0 put back" ]
	[ "$(grep -c '^geppo parse: warning: capture [^ ]*: held: ' <<<"$stderr")" -eq 5 ]
	[ "$(states | grep -c 'article[1-6] parsed')" -eq 6 ]
	[ "$(sql "SELECT count(*) FROM document")" -eq 6 ]
	[[ "$(why crash)" == *"killed by signal 11"* ]]
	[[ "$(why half)" == *"killed by signal 11"* ]]
	[[ "$(why nonsense)" == *"its answer is no JSON object"* ]]
	[[ "$(why oddkind)" == *"an unknown kind"* ]]
	[[ "$(why flood)" == *"an answer longer than"* ]]
	parse
	[ "$status" -eq 0 ]
}

@test "a page that never ends is held when its time is over" {
	ingested article1 hang article2 article3
	stand_in
	parse
	[ "$status" -eq 1 ]
	[ "$(states | grep -c 'article[1-3] parsed')" -eq 3 ]
	[[ "$(why hang)" == *"no answer within 11 s"* ]]
}

@test "a reader that dies of one page does not cost the next" {
	printf 'parse:\n  workers: 1\n' >>"$DIR/config/geppo.yaml"
	ingested article1 afterwards1 article2 afterwards2 article3 later1 article4 later2
	stand_in
	parse
	[ "$status" -eq 0 ]
	[ "$(states | grep -c ' parsed')" -eq 8 ]
}

@test "a page too big for the cage's memory is held, the others are read" {
	printf '  memory_mb: 64\n' >>"$DIR/config/geppo.yaml"
	if nm build/obj/base/room.a | grep -q __asan_; then skip "no address limit under the sanitizer"; fi
	ingested article1 big50 article2
	parse
	[ "$status" -eq 1 ]
	[ "$(states | grep -c 'article[12] parsed')" -eq 2 ]
	[ "$(states | grep -c 'big50 held')" -eq 1 ]
	[[ "$(why big50)" == *"the page reader was lost"* ]]
}

@test "without a page reader nothing is claimed" {
	ingested article1 article2
	stand_in
	rm "$tree/libexec/geppo/geppo-extract"
	parse
	[ "$status" -eq 74 ]
	[[ "$stderr" == *"geppo-extract: cannot start: No such file or directory"* ]]
	printf '#!/bin/sh\nexit 3\n' >"$tree/libexec/geppo/geppo-extract"
	chmod +x "$tree/libexec/geppo/geppo-extract"
	parse
	[ "$status" -eq 74 ]
	[[ "$stderr" == *"the page reader was lost (exit code 3)"* ]]
	[ "$(sql "SELECT DISTINCT state, attempts FROM capture")" = "waiting|0" ]
}

@test "an archive that is gone or damaged holds its captures, with file@offset" {
	ingested article1 article2 article3
	mv "$WARC" "$WARC.away"
	parse
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"held: $WARC@0: there is no such file"* ]]
	[ "$(sql "SELECT DISTINCT state FROM capture")" = held ]
	"$GEPPO" store retry --dir "$DIR" || true

	rm "$DIR/geppo.db"
	mv "$WARC.away" "$WARC"
	"$GEPPO" ingest --dir "$DIR" "$WARC"
	at=$(sql "SELECT offset FROM capture WHERE url LIKE '%article2'")
	printf 'XXXXXXXX' | dd of="$WARC" bs=1 seek=$((at + 40)) conv=notrunc status=none
	last=$(sql "SELECT offset FROM capture WHERE url LIKE '%article3'")
	truncate -s $((last + 50)) "$WARC"
	parse
	[ "$status" -eq 1 ]
	diff <(states) <(printf '%s\n' 'article1 parsed' 'article2 held' 'article3 held')
	[[ "$(why article2)" == "$WARC@$at: "* ]]
	[[ "$(why article3)" == "$WARC@$last: "*"torn tail"* ]]
}

@test "records that share one gzip member are told apart" {
	ingested packed=whole article1 article2 article3
	[ "$(sql 'SELECT count(DISTINCT offset) FROM capture')" -eq 1 ]
	parse
	[ "$status" -eq 0 ]
	diff <(sql 'SELECT substr(url, -8), title FROM document JOIN version ON version.document = document.id ORDER BY 1') \
		<(printf 'article%s|试验市大气污染防治第%s号通知\n' 1 1 2 2 3 3)
}

@test "a body nobody can decode is held, one cut short is taken and said" {
	ingested brotli short
	parse
	[ "$status" -eq 1 ]
	diff <(states) <(printf '%s\n' 'brotli held' 'short parsed')
	[[ "$(why brotli)" == *"the body cannot be decoded"* ]]
	[[ "$stderr" == *"its body is cut short; taken as far as it goes"* ]]
	[[ "$stderr" == *"; 1 cut short,"* ]]
}
