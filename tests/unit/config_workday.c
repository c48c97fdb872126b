/* config_workday.c - days off in Japan as a calendar shows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/config.h"

static struct arena arena;
static struct config config;

static int
load(void **state)
{
	struct fail f = {0};
	(void)state;
	return config_load(".", CONFIG_SETTINGS | CONFIG_CALENDAR, &arena, &config, NULL, &f);
}

static int
unload(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static const char *
next_workday(const char *day)
{
	static char text[DATE_SIZE];
	struct date d;
	assert_true(date_parse(day, &d));
	date_write(config_workday_from(&config, d), text);
	return text;
}

static void
test_days_off_give_way(void **state)
{
	(void)state;
	assert_string_equal(next_workday("2026-11-23"), "2026-11-24"); /* 勤労感謝の日, a Monday */
	assert_string_equal(next_workday("2026-09-19"), "2026-09-24"); /* five days in a row */
	assert_string_equal(next_workday("2026-05-02"), "2026-05-07"); /* a substitute on the 6th */
	assert_string_equal(next_workday("2025-11-22"), "2025-11-25");
	assert_string_equal(next_workday("2027-03-20"), "2027-03-23"); /* 春分 on a Sunday */
	assert_string_equal(next_workday("2026-12-28"), "2026-12-28");
	assert_string_equal(next_workday("2026-12-29"), "2027-01-04");
	assert_string_equal(next_workday("2026-07-07"), "2026-07-07");
	assert_string_equal(next_workday("2028-09-22"), "2028-09-25");
}

static void
test_a_year_without_table(void **state)
{
	bool known;
	struct date d;
	(void)state;
	assert_true(date_parse("2031-02-11", &d));
	assert_null(config_day_off(&config, d, &known));
	assert_false(known);
	assert_true(date_parse("2026-11-03", &d));
	assert_string_equal(config_day_off(&config, d, &known), "文化の日");
	assert_true(known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_days_off_give_way), cmocka_unit_test(test_a_year_without_table)};
	return cmocka_run_group_tests_name("config: days of work", tests, load, unload);
}
