#!/usr/bin/env bats
bats_require_minimum_version 1.5.0

title() {
	"$GEPPO" translate title "$@"
}

@test "one title a line gives one JSON line each, in order" {
	run title <<'END'
关于加强扬尘污染防治工作的通知
保定市大气污染防治条例
END
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	[ "$(jq -r .ja <<<"${lines[0]}")" = 粉じん汚染防治業務の強化に関する通知 ]
	[ "$(jq -r .zh <<<"${lines[1]}")" = 保定市大气污染防治条例 ]
	[ "$(jq -c '[.flags, (.coverage | floor), .template]' <<<"${lines[1]}")" = '[[],1,"P28"]' ]
}

@test "flags and coverage tell what a person must look at" {
	run title <<<关于加强蜈蚣治理的通知
	[ "$(jq -c .flags <<<"$output")" = '["char_map_used"]' ]
	# 蜈 and 蚣 are two of eleven characters.
	[ "$(jq .coverage <<<"$output")" = 0.818 ]
}

@test "--explain shows the pieces" {
	run title --explain <<<关于加强扬尘治理的通知
	[ "$(jq -r '.pieces[] | select(.by == "verb") | .zh + "=" + .ja' <<<"$output")" = 加强=強化 ]
	[ "$(jq -r '[.pieces[].by] | unique | join(" ")' <<<"$output")" = "glossary template verb" ]
}

@test "--issuers drafts issuers" {
	run title --issuers <<<'财政部 生态环境部'
	[ "$(jq -r .ja <<<"$output")" = 財政部・生態環境部 ]
}

@test "a line that is no UTF-8 is said and skipped, the others are drafted" {
	printf '\xff\xfe\n通知\n' >"$BATS_TEST_TMPDIR/in"
	run --separate-stderr title <"$BATS_TEST_TMPDIR/in"
	[ "$status" -eq 65 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ "$stderr" == *"standard input:1: is no UTF-8; skipped"* ]]
}

@test "a broken pattern is named with its file" {
	mkdir -p "$BATS_TEST_TMPDIR/d/config"
	printf 'kind\tid\tzh\tja\twhen\ntitle\tX\t(\tx\t\n' >"$BATS_TEST_TMPDIR/d/config/title-templates.tsv"
	run --separate-stderr title --dir "$BATS_TEST_TMPDIR/d" <<<通知
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"title-templates.tsv"*"pattern X"* ]]
}

@test "a broken pipe of output is not hidden" {
	run bash -c 'echo 通知 | "$GEPPO" translate title >/dev/full'
	[ "$status" -eq 74 ]
}
