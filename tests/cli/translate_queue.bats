#!/usr/bin/env bats
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	cat >"$BATS_TEST_TMPDIR/in.jsonl" <<'END'
{"id":"one","title":"中华人民共和国大气污染防治法","issuer":"全国人民代表大会常务委员会","published":"2026-06-01","doc_number":null,"url":"https://example.cn/one.html","body":"第一条 为了保护和改善环境，防治大气污染，PM2.5浓度2025年下降10%，制定本法。"}
{"id":"two","title":"某某公司羽毛球比赛通知","issuer":"某某公司","published":"2026-06-02","doc_number":null,"url":"https://example.cn/two.html","body":"星期日比赛。"}
{"id":"three","title":"邯郸市2026年空气质量改善行动计划","issuer":"邯郸市人民政府","published":"2026-06-03","doc_number":null,"url":"https://example.cn/three.html","body":"为改善空气质量，制定本计划。"}
END
	"$GEPPO" load "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store 2>/dev/null
}

jobs_json() {
	"$GEPPO" translate list --json | jq -r "$1"
}

item_of() {
	jobs_json ".jobs[] | select(.title | contains(\"$1\")) | .item"
}

@test "a pass drafts every item once and queues what a rule names" {
	run --separate-stderr "$GEPPO" translate draft
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"3 items drafted"* ]]
	[ "$(jobs_json '[.jobs[].rule] | sort | join(" ")')" = "law plan-of-partner" ]
	run --separate-stderr "$GEPPO" translate draft
	[[ "$stderr" == *"0 items drafted, 0 of them flagged;"*"0 queued"* ]]
	[ "$(jobs_json '.jobs | length')" -eq 2 ]
}

@test "a job says what it is, in both languages" {
	"$GEPPO" translate draft 2>/dev/null
	law=$(jobs_json '.jobs[] | select(.rule == "law") | [.title_ja, .title, .issuer_ja, .date, .state, .priority, (.title_accepted | tostring)] | join("|")')
	[ "$law" = "中華人民共和国大気汚染防治法|中华人民共和国大气污染防治法|全国人民代表大会常務委員会|2026-06-01|new|high|false" ]
	# Title 14; body 第一条 3, 为了…环境， 10, 防治…污染， 7, PM 1, 2.5 1, 浓度 2, 2025 1, 年下降 3, 10 1, %， 2, 制定本法。 5.
	[ "$(jobs_json '.jobs[] | select(.rule == "law") | .characters')" -eq 50 ]
	run "$GEPPO" translate list
	[[ "$output" == *"geppo-000001  new  high  law  50 characters  item $(item_of 防治法)"* ]]
	[[ "$output" == *"  [draft] 中華人民共和国大気汚染防治法"* ]]
	[[ "$output" == *"2 in the queue"* ]]
}

@test "an empty queue is said" {
	run "$GEPPO" translate list
	[ "$status" -eq 0 ]
	[ "$output" = "0 in the queue" ]
}

@test "an accepted title is shown as such and becomes memory" {
	"$GEPPO" translate draft 2>/dev/null
	"$GEPPO" translate accept-title "$(item_of 邯郸)" '邯鄲の青い空の計画' --who 編集
	[ "$(jobs_json '.jobs[] | select(.title_accepted) | .title_ja')" = 邯鄲の青い空の計画 ]
	run "$GEPPO" translate title <<<邯郸市2026年空气质量改善行动计划
	[ "$(jq -r '.ja + .template' <<<"$output")" = 邯鄲の青い空の計画P00 ]
}

@test "without a title the draft is accepted" {
	"$GEPPO" translate draft 2>/dev/null
	"$GEPPO" translate accept-title "$(item_of 防治法)"
	[ "$(jobs_json '.jobs[] | select(.title_accepted) | .title_ja')" = 中華人民共和国大気汚染防治法 ]
}

@test "nothing is accepted for an unknown item, nor an empty title or two lines" {
	"$GEPPO" translate draft 2>/dev/null
	run "$GEPPO" translate accept-title A9999Z 題
	[ "$status" -eq 65 ]
	[[ "$output" == *"A9999Z: no such item"* ]]
	run "$GEPPO" translate accept-title "$(item_of 防治法)" ''
	[ "$status" -eq 65 ]
	run "$GEPPO" translate accept-title "$(item_of 防治法)" $'一\n二'
	[ "$status" -eq 65 ]
	[ "$(jobs_json '[.jobs[] | select(.title_accepted)] | length')" -eq 0 ]
}

@test "a faulty rule stops the pass before anything is written" {
	printf 'rules:\n- {name: x, priority: now}\n' >"$GEPPO_DIR/config/flags.yaml"
	run "$GEPPO" translate draft
	[ "$status" -eq 78 ]
	[[ "$output" == *"flags.yaml:2: rule x: priority must be high, medium or low"* ]]
	[ "$(jobs_json '.jobs | length')" -eq 0 ]
}

@test "key facts are drafted once, and the issue shows what is sure where a figure makes no phrase" {
	local facts='[{"kind":"limit","text":"颗粒物排放浓度不高于30毫克/立方米","offset":1,"quantity_id":"dust","value":"30","unit_id":"mg/m³","change":"at most"},{"kind":"target","text":"蜈蚣浓度下降10%","offset":9,"quantity_id":"odd","value":"10","unit_id":"%","change":"down"},{"kind":"cites","text":"《条例》","offset":20}]'
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE version SET facts = '$facts' WHERE id = (SELECT min(id) FROM version)"
	"$GEPPO" translate draft 2>/dev/null
	run sqlite3 "$GEPPO_DIR/geppo.db" "SELECT text FROM draft WHERE field = 'facts'"
	[ "$output" = '{"颗粒物排放浓度不高于30毫克/立方米":"粒子状物質排出濃度は30mg/m³以下"}' ]
	run "$GEPPO" translate draft
	[[ "$output" == *": 0 items drafted"* ]]
	"$GEPPO" bulletin draft 2026-06 2>/dev/null
	run "$GEPPO" bulletin show 2026-06
	[[ "$output" == *"粒子状物質排出濃度は30mg/m3以下"* ]]
	[[ "$output" == *"原文「蜈蚣"* ]]
	# Facts that are gone are nothing to draft.
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE version SET facts = '[]'"
	run "$GEPPO" translate draft
	[[ "$output" == *": 0 items drafted"* ]]
}
