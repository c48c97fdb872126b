#!/usr/bin/env bats
# geppo ingest: what becomes of each kind of record, and of archives that are not what they say.
bats_require_minimum_version 1.5.0

setup() {
	DIR="$BATS_TEST_TMPDIR/data"
	mkdir -p "$DIR"
	cd "$BATS_TEST_DIRNAME/../.."
	WARC="$BATS_TEST_TMPDIR/a.warc.gz"
	python3 tests/warc.py sample "$WARC"
}

captures() {
	sqlite3 "$DIR/geppo.db" "SELECT type, status, coalesce(content_type,'-'), url FROM capture ORDER BY id"
}

EXPECTED='response|200|text/html; charset=utf-8|http://sthj.example.cn/tz/202606/t20260601_1.html
response|200|text/html; charset=utf-8|http://sthj.example.cn/tz/
response|302|-|http://sthj.example.cn/old
response|404|text/html; charset=utf-8|http://sthj.example.cn/gone
resource|0|application/pdf|http://sthj.example.cn/a.pdf
revisit|304|-|http://sthj.example.cn/tz/'
SKIPPED='passed over: 1 request, 1 warcinfo, 1 metadata, 1 conversion, 1 robots.txt, 1 without an http address'

@test "every response, resource and revisit becomes a capture that points at its record" {
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$WARC"
	[ "$status" -eq 0 ]
	[ "$output" = "6 captures taken in, 0 known already; $SKIPPED" ]
	[ "$(captures)" = "$EXPECTED" ]
	# The places are those an independent reader finds.
	python3 tests/warc.py check "$WARC" | awk '($3=="response"||$3=="revisit"||$3=="resource") && $5!~/robots.txt|urn:/ {print $1"|"$2}' >"$BATS_TEST_TMPDIR/places"
	sqlite3 "$DIR/geppo.db" "SELECT offset, length FROM capture ORDER BY id" | diff - "$BATS_TEST_TMPDIR/places"
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT DISTINCT warc FROM capture")" = "$(realpath "$WARC")" ]
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT count(*) FROM capture WHERE state='parsed'")" = 2 ]
}

@test "plain and gzip, version 1.0 and 1.1 say the same; a second time changes nothing" {
	python3 tests/warc.py sample "$BATS_TEST_TMPDIR/b.warc" plain 1.0
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/b.warc"
	[ "$status" -eq 0 ]
	[ "$(captures)" = "$EXPECTED" ]
	before=$(sqlite3 "$DIR/geppo.db" .dump | grep -v sqlite_sequence | sha256sum)
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/b.warc"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "0 captures taken in, 6 known already; $SKIPPED" ]
	[ "$(sqlite3 "$DIR/geppo.db" .dump | grep -v sqlite_sequence | sha256sum)" = "$before" ]
}

@test "source and role come from the declared sources" {
	mkdir "$DIR/config"
	cat >"$DIR/config/sources.yaml" <<-YAML
	sources:
	- {id: shiyan, name_zh: 试验市生态环境局, name_ja: 試験市生態環境局, column: 通知, level: central, region: 000000, list_url: "http://sthj.example.cn/tz/", article: '^http://sthj\.example\.cn/tz/\d{6}/t\d+_\d+\.html$'}
	YAML
	"$GEPPO" ingest --dir "$DIR" "$WARC"
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT source, role FROM capture WHERE url LIKE '%t20260601_1.html'")" = "shiyan|article" ]
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT DISTINCT source, role FROM capture WHERE url LIKE '%/tz/'")" = "shiyan|listing" ]
	[ "$(sqlite3 "$DIR/geppo.db" "SELECT source IS NULL, role IS NULL FROM capture WHERE url LIKE '%/gone'")" = "1|1" ]
}

