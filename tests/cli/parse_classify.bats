#!/usr/bin/env bats
# geppo classify: the conversation. What is a right label is judged elsewhere.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	mkdir "$BATS_TEST_TMPDIR/data"
	export GEPPO_DIR="$BATS_TEST_TMPDIR/data"
}

PLAN='{"id":"p","title":"关于印发《天津市空气质量持续改善行动方案》的通知","issuer":"天津市人民政府","body":"降低细颗粒物浓度。"}'

@test "one line in, one line out, with every field" {
	run --separate-stderr "$GEPPO" classify <<<"$PLAN"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "$(jq -c keys_unsorted <<<"$output")" = '["id","air","level","region_codes","doc_type","measures","translate"]' ]
	[ "$(jq -c '[.id, .air, .level, .region_codes[0]]' <<<"$output")" = '["p","yes","province","120000"]' ]
}

@test "absent fields, blank lines and unknown keys are fine" {
	run --separate-stderr "$GEPPO" classify <<-'JSON'
	{}

	{"id":"x","title":null,"colour":"blue"}
	JSON
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	[ "$(jq -c '[.id, (.measures | type), (.region_codes | type)]' <<<"${lines[0]}")" = '[null,"array","array"]' ]
	[ "$(jq -r .id <<<"${lines[1]}")" = x ]
}

@test "a bad line is named, the others are labelled" {
	run --separate-stderr "$GEPPO" classify <<<"$(printf '%s\n' nonsense "$PLAN" '[1]')"
	[ "$status" -eq 65 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ "${stderr_lines[0]}" == "geppo classify: warning: standard input:1: "* ]]
	[[ "${stderr_lines[1]}" == "geppo classify: warning: standard input:3: not a JSON object" ]]
}

@test "--explain names the words, the place and the rule" {
	run --separate-stderr "$GEPPO" classify --explain <<<"$PLAN"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "关于印发《天津市空气质量持续改善行动方案》的通知" ]
	[[ "$output" == *"air"*"yes"*"「空气质量"*"title"*"("*")"* ]]
	[[ "$output" == *"region"*"120000"*"「天津市"* ]]
}
