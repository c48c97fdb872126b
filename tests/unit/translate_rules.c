/* Every check of a translation, with sentences that pass and sentences that do not. The vocabulary
 * is that of config/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "translate/check.h"

static struct arena memory;
static struct checker *checker;

/* "error number" and so on for each finding, joined by blanks; `only`: of that check, or NULL. */
static const char *
found(const struct check_unit *u, size_t n, bool partial, const char *only)
{
	struct findings f = {.memory = &memory};
	const char *out = "";
	check_units(checker, u, n, partial, &f);
	for (size_t i = 0; i < f.n; i++)
		if (only == NULL || strcmp(f.list[i].check, only) == 0)
			out = arena_printf(&memory, "%s%s%s:%s", out, *out ? " " : "",
			    check_level_name(f.list[i].level), f.list[i].check);
	return out;
}

static struct check_unit
unit(const char *source, const char *target)
{
	return (struct check_unit){.n = 1,
	    .id = "000001-0001",
	    .source = source,
	    .target = target,
	    .source_tags = "",
	    .target_tags = ""};
}

struct sentence {
	const char *source, *target;
	bool bad;
};

static void
judge(const char *check, const char *level, const struct sentence *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct check_unit u = unit(s[i].source, s[i].target);
		const char *have = found(&u, 1, false, check);
		const char *want = arena_printf(&memory, "%s:%s", level, check);
		if (s[i].bad ? strncmp(have, want, strlen(want)) != 0 : *have != '\0')
			fail_msg("%s\n%s\nfound \"%s\", %s wanted", s[i].source, s[i].target, have,
			    s[i].bad ? want : "nothing");
	}
}
#define JUDGE(check, level, list) judge(check, level, list, sizeof(list) / sizeof *(list))

static void
numbers_are_compared_by_value(void **state)
{
	static const struct sentence s[] = {
	    {"下降1.5万吨", "1万5000トン減らす", false},
	    {"下降1.5万吨", "15000トン減らす", false},
	    {"下降1.5万吨", "1万500トン減らす", true},
	    {"投资3.2亿元", "3億2000万元を投じる", false},
	    {"投资3.2亿元", "32億元を投じる", true},
	    {"投资2亿3千万元", "2億3000万元を投じる", false},
	    {"共5千瓦", "計5kW", false},
	    {"完成三项任务", "3つの任務を終える", false},
	    {"完成三项任务", "三つの任務を終える", false},
	    {"完成三项任务", "4つの任務を終える", true},
	    {"完成三项任务", "四つの任務を終える", true},
	    {"第三条 处罚", "第3条　処罰", false},
	    {"第三条 处罚", "第四条　処罰", true},
	    {"“十四五”期间", "「第14次5カ年計画」期間", false},
	    {"“十四五”期间", "「第13次5カ年計画」期間", true},
	    {"2021—2025年", "2021〜2025年", false},
	    {"2021—2025年", "2021〜2026年", true},
	    {"１２个城市", "12都市", false},
	    {"百分之三十", "30%", false},
	    {"发放1,234份", "1234部を配る", false},
	    {"二〇二五年", "2025年", false},
	    {"2026.06.23发布", "2026年6月23日公布", false},
	    {"上午9:00开始", "午前9時に始める", false},
	    {"①加强监测", "(1)モニタリングの強化", false},
	    {"②加强监测", "(3)モニタリングの強化", true},
	    {"35微克/立方米", "35μg/m3", false},
	    {"二氧化碳排放", "CO2の排出", false},
	    {"臭氧污染", "O3汚染", false},
	    {"PM2.5浓度", "PM10濃度", true},
	    {"细颗粒物浓度", "PM2.5濃度", false},
	    {"下降10%", "下げる", true},
	    {"一些地方", "一部の地方", false},
	    {"地方", "3地方", true},
	};
	(void)state;
	JUDGE("number", "error", s);
}

static void
dates_are_western(void **state)
{
	static const struct sentence s[] = {
	    {"到2025年底完成", "2025年末までに終える", false},
	    {"到2025年底完成", "2025年初めに終える", true},
	    {"6月底前", "6月末まで", false},
	    {"6月底前", "6月中", true},
	    {"上半年", "上半期", false},
	    {"上半年", "下半期", true},
	    {"2025年", "令和7年(2025年)", true},
	};
	(void)state;
	JUDGE("date", "warning", s);
}

