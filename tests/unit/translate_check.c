/* translate_check.c - each check of a translation: what it finds and, as important, what it lets
 * pass. Sentences of our own; the vocabulary is that of config/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "translate/check.h"

static struct checker *checker;
static struct arena arena;

static int
setup(void **state)
{
	struct fail f = {0};
	(void)state;
	checker = checker_new(".", &arena, &f);
	if (checker == NULL)
		print_error("%s\n", fail_text(&f));
	return checker ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

struct sentence {
	const char *source, *target;
	const char *finds; /* names of the checks in order, "" for none; '!' in front of an error,
	                      '.' of a notice */
};

static const char *
found(const struct check_unit *u, size_t n, bool partial)
{
	struct findings all = {.memory = &arena};
	const char *names = "";
	check_units(checker, u, n, partial, &all);
	for (size_t i = 0; i < all.n; i++)
		names = arena_printf(&arena, "%s%s%s%s", names, i ? " " : "",
		    all.list[i].level == CHECK_ERROR    ? "!"
		    : all.list[i].level == CHECK_NOTICE ? "."
		                                        : "",
		    all.list[i].check);
	return names;
}

static void
expect(const struct sentence *s, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		struct check_unit u = {.n = 1,
		    .id = "000001-0001",
		    .source = s[i].source,
		    .target = s[i].target,
		    .source_tags = "",
		    .target_tags = ""};
		const char *names = found(&u, 1, false);
		if (strcmp(names, s[i].finds) != 0)
			print_error("%s -> %s: found \"%s\", expected \"%s\"\n", s[i].source,
			    s[i].target, names, s[i].finds);
		wrong += strcmp(names, s[i].finds) != 0;
	}
	assert_int_equal(wrong, 0);
}
#define EXPECT(...)                                                                                \
	do {                                                                                       \
		static const struct sentence s[] = {__VA_ARGS__};                                  \
		expect(s, sizeof s / sizeof *s);                                                   \
	} while (0)

static void
test_numbers_are_compared_by_value(void **state)
{
	(void)state;
	EXPECT({"淘汰1.5万辆。", "1万5000台を廃止する。", ""},
	    {"淘汰1.5万辆。", "15,000台を廃止する。", ""},
	    {"淘汰1.5万辆。", "1.5万台を廃止する。", ""},
	    {"淘汰1.5万辆。", "1.5億台を廃止する。", "!number"},
	    {"投资2亿元。", "2億元を投資する。", ""},
	    {"投资2亿元。", "20億元を投資する。", "!number"},
	    {"提出三项要求。", "3項目の要求を示す。", ""},
	    {"提出三项要求。", "4項目の要求を示す。", "!number"},
	    {"比上年下降百分之十。", "前年比10%減とする。", ""},
	    {"“十四五”期间推进。", "第14次5カ年計画の期間に進める。", ""},
	    {"“十四五”期间推进。", "第15次5カ年計画の期間に進める。", "!number term"},
	    {"下降10%以上。", "10%以上削減する。", ""},
	    {"下降10%以上。", "１０%以上削減する。", "width"},
	    {"下降10%。", "削減する。", "!number"}, {"共3类。", "3種類、3種類。", "!number"},
	    {"实施两个方案。", "2つの方案を実施する。", ""},
	    {"持续60－70天。", "60〜70日続く。", ""});
}

static void
test_symbols_are_no_figures(void **state)
{
	(void)state;
	EXPECT({"浓度为35微克/立方米。", "濃度は35μg/m³である。", ""},
	    {"浓度为35微克/立方米。", "濃度は35μg/m3である。", ""},
	    {"削减二氧化硫排放。", "SO2の排出を減らす。", "term"},
	    {"降低细颗粒物浓度。", "PM2.5の濃度を下げる。", ""},
	    {"降低PM2.5浓度。", "微小粒子状物質（PM2.5）の濃度を下げる。", ""},
	    {"降低PM2.5浓度。", "PM10の濃度を下げる。", "!number"});
}

static void
test_dates(void **state)
{
	(void)state;
	EXPECT({"到2025年底完成。", "2025年末までに完了する。", ""},
	    {"到2025年底完成。", "2025年までに完了する。", "date"},
	    {"2026年5月10日起施行。", "2026年5月10日から施行する。", ""},
	    {"2026年5月10日起施行。", "2026年5月11日から施行する。", "!number"},
	    {"自2026年起施行。", "令和8年（2026年）から施行する。", "date"});
}

static void
test_units(void **state)
{
	(void)state;
	EXPECT({"削减5万吨。", "5万トンを削減する。", ""},
	    {"削减5万吨。", "5万を削減する。", "unit"}, {"削减30吨。", "30トンを削減する。", ""},
	    {"削减30吨。", "30t削減する。", ""},
	    {"浓度控制在35微克/立方米。", "濃度を35に抑える。", "unit"},
	    {"控制在10毫克/立方米。", "10mg/m³に抑える。", ""});
}