@test "records without an id get one that stays" {
	python3 - "$BATS_TEST_TMPDIR" <<-'PY'
	import re, sys
	sys.path.insert(0, "tests")
	import warc
	data = b"".join(re.sub(rb"WARC-Record-ID: [^\r]*\r\n", b"", r) for r in warc.sample("1.1"))
	open(sys.argv[1] + "/none.warc", "wb").write(data)
	PY
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/none.warc"
	[ "${lines[0]%%,*}" = "6 captures taken in" ]
	mv "$BATS_TEST_TMPDIR/none.warc" "$BATS_TEST_TMPDIR/moved.warc"
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/moved.warc"
	[ "${lines[0]%%;*}" = "0 captures taken in, 6 known already" ]
}

@test "a missing, an empty, a foreign file and a folder: one line each, and the others go in" {
	: >"$BATS_TEST_TMPDIR/empty"
	head -c 3000 /bin/sh >"$BATS_TEST_TMPDIR/foreign"
	head -c 3000 /bin/sh | gzip >"$BATS_TEST_TMPDIR/junk.gz"
	mkdir "$BATS_TEST_TMPDIR/folder"
	for bad in missing empty foreign junk.gz folder; do
		run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/$bad"
		echo "$bad: $status: $stderr"
		[ "$status" -eq 65 ] || [ "$status" -eq 74 ]
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ "$stderr" == *"$BATS_TEST_TMPDIR/$bad"* ]]
		[ "$output" = "0 captures taken in, 0 known already" ]
	done
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/missing" "$WARC" "$BATS_TEST_TMPDIR/empty"
	[ "$status" -eq 65 ] || [ "$status" -eq 74 ]
	[[ "$output" == "6 captures taken in"* ]]
	[ "$(sqlite3 "$DIR/geppo.db" "PRAGMA integrity_check")" = ok ]
}

@test "an archive cut anywhere gives what stood before the cut, and says where" {
	size=$(stat -c %s "$WARC")
	python3 tests/warc.py check "$WARC" >"$BATS_TEST_TMPDIR/records"
	for cut in 900 1500 $((size / 2)) $((size - 40)) $((size - 1)); do
		rm -rf "$DIR"; mkdir "$DIR"
		head -c "$cut" "$WARC" >"$BATS_TEST_TMPDIR/cut.warc.gz"
		whole=$(awk -v cut="$cut" '$1+$2<=cut && ($3=="response"||$3=="revisit"||$3=="resource") && $5!~/robots.txt|urn:/' "$BATS_TEST_TMPDIR/records" | wc -l)
		torn=$(awk -v cut="$cut" '$1<cut && $1+$2>cut {print $1}' "$BATS_TEST_TMPDIR/records")
		run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/cut.warc.gz"
		echo "cut $cut: $output / $stderr"
		[ "$status" -eq 65 ]
		[[ "$output" == "$whole capture"*"taken in, 0 known already, 1 record damaged"* ]]
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ "$stderr" == *"cut.warc.gz@$torn"* ]]
	done
}

@test "one damaged record in the middle costs one record" {
	python3 - "$WARC" <<-'PY'
	import sys
	data = bytearray(open(sys.argv[1], "rb").read())
	import subprocess
	rows = [r.split() for r in subprocess.run(["python3", "tests/warc.py", "check", sys.argv[1]], capture_output=True, text=True).stdout.splitlines()]
	at, length = [(int(r[0]), int(r[1])) for r in rows if r[2] == "response"][1]
	for i in range(at + 40, at + length - 20):
	    data[i] ^= 0x5a
	open(sys.argv[1], "wb").write(data)
	PY
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$WARC"
	[ "$status" -eq 65 ]
	[[ "$output" == "5 captures taken in, 0 known already, 1 record damaged"* ]]
}

@test "without a data directory, and with faults in the configuration, nothing is begun" {
	run --separate-stderr "$GEPPO" ingest --dir "$BATS_TEST_TMPDIR/nowhere" "$WARC"
	[ "$status" -eq 74 ] || [ "$status" -eq 78 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[ ! -e "$BATS_TEST_TMPDIR/nowhere" ]
	mkdir "$DIR/config"
	printf 'sources:\n- {id: x, nonsense: 1}\n' >"$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$WARC"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"sources.yaml:2"* ]]
	[ ! -e "$DIR/geppo.db" ]
}
