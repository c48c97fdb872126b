/* Labels of titles made up for this test; expected values follow the definitions in config/label.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "parse/classify/classify.h"

struct shop {
	struct arena a, scratch;
	struct config c;
	struct classifier *k;
};

static int
open_shop(void **state)
{
	static struct shop shop;
	struct fail f = {0};
	unsigned parts = CONFIG_REGIONS | CONFIG_VOCABULARY | CONFIG_PARTNERS;
	if (config_load(".", parts, &shop.a, &shop.c, NULL, &f) < 0 ||
	    (shop.k = classifier_new(".", &shop.c, &f)) == NULL) {
		fprintf(stderr, "%s\n", fail_text(&f));
		return -1;
	}
	*state = &shop;
	return 0;
}

static int
close_shop(void **state)
{
	struct shop *shop = *state;
	classifier_free(shop->k);
	arena_release(&shop->a);
	arena_release(&shop->scratch);
	return 0;
}

/* All values of a kind, in order, joined by ';'. */
static const char *
values(struct shop *shop, const struct classify_input *in, const char *kind)
{
	struct classify_output out;
	static char text[512];
	size_t n = 0;
	arena_reset(&shop->scratch);
	classify(shop->k, in, &shop->scratch, &out);
	text[0] = '\0';
	for (size_t i = 0; i < out.n_labels; i++)
		if (strcmp(out.labels[i].kind, kind) == 0)
			n += (size_t)snprintf(
			    text + n, sizeof text - n, "%s%s", n ? ";" : "", out.labels[i].value);
	return text;
}

struct expected {
	const char *title, *issuer, *value;
};

static void
check_all(void **state, const char *kind, const struct expected *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct classify_input in = {.title = cases[i].title, .issuer = cases[i].issuer};
		const char *got = values(*state, &in, kind);
		if (strcmp(got, cases[i].value) != 0)
			fail_msg("%s: %s is \"%s\", expected \"%s\"", cases[i].title, kind, got,
			    cases[i].value);
	}
}
#define CHECK_ALL(kind, cases) check_all(state, kind, cases, sizeof cases / sizeof *cases)

static void
test_air(void **state)
{
	static const struct expected cases[] = {
	    {"渭川市大气污染防治条例", NULL, "yes"},
	    {"关于做好臭氧污染防控工作的通知", NULL, "yes"},
	    {"关於加強機動車尾氣污染治理的通告", NULL, "yes"},
	    {"关于加强饮用水水源保护的通知", NULL, "no"},
	    {"河西县噪声污染防治行动计划", NULL, "no"},
	    {"深入打好污染防治攻坚战实施方案", NULL, "borderline"},
	    {"蓝天碧水净土保卫战工作方案", NULL, "borderline"},
	};
	CHECK_ALL("air", cases);
}

static void
test_masks(void **state)
{
	static const struct expected cases[] = {
	    {"重大气象灾害应急预案", NULL, "no"},
	    {"空气源热泵热水器推广目录", NULL, "no"},
	    {"中国三峡集团年度报告", NULL, "no"},
	};
	CHECK_ALL("air", cases);
}

static void
test_places_of_one_name(void **state)
{
	static const struct expected cases[] = {
	    {"朝阳区大气污染防治工作方案", "北京市朝阳区人民政府", "110105"},
	    {"朝阳区大气污染防治工作方案", "长春市生态环境局", "220104"},
	    {"朝阳市大气污染防治条例", "朝阳市人大常委会", "211300"},
	    {"鼓楼区扬尘管控通告", "福州市鼓楼区人民政府", "350102"},
	    {"鼓楼区扬尘管控通告", "徐州市人民政府", "320302"},
	    {"关于加强全市秸秆禁烧工作的通知", "江西省吉安市人民政府", "360800"},
	    {"关于吉林省空气质量状况的通报", "吉林省生态环境厅", "220000"},
	};
	CHECK_ALL("region", cases);
}

static void
test_name_of_several_stays_open(void **state)
{
	static const struct expected cases[] = {{"鼓楼区召开大气污染防治调度会", NULL, ""}};
	CHECK_ALL("region", cases);
	static const struct expected levels[] = {{"鼓楼区召开大气污染防治调度会", NULL, "county"}};
	CHECK_ALL("level", levels);
}

static void
test_level(void **state)
{
	static const struct expected cases[] = {
	    {"生态环境部关于山西省某市空气自动监测数据造假的通报", "生态环境部", "central"},
	    {"关于印发冬季清洁取暖方案的通知", "河南省发展改革委", "province"},
	    {"扬尘污染防治条例", "国家税务总局北京市税务局", "province"},
	    {"关于秸秆禁烧的通告", "赤峰市松山区人民政府", "county"},
	    {"长三角区域大气污染防治协作小组会议召开", NULL, "region"},
	};
	CHECK_ALL("level", cases);
}

