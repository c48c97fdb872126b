#!/usr/bin/env bats
# geppo probe: what it says of a list, and that its entry can be pasted.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

probe() { run --separate-stderr "$GEPPO" probe --dir "$DIR" "$1"; }

# The entry alone, pasted behind what is declared: config check takes it.
pasted() {
	sed -n '/^- id:/,$p' <<<"$output" >>"$DIR/config/sources.yaml"
	"$GEPPO" config check --dir "$DIR"
}

@test "a list: rows, page 2, an article, an entry that can be pasted" {
	site_start 127.0.0.1
	source_add other 127.0.0.1 /slow/1
	echo 12 >"$SITE/articles"
	printf 'User-agent: *\nDisallow: /closed/\nCrawl-delay: 1\n' >"$SITE/robots.127.0.0.1"
	probe "http://127.0.0.1:$PORT/paged/"
	echo "$output $stderr"
	[ "$status" -eq 0 ]
	[[ "$output" == *"robots.txt  allowed (1 rule for geppo); Crawl-delay 1 s"* ]]
	[[ "$output" == *"outcome     ok: status 200"* ]]
	[[ "$output" == *"rows        3 taken, 0 dropped"* ]]
	[[ "$output" == *"#   2026-06-13  关于印发大气污染防治试验方案第12号的通知  http://127.0.0.1:$PORT/good/202606/t20260613_1012.html"* ]]
	[[ "$output" == *"pagination  index_{n}.html from 1, 4 pages"* ]]
	[[ "$output" == *"rows        3, 0 of them on page 1 too"* ]]
	grep -q "^list_url\|  list_url: 'http://127.0.0.1:$PORT/paged/'" <<<"$output"
	grep -q "^  pagination: 'index_{n}.html'" <<<"$output"
	grep -q "^  cms: 'trs-tdate'" <<<"$output"
	grep -q "^  state: trial" <<<"$output"
	pasted
	# Nothing is recorded or archived.
	[ ! -e "$DIR/geppo.db" ] && [ ! -e "$DIR/archive" ]
}

@test "a source by its id, and what stands against it" {
	site_start 127.0.0.1
	source_add good 127.0.0.1 /good/
	probe good
	echo "$output $stderr"
	[ "$status" -eq 0 ]
	[[ "$output" == *"title       关于印发大气污染防治试验方案第3号的通知"* ]]
	[[ "$output" == *"published   2026-06-04"* ]]
	[[ "$output" == *"declared    as good, state active"* ]]
	probe "http://127.0.0.1:$PORT/jsl/"
	[ "$status" -eq 1 ]
	[[ "$output" == *"challenged"*"Jiasule"* ]]
	printf 'User-agent: geppo\nDisallow: /\n' >"$SITE/robots.127.0.0.1"
	rm -rf "$DIR/fetch"
	probe "http://127.0.0.1:$PORT/good/"
	[ "$status" -eq 1 ]
	[[ "$output" == *"disallowed"* ]]
	[[ "$output" == *"refused: robots.txt of http://127.0.0.1:$PORT disallows /good/"* ]]
	[ "$(asked 127.0.0.1 | grep -c '^/good/$')" -eq 1 ]
	probe nowhere
	[ "$status" -eq 64 ]
}

@test "what a site says cannot break out of the report" {
	site_start 127.0.0.1
	source_add other 127.0.0.1 /slow/1
	probe "http://127.0.0.1:$PORT/hostile/"
	echo "$output $stderr"
	[[ "$output" != *$'\e'* ]]
	[ "$(grep -c '^- id:' <<<"$output")" -eq 1 ]
	! grep -q '^evil' <<<"$output"
	pasted
}
