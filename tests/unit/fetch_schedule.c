/* fetch_schedule.c - what an answer means and when to look again; the names of guards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/challenge.h"
#include "fetch/schedule.h"

static void
test_outcomes(void **state)
{
	(void)state;
	static const struct {
		int status;
		const char *outcome;
		bool retry;
	} cases[] = {{200, "taken", false}, {206, "broken", true}, {304, "unchanged", false},
	    {403, "refused", true}, {404, "moved", false}, {410, "moved", false},
	    {429, "refused", true}, {451, "refused", false}, {500, "broken", true},
	    {503, "refused", true}, {599, "broken", true}, {600, "broken", true},
	    {418, "broken", false}, {100, "broken", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum outcome o = schedule_outcome(cases[i].status, NULL);
		assert_string_equal(outcome_name(o), cases[i].outcome);
		assert_int_equal(schedule_worth_retry(o, cases[i].status), cases[i].retry);
	}
	enum outcome o = schedule_outcome(404, "a guard");
	assert_string_equal(outcome_name(o), "challenged");
	assert_true(schedule_worth_retry(o, 404));
	assert_true(schedule_worth_retry(OUTCOME_BROKEN, 0));
	assert_true(schedule_worth_retry(OUTCOME_BROKEN, 200));
	assert_false(schedule_worth_retry(OUTCOME_MOVED, 200));
}

static void
test_times(void **state)
{
	(void)state;
	enum { HOUR = 3600 };
	/* A daily timer finds a daily listing due. */
	assert_in_range(schedule_listing(24 * HOUR, true, 0), 22 * HOUR, 24 * HOUR - 60);
	assert_int_equal(schedule_listing(24 * HOUR, false, 1), HOUR);
	assert_int_equal(schedule_listing(24 * HOUR, false, 3), 4 * HOUR);
	assert_int_equal(schedule_listing(24 * HOUR, false, 1000000), 24 * HOUR);
	assert_int_equal(schedule_listing(168 * HOUR, false, 100), 168 * HOUR);
	assert_in_range(schedule_listing(0, true, 0), 22 * HOUR, 24 * HOUR);
	assert_int_equal(schedule_article(1), HOUR);
	assert_int_equal(schedule_article(5), 16 * HOUR);
	assert_int_equal(schedule_article(ARTICLE_TRIES), -1);
}

static void
test_looks_at_an_article(void **state)
{
	(void)state;
	enum { DAY = 24 * 3600 };
	static const char *const days[] = {"1", "3", "7", NULL};
	static const char *const never[] = {NULL};
	int64_t now = INT64_C(1782864000); /* 2026-07-01 */
	assert_int_equal(schedule_look_again(days, 0, NULL, now), 1 * DAY);
	assert_int_equal(schedule_look_again(days, 1, NULL, now), 2 * DAY);
	assert_int_equal(schedule_look_again(days, 2, NULL, now), 4 * DAY);
	assert_int_equal(schedule_look_again(days, 3, NULL, now), -1);
	assert_int_equal(schedule_look_again(never, 0, NULL, now), -1);
	/* What was old when its source was new to us. */
	assert_int_equal(schedule_look_again(days, 0, "2026-06-24", now), 1 * DAY);
	assert_int_equal(schedule_look_again(days, 0, "2026-06-23", now), -1);
	assert_int_equal(schedule_look_again(days, 0, "2026-05", now), -1);
	assert_int_equal(schedule_look_again(days, 0, "someday", now), 1 * DAY);
}

static const char *
name(int status, const char *headers, const char *body)
{
	return challenge_name(status, headers, body, strlen(body));
}

static void
test_guards(void **state)
{
	(void)state;
	assert_non_null(strstr(name(412, "HTTP/1.1 412 x\r\n\r\n", "<script>$_ts={};"), "River"));
	assert_non_null(strstr(name(202, "HTTP/1.1 202 x\r\n\r\n", "<script>$_ts={};"), "River"));
	assert_non_null(strstr(name(521, "Set-Cookie: __jsluid_s=1\r\n\r\n", ""), "Jiasule"));
	assert_non_null(strstr(name(521, "\r\n", ""), "Jiasule"));
	assert_non_null(strstr(name(403, "WZWS-Ray: 1\r\n\r\n", "no"), "WZWS"));
	assert_non_null(strstr(name(493, "\r\n", ""), "WZWS"));
	assert_non_null(strstr(name(405, "\r\n", "errors.aliyun.com"), "Aliyun"));
	assert_non_null(strstr(name(412, "\r\n", "precondition"), "unnamed"));
	assert_non_null(name(200, "\r\n", "<script>document.cookie=\"C3VK=1; max-age=300\""));
	/* Guards mark good answers too. */
	assert_null(name(200, "WZWS-Ray: 1\r\nSet-Cookie: __jsluid_s=1\r\n\r\n", "<p>text $_ts"));
	assert_null(name(404, "WZWS-Ray: 1\r\n\r\n", "<p>not found</p>"));
	assert_null(name(403, "Server: nginx\r\n\r\n", "forbidden"));
	assert_null(name(405, "HTTP/1.1 405 x\r\nAllow: POST\r\n\r\n", "method"));
	assert_null(name(500, "\r\n", "$_ts"));
	assert_non_null(strstr(name(405, "HTTP/1.1 405 x\r\nServer: x\r\n\r\n", "no"), "unnamed"));
	/* In GB18030, and the more telling of two signs. */
	assert_string_equal(
	    name(403, "\r\n", "<p>\xb5\xe7\xd0\xc5\xd4\xc6\xb7\xc0\xbb\xa4\xb7\xfe\xce\xf1"),
	    "China Telecom guard (电信云防护)");
	assert_string_equal(
	    name(403, "\r\n", "\xcd\xf8\xd5\xbe\xb7\xc0\xbb\xf0\xc7\xbd"), "a web guard");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_outcomes),
	    cmocka_unit_test(test_times),
	    cmocka_unit_test(test_looks_at_an_article),
	    cmocka_unit_test(test_guards),
	};
	return cmocka_run_group_tests_name("fetch_schedule", tests, NULL, NULL);
}
