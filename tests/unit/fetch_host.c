/* fetch_host.c - pauses, patience, and what is remembered of a host over runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "fetch/host.h"

static char dir[64], path[128];

static int
set_up(void **state)
{
	char folder[128];
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/geppo-host-XXXXXX");
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(folder, sizeof folder, "%s/fetch", dir);
	snprintf(path, sizeof path, "%s/fetch/hosts.json", dir);
	return mkdir(folder, 0700);
}

static int
tear_down(void **state)
{
	char folder[128];
	(void)state;
	snprintf(folder, sizeof folder, "%s/fetch", dir);
	unlink(path);
	return rmdir(folder) | rmdir(dir);
}

static void
remembered(const char *json)
{
	struct fail f;
	assert_int_equal(file_write(path, json, strlen(json), &f), 0);
}

static void
test_the_longest_pause_counts_and_varies(void **state)
{
	(void)state;
	struct hosts *h = hosts_open(dir, 10);
	struct host *host = hosts_get(h, "a.cn");
	static const char rules[] = "User-agent: *\nCrawl-delay: 20\n";
	double least = 1e9, most = 0;
	assert_true(host_wait(host) <= 0);
	for (int i = 0; i < 200; i++) {
		host_answered(host, 1, false, 0);
		double wait = host_wait(host);
		least = wait < least ? wait : least;
		most = wait > most ? wait : most;
	}
	/* The configured delay, and up to a quarter more by chance. */
	assert_true(least > 9.9 && least < 11 && most > 11.5 && most <= 12.5);
	host_answered(host, 30, false, 0);
	assert_true(host_wait(host) > 59.9 && host_wait(host) <= 75);
	origin_set_rules(h, host_origin(h, host, "http://a.cn:80"), rules, strlen(rules));
	host_answered(host, 1, false, 0);
	assert_true(host_wait(host) > 19.9 && host_wait(host) <= 25);
	/* A Crawl-delay of a year is kept as one of a day. */
	static const char year[] = "User-agent: *\nCrawl-delay: 31536000\n";
	origin_set_rules(h, host_origin(h, host, "http://a.cn:80"), year, strlen(year));
	assert_true(host_wait(host) > 86000 && host_wait(host) <= 86400 * 1.25);
	hosts_free(h);
}

static void
test_patience_doubles_and_is_forgotten(void **state)
{
	(void)state;
	struct hosts *h = hosts_open(dir, 0);
	struct host *host = hosts_get(h, "a.cn");
	static const int expected[] = {
	    60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		host_answered(host, 0, true, 0);
		assert_in_range((int64_t)host_wait(host), expected[i] - 1, expected[i]);
	}
	/* Asked for, it is that long, at most a day. */
	host_answered(host, 0, true, 5);
	assert_in_range((int64_t)host_wait(host), 4, 5);
	host_answered(host, 0, true, 999999999);
	assert_in_range((int64_t)host_wait(host), 86399, 86400);
	/* A good answer that asks for it is heard too. */
	host_answered(host, 0, false, 500);
	assert_in_range((int64_t)host_wait(host), 499, 500);
	host_answered(host, 0, false, 0);
	assert_true(host_wait(host) <= 0);
	host_answered(host, 0, true, 0);
	assert_in_range((int64_t)host_wait(host), 59, 60);
	hosts_free(h);
}

static void
test_what_a_run_leaves_holds_for_the_next(void **state)
{
	(void)state;
	struct fail f;
	struct hosts *h = hosts_open(dir, 8);
	static const char rules[] = "User-agent: *\nDisallow: /x\n";
	host_answered(hosts_get(h, "a.cn"), 0, false, 0);
	host_answered(hosts_get(h, "b.cn"), 0, true, 3000);
	origin_set_rules(
	    h, host_origin(h, hosts_get(h, "a.cn"), "http://a.cn:80"), rules, strlen(rules));
	origin_set_closed(host_origin(h, hosts_get(h, "b.cn"), "http://b.cn:80"), "status 500");
	assert_int_equal(hosts_save(h, true, &f), 0);
	hosts_free(h);
	h = hosts_open(dir, 8);
	struct arena a = {0};
	struct origin *open = host_origin(h, hosts_get(h, "a.cn"), "http://a.cn:80");
	struct origin *shut = host_origin(h, hosts_get(h, "b.cn"), "http://b.cn:80");
	assert_true(host_wait(hosts_get(h, "a.cn")) > 7.5 && host_wait(hosts_get(h, "a.cn")) <= 10);
	assert_in_range((int64_t)host_wait(hosts_get(h, "b.cn")), 2998, 3000);
	assert_true(host_wait(hosts_get(h, "c.cn")) <= 0);
	assert_int_equal(origin_state(open), ORIGIN_RULES);
	assert_false(robots_allows(&open->robots, "/x", &a));
	assert_int_equal(origin_state(shut), ORIGIN_CLOSED);
	assert_string_equal(shut->why, "status 500");
	arena_release(&a);
	/* Not ended in peace: every host counts as visited just now. */
	assert_int_equal(hosts_save(h, false, &f), 0);
	hosts_free(h);
	h = hosts_open(dir, 8);
	assert_true(host_wait(hosts_get(h, "c.cn")) > 7.5);
	hosts_free(h);
}

static void
test_a_clock_set_back_and_a_damaged_file_lock_nobody_out(void **state)
{
	(void)state;
	char json[500];
	time_t now = time(NULL);
	snprintf(json, sizeof json,
	    "{\"v\":1,\"running\":false,\"hosts\":{"
	    "\"a.cn\":{\"pause\":3.0,\"ready\":%lld.5,\"until\":0,\"troubles\":0,\"origins\":{}},"
	    "\"b.cn\":{\"pause\":3.0,\"ready\":0.0,\"until\":%lld,\"troubles\":2,\"origins\":"
	    "{\"http://b.cn:80\":{\"at\":%lld,\"rules\":\"User-agent: *\\nDisallow: /\"}}}}}",
	    (long long)now + 900000, (long long)now + 900000, (long long)now + 900000);
	remembered(json);
	struct hosts *h = hosts_open(dir, 0);
	assert_true(host_wait(hosts_get(h, "a.cn")) <= 3);
	assert_true(host_wait(hosts_get(h, "b.cn")) <= 86400);
	/* Rules from the future are read again. */
	assert_int_equal(
	    origin_state(host_origin(h, hosts_get(h, "b.cn"), "http://b.cn:80")), ORIGIN_UNKNOWN);
	hosts_free(h);
	remembered("{\"v\":1,\"running\":fal");
	h = hosts_open(dir, 4);
	assert_true(host_wait(hosts_get(h, "a.cn")) > 3.5);
	hosts_free(h);
	remembered("{\"running\":false,\"hosts\":{\"a.cn\":7,\"b.cn\":{\"until\":\"x\",\"origins\":"
	           "[1]}}}");
	h = hosts_open(dir, 4);
	assert_true(host_wait(hosts_get(h, "a.cn")) <= 0);
	hosts_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_the_longest_pause_counts_and_varies, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_patience_doubles_and_is_forgotten, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_what_a_run_leaves_holds_for_the_next, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_a_clock_set_back_and_a_damaged_file_lock_nobody_out, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("fetch_host", tests, NULL, NULL);
}
