#!/usr/bin/env bats
# What an official document laid out by GB/T 9704 says of itself: number, title, issuer, dates.

setup() { cd "$BATS_TEST_TMPDIR"; }

# says FIELDS LINE...: number|title|issuer|written|printed of a text with these lines.
says() {
	wanted=$1
	shift
	printf '%s\n' "$@" > document.txt
	run "$GEPPO" extract --kind attachment document.txt
	got=$(jq -r '[.doc_number, .title, .issuer, .written, .published] | map(. // "-") | join("|")' <<< "$output")
	echo "wanted $wanted"
	echo "got    $got"
	[ "$got" = "$wanted" ]
}

@test "the red head above, the signature below" {
	says "云政发〔2026〕12号|云岭市人民政府关于印发行动计划的通知|云岭市人民政府|2026-05-08|2026-05-09" \
		云岭市人民政府文件 云政发〔2026〕12号 云岭市人民政府 关于印发行动计划的通知 各县（市、区）人民政府： \
		现将方案印发给你们，请认真组织实施。 云岭市人民政府 二〇二六年五月八日 （此件公开发布） \
		'云岭市人民政府办公室 2026年5月9日印发'
}

@test "several issuers; who signs; numbers on two lines, behind a label" {
	says "云环发﹝2026﹞3号|关于联合整治锅炉的通知|云岭市生态环境局|2026-03-02|-" \
		云岭市生态环境局 云岭市财政局文件 $'云环发﹝2026﹞3号\t签发人：张三' 关于联合整治锅炉的通知 各县局： \
		请遵照执行。 '云岭市生态环境局 云岭市发展和改革委员会' 云岭市财政局 2026年3月2日
	says "云政办发〔2026〕33号|云岭市重污染天气应急预案（2026年修订）|-|-|-" \
		云政办发 〔2026〕33号 '云岭市重污染天气应急预案（2026年修订）' 为应对重污染天气，制定本预案。
	says "云环罚字（2026）21号|行政处罚决定书|云岭市生态环境局|2026-02-10|-" \
		文号：云环罚字（2026）21号 行政处罚决定书 云岭市甲水泥有限公司： 你公司未采取防尘措施。 \
		云岭市生态环境局 二○二六年二月十日
	says "云环发〔2026〕5 号|关于报送情况的报告|-|-|-" '云环发〔2026〕5 号 签发人：李四' 关于报送情况的报告 省厅：
}

@test "orders and announcements: the number below the name" {
	says "云岭市人民政府令第48号|云岭市扬尘防治办法|-|2026-01-10|-" 云岭市人民政府令 '第 48 号' \
		《云岭市扬尘防治办法》已经通过，自2026年3月1日起施行。 2026年1月10日 云岭市扬尘防治办法 '第一章 总则'
	says "生态环境部公告2026年第15号|关于发布三项标准的公告|生态环境部|2026-04-01|-" 生态环境部公告 '2026年 第15号' \
		关于发布三项标准的公告 现批准三项标准。 生态环境部 2026年4月1日
}

@test "what is above a title, and what only looks like one" {
	says "-|云岭市锅炉整治三年行动方案（2026—2028年）|-|-|-" 附件： '云岭市锅炉整治三年行动方案（2026—2028年）' 为此，制定本方案。
	says "-|云岭市生态环境局关于处罚检验机构的公告|云岭市生态环境局|-|-" '公 告' 云岭市生态环境局关于处罚检验机构的公告 现公告如下。
	says "-|锅炉大气污染物排放标准|-|-|-" 'ICS 13.040.40' 'DB53' 云南省地方标准 'DB53/ 1234—2026' 锅炉大气污染物排放标准
	says "-|中共云岭市委云岭市人民政府关于深入治污的实施意见|中共云岭市委云岭市人民政府|-|-" \
		'中共云岭市委 云岭市人民政府' 关于深入治污的实施意见 '（草拟）' 提出如下意见。
	# A number that the text cites is none of its own.
	says "-|-|-|-|-" '根据云环发〔2026〕3号要求，结合实际情况，开展以下各项工作，现就有关事项说明。'
}
