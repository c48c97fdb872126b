/* bulletin_selection.c - which items stand in an issue, where, and what became of the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bulletin/placing.h"
#include "bulletin/report.h"
#include "bulletin/selection.h"

static struct arena arena;
static struct config config;

static int
load(void **state)
{
	(void)state;
	struct fail f = {0};
	/* the shipped vocabularies, and partners as a data directory has them */
	return config_load(
	    ".", CONFIG_REGIONS | CONFIG_VOCABULARY | CONFIG_PARTNERS, &arena, &config, NULL, &f);
}

static int
unload(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct item
item(const char *id, const char *date, const char *air, const char *level, const char *type,
    const char *region)
{
	struct document *d = arena_zalloc(&arena, 1, sizeof *d);
	struct label *l = arena_zalloc(&arena, 5, sizeof *l);
	*d = (struct document){.title = id, .published = date, .body = "", .facts = "[]"};
	l[0] = (struct label){.kind = "air", .value = air};
	l[1] = (struct label){.kind = "level", .value = level};
	l[2] = (struct label){.kind = "doc_type", .value = type};
	l[3] = (struct label){.kind = "region", .value = region};
	l[4] = (struct label){.kind = "translate", .value = "low"};
	return (struct item){.id = id,
	    .date = date,
	    .documents = d,
	    .n_documents = 1,
	    .labels = l,
	    .n_labels = 5,
	    .first_seen = "2026-06-15T00:00:00Z",
	    .title_flags = ""};
}

static struct selection
selected(struct item *month, size_t n, struct item *seen, size_t n_seen, struct item *related,
    size_t n_related)
{
	struct month m;
	struct selection s;
	struct material mat = {.month = month,
	    .n_month = n,
	    .seen = seen,
	    .n_seen = n_seen,
	    .related = related,
	    .n_related = n_related};
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	selection_make(&config, &m, &mat, &arena, &s);
	return s;
}

static void
is(const struct selection *s, const char *id, enum fate fate, enum section section,
    const char *place)
{
	const struct pick *p = selection_find(s, id);
	assert_non_null(p);
	assert_int_equal(p->fate, fate);
	if (fate != FATE_ENTRY)
		return;
	assert_int_equal(p->section, section);
	if (place)
		assert_string_equal(p->place, place);
	else
		assert_null(p->place);
}

static void
test_air_in_others_out(void **state)
{
	(void)state;
	struct item month[] = {
	    item("AAA1", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("AAA2", "2026-06-04", "borderline", "central", "notice", "000000"),
	    item("AAA3", "2026-06-05", "no", "central", "notice", "000000"),
	    item("AAA4", "2026-06-06", "borderline", "city", "procurement", "130400"),
	};
	struct selection s = selected(month, 4, NULL, 0, NULL, 0);
	is(&s, "AAA1", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "AAA2", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "AAA3", FATE_NOT_AIR, 0, NULL);
	is(&s, "AAA4", FATE_NOISE, 0, NULL);
	assert_int_equal(s.n, 4);
	assert_int_equal(s.fates[FATE_ENTRY], 2);
	assert_int_equal(s.fates[FATE_NOT_AIR], 1);
	assert_int_equal(s.fates[FATE_NOISE], 1);
	assert_int_equal(s.sections[SECTION_CENTRAL], 2);
}

static void
test_places(void **state)
{
	(void)state;
	struct item month[] = {
	    item("HD01", "2026-06-03", "yes", "city", "plan", "130400"),   /* 邯鄲市 */
	    item("HD02", "2026-06-03", "yes", "county", "plan", "130402"), /* its 邯山区 */
	    item("TS01", "2026-06-03", "yes", "city", "plan", "130200"),   /* 唐山: 河北省 */
	    item("SY01", "2026-06-03", "yes", "city", "plan", "210100"), /* 瀋陽 before 遼寧 */
	    item("JN01", "2026-06-03", "yes", "city", "plan", "370100"), /* 済南: 2+36 */
	    item("JJJ1", "2026-06-03", "yes", "region", "plan", "jjj"),
	    item("KM01", "2026-06-03", "yes", "city", "plan", "530100"),    /* 昆明 */
	    item("CD01", "2026-06-03", "yes", "central", "plan", "510100"), /* a ministry on 成都 */
	    item("CC01", "2026-06-03", "yes", "central", "enforcement", "130400"),
	};
	struct selection s = selected(month, 9, NULL, 0, NULL, 0);
	is(&s, "HD01", FATE_ENTRY, SECTION_PARTNER, "130400");
	is(&s, "HD02", FATE_ENTRY, SECTION_PARTNER, "130400");
	is(&s, "TS01", FATE_ENTRY, SECTION_PARTNER, "130000");
	is(&s, "SY01", FATE_ENTRY, SECTION_PARTNER, "210100");
	is(&s, "JN01", FATE_ENTRY, SECTION_KEY, "jjj");
	is(&s, "JJJ1", FATE_ENTRY, SECTION_KEY, "jjj");
	is(&s, "KM01", FATE_ENTRY, SECTION_OTHER, "530100");
	is(&s, "CD01", FATE_ENTRY, SECTION_OTHER, "510100");
	is(&s, "CC01", FATE_ENTRY, SECTION_PARTNER, "130400");
}

static void
test_late_finds_stand_apart(void **state)
{
	(void)state;
	struct item seen[] = {
	    item("LAT1", "2026-05-31", "yes", "central", "plan", "000000"),
	    item("LAT2", "2026-05", "yes", "central", "plan", "000000"),
	    item("BASE", "2026-04-01", "yes", "central", "plan", "000000"),
	    item("YEAR", "2026", "yes", "central", "plan", "000000"),
	    item("TOLD", "2026-05-30", "yes", "central", "plan", "000000"),
	    item("NOW1", "2026-06-02", "yes", "central", "plan", "000000"),
	};
	seen[2].baseline = true;
	seen[4].last_issue = "2026-05";
	struct selection s = selected(&seen[5], 1, seen, 6, NULL, 0);
	is(&s, "LAT1", FATE_ENTRY, SECTION_LATE, NULL);
	is(&s, "LAT2", FATE_ENTRY, SECTION_LATE, NULL);
	assert_null(selection_find(&s, "BASE"));
	is(&s, "YEAR", FATE_YEAR_ONLY, 0, NULL);
	is(&s, "TOLD", FATE_CARRIED, 0, NULL);
	is(&s, "NOW1", FATE_ENTRY, SECTION_CENTRAL, NULL);
	assert_int_equal(s.n, 5); /* NOW1 once, though it was also first seen in the month */
}

static void
test_once_ever(void **state)
{
	(void)state;
	struct item month[] = {
	    item("OLD1", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("SAME", "2026-06-03", "yes", "central", "plan", "000000"),
	};
	month[0].last_issue = "2026-05";
	month[1].last_issue = "2026-06"; /* drafted before: the same issue again */
	struct selection s = selected(month, 2, NULL, 0, NULL, 0);
	is(&s, "OLD1", FATE_CARRIED, 0, NULL);
	is(&s, "SAME", FATE_ENTRY, SECTION_CENTRAL, NULL);
}

static void
test_a_report_is_a_line_of_its_document(void **state)
{
	(void)state;
	struct item month[] = {
	    item("PLAN", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("NEWS", "2026-06-03", "yes", "central", "news", "000000"),
	    item("NEW2", "2026-06-03", "yes", "central", "news", "000000"), /* of an earlier one */
	    item("NEW3", "2026-06-03", "yes", "central", "news", "000000"), /* of one unknown */
	    item("EXPL", "2026-06-03", "yes", "central", "interpretation", "000000"),
	    item("WEEK", "2026-06-03", "yes", "central", "news",
	        "000000"), /* cites it among others */
	};
	struct item old = item("PAST", "2026-04-03", "yes", "central", "plan", "000000");
	old.last_issue = "2026-04";
	struct relation of_plan = {.kind = "reports", .from = "NEWS", .to = "PLAN"};
	struct relation of_past = {.kind = "reports", .from = "NEW2", .to = "PAST"};
	struct relation of_none = {.kind = "cites", .from = "NEW3", .target = "国发〔2013〕37号"};
	struct relation week = {.kind = "cites", .from = "WEEK", .to = "PLAN"};
	struct relation explains = {.kind = "interprets", .from = "EXPL", .to = "PLAN"};
	month[1].relations = &of_plan, month[1].n_relations = 1;
	month[2].relations = &of_past, month[2].n_relations = 1;
	month[3].relations = &of_none, month[3].n_relations = 1;
	month[4].relations = &explains, month[4].n_relations = 1;
	month[5].relations = &week, month[5].n_relations = 1;
	struct selection s = selected(month, 6, NULL, 0, &old, 1);
	is(&s, "PLAN", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "NEWS", FATE_REPORT, 0, NULL);
	assert_string_equal(selection_find(&s, "NEWS")->under->id, "PLAN");
	is(&s, "NEW2", FATE_FOLLOWUP, 0, NULL);
	is(&s, "NEW3", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "EXPL", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "WEEK", FATE_ENTRY, SECTION_CENTRAL, NULL);
}

static void
test_a_report_known_by_the_name_it_holds(void **state)
{
	(void)state;
	assert_true(title_reports(
	    "国务院印发《美丽中国建设“十五五”规划》_生态环境部", "美丽中国建设 “十五五”规划"));
	assert_true(title_reports("视频丨《大气行动计划》发布（央视《新闻联播》）",
	    "国务院关于印发《大气行动计划》的通知"));
	assert_true(
	    title_reports("甲印发《乙〈丙丁戊己〉办法》", "关于印发《乙〈丙丁戊己〉办法》的通知"));
	assert_false(title_reports("国务院印发《大气行动计划》", "《大气行动计划2027》"));
	assert_false(title_reports("大气行动计划发布", "大气行动计划"));
	assert_false(title_reports("央视《新闻》", "新闻"));
	assert_true(title_reports("工业和信息化部等五部门联合启动2026年新能源汽车下乡活动",
	    "工业和信息化部 商务部等五部门关于开展2026年新能源汽车下乡活动的通知"));
	assert_false(title_reports(
	    "五部门启动2025年新能源汽车下乡活动", "五部门关于开展2026年新能源汽车下乡活动的通知"));
	assert_false(title_reports("大气污染防治工作推进会召开", "关于做好大气污染防治工作的通知"));
	assert_false(title_reports("甲乙", "关于的"));
	assert_false(title_reports("《没有结束的名称", "没有结束的名称"));
	struct item month[] = {
	    item("PLAN", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("EXPL", "2026-06-03", "yes", "central", "interpretation", "000000"),
	    item("NEWS", "2026-06-03", "yes", "central", "news", "000000"),
	};
	((struct document *)month[0].documents)->title = "关于印发《大气行动计划》的通知";
	((struct document *)month[1].documents)->title = "解读《大气行动计划》";
	((struct document *)month[2].documents)->title = "部门印发《大气行动计划》";
	struct selection s = selected(month, 3, NULL, 0, NULL, 0);
	is(&s, "EXPL", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "NEWS", FATE_REPORT, 0, NULL);
	assert_string_equal(selection_find(&s, "NEWS")->under->id, "PLAN");
}

static void
test_editors_go_before_rules(void **state)
{
	(void)state;
	struct item month[] = {
	    item("A0001", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("A0002", "2026-06-04", "yes", "central", "notice", "000000"),
	    item("A0003", "2026-06-05", "no", "central", "notice", "000000"),
	    item("A0004", "2026-06-06", "yes", "central", "notice", "000000"),
	    item("A0005", "2026-06-07", "yes", "central", "news", "000000"),
	    item("A0006", "2026-06-08", "yes", "central", "news", "000000"),
	};
	struct relation of_plan[] = {{.kind = "reports", .from = "A0005", .to = "A0001"},
	    {.kind = "reports", .from = "A0006", .to = "A0002"}};
	month[4].relations = &of_plan[0], month[4].n_relations = 1;
	month[5].relations = &of_plan[1], month[5].n_relations = 1;
	struct item old = item("A0009", "2026-02-01", "yes", "central", "plan", "000000");
	const struct decision list[] = {
	    {.subject = "issue:2026-06", .field = "include:A0003", .value = "yes"},
	    {.subject = "issue:2026-06", .field = "include:A0005", .value = "yes"},
	    {.subject = "issue:2026-06", .field = "include:A0009", .value = "yes"},
	    {.subject = "issue:2026-06", .field = "include:A0002", .value = "yes"},
	    {.subject = "issue:2026-06", .field = "exclude:A0002", .value = "yes"},
	    {.subject = "issue:2026-06", .field = "order:A0004", .value = "1"},
	    {.subject = "issue:2026-06", .field = "order:A0003", .value = "2"},
	};
	struct month m;
	struct selection s;
	struct material mat = {
	    .month = month, .n_month = 6, .included = &old, .n_included = 1, .choices = {list, 7}};
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	selection_make(&config, &m, &mat, &arena, &s);
	is(&s, "A0002", FATE_EXCLUDED, 0, NULL);
	is(&s, "A0003", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "A0005", FATE_ENTRY, SECTION_CENTRAL, NULL); /* no line of the plan */
	is(&s, "A0006", FATE_ENTRY, SECTION_CENTRAL, NULL); /* what it reports is out */
	is(&s, "A0009", FATE_ENTRY, SECTION_LATE, NULL);
	assert_string_equal(s.picks[0].item->id, "A0004");
	assert_string_equal(s.picks[1].item->id, "A0003");
	assert_string_equal(s.picks[2].item->id, "A0001");
}

/* A column on trial puts nothing into an issue; a confirmed one that has the paper, too, does. */
static void
test_columns_on_trial_enter_no_issue(void **state)
{
	(void)state;
	struct source sources[] = {
	    {.id = "new", .state = "trial"}, {.id = "old", .state = "active"}};
	struct config tried = config;
	tried.sources = sources;
	tried.n_sources = 2;
	struct item month[] = {
	    item("A0001", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("A0002", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("A0003", "2026-06-03", "yes", "central", "plan", "000000"),
	};
	struct document one[] = {{.source = "new"}};
	struct document two[] = {{.source = "new"}, {.source = "old"}};
	struct document loaded[] = {{.source = NULL}};
	month[0].documents = one, month[0].n_documents = 1;
	month[1].documents = two, month[1].n_documents = 2;
	month[2].documents = loaded, month[2].n_documents = 1;
	struct month m;
	struct selection s;
	struct material mat = {.month = month, .n_month = 3};
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	selection_make(&tried, &m, &mat, &arena, &s);
	is(&s, "A0001", FATE_TRIAL, 0, NULL);
	is(&s, "A0002", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "A0003", FATE_ENTRY, SECTION_CENTRAL, NULL);
}

/* Dated by their capture alone, at the first harvest: old or new, nobody knows. */
static void
test_undated_of_a_first_harvest_stay_out(void **state)
{
	(void)state;
	struct item month[] = {
	    item("A0001", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("A0002", "2026-06-03", "yes", "central", "plan", "000000"),
	    item("A0003", "2026-06-03", "yes", "central", "plan", "000000"),
	};
	month[0].date_is_capture = month[1].date_is_capture = true;
	month[0].baseline = month[2].baseline = true;
	struct selection s = selected(month, 3, NULL, 0, NULL, 0);
	is(&s, "A0001", FATE_BASELINE, 0, NULL);
	is(&s, "A0002", FATE_ENTRY, SECTION_CENTRAL, NULL);
	is(&s, "A0003", FATE_ENTRY, SECTION_CENTRAL, NULL); /* dated in the month */
}

static void
test_weightier_first(void **state)
{
	(void)state;
	struct item month[] = {
	    item("NEWS", "2026-06-01", "yes", "central", "news", "000000"),
	    item("PLAN", "2026-06-20", "yes", "central", "plan", "000000"),
	    item("CITY", "2026-06-01", "yes", "city", "plan", "310000"),
	};
	struct selection s = selected(month, 3, NULL, 0, NULL, 0);
	assert_string_equal(s.picks[0].item->id, "PLAN");
	assert_string_equal(s.picks[1].item->id, "NEWS");
	assert_string_equal(s.picks[2].item->id, "CITY");
}

static void
test_regions_above(void **state)
{
	(void)state;
	const char *keys[4];
	assert_string_equal(region_province(&config, "130400"), "130000");
	assert_null(region_province(&config, "310000"));
	assert_int_equal(region_keys(&config, "130400", "2026-06-30", keys, 4), 1);
	assert_string_equal(keys[0], "jjj");
	assert_int_equal(region_keys(&config, "310000", "2026-06-30", keys, 4), 1);
	assert_string_equal(keys[0], "yrd");
	assert_int_equal(region_keys(&config, "420100", "2026-06-30", keys, 4), 0);
	/* 山西 has members in 汾渭平原 only since 2023-11-30 */
	assert_int_equal(region_keys(&config, "140000", "2026-06-30", keys, 4), 1);
	assert_string_equal(keys[0], "fwp");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_air_in_others_out),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_late_finds_stand_apart),
	    cmocka_unit_test(test_once_ever),
	    cmocka_unit_test(test_a_report_is_a_line_of_its_document),
	    cmocka_unit_test(test_a_report_known_by_the_name_it_holds),
	    cmocka_unit_test(test_editors_go_before_rules),
	    cmocka_unit_test(test_columns_on_trial_enter_no_issue),
	    cmocka_unit_test(test_undated_of_a_first_harvest_stay_out),
	    cmocka_unit_test(test_weightier_first),
	    cmocka_unit_test(test_regions_above),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
