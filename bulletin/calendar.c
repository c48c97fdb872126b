/* calendar.c - content lines of an iCalendar file (RFC 5545, 3.1 and 3.3.11). */
#include "bulletin/finish.h"

#include <string.h>

enum { FOLD = 75 };

static void
escape(const char *s, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		if (strchr("\\;,", s[i]))
			buf_addc(out, '\\');
		buf_addc(out, s[i]);
	}
}

/* Folded between characters, never inside one. */
static void
fold(const char *s, size_t n, struct buf *out)
{
	size_t used = 0;
	for (size_t i = 0, len; i < n; i += len) {
		for (len = 1; i + len < n && (s[i + len] & 0xc0) == 0x80;)
			len++;
		if (used + len > FOLD) {
			buf_adds(out, "\r\n ");
			used = 1;
		}
		buf_add(out, s + i, len);
		used += len;
	}
	buf_adds(out, "\r\n");
}

int
finish_calendar(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
{
	(void)dir;
	(void)f;
	struct buf line;
	buf_init(&line, in->cap);
	for (const char *s = in->text; *s;) {
		size_t n = strcspn(s, "\n");
		const char *tab = memchr(s, '\t', n);
		buf_clear(&line);
		if (tab) {
			buf_add(&line, s, (size_t)(tab - s));
			buf_addc(&line, ':');
			escape(tab + 1, n - (size_t)(tab + 1 - s), &line);
		} else
			buf_add(&line, s, n);
		if (line.len > 0)
			fold(line.text, line.len, out);
		s += n + (s[n] == '\n');
	}
	buf_release(&line);
	return 0;
}
