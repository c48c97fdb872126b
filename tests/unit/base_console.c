/* base_console.c - what a person sees: the log, the command line, progress. Everything is done in a
 * child whose standard streams are read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/command.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/progress.h"

static char said[8192]; /* on both streams, in order */

/* Run act() in a child; its exit code, -1 when a signal ended it. `terminal`: its standard error is
 * one. */
static int
in_child(int (*act)(void), int terminal)
{
	int out[2];
	if (terminal) {
		out[0] = posix_openpt(O_RDWR | O_NOCTTY);
		assert_true(out[0] >= 0 && grantpt(out[0]) == 0 && unlockpt(out[0]) == 0);
		out[1] = open(ptsname(out[0]), O_RDWR | O_NOCTTY);
	} else {
		assert_int_equal(pipe(out), 0);
	}
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(out[1], STDOUT_FILENO);
		dup2(out[1], STDERR_FILENO);
		close(out[0]);
		int code = act();
		fflush(stdout);
		_exit(code);
	}
	close(out[1]);
	size_t n = 0;
	for (ssize_t got; n < sizeof said - 1; n += (size_t)got)
		if ((got = read(out[0], said + n, sizeof said - 1 - n)) <= 0)
			break; /* a terminal without a writer is EIO */
	said[n] = '\0';
	close(out[0]);
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
log_some(void)
{
	log_init("geppo test", false);
	errno = EXDEV;
	log_info("a line\nwith %s", "\x1b[31mcolour");
	log_warn("bidi \u202e and c1 \xc2\x9b, 月報 stays");
	log_debug("not shown");
	int kept = errno == EXDEV;
	log_init("geppo test", true);
	log_debug("shown");
	return kept;
}

static void
one_event_is_one_line(void **state)
{
	(void)state;
	assert_int_equal(in_child(log_some, 0), 1);
	assert_string_equal(said, "geppo test: a line\\x0awith \\x1b[31mcolour\n"
	                          "geppo test: warning: bidi \\xe2\\x80\\xae and c1 \\xc2\\x9b, "
	                          "月報 stays\n"
	                          "geppo test: debug: shown\n");
}

static int
end_fatally(void)
{
	fatal("no %s", "memory");
}

static int
end_by_bug(void)
{
	bug("row %d", 3);
}

static void
ends_have_their_codes(void **state)
{
	(void)state;
	assert_int_equal(in_child(end_fatally, 0), EXIT_IO);
	assert_string_equal(said, "geppo: fatal: no memory\n");
	assert_int_equal(in_child(end_by_bug, 0), EXIT_BUG);
	assert_string_equal(said, "geppo: bug: row 3\n");
}

static const char *text;
static long number;
static bool flag;

static int
show(const struct invocation *in)
{
	printf("dir=%s debug=%d text=%s number=%ld flag=%d", in->dir, in->debug, text ? text : "-",
	    number, flag);
	for (int i = 0; i < in->argc; i++)
		printf(" [%s]", in->argv[i]);
	putchar('\n');
	return EXIT_HELD;
}

static const struct option_spec options[] = {
    {"text", OPTION_TEXT, &text, "WORDS", "some text", 0, 0},
    {"number", OPTION_NUMBER, &number, "N", "a number", 1, 10},
    {"flag", OPTION_FLAG, &flag, NULL, "a switch", 0, 0}, {0}};
static const struct command commands[] = {{.name = "show",
                                              .words = "FILE...",
                                              .summary = "Show the call.",
                                              .options = options,
                                              .min_words = 1,
                                              .max_words = 2,
                                              .run = show},
    {.name = "bare", .summary = "Take nothing.", .run = show}, {0}};

static char *call[12];

static int
run_call(void)
{
	int n = 0;
	while (call[n])
		n++;
	return command_run("geppo", commands, n, call);
}

/* Words separated by blanks. */
static int
type(const char *line)
{
	static char copy[256];
	int n = 0;
	snprintf(copy, sizeof copy, "%s", line);
	for (char *rest, *word = strtok_r(copy, " ", &rest); word && n < 11;
	     word = strtok_r(NULL, " ", &rest))
		call[n++] = word;
	call[n] = NULL;
	return in_child(run_call, 0);
}

