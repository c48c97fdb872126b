/* The key facts of a text: sentences written here in the manner of plans, reports and standards,
 * against what a reader takes from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "parse/extract/facts.h"

static struct patterns *patterns;
static struct arena arena;

static const char plan[] = "某市空气质量改善行动计划";
static const char report[] = "某市2026年9月环境空气质量状况";
static const char standard[] = "关于发布某行业大气污染物排放标准的公告";
static const char news[] = "某市召开会议";

struct sample {
	const char *title, *body, *facts;
};

static int
load(void **state)
{
	(void)state;
	patterns = patterns_new();
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	patterns_free(patterns);
	arena_release(&arena);
	return 0;
}

static struct facts
facts_of(const char *title, const char *body, const char *number)
{
	struct facts f;
	struct article a = {
	    .title = title, .body = body, .published = "2026-10-20", .doc_number = number};
	facts_read(&f, &a, patterns, &arena);
	return f;
}

static void
add(struct buf *b, const char *before, const char *s)
{
	if (s)
		buf_addf(b, "%s%s", before, s);
}

/* "target pm25 12 % down >2025 =2030 @全国", one a line. */
static void
figures_show(const struct facts *f, struct buf *b)
{
	static const char *const kinds[] = {"target", "limit", "status"};
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->fact[i];
		if (x->kind > FACT_STATUS)
			continue;
		buf_addf(b, "%s%s %s", b->len ? "\n" : "", kinds[x->kind], x->quantity_id);
		add(b, " ", x->value);
		add(b, " ", x->unit_id);
		add(b, " ", x->change);
		add(b, ", ", x->bound);
		add(b, " from ", x->base);
		add(b, " from ", x->versus);
		add(b, " in ", x->year);
		add(b, " in ", x->period);
		add(b, " @", x->place);
		add(b, " for ", x->scope);
	}
}

static void
check_figures(const struct sample *samples, size_t n)
{
	struct buf b;
	size_t wrong = 0;
	buf_init(&b, 8000);
	for (size_t i = 0; i < n; i++) {
		struct facts f = facts_of(samples[i].title, samples[i].body, NULL);
		buf_clear(&b);
		figures_show(&f, &b);
		if (strcmp(b.text, samples[i].facts) == 0)
			continue;
		wrong++;
		print_error(
		    "%s\n  wanted %s\n  got    %s\n", samples[i].body, samples[i].facts, b.text);
	}
	buf_release(&b);
	assert_int_equal(wrong, 0);
}
#define CHECK_FIGURES(samples) check_figures(samples, sizeof(samples) / sizeof *(samples))

static void
test_targets(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    {plan, "到2030年，全国地级及以上城市PM2.5浓度比2025年下降12%。",
	        "target pm25 12 % down from 2025 in 2030 @全国"},
	    {plan,
	        "到2030年，全市PM2.5浓度下降到28微克/"
	        "立方米以内，重度及以上污染天数比率控制在0.8%以内。",
	        "target pm25 28 µg/m³ at most in 2030 @全市\n"
	        "target heavy_days_share 0.8 % at most in 2030 @全市"},
	    {plan,
	        "到2028年，细颗粒物（PM2.5）年均浓度不高于30微克/立方米，优良天数比率达到85%以上，"
	        "重污染天数不超过3天。",
	        "target pm25 30 µg/m³ at most in 2028\ntarget good_days_share 85 % at least in "
	        "2028\n"
	        "target heavy_days 3 days at most in 2028"},
	    {plan, "2027年底前，优良天数比率不低于80%。",
	        "target good_days_share 80 % at least in 2027"},
	    {plan, "重点区域2030年煤炭消费量比2025年下降8%左右。",
	        "target coal 8 % down, about from 2025 in 2030 @重点区域"},
	    {plan, "重点区域新能源重型货车销售占比2030年达到30%以上。",
	        "target nev_truck_share 30 % at least in 2030 @重点区域"},
	    {plan, "到2030年，非化石能源占能源消费总量比重达25%左右。",
	        "target nonfossil_share 25 % about in 2030"},
	    {plan, "力争2028年臭氧浓度不超过150微克/立方米。",
	        "target o3 150 µg/m³ at most in 2028"},
	    {plan, "到2027年，氮氧化物重点工程减排量不少于1.2万吨。",
	        "target nox 1.2 10kt at least in 2027"},
	    {plan, "石家庄市PM2.5平均浓度控制在44微克/立方米以内。",
	        "target pm25 44 µg/m³ at most @石家庄市"},
	    {news, "方案提出，到2030年，全省PM10浓度比2025年下降9%。",
	        "target pm10 9 % down from 2025 in 2030 @全省"},
	    {news, "到2029年，PM2.5浓度控制在26—28微克/立方米。",
	        "target pm25 26-28 µg/m³ at most in 2029"},
	    {plan, "一、主要目标\n全市优良天数达到290天，PM2.5浓度为33微克/立方米。\n二、任务",
	        "target good_days 290 days at least @全市\ntarget pm25 33 µg/m³ @全市"},
	    {plan, "到2030年，单位GDP二氧化碳排放比2025年下降17%。",
	        "target co2_intensity 17 % down from 2025 in 2030"},
	};
	CHECK_FIGURES(samples);
}