static void
test_document_and_standard_numbers(void **state)
{
	(void)state;
	EXPECT({"依据国发〔2023〕24号文件。", "国発〔2023〕24号文書に基づく。", ""},
	    {"依据国发〔2023〕24号文件。", "国发〔2023〕24号文書に基づく。", ".font"},
	    {"依据国发〔2023〕24号文件。", "国発(2023)24号文書に基づく。", "reference"},
	    {"依据国发[2013]37号文件。", "国発〔2013〕37号文書に基づく。", ""},
	    {"执行GB 16297-1996标准。", "GB 16297-1996の基準による。", ""},
	    {"执行GB16297—1996标准。", "GB 16297-1996の基準による。", ""},
	    {"执行HJ/T 55-2000标准。", "HJ 55-2000の基準による。", "reference"});
}

static void
test_untranslated(void **state)
{
	(void)state;
	EXPECT({"加强大气污染防治工作。", "加强大气污染防治工作。", "untranslated term"},
	    {"治理扬尘。", "粉じん（扬尘）を対策する。", ".font"},
	    {"治理扬尘。", "扬尘を対策する。", "untranslated"}, {"北京市", "北京市", ""});
}

static void
test_chinese_punctuation(void **state)
{
	(void)state;
	EXPECT({"第一，加强治理；第二，检查。", "第一に，対策を強化し、第二に検査する。",
	           "punctuation"},
	    {"“蓝天”行动。", "“青空”行動。", "punctuation"}, {"《条例》", "「条例」", ""});
}

static void
test_terms(void **state)
{
	(void)state;
	EXPECT({"生态环境部公布名单。", "生態環境部が名簿を公表した。", ""},
	    {"生态环境部公布名单。", "環境省が名簿を公表した。", "term"},
	    {"制定重污染天气应急预案。", "重度汚染天気緊急対応計画を策定する。", ""});
}

static void
test_brackets(void **state)
{
	(void)state;
	EXPECT({"《条例》（草案）", "「条例」（草案）", ""},
	    {"《条例》（草案）", "「条例」（草案", "bracket"},
	    {"《条例》（草案）", "「条例（草案」）", "bracket"},
	    {"《“十四五”规划》", "「『第14次5カ年計画』」", ""},
	    {"《“十四五”规划》", "「『第14次5カ年計画」』", "bracket"});
}

static void
test_width(void **state)
{
	(void)state;
	EXPECT({"监测数据。", "モニタリングのデータ。", ""},
	    {"监测数据。", "ﾃﾞｰﾀの監視。", "term width"},
	    {"监测数据。", "デ－タの監視。", "term width"},
	    {"监测数据。", "ＡＢＣの監視。", "term width"}, {"5月～6月", "5月～6月", ".width"},
	    {"5月至6月", "5月〜6月", ""});
}

static void
test_length(void **state)
{
	(void)state;
	EXPECT({"各地要高度重视，认真做好各项准备。", "準備する。", "length"},
	    {"各地要高度重视，认真做好各项准备。", "各地は重視し、準備をしっかり行うこと。", ""});
}

static void
test_doubled_spaces_urls_fonts(void **state)
{
	(void)state;
	EXPECT({"加强检查。", "検査をを強化する。", "doubled"},
	    {"加强检查。", "検査を強化する。。", "doubled"},
	    {"加强检查。", "検査を強化する。 ", ".space"},
	    {"见http://www.mee.gov.cn/a.html。", "http://www.mee.gov.cn/a.htmlを参照。", ""},
	    {"见http://www.mee.gov.cn/a.html。", "http://www.mee.gov.cn/を参照。", "url"},
	    {"深圳市的计划。", "深圳市の計画。", ".font"});
}

static void
test_obligations(void **state)
{
	(void)state;
	EXPECT({"禁止露天焚烧。", "野焼きを禁止する。", ""},
	    {"禁止露天焚烧。", "野焼きをする。", "obligation"},
	    {"不得擅自停用。", "無断で停止してはならない。", ""},
	    {"不得擅自停用。", "無断で停止する。", "obligation"},
	    {"应当公开。", "公開しなければならない。", ""},
	    {"应当公开。", "公開する。", "obligation"}, {"必须整改。", "是正する。", "obligation"});
}

static struct check_unit
unit(int n, const char *source, const char *target)
{
	return (struct check_unit){.n = n,
	    .id = arena_printf(&arena, "000001-%04d", n),
	    .source = source,
	    .target = target,
	    .source_tags = "",
	    .target_tags = ""};
}

static void
test_what_needs_more_than_a_sentence(void **state)
{
	(void)state;
	struct check_unit u[3] = {unit(1, "加强检查。", "検査を強化する。"),
	    unit(2, "加强检查。", "点検を強化する。"), unit(3, "公开结果。", "結果を公開します。")};
	assert_string_equal(found(u, 1, false), "");
	assert_string_equal(found(u, 2, false), "consistency");
	assert_string_equal(found(u, 3, false), "consistency style");
	u[1].target = "";
	assert_string_equal(found(u, 2, false), "!empty");
	assert_string_equal(found(u, 2, true), "");
	u[0].source_tags = "g1 x2";
	u[0].target_tags = "g1";
	assert_string_equal(found(u, 1, false), "!tag");
	u[0].fixed = true;
	assert_string_equal(found(u, 1, false), "");
	u[0] = unit(1, "加强检查。", "検査を強化する。");
	u[0].draft = "検査を強化する。";
	assert_string_equal(found(u, 1, false), ".draft");
}

