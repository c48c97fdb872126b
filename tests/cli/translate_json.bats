#!/usr/bin/env bats
# A job's whole life by programs: every step answers with one JSON object that jq reads.
bats_require_minimum_version 1.5.0

setup_file() {
	export GEPPO_DIR="$BATS_FILE_TMPDIR/d"
	cd "$BATS_FILE_TMPDIR"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	jq -cn --arg b $'第一条　为了保护环境，2025年下降1.5万吨，制定本法。不得处罚！应当奖励。\n序号\t指标\n1\t优良天数比例' '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >in.jsonl
	"$GEPPO" load in.jsonl 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
}

# The command's answer, which must be one object with a version, and its exit code as expected.
step() {
	local code=$1 rc=0
	shift
	"$GEPPO" translate "$@" --json >answer 2>/dev/null || rc=$?
	[ "$rc" -eq "$code" ] || { echo "$*: exit $rc"; cat answer; return 1; }
	jq -se 'length == 1 and (.[0] | type == "object" and has("v"))' answer >/dev/null || {
		echo "$*:"
		cat answer
		return 1
	}
}

says() {
	[ "$(jq -r "$1" answer)" = "$2" ] || { cat answer; return 1; }
}

@test "list, show, claim to publish: one JSON object each" {
	cd "$BATS_FILE_TMPDIR"
	step 0 list && says '.jobs[0].id' geppo-000001
	step 0 stats && says '.states.new' 1
	step 0 due && says '.due | length' 0
	step 0 claim 1 --by 訳者 && says .state claimed
	step 0 renew 1 --by 訳者
	step 0 release 1 --by 訳者
	step 0 undo 1 --by 訳者 && says .state in_progress
	step 0 package 1 --by 訳者 && says .edition 1
	step 0 show 1 && says '.text | length' 8
	python3 "$BATS_TEST_DIRNAME/translate_package.py" number geppo-000001.zip number.xlf
	python3 "$BATS_TEST_DIRNAME/translate_package.py" whole geppo-000001.zip whole.xlf
	step 65 check 1 number.xlf && says '.findings[] | select(.level == "error") | .check' number
	step 0 check 1 whole.xlf && says .errors 0
	step 65 deliver 1 number.xlf --by 訳者
	step 0 deliver 1 whole.xlf --by 訳者 && says .state checked
	step 0 review 1 --by 校閲 && says .state in_review
	step 0 return 1 --by 校閲 --note 用語を確認 && says .state returned
	python3 "$BATS_TEST_DIRNAME/translate_package.py" docx geppo-000001.zip again.docx
	step 0 deliver 1 again.docx --by 訳者
	step 0 review 1 --by 校閲
	step 0 accept 1 --by 校閲 && says .state accepted
	step 0 publish 1 && says .state published
	step 0 list --state published && says '.jobs | length' 1
	step 0 stats && says .states.published 1
	step 0 terms
	mkdir -p box
	step 0 inbox box --settle 0
}