static void
test_years_and_periods(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    {plan,
	        "2026年10月1日至2027年3月31日，全省PM2.5平均浓度控制在55微克/"
	        "立方米以内，同比下降4%。",
	        "target pm25 55 µg/m³ at most in 2026-10-01/2027-03-31 @全省\n"
	        "target pm25 4 % down from last year in 2026-10-01/2027-03-31 @全省"},
	    {plan, "2026年10月至2027年3月，汾渭平原重度及以上污染天数控制在10天以内。",
	        "target heavy_days 10 days at most in 2026-10/2027-03 @汾渭平原"},
	    /* The year that leads the paragraph holds for its other sentences; the base year does
	       not. */
	    {plan, "到2030年，PM2.5浓度比2025年下降10%。优良天数比率达到88%；PM10浓度下降5%。",
	        "target pm25 10 % down from 2025 in 2030\ntarget good_days_share 88 % at least in "
	        "2030\n"
	        "target pm10 5 % down in 2030"},
	    {plan, "与2025年相比，PM2.5浓度到2028年下降6%；PM10浓度下降3%。",
	        "target pm25 6 % down from 2025 in 2028\ntarget pm10 3 % down in 2028"},
	    {plan, "到2027年，PM2.5浓度下降3%。\nPM10浓度下降2%以上。",
	        "target pm25 3 % down in 2027\ntarget pm10 2 % down, at least"},
	    {report, "9月，PM2.5平均浓度为19微克/立方米。1—9月，臭氧平均浓度为140微克/立方米。",
	        "status pm25 19 µg/m³ in 2026-09\nstatus o3 140 µg/m³ in 2026-01/2026-09"},
	    {report, "12月，PM2.5平均浓度为49微克/立方米。", "status pm25 49 µg/m³ in 2025-12"},
	    {report, "2025年上半年，PM10浓度为60微克/立方米。",
	        "status pm10 60 µg/m³ in 2025-01/2025-06"},
	    {report, "2025年，全国PM2.5浓度为28.1微克/立方米，比2020年下降20%。",
	        "status pm25 28.1 µg/m³ in 2025 @全国\nstatus pm25 20 % down from 2020 in 2025 "
	        "@全国"},
	};
	CHECK_FIGURES(samples);
}

static void
test_lists_in_turn(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    {plan, "到2030年，氮氧化物和挥发性有机物（VOCs）排放总量比2025年分别下降10%、8%。",
	        "target nox 10 % down from 2025 in 2030\ntarget voc 8 % down from 2025 in 2030"},
	    {plan, "氮氧化物和挥发性有机物（VOCs）排放总量比2025年分别下降10%以上。",
	        "target nox 10 % down, at least from 2025\ntarget voc 10 % down, at least from "
	        "2025"},
	    {plan, "京津冀及周边地区、汾渭平原PM2.5浓度分别下降18%、15%。",
	        "target pm25 18 % down @京津冀及周边地区\ntarget pm25 15 % down @汾渭平原"},
	    {plan, "甲市、乙丙市和丁戊市PM2.5浓度分别控制在40、38和35微克/立方米以内。",
	        "target pm25 40 µg/m³ at most @甲市\ntarget pm25 38 µg/m³ at most @乙丙市\n"
	        "target pm25 35 µg/m³ at most @丁戊市"},
	    {report, "北京市、天津市和河北省优良天数比率分别为71.2%、68.9%和66.0%。",
	        "status good_days_share 71.2 % @北京市\nstatus good_days_share 68.9 % @天津市\n"
	        "status good_days_share 66.0 % @河北省"},
	    {report,
	        "PM2.5、PM10平均浓度分别为21微克/立方米和44微克/"
	        "立方米，同比分别下降4.5%、上升2.3%。",
	        "status pm25 21 µg/m³\nstatus pm10 44 µg/m³\n"
	        "status pm25 4.5 % down from last year\nstatus pm10 2.3 % up from last year"},
	    /* Three figures for two quantities: whose is which is not told. */
	    {report, "PM2.5和PM10浓度分别为20、30、40微克/立方米。", ""},
	};
	CHECK_FIGURES(samples);
}

