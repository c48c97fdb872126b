#!/usr/bin/env bats
# geppo archive: a damaged record is named, the index leads to the record, a page is shown as it was.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

@test "what fetch wrote is whole; a changed byte and a torn tail are named" {
	site_start 127.0.0.1
	source_add chunked 127.0.0.1 /chunked/
	"$GEPPO" fetch --dir "$DIR"
	run --separate-stderr "$GEPPO" archive verify --dir "$DIR"
	[ "$status" -eq 0 ]
	[[ "$output" == *"5 records, 0 faults" ]]
	warc=$(ls "$DIR"/archive/*.warc.gz)
	python3 - "$warc" "$BATS_TEST_TMPDIR" <<-'PY'
	import gzip, sys
	sys.path.insert(0, "tests")
	import zlib
	data = open(sys.argv[1], "rb").read()
	out, at = [], 0
	while at < len(data):
	    z = zlib.decompressobj(31)
	    text = z.decompress(data[at:]) + z.flush()
	    out.append(text)
	    at = len(data) - len(z.unused_data)
	# The status line of the last response, one letter changed: same length, wrong digest.
	out[-1] = out[-1].replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OX")
	open(sys.argv[2] + "/bad.warc.gz", "wb").write(b"".join(gzip.compress(t) for t in out))
	open(sys.argv[2] + "/torn.warc.gz", "wb").write(data[:-30])
	PY
	run --separate-stderr "$GEPPO" archive verify "$BATS_TEST_TMPDIR/bad.warc.gz"
	[ "$status" -eq 65 ]
	[[ "${lines[0]}" == *"bad.warc.gz@"*"block digest is wrong" ]]
	run --separate-stderr "$GEPPO" archive verify "$BATS_TEST_TMPDIR/torn.warc.gz"
	[ "$status" -eq 65 ]
	[[ "$output" == *"torn"*"4 records, 1 fault" ]]
}

@test "the index names each response, sorted, at its place" {
	python3 tests/warc.py sample "$BATS_TEST_TMPDIR/s.warc.gz"
	run --separate-stderr "$GEPPO" archive cdxj "$BATS_TEST_TMPDIR/s.warc.gz"
	[ "$status" -eq 0 ]
	[ "$output" = "$(LC_ALL=C sort <<<"$output")" ]
	[ "$(grep -c '^cn,example,sthj)/tz/202606/t20260601_1.html 20260630010203 {' <<<"$output")" -eq 1 ]
	grep '^cn,example,sthj)/tz/ ' <<<"$output" | cut -d' ' -f3- | jq -r .mime | sort | diff - <(printf 'text/html\nwarc/revisit\n')
	# Offset and length cut out one whole member.
	line=$(grep '/gone ' <<<"$output" | cut -d' ' -f3-)
	tail -c +$(($(jq -r .offset <<<"$line") + 1)) "$BATS_TEST_TMPDIR/s.warc.gz" | head -c "$(jq -r .length <<<"$line")" | gzip -dc | grep -a "^HTTP/1.1 404"
}

@test "a page is shown as it was on a day, a revisit as what it repeats" {
	site_start 127.0.0.1
	source_add cached 127.0.0.1 /cached/
	"$GEPPO" fetch --dir "$DIR"
	"$GEPPO" fetch --dir "$DIR" --source cached
	url="http://127.0.0.1:$PORT/cached/"
	[ "$(sql "SELECT type FROM capture ORDER BY id DESC LIMIT 1")" = revisit ]
	run --separate-stderr "$GEPPO" archive show --dir "$DIR" "$url"
	[ "$status" -eq 0 ]
	[[ "$output" == "HTTP/1.1 200 OK"*"第3号的通知"* ]]
	[[ "$stderr" == *"unchanged since"* ]]
	run --separate-stderr "$GEPPO" archive show --dir "$DIR" --body "$url"
	[[ "$output" == "<!DOCTYPE html>"* ]]
	run --separate-stderr "$GEPPO" archive show --dir "$DIR" --at 2020-01-01 "$url"
	[ "$status" -eq 65 ]
	run --separate-stderr "$GEPPO" archive show --dir "$DIR" --at yesterday "$url"
	[ "$status" -eq 64 ]
}

@test "a payload that is the same again is a revisit of the first, and an unchanged look" {
	site_start 127.0.0.1
	source_add a 127.0.0.1 /told/a/
	look() { "$GEPPO" fetch --dir "$DIR" --source a; "$GEPPO" parse --dir "$DIR"; }
	look
	sql "DELETE FROM frontier WHERE role = 'article'"
	look
	[ "$(outcome a)" = "unchanged: " ]
	[ "$(sql "SELECT rows FROM visit ORDER BY id DESC LIMIT 1")" -eq 3 ]
	[ "$(sql "SELECT group_concat(type || '/' || state, ' ') FROM capture")" = "response/parsed revisit/parsed" ]
	[ "$(sql "SELECT count(DISTINCT digest) FROM capture")" -eq 1 ]
	archive_check
	[ "$(archive_check | grep -c '^[0-9]* [0-9]* revisit 200 ')" -eq 1 ]
	run --separate-stderr "$GEPPO" archive verify --dir "$DIR"
	[ "$status" -eq 0 ]
	run --separate-stderr "$GEPPO" archive show --dir "$DIR" "http://127.0.0.1:$PORT/told/a/"
	[[ "$output" == *"第3号的通知"* ]]
	[[ "$stderr" == *"unchanged since"* ]]
	# Something else, and the first again: the first is no longer the last copy.
	echo 4 >"$SITE/articles"
	look
	sql "DELETE FROM frontier WHERE role = 'article'"
	echo 3 >"$SITE/articles"
	look
	[ "$(sql "SELECT group_concat(type, ' ') FROM capture WHERE role = 'listing'")" = "response revisit response response" ]
	# What is no list is never "unchanged", however often it comes.
	echo shell >"$SITE/told.a"
	look || true
	look || true
	[ "$(sql "SELECT group_concat(outcome, ' ') FROM visit")" = "ok unchanged ok ok broken broken" ]
	archive_check
}

@test "an answer that breaks off is archived as what came, and never read" {
	settings 0 2
	site_start 127.0.0.1 127.0.0.2 127.0.0.3
	source_add short 127.0.0.1 /short/
	source_add drip 127.0.0.2 /drip/
	source_add reset 127.0.0.3 /reset/
	"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
	archive_check
	truncated() { gzip -dc "$DIR"/archive/*.warc.gz | grep -a -c "^WARC-Truncated: $1" || true; }
	[ "$(truncated disconnect)" -eq 1 ]
	[ "$(truncated time)" -eq 1 ]
	gzip -dc "$DIR"/archive/*.warc.gz | grep -a "only this"
	[ "$(sql "SELECT source, state, outcome FROM capture ORDER BY source")" = "drip|dropped|unusable
short|dropped|unusable" ]
	[[ "$(outcome short)" == broken:*length* ]]
	"$GEPPO" parse --dir "$DIR"
	[ "$(sql "SELECT count(*) FROM document")" -eq 0 ]
}

@test "an archive that wget wrote is whole and comes in" {
	command -v wget >/dev/null || { echo "# wget is not here: not tried"; return 0; }
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	(cd "$BATS_TEST_TMPDIR" && wget -q -r -l 1 --warc-file=w "http://127.0.0.1:$PORT/good/") || true
	run --separate-stderr "$GEPPO" archive verify "$BATS_TEST_TMPDIR/w.warc.gz"
	[ "$status" -eq 0 ]
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/w.warc.gz"
	[ "$(sql "SELECT count(*) FROM capture WHERE status = 200 AND url LIKE '%/good/%'")" -eq 4 ]
	run --separate-stderr "$GEPPO" archive show --dir "$DIR" "http://127.0.0.1:$PORT/good/"
	[[ "$output" == *"第3号的通知"* ]]
}
