/* fail.h - why a unit of work failed, where, and what to do about it.
 *
 * Three kinds of error, never mixed: our bug -> bug(); this process cannot go on -> fatal();
 * this unit of work is bad -> return -1 (or NULL) and fill the caller's struct fail, once, where
 * the fault is seen. Callers may put context in front with fail_in(); they never log it and never
 * replace it. The loop that owns the unit of work logs one line and acts on `what`. */
#ifndef GEPPO_BASE_FAIL_H
#define GEPPO_BASE_FAIL_H

enum fail_do {
	FAIL_NONE,
	FAIL_RETRY, /* try again later, with back-off */
	FAIL_HOLD,  /* a person must look; nothing is lost, the reason is kept */
	FAIL_DROP   /* of no use; counted */
};

/* Exit codes, after BSD sysexits; the whole contract of every geppo program. */
enum {
	EXIT_DONE = 0,
	EXIT_HELD = 1, /* done, and something is held for a person */
	EXIT_USAGE = 64,
	EXIT_INPUT = 65, /* bad input */
	EXIT_BUG = 70,
	EXIT_IO = 74,    /* input/output error or full disk */
	EXIT_AGAIN = 75, /* try again later */
	EXIT_CONFIG = 78
};

struct fail {
	enum fail_do what;
	int exit;        /* the exit code if this ends the program */
	char why[1024];  /* for a person: what is wrong, what is allowed */
	char place[512]; /* file:line, file@offset, URL or id; may be empty */
};

/* Each fills f and returns -1, so that `return fail_…(…)` is one line. `place` may be NULL. */
int fail_input(struct fail *f, const char *place, const char *fmt, ...)
    __attribute__((format(printf, 3, 4))); /* hold, EXIT_INPUT */
int fail_drop(struct fail *f, const char *place, const char *fmt, ...)
    __attribute__((format(printf, 3, 4))); /* drop, EXIT_INPUT */
int fail_io(struct fail *f, const char *place, const char *fmt, ...) __attribute__((
    format(printf, 3, 4))); /* retry, EXIT_IO; appends strerror(errno) when errno is set */
int fail_again(struct fail *f, const char *place, const char *fmt, ...)
    __attribute__((format(printf, 3, 4))); /* retry, EXIT_AGAIN */
int fail_config(struct fail *f, const char *place, const char *fmt, ...)
    __attribute__((format(printf, 3, 4))); /* hold, EXIT_CONFIG */

/* Put context in front of `why`. */
void fail_in(struct fail *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* "retry", "hold", "drop" or "none", as in the JSON contract; and back (unknown: FAIL_HOLD). */
const char *fail_do_name(enum fail_do what);
enum fail_do fail_do_named(const char *name);

/* "place: why", or only why; points into a static buffer, for one log line. */
const char *fail_text(const struct fail *f);

#endif
