#!/usr/bin/env bats
# Lists as sources.yaml describes them, from the site to the frontier: kinds, requests, pages.
load fetch_site
load lists
bats_require_minimum_version 1.5.0

setup() {
	site_setup
	export PYTHONDONTWRITEBYTECODE=1
	site_start 127.0.0.1
}
teardown() { site_stop; }

# walked_to ID PATH LAST KEYS: all rows, four pages, the last one asked and none behind it.
walked_to() {
	again
	described "$1" "$2" "$4"
	walk
	[ "$(learnt "$1")" = "$all" ]
	[ "$(sql "SELECT pages, capped FROM visit")" = "4|0" ]
	[ "$(asked 127.0.0.1 | grep "^$2" | wc -l)" -eq 4 ]
	[ "$(asked 127.0.0.1 | grep "^$2" | tail -1)" = "$2$3" ]
}

@test "each form of pages is walked to its end, and no further" {
	walked_to trs /lists/trs/ index_3.html "pagination: 'index_{n}.html'"
	walked_to count /lists/trs_count/ index_3.html "pagination: auto"
	walked_to pageid /lists/pageid/ index_7799_3.shtml "pagination: 'index_{pageid}_{n}.shtml'"
	walked_to reversed /lists/reversed/ index_0.html "pagination: 'index_{n}.html', numbering: reversed"
}

@test "a pager in base64 that a script would unpack" {
	walked_to packed /lists/packed/ 4.html "pagination: auto"
}

@test "a look goes back to a page of known rows; a pinned old row is no reason to stop" {
	echo 9 >"$SITE/articles"
	described growing /lists/growing/ "pagination: 'index_{n}.html'"
	walk
	[ "$(learnt growing)" = "9|2026-06-02|2026-06-10" ]
	before=$(asked 127.0.0.1 | grep -c growing)
	for rows in 10 14; do
		echo $rows >"$SITE/articles"
		sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z' WHERE role = 'listing' AND url LIKE '%/growing/'"
		walk
	done
	[ "$(learnt growing)" = "14|2026-06-02|2026-06-15" ]
	# One new row: page 2 is known throughout. Four: page 2 has one of them, page 3 none.
	[ "$(asked 127.0.0.1 | grep growing | tail -n +$((before + 1)) | xargs)" = \
		"/lists/growing/ /lists/growing/index_1.html /lists/growing/ /lists/growing/index_1.html /lists/growing/index_2.html" ]
}

@test "pages that do not say how many they are: until one is not there" {
	described two /lists/from_two/ "pagination: 'index_{n}.html', first_index: 2"
	walk
	[ "$(learnt two)" = "$all" ]
	again
	described col /lists/column/ "pagination: '{col}-{n}.html', first_index: 2"
	walk
	[ "$(learnt col)" = "$all" ]
	asked 127.0.0.1 | grep -qx /lists/column/column-4.html
}

@test "none is one page; an interface is asked page by page; dates in milliseconds" {
	described alone /lists/alone/ "pagination: none"
	walk
	[ "$(learnt alone)" = "3|2026-06-11|2026-06-13" ]
	! asked 127.0.0.1 | grep -q alone/index_1
	again
	described api "/lists/api/?page=1" "page_parameter: page, first_index: 2, listing: {kind: json, items: data.list, date: ms}"
	walk
	[ "$(learnt api)" = "$all" ]
	[ "$(asked 127.0.0.1 | grep -c 'lists/api')" -eq 4 ]
}

@test "a form is sent page by page; an address is made of parts of a row" {
	described post /lists/post "first_index: 2, listing: {kind: json, body: 'channel=air&pageNum={n}', items: rows, title: name, date: when, link_template: 'http://127.0.0.1:$PORT/{file}?id={id}'}"
	walk
	[ "$(learnt post)" = "$all" ]
	[ "$(jq -r 'select(.method == "POST") | .body' "$SITE/log" | head -4)" = "channel=air&pageNum=1
channel=air&pageNum=2
channel=air&pageNum=3
channel=air&pageNum=4" ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE url LIKE 'http://127.0.0.1:$PORT/good/202606/t20260613_1012.html?id=12'")" -eq 1 ]
}

@test "declared paths stand against what looks alike" {
	described declared /lists/declared/ "pagination: none, listing: {kind: json, items: result.0.hits, title: doc.t, link: doc.u.pc, date: doc.d}"
	walk
	[ "$(learnt declared)" = "$all" ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE title LIKE '%导航%'")" -eq 0 ]
}

@test "JSONP" {
	described jsonp /lists/jsonp/ "pagination: none, listing: {kind: jsonp, title: TITLE, link: URL, date: DOCRELPUBTIME}"
	walk
	[ "$(learnt jsonp)" = "$all" ]
}

@test "rows in a script of the page, and pages of them from its proxy" {
	described inline /lists/inline/ "pagination: none, listing: {kind: script}"
	walk
	[ "$(learnt inline)" = "$all" ]
	again
	described hanweb /lists/hanweb/ "pagination: 'dataproxy.jsp?startrecord={from}&endrecord={to}&perpage=3', per_page: 3, listing: {kind: script}"
	walk
	[ "$(learnt hanweb)" = "$all" ]
	asked 127.0.0.1 | grep -qx '/lists/hanweb/dataproxy.jsp?startrecord=4&endrecord=6&perpage=3'
}

@test "a column whose page calls the proxy of its rows: page after page, and no further" {
	walked_to jpage /lists/jpage/ "module/web/jpage/dataproxy.jsp?startrecord=10&endrecord=12&perpage=3&columnid=89481&unitid=402547&webid=14" "pagination: auto"
}

@test "feeds of both kinds" {
	described rss /lists/rss/ "pagination: none, listing: {kind: rss}"
	walk
	[ "$(learnt rss)" = "$all" ]
	again
	described atom /lists/atom/ "pagination: none, listing: {kind: rss}"
	walk
	[ "$(learnt atom)" = "$all" ]
}

@test "a sitemap that is an index: its files are read, packed or not" {
	described map /lists/sitemap/ "listing: {kind: sitemap}"
	walk
	[ "$(learnt map)" = "$all" ]
	asked 127.0.0.1 | grep -qx /lists/sitemap/two.xml.gz
}

@test "a pinned old row does not stop the walk; the cap does, and is told" {
	described pinned /lists/pinned/ "pagination: 'index_{n}.html', max_pages: 3"
	walk
	[ "$(learnt pinned)" = "10|2026-06-02|2026-06-13" ]
	[ "$(sql "SELECT pages, capped FROM visit")" = "3|1" ]
	"$GEPPO" status --dir "$DIR" | grep -q "page 3 had new rows and is the last that max_pages allows"
}

@test "Retry-After as a date, in each form that HTTP has; no cookie comes back" {
	for n in 1 2 3; do
		site_stop
		rm -f "$SITE/in" "$SITE/port"
		site_start 127.0.0.1
		rm -rf "$DIR/geppo.db" "$DIR/fetch"
		echo "sources:" >"$DIR/config/sources.yaml"
		described wait /wait/$n "pagination: none"
		run "$GEPPO" fetch --dir "$DIR"
		[ "$(sql "SELECT due BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+7100 seconds') AND strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+7400 seconds') FROM frontier WHERE source = 'wait'")" -eq 1 ]
	done
	[ "$(jq -r '.headers.Cookie // empty' "$SITE/log" | wc -l)" -eq 0 ]
}
