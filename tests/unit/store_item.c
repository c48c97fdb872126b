/* store_item.c - items as readers get them: dates, labels, decisions, drafts, issues, jobs, search.
 */
#include "store_fixture.h"

#include <sqlite3.h>

static void
load(const char *id, const char *title, const char *published, const char *body,
    const struct label *labels, size_t n)
{
	const struct document d = {.loaded_id = id,
	    .title = title,
	    .issuer = "山东省生态环境厅",
	    .published = published,
	    .in_force = "2026-09-01",
	    .body = body,
	    .captured_at = "2026-06-30T16:30:00Z"};
	assert_int_equal(store_document_load(s, &d, labels, n, &f), 1);
}

/* Titles of the items a query finds, joined by spaces. */
static const char *
titles(const struct item_query *q)
{
	const struct item *found;
	size_t n;
	char *all = arena_str(&memory, "");
	assert_works(store_items(s, q, &memory, &found, &n, &f));
	for (size_t i = 0; i < n; i++)
		all =
		    arena_printf(&memory, "%s%s%s", all, i ? " " : "", found[i].documents[0].title);
	return all;
}

static const struct item *
item(const char *id)
{
	const char *ids[] = {id, NULL};
	const struct item *found;
	size_t n;
	assert_works(store_items(s, &(struct item_query){.ids = ids}, &memory, &found, &n, &f));
	return n == 1 ? found : NULL;
}

static void
load_five(void)
{
	static const struct label yes[] = {{.kind = "air", .value = "yes", .score = 1},
	    {.kind = "region", .value = "370100", .score = 1},
	    {.kind = "measure", .value = "dust", .score = 1}},
	                          no[] = {{.kind = "air", .value = "no", .score = 1}},
	                          half[] = {{.kind = "air", .value = "borderline", .score = 1}};
	load("a", "济南扬尘通告", "2026-06-30", "大气污染防治，氢气", yes, 3);
	load("b", "青岛噪声公告", "2026-07-01", "噪声", no, 1);
	load("c", "烟台港口规划", "2026-06", "港口与大气", half, 1);
	load("d", "威海散煤年鉴", "2026", "散煤", yes, 3);
	load("e", "日照臭氧简报", NULL, "臭氧", yes, 3);
	run_pass();
}

static void
test_dates_place_items_in_months(void **state)
{
	(void)state;
	load_five();
	/* A month alone lies in its month, a year alone in none; without any date the day of
	 * capture in Beijing counts: half past midnight on the first of July. */
	assert_string_equal(
	    titles(&(struct item_query){.date_from = "2026-06-01", .date_to = "2026-06-30"}),
	    "烟台港口规划 济南扬尘通告");
	assert_string_equal(
	    titles(&(struct item_query){.date_from = "2026-07-01", .date_to = "2026-07-31"}),
	    "青岛噪声公告 日照臭氧简报");
	assert_true(item("e")->date_is_capture);
	assert_string_equal(item("e")->date, "2026-07-01");
	assert_string_equal(
	    titles(&(struct item_query){
	        .date_from = "2025-01-01", .date_to = "2026-12-31", .air = "borderline"}),
	    "烟台港口规划 济南扬尘通告 日照臭氧简报");
	assert_string_equal(titles(&(struct item_query){.coming_from = "2026-09-01",
	                        .coming_to = "2026-09-01",
	                        .air = "borderline",
	                        .max = 2}),
	    "威海散煤年鉴 烟台港口规划");
	assert_string_equal(titles(&(struct item_query){.coming_from = "2026-09-02"}), "");
	assert_string_equal(titles(&(struct item_query){.after = item("c")->id}),
	    "济南扬尘通告 青岛噪声公告 日照臭氧简报");
	assert_null(item("nosuch"));
}

static void
decide(const char *subject, const char *field, const char *value)
{
	const struct decision d = {
	    .subject = subject, .field = field, .value = value, .who = "test"};
	assert_works(store_decide(s, &d, &f));
}

