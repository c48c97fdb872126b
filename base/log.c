/* log.c - see log.h. errno is preserved across every call. */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fail.h"

static const char *program = "geppo";
static bool debugging;

void
log_init(const char *name, bool debug)
{
	program = name;
	debugging = debug;
}

/* Bytes of the UTF-8 sequence at s that must not reach a terminal raw, or 0. */
static int
unsafe(const unsigned char *s)
{
	if (s[0] < 0x20 || s[0] == 0x7f)
		return 1;
	if (s[0] == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0)
		return 2; /* C1 controls */
	if (s[0] == 0xe2 && s[1] == 0x80 &&
	    (s[2] == 0xa8 || s[2] == 0xa9 || (s[2] >= 0xaa && s[2] <= 0xae)))
		return 3; /* U+2028..U+202E */
	if (s[0] == 0xe2 && s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9)
		return 3; /* U+2066..U+2069 */
	return 0;
}

static void
log_line(const char *level, const char *fmt, va_list ap)
{
	int saved = errno;
	char text[4096], line[2 * sizeof text + 256];
	vsnprintf(text, sizeof text, fmt, ap);
	size_t n = (size_t)snprintf(line, 200, "%s: %s", program, level);
	for (const unsigned char *s = (const unsigned char *)text; *s && n < sizeof line - 16;) {
		int bad = unsafe(s);
		if (bad == 0)
			line[n++] = (char)*s++;
		for (; bad > 0; bad--)
			n += (size_t)snprintf(line + n, 5, "\\x%02x", *s++);
	}
	line[n++] = '\n';
	/* One write a line, so that lines of several programs do not mix. There is nobody left to
	 * tell when standard error itself fails. */
	ssize_t done = write(STDERR_FILENO, line, n);
	(void)done;
	errno = saved;
}

#define LOG_LEVEL(name, level, condition)                                                          \
	void name(const char *fmt, ...)                                                            \
	{                                                                                          \
		if (!(condition))                                                                  \
			return;                                                                    \
		va_list ap;                                                                        \
		va_start(ap, fmt);                                                                 \
		log_line(level, fmt, ap);                                                          \
		va_end(ap);                                                                        \
	}

LOG_LEVEL(log_info, "", true)
LOG_LEVEL(log_warn, "warning: ", true)
LOG_LEVEL(log_debug, "debug: ", debugging)

void
fatal(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	log_line("fatal: ", fmt, ap);
	va_end(ap);
	exit(EXIT_IO);
}

void
bug(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	log_line("bug: ", fmt, ap);
	va_end(ap);
	_exit(EXIT_BUG);
}
