/* Titles of our own, with the Japanese a person expects. The vocabulary is that of config/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/translate_fixture.h"

static struct draft_text
draft(const char *zh)
{
	struct draft_text d;
	title_draft(engine, zh, &arena, &d);
	return d;
}

static void
expect(const char *zh, const char *ja)
{
	assert_string_equal(draft(zh).ja, ja);
}

static void
expect_flag(const char *zh, const char *flag)
{
	char padded[512];
	struct draft_text d = draft(zh);
	snprintf(padded, sizeof padded, " %s ", d.flags);
	char wanted[64];
	snprintf(wanted, sizeof wanted, " %s ", flag);
	if (strstr(padded, wanted) == NULL)
		fail_msg("%s: flags are \"%s\", not %s", zh, d.flags, flag);
}

static void
expect_clean(const char *zh, const char *ja)
{
	expect(zh, ja);
	assert_string_equal(draft(zh).flags, "");
}

static void
verbs_change_places(void **state)
{
	(void)state;
	expect_clean("关于加强扬尘污染防治工作的通知", "粉じん汚染防治業務の強化に関する通知");
	expect_clean("保定市人民政府关于划定高污染燃料禁燃区的通告",
	    "高汚染燃料燃焼禁止区域の指定に関する保定市人民政府の通告");
	expect_clean("关于进一步做好秸秆禁烧工作的紧急通知",
	    "わら焼却禁止業務のより一層の適切な実施に関する緊急通知");
	expect("关于全面推进清洁取暖的实施意见", "クリーン暖房の全面的推進に関する実施意見");
	expect("关于废止、修改部分规章的决定", "一部の規章の廃止・改正に関する決定");
	expect("关于同意天津市开展清洁取暖试点的批复",
	    "天津市におけるクリーン暖房試行の実施への同意に関する承認回答");
}

static void
one_verb_has_several_nouns(void **state)
{
	(void)state;
	expect("关于启动重污染天气红色预警的公告", "重度汚染天気赤色警報の発令に関する公告");
	expect("关于启动Ⅰ级应急响应的通知", "Ⅰ級緊急対応の発動に関する通知");
	expect("关于公布2025年排污许可企业名单的公告",
	    "2025年汚染物質排出許可企業名簿の公表に関する公告");
	expect("关于下达2025年节能减排任务的通知",
	    "2025年省エネルギー・排出削減任務の下達に関する通知");
}

static void
names_are_quoted(void **state)
{
	(void)state;
	expect_clean("关于印发大同市扬尘污染防治条例的通知",
	    "「大同市粉じん汚染防治条例」の印刷・配布に関する通知");
	expect_clean("财政部 交通运输部关于印发《节能减排资金管理办法》的通知",
	    "「省エネルギー・排出削減資金管理弁法」の印刷・配布に関する財政部・交通運輸部の通知");
}

static void
brackets_alternate(void **state)
{
	(void)state;
	expect("关于印发《保定市“十四五”噪声污染防治行动计划》的通知",
	    "「保定市『第14次5カ年計画』騒音汚染防治行動計画」の印刷・配布に関する通知");
	expect("关于转发《财政部关于印发〈“散乱污”企业综合整治方案〉的通知》的通知",
	    "「『「散乱汚」企業総合改善整備方案』の印刷・配布に関する財政部の通知」の転送に関する通"
	    "知");
	/* The gloss of 京津冀 is for the first time only, and never inside （）. */
	expect("京津冀大气污染防治条例（京津冀）",
	    "京津冀（北京・天津・河北）大気汚染防治条例（京津冀）");
}

static void
spans_are_protected(void **state)
{
	(void)state;
	expect("《水泥工业大气污染物排放标准》（GB 4915-2013）",
	    "「セメント工業大気汚染物質排出基準」（GB 4915-2013）");
	expect("DB11/T 1234.2—2021 锅炉大气污染物排放标准",
	    "DB11/T 1234.2—2021 ボイラー大気汚染物質排出基準");
	expect("关于加强PM2.5和O3协同控制的通知", "PM2.5とO3の協同抑制の強化に関する通知");
}

static void
numbers_are_read(void **state)
{
	(void)state;
	expect("2023-2025年工作要点", "2023〜2025年工作要点");
	expect("天津市2025年1—3月空气质量状况", "天津市2025年1〜3月空気質状況");
	expect("关于开展第二轮第三批督察的通知", "第2巡第3次督察の実施に関する通知");
	expect("对十三届全国人大四次会议第88号建议的答复",
	    "第13期全国人民代表大会第4回会議第88号建議に対する回答");
	expect("关于发布《机动车排放检验规程》等三项标准的公告",
	    "「自動車排出検査規程」等3件の標準の公布に関する公告");
	expect("产业指导目录（2019年本）", "産業指導目録（2019年版）");
	expect("大气十条", "大気十条");
}

static void
document_numbers_keep_their_shape(void **state)
{
	(void)state;
	expect("行政处罚决定书（沪环罚字〔2023〕7号）", "行政処罰決定書（滬環罰字〔2023〕7号）");
	expect("关于加强监测工作的通知（环办大气函〔2020〕340号）",
	    "モニタリング業務の強化に関する通知（環弁大気函〔2020〕340号）");
}