static void
test_decisions_win_and_can_be_taken_back(void **state)
{
	(void)state;
	load_five();
	const char *subject = arena_printf(&memory, "item:%s", item("b")->id);
	decide(subject, "label.air", "yes");
	decide(subject, "label.measure", "ods;climate");
	decide(subject, "title_ja", "青島騒音公告");
	decide(subject, "note", "重要");
	const struct item *i = item("b");
	assert_string_equal(item_label(i, "air")->value, "yes");
	assert_string_equal(item_label_at(i, "measure", 1)->value, "climate");
	assert_null(item_label_at(i, "measure", 2));
	assert_string_equal(i->title_ja, "青島騒音公告");
	assert_true(i->title_accepted);
	assert_string_equal(i->note, "重要");
	assert_string_equal(titles(&(struct item_query){.air = "yes", .date_from = "2026-07-01"}),
	    "青岛噪声公告 日照臭氧简报");
	decide(subject, "note", "");
	assert_null(item("b")->note);
	const struct decision *all;
	size_t n;
	assert_works(store_decisions(s, subject, &memory, &all, &n, &f));
	assert_int_equal(n, 5);
	assert_string_equal(all[0].field, "label.air");
}

static void
test_decisions_can_not_be_changed(void **state)
{
	(void)state;
	load_five();
	decide("document:a", "label.air", "no");
	assert_string_equal(item_label(item("a"), "air")->value, "no");
	char path[128];
	sqlite3 *db;
	snprintf(path, sizeof path, "%s/geppo.db", dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "UPDATE decision SET value = 'yes'", 0, 0, 0), SQLITE_CONSTRAINT);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM decision", 0, 0, 0), SQLITE_CONSTRAINT);
	sqlite3_close(db);
}

static void
test_a_draft_lasts_as_long_as_its_title(void **state)
{
	(void)state;
	load_five();
	const struct item *undrafted;
	size_t n;
	const struct draft d = {.item = item("a")->id,
	    .field = "title",
	    .text = "済南粉じん通告",
	    .flags = "place",
	    .coverage = 0.9};
	assert_works(store_drafts_put(s, &d, 1, &f));
	assert_string_equal(item("a")->title_ja, "済南粉じん通告");
	assert_false(item("a")->title_accepted);
	assert_string_equal(item("a")->title_flags, "place");
	assert_works(store_items_undrafted(s, NULL, 0, &memory, &undrafted, &n, &f));
	assert_int_equal(n, 4);
	load("a", "济南扬尘通告（更正）", "2026-06-30", "x", NULL, 0);
	run_pass();
	assert_null(item("a")->title_ja);
	assert_works(store_items_undrafted(s, NULL, 0, &memory, &undrafted, &n, &f));
	assert_int_equal(n, 5);
}

static void
test_issues_remember_their_entries(void **state)
{
	(void)state;
	load_five();
	const struct entry entries[] = {{item("a")->id, "partner"}, {item("c")->id, "rest"}};
	struct issue issue;
	assert_int_equal(store_issue(s, "2026-06", &memory, &issue, &f), 0);
	assert_works(store_issue_put(s, "2026-06", "<issue/>", entries, 2, &f));
	assert_works(store_issue_put(s, "2026-06", "<issue n='2'/>", entries, 1, &f));
	assert_int_equal(store_issue(s, "2026-06", &memory, &issue, &f), 1);
	assert_string_equal(issue.xml, "<issue n='2'/>");
	assert_string_equal(issue.state, "draft");
	assert_string_equal(item("a")->last_issue, "2026-06");
	assert_null(item("c")->last_issue);
	const struct entry unknown = {"A9999A", "rest"};
	assert_int_equal(store_issue_put(s, "2026-07", "<issue/>", &unknown, 1, &f), -1);
	assert_int_equal(store_issue(s, "2026-07", &memory, &issue, &f), 0);
}

