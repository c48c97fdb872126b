/* Facts as geppo-extract writes them, against the Japanese a reader is to see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "bulletin/point.h"

static struct arena arena;
static struct config config;

static int
load(void **state)
{
	(void)state;
	struct fail f = {0};
	return config_load(".", CONFIG_REGIONS | CONFIG_VOCABULARY, &arena, &config, NULL, &f);
}

static int
unload(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* The phrases, one a line; the document's own words in 「」 where there is no phrase. */
static void
check(const char *facts, const char *wanted)
{
	struct point points[POINTS_MAX];
	struct buf b;
	buf_init(&b, 4000);
	size_t n = points_make(&config, facts, NULL, &arena, points);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, points[i].ja ? "%s%s" : "%s「%s」", i ? "\n" : "",
		    points[i].ja ? points[i].ja : points[i].zh);
	assert_string_equal(b.text, wanted);
	buf_release(&b);
}

#define FACT(kind, offset, id, rest)                                                               \
	"{\"kind\":\"" kind "\",\"text\":\"原" #offset "\",\"offset\":" #offset                    \
	",\"quantity_id\":\"" id "\"," rest "}"
#define PERCENT(n) "\"value\":\"" n "\",\"unit_id\":\"%\""
#define DENSITY(n) "\"aspect\":\"concentration\",\"value\":\"" n "\",\"unit_id\":\"µg/m³\""
#define LIMIT(n) "\"aspect\":\"emission\",\"value\":\"" n "\",\"unit_id\":\"mg/m³\""
#define CONC "\"aspect\":\"concentration\","
#define EMIT "\"aspect\":\"emission\","

/* The page and two of its files carry one paper: each figure is told once, with its place. */
static void
test_attachments(void **state)
{
	(void)state;
	struct point points[POINTS_MAX];
	size_t n = points_make(&config,
	    "[" FACT("target", 7, "pm25", DENSITY("35")) "," FACT(
	        "target", 7, "pm25", DENSITY("35") ",\"attachment\":1") "," FACT("target", 9, "o3",
	        DENSITY("150") ",\"attachment\":1") "," FACT("target", 9, "o3",
	        DENSITY("150") ",\"attachment\":2") "]",
	    NULL, &arena, points);
	assert_int_equal(n, 2);
	assert_int_equal(points[0].attachment, 0);
	assert_int_equal(points[1].attachment, 1);
}

/* A figure without a phrase of its own takes the draft of its words, when there is one. */
static void
test_drafted_words(void **state)
{
	(void)state;
	struct point points[POINTS_MAX];
	const char *facts = "[" FACT("target", 7, "unknown", PERCENT("3")) "," FACT(
	    "target", 9, "odd", PERCENT("4")) "]";
	assert_int_equal(points_make(&config, facts, "{\"原7\":\"草案\"}", &arena, points), 2);
	assert_string_equal(points[0].ja, "草案");
	assert_null(points[1].ja);
	assert_int_equal(points_make(&config, facts, "no JSON", &arena, points), 2);
	assert_null(points[0].ja);
}

static void
test_targets(void **state)
{
	(void)state;
	check("[" FACT("target", 1, "pm25",
	          CONC PERCENT("12") ",\"change\":\"down\",\"base\":\"2025\",\"year\":\"2030\","
	                             "\"place\":\"全国\"") "]",
	    "2030年までにPM2.5濃度を2025年比12%低下(全国)");
	check("[" FACT("target", 1, "heavy_days_share",
	          PERCENT("0.8") ",\"change\":\"at most\",\"year\":\"2030\"") "]",
	    "2030年に重汚染日数の割合を0.8%以内");
	check("[" FACT("target", 1, "coal",
	          PERCENT("8") ",\"change\":\"down\",\"bound\":\"about\",\"base\":\"2025\"") "]",
	    "石炭消費量を2025年比8%程度削減");
	check(
	    "[" FACT("target", 1, "good_days",
	        "\"value\":\"290\",\"unit_id\":\"days\",\"change\":\"at least\",\"year\":\"2027\","
	        "\"place\":\"石家庄市\"") "]",
	    "2027年に優良日数を290日以上(石家荘市)");
	check("[" FACT("target", 1, "nev_truck_share",
	          PERCENT("30") ",\"change\":\"at least\",\"year\":\"2030\","
	                        "\"place\":\"京津冀及周边地区、汾渭平原和上海市\"") "]",
	    "2030年に新エネルギー大型トラックの割合を30%以上(京津冀・周辺地域、汾渭平原、上海市)");
	check("[" FACT("target", 1, "pm25", DENSITY("26-28") ",\"year\":\"2029\"") "]",
	    "2029年にPM2.5濃度を26-28 μg/m³に");
	check("[" FACT("target", 1, "pm25",
	          DENSITY("46") ",\"change\":\"at most\",\"period\":\"2026-10-01/2027-03-31\","
	                        "\"place\":\"京津冀及周边地区\"") "," FACT("target", 9, "pm25",
	          CONC PERCENT("4") ",\"change\":\"down\",\"versus\":\"last year\","
	                            "\"period\":\"2026-10-01/2027-03-31\","
	                            "\"place\":\"京津冀及周边地区\"") "]",
	    "2026年10月1日-2027年3月31日にPM2.5濃度を46 "
	    "μg/m³以内、前年同期比4%低下(京津冀・周辺地域)");
}