static void
pages_are_tidied(void **state)
{
	(void)state;
	expect(
	    "  关于加强扬尘治理的通知_中华人民共和国生态环境部 ", "粉じん対策の強化に関する通知");
	expect("保定市人民政府 关于印发 扬尘污染防治条例的通知",
	    "「粉じん汚染防治条例」の印刷・配布に関する保定市人民政府の通知");
	expect("关于2023 年第 2 批企业名单的公告", "2023年第2次企業名簿に関する公告");
	expect_flag("关于加强扬尘治理的…", "truncated");
}

static void
doubts_are_flagged(void **state)
{
	(void)state;
	expect_flag("关于加强蜈蚣治理的通知", "char_map_used");
	expect_flag("关于扬尘的通知的说明", "single_de");
	expect_flag("关于加强扬尘治理推进清洁取暖的意见", "double_vo");
	expect_flag("保定市推进清洁取暖行动方案", "vo_in_name");
	expect_flag("全面推进清洁取暖工作方案", "vo_in_name");
	expect_flag("大气污染防治行动计划实施情况考核办法", "long_compound");
	expect_flag("蜈蚣山关于扬尘治理的通知", "unknown_issuer");
	expect_flag("深圳市大气污染防治条例", "nonjis");
	expect_flag("扬尘治理——保定经验", "slogan");
	expect_flag("锅炉改造项目公开招标公告", "procurement");
	expect_flag("生态环境部发布扬尘污染防治条例", "news_verb");
	expect_flag("今天空气很好", "no_template");
	expect_flag("供热对空气质量的影响", "preposition");
	expect_flag("关于火电厂执行排放标准有关问题的复函", "word_order");
	expect_flag("關於大氣污染防治條例的通知", "not_simplified");
	expect_flag("保定市国民经济发展规划及年度计划", "two_plans");
	expect_flag("扬尘控制标准", "sense");
	expect_flag("关于加强企业环境监测数据质量管理的通知", "joins");
	expect_flag("扬尘防治办法（试行（2019年））", "paren_nested");
	expect_flag("坚决打击扬尘污染违法行为工作方案", "leading_adverb");
}

static void
accepted_titles_are_remembered(void **state)
{
	(void)state;
	translator_remember(engine, "关于保定市天空很蓝的通知", "保定市の空はとても青いという通知");
	struct draft_text d = draft("关于保定市天空很蓝的通知");
	assert_string_equal(d.ja, "保定市の空はとても青いという通知");
	assert_string_equal(d.template, "P00");
	assert_string_equal(d.flags, "");
	expect("关于转发《关于保定市天空很蓝的通知》的函",
	    "「保定市の空はとても青いという通知」の転送に関する書簡");
}

static void
issuers_are_joined(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"生态环境部办公厅", "生態環境部弁公庁"},
	    {"北京市生态环境局", "北京市生態環境局"},
	    {"邯郸市生态环境局、沈阳市财政局", "邯鄲市生態環境局・瀋陽市財政局"},
	    {"财政部 住房和城乡建设部", "財政部、住宅・都市農村建設部"},
	    {"交通运输部等六部门", "交通運輸部等6部門"},
	    {"省生态环境厅", "省生態環境庁"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct draft_text d;
		issuer_draft(engine, cases[i][0], &arena, &d);
		assert_string_equal(d.ja, cases[i][1]);
		assert_string_equal(d.flags, "");
	}
}

static void
hostile_titles_come_out(void **state)
{
	static const char *const titles[] = {"", "《", "》》》", "《《《《《《《《", "的", "关于的",
	    "（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（",
	    "\xEE\x80\x80关于印发的通知", "第", "第第第号", "〔2019〕号", "“”“”“”",
	    "关于关于关于的的的通知", "—", "--", " _x", "999999999999999999999"};
	(void)state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_non_null(draft(titles[i]).ja);
	char deep[3001];
	for (size_t i = 0; i < 1000; i++)
		memcpy(deep + i * 3, "《", 3);
	deep[3000] = '\0';
	assert_non_null(draft(deep).ja);
}

static void
characters_are_counted_as_billed(void **state)
{
	(void)state;
	assert_int_equal(source_characters(""), 0);
	assert_int_equal(
	    source_characters("到2025年，PM2.5浓度"), 8); /* 到 2025 年 ， PM 2.5 浓 度 */
	assert_int_equal(source_characters("1,234.5 万吨\n　VOCs"), 4);
	assert_int_equal(source_characters("ＧＢ　３０９５—２０１２"), 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(verbs_change_places),
	    cmocka_unit_test(one_verb_has_several_nouns),
	    cmocka_unit_test(names_are_quoted),
	    cmocka_unit_test(brackets_alternate),
	    cmocka_unit_test(spans_are_protected),
	    cmocka_unit_test(numbers_are_read),
	    cmocka_unit_test(document_numbers_keep_their_shape),
	    cmocka_unit_test(pages_are_tidied),
	    cmocka_unit_test(doubts_are_flagged),
	    cmocka_unit_test(accepted_titles_are_remembered),
	    cmocka_unit_test(issuers_are_joined),
	    cmocka_unit_test(hostile_titles_come_out),
	    cmocka_unit_test(characters_are_counted_as_billed),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