static void
test_an_item_has_one_open_job(void **state)
{
	(void)state;
	load_five();
	const char *id = item("a")->id;
	const struct job *jobs;
	size_t n;
	assert_int_equal(store_job_add(s, id, "law", "medium", 900, &f), 1);
	assert_int_equal(store_job_add(s, id, "editor", "high", 900, &f), 0);
	assert_int_equal(store_job_add(s, item("b")->id, "editor", "high", 10, &f), 1);
	assert_int_equal(store_job_add(s, "A9999A", "editor", "high", 10, &f), -1);
	assert_works(store_jobs(s, "new", &memory, &jobs, &n, &f));
	assert_int_equal(n, 2);
	assert_string_equal(jobs[0].priority, "high");
	assert_string_equal(jobs[1].id, "geppo-000001");
	assert_string_equal(jobs[1].item, id);
	assert_works(store_jobs(s, "published", &memory, &jobs, &n, &f));
	assert_int_equal(n, 0);
}

static const char *
found(const char *text, const char *region, const char *measure)
{
	struct config c;
	const struct search_query q = {
	    .text = text, .region = region, .measure = measure, .max = 10};
	struct search_answer answer;
	char *all = arena_str(&memory, "");
	assert_works(config_load(dir, CONFIG_REGIONS, &memory, &c, NULL, &f));
	assert_works(store_search(s, &c, &q, &memory, &answer, &f));
	for (size_t i = 0; i < answer.n; i++)
		all = arena_printf(
		    &memory, "%s%s|%s\n", all, answer.hits[i].title, answer.hits[i].snippet);
	assert_int_equal(answer.found, answer.n);
	assert_false(answer.more);
	return all;
}

static void
test_search_over_scripts(void **state)
{
	(void)state;
	load_five();
	assert_string_equal(found("大気汚染", NULL, NULL), "济南扬尘通告|【大气污染】防治，氢气\n");
	assert_string_equal(found("大氣汙染", NULL, NULL), found("大气污染", NULL, NULL));
	/* Neighbours in the query must be neighbours in the text; words apart need not be. */
	assert_string_equal(found("气污大", NULL, NULL), "");
	assert_string_equal(
	    found("防治 扬尘", NULL, NULL), "济南扬尘通告|大气污染【防治】，氢气\n");
	/* One character, at the end of a run as well; a title is searched too. */
	assert_string_equal(found("煤", NULL, NULL), "威海散煤年鉴|散【煤】\n");
	assert_string_equal(found("日照", NULL, NULL), "日照臭氧简报|【日照】臭氧简报\n");
	assert_string_equal(found("大气", "370000", NULL), "济南扬尘通告|【大气】污染防治，氢气\n");
	assert_string_equal(found("大气", "410000", NULL), "");
	assert_string_equal(found("大气", NULL, "dust"), "济南扬尘通告|【大气】污染防治，氢气\n");
	struct search_answer answer;
	assert_int_equal(store_search(s, &(struct config){0}, &(struct search_query){.text = "“ ”"},
	                     &memory, &answer, &f),
	    -1);
	assert_int_equal(f.exit, EXIT_INPUT);
}

static void
test_search_finds_japanese_titles_and_only_current_text(void **state)
{
	(void)state;
	load_five();
	decide(arena_printf(&memory, "item:%s", item("a")->id), "title_ja", "済南市の粉じん対策");
	assert_string_equal(found("粉じん", NULL, NULL), "济南扬尘通告|済南市の【粉じん】対策\n");
	load("d", "威海散煤年鉴", "2026", "已改", NULL, 0);
	run_pass();
	assert_string_equal(found("已改", NULL, NULL), "威海散煤年鉴|【已改】\n");
	assert_string_equal(found("散煤 已改", NULL, NULL), "威海散煤年鉴|【已改】\n");
	/* Said of the version before: not any more. */
	load("b", "青岛公告", "2026-07-01", "无", NULL, 0);
	run_pass();
	assert_string_equal(found("噪声", NULL, NULL), "");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_dates_place_items_in_months),
	    TEST(test_decisions_win_and_can_be_taken_back),
	    TEST(test_decisions_can_not_be_changed),
	    TEST(test_a_draft_lasts_as_long_as_its_title),
	    TEST(test_issues_remember_their_entries),
	    TEST(test_an_item_has_one_open_job),
	    TEST(test_search_over_scripts),
	    TEST(test_search_finds_japanese_titles_and_only_current_text),
	};
	return cmocka_run_group_tests_name("store: items, search", tests, NULL, NULL);
}
