#!/usr/bin/env bats
# What readers ask for orders the queue.
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	cat >"$BATS_TEST_TMPDIR/in.jsonl" <<'END'
{"id":"one","title":"中华人民共和国大气污染防治法","issuer":"全国人民代表大会常务委员会","published":"2026-06-01","doc_number":null,"url":"https://example.cn/one.html","body":"为了防治大气污染，PM2.5浓度下降10%，制定本法。"}
{"id":"two","title":"某某县空气质量公报","issuer":"某某县生态环境局","published":"2026-06-02","doc_number":null,"url":"https://example.cn/two.html","body":"本月空气质量优良。"}
END
	"$GEPPO" load "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	two=$("$GEPPO" search 公报 --json | jq -r '[.. | .id? // .item? // empty][0]')
}

order() {
	"$GEPPO" translate list --json | jq -r '[.jobs[] | .rule + (.demand | tostring)] | join(" ")'
}

@test "a wish makes a job, and what most municipalities want stands first" {
	[ "$(order)" = law0 ]
	run "$GEPPO" translate request "$two" --for kobe --json
	[ "$status" -eq 0 ]
	[ "$(jq -c '[.known, .demand, .queued]' <<<"$output")" = "[false,1,true]" ]
	[ "$(order)" = "request1 law0" ]
	run "$GEPPO" translate list
	[[ "$output" == *"wanted by 1"* ]]
}

@test "a municipality counts once, another counts too" {
	"$GEPPO" translate request "$two" --for kobe >/dev/null
	run "$GEPPO" translate request "$two" --for kobe --mail a@example.jp --json
	[ "$(jq -c '[.known, .demand, .queued]' <<<"$output")" = "[true,1,false]" ]
	"$GEPPO" translate request "$two" --for tokyo >/dev/null
	[ "$(order)" = "request2 law0" ]
}

@test "wishes that came by mail are queued with the next pass" {
	sqlite3 "$GEPPO_DIR/geppo.db" "INSERT INTO request VALUES ('$two','k@example.jp','kobe',NULL,'mail','2026-07-01T00:00:00Z')"
	"$GEPPO" translate draft 2>/dev/null
	[ "$(order)" = "request1 law0" ]
	"$GEPPO" translate draft 2>/dev/null
	[ "$(order)" = "request1 law0" ]
}

@test "who is nobody and what is no item is said" {
	run "$GEPPO" translate request "$two" --for atlantis
	[ "$status" -eq 65 ]
	[[ "$output" == *"atlantis: no partner"* ]]
	run "$GEPPO" translate request A9999Z --for kobe
	[ "$status" -eq 65 ]
	run "$GEPPO" translate request "$two"
	[ "$status" -eq 64 ]
	[ "$(order)" = law0 ]
}
