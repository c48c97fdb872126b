#!/usr/bin/env bats
# The issues of two real months from the labelled documents in $SHARED: what an officer must find and
# must not. Expectations were written by hand from the labels and the hand-made model issue.
bats_require_minimum_version 1.5.0

setup_file() {
	export GEPPO_DIR="$BATS_FILE_TMPDIR/data" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	"$GEPPO" load "$SHARED/gold/documents.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	for month in 2026-06 2026-07; do
		"$GEPPO" bulletin draft $month --issued "${month%-*}-0$((10#${month#*-} + 1))-07" >"$BATS_FILE_TMPDIR/$month.summary"
		"$GEPPO" bulletin show $month >"$BATS_FILE_TMPDIR/$month.txt"
		"$GEPPO" bulletin show $month --format xml >"$BATS_FILE_TMPDIR/$month.xml"
	done
}

setup() { cd "$BATS_FILE_TMPDIR"; }

# titles MONTH XPATH: the Chinese titles of the elements.
titles() { xmllint --xpath "$2/title[@lang='zh']/text()" "$1.xml" 2>/dev/null; }

@test "June: the vehicle notice, the air report and the digest are in, nothing else is an entry" {
	run -0 titles 2026-06 //entry
	[ "${#lines[@]}" -eq 3 ]
	[[ "$output" == *2026年新能源汽车下乡活动* ]]
	[[ "$output" == *今年5月全国空气质量显著改善* ]]
	[[ "$output" == *一周要闻（5.31—6.6）* ]]
}

@test "June: the notice has its number as printed and the ministry's news as a line" {
	entry="//entry[contains(title, '关于开展2026年新能源汽车下乡活动')]"
	[ "$(xmllint --xpath "string($entry/number)" 2026-06.xml)" = 〔2026〕280号 ]
	[ "$(xmllint --xpath "count($entry/report[contains(title, '联合启动2026年新能源汽车下乡活动')])" 2026-06.xml)" -eq 1 ]
	[ "$(xmllint --xpath "string($entry/@body)" 2026-06.xml)" = no ]
	[ "$(xmllint --xpath "string($entry/measure[1]/@id)" 2026-06.xml)" = vehicle ]
	[ "$(xmllint --xpath "string($entry/../@id)" 2026-06.xml)" = central ]
}

@test "June: the three papers on carbon are near misses, by title" {
	run -0 titles 2026-06 //near
	[ "${#lines[@]}" -eq 3 ]
	[[ "$output" == *企业温室气体排放核算与报告指南* ]]
	[[ "$output" == *高质量完成“双碳”目标任务* ]]
	[[ "$output" == *重点工业产品碳足迹* ]]
}

@test "June: water, ships, registration and party life are nowhere" {
	for word in 水库移民 航道通告 注册登记业务 警示教育 核算 车船税; do
		run -0 titles 2026-06 //entry
		[[ "$output" != *$word* ]]
	done
	run ! grep -q 水库移民 2026-06.txt
}

@test "June: what came in the first days of July is told by title" {
	run -0 titles 2026-06 '//section[@id="flash"]/line'
	[[ "$output" == *美丽中国建设“十五五”规划* ]]
	[[ "$output" == *碳达峰行动方案* ]]
	[[ "$output" != *辰山国家植物园* ]]
}

@test "July: the plan for a beautiful China once, its news and answers with it" {
	run -0 titles 2026-07 //entry
	[ "$(grep -cx '美丽中国建设“十五五”规划' <<<"$output")" -eq 1 ]
	[ "$(grep -c '国务院印发《美丽中国建设“十五五”规划》' <<<"$output")" -eq 0 ]
	plan="//entry[title='美丽中国建设“十五五”规划']"
	[ "$(xmllint --xpath "count($plan/report)" 2026-07.xml)" -eq 2 ]
	[ "$(xmllint --xpath "count($plan/related[@kind='interprets'])" 2026-07.xml)" -eq 1 ]
	[ "$(xmllint --xpath "string($plan/@translate)" 2026-07.xml)" = high ]
	grep -q '★全文翻訳' 2026-07.txt
}

@test "July: the peaking plan with its number; water and nuclear papers out" {
	[ "$(xmllint --xpath 'count(//entry[number="国发〔2026〕22号"])' 2026-07.xml)" -eq 1 ]
	run -0 titles 2026-07 //entry
	for word in 水体保护 核设施 防汛 植物园 车辆购置税; do
		[[ "$output" != *$word* ]]
	done
}

@test "a paper posted twice is examined once" {
	# of the 20 June documents two are second postings
	grep -q 'of 18 items of the month' 2026-06.summary
}

@test "the papers say that nothing was collected, and never a zero" {
	for month in 2026-06 2026-07; do
		grep -q '★この月は情報源の自動収集を実施していません' $month.txt
		run ! grep -Eq '(^|[^0-9])0件' $month.txt
	done
}

@test "both months follow the schema" {
	for month in 2026-06 2026-07; do
		xmllint --noout --relaxng "$BATS_TEST_DIRNAME/../../bulletin/templates/issue.rng" $month.xml
	done
}
