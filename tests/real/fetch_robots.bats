#!/usr/bin/env bats
# robots.txt decisions against the tables of other parsers ($SHARED/suites/robots). Where we differ
# is listed here by case and in tests/conformance.md with the reason.

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	SUITE="$SHARED/suites/robots"
}

# differing TABLE: "count case" of the rows decided otherwise. Columns: case, text, agent, address,
# expected.
differing() {
	grep -v '^#' "$SUITE/$1" >"$BATS_TEST_TMPDIR/rows"
	cut -f2-4 "$BATS_TEST_TMPDIR/rows" >"$BATS_TEST_TMPDIR/asked"
	build/tests/fetch_robots "$BATS_TEST_TMPDIR/asked" >"$BATS_TEST_TMPDIR/said"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/said")" -eq "$(wc -l <"$BATS_TEST_TMPDIR/rows")" ]
	paste "$BATS_TEST_TMPDIR/rows" "$BATS_TEST_TMPDIR/said" |
		awk -F'\t' '$5 != $6 {n[$1]++} END {for (c in n) print n[c], c}' | sort -k2
}

@test "145 decisions of google/robotstxt" {
	differing google-robotstxt.tsv >"$BATS_TEST_TMPDIR/out"
	diff "$BATS_TEST_TMPDIR/out" - <<-LIST
	1 GoogleOnly_IndexHTMLisDirectory
	3 GoogleOnly_LineTooLong
	3 ID_Encoding
	LIST
}

@test "273 decisions of protego" {
	differing protego.tsv >"$BATS_TEST_TMPDIR/out"
	diff "$BATS_TEST_TMPDIR/out" - <<-LIST
	2 test_generosity
	3 test_grouping_unknown_keys
	1 test_index_html_is_directory
	2 test_special_symbols_dual_behaviour
	1 test_unicode_url_and_useragent
	1 test_with_absolute_urls
	LIST
}

@test "61 decisions of reppy" {
	differing reppy.tsv >"$BATS_TEST_TMPDIR/out"
	diff "$BATS_TEST_TMPDIR/out" - <<-LIST
	1 test_grouping_unknown_keys
	1 test_no_leading_user_agent
	1 test_skip_malformed_line
	LIST
}

@test "31 escaped paths of crawler-commons, and crawl delays" {
	grep -v '^#' "$SUITE/crawler-commons-escaped-paths.tsv" >"$BATS_TEST_TMPDIR/rows"
	awk -F'\t' '{print "User-agent: *\\nDisallow: " $1 "\tgeppo\t" $2}' "$BATS_TEST_TMPDIR/rows" >"$BATS_TEST_TMPDIR/asked"
	build/tests/fetch_robots "$BATS_TEST_TMPDIR/asked" | cut -f1 | diff - <(cut -f3 "$BATS_TEST_TMPDIR/rows")
	grep -v '^#' "$SUITE/protego-crawl-delay.tsv" | awk -F'\t' '{print $2 "\t" $3 "\t/"}' >"$BATS_TEST_TMPDIR/asked"
	build/tests/fetch_robots "$BATS_TEST_TMPDIR/asked" | cut -f2 |
		diff - <(grep -v '^#' "$SUITE/protego-crawl-delay.tsv" | cut -f4 | sed 's/\.0$//; s/None/-1/')
}

@test "odd files are read without a fault" {
	for file in "$SUITE"/crawler-commons/*.txt; do
		python3 - "$file" >"$BATS_TEST_TMPDIR/asked" <<-'PY'
		import sys
		data = open(sys.argv[1], "rb").read()
		print("".join("\\x%02x" % b for b in data) + "\tgeppo\thttp://example.com/x")
		PY
		[ "$(build/tests/fetch_robots "$BATS_TEST_TMPDIR/asked" | wc -l)" -eq 1 ]
	done
}
