/* store_claim.c - work is taken, given back, taken over and held as store.h says. */
#include "store_fixture.h"

#include <sqlite3.h>
#include <sys/wait.h>

static void
add_captures(size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char id[32];
		snprintf(id, sizeof id, "urn:uuid:%zu", i + 1);
		const struct capture c = {.id = id,
		    .url = "http://sthj.example.gov.cn/a.html",
		    .at = "2026-06-01T00:00:00Z",
		    .warc = "a.warc.gz",
		    .offset = (int64_t)(100 * i),
		    .length = 100,
		    .type = "response",
		    .status = 200};
		assert_int_equal(store_captures_add(s, &c, 1, &f), 1);
	}
}

static struct claim *
take(size_t n, int lease, size_t expected)
{
	struct claim *claims;
	size_t taken;
	assert_works(store_claim(s, STAGE_PARSE, n, lease, &memory, &claims, &taken, &f));
	assert_int_equal(taken, expected);
	return claims;
}

/* The database as another program would see it. */
static int
look(const char *sql)
{
	char path[128];
	sqlite3 *db;
	sqlite3_stmt *q;
	snprintf(path, sizeof path, "%s/geppo.db", dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	int rc = sqlite3_step(q);
	assert_true(rc == SQLITE_ROW || rc == SQLITE_DONE);
	int n = rc == SQLITE_ROW ? sqlite3_column_int(q, 0) : 0;
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

static void
test_oldest_first_and_never_twice(void **state)
{
	(void)state;
	add_captures(3);
	struct claim *two = take(2, 60, 2);
	assert_string_equal(two[0].id, "urn:uuid:1");
	assert_string_equal(two[1].id, "urn:uuid:2");
	assert_int_equal(store_waiting(s, STAGE_PARSE, &f), 1);
	assert_string_equal(take(2, 60, 1)[0].id, "urn:uuid:3");
	take(2, 60, 0);
	assert_int_equal(store_waiting(s, STAGE_PARSE, &f), 0);
}

static void
test_the_attempt_is_on_disk_before_the_work(void **state)
{
	(void)state;
	add_captures(1);
	assert_int_equal(take(1, 60, 1)->attempt, 1);
	assert_int_equal(look("SELECT attempts FROM capture"), 1);
}

static void
test_a_stale_token_is_refused(void **state)
{
	(void)state;
	add_captures(1);
	struct claim *stale = take(1, 0, 1); /* its time is out at once */
	struct claim *fresh = take(1, 60, 1);
	assert_int_equal(fresh->attempt, 2);
	assert_int_equal(store_finish_other(s, stale, "error", "x", NULL, &f), -1);
	assert_int_equal(f.exit, EXIT_AGAIN);
	assert_int_equal(f.what, FAIL_RETRY);
	assert_works(store_finish_other(s, fresh, "error", "x", NULL, &f));
	assert_int_equal(look("SELECT count(*) FROM capture WHERE state = 'dropped'"), 1);
	/* A finished claim is stale too. */
	assert_int_equal(store_finish_other(s, fresh, "error", "x", NULL, &f), -1);
}

static void
test_the_lease_of_a_dead_process_is_taken_over(void **state)
{
	(void)state;
	add_captures(1);
	store_close(s); /* no open handle crosses a fork */
	pid_t child = fork();
	if (child == 0) {
		struct claim *claims;
		size_t taken;
		struct arena a = {0};
		s = store_open(dir, STORE_WRITE, &f);
		int rc = s ? store_claim(s, STAGE_PARSE, 1, 3600, &a, &claims, &taken, &f) : -1;
		_exit(rc == 0 && taken == 1 ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	s = store_open(dir, STORE_WRITE, &f);
	assert_int_equal(look("SELECT lease_until > unixepoch() + 3000 FROM capture"), 1);
	assert_int_equal(store_waiting(s, STAGE_PARSE, &f), 1);
	assert_int_equal(take(1, 60, 1)->attempt, 2);
}

static void
test_a_living_process_keeps_its_lease(void **state)
{
	(void)state;
	add_captures(1);
	take(1, 60, 1);
	take(1, 60, 0);
}

static void
test_three_unfinished_attempts_hold(void **state)
{
	(void)state;
	add_captures(1);
	for (int i = 1; i <= 3; i++)
		assert_int_equal(take(1, 0, 1)->attempt, i);
	take(1, 0, 0);
	assert_int_equal(look("SELECT count(*) FROM capture WHERE state = 'held'"
	                      " AND why LIKE '%3 times%' AND token IS NULL"),
	    1);
	assert_int_equal(store_release_held(s, STAGE_PARSE, "urn:uuid:2", &f), 0);
	assert_int_equal(store_release_held(s, STAGE_PARSE, "urn:uuid:1", &f), 1);
	assert_int_equal(take(1, 60, 1)->attempt, 1);
}

static void
test_what_was_begun_before_comes_alone(void **state)
{
	(void)state;
	add_captures(3);
	take(2, 0, 2);
	assert_string_equal(take(3, 60, 1)->id, "urn:uuid:1");
	assert_string_equal(take(3, 60, 1)->id, "urn:uuid:2");
	assert_string_equal(take(3, 60, 1)->id, "urn:uuid:3");
}

static void
test_retry_waits_seconds_then_holds(void **state)
{
	(void)state;
	struct fail why = {0};
	add_captures(1);
	for (int i = 1; i <= 3; i++) {
		struct claim *c = take(1, 60, 1);
		fail_again(&why, "a.html", "the worker died");
		assert_works(store_claim_fail(s, STAGE_PARSE, c, &why, &f));
		if (i < 3) {
			assert_int_equal(store_waiting(s, STAGE_PARSE, &f), 0);
			assert_int_equal(look("SELECT next_try - unixepoch() BETWEEN 1 AND 120"
			                      " FROM capture"),
			    1);
			look("UPDATE capture SET next_try = 0");
		}
	}
	assert_int_equal(look("SELECT count(*) FROM capture WHERE state = 'held'"
	                      " AND why = 'a.html: the worker died'"),
	    1);
}

static void
test_hold_and_drop_keep_their_reason(void **state)
{
	(void)state;
	struct fail why = {0};
	add_captures(2);
	struct claim *c = take(2, 60, 2);
	fail_input(&why, NULL, "date missing");
	assert_works(store_claim_fail(s, STAGE_PARSE, &c[0], &why, &f));
	fail_drop(&why, NULL, "empty");
	assert_works(store_claim_fail(s, STAGE_PARSE, &c[1], &why, &f));
	struct status st;
	assert_works(store_status(s, &memory, &st, &f));
	assert_int_equal(st.held, 1);
	assert_int_equal(st.n_dropped, 1);
	assert_int_equal(st.dropped[0].n, 1);
	assert_int_equal(st.captures, 2);
	assert_int_equal(st.n_held_why, 1);
	assert_string_equal(st.held_why[0].name, "date missing");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_oldest_first_and_never_twice),
	    TEST(test_the_attempt_is_on_disk_before_the_work),
	    TEST(test_a_stale_token_is_refused),
	    TEST(test_the_lease_of_a_dead_process_is_taken_over),
	    TEST(test_a_living_process_keeps_its_lease),
	    TEST(test_three_unfinished_attempts_hold),
	    TEST(test_what_was_begun_before_comes_alone),
	    TEST(test_retry_waits_seconds_then_holds),
	    TEST(test_hold_and_drop_keep_their_reason),
	};
	return cmocka_run_group_tests_name("store: claims", tests, NULL, NULL);
}