static void
test_limits(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    {standard,
	        "水泥窑颗粒物排放限值为10毫克/立方米，二氧化硫为35毫克/立方米，氮氧化物为50mg/m³。",
	        "limit pm 10 mg/m³\nlimit so2 35 mg/m³\nlimit nox 50 mg/m³"},
	    {standard, "颗粒物、二氧化硫、氮氧化物排放限值分别为10、30、100毫克/立方米。",
	        "limit pm 10 mg/m³\nlimit so2 30 mg/m³\nlimit nox 100 mg/m³"},
	    {plan, "锅炉烟气中氮氧化物排放浓度不高于50毫克/立方米。", "limit nox 50 mg/m³ at most"},
	    {standard, "PM2.5年平均浓度限值由30微克/立方米收严至25微克/立方米。",
	        "limit pm25 25 µg/m³"},
	    {standard, "氮氧化物执行50毫克/立方米的排放限值。", ""},
	    {standard, "NMHC排放浓度≤60 mg/m3。", "limit nmhc 60 mg/m³ at most"},
	    {standard, "第七阶段氮氧化物排放限值为35毫克/公里。", "limit nox 35 mg/km"},
	    {news, "经监测，该公司颗粒物排放浓度为45.2毫克/立方米，超过限值3.5倍。",
	        "status pm 45.2 mg/m³"},
	    /* A target is no limit as well. */
	    {plan, "到2030年，PM2.5浓度不超过25微克/立方米。",
	        "target pm25 25 µg/m³ at most in 2030"},
	};
	CHECK_FIGURES(samples);
}

static void
test_observed_values(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    {report,
	        "9月，全国339个地级及以上城市平均空气质量优良天数比率为90.1%，同比上升1.4个百分点；"
	        "PM2.5平均浓度为19微克/立方米，同比下降5.0%。",
	        "status good_days_share 90.1 % in 2026-09 @全国\n"
	        "status good_days_share 1.4 point up from last year in 2026-09 @全国\n"
	        "status pm25 19 µg/m³ in 2026-09\nstatus pm25 5.0 % down from last year in "
	        "2026-09"},
	    {report,
	        "1—9月，京津冀及周边地区“2+36”城市平均优良天数比率为70.5%；长三角地区31个城市为82."
	        "3%。",
	        "status good_days_share 70.5 % in 2026-01/2026-09 @京津冀及周边地区\n"
	        "status good_days_share 82.3 % in 2026-01/2026-09 @长三角地区"},
	    {report, "京津冀及周边地区优良天数比率为70.5%，长三角地区为82.3%。",
	        "status good_days_share 70.5 % @京津冀及周边地区\n"
	        "status good_days_share 82.3 % @长三角地区"},
	    {news, "今年以来，全市优良天数达256天，较去年同期增加12天。",
	        "status good_days 256 days @全市\nstatus good_days 12 days up from last year "
	        "@全市"},
	    {news,
	        "2025年，全国PM2.5平均浓度达到28.0微克/"
	        "立方米，优良天数比例89.3%，重污染天数比例0.9%。",
	        "status pm25 28.0 µg/m³ in 2025 @全国\nstatus good_days_share 89.3 % in 2025 "
	        "@全国\n"
	        "status heavy_days_share 0.9 % in 2025 @全国"},
	    {plan, "2025年，全市PM2.5浓度已降至34微克/立方米。",
	        "status pm25 34 µg/m³ in 2025 @全市"},
	    {report, "CO平均浓度为0.9毫克/立方米，环比下降10.0%。",
	        "status co 0.9 mg/m³\nstatus co 10.0 % down from last month"},
	    {news, "去年，全国PM2.5浓度为28微克/立方米；“十四五”时期全国PM2.5浓度累计下降20%。",
	        "status pm25 28 µg/m³ in 2025 @全国\nstatus pm25 20 % down @全国"},
	    {news, "会议明确2026年PM2.5浓度控制在27微克/立方米，优良天数比率达到88%。",
	        "target pm25 27 µg/m³ at most in 2026\ntarget good_days_share 88 % at least in "
	        "2026"},
	    /* Compared with a year that is no time of its own; a comparison keeps its meaning. */
	    {"年度各项目标圆满完成",
	        "与某事之前的2019年相比，全国PM2.5浓度下降19.4%，首次低于30微克/立方米。",
	        "status pm25 19.4 % down from 2019 @全国\nstatus pm25 30 µg/m³ at most @全国"},
	    {news, "川南地区PM2.5浓度为55.7微克/立方米，攻坚区域PM2.5浓度为51微克/立方米。",
	        "status pm25 55.7 µg/m³ @川南地区\nstatus pm25 51 µg/m³ @攻坚区域"},
	    {report, "臭氧浓度为162微克/立方米,同比上升2.5%、优良天数比率为81.5%。",
	        "status o3 162 µg/m³\nstatus o3 2.5 % up from last year\n"
	        "status good_days_share 81.5 %"},
	    {news, "超额完成PM2.5平均浓度同比下降4%的改善目标。",
	        "target pm25 4 % down from last year"},
	};
	CHECK_FIGURES(samples);
}

