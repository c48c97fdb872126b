#!/usr/bin/env bats
# geppo fetch --since; the pages of a list, walked back to known rows.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

@test "--since takes rows dated then or later; the others stay due" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	"$GEPPO" fetch --dir "$DIR"
	"$GEPPO" parse --dir "$DIR"
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'article'")" -eq 3 ]
	run --separate-stderr "$GEPPO" fetch --once --dir "$DIR" --since 2026-06-04
	[ "$status" -eq 0 ]
	[ "$(asked 127.0.0.1 | grep 202606)" = "/good/202606/t20260604_1003.html" ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'article' AND due <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")" -eq 2 ]
	run --separate-stderr "$GEPPO" fetch --dir "$DIR" --since June
	[ "$status" -eq 64 ]
}

@test "a column that needs a browser is not asked, and why is kept" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	sed -i 's/delay_seconds: 0,/delay_seconds: 0, needs: [js],/' "$DIR/config/sources.yaml"
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ "$output" = "nothing is due" ]
	[[ "$(sql "SELECT unable FROM source")" == *script* ]]
}

@test "a list is walked back page by page, to the most that is allowed, as one harvest" {
	site_start 127.0.0.1
	source_add paged 127.0.0.1 /paged/
	sed -i 's/delay_seconds: 0,/delay_seconds: 0, max_pages: 3,/' "$DIR/config/sources.yaml"
	for _ in 1 2 3 4; do
		"$GEPPO" fetch --dir "$DIR" --since 2026-06-01 || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	done
	[ "$(asked 127.0.0.1 | grep paged)" = "/paged/
/paged/index_1.html
/paged/index_2.html" ]
	[ "$(sql "SELECT outcome, rows, fresh, pages, capped FROM visit")" = "ok|3|9|3|1" ]
	[ "$(sql "SELECT count(*), sum(baseline) FROM frontier WHERE role = 'article'")" = "9|9" ]
	# All rows of page 1 known: no page behind it is asked for.
	"$GEPPO" fetch --dir "$DIR" --source paged
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	"$GEPPO" fetch --dir "$DIR"
	[ "$(asked 127.0.0.1 | grep -c paged)" -eq 4 ]
}
