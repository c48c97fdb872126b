#!/usr/bin/env bats
# Lists that a script draws: what their page holds leads to the rows, as sources.yaml describes.
load fetch_site
load lists
bats_require_minimum_version 1.5.0

setup() {
	site_setup
	export PYTHONDONTWRITEBYTECODE=1
	site_start 127.0.0.1
}
teardown() { site_stop; }

unit="page_parameter: paramJson, page_value: '{\"pageNo\":{n},\"pageSize\":3}', first_index: 2, listing: {kind: json, items: data.html,
  data: '/lists/unit/front/page/build/unit?parseType=bulidstatic&webId={webId}&tplSetId={tplSetId}&pageType=column&tagId={tagId}&editType=null&pageId={pageId}&paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A3%7D',
  take: {webId: \"'webId':'([^']+)'(?=[^}]*'tagId':'[^']*列表)\", tplSetId: \"'tplSetId':'([^']+)'(?=[^}]*'tagId':'[^']*列表)\", tagId: \"'tagId':'([^']*列表[^']*)'\", pageId: \"'tagId':'[^']*列表[^']*'[^}]*'pageId':'([^']+)'\"}}"
channel="page_parameter: page, first_index: 2, listing: {kind: json, items: data.results, title: title, link: url, date: publishedTimeStr,
  data: '/lists/channel/search/{id}?page=1&_isJson=true', take: {id: 'name=\"channelId\" content=\"([0-9a-f]{32})\"'}}"

@test "parameters of the page: the block of the list among others, page after page" {
	described unit /lists/unit/ "$unit"
	"$GEPPO" config check --dir "$DIR"
	walk
	[ "$(learnt unit)" = "$all" ]
	# The page once, then pages of rows: the fifth is empty and ends the walk.
	[ "$(asked 127.0.0.1 | grep -c '^/lists/unit/$')" -eq 1 ]
	[ "$(asked 127.0.0.1 | grep -c '^/lists/unit/front')" -eq 5 ]
	[ "$(jq -r 'select(.path | startswith("/lists/unit/front")) | .headers.Referer' "$SITE/log" | sort -u)" = "http://127.0.0.1:$PORT/lists/unit/" ]
	[ "$(sql "SELECT count(*) FROM capture WHERE state NOT IN ('parsed','dropped')")" -eq 0 ]
	[ "$(outcome unit)" = "ok: " ]
	archive_check
}

@test "a channel that the head of the page names; a look later nothing is new" {
	described channel /lists/channel/ "$channel"
	walk
	[ "$(learnt channel)" = "$all" ]
	sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z' WHERE role = 'listing' AND url LIKE '%/lists/channel/'"
	before=$(asked 127.0.0.1 | wc -l)
	walk
	[ "$(outcome channel)" = "unchanged: " ]
	[ "$(($(asked 127.0.0.1 | wc -l) - before))" -eq 2 ]
}

@test "the address of a frame, taken as it stands" {
	described frame /lists/frame/ "pagination: none, listing: {data: '{frame}', take: {frame: 'class=\"active\" data-url=\"([^\"]+)\"'}}"
	walk
	[ "$(learnt frame)" = "3|2026-06-11|2026-06-13" ]
}

@test "a page without what its list needs is broken; robots.txt holds for where it leads" {
	described gone /lists/gone/ "$channel"
	walk
	[ "$(outcome gone)" = "broken: the page does not hold id, which the address of its rows needs" ]
	again
	printf 'User-agent: *\nDisallow: /lists/channel/search\n' >"$SITE/robots.127.0.0.1"
	rm -rf "$DIR/fetch"
	described channel /lists/channel/ "$channel"
	walk

	[[ "$(outcome channel)" == "refused: robots.txt of"* ]]
	[ "$(asked 127.0.0.1 | grep -c search/)" -eq 0 ]
}

@test "a challenge in front of the page is named as such" {
	described guarded /jsl/ "$channel"
	walk
	[[ "$(outcome guarded)" == "challenged: "* ]]
}

@test "an archive says by itself whose the rows are" {
	described channel /lists/channel/ "$channel"
	walk
	before=$(sql "SELECT url, source, role, state FROM capture WHERE url LIKE '%channel/%' AND page < 2 ORDER BY url")
	[ "$(grep -c "|channel|listing|parsed" <<<"$before")" -eq 2 ]
	mv "$DIR/archive" "$BATS_TEST_TMPDIR/old"
	rm -f "$DIR"/geppo.db*
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR"/old/*.warc.gz
	"$GEPPO" parse --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
	[ "$(sql "SELECT url, source, role, state FROM capture WHERE url LIKE '%channel/' OR url LIKE '%channel/search%page=1&%' ORDER BY url")" = "$before" ]
}

@test "the check names what does not fit together" {
	described one /lists/a/ "listing: {data: '/x/{id}'}"
	described two /lists/b/ "listing: {data: '/x/{id}', take: {other: '(a)'}}"
	described three /lists/c/ "listing: {data: '/x/{id}', take: {id: 'a'}}"
	described four /lists/d/ "page_value: '{n}'"
	described five /lists/e/ "listing: {body: 'a=1', data: '/x/{id}', take: {id: '(a)'}}"
	run "$GEPPO" config check --dir "$DIR"
	echo "$output"
	[ "$status" -ne 0 ]
	[[ "$output" == *'"listing" has data alone; allowed: both data and take'* ]]
	[[ "$output" == *'"data" has {id}, which "take" does not name'* ]]
	[[ "$output" == *'"take" has other, which "data" does not hold'* ]]
	[[ "$output" == *'a pattern with a group'* ]]
	[[ "$output" == *'"page_value" is what "page_parameter" takes'* ]]
	[[ "$output" == *'"listing" has data and a body'* ]]
}
