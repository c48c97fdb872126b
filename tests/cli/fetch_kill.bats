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

@test "records are on the disk before the rows that speak of them are committed" {
	command -v strace >/dev/null || { echo "# strace is not here: not tried"; return 0; }
	site_start 127.0.0.1 127.0.0.2
	source_add one 127.0.0.1 /good/
	source_add two 127.0.0.2 /good/
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 3 one
	articles_due 127.0.0.2 3 two
	strace -f -y -e trace=write,pwrite64,writev,fsync,fdatasync,unlink,unlinkat -o "$BATS_TEST_TMPDIR/calls" "$GEPPO" fetch --dir "$DIR"
	python3 - "$BATS_TEST_TMPDIR/calls" <<-'PY'
	import re, sys
	dirty, commits, records = False, 0, 0
	for line in open(sys.argv[1], errors="replace"):
	    warc = ".warc.gz" in line
	    if warc and re.search(r"\b(write|pwrite64|writev)\(", line):
	        dirty, records = True, records + 1
	    elif warc and re.search(r"\bf(data)?sync\(", line):
	        dirty = False
	    elif "unlink" in line and "geppo.db-journal" in line:
	        commits += 1
	        assert not dirty, "a commit before its record: " + line
	assert records >= 12 and commits >= 2, (records, commits)
	PY
}

@test "two at once on one data directory: the second says so and takes nothing" {
	site_start 127.0.0.1
	echo 20 >"$SITE/articles"
	settings 1
	source_add one 127.0.0.1 /good/
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 3 one
	"$GEPPO" fetch --dir "$DIR" >"$BATS_TEST_TMPDIR/first" 3>&- &
	first=$!
	for _ in $(seq 50); do [ "$(sql "SELECT count(*) FROM frontier WHERE token IS NOT NULL")" -eq 0 ] || break; sleep 0.1; done
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$status" -eq 75 ]
	[[ "$stderr" == *"another geppo fetch is at work"* ]]
	[ -z "$output" ]
	run --separate-stderr "$GEPPO" fetch --source one --dir "$DIR"
	[ "$status" -eq 75 ]
	# Only asking what is due disturbs nobody.
	run --separate-stderr "$GEPPO" fetch --due --dir "$DIR"
	[ "$status" -eq 0 ]
	[ "$output" -le 3 ]
	wait $first
	[[ "$(cat "$BATS_TEST_TMPDIR/first")" == "3 addresses looked at: 3 taken"* ]]
	# One after the other, none twice.
	[ "$(asked 127.0.0.1 | grep 202606 | sort | uniq -d | wc -l)" -eq 0 ]
	archive_and_rows_agree
}

@test "a tail torn in the middle of each kind of byte is cut; what is whole before it stays" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	"$GEPPO" fetch --dir "$DIR"
	warc=$(ls "$DIR"/archive/*.warc.gz)
	cp "$warc" "$BATS_TEST_TMPDIR/whole"
	cp "$DIR/geppo.db" "$BATS_TEST_TMPDIR/db"
	size=$(stat -c %s "$warc")
	# Where the last response begins.
	last=$(archive_check | tail -1 | cut -d' ' -f1)
	for cut in $((last + 1)) $((last + 12)) $(((last + size) / 2)) $((size - 9)) $((size - 1)); do
		rm -f "$DIR"/archive/*.torn-* "$DIR/fetch/hosts.json"
		head -c $cut "$BATS_TEST_TMPDIR/whole" >"$warc"
		cp "$BATS_TEST_TMPDIR/db" "$DIR/geppo.db"
		sql "DELETE FROM capture"
		run --separate-stderr "$GEPPO" fetch --dir "$DIR"
		[ "$status" -eq 0 ]
		[[ "$stderr" == *"a torn tail of $((cut - last)) bytes was cut; copy: "* ]]
		[ "$(stat -c %s "$DIR"/archive/*.torn-*)" -eq $((cut - last)) ]
		cmp -n $last "$warc" "$BATS_TEST_TMPDIR/whole"
		[ "$(sql "SELECT count(*) FROM capture")" -eq 0 ]
	done
	# Garbage that is no record at all: copied, cut, and the run goes on.
	cp "$BATS_TEST_TMPDIR/whole" "$warc"
	cp "$BATS_TEST_TMPDIR/db" "$DIR/geppo.db"
	rm -f "$DIR"/archive/*.torn-*
	head -c 5000 /dev/zero >>"$warc"
	"$GEPPO" fetch --dir "$DIR" --source good
	[ "$(stat -c %s "$DIR"/archive/*.torn-*)" -eq 5000 ]
	archive_check
	archive_and_rows_agree
}