static void
options_stand_anywhere(void **state)
{
	(void)state;
	unsetenv("GEPPO_DIR");
	assert_int_equal(type("p show a --text=x --number 7 -v --flag b"), EXIT_HELD);
	assert_string_equal(said, "dir=. debug=1 text=x number=7 flag=1 [a] [b]\n");
	assert_int_equal(type("p show --dir d -- --text -v"), EXIT_HELD);
	assert_string_equal(said, "dir=d debug=0 text=- number=0 flag=0 [--text] [-v]\n");
	setenv("GEPPO_DIR", "/from/env", 1);
	assert_int_equal(type("p show -"), EXIT_HELD);
	assert_string_equal(said, "dir=/from/env debug=0 text=- number=0 flag=0 [-]\n");
	unsetenv("GEPPO_DIR");
}

static void
wrong_calls_say_why(void **state)
{
	(void)state;
	static const struct {
		const char *call, *why;
	} wrong[] = {
	    {"p", "a command is missing"},
	    {"p sow", "no such command: sow"},
	    {"p show", "missing: FILE..."},
	    {"p show a b c", "too many words: c"},
	    {"p bare a", "too many words: a"},
	    {"p show a --textual x", "unknown option --textual"},
	    {"p show a -x", "unknown option -x"},
	    {"p show a --text", "a value is missing after --text"},
	    {"p show a --flag=1", "no value is taken by --flag=1"},
	    {"p show a --number 11", "not an allowed number:"},
	    {"p show a --number 3x", "not an allowed number:"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(type(wrong[i].call), EXIT_USAGE);
		if (!strstr(said, wrong[i].why))
			fail_msg("%s: %s", wrong[i].call, said);
		assert_non_null(strstr(said, "--help)\n"));
		assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
	}
}

static void
help_is_written_from_the_tables(void **state)
{
	(void)state;
	assert_int_equal(type("p --help"), EXIT_DONE);
	assert_non_null(strstr(said, "show FILE..."));
	assert_non_null(strstr(said, "Take nothing."));
	assert_int_equal(type("p show --help"), EXIT_DONE);
	assert_memory_equal(said, "usage: geppo show FILE... [options]\n", 36);
	assert_non_null(strstr(said, "--number N"));
	assert_non_null(strstr(said, "--dir DIR"));
}

static int
print_to_nowhere(void)
{
	if (freopen("/dev/full", "w", stdout) == NULL)
		return 99;
	puts("x");
	return command_finish_output(EXIT_DONE);
}

static void
output_that_is_lost_is_no_success(void **state)
{
	(void)state;
	assert_int_equal(in_child(print_to_nowhere, 0), EXIT_IO);
	assert_non_null(strstr(said, "standard output: No space left on device"));
}

static int
make_progress(void)
{
	struct progress p;
	progress_start(&p, "parse", 64);
	for (size_t i = 1; i <= 64; i++)
		progress_step(&p, i, 2);
	progress_end(&p);
	return EXIT_DONE;
}

static void
progress_is_for_terminals(void **state)
{
	(void)state;
	assert_int_equal(in_child(make_progress, 0), EXIT_DONE);
	assert_string_equal(said, "");
	assert_int_equal(in_child(make_progress, 1), EXIT_DONE);
	/* 64 steps within a tenth of a second are one line; at the end it is cleared. */
	assert_string_equal(said, "\r\033[Kparse: 1 of 64, 2 held\r\033[K");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_event_is_one_line),
	    cmocka_unit_test(ends_have_their_codes),
	    cmocka_unit_test(options_stand_anywhere),
	    cmocka_unit_test(wrong_calls_say_why),
	    cmocka_unit_test(help_is_written_from_the_tables),
	    cmocka_unit_test(output_that_is_lost_is_no_success),
	    cmocka_unit_test(progress_is_for_terminals),
	};
	return cmocka_run_group_tests_name("base: log, commands, progress", tests, NULL, NULL);
}