static void
measures_are_converted(void **state)
{
	static const struct sentence s[] = {
	    {"35微克/立方米", "35μg/m³", false},
	    {"35微克/立方米", "35mg/m³", true},
	    {"减排3万吨", "3万トンの削減", false},
	    {"减排5吨", "5キロの削減", true},
	    {"罚款2万元", "2万元の罰金", false},
	    {"罚款2万元", "2万円の罰金", true},
	    {"下降10%", "10%下がる", false},
	    {"下降10%", "10ポイント下がる", true},
	    {"单元面积", "単位の面積", false},
	    {"绿化5公顷", "5ヘクタールを緑化する", false},
	};
	(void)state;
	JUDGE("unit", "warning", s);
}

static void
numbers_of_papers_stay_as_printed(void **state)
{
	static const struct sentence s[] = {
	    {"按国发〔2018〕22号执行", "国发〔2018〕22号により実施する", false},
	    {"按国发〔2018〕22号执行", "国発〔2018〕22号により実施する", false},
	    {"按国发〔2018〕22号执行", "国発〔2018〕23号により実施する", true},
	    {"按国发〔2018〕22号执行", "国発[2018]22号により実施する", true},
	    {"按国发〔2018〕22号执行", "環発〔2018〕22号により実施する", true},
	    {"按国发[2018]22号执行", "国発〔2018〕22号により実施する", false},
	    {"执行GB 3095-2012标准", "GB3095—2012の基準による", false},
	    {"执行GB 3095-2012标准", "GB 3096-2012の基準による", true},
	    {"执行HJ/T 55-2000", "HJ/T 55-2000による", false},
	};
	(void)state;
	JUDGE("reference", "warning", s);
}

static void
chinese_left_is_found(void **state)
{
	static const struct sentence s[] = {
	    {"改善环境质量", "環境質を改善する", false},
	    {"改善环境质量", "环境質を改善する", true},
	    {"制度(双碳)", "制度(双碳)を初出で示す", false},
	    {"加强对企业的监督和管理工作要求", "加強対企業的監督和管理工作要求", true},
	    {"中华人民共和国大气污染防治法", "中華人民共和国大気汚染防治法", false},
	};
	(void)state;
	JUDGE("untranslated", "warning", s);
}

static void
chinese_marks_are_found(void **state)
{
	static const struct sentence s[] = {
	    {"甲，乙。", "甲、乙。", false},
	    {"甲，乙。", "甲，乙。", true},
	    {"甲；乙。", "甲；乙。", true},
	    {"《甲》", "《甲》", true},
	    {"“甲”", "“甲”", true},
	};
	static const struct sentence colon[] = {{"甲：乙", "甲：乙", true}};
	(void)state;
	JUDGE("punctuation", "warning", s);
	JUDGE("punctuation", "notice", colon);
}

static void
terms_are_those_of_the_glossary(void **state)
{
	static const struct sentence s[] = {
	    {"挥发性有机物治理", "揮発性有機化合物の対策", false},
	    {"挥发性有机物治理", "揮発物の対策", true},
	    {"生态环境部", "生態環境部", false},
	    {"生态环境部", "環境省", true},
	};
	(void)state;
	JUDGE("term", "warning", s);
}

static void
brackets_close_in_order(void **state)
{
	static const struct sentence s[] = {
	    {"（甲）", "（甲）", false},
	    {"（甲）", "（甲", true},
	    {"（甲）", "（甲)", true},
	    {"（甲）", "甲）（", true},
	    {"“甲‘乙’”", "「甲『乙』」", false},
	    {"“甲‘乙’”", "「甲『乙」』", true},
	    {"“甲‘乙’”", "「甲「乙」」", true},
	    {"（甲", "（甲", false},
	    {"1）甲", "1)甲", false},
	};
	(void)state;
	JUDGE("bracket", "warning", s);
}

static void
widths_are_japanese(void **state)
{
	static const struct sentence s[] = {
	    {"12个", "12個", false},
	    {"12个", "１２個", true},
	    {"PM", "ＰＭ", true},
	    {"中心", "ｾﾝﾀｰ", true},
	    {"中心", "センター", false},
	    {"中心", "センタ－", true},
	    {"数据", "デ—タ", true},
	    {"A-B", "A-B", false},
	};
	static const struct sentence tilde[] = {{"1—3", "1～3", true}, {"1—3", "1〜3", false}};
	(void)state;
	JUDGE("width", "warning", s);
	JUDGE("width", "notice", tilde);
}

static void
tags_are_the_same(void **state)
{
	struct check_unit u = unit("浓度", "濃度");
	(void)state;
	u.source_tags = "g1 x2 ";
	u.target_tags = "g1 x2 ";
	assert_string_equal(found(&u, 1, false, "tag"), "");
	u.target_tags = "g1 ";
	assert_string_equal(found(&u, 1, false, "tag"), "error:tag");
}

