#!/usr/bin/env bats
# geppo run with somewhere to go: from a site's list to items, in one run.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

figures() { "$GEPPO" status --json --dir "$DIR" | jq -c "$1"; }

@test "one run goes from a list to its articles to items; the next finds what is new" {
	site_start 127.0.0.1
	echo 12 >"$SITE/articles"
	source_add good 127.0.0.1 /good/
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	echo "$stderr"
	[ "$status" -eq 0 ]
	[ "$(sql "SELECT count(*) FROM capture WHERE role = 'article' AND state = 'parsed'")" -eq 12 ]
	[ "$(figures '[.documents.total, .documents.in_items, .captures.waiting, .captures.held]')" = "[12,12,0,0]" ]
	[ "$(sql "SELECT outcome, rows, fresh FROM visit")" = "ok|12|12" ]

	# The list is due again by the rhythm of its source, a day at most from now.
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'listing' AND due BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+30 minutes') AND strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+1 day')")" -eq 1 ]

	echo 15 >"$SITE/articles"
	sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z' WHERE role = 'listing'"
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	[ "$status" -eq 0 ]
	[ "$(figures '[.documents.total, .documents.in_items, .captures.waiting]')" = "[15,15,0]" ]
	[ "$(sql "SELECT rows, fresh FROM visit ORDER BY id DESC LIMIT 1")" = "15|3" ]
}

@test "one run walks a list back page by page and takes all it led to" {
	site_start 127.0.0.1
	echo 12 >"$SITE/articles"
	source_add paged 127.0.0.1 /paged/
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	[ "$status" -eq 0 ]
	[ "$(sql "SELECT outcome, rows, fresh, pages, capped FROM visit")" = "ok|3|12|4|0" ]
	[ "$(figures '[.documents.total, .captures.waiting]')" = "[12,0]" ]
	[ "$("$GEPPO" fetch --due --dir "$DIR")" = 0 ]
}

@test "a site that is gone is said, and stops no other stage" {
	site_start 127.0.0.1
	source_add gone 127.0.0.2 /good/
	echo '{"id":"a","title":"试验市大气污染防治通知"}' >"$BATS_TEST_TMPDIR/in"
	"$GEPPO" load --dir "$DIR" "$BATS_TEST_TMPDIR/in"
	run --separate-stderr "$GEPPO" run --dir "$DIR"
	echo "$status $stderr"
	[ "$(figures .documents.in_items)" -eq 1 ]
	[ "$(figures '.sources[] | select(.id == "gone") | .outcome')" != null ]
}
