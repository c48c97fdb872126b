/* Versions compared clause by clause, texts that changed, what came of earlier entries. */
#include "tests/unit/store_fixture.h"

#include "store/history.h"

static const char *const first_text = "为加强管理，制定本办法。\n第一条 企业应当每年监测一次。\n"
                                      "第二条 未监测的，处一万元罚款。\n第三条 本办法由市局解释。\n"
                                      "浏览次数：12\n分享到：微信";

static void
load(const char *id, const char *title, const char *date, const char *at, const char *body,
    const char *type)
{
	const struct document d = {.loaded_id = id,
	    .title = title,
	    .issuer = "唐山市生态环境局",
	    .published = date,
	    .captured_at = at,
	    .body = body};
	const struct label label = {.kind = "doc_type", .value = type, .score = 1};
	assert_works(store_document_load(s, &d, &label, 1, &f));
}

static void
load_text(const char *at, const char *body)
{
	load("x", "监测管理办法", "2026-05-01", at, body, "regulation");
}

static struct version_diff
diff_last(void)
{
	struct version_diff d = {0};
	assert_int_equal(store_version_diff(s, "x", 0, 0, &memory, &d, &f), 1);
	return d;
}

static void
changed_clauses_are_marked_by_character(void **state)
{
	(void)state;
	load_text("2026-05-01T00:00:00Z", first_text);
	load_text("2026-06-01T00:00:00Z",
	    "为加强管理，制定本办法。\n第一条 企业应当每半年监测一次。\n"
	    "第二条 监测数据向社会公开。\n第三条 未监测的，处一万元罚款。\n浏览次数：99");
	struct version_diff d = diff_last();
	assert_int_equal(d.same, 1);
	assert_int_equal(d.changed, 1);
	assert_int_equal(d.added, 1);
	assert_int_equal(d.renumbered, 1);
	assert_int_equal(d.removed, 1);
	assert_false(d.trivial);
	assert_true(d.official);
	const struct clause_diff *c = &d.clauses[0];
	assert_int_equal(c->change, CLAUSE_CHANGED);
	assert_string_equal(c->label, "第一条");
	assert_int_equal(c->n_stretches, 3);
	assert_int_equal(c->stretches[1].kind, '+');
	assert_string_equal(c->stretches[1].text, "半");
	assert_string_equal(d.clauses[1].after, "第二条 监测数据向社会公开。");
	assert_int_equal(d.clauses[2].change, CLAUSE_RENUMBERED);
	assert_string_equal(d.clauses[3].before, "第三条 本办法由市局解释。");
}

static void
what_a_site_adds_is_trivial(void **state)
{
	(void)state;
	load_text("2026-05-01T00:00:00Z", first_text);
	load_text("2026-06-01T00:00:00Z",
	    "为加强管理,制定本办法。\n\n第一条　企业应当每年监测一次。\n"
	    "第二条 未监测的，处一万元罚款。\n第三条 本办法由市局解释。\n浏览次数：3456\n"
	    "【打印本页】【关闭窗口】\n上一篇：通知");
	struct version_diff d = diff_last();
	assert_true(d.trivial);
	assert_int_equal(d.same, 4);
	const struct version_diff *list;
	size_t n;
	assert_works(store_changes(s, NULL, NULL, NULL, &memory, &list, &n, &f));
	assert_int_equal(n, 0);
}

static void
articles_in_one_line_are_clauses(void **state)
{
	(void)state;
	load_text("2026-05-01T00:00:00Z", "第一条 甲企业停产。第二条 乙企业限产。");
	load_text("2026-06-01T00:00:00Z", "第一条 甲企业停产。第二条 乙企业停产。");
	struct version_diff d = diff_last();
	assert_int_equal(d.same, 1);
	assert_int_equal(d.changed, 1);
	assert_string_equal(d.clauses[0].label, "第二条");
}

