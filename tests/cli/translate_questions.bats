#!/usr/bin/env bats
# query.tsv back from a translator: questions for the editor, terms for the glossary.
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	sed 's/^  # from: .*/  from: geppo@example.jp/; s/^  editors: .*/  editors: [henshu@example.jp]/' \
		"$BATS_TEST_DIRNAME/../../config/geppo.yaml" >"$GEPPO_DIR/config/geppo.yaml"
	jq -cn --arg b $'第一条　为了保护环境，2025年下降1.5万吨，制定本法。不得处罚！应当奖励。\n序号\t指标\n1\t优良天数比例' '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	"$GEPPO" translate claim 1 --by 訳者 --mail yakusha@example.jp >/dev/null
	cd "$BATS_TEST_TMPDIR"
	"$GEPPO" translate package 1 --by 訳者 >/dev/null
	python3 -m zipfile -e geppo-000001.zip .
	cp geppo-000001/query.tsv query.tsv
}

ask() {
	sed -i 's/^# 訳者名の表示.*/# 訳者名の表示(希望／匿名)\t匿名/' query.tsv
	printf '000001-0002\t質問\t下降\t\t"「減る」か, ""減らす""か"\n\t用語\t蓝天卫士\t青空警備員\t現場の人\n' >>query.tsv
}

field() {
	"$GEPPO" translate show 1 --json | jq -r "$1"
}

@test "questions reach the editor once, and stand beside the job" {
	ask
	run "$GEPPO" translate deliver query.tsv --by 訳者
	[ "$status" -eq 0 ]
	[[ "$output" == *"質問・提案 2件(うち新しいもの 2件)"* ]]
	[ "$(field '.questions[0] | [.id, .kind, .zh, .text, .by] | join("|")')" = '000001-0002|質問|下降|「減る」か, "減らす"か|訳者' ]
	[ "$(field .state)" = claimed ]
	run "$GEPPO" translate deliver query.tsv --by 訳者 --json
	[ "$(jq -c '[.questions, .new_questions]' <<<"$output")" = "[2,0]" ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT group_concat(address) FROM outbox")" = henshu@example.jp ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT shown_as = '' FROM job")" = 1 ]
}

@test "a spreadsheet's encodings are read" {
	ask
	iconv -f UTF-8 -t CP932 query.tsv | sed 's/蓝/x/' >sjis.tsv || sed 's/蓝天卫士/藍天/' query.tsv | iconv -f UTF-8 -t CP932 >sjis.tsv
	(printf '\xff\xfe'; sed 's/$/\r/' query.tsv | iconv -f UTF-8 -t UTF-16LE) >wide.tsv
	(printf '\xef\xbb\xbf'; cat query.tsv) >mark.tsv
	for file in sjis wide mark; do
		run "$GEPPO" translate check "$file.tsv" --json
		[ "$status" -eq 0 ]
		[ "$(jq -r '[.format, .job, .questions] | join(" ")' <<<"$output")" = "query geppo-000001 2" ]
	done
}

@test "the editor answers; the translator is told" {
	ask
	"$GEPPO" translate deliver query.tsv --by 訳者 >/dev/null
	"$GEPPO" translate answer 1 1 減らす --by 編集 >/dev/null
	[ "$(field '.questions[0] | .answer + .answered_by')" = 減らす編集 ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT count(*) FROM outbox WHERE address = 'yakusha@example.jp'")" -eq 1 ]
	run "$GEPPO" translate answer 1 9 減らす --by 編集
	[ "$status" -eq 65 ]
}

@test "the reviewer sees questions and reasons" {
	ask
	"$GEPPO" translate deliver query.tsv --by 訳者 >/dev/null
	python3 "$BATS_TEST_DIRNAME/translate_package.py" number geppo-000001.zip bad.xlf
	"$GEPPO" translate deliver bad.xlf --by 訳者 --waive "000001-0002:原文の誤り" >/dev/null
	run "$GEPPO" translate review 1 --by 校閲
	[[ "$output" == *"waived 000001-0002: 原文の誤り"* ]]
	[[ "$output" == *"question 1  000001-0002  質問  下降"* ]]
}

@test "proposed terms wait for a person, who takes them into the glossary or drops them" {
	ask
	"$GEPPO" translate deliver query.tsv --by 訳者 >/dev/null
	python3 "$BATS_TEST_DIRNAME/translate_package.py" whole geppo-000001.zip whole.xlf
	"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null
	"$GEPPO" translate accept 1 --by 校閲 >/dev/null
	[ "$("$GEPPO" translate terms --json | jq -r '[.terms[].zh] | contains(["蓝天卫士"])')" = true ]
	"$GEPPO" translate terms --take 蓝天卫士=青空警備員 --class general --by 編集 >/dev/null
	grep -q $'^蓝天卫士\t青空警備員\tgeneral\t2' "$GEPPO_DIR/config/glossary.tsv"
	[ "$("$GEPPO" translate title <<<蓝天卫士 | jq -r .ja)" = 青空警備員 ]
	"$GEPPO" translate terms --json | jq -r '.terms[] | .zh + "=" + .ja' | while read -r pair; do
		"$GEPPO" translate terms --drop "$pair" --by 編集 >/dev/null
	done
	[ "$("$GEPPO" translate terms)" = "0 proposed" ]
	run "$GEPPO" translate terms --take 蓝天卫士=青空警備員 --by 編集
	[ "$status" -eq 65 ]
	"$GEPPO" config check --dir "$GEPPO_DIR"
}
