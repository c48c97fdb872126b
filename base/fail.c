/* fail.c - see fail.h. */
#include "base/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
fail_fill(
    struct fail *f, enum fail_do what, int exit, const char *place, const char *fmt, va_list ap)
{
	f->what = what;
	f->exit = exit;
	vsnprintf(f->why, sizeof f->why, fmt, ap);
	snprintf(f->place, sizeof f->place, "%s", place ? place : "");
}

#define FAIL_KIND(name, what, code)                                                                \
	int name(struct fail *f, const char *place, const char *fmt, ...)                          \
	{                                                                                          \
		va_list ap;                                                                        \
		va_start(ap, fmt);                                                                 \
		fail_fill(f, what, code, place, fmt, ap);                                          \
		va_end(ap);                                                                        \
		return -1;                                                                         \
	}

FAIL_KIND(fail_input, FAIL_HOLD, EXIT_INPUT)
FAIL_KIND(fail_drop, FAIL_DROP, EXIT_INPUT)
FAIL_KIND(fail_again, FAIL_RETRY, EXIT_AGAIN)
FAIL_KIND(fail_config, FAIL_HOLD, EXIT_CONFIG)

int
fail_io(struct fail *f, const char *place, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;
	va_start(ap, fmt);
	fail_fill(f, FAIL_RETRY, EXIT_IO, place, fmt, ap);
	va_end(ap);
	if (saved != 0) {
		size_t n = strlen(f->why);
		snprintf(f->why + n, sizeof f->why - n, ": %s", strerror(saved));
	}
	return -1;
}

void
fail_in(struct fail *f, const char *fmt, ...)
{
	char front[sizeof f->why / 2], whole[sizeof f->why + sizeof front + 2];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(front, sizeof front, fmt, ap);
	va_end(ap);
	snprintf(whole, sizeof whole, "%s: %s", front, f->why);
	whole[sizeof f->why - 1] = '\0';
	memcpy(f->why, whole, sizeof f->why);
}

static const char *const do_names[] = {"none", "retry", "hold", "drop"};

const char *
fail_do_name(enum fail_do what)
{
	return do_names[what];
}

enum fail_do
fail_do_named(const char *name)
{
	for (int i = FAIL_NONE; name && i <= FAIL_DROP; i++)
		if (strcmp(do_names[i], name) == 0)
			return (enum fail_do)i;
	return FAIL_HOLD;
}

const char *
fail_text(const struct fail *f)
{
	static char text[sizeof f->why + sizeof f->place + 2];
	snprintf(text, sizeof text, "%s%s%s", f->place, f->place[0] ? ": " : "", f->why);
	return text;
}
