#!/usr/bin/env bats
# geppo probe: what it says of a list, and that its entry can be pasted.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; echo 12 >"$SITE/articles"; export PYTHONDONTWRITEBYTECODE=1; }
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
	rm "$SITE/articles"
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

# pasted_walks NAME: an entry that was pasted as it is, and then made active, brings all rows.
pasted_walks() {
	pasted
	id=$(sed -n 's/^- id: //p' <<<"$output")
	sed -i "s/^  state: trial/  state: active\n  delay_seconds: 0/" "$DIR/config/sources.yaml"
	for _ in $(seq 8); do
		"$GEPPO" fetch --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
		[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'listing' AND due <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")" -gt 0 ] || break
	done
	[ "$(sql "SELECT count(*) FROM frontier WHERE source = '$id' AND role = 'article'")" = "$1" ]
	echo "sources:" >"$DIR/config/sources.yaml"
	rm -rf "$DIR"/geppo.db* "$DIR/archive"
}

# probed PATH ROWS TEXT...: nothing is declared; the report holds each text; the entry works.
probed() {
	probe "http://127.0.0.1:$PORT$1"
	echo "$output"
	[ "$status" -eq 0 ]
	for text in "${@:3}"; do grep -qF -- "$text" <<<"$output" || { echo "no: $text"; return 1; }; done
	pasted_walks "$2"
}

@test "each kind of list, with nothing declared: found, and what it says works when pasted" {
	site_start 127.0.0.1
	probed /lists/trs/ 12 "pagination  index_{n}.html from 1, 4 pages" "title       关于印发大气污染防治试验方案第12号的通知"
	probed /lists/pageid/ 12 "  pagination: 'index_{pageid}_{n}.shtml'"
	probed "/lists/api/?page=1" 12 "list        json" "  page_parameter: 'page'" "  first_index: 2"
	probed /lists/jsonp/ 12 "    kind: jsonp"
	probed /lists/inline/ 12 "rows        12 taken"
}

@test "feeds, sitemaps, pages numbered from the last, a pager in base64" {
	site_start 127.0.0.1
	probed /lists/rss/ 12 "    kind: rss"
	probed /lists/atom/ 12 "    kind: rss"
	probed /lists/sitemap/ 12 "parts       2, the first of them is looked at" "    kind: sitemap"
	probed /lists/reversed/ 12 "pages are numbered from the last one" "  numbering: reversed"
	probed /lists/packed/ 12 "pagination  {n}.html from 2"
}

@test "lists that scripts draw: as other sources are declared, or by the address a script shows" {
	site_start 127.0.0.1
	probed /lists/unit/ 12 "drawn by a script; asked for as that of miit-yjzj is" "      tagId: '" "  page_parameter: 'paramJson'"
	probed /lists/channel/ 12 "asked for as that of hlj-sthj-xwdt is" "    data: '/common/search/{channelId}?"
	probed /lists/shown/ 12 "  list_url: 'http://127.0.0.1:$PORT/lists/shown/data/getList.json'" "    referer: 'http://127.0.0.1:$PORT/lists/shown/'"
	probe "http://127.0.0.1:$PORT/lists/gone/"
	[ "$status" -eq 1 ]
	[[ "$output" == *"rows        0 taken"* ]]
	pasted
}

@test "a declared source's entry says all that was declared" {
	site_start 127.0.0.1
	cat >>"$DIR/config/sources.yaml" <<-YAML
	- id: full
	  name_zh: 试验市生态环境局
	  name_ja: 試験市生態環境局
	  column: 通知
	  level: central
	  region: 000000
	  list_url: 'http://127.0.0.1:$PORT/lists/channel/'
	  charset: utf-8
	  listing: {kind: json, items: data.results, title: title, link: url, date: publishedTimeStr, data: '/common/search/{id}?page=1', take: {id: 'content="([0-9a-f]{32})'}}
	  page_parameter: page
	  first_index: 2
	  max_pages: 4
	  needs: [proxy, tls_legacy]
	  tls: legacy
	  delay_seconds: 0
	  interval_hours: 12
	  interval_min_hours: 6
	  interval_max_hours: 48
	YAML
	probe full
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"leads on from http://127.0.0.1:$PORT/lists/channel/"* ]]
	sed -n '/^- id:/,$p' <<<"$output" | sed 's/^- id: full/- id: again/; s/channel/channel2/' >"$BATS_TEST_TMPDIR/entry"
	python3 - "$DIR/config/sources.yaml" "$BATS_TEST_TMPDIR/entry" <<-'END'
	import sys, yaml
	one = yaml.load(open(sys.argv[1]), yaml.BaseLoader)["sources"][0]
	two = yaml.load(open(sys.argv[2]), yaml.BaseLoader)[0]
	two["id"], two["list_url"] = "full", two["list_url"].replace("channel2", "channel")
	assert two.pop("state") == "active"
	assert one == two, (one, two)
	END
}

@test "an article in place of a list: it is read, and no entry made of it" {
	site_start 127.0.0.1
	probe "http://127.0.0.1:$PORT/good/202606/t20260613_1012.html"
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *"this is an article"*"title       关于印发大气污染防治试验方案第12号的通知"*"published   2026-06-13"* ]]
	! grep -q "^- id:" <<<"$output"
}