static void
test_said_in_one_breath(void **state)
{
	(void)state;
	check(
	    "[" FACT("target", 1, "nox",
	        EMIT PERCENT("10") ",\"change\":\"down\",\"bound\":\"at least\",\"base\":\"2025\","
	                           "\"year\":\"2030\"") "," FACT("target", 1, "voc",
	        EMIT PERCENT("10") ",\"change\":\"down\",\"bound\":\"at least\",\"base\":\"2025\","
	                           "\"year\":\"2030\"") "]",
	    "2030年までにNOx・VOC排出量をそれぞれ10%以上削減(2025年比)");
	check("[" FACT("target", 1, "nox",
	          EMIT PERCENT("10") ",\"change\":\"down\",\"base\":\"2025\"") "," FACT("target", 1,
	          "voc", EMIT PERCENT("8") ",\"change\":\"down\",\"base\":\"2025\"") "]",
	    "NOx排出量を10%、VOC排出量を8%削減(2025年比)");
	check(
	    "[" FACT("target", 1, "pm25",
	        CONC PERCENT(
	            "18") ",\"change\":\"down\",\"place\":\"京津冀及周边地区\"") "," FACT("target",
	        1, "pm25", CONC PERCENT("15") ",\"change\":\"down\",\"place\":\"汾渭平原\"") "]",
	    "PM2.5濃度を京津冀・周辺地域で18%、汾渭平原で15%低下");
	check("[" FACT("limit", 1, "pm", LIMIT("10")) "," FACT(
	          "limit", 2, "so2", LIMIT("35")) "," FACT("limit", 3, "nox", LIMIT("50")) "]",
	    "限値：粒子状物質 10、SO2 35、NOx 50 mg/m³");
	/* A second furnace's limits are a phrase of their own. */
	check(
	    "[" FACT("limit", 1, "nox", LIMIT("50")) "," FACT("limit", 2, "nox", LIMIT("100")) "]",
	    "限値：NOx 50 mg/m³\n限値：NOx 100 mg/m³");
}

static void
test_observed_values(void **state)
{
	(void)state;
	check("[" FACT("status", 1, "pm25", DENSITY("19") ",\"period\":\"2026-09\"") "]",
	    "実績：2026年9月のPM2.5濃度 19 μg/m³");
	check(
	    "[" FACT("status", 1, "good_days_share",
	        PERCENT(
	            "90.1") ",\"period\":\"2026-01/2026-09\",\"place\":\"全国\"") "," FACT("status",
	        2, "good_days_share",
	        "\"value\":\"1.4\",\"unit_id\":\"point\",\"change\":\"up\","
	        "\"versus\":\"last year\",\"period\":\"2026-01/2026-09\",\"place\":\"全国\"") "]",
	    "実績：2026年1月-9月の優良日数の割合 90.1%(全国、前年同期比1.4ポイント上昇)");
	check(
	    "[" FACT("status", 1, "pm25",
	        CONC PERCENT("20") ",\"change\":\"down\",\"base\":\"2020\",\"year\":\"2025\"") "]",
	    "実績：2025年のPM2.5濃度 2020年比20%低下");
	check("[" FACT("status", 1, "heavy_days",
	          "\"value\":\"4\",\"unit_id\":\"days\",\"change\":\"down\","
	          "\"versus\":\"last month\"") "]",
	    "実績：重汚染日数 前月比4日減少");
}

static void
test_order(void **state)
{
	(void)state;
	check("[" FACT("status", 1, "pm25", DENSITY("30")) "," FACT(
	          "limit", 2, "pm", LIMIT("10")) "," FACT("target", 3, "coal",
	          PERCENT("5") ",\"change\":\"down\"") "," FACT("target", 4, "o3",
	          DENSITY("150") ",\"change\":\"at most\"") "]",
	    "オゾン濃度を150 μg/m³以内\n石炭消費量を5%削減\n限値：粒子状物質 10 mg/m³");
}

/* Nothing is made up: a word without its Japanese leaves the document's own. */
static void
test_without_a_phrase(void **state)
{
	(void)state;
	check("[" FACT("target", 1, "noise", PERCENT("90")) "]", "「原1」");
	check("[" FACT("target", 1, "pm25", "\"value\":\"9\",\"unit_id\":\"furlong\"") "]",
	    "「原1」");
	check("[" FACT("target", 1, "pm25", DENSITY("9") ",\"place\":\"某某区\"") "]", "「原1」");
	check("[" FACT("target", 1, "pm25", "\"unit_id\":\"%\"") "]", "「原1」");
	check("[{\"kind\":\"target\",\"text\":\"原\"}]", "「原」");
	check("[{\"kind\":\"target\"},{\"kind\":\"cites\",\"text\":\"x\"},7,null,{}]", "");
	check("[]", "");
	check(NULL, "");
	check("no json", "");
	check("{\"kind\":\"target\"}", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_attachments),
	    cmocka_unit_test(test_drafted_words),
	    cmocka_unit_test(test_targets),
	    cmocka_unit_test(test_said_in_one_breath),
	    cmocka_unit_test(test_observed_values),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_without_a_phrase),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
