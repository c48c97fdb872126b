#!/usr/bin/env bats
# Cases in which a title, a number or a text alone would put the wrong documents together.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
}

# doc ID TITLE ISSUER DATE NUMBER BODY URL
doc() {
	jq -nc --arg id "$1" --arg t "$2" --arg i "$3" --arg d "$4" --arg n "$5" --arg b "$6" --arg u "$7" \
		'def o: if . == "" then null else . end;
		 {id: $id, title: $t, issuer: $i, published: ($d | o), doc_number: ($n | o), url: ($u | o), body: $b}' >>"$BATS_TEST_TMPDIR/in.jsonl"
}

take_in() {
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
}

item() { "$GEPPO" store export-groups --dir "$D" | awk -v d="$1" '$1 == d {print $2}'; }

apart() { [ "$(item "$1")" != "$(item "$2")" ]; }
together() { [ "$(item "$1")" = "$(item "$2")" ]; }

text="各县区人民政府：为改善空气质量，经市政府同意，现就有关事项通知如下。一要压实责任，二要强化调度，三要严格执法，四要加强宣传引导，五要做好信息公开。各单位每月五日前报送进展情况，重大问题及时报告。市大气办将组织督导检查，对工作不力的予以通报。"

@test "one title, two editions; one number, two papers" {
	doc e1 沧州市重污染天气应急预案 沧州市人民政府 2031-11-01 "" "$text"
	doc e2 沧州市重污染天气应急预案 沧州市人民政府 2035-10-20 "" "$text 本预案自印发之日起施行。"
	doc n1 关于推进玻璃行业深度治理的意见 生态环境部 2031-03-01 环大气〔2031〕8号 玻璃行业的要求。
	doc n2 关于推进陶瓷行业深度治理的意见 生态环境部 2031-03-01 环大气〔2031〕8号 陶瓷行业的要求。
	take_in
	apart e1 e2
	apart n1 n2
}

@test "series that differ in a month, a day, a batch or a round only" {
	doc m1 2031年5月全省环境空气质量状况 河北省生态环境厅 2031-06-15 "" "$text"
	doc m2 2031年6月全省环境空气质量状况 河北省生态环境厅 2031-07-15 "" "$text"
	doc b1 关于公布第三批绩效分级A级企业名单的通知 山东省生态环境厅 2031-06-01 "" "$text"
	doc b2 关于公布第四批绩效分级A级企业名单的通知 山东省生态环境厅 2031-06-20 "" "$text"
	doc w1 唐山市重污染天气橙色预警 唐山市生态环境局 2031-12-01 "" "$text"
	doc w2 唐山市重污染天气橙色预警 唐山市生态环境局 2031-12-20 "" "$text"
	take_in
	apart m1 m2
	apart b1 b2
	apart w1 w2
}

@test "draft and final, original and forwarded, explanations of two bodies, two cities" {
	doc f1 关于印发《淄博市扬尘污染防治办法》的通知 淄博市人民政府 2031-06-01 "" "$text"
	doc f2 关于公开征求《淄博市扬尘污染防治办法（征求意见稿）》意见的公告 淄博市生态环境局 2031-03-01 "" "$text"
	doc o1 关于做好秋冬季攻坚工作的通知 生态环境部 2031-09-01 "" "$text"
	doc o2 山西省生态环境厅转发关于做好秋冬季攻坚工作的通知 山西省生态环境厅 2031-09-10 "" "$text"
	doc i1 《蓝天提升行动计划》解读 河北省生态环境厅 2031-06-01 "" 河北的说明：目标是浓度下降，任务有六项，保障措施四条，分工明确到部门。
	doc i2 《蓝天提升行动计划》解读 江苏省生态环境厅 2031-06-02 "" 江苏的说明：产业结构如何调整，车船如何管理，机制怎样建立，资金从哪里来。
	doc c1 济南市柴油货车污染治理方案 济南市人民政府 2031-06-01 "" "$text"
	doc c2 青岛市柴油货车污染治理方案 青岛市人民政府 2031-06-02 "" "$text"
	take_in
	apart f1 f2
	apart o1 o2
	apart i1 i2
	apart c1 c2
	"$GEPPO" store export-relations --dir "$D" >"$BATS_TEST_TMPDIR/r"
	grep -q $'^f2\tdraft_of\tf1$' "$BATS_TEST_TMPDIR/r"
	grep -q $'^o2\tforwards\to1$' "$BATS_TEST_TMPDIR/r"
}

