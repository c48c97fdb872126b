#!/usr/bin/env bats
# geppo fetch forgets nothing: killed at random, nothing archived stays unrecorded, nothing recorded
# is not in the archive, and in the end every page is there.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

# Every response in the archive (but robots.txt) has its row at its place, and every row its record.
archive_and_rows_agree() {
	for warc in "$DIR"/archive/*.warc.gz; do
		python3 tests/warc.py check "$warc" |
			awk -v name="archive/${warc##*/}" '($3 == "response" || $3 == "revisit") && $5 !~ /robots.txt$/ {print name "|" $1 "|" $2 "|" $5}'
	done | sort >"$BATS_TEST_TMPDIR/in_archive"
	sql "SELECT warc, offset, length, url FROM capture" | sort >"$BATS_TEST_TMPDIR/in_store"
	diff "$BATS_TEST_TMPDIR/in_archive" "$BATS_TEST_TMPDIR/in_store"
}

@test "killed at 25 random moments: nothing lost, nothing dangling, all pages in the end" {
	site_start 127.0.0.1 127.0.0.2
	echo 40 >"$SITE/articles"
	source_add one 127.0.0.1 /good/
	source_add two 127.0.0.2 /good/
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 40 one
	articles_due 127.0.0.2 40 two
	RANDOM=20261125
	for _ in $(seq 25); do
		"$GEPPO" fetch --dir "$DIR" >/dev/null 2>>"$BATS_TEST_TMPDIR/messages" 3>&- &
		pid=$!
		sleep "0.$(printf %03d $((RANDOM % 300)))"
		kill -9 $pid 2>/dev/null || true
		wait $pid 2>/dev/null || true
	done
	"$GEPPO" fetch --dir "$DIR"
	archive_and_rows_agree
	[ "$(sql "SELECT count(DISTINCT url) FROM capture WHERE role = 'article' AND status = 200")" -eq 80 ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE due <= strftime('%Y-%m-%dT%H:%M:%SZ','now') AND role = 'article'")" -eq 0 ]
	[ "$(sql "PRAGMA integrity_check")" = ok ]
}

@test "a complete record behind the last recorded one is taken in; a torn one is cut after a copy" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	"$GEPPO" fetch --dir "$DIR"
	warc=$(ls "$DIR"/archive/*.warc.gz)
	# What a kill between archive and commit leaves, and one in the middle of writing.
	sql "DELETE FROM capture"
	whole=$(stat -c %s "$warc")
	head -c 200 "$warc" >"$BATS_TEST_TMPDIR/torn"
	cat "$BATS_TEST_TMPDIR/torn" >>"$warc"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 0 ]
	echo "$stderr"
	[[ "$stderr" == *"a torn tail of 200 bytes was cut"* ]]
	[[ "$stderr" == *"1 capture that an earlier run archived and did not record was taken in"* ]]
	[ "$(stat -c %s "$warc")" -eq "$whole" ]
	cmp "$BATS_TEST_TMPDIR/torn" "$warc".torn-*
	archive_and_rows_agree
}
