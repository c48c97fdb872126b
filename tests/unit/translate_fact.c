/* Key facts of our own as lines of a list. The vocabulary is that of config/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "translate/translate.h"

static struct translator *engine;
static struct arena memory;

struct pair {
	const char *zh, *ja; /* NULL: flagged no_template */
};

static void
statements_of_figures(void **state)
{
	static const struct pair pairs[] = {
	    {"到2025年，全市PM2.5浓度下降10%", "2025年までに、全市PM2.5濃度は10%減"},
	    {"PM2.5浓度同比下降3.2%。", "PM2.5濃度は前年同期比3.2%減"},
	    {"优良天数比例达到85%以上", "優良日数割合は85%以上に到達"},
	    {"优良天数比例不低于87%", "優良日数割合は87%以上"},
	    {"到2027年底，PM2.5浓度控制在32微克/立方米以下",
	        "2027年末までに、PM2.5濃度は32μg/m³以下に抑制"},
	    {"自2026年7月1日起施行", "2026年7月1日施行"},
	    {"浓度不得提高5%", NULL},
	    {"PM2.5浓度下降10%，优良天数增加5天", "PM2.5濃度は10%減、優良日数は5日間増"},
	    {"浓度下降10%，蓝天更多了", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct draft_text d;
		fact_draft(engine, pairs[i].zh, &memory, &d);
		if (pairs[i].ja == NULL) {
			if (strstr(d.flags, "no_template") == NULL)
				fail_msg("%s -> %s, not flagged", pairs[i].zh, d.ja);
		} else {
			assert_string_equal(d.ja, pairs[i].ja);
			assert_null(strstr(d.flags, "no_template"));
		}
	}
}

/* Lines that must read like this and carry no flag. */
static void
expect_clean(const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct draft_text d;
		fact_draft(engine, pairs[i].zh, &memory, &d);
		assert_string_equal(d.ja, pairs[i].ja);
		if (*d.flags)
			fail_msg("%s: flags are \"%s\"", pairs[i].zh, d.flags);
	}
}

#define CLEAN(pairs) expect_clean(pairs, sizeof(pairs) / sizeof(*(pairs)))

static void
changes_and_limits(void **state)
{
	static const struct pair pairs[] = {
	    {"2025年PM2.5比2020年下降10%", "2025年のPM2.5は2020年比10%減"},
	    {"到2025年，氮氧化物和挥发性有机物排放总量比2020年分别下降10%以上",
	        "2025年までに、窒素酸化物及び揮発性有機化合物（VOC）排出総量は2020年比でそれぞれ10%"
	        "以上減"},
	    {"颗粒物、二氧化硫、氮氧化物排放浓度分别不高于10、35、50毫克/立方米",
	        "粒子状物質・二酸化硫黄・窒素酸化物排出濃度はそれぞれ10・35・50mg/m³以下"},
	    {"颗粒物排放限值为10mg/m³", "粒子状物質排出限度値は10mg/m³"},
	    {"PM2.5浓度由35微克/立方米下降到28微克/立方米", "PM2.5濃度は35μg/m³から28μg/m³に低下"},
	    {"2026年9月，全国PM2.5平均浓度为19微克/立方米，同比下降5.0%",
	        "2026年9月、全国PM2.5平均濃度は19μg/m³、前年同期比5.0%減"},
	    {"到2025年，全国地级及以上城市PM2.5浓度比2020年下降10%，重度及以上污染天数比率控制在1%"
	     "以内。",
	        "2025年までに、全国地級市以上の都市PM2.5濃度は2020年比10%"
	        "減、重度以上汚染日数比率は1%以内"
	        "に抑制"},
	};
	(void)state;
	CLEAN(pairs);
}

static void
deeds_and_duties(void **state)
{
	static const struct pair pairs[] = {
	    {"2025年底前，基本完成钢铁行业超低排放改造",
	        "2025年末までに、鉄鋼業の超低排出改造を概ね完了"},
	    {"加快推进钢铁、水泥、焦化行业超低排放改造",
	        "鉄鋼・セメント・コークス業の超低排出改造の推進を加速"},
	    {"全面推进清洁取暖", "クリーン暖房を全面的に推進"},
	    {"进一步加强扬尘污染防治", "粉じん汚染防治をより一層強化"},
	    {"禁止新建燃煤锅炉", "石炭焚きボイラーの新設を禁止"},
	    {"淘汰国三及以下排放标准柴油货车", "国3以下の排出基準のディーゼル貨物車を淘汰"},
	    {"企业应当安装自动监测设备", "企業は自動モニタリング設備を設置しなければならない"},
	    {"企业不得超标排放大气污染物", "企業は大気汚染物質を基準超過排出してはならない"},
	    {"力争2030年前实现碳达峰", "2030年までに、炭素排出ピークアウトの実現を目指す"},
	};
	(void)state;
	CLEAN(pairs);
}

static void
periods_and_scope(void **state)
{
	static const struct pair pairs[] = {
	    {"本办法自2026年7月1日起施行", "本弁法は2026年7月1日施行"},
	    {"自发布之日起施行。", "公布の日から施行"},
	    {"意见反馈截止时间为2026年7月31日", "意見提出の締切は2026年7月31日"},
	    {"征求意见时间为2026年7月1日至7月31日", "意見募集期間は2026年7月1日〜7月31日"},
	    {"请于2026年7月31日前反馈意见", "2026年7月31日までに意見を提出"},
	    {"有效期5年", "有効期間は5年"},
	    {"有效期至2030年12月31日", "有効期間は2030年12月31日まで"},
	    {"《大气污染防治法》同时废止", "「大気汚染防治法」は同時に廃止"},
	    {"本标准适用于火电厂大气污染物排放管理",
	        "本標準は火力発電所大気汚染物質排出管理に適用"},
	};
	(void)state;
	for (size_t i = 0; i + 1 < sizeof(pairs) / sizeof(*pairs); i++)
		expect_clean(&pairs[i], 1);
	struct draft_text d;
	fact_draft(engine, pairs[8].zh, &memory, &d);
	assert_string_equal(d.ja, pairs[8].ja);
}

static int
setup(void **state)
{
	struct fail f = {0};
	(void)state;
	engine = translator_new(".", &f);
	return engine ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	translator_free(engine);
	arena_release(&memory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(statements_of_figures),
	    cmocka_unit_test(changes_and_limits), cmocka_unit_test(deeds_and_duties),
	    cmocka_unit_test(periods_and_scope)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
