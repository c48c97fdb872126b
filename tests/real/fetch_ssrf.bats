#!/usr/bin/env bats
# The address guard against a table of addresses that led other fetchers inside ($SHARED/suites/ssrf).

setup() { cd "$BATS_TEST_DIRNAME/../.."; }

@test "all targets are judged as the table says" {
	table="$SHARED/suites/ssrf/targets.tsv"
	grep -v '^#' "$table" | cut -f1 >"$BATS_TEST_TMPDIR/targets"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/targets")" -ge 100 ]
	build/tests/fetch_address "$BATS_TEST_TMPDIR/targets" >"$BATS_TEST_TMPDIR/judged"
	# "keep-encoded": allowed, with the escapes as they were.
	grep -v '^#' "$table" | paste - "$BATS_TEST_TMPDIR/judged" | awk -F'\t' '
		$2 == "keep-encoded" ? !($4 == "allow" && $5 == $1) : $2 != $4 {print; bad = 1}
		END {exit bad}'
}