/* Figures of something else, and words that only look like a quantity. */
static void
test_nothing_to_tell(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    {report, "PM2.5组分中硝酸盐占比为30%。", ""},
	    {plan, "化学需氧量和氨氮排放量分别下降8%、8%。", ""},
	    {news, "新能源汽车产量同比增长35%，出口额增长12%。", ""},
	    {plan, "推进PM2.5和臭氧协同控制，完成80家企业治理，工业增加值增长5%。", ""},
	    {plan, "10月25日前完成清单更新，责任单位整改率达到100%。", ""},
	    {news, "臭氧层保护工作完成90%。", ""},
	    {news, "PM2.5治理投入资金3亿元，占预算的12%。", ""},
	    {report, "COD浓度为20毫克/立方米。", ""},
	    {report, "PM2.5浓度持平；水质优良比例为87.2%，同比上升2.0%。", ""},
	    {report, "PM2.5浓度持平。全市为87.2%。", ""},
	    {report, "PM2.5浓度为3天。", ""},
	};
	CHECK_FIGURES(samples);
}

static void
test_words_of_a_figure(void **state)
{
	(void)state;
	static const char body[] =
	    "前言\n到2030年，全国氮氧化物和挥发性有机物（VOCs）排放总量比2025年分别下降10%以上。";
	struct facts f = facts_of(plan, body, NULL);
	assert_int_equal(f.n, 2);
	assert_string_equal(f.fact[0].quantity, "氮氧化物排放总量");
	assert_string_equal(f.fact[1].quantity, "挥发性有机物（VOCs）排放总量");
	assert_string_equal(f.fact[0].aspect, "emission");
	assert_string_equal(f.fact[0].unit, "%");
	for (size_t i = 0; i < 2; i++) {
		const char *said = arena_strn(&arena, body + f.fact[i].offset, f.fact[i].length);
		assert_string_equal(
		    said, "全国氮氧化物和挥发性有机物（VOCs）排放总量比2025年分别下降10%以上");
	}
	f = facts_of(plan, "PM2.5年均浓度为30微克/立方米，PM2.5年均浓度为30微克/立方米。", NULL);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.fact[0].quantity, "PM2.5年均浓度");
	assert_string_equal(f.fact[0].aspect, "concentration");
	assert_string_equal(f.fact[0].unit, "微克/立方米");
}

/* "title|number|alias", one a line. */
static void
check_cites(const char *title, const char *number, const char *body, const char *wanted)
{
	struct facts f = facts_of(title, body, number);
	struct buf b;
	buf_init(&b, 8000);
	for (size_t i = 0; i < f.n; i++) {
		const struct fact *x = &f.fact[i];
		if (x->kind != FACT_CITES)
			continue;
		buf_addf(&b, "%s%s|%s|%s", b.len ? "\n" : "", x->title ? x->title : "",
		    x->number ? x->number : "", x->alias ? x->alias : "");
	}
	assert_string_equal(b.text, wanted);
	buf_release(&b);
}