@test "twins of one page are one: gateway, scheme, another column, a prefix" {
	doc a 关于印发臭氧防治方案的通知 无锡市生态环境局 2031-06-01 "" "$text" http://sthj.wuxi.gov.cn/doc/2031/06/01/4412345.shtml
	doc b 關於印發臭氧防治方案的通知 無錫市生態環境局 2031-06-01 "" "" http://big5.wuxi.gov.cn/gate/big5/sthj.wuxi.gov.cn/doc/2031/06/01/4412345.shtml
	doc c 关于印发臭氧防治方案的通知 无锡市生态环境局 2031-06-01 "" "$text" https://sthj.wuxi.gov.cn/doc/2031/06/01/4412345.shtml
	doc d 关于印发臭氧防治方案的通知 无锡市生态环境局 2031-06-02 "" "$text" https://sthj.wuxi.gov.cn/zfxxgk/tz/4412345.shtml
	doc e 转载：关于印发臭氧防治方案的通知 环境网 2031-06-03 "" "来源：无锡市 $text" http://www.hjw.com/1.html
	take_in
	for x in b c d e; do together a "$x"; done
	run "$GEPPO" store why e --dir "$D"
	[[ "$output" == *"here because: "* ]]
	# the authority's own page represents it, not the repost
	[[ "$("$GEPPO" store why a --dir "$D" | grep '^\* ')" != *" e "* ]]
}

# Paragraphs of one notice, each with words of its own.
long() {
	printf '%s' "一、明确目标。到年底前完成清洁取暖改造十二万户，淘汰老旧柴油货车三千辆。二、分解任务。住建部门负责施工工地围挡、喷淋与渣土运输，交通部门负责干线公路保洁。三、严格考核。每周排名通报，连续两周末位的约谈主要负责人。四、保障资金。市财政安排专项补助，县级配套不低于三成。五、公开信息。在政府网站公布企业名单和监督电话，接受群众举报。"
}

# Expected by hand: which of them are one, which are not, however alike they read.
@test "one notice as eight sites post it" {
	doc p0 关于印发《宝鸡市秋冬季大气污染综合治理攻坚方案》的通知 宝鸡市人民政府 2031-10-08 宝政办发〔2031〕61号 "$(long)" http://www.baoji.gov.cn/art/2031/10/8/art_88_1.html
	doc p1 關於印發《寶雞市秋冬季大氣污染綜合治理攻堅方案》的通知 寶雞市人民政府 2031-10-08 "" "$(long | sed 's/气/氣/g; s/务/務/g; s/运/運/g; s/级/級/g; s/网/網/g; s/监/監/g')" ""
	doc p2 转载：关于印发《宝鸡市秋冬季大气污染综合治理攻坚方案》的通知 环境网 2031-10-09 "" "来源：宝鸡市政府 $(long)" http://www.hjw.com/31.html
	doc p3 '关于印发《宝鸡市秋冬季大气污染综合治理攻坚方案》的…' 西部在线 2031-10-10 "" "$(long) 责任编辑：小李" http://www.xb.com/7.html
	doc p4 关于印发《宝鸡市秋冬季大气污染综合治理攻坚方案》的通知_宝鸡市生态环境局 宝鸡市生态环境局 2031-10-11 "" "$(long)" http://hbj.baoji.gov.cn/t9.html
	doc p5 '关于印发《宝鸡市秋冬季大气污染综合治理攻坚方案》的通知（宝政办发〔２０３１〕６１号）' 宝鸡市人民政府 2031-10-08 "" "$(long | sed 's/，/,/g; s/、/､/g')" ""
	doc p7 '关于印发《宝鸡市秋冬季大气污染综合治理攻坚方案》的通知(宝政办发(2031)61号)' 宝鸡市人民政府 2031-10-08 "" 略。 ""
	doc p6 宝鸡市秋冬季大气污染综合治理攻坚方案 宝鸡市人民政府 2031-10-08 "" "$(long)" ""
	take_in
	for x in p1 p2 p3 p4 p5 p6 p7; do together p0 "$x"; done
}

@test "one template of other years, months, provinces is not one" {
	doc y1 关于做好2031年秸秆禁烧工作的通知 周口市人民政府 2031-05-20 "" "$(long)"
	doc y2 关于做好2032年秸秆禁烧工作的通知 周口市人民政府 2032-05-20 "" "$(long)"
	doc a1 渭南市2031年3月环境空气质量月报 渭南市生态环境局 2031-04-05 "" "本月优良天数21天，细颗粒物平均浓度52微克每立方米。$(long)"
	doc a2 渭南市2031年4月环境空气质量月报 渭南市生态环境局 2031-05-05 "" "本月优良天数25天，细颗粒物平均浓度38微克每立方米。$(long)"
	doc a3 渭南市环境空气质量月报 渭南市生态环境局 2031-06-05 "" "本月优良天数26天。$(long)"
	doc a4 渭南市环境空气质量月报 渭南市生态环境局 2031-07-05 "" "本月优良天数24天。$(long)"
	doc s1 安徽省机动车排放检验机构监督管理办法 安徽省生态环境厅 2031-08-01 "" "安徽省$(long)"
	doc s2 江西省机动车排放检验机构监督管理办法 江西省生态环境厅 2031-08-03 "" "江西省$(long)"
	take_in
	apart y1 y2
	apart a1 a2
	apart a3 a4
	apart s1 s2
}
