#!/usr/bin/env bats
# geppo ingest on archives that others made ($SHARED/suites/warc) and on the captured pages
# ($SHARED/corpus).
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	mkdir "$DIR"
}

@test "every outside archive ends in captures or a named reason" {
	# File, exit code, captures: those whose record a reader of WARC can have whole. The rest is
	# ARC, which is told from WARC by name.
	while read -r file code captures; do
		rm -f "$DIR/geppo.db"
		run --separate-stderr timeout 20 "$GEPPO" ingest --dir "$DIR" "$SHARED/suites/warc/$file"
		echo "$file: $status: $output / $stderr"
		[ "$status" -eq "$code" ]
		[ "${output%% *}" -eq "$captures" ]
		[ "$(sqlite3 "$DIR/geppo.db" "SELECT count(*) FROM capture")" -eq "$captures" ]
		[ "$code" -eq 0 ] || [[ "$stderr" == *"$file@"* ]]
	done <<-LIST
	jwarc/cc.warc.gz 0 1
	jwarc/gzip_extra_sl.warc.gz 0 0
	warcio/bad.arc 65 0
	warcio/example-bad-non-chunked.warc.gz 0 2
	warcio/example-bad.warc.gz.bad 0 3
	warcio/example-digest.warc 0 0
	warcio/example-iana.org-chunked.warc 0 1
	warcio/example-resource.warc.gz 0 1
	warcio/example-space-in-target-uri.warc.gz 0 0
	warcio/example-space-in-url.arc 65 0
	warcio/example-trunc.warc 65 1
	warcio/example-wget-bad-target-uri.warc.gz 0 1
	warcio/example-wrong-chunks.warc.gz 65 0
	warcio/example.arc 65 0
	warcio/example.arc.gz 65 0
	warcio/example.warc 0 2
	warcio/example.warc.gz 0 2
	warcio/post-test.warc.gz 0 3
	LIST
}

@test "all 64 captured pages come in, once" {
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$SHARED/corpus/captures.warc.gz"
	[ "$status" -eq 0 ]
	[ "$output" = "64 captures taken in, 0 known already; passed over: 1 warcinfo" ]
	run --separate-stderr "$GEPPO" ingest --dir "$DIR" "$SHARED/corpus/captures.warc.gz"
	[ "$output" = "0 captures taken in, 64 known already; passed over: 1 warcinfo" ]
}
