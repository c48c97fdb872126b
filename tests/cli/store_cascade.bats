#!/usr/bin/env bats
# geppo cascade: who followed a paper, and when.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
}

# doc ID TITLE ISSUER DATE NUMBER BODY
doc() {
	jq -nc --arg id "$1" --arg t "$2" --arg i "$3" --arg d "$4" --arg n "$5" --arg b "$6" \
		'{id: $id, title: $t, issuer: $i, published: (if $d == "" then null else $d end),
		  doc_number: (if $n == "" then null else $n end), url: null, body: $b}'
}

take_in() {
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
}

family() {
	local basis="为贯彻落实《国务院关于印发蓝天提升行动计划的通知》（国发〔2031〕9号），结合实际，制定本方案。"
	doc root 国务院关于印发蓝天提升行动计划的通知 国务院 2031-03-01 国发〔2031〕9号 现将蓝天提升行动计划印发给你们。
	doc hebei 河北省人民政府关于印发《河北省蓝天提升行动计划实施方案》的通知 河北省人民政府 2031-05-30 冀政发〔2031〕12号 "$basis"
	doc heb2 河北省蓝天提升行动2032年工作要点 河北省生态环境厅 2032-02-01 冀环〔2032〕3号 "$basis"
	doc handan 邯郸市人民政府关于印发《邯郸市蓝天提升行动方案》的通知 邯郸市人民政府 2031-08-01 邯政字〔2031〕20号 \
		"为落实《河北省蓝天提升行动计划实施方案》（冀政发〔2031〕12号），制定本方案。"
	doc shanxi 山西省人民政府办公厅转发国务院关于印发蓝天提升行动计划的通知 山西省人民政府 2031-03-20 晋政办发〔2031〕5号 各市人民政府：现转发给你们。
	doc sddraft "关于公开征求《山东省蓝天提升行动计划实施方案（征求意见稿）》意见的公告" 山东省生态环境厅 2031-06-01 "" "$basis"
	doc jiedu 《蓝天提升行动计划》政策解读 生态环境部 2031-03-02 "" 近日国务院印发《蓝天提升行动计划》。
	doc water 国务院关于印发碧水提升行动计划的通知 国务院 2031-03-01 国发〔2031〕10号 现印发给你们。
	doc hewater 河北省人民政府关于印发《河北省碧水提升行动计划实施方案》的通知 河北省人民政府 2031-06-02 冀政发〔2031〕13号 \
		"为贯彻落实《国务院关于印发碧水提升行动计划的通知》（国发〔2031〕10号），制定本方案。"
}

item() { "$GEPPO" store export-groups --dir "$D" | awk -v d="$1" '$1 == d {print $2}'; }

@test "provinces and cities, days, drafts and explanations apart, the missing, the partners" {
	family >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	run --separate-stderr "$GEPPO" cascade '国发〔2031〕9号' --json --dir "$D"
	[ "$status" -eq 0 ]
	echo "$output" >"$BATS_TEST_TMPDIR/out.json"
	jq -e '.paper.doc_number == "国发〔2031〕9号" and .places == 31 and .followed == 2' <<<"$output"
	got=$(jq -r '.followers[] | [.region, .kind, .own, .days] | @tsv' <<<"$output" | sort)
	# by hand: 30 days of May + 30 of April + 30 of March = 90; 19 to 20 March; 153 to 1 August
	want=$(printf '%s\n' $'000000\texplains\tfalse\t1' $'130000\tplan\tfalse\t337' $'130000\tplan\ttrue\t90' \
		$'130400\tplan\ttrue\t153' $'140000\tforward\ttrue\t19' $'370000\tdraft\tfalse\t92' | sort)
	diff <(echo "$want") <(echo "$got")
	jq -e '(.missing | length) == 29 and ([.missing[].region] | index("110000")) != null
		and ([.missing[].region] | index("130000")) == null and ([.missing[].region] | index("710000")) == null' <<<"$output"
	# 邯郸 follows by way of its province; the water plans are another story.
	jq -e --arg hebei "$(item hebei)" '.followers[] | select(.region == "130400") | .under == $hebei and .partners == ["kitakyushu"]' <<<"$output"
	jq -e '[.followers[].title | select(contains("碧水"))] == []' <<<"$output"
	jq -e '.expected[] | select(.region == "130000") | .below == 1 and .below_all == 11 and (.below_missing | length) == 10' <<<"$output"
	jq -e '[.partners_missing[].region] | index("420100") != null and index("130400") == null' <<<"$output"
}

@test "the number in any brackets, the item, the loaded id, the title" {
	family >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	"$GEPPO" cascade '国发〔2031〕9号' --dir "$D" >"$BATS_TEST_TMPDIR/want"
	[ "$(head -1 "$BATS_TEST_TMPDIR/want" | cut -c1-6)" = "$(item root)" ]
	for asked in '国发[2031]9号' '国发（2031）9号' '国发(2031)9号' '国发【2031】9号' '国发﹝2031﹞9号' '国發〔２０３１〕９號' \
		'国发 〔2031〕 9 号' '国发〔2031〕第9号' "$(item root)" root '蓝天提升行动计划' '国务院关于印发蓝天提升行动计划的通知'; do
		run --separate-stderr "$GEPPO" cascade "$asked" --dir "$D"
		[ "$status" -eq 0 ]
		diff "$BATS_TEST_TMPDIR/want" <(echo "$output")
	done
}

