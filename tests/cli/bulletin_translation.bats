#!/usr/bin/env bats
# Who wished for a translation sees in the next issue where it stands and since when: 受付, 翻訳中, 公開.
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$(mktemp -d /dev/shm/geppo-told-XXXXXX)" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	cd "$BATS_TEST_TMPDIR"
	jq -cn --arg b $'第一条　为了保护环境，2025年下降1.5万吨，制定本法。不得处罚！应当奖励。\n序号\t指标\n1\t优良天数比例' '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >in.jsonl
	"$GEPPO" load in.jsonl 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	id="$(sqlite3 "$GEPPO_DIR/geppo.db" 'SELECT name FROM item')"
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null 2>&1
	# the month in which it all happens, by this machine's clock, and the day as the paper writes it
	month="$(TZ=Asia/Shanghai date +%Y-%m)" today="$(TZ=Asia/Tokyo date +%-Y年%-m月%-d日)"
}

teardown() { rm -rf "$GEPPO_DIR"; }

# The line of the item in the section on translations, in the issue of a month.
told() {
	"$GEPPO" bulletin draft "$1" --issued "$(TZ=Asia/Tokyo date +%F)" >/dev/null 2>&1
	"$GEPPO" bulletin show "$1" --format xml >told.xml
	xmllint --noout --relaxng "$BATS_TEST_DIRNAME/../../bulletin/templates/issue.rng" told.xml 2>/dev/null
	"$GEPPO" bulletin show "$1" | sed -n '/━━ [0-9]*　翻訳済み・翻訳予定/,/^$/p' | sed 's/[ 　]//g' | tr -d '\n'
}

@test "a wish, the work, the translation: each told with its day; what is out is told once" {
	# nobody asked: later issues only count it
	run told "$month"
	echo "$output"
	[[ "$output" == *"全体で1件"* ]]
	[[ "$output" != *"$id"* ]]
	sqlite3 "$GEPPO_DIR/geppo.db" "INSERT INTO request (item, recipient, address, via, at) VALUES ('$id', 'r1', 'one@example.jp', 'mail', '2026-07-08T00:00:00Z')"
	run told "$month"
	[[ "$output" == *"[$id]"*"受付($today)ご希望あり"* ]]
	"$GEPPO" translate claim 1 --by 訳者 >/dev/null
	run told "$month"
	[[ "$output" == *"[$id]"*"翻訳中($today)ご希望あり"* ]]
	"$GEPPO" translate package 1 --by 訳者 --with all >/dev/null
	python3 "$BATS_TEST_DIRNAME/translate_package.py" whole geppo-000001.zip whole.xlf
	"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null
	"$GEPPO" translate accept 1 --by 校閲 >/dev/null
	PATH=/nowhere "$GEPPO" translate publish 1 >/dev/null
	run told "$month"
	[[ "$output" == *"[$id]"*"公開($today)ご希望あり"* ]]
	for face in html mail-html; do
		"$GEPPO" bulletin show "$month" --format $face | sed 's/<[^>]*>//g' | grep -q "$id.*公開($today)　ご希望あり"
	done
	# the issue of another month does not tell it again
	run told 2026-06
	[[ "$output" != *"公開"* ]]
}