static void
empty_is_an_error_and_length_a_warning(void **state)
{
	struct check_unit u = unit("加强环境监测能力建设工作", "");
	static const struct sentence s[] = {
	    {"加强环境监测能力建设工作", "環境モニタリング能力の強化", false},
	    {"加强环境监测能力建设工作", "強化", true},
	    {"加强环境监测能力建设工作",
	        "環境をモニタリングする能力を高めるための仕事をこれまでにも増して力強く進めることと"
	        "する",
	        true},
	};
	(void)state;
	assert_string_equal(found(&u, 1, false, NULL), "error:empty");
	assert_string_equal(found(&u, 1, true, NULL), "");
	u.fixed = true;
	assert_string_equal(found(&u, 1, false, NULL), "");
	JUDGE("length", "warning", s);
}

static void
style_is_plain(void **state)
{
	struct check_unit u[] = {unit("甲。", "甲である。"), unit("乙。", "乙です。")};
	(void)state;
	assert_string_equal(found(u, 2, false, "style"), "warning:style");
	assert_string_equal(found(u, 1, false, "style"), "");
}

static void
same_source_same_target(void **state)
{
	struct check_unit u[] = {
	    unit("通知", "通知"), unit("通知", "お知らせ"), unit("通知", "通知")};
	(void)state;
	assert_string_equal(found(u, 2, false, "consistency"), "warning:consistency");
	u[1].target = "通知";
	assert_string_equal(found(u, 3, false, "consistency"), "");
}

static void
doubled_signs_and_blanks(void **state)
{
	static const struct sentence s[] = {
	    {"完成。", "終える。。", true},
	    {"计划的内容", "計画のの内容", true},
	    {"虽然下降", "減少したものの", false},
	};
	static const struct sentence blanks[] = {{"完成。", "終える。 ", true},
	    {"完成。", "終える。　", true}, {"完成。", "終える。", false}};
	(void)state;
	JUDGE("doubled", "warning", s);
	JUDGE("space", "notice", blanks);
}

static void
addresses_stay(void **state)
{
	static const struct sentence s[] = {
	    {"见https://example.cn/a?b=1", "https://example.cn/a?b=1 を参照", false},
	    {"见https://example.cn/a?b=1", "https://example.jp/a?b=1 を参照", true},
	};
	(void)state;
	JUDGE("url", "warning", s);
}

static void
rare_kanji_are_noted(void **state)
{
	static const struct sentence s[] = {
	    {"深圳市", "深圳市", true}, {"北京市", "北京市", false}};
	(void)state;
	JUDGE("font", "notice", s);
}

static void
a_draft_left_as_it_was_is_noted(void **state)
{
	struct check_unit u = unit("行动计划", "行動計画");
	(void)state;
	u.draft = "行動計画";
	assert_string_equal(found(&u, 1, false, "draft"), "notice:draft");
	u.draft = "行動案";
	assert_string_equal(found(&u, 1, false, "draft"), "");
}

static void
obligations_are_kept(void **state)
{
	static const struct sentence s[] = {
	    {"不得排放", "排出してはならない", false},
	    {"不得排放", "排出する", true},
	    {"应当报告", "報告しなければならない", false},
	    {"应当报告", "報告することができる", true},
	    {"必须报告", "必ず報告する", false},
	    {"禁止焚烧", "焼却を禁止する", false},
	    {"禁止焚烧", "焼却を控える", true},
	};
	(void)state;
	JUDGE("obligation", "warning", s);
}

static int
setup(void **state)
{
	struct fail f = {0};
	(void)state;
	checker = checker_new(".", &memory, &f);
	return checker ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&memory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_are_compared_by_value),
	    cmocka_unit_test(dates_are_western),
	    cmocka_unit_test(measures_are_converted),
	    cmocka_unit_test(numbers_of_papers_stay_as_printed),
	    cmocka_unit_test(chinese_left_is_found),
	    cmocka_unit_test(chinese_marks_are_found),
	    cmocka_unit_test(terms_are_those_of_the_glossary),
	    cmocka_unit_test(brackets_close_in_order),
	    cmocka_unit_test(widths_are_japanese),
	    cmocka_unit_test(tags_are_the_same),
	    cmocka_unit_test(empty_is_an_error_and_length_a_warning),
	    cmocka_unit_test(style_is_plain),
	    cmocka_unit_test(same_source_same_target),
	    cmocka_unit_test(doubled_signs_and_blanks),
	    cmocka_unit_test(addresses_stay),
	    cmocka_unit_test(rare_kanji_are_noted),
	    cmocka_unit_test(a_draft_left_as_it_was_is_noted),
	    cmocka_unit_test(obligations_are_kept),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