static void
test_right_figures_raise_no_alarm(void **state)
{
	(void)state;
	EXPECT({"投资1.2万亿元。", "1.2兆元を投資する。", ""},
	    {"投资1.2万亿元。", "1兆2000億元を投資する。", ""},
	    {"投资3千亿元。", "3000億元を投資する。", ""},
	    {"投资5000亿元。", "5000億元を投資する。", ""},
	    {"下降百分之十五点五。", "15.5%低下する。", ""},
	    {"下降百分之十。", "10％低下する。", ""}, {"占三分之一。", "3分の1を占める。", ""},
	    {"占1/3。", "3分の1を占める。", ""}, {"下降10-20%。", "10〜20%低下する。", ""},
	    {"下降10%~20%。", "10〜20%低下する。", ""},
	    {"下降10%至20%。", "10%から20%低下する。", ""},
	    {"2026年6月1日起。", "2026年6月1日から。", ""},
	    {"2026年6月1日起。", "2026-06-01から。", ""},
	    {"2026年6月1日起。", "令和8年6月1日から。", "date"},
	    {"二〇二六年六月一日", "2026年6月1日", ""},
	    {"9月15日—10月14日", "9月15日〜10月14日", ""}, {"“2+26”城市", "「2+26」都市", ""},
	    {"实行三年行动计划。", "3カ年行動計画を実施する。", ""},
	    {"实现零排放。", "ゼロ排出を実現する。", ""}, {"（一）总体要求", "（1）全体的要求", ""},
	    {"9:30开始。", "9時30分に始まる。", ""}, {"17：00截止。", "17時に締め切る。", ""},
	    {"臭氧日最大8小时平均第90百分位浓度", "オゾンの日最高8時間平均値の90パーセンタイル濃度",
	        ""},
	    {"发布首批名单。", "第1陣の名簿を公表する。", ""}, {"小时浓度", "1時間値濃度", ""},
	    {"今年完成。", "2026年に完了する。", ""}, {"产值翻一番。", "生産額を2倍にする。", ""},
	    {"完成三成任务。", "任務の30%を完了する。", ""},
	    {"完成三成任务。", "任務の3割を完了する。", ""}, {"第三方机构", "第三者機関", ""},
	    {"2亿千瓦时", "2億kWh", ""}, {"1.5亿吨", "1億5000万トン", ""},
	    {"每半年检查。", "6か月ごとに検査する。", ""}, {"第二十一条", "第21条", ""},
	    {"一百二十三家", "123社", ""}, {"浓度35μg/m3。", "濃度35µg/m³。", ""},
	    {"浓度35ug/m3。", "濃度35μg/m³。", ""}, {"浓度35微克/立方米。", "濃度35ug/m3。", ""},
	    {"温度25摄氏度", "温度25℃", ""}, {"上半月", "上半月（1〜15日）", ""},
	    {"PM₂.₅为15微克/立方米", "PM2.5は15μg/m³", ""});
}

static void
test_wrong_figures_do(void **state)
{
	(void)state;
	EXPECT({"投资1.2万亿元。", "1.2億元を投資する。", "!number"},
	    {"投资3千亿元。", "300億元を投資する。", "!number"},
	    {"占三分之一。", "4分の1を占める。", "!number"},
	    {"下降10-20%。", "10〜30%低下する。", "!number"},
	    {"2026年6月1日起。", "令和7年6月1日から。", "!number date"},
	    {"2026年6月1日起。", "2026年1月6日から。", "!number"},
	    {"二〇二六年六月一日", "2025年6月1日", "!number"},
	    {"今年完成。", "26年に完了する。", "!number"},
	    {"第90百分位", "9000パーセンタイル", "!number"},
	    {"产值翻一番。", "生産額を3倍にする。", "!number"},
	    {"1.5亿吨", "1億5000トン", "!number"}, {"第二十一条", "第12条", "!number"},
	    {"浓度35微克/立方米。", "濃度35mg/m³。", "unit"},
	    {"依据环大气〔2019〕35号。", "環大気〔2019〕53号による。", "!number reference"});
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers_are_compared_by_value),
	    cmocka_unit_test(test_right_figures_raise_no_alarm),
	    cmocka_unit_test(test_wrong_figures_do),
	    cmocka_unit_test(test_symbols_are_no_figures),
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_units),
	    cmocka_unit_test(test_document_and_standard_numbers),
	    cmocka_unit_test(test_untranslated),
	    cmocka_unit_test(test_chinese_punctuation),
	    cmocka_unit_test(test_terms),
	    cmocka_unit_test(test_brackets),
	    cmocka_unit_test(test_width),
	    cmocka_unit_test(test_length),
	    cmocka_unit_test(test_doubled_spaces_urls_fonts),
	    cmocka_unit_test(test_obligations),
	    cmocka_unit_test(test_what_needs_more_than_a_sentence),
	};
	return cmocka_run_group_tests_name("translate: checks", tests, setup, teardown);
}