@test "a paper that is not here is followed through those that name it" {
	family | grep -v '"id":"root"' >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	run --separate-stderr "$GEPPO" cascade '国发〔2031〕9号' --json --dir "$D"
	[ "$status" -eq 0 ]
	jq -e '.paper.item == null and .paper.doc_number == "国发[2031]9" and .followed >= 1' <<<"$output"
	jq -e '[.followers[] | select(.own) | .region] | index("130000") != null and index("130400") != null' <<<"$output"
	jq -e 'all(.followers[]; .days == null)' <<<"$output"
	run --separate-stderr "$GEPPO" cascade '国发〔1999〕99号' --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"no such paper here, and no document names it"* ]]
}

@test "under a provincial paper its prefectures are expected, under one of a key region its members" {
	{
		doc prov 江苏省人民政府关于印发《江苏省清风行动方案》的通知 江苏省人民政府 2031-01-10 苏政发〔2031〕1号 现印发给你们。
		doc nj 南京市人民政府关于印发《南京市清风行动实施方案》的通知 南京市人民政府 2031-02-09 宁政发〔2031〕4号 \
			"为贯彻落实《江苏省清风行动方案》（苏政发〔2031〕1号），制定本方案。"
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	run --separate-stderr "$GEPPO" cascade prov --json --dir "$D"
	jq -e '.places == 13 and .followed == 1 and (.followers | map(.days)) == [30]' <<<"$output"
	jq -e '[.missing[].region] | index("320500") != null and index("320100") == null' <<<"$output"
}

@test "two papers under one number are not taken for one" {
	{
		doc a 关于推进水泥行业清洁改造的意见 生态环境部 2031-01-15 环大气〔2031〕5号 水泥企业的要求如下。
		doc b 关于推进焦化行业清洁改造的意见 生态环境部 2031-01-15 环大气〔2031〕5号 焦化企业的要求如下。
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	run --separate-stderr "$GEPPO" cascade '环大气〔2031〕5号' --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"$(item a)"* && "$stderr" == *"$(item b)"* ]]
	run "$GEPPO" cascade "$(item b)" --dir "$D"
	[ "$status" -eq 0 ]
}

@test "in Japanese, and wrong languages refused" {
	family >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	run "$GEPPO" cascade '国发〔2031〕9号' --lang ja --dir "$D"
	[[ "$output" == *31地域のうち2地域が策定・通知* ]]
	[[ "$output" == *'★ 邯鄲市  2031-08-01  +153日'*'[北九州市]'* ]]
	run "$GEPPO" cascade x --lang fr --dir "$D"
	[ "$status" -eq 64 ]
}

@test "papers of the paper's own level, a place with a draft only, what only corrects or prolongs" {
	{
		family
		doc mee 生态环境部关于贯彻落实《蓝天提升行动计划》的实施意见 生态环境部 2031-04-01 环大气〔2031〕7号 "为贯彻落实《蓝天提升行动计划》（国发〔2031〕9号），提出如下意见。"
		doc fix 关于《河北省蓝天提升行动计划实施方案》的更正说明 河北省人民政府 2031-06-10 "" 《河北省蓝天提升行动计划实施方案》第三条有误，更正如下。
		doc longer 河北省人民政府关于延长《河北省蓝天提升行动计划实施方案》有效期的通知 河北省人民政府 2034-06-10 冀政发〔2034〕5号 "为继续落实国发〔2031〕9号，有效期延长两年。"
		doc later 关于延长《山东省蓝天提升行动计划实施方案（征求意见稿）》意见征集期限的公告 山东省生态环境厅 2031-06-20 "" 期限延长至2031年7月10日。
		doc langfang 廊坊市蓝天提升行动方案 河北省生态环境厅 2031-08-20 "" "为落实《河北省蓝天提升行动计划实施方案》（冀政发〔2031〕12号），制定本方案。"
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	run --separate-stderr "$GEPPO" cascade '国发〔2031〕9号' --json --dir "$D"
	echo "$output"
	[ "$(jq .followed <<<"$output")" -eq 2 ]
	jq -e --arg draft "$(item sddraft)" '[.missing[] | select(.draft) | [.region, .draft]] == [["370000", $draft]]' <<<"$output"
	for id in fix longer later; do
		jq -e --arg id "$(item $id)" '[.followers[].item] | index($id) == null' <<<"$output"
	done
	# A paper of a city that its province put out is the city's.
	jq -e --arg id "$(item langfang)" '.followers[] | select(.item == $id) | .region == "131000" and .own' <<<"$output"
	run --separate-stderr "$GEPPO" cascade '国发〔2031〕9号' --dir "$D"
	[[ "$output" == *"山东省 (draft)"* ]]
	part() { awk -v h="$1:" '$0 == h {on = 1; next} /^$/ {on = 0} on' <<<"$output"; }
	[ "$(part "On the paper's own level" | wc -l)" -eq 1 ]
	[[ "$(part "On the paper's own level")" == *"$(item mee)"* ]]
	[[ "$(part "Below them")" == *邯郸市* && "$(part "Below them")" == *廊坊市* && "$(part "Below them")" != *全国* ]]
}
