/* bulletin_choice.c - editors' choices about an issue, kept as decisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "bulletin/choice.h"

static char dir[] = "/tmp/geppo-choice-XXXXXX";
static struct store *store;

static void
decide(const char *subject, const char *field, const char *value)
{
	struct fail f = {0};
	struct decision d = {.subject = subject, .field = field, .value = value, .who = "test"};
	if (store_decide(store, &d, &f) < 0)
		fail_msg("%s", f.why);
}

static int
open_store(void **state)
{
	(void)state;
	struct fail f = {0};
	if (mkdtemp(dir) == NULL)
		return -1;
	store = store_open(dir, STORE_WRITE, &f);
	return store ? 0 : -1;
}

static int
close_store(void **state)
{
	(void)state;
	char path[64];
	store_close(store);
	snprintf(path, sizeof path, "%s/geppo.db", dir);
	(void)unlink(path);
	return rmdir(dir);
}

static void
test_the_newest_holds(void **state)
{
	(void)state;
	struct arena a = {0};
	struct fail f = {0};
	struct choices c;
	assert_int_equal(choices_read(store, "2026-10", &a, &c, &f), 0);
	assert_int_equal(c.n, 0);
	assert_null(choice_points(&c));
	decide("issue:2026-10", "points", "一つ目\n\n  二つ目\n");
	decide("issue:2026-09", "points", "先月");
	assert_int_equal(choices_read(store, "2026-10", &a, &c, &f), 0);
	const char *lines = choice_points(&c);
	assert_string_equal(choice_line(&lines, &a), "一つ目");
	assert_string_equal(choice_line(&lines, &a), "二つ目");
	assert_null(choice_line(&lines, &a));
	decide("issue:2026-10", "points", "");
	assert_int_equal(choices_read(store, "2026-10", &a, &c, &f), 0);
	assert_null(choice_points(&c));
	arena_release(&a);
}

static void
test_subjects_and_fields_are_checked(void **state)
{
	(void)state;
	struct fail f = {0};
	struct decision wrong[] = {
	    {.subject = "issue:2026-13", .field = "points", .value = "x", .who = "test"},
	    {.subject = "issue:2026-10", .field = "include:A0000X", .value = "yes", .who = "test"},
	    {.subject = "issue:2026-10", .field = "exclude:", .value = "yes", .who = "test"},
	    {.subject = "issue", .field = "points", .value = "x", .who = "test"},
	};
	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
		assert_int_equal(store_decide(store, &wrong[k], &f), -1);
		assert_int_equal(f.exit, EXIT_INPUT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_newest_holds),
	    cmocka_unit_test(test_subjects_and_fields_are_checked),
	};
	return cmocka_run_group_tests(tests, open_store, close_store);
}
