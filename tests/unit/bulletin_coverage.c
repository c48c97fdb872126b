/* bulletin_coverage.c - months in Beijing, and when "nothing" may be said of a column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bulletin/coverage.h"

static struct source sources[] = {
    {.id = "a", .name_ja = "甲市", .column = "通知", .region = "130400", .state = "active"},
    {.id = "b", .name_ja = "乙市", .column = "公告", .region = "310000", .state = "active"},
    {.id = "old", .name_ja = "丙市", .column = "公告", .region = "310000", .state = "retired"}};
static struct config config = {.sources = sources, .n_sources = 3};

/* The verdict on source "a" for June 2026, and its gaps as "06-18..06-30 ...". */
static const char *
verdict(const struct visit *visits, size_t n)
{
	static char text[400];
	struct arena a = {0};
	struct month m;
	struct coverage cv;
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	coverage_make(&config, &m, visits, n, &a, &cv);
	assert_int_equal(cv.n, 2);
	const struct watch *w = &cv.watches[0];
	int len = snprintf(text, sizeof text, "%s", check_name(w->check));
	for (size_t k = 0; k < w->n_gaps; k++)
		len += snprintf(text + len, sizeof text - (size_t)len, " %s..%s",
		    w->gaps[k].from + 5, w->gaps[k].to + 5);
	snprintf(text + len, sizeof text - (size_t)len, "%s%s", *w->last_success ? " last " : "",
	    *w->last_success ? w->last_success + 5 : "");
	arena_release(&a);
	return text;
}

#define VISIT(when, what, first, ...)                                                              \
	{                                                                                          \
		.source = "a", .at = when, .outcome = what, .oldest = first, __VA_ARGS__           \
	}
#define VERDICT(...)                                                                               \
	verdict((struct visit[]){__VA_ARGS__},                                                     \
	    sizeof((struct visit[]){__VA_ARGS__}) / sizeof(struct visit))

static void
test_the_month_is_beijings(void **state)
{
	(void)state;
	struct month m;
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	assert_string_equal(m.from, "2026-05-31T16:00:00Z");
	assert_string_equal(m.to, "2026-06-30T16:00:00Z");
	assert_string_equal(m.first, "2026-06-01");
	assert_string_equal(m.last, "2026-06-30");
	assert_string_equal(m.after, "2026-07-01");
	assert_string_equal(m.after_last, "2026-07-31");
	assert_true(month_init(&m, "2027-12", "2028-01-05"));
	assert_string_equal(m.after_last, "2028-01-31");
	assert_true(month_init(&m, "2028-02", "2028-03-01"));
	assert_string_equal(m.last, "2028-02-29");
	assert_false(month_init(&m, "2026-13", "2026-07-07"));
	assert_false(month_init(&m, "2026", "2026-07-07"));
	assert_false(month_init(&m, "2026-06-01", "2026-07-07"));
	assert_false(month_init(&m, "2026-06", "2026-07"));
}

static void
test_one_look_after_the_month_may_be_enough(void **state)
{
	(void)state;
	/* a listing that reaches back over the whole month */
	assert_string_equal(
	    VERDICT(VISIT("2026-07-01T01:00:00Z", "ok", "2026-05-20", .rows = 20, .fresh = 20)),
	    "whole");
	/* rows of its oldest day may have run off the page */
	assert_string_equal(
	    VERDICT(VISIT("2026-07-01T01:00:00Z", "ok", "2026-06-01", .rows = 20, .fresh = 20)),
	    "partly 06-01..06-01");
	assert_string_equal(
	    VERDICT(VISIT("2026-07-01T01:00:00Z", "ok", "2026-06-20", .rows = 20, .fresh = 20)),
	    "partly 06-01..06-20");
}

static void
test_the_end_of_the_month_is_beijings_midnight(void **state)
{
	(void)state;
	/* 23:59:59 in Beijing on June 30, and midnight */
	assert_string_equal(
	    VERDICT(VISIT("2026-06-30T15:59:59Z", "ok", "2026-05-20", .rows = 20, .fresh = 20)),
	    "partly 06-30..06-30 last 06-30");
	assert_string_equal(
	    VERDICT(VISIT("2026-06-30T16:00:00Z", "ok", "2026-05-20", .rows = 20, .fresh = 20)),
	    "whole");
}

static void
test_a_column_that_stopped_answering(void **state)
{
	(void)state;
	assert_string_equal(
	    VERDICT(VISIT("2026-06-10T01:00:00Z", "ok", "2026-05-20", .rows = 20, .fresh = 20),
	        VISIT("2026-06-17T01:00:00Z", "unchanged", NULL),
	        VISIT("2026-06-25T01:00:00Z", "broken", NULL, .why = "no answer"),
	        VISIT("2026-07-02T01:00:00Z", "refused", NULL)),
	    "partly 06-18..06-30 last 06-17");
}

