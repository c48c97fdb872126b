/* base_child.c - conversations with child processes: lines, ends, limits, deaths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#include "base/child.h"

static void
test_lines_come_back(void **state)
{
	(void)state;
	const char *const argv[] = {"/bin/cat", NULL};
	struct child c;
	struct fail f = {0};
	struct buf rest, line;
	buf_init(&rest, 1000);
	buf_init(&line, 1000);
	assert_int_equal(child_start(&c, argv, &f), 0);
	assert_int_equal(child_write(&c, "one\ntwo\nlast", 12, 5, &f), 0);
	assert_int_equal(child_read_line(&c, &rest, &line, 5, &f), 1);
	assert_string_equal(line.text, "one");
	buf_clear(&line);
	assert_int_equal(child_read_line(&c, &rest, &line, 5, &f), 1);
	assert_string_equal(line.text, "two");
	assert_int_equal(child_read_line(&c, &rest, &line, 1, &f), -1);
	assert_non_null(strstr(f.why, "no answer within 1 s"));
	assert_int_equal(child_end(&c, 5), 0);
	buf_release(&rest);
	buf_release(&line);
}

static void
test_an_answer_has_a_cap(void **state)
{
	(void)state;
	const char *const argv[] = {"/usr/bin/yes", "no line end follows", NULL};
	struct child c;
	struct fail f = {0};
	struct buf rest, line;
	buf_init(&rest, 10);
	buf_init(&line, 10);
	assert_int_equal(child_start(&c, argv, &f), 0);
	assert_int_equal(child_read_line(&c, &rest, &line, 5, &f), -1);
	assert_non_null(strstr(f.why, "longer than 10 bytes"));
	assert_true(WIFSIGNALED(child_kill(&c)));
	buf_release(&rest);
	buf_release(&line);
}

static void
test_a_death_is_told(void **state)
{
	(void)state;
	const char *const argv[] = {"/bin/sh", "-c", "kill -SEGV $$", NULL};
	struct child c;
	struct fail f = {0};
	struct buf rest, line;
	buf_init(&rest, 100);
	buf_init(&line, 100);
	assert_int_equal(child_start(&c, argv, &f), 0);
	assert_int_equal(child_read_line(&c, &rest, &line, 5, &f), 0);
	/* An EPIPE, not our own death; the kernel may close the dead one's pipes in any order. */
	int written = 0;
	for (int i = 0; i < 1000 && written == 0; i++) {
		written = child_write(&c, "x", 1, 5, &f);
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	}
	assert_int_equal(written, -1);
	const char *text = child_status_text(child_end(&c, 5));
	assert_non_null(strstr(text, "signal 11"));
	buf_release(&rest);
	buf_release(&line);
}

static void
test_what_does_not_start(void **state)
{
	(void)state;
	const char *const argv[] = {"/nonexistent/program", NULL};
	struct child c;
	struct fail f = {0};
	assert_int_equal(child_start(&c, argv, &f), -1);
	assert_string_equal(f.place, "/nonexistent/program");
	assert_int_equal(f.exit, EXIT_IO);
}

static void
test_a_deaf_child_is_killed(void **state)
{
	(void)state;
	const char *const argv[] = {"/bin/sleep", "1000", NULL};
	struct child c;
	struct fail f = {0};
	assert_int_equal(child_start(&c, argv, &f), 0);
	pid_t pid = c.pid;
	int status = child_end(&c, 1);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(kill(pid, 0), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines_come_back),
	    cmocka_unit_test(test_an_answer_has_a_cap),
	    cmocka_unit_test(test_a_death_is_told),
	    cmocka_unit_test(test_what_does_not_start),
	    cmocka_unit_test(test_a_deaf_child_is_killed),
	};
	return cmocka_run_group_tests_name("base: children", tests, NULL, NULL);
}