static void
test_doc_type(void **state)
{
	static const struct expected cases[] = {
	    {"某市空气质量改善行动计划（征求意见稿）", NULL, "draft"},
	    {"关于印发《某市扬尘污染防治管理办法》的通知", NULL, "regulation"},
	    {"关于印发某市空气质量达标规划的通知", NULL, "plan"},
	    {"关于印发《关于推进绿色运输的实施意见》的通知", NULL, "opinion"},
	    {"关于做好重污染天气应对工作的通知", NULL, "notice"},
	    {"关于禁止高排放非道路移动机械作业的通告", NULL, "announcement"},
	    {"一图读懂空气质量达标规划", NULL, "interpretation"},
	    {"空气自动监测站运维服务招标公告", NULL, "procurement"},
	    {"某省锅炉大气污染物排放标准", NULL, "standard"},
	    {"某市召开臭氧污染防治调度会", NULL, "news"},
	};
	CHECK_ALL("doc_type", cases);
}

static void
test_measures(void **state)
{
	static const struct expected cases[] = {
	    {"某市扬尘污染防治条例", NULL, "dust;law"},
	    {"关于钢铁行业超低排放改造的通知", NULL, "industry"},
	    {"某县重污染天气应急预案", NULL, "emergency"},
	};
	CHECK_ALL("measure", cases);
}

static void
test_translate_asks_for_partners(void **state)
{
	static const struct expected cases[] = {
	    {"邯郸市2025年大气污染防治工作方案", "邯郸市人民政府", "high"},
	    {"衡阳市2025年大气污染防治工作方案", "衡阳市人民政府", "medium"},
	    {"关于加强饮用水水源保护的通知", "国务院", "none"},
	};
	CHECK_ALL("translate", cases);
}

static void
test_evidence_is_in_the_text(void **state)
{
	struct shop *shop = *state;
	struct classify_input in = {.title = "关 于 印发唐山市“臭氧”污染防治方案的通知",
	    .issuer = "唐山市人民政府",
	    .body = "为改善空气质量，制定本方案。"};
	struct classify_output out;
	arena_reset(&shop->scratch);
	classify(shop->k, &in, &shop->scratch, &out);
	int checked = 0;
	for (size_t i = 0; i < out.n_labels; i++) {
		const struct label *l = &out.labels[i];
		if (l->term == NULL)
			continue;
		const char *text = strcmp(l->field, "title") == 0    ? in.title
		                   : strcmp(l->field, "issuer") == 0 ? in.issuer
		                                                     : in.body;
		assert_memory_equal(text + l->offset, l->term, strlen(l->term));
		checked++;
	}
	assert_true(checked >= 5);
	assert_string_equal(out.labels[0].term, "臭氧");
	assert_int_equal(out.labels[0].offset, strlen("关 于 印发唐山市“"));
}

static void
test_nothing_known(void **state)
{
	struct classify_input in = {0};
	assert_string_equal(values(*state, &in, "air"), "no");
	assert_string_equal(values(*state, &in, "level"), "none");
	assert_string_equal(values(*state, &in, "region"), "");
	assert_string_equal(values(*state, &in, "translate"), "none");
}

static void
test_site_code_and_source(void **state)
{
	struct classify_input in = {
	    .title = "关于做好秸秆禁烧工作的通知", .site_code = "1304000001"};
	assert_string_equal(values(*state, &in, "region"), "130400");
	assert_string_equal(values(*state, &in, "level"), "city");
	in = (struct classify_input){.title = "关于做好秸秆禁烧工作的通知",
	    .source_region = "310000",
	    .source_level = LEVEL_PROVINCE};
	assert_string_equal(values(*state, &in, "region"), "310000");
}

/* The places of an act on places are in its lead; those of a collection of cases are examples. */
static void
test_places_of_cases_are_examples(void **state)
{
	struct classify_input in = {.title = "生态环境部公布废气监测数据弄虚作假典型案例",
	    .body = "现公布两起典型案例。\n一、河北某公司篡改在线监测参数案"};
	assert_string_equal(values(*state, &in, "region"), "000000");
	in = (struct classify_input){.title = "生态环境部约谈大气污染防治不力的2市",
	    .body = "生态环境部约谈保定市、邢台市政府负责人。"};
	assert_string_equal(values(*state, &in, "region"), "130600;130500");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_places_of_cases_are_examples),
	    cmocka_unit_test(test_air),
	    cmocka_unit_test(test_masks),
	    cmocka_unit_test(test_places_of_one_name),
	    cmocka_unit_test(test_name_of_several_stays_open),
	    cmocka_unit_test(test_level),
	    cmocka_unit_test(test_doc_type),
	    cmocka_unit_test(test_measures),
	    cmocka_unit_test(test_translate_asks_for_partners),
	    cmocka_unit_test(test_evidence_is_in_the_text),
	    cmocka_unit_test(test_nothing_known),
	    cmocka_unit_test(test_site_code_and_source),
	};
	return cmocka_run_group_tests_name("classify labels", tests, open_shop, close_shop);
}