static void
test_stretches_join_over_known_rows(void **state)
{
	(void)state;
	/* no dates in the rows: known rows are what joins a visit to the one before */
	assert_string_equal(
	    VERDICT(VISIT("2026-05-30T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 20),
	        VISIT("2026-06-15T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 4),
	        VISIT("2026-07-01T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 19)),
	    "whole last 06-15");
	/* all rows new: something may have come and gone in between */
	assert_string_equal(
	    VERDICT(VISIT("2026-05-30T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 20),
	        VISIT("2026-06-15T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 20),
	        VISIT("2026-07-01T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 19)),
	    "partly 06-01..06-14 last 06-15");
	/* a hole in the middle */
	assert_string_equal(
	    VERDICT(VISIT("2026-06-05T01:00:00Z", "ok", "2026-05-01", .rows = 20, .fresh = 20),
	        VISIT("2026-07-01T01:00:00Z", "ok", "2026-06-20", .rows = 20, .fresh = 20)),
	    "partly 06-06..06-20 last 06-05");
	/* one of some hours, between a look by night and a list that begins the next day */
	assert_string_equal(
	    VERDICT(VISIT("2026-06-05T16:30:00Z", "ok", "2026-05-01", .rows = 20, .fresh = 20),
	        VISIT("2026-07-01T01:00:00Z", "ok", "2026-06-06", .rows = 20, .fresh = 20)),
	    "partly 06-06..06-06 last 06-06");
	/* the first harvest of a list without dates sees nothing before it */
	assert_string_equal(
	    VERDICT(VISIT("2026-05-31T17:00:00Z", "ok", NULL, .rows = 20, .fresh = 20),
	        VISIT("2026-07-01T01:00:00Z", "ok", NULL, .rows = 20, .fresh = 19)),
	    "partly 06-01..06-01 last 06-01");
}

static void
test_no_look_is_no_zero(void **state)
{
	(void)state;
	assert_string_equal(verdict(NULL, 0), "none 06-01..06-30");
	assert_string_equal(
	    VERDICT(VISIT("2026-06-10T01:00:00Z", "challenged", NULL)), "none 06-01..06-30");
	/* long after: the month has run off the page */
	assert_string_equal(
	    VERDICT(VISIT("2026-11-01T01:00:00Z", "ok", "2026-10-01", .rows = 20, .fresh = 20)),
	    "none 06-01..06-30");
	/* an empty list is no success */
	assert_string_equal(
	    VERDICT(VISIT("2026-07-01T01:00:00Z", "empty", NULL)), "none 06-01..06-30");
}

static void
test_failures_are_those_since_the_last_success(void **state)
{
	(void)state;
	struct arena a = {0};
	struct month m;
	struct coverage cv;
	struct visit visits[] = {VISIT("2026-06-03T01:00:00Z", "refused", NULL, .why = "403"),
	    VISIT("2026-06-17T01:00:00Z", "ok", "2026-05-20", .rows = 9, .fresh = 9),
	    VISIT("2026-06-25T01:00:00Z", "broken", NULL, .why = "no answer"),
	    VISIT("2026-07-02T01:00:00Z", "challenged", NULL, .why = "a challenge")};
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	coverage_make(&config, &m, visits, 4, &a, &cv);
	assert_int_equal(cv.watches[0].failures, 2);
	assert_string_equal(cv.watches[0].outcome, "challenged");
	coverage_make(&config, &m, visits, 2, &a, &cv);
	assert_int_equal(cv.watches[0].failures, 0);
	assert_null(cv.watches[0].outcome);
	coverage_make(&config, &m, visits, 1, &a, &cv);
	assert_int_equal(cv.watches[0].check, CHECK_NONE);
	assert_true(cv.run); /* tried in the month, in vain */
	arena_release(&a);
}

static void
test_counts_and_regions(void **state)
{
	(void)state;
	struct arena a = {0};
	struct month m;
	struct coverage cv;
	struct visit visits[] = {
	    VISIT("2026-07-01T01:00:00Z", "ok", "2026-05-20", .rows = 20, .fresh = 20)};
	assert_true(month_init(&m, "2026-06", "2026-07-07"));
	coverage_make(&config, &m, visits, 1, &a, &cv);
	assert_int_equal(cv.whole, 1);
	assert_int_equal(cv.none, 1);
	assert_true(cv.run);
	struct region_check r = coverage_region(&cv, "310000");
	assert_int_equal(r.declared, 1); /* the retired column does not count */
	assert_int_equal(r.none, 1);
	assert_int_equal(coverage_region(&cv, "420100").declared, 0);
	coverage_make(&config, &m, visits, 0, &a, &cv);
	assert_false(cv.run);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_month_is_beijings),
	    cmocka_unit_test(test_one_look_after_the_month_may_be_enough),
	    cmocka_unit_test(test_the_end_of_the_month_is_beijings_midnight),
	    cmocka_unit_test(test_a_column_that_stopped_answering),
	    cmocka_unit_test(test_stretches_join_over_known_rows),
	    cmocka_unit_test(test_no_look_is_no_zero),
	    cmocka_unit_test(test_failures_are_those_since_the_last_success),
	    cmocka_unit_test(test_counts_and_regions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