static void
test_cites(void **state)
{
	(void)state;
	check_cites(
	    plan, NULL, "为贯彻落实环大气〔2026〕58号，制定本方案。", "|环大气〔2026〕58号|");
	check_cites(plan, NULL, "现根据国发〔2023〕24号和豫政办〔2024〕3号执行。",
	    "|国发〔2023〕24号|\n|豫政办〔2024〕3号|");
	check_cites(plan, NULL, "按照生态环境部印发的环办大气函[2020]340号文件。",
	    "|环办大气函[2020]340号|");
	check_cites(plan, NULL, "见通知（和政发〔2020〕1号）。", "|和政发〔2020〕1号|");
	check_cites(news, NULL,
	    "《甲省大气行动计划》（甲政发〔2026〕3号，以下简称《行动计划》）已出台。"
	    "《行动计划》明确了任务。甲政发〔2026〕3号自印发之日起生效。",
	    "甲省大气行动计划|甲政发〔2026〕3号|行动计划");
	check_cites(news, NULL,
	    "《甲省大气行动计划》出台。\n《甲省大气行动计划》（甲政发〔2026〕3号）提出目标。",
	    "甲省大气行动计划|甲政发〔2026〕3号|");
	check_cites(news, NULL, "按照《国务院关于印发〈空气行动计划〉的通知》要求。",
	    "国务院关于印发〈空气行动计划〉的通知||");
	check_cites(news, NULL, "据《人民日报》报道。", "");
	check_cites("关于印发《某市大气方案》的通知", "某环发〔2026〕9号",
	    "现将《某市大气方案》（以下简称《方案》）印发给你们。\n某环发〔2026〕9号\n《方案》如下"
	    "。",
	    "");
	check_cites(
	    "《某市大气方案》政策解读", NULL, "《某市大气方案》有三个特点。", "某市大气方案||");
}

static void
test_limits_in_tables(void **state)
{
	(void)state;
	static const struct sample samples[] = {
	    /* The unit once for the table, quantities in the rows. */
	    {plan,
	        "表1 大气污染物排放限值\n单位：毫克/立方米\n污染物\t现有企业\t新建企业\n"
	        "颗粒物\t20\t10\n二氧化硫\t100\t≤50",
	        "limit pm 20 mg/m³ at most for 现有企业\nlimit pm 10 mg/m³ at most for 新建企业\n"
	        "limit so2 100 mg/m³ at most for 现有企业\nlimit so2 50 mg/m³ at most for "
	        "新建企业"},
	    /* The unit over merged cells, a merged cell missing on the left. */
	    {plan,
	        "序号\t行业\t排放限值（mg / "
	        "m³）\n颗粒物\t二氧化硫\n1\t水泥\t10\t50\n2\t玻璃\t15\t100",
	        "limit pm 10 mg/m³ at most for 1 水泥\nlimit so2 50 mg/m³ at most for 1 水泥\n"
	        "limit pm 15 mg/m³ at most for 2 玻璃\nlimit so2 100 mg/m³ at most for 2 玻璃"},
	    /* Observations, other units, tables without any. */
	    {plan, "表2 监测结果（单位：微克/立方米）\n城市\tPM2.5\n某市\t38", ""},
	    {plan, "表3 排放限值\n污染物\t数值\n颗粒物\t20", ""},
	    {plan, "表4 排放限值（单位：毫克/立方米）\n序号\t名称\n1\t某某公司\n2\t10", ""},
	};
	CHECK_FIGURES(samples);
}

static void
test_hostile_text_ends(void **state)
{
	(void)state;
	static const char *const bodies[] = {"", "%", "分别", "10%、", "PM2.5", "PM2.5浓度下降",
	    "《", "《《《》", "》", "（", "〔2026〕1号", "2026年", "1—", "到2030年",
	    "9月、10%、、、8%", "PM2.5（", "占占占", "\t\t12%\t", "，，。；"};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		assert_in_range(facts_of(plan, bodies[i], NULL).n, 0, 1);
	char *many = arena_alloc(&arena, 300000);
	memset(many, '1', 299999);
	many[299999] = '\0';
	assert_int_equal(facts_of(plan, many, NULL).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_targets),
	    cmocka_unit_test(test_years_and_periods),
	    cmocka_unit_test(test_lists_in_turn),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_observed_values),
	    cmocka_unit_test(test_nothing_to_tell),
	    cmocka_unit_test(test_words_of_a_figure),
	    cmocka_unit_test(test_cites),
	    cmocka_unit_test(test_limits_in_tables),
	    cmocka_unit_test(test_hostile_text_ends),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
