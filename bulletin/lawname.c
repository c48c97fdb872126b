/* lawname.c - see lawname.h. */
#include "bulletin/lawname.h"

#include <stdbool.h>
#include <string.h>

static const char republic[] = "中華人民共和国", of_china[] = "中国の";

static bool
ends_in(const char *s, size_t n, const char *end)
{
	size_t m = strlen(end);
	return n >= m && memcmp(s + n - m, end, m) == 0;
}

static bool
begins_with(const char *s, size_t n, const char *begin)
{
	size_t m = strlen(begin);
	return n >= m && memcmp(s, begin, m) == 0;
}

/* The length without a year or state in brackets: 大気汚染防治法(2018年改正). */
static size_t
without_note(const char *s, size_t n)
{
	static const char *const opens[] = {"（", "("}, *const closes[] = {"）", ")"};
	for (size_t k = 0; k < 2; k++) {
		if (!ends_in(s, n, closes[k]))
			continue;
		for (size_t i = n; i-- > 0;)
			if (begins_with(s + i, n - i, opens[k]))
				return i;
	}
	return n;
}

/* A name of a law, of at least four characters, and nothing beside it. */
static bool
is_law(const char *s, size_t n)
{
	enum { LEAST = 12 };
	static const char *const not_laws[] = {"弁法", "方法", "手法", "司法", "技法", "用法"};
	static const char *const places[] = {
	    "省", "市", "自治区", "県", "に関する", "の", "、", "・", "「"};
	n = without_note(s, n);
	if (n < LEAST || !(ends_in(s, n, "法") || ends_in(s, n, "法典")))
		return false;
	for (size_t k = 0; k < sizeof not_laws / sizeof *not_laws; k++)
		if (ends_in(s, n, not_laws[k]))
			return false;
	for (size_t k = 0; k < sizeof places / sizeof *places; k++)
		if (memmem(s, n, places[k], strlen(places[k])))
			return false;
	return !begins_with(s, n, of_china);
}

static void
name_add(const char *s, size_t n, struct buf *out)
{
	if (is_law(s, n)) {
		buf_adds(out, of_china);
		size_t skip = begins_with(s, n, republic) ? strlen(republic) : 0;
		buf_add(out, s + skip, n - skip);
	} else
		buf_add(out, s, n);
}

/* The names in brackets, one bracket not within another of its kind. */
static void
bracketed_add(const char *s, struct buf *out)
{
	static const char *const opens[] = {"「", "『"}, *const closes[] = {"」", "』"};
	while (*s) {
		size_t kind = 2, n;
		for (size_t k = 0; k < 2; k++)
			if (strncmp(s, opens[k], 3) == 0)
				kind = k;
		const char *end = kind < 2 ? strstr(s, closes[kind]) : NULL;
		if (end == NULL) {
			buf_addc(out, *s++);
			continue;
		}
		n = (size_t)(end - s);
		bool inner = kind == 0 && memmem(s + 3, n - 3, "『", 3);
		buf_adds(out, opens[kind]);
		if (inner) {
			s += 3;
			continue;
		}
		name_add(s + 3, n - 3, out);
		buf_adds(out, closes[kind]);
		s = end + 3;
	}
}

void
headline_add(const char *headline, struct buf *out)
{
	size_t n = strlen(headline);
	if (is_law(headline, n))
		name_add(headline, n, out);
	else
		bracketed_add(headline, out);
}
