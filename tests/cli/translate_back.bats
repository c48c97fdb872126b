#!/usr/bin/env bats
# Files as people and their tools give them back: Word's edits of the table, other tools' XLIFF and TMX.
bats_require_minimum_version 1.5.0

setup_file() {
	export GEPPO_DIR="$BATS_FILE_TMPDIR/d"
	cd "$BATS_FILE_TMPDIR"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	jq -cn --arg b $'第一条　为了保护环境，2025年下降1.5万吨，制定本法。不得处罚！应当奖励。\n序号\t指标\n1\t优良天数比例' '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >in.jsonl
	"$GEPPO" load in.jsonl 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	"$GEPPO" translate claim 1 --by 訳者 >/dev/null
	"$GEPPO" translate package 1 --by 訳者 >/dev/null
}

# What the check says of a file of that kind.
checked() {
	python3 "$BATS_TEST_DIRNAME/translate_back.py" "$1" "$BATS_FILE_TMPDIR/geppo-000001.zip" "$BATS_TEST_TMPDIR/back"
	run "$GEPPO" translate check 1 "$BATS_TEST_TMPDIR/back" --json "${@:2}"
}

said() {
	jq -r "$1" <<<"$output"
}

all_found() {
	checked "$1"
	echo "$1: $output"
	[ "$status" -eq 0 ]
	[ "$(said '[.format, .found, .errors, (.not_found | length)] | join(" ")')" = "$2 7 0 0" ]
}

@test "runs cut to pieces, tracked and moved text, readings, paragraphs: the text as it stands" {
	for kind in runs tracked moved ruby paragraphs; do
		all_found "$kind" docx
	done
	python3 "$BATS_TEST_DIRNAME/translate_back.py" tracked "$BATS_FILE_TMPDIR/geppo-000001.zip" "$BATS_TEST_TMPDIR/tracked.docx"
	cp -r "$GEPPO_DIR" "$BATS_TEST_TMPDIR/d"
	GEPPO_DIR="$BATS_TEST_TMPDIR/d" "$GEPPO" translate deliver "$BATS_TEST_TMPDIR/tracked.docx" --by 訳者 >/dev/null
	[ "$(GEPPO_DIR="$BATS_TEST_TMPDIR/d" "$GEPPO" translate show 1 --json | jq -r '.text[] | select(.source == "不得处罚！") | .target')" = 処罰してはならない。 ]
}

@test "rows in another order and in controls, a source that Word retyped" {
	for kind in reordered control quotes; do
		all_found "$kind" docx
	done
}

@test "a deleted row and cells made one lack a translation, and are told" {
	for kind in deleted merged; do
		checked "$kind"
		[ "$status" -eq 65 ]
		[ "$(said '[.found, .errors] | join(" ")')" = "6 1" ]
		[ "$(said '.findings[] | select(.level == "error") | .check')" = empty ]
		checked "$kind" --partial
		[ "$status" -eq 0 ]
	done
}

@test "TMX of another tool: UTF-16, a bare header, other names of the languages" {
	all_found tmx16 tmx
}

@test "the targets of SDLXLIFF and MQXLIFF, by source" {
	all_found sdlxliff xliff-1.2
	all_found mqxliff xliff-1.2
}

@test "XLIFF with states, a prefix, another order, a mark of byte order" {
	all_found touched xliff-1.2
}
