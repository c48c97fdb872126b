#!/usr/bin/env bats
# Sources that fail and recover: what is noted, what is kept, what geppo status says of it.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

told() { echo "$2" >"$SITE/told.$1"; }

look() {
	"$GEPPO" fetch --dir "$DIR" --source "$1" || [ $? -eq 1 ]
	"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
}

notices() {
	sql "SELECT group_concat(was || '>' || state, ' ') FROM (SELECT was, state FROM notice WHERE subject = '$1' ORDER BY id)"
}

@test "a source fails, is broken, recovers: one notice for each change" {
	site_start 127.0.0.1
	source_add a 127.0.0.1 /told/a/
	look a
	[ "$(notices a)" = "" ]
	told a "status 500"
	look a
	[ "$(notices a)" = "ok>failing" ]
	told a shell
	look a
	told a river
	look a
	look a
	look a
	[ "$(notices a)" = "ok>failing failing>broken" ]
	[ "$(sql "SELECT state, failures FROM health")" = "broken|5" ]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '.sources[] | [.state, .streak, .rows, .usual, .outcome]')" = '["broken",5,3,3,"challenged"]' ]
	[[ "$("$GEPPO" status --lang ja --dir "$DIR")" == *"異常"*"連続失敗: 5 - 閲覧者確認の画面が返された：RiverSecurity"*"最終成功"* ]]
	# Tried again, slowly.
	[ "$(sql "SELECT due > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+3 hours') FROM frontier WHERE role = 'listing'")" -eq 1 ]
	told a good
	look a
	[ "$(notices a)" = "ok>failing failing>broken broken>recovered" ]
	look a
	look a
	[ "$(notices a)" = "ok>failing failing>broken broken>recovered recovered>ok" ]
	[ "$(sql "SELECT count(*) FROM visit")" -eq 9 ]
}

@test "a list that always had rows and has none is broken" {
	site_start 127.0.0.1
	source_add a 127.0.0.1 /told/a/
	look a
	for none in shell footer stub; do
		told a $none
		look a
		echo "$none: $(outcome a)"
		[[ "$(outcome a)" == broken:* ]]
	done
	told a good
	echo 0 >"$SITE/articles"
	look a
	echo "$(outcome a)"
	[[ "$(outcome a)" == broken:* ]]
}

@test "a bad answer never takes the place of a good copy" {
	site_start 127.0.0.1
	source_add a 127.0.0.1 /told/a/
	look a
	look a
	documents="SELECT d.id, d.version, v.title, v.body FROM document d JOIN version v ON v.document = d.id ORDER BY 1, v.number"
	good=$(sql "$documents")
	[ "$(sql "SELECT count(*) FROM document WHERE version = 1")" -eq 3 ]
	for bad in shell footer river home "status 404" "status 206" "status 405" badgzip short; do
		told a "$bad"
		sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z', failures = 0, looks = 1 WHERE url LIKE '%_1001.html'"
		rm -f "$DIR/fetch/hosts.json"
		"$GEPPO" fetch --dir "$DIR" || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
		[ "$(sql "$documents")" = "$good" ]
	done
	# All of them were asked for.
	[ "$(jq -r 'select(.path | test("_1001.html")) | .path' "$SITE/log" | wc -l)" -eq 10 ]
}
