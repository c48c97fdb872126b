/* base_text.c - arena, buf, utf8, date, fail: values written by hand or from the standards named.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fail.h"
#include "base/utf8.h"

static void
test_arena_keeps_and_forgets(void **state)
{
	(void)state;
	struct arena a = {0};
	char *kept = arena_str(&a, "月報");
	for (int i = 0; i < 1000; i++)
		memset(arena_alloc(&a, 1000), 0xff, 1000);
	assert_string_equal(kept, "月報");
	assert_null(arena_str(&a, NULL));
	assert_int_equal((uintptr_t)arena_alloc(&a, 1) % 16, 0);
	arena_reset(&a);
	assert_int_equal(a.used, 0);
	assert_string_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	arena_release(&a);
	arena_release(&a);
}

static void
test_arena_grow_copies(void **state)
{
	(void)state;
	struct arena a = {0};
	int *list = NULL;
	size_t cap = 0;
	for (size_t i = 0; i < 100; i++) {
		list = arena_grow(&a, list, i, i + 1, &cap, sizeof *list);
		list[i] = (int)i;
	}
	for (int i = 0; i < 100; i++)
		assert_int_equal(list[i], i);
	arena_release(&a);
}

static void
test_buf_refuses_past_its_cap(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 5);
	buf_adds(&b, "abc");
	assert_false(buf_full(&b));
	buf_adds(&b, "def"); /* dropped whole */
	assert_true(buf_full(&b));
	assert_string_equal(b.text, "abc");
	buf_addc(&b, 'd'); /* sticky */
	assert_string_equal(b.text, "abc");
	buf_clear(&b);
	buf_addf(&b, "%s", "12345");
	assert_false(buf_full(&b));
	char *text = buf_detach(&b);
	assert_string_equal(text, "12345");
	assert_string_equal(b.text, "");
	free(text);
	buf_release(&b);
}

static void
test_utf8_wellformed_table_3_7(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		int cp;
		size_t len;
	} cases[] = {{"A", 'A', 1}, {"\xc2\x80", 0x80, 2}, {"\xe6\xb0\x94", 0x6c14, 3},
	    {"\xf0\xa0\x80\x80", 0x20000, 4}, {"\xc0\xaf", UTF8_BAD, 1},
	    {"\xe0\x80\xaf", UTF8_BAD, 1}, {"\xed\xa0\x80", UTF8_BAD, 1},
	    {"\xf4\x90\x80\x80", UTF8_BAD, 1}, {"\xe6\xb0", UTF8_BAD, 2}, {"\x80", UTF8_BAD, 1}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t len;
		assert_int_equal(
		    utf8_decode(cases[i].bytes, strlen(cases[i].bytes), &len), cases[i].cp);
		assert_int_equal(len, cases[i].len);
		assert_int_equal(
		    utf8_valid(cases[i].bytes, strlen(cases[i].bytes)), cases[i].cp != UTF8_BAD);
	}
	char out[4];
	assert_int_equal(utf8_encode(0xd800, out), 3);
	assert_memory_equal(out, "\xef\xbf\xbd", 3);
}

static void
test_utf8_width_of_a_japanese_line(void **state)
{
	(void)state;
	assert_int_equal(utf8_text_width("大気 PM2.5"), 10);
	assert_int_equal(utf8_text_width("━━「」〔〕"), 12);
	assert_int_equal(utf8_count("大気 PM2.5"), 8);
	assert_int_equal(utf8_fold_width(0xff11), '1');
	assert_true(utf8_is_space(0x3000));
	assert_true(utf8_is_han(0x6c14));
	assert_false(utf8_is_han(0x3042));
}

static void
test_dates_keep_their_precision(void **state)
{
	(void)state;
	static const char *const good[] = {"2026", "2026-06", "2026-06-23", "2024-02-29"};
	static const char *const bad[] = {
	    "", "2026-13", "2026-02-29", "2026-6-1", "2026-06-00", "2026-06-23T", "26"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct date d;
		char text[DATE_SIZE];
		assert_true(date_parse(good[i], &d));
		date_write(d, text);
		assert_string_equal(text, good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct date d;
		assert_false(date_parse(bad[i], &d));
	}
	assert_false(date_parse(NULL, &(struct date){0}));
}

static void
test_calendar(void **state)
{
	(void)state;
	assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
	assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
	assert_int_equal(date_weekday((struct date){2026, 11, 25}), 3); /* a Wednesday */
	struct date d = date_from_days(-1);
	assert_int_equal(d.year * 10000 + d.month * 100 + d.day, 19691231);
	char first[DATE_SIZE], last[DATE_SIZE];
	assert_true(date_month("2024-02", first, last));
	assert_string_equal(last, "2024-02-29");
	assert_false(date_month("2024-02-01", first, last));
}

static void
test_instants_cross_midnight_in_beijing(void **state)
{
	(void)state;
	char day[DATE_SIZE], text[INSTANT_SIZE];
	int64_t seconds;
	assert_true(instant_date("2026-06-30T16:00:00Z", BEIJING_OFFSET, day));
	assert_string_equal(day, "2026-07-01");
	assert_true(instant_date("2026-06-30T15:59:59Z", BEIJING_OFFSET, day));
	assert_string_equal(day, "2026-06-30");
	assert_true(instant_parse("2026-06-30T15:59:59.123456Z", &seconds));
	instant_write(seconds, text);
	assert_string_equal(text, "2026-06-30T15:59:59Z");
	assert_false(instant_parse("2026-06-30 15:59:59", &seconds));
	assert_false(instant_parse("2026-06-30T25:00:00Z", &seconds));
}

static void
test_fail_says_place_and_context(void **state)
{
	(void)state;
	struct fail f = {0};
	assert_int_equal(fail_input(&f, "a.yaml:3", "unknown key %s", "x"), -1);
	fail_in(&f, "reading %s", "sources");
	assert_string_equal(fail_text(&f), "a.yaml:3: reading sources: unknown key x");
	assert_int_equal(f.what, FAIL_HOLD);
	assert_int_equal(f.exit, EXIT_INPUT);
	assert_int_equal(fail_do_named("retry"), FAIL_RETRY);
	assert_int_equal(fail_do_named("nonsense"), FAIL_HOLD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_arena_keeps_and_forgets),
	    cmocka_unit_test(test_arena_grow_copies),
	    cmocka_unit_test(test_buf_refuses_past_its_cap),
	    cmocka_unit_test(test_utf8_wellformed_table_3_7),
	    cmocka_unit_test(test_utf8_width_of_a_japanese_line),
	    cmocka_unit_test(test_dates_keep_their_precision),
	    cmocka_unit_test(test_calendar),
	    cmocka_unit_test(test_instants_cross_midnight_in_beijing),
	    cmocka_unit_test(test_fail_says_place_and_context),
	};
	return cmocka_run_group_tests_name("base: text, dates, failures", tests, NULL, NULL);
}
