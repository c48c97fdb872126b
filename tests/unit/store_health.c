/* The health of a source: which looks change its state, and that each change is noted once. */
#include "tests/unit/store_fixture.h"

#include "store/health.h"

static int second;

static void
look_at(const char *outcome, int rows, const char *at, const char *capture)
{
	const struct visit v = {.source = "a",
	    .at = at,
	    .outcome = outcome,
	    .rows = rows,
	    .capture = capture,
	    .why = strcmp(outcome, "ok") == 0 ? NULL : "status 500"};
	assert_works(store_visit_add(s, &v, &f));
}

/* One look after the other. */
static void
look(const char *outcome, int rows)
{
	char at[32];
	snprintf(at, sizeof at, "2026-06-01T00:00:%02dZ", ++second);
	look_at(outcome, rows, at, NULL);
}

static const char *
told(void)
{
	const struct turn *n;
	size_t count;
	static char text[1024];
	size_t used = 0;
	*text = '\0';
	assert_works(store_turns(s, false, &memory, &n, &count, &f));
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(
		    text + used, sizeof text - used, "%s%s>%s", i ? " " : "", n[i].was, n[i].state);
	return text;
}

static void
test_each_change_is_noted_once(void **state)
{
	(void)state;
	second = 0;
	look("ok", 3);
	assert_string_equal(told(), "");
	look("broken", 0);
	assert_string_equal(told(), "ok>failing");
	look("refused", 0);
	assert_string_equal(told(), "ok>failing");
	look("challenged", 0);
	assert_string_equal(told(), "ok>failing failing>broken");
	for (int i = 0; i < 5; i++)
		look("broken", 0);
	assert_string_equal(told(), "ok>failing failing>broken");
	look("unchanged", 0);
	assert_string_equal(told(), "ok>failing failing>broken broken>recovered");
	look("ok", 3);
	look("ok", 3);
	assert_string_equal(told(), "ok>failing failing>broken broken>recovered recovered>ok");
	look("moved", 0);
	look("ok", 3);
	assert_string_equal(told(), "ok>failing failing>broken broken>recovered recovered>ok "
	                            "ok>failing failing>ok");
}

static void
test_only_what_matters_goes_to_the_operator(void **state)
{
	(void)state;
	static const char *const n[][3] = {{"source", "ok", "failing"},
	    {"source", "failing", "broken"}, {"source", "broken", "recovered"},
	    {"source", "recovered", "ok"}, {"source", "failing", "ok"}, {"stage", "ok", "stalled"},
	    {"stage", "stalled", "ok"}};
	const bool matters[] = {false, true, true, false, false, true, true};
	for (size_t i = 0; i < sizeof n / sizeof *n; i++)
		assert_int_equal(
		    turn_matters(&(struct turn){.kind = n[i][0], .was = n[i][1], .state = n[i][2]}),
		    matters[i]);
}

static void
test_late_and_repeated_looks_change_nothing(void **state)
{
	(void)state;
	look_at("ok", 3, "2026-06-05T00:00:00Z", "urn:uuid:1");
	look_at("broken", 0, "2026-06-04T00:00:00Z", "urn:uuid:2");
	assert_string_equal(told(), "");
	look_at("broken", 0, "2026-06-06T00:00:00Z", "urn:uuid:3");
	for (int i = 0; i < 4; i++)
		look_at("broken", 0, "2026-06-06T00:00:00Z", "urn:uuid:3");
	assert_string_equal(told(), "ok>failing");
}

static const char *
outcome(void)
{
	struct status st;
	assert_works(store_status(s, &memory, &st, &f));
	assert_int_equal(st.n_sources, 1);
	return st.sources[0].outcome;
}

static void
declare(void)
{
	const struct source one = {.id = "a",
	    .name_zh = "甲",
	    .list_url = "http://one.example.gov.cn/",
	    .state = "active"};
	const struct config c = {.sources = &one, .n_sources = 1};
	assert_works(store_sources_declare(s, &c, &f));
}

static void
test_an_empty_list_is_judged_by_its_history(void **state)
{
	(void)state;
	second = 0;
	declare();
	look("empty", 0); /* never a row: not understood */
	assert_string_equal(outcome(), "empty");
	assert_string_equal(told(), "ok>failing");
	look("ok", 4);
	look("ok", 4);
	look("empty", 0); /* now rows are the rule */
	assert_string_equal(outcome(), "broken");
	look("ok", 1);
	assert_string_equal(told(), "ok>failing failing>ok ok>failing failing>ok");
}

static void
test_a_list_that_is_mostly_empty_is_well(void **state)
{
	(void)state;
	second = 0;
	declare();
	for (int i = 0; i < 6; i++)
		look("empty", 0);
	look("ok", 1);
	look("empty", 0);
	assert_string_equal(outcome(), "empty");
	assert_string_equal(told(), "ok>failing failing>broken broken>recovered recovered>ok");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_each_change_is_noted_once, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_only_what_matters_goes_to_the_operator, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_late_and_repeated_looks_change_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_an_empty_list_is_judged_by_its_history, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_a_list_that_is_mostly_empty_is_well, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