static void
changes_are_official_and_in_their_time(void **state)
{
	const struct version_diff *list;
	size_t n;
	(void)state;
	load_text("2026-05-01T00:00:00Z", "第一条 甲。");
	load_text("2026-06-10T00:00:00Z", "第一条 乙。");
	load("n", "某会议召开", "2026-05-02", "2026-05-02T00:00:00Z", "会议召开了。", "news");
	load("n", "某会议召开", "2026-05-02", "2026-06-02T00:00:00Z", "会议已经结束了。", "news");
	run_pass();
	assert_works(store_changes(s, NULL, NULL, NULL, &memory, &list, &n, &f));
	assert_int_equal(n, 1);
	assert_string_equal(list[0].document, "x");
	assert_string_equal(list[0].to_at, "2026-06-10T00:00:00Z");
	assert_works(store_changes(s, "x", "2026-06-10T00:00:00Z", NULL, &memory, &list, &n, &f));
	assert_int_equal(n, 1);
	assert_works(store_changes(s, NULL, NULL, "2026-06-10T00:00:00Z", &memory, &list, &n, &f));
	assert_int_equal(n, 0);
	assert_int_equal(store_changes(s, "nosuch", NULL, NULL, &memory, &list, &n, &f), -1);
	assert_int_equal(f.exit, EXIT_INPUT);
}

static const struct sequel *
find(const struct sequel *list, size_t n, const char *kind)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].kind, kind) == 0)
			return &list[i];
	fail_msg("no %s among %zu", kind, n);
	return NULL;
}

static void
what_came_of_earlier_entries(void **state)
{
	const struct sequel *list;
	const struct item *items;
	size_t n, n_items;
	const char *const ids[] = {"plan", "draft", NULL};
	(void)state;
	load("plan", "关于印发《唐山市清风行动方案》的通知", "2026-05-10", "2026-05-11T00:00:00Z",
	    "第一条 停产。", "plan");
	load("draft", "关于公开征求《唐山市炉窑整治办法（征求意见稿）》意见的通知", "2026-05-12",
	    "2026-05-13T00:00:00Z", "征求意见。", "draft");
	load("why", "《唐山市清风行动方案》政策解读", "2026-06-03", "2026-06-04T00:00:00Z",
	    "说明如下。", "interpretation");
	load("final", "关于印发《唐山市炉窑整治办法》的通知", "2026-06-20", "2026-06-21T00:00:00Z",
	    "现印发。", "regulation");
	load("plan", "关于印发《唐山市清风行动方案》的通知", "2026-05-10", "2026-06-25T00:00:00Z",
	    "第一条 限产。", "plan");
	run_pass();
	assert_works(
	    store_items(s, &(struct item_query){.ids = ids}, &memory, &items, &n_items, &f));
	assert_int_equal(n_items, 2);
	const struct entry entries[] = {{items[0].id, "c"}, {items[1].id, "c"}};
	assert_works(store_issue_put(s, "2026-05", "<issue/>", entries, 2, &f));
	assert_works(store_since(s, "2026-06", &memory, &list, &n, &f));
	assert_int_equal(n, 3);
	assert_string_equal(find(list, n, "interprets")->item, items[0].id);
	assert_string_equal(
	    find(list, n, "interprets")->by_title, "《唐山市清风行动方案》政策解读");
	assert_string_equal(find(list, n, "interprets")->month, "2026-05");
	assert_string_equal(find(list, n, "draft_of")->item, items[1].id);
	assert_string_equal(find(list, n, "draft_of")->by_date, "2026-06-20");
	assert_string_equal(find(list, n, "changed")->by_date, "2026-06-25");
	assert_works(store_since(s, "2026-07", &memory, &list, &n, &f));
	assert_int_equal(n, 0);
	assert_works(store_since(s, "2026-05", &memory, &list, &n, &f));
	assert_int_equal(n, 0);
}

int
main(void)
{
#define HISTORY_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {HISTORY_TEST(changed_clauses_are_marked_by_character),
	    HISTORY_TEST(what_a_site_adds_is_trivial),
	    HISTORY_TEST(articles_in_one_line_are_clauses),
	    HISTORY_TEST(changes_are_official_and_in_their_time),
	    HISTORY_TEST(what_came_of_earlier_entries)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
