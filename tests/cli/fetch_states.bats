#!/usr/bin/env bats
# Sources on trial and retired, feeds and sitemaps: from the site to the issue.
load fetch_site
load lists
bats_require_minimum_version 1.5.0

setup() {
	site_setup
	export PYTHONDONTWRITEBYTECODE=1
	echo 12 >"$SITE/articles"
	site_start 127.0.0.1
}
teardown() { site_stop; }

# Parse what came, make items, draft the issue of the month; its titles in Chinese.
issue() {
	"$GEPPO" store --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
	rm -rf "$DIR/issues"
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 --dir "$DIR" --again >/dev/null 2>&1 ||
		"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 --dir "$DIR" >/dev/null
	"$GEPPO" bulletin show 2026-06 --format xml --dir "$DIR" | xmllint --xpath 'count(//entry)' -
}

# looked: fetch and parse the named source until nothing of it is due.
looked() {
	for _ in $(seq 8); do
		"$GEPPO" fetch --dir "$DIR" --source "$1" >/dev/null 2>&1 || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
		[ "$(sql "SELECT count(*) FROM frontier WHERE source = '$1' AND due <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")" -gt 0 ] || return 0
	done
}

stated() { sed -i "s/state: [a-z]*/state: $1/" "$DIR/config/sources.yaml"; }

@test "trial: asked only when named, in the store, in no issue; active: in the issue; retired: stays" {
	described tried /lists/rss/ "pagination: none, listing: {kind: rss}, state: trial"
	walk
	[ ! -e "$SITE/log" ]
	looked tried
	[ "$(asked 127.0.0.1 | grep -c lists/rss)" -ge 1 ]
	[ "$(sql "SELECT count(*) FROM document WHERE source = 'tried'")" -eq 12 ]
	[ "$(issue)" -eq 0 ]
	stated active
	[ "$(issue)" -gt 0 ]
	# Retired: nothing is asked any more, what there is stays, and stays in the issue.
	entries=$(issue)
	stated retired
	sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z'"
	before=$(asked 127.0.0.1 | wc -l)
	walk
	[ "$(asked 127.0.0.1 | wc -l)" -eq "$before" ]
	[ "$(sql "SELECT count(*) FROM document WHERE source = 'tried'")" -eq 12 ]
	[ "$(issue)" -eq "$entries" ]
	"$GEPPO" search --dir "$DIR" 试验方案 | grep -q 第12号
	"$GEPPO" check --dir "$DIR"
}

@test "a feed, the same as Atom, a sitemap of packed files: documents with their days" {
	for kind in rss atom sitemap; do
		form=$kind
		[ $kind = atom ] && form=rss
		again
		rm -rf "$DIR/fetch"
		described $kind /lists/$kind/ "listing: {kind: $form}"
		walk
		walk
		[ "$(sql "SELECT count(*) FROM document WHERE source = '$kind'")" -eq 12 ]
		[ "$(sql "SELECT group_concat(title || published, '|') FROM (SELECT title, published FROM version JOIN document ON document.id = document WHERE source = '$kind' ORDER BY published LIMIT 2)")" = \
			"关于印发大气污染防治试验方案第1号的通知2026-06-02|关于印发大气污染防治试验方案第2号的通知2026-06-03" ]
		"$GEPPO" store --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
		[ "$(sql "SELECT count(*) FROM item")" -eq 12 ]
		echo "$kind: $(outcome $kind)"
		[ "$(outcome $kind)" = "ok: " ]
	done
}

@test "a sitemap that grows: only the file that changed has news, and only its new rows are asked" {
	described map /lists/sitemap_grows/ "listing: {kind: sitemap}"
	echo 6 >"$SITE/articles"
	walk
	[ "$(sql "SELECT count(*) FROM document WHERE source = 'map'")" -eq 6 ]
	echo 8 >"$SITE/articles"
	sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z' WHERE role = 'listing'"
	before=$(asked 127.0.0.1 | wc -l)
	walk
	walk
	[ "$(sql "SELECT count(*) FROM document WHERE source = 'map'")" -eq 8 ]
	[ "$(asked 127.0.0.1 | tail -n +$((before + 1)) | grep -c /good/)" -eq 2 ]
}
