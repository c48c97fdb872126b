/* dates.c - see dates.h. */
#include "parse/extract/dates.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "parse/extract/text.h"

enum {
	FIRST_YEAR = 1949,
	LAST_YEAR = 2099,
	STRIP_LONGEST = 4000,
	STRIP_LEAST = 12,
	ENGLISH_LONGEST = 60
};

static int
digits(const char *s, size_t n)
{
	int value = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9' || value > 9999)
			return -1;
		value = value * 10 + s[i] - '0';
	}
	return n ? value : -1;
}

static bool
plausible(struct date d)
{
	return d.year >= FIRST_YEAR && d.year <= LAST_YEAR && date_valid(d);
}

bool
dates_of_groups(const char *s, const struct span spans[], int k, struct date *d)
{
	int part[3] = {0};
	for (int i = 0; i < 3; i++)
		if (spans[k + i].start < spans[k + i].end)
			part[i] =
			    digits(s + spans[k + i].start, spans[k + i].end - spans[k + i].start);
	*d = (struct date){part[0], part[1], part[2]};
	return d->month > 0 && d->day > 0 && plausible(*d);
}

/* 一 to 九 and the zeros; 十 is 10. */
static int
numeral(int cp)
{
	static const struct {
		int cp, value;
	} numerals[] = {{0x4e00, 1}, {0x4e8c, 2}, {0x4e09, 3}, {0x56db, 4}, {0x4e94, 5},
	    {0x516d, 6}, {0x4e03, 7}, {0x516b, 8}, {0x4e5d, 9}, {0x5341, 10}};
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (numerals[i].cp == cp)
			return numerals[i].value;
	return 0;
}

static int
han_year(const char *s, size_t n)
{
	int value = 0;
	for (size_t i = 0, len; i < n; i += len)
		value = value * 10 + numeral(utf8_decode(s + i, n - i, &len));
	return value;
}

/* 五, 十, 十二, 二十, 三十一. */
static int
han_number(const char *s, size_t n)
{
	int value = 0;
	for (size_t i = 0, len; i < n; i += len) {
		int x = numeral(utf8_decode(s + i, n - i, &len));
		value = x == 10 ? (value ? value : 1) * 10 : value + x;
	}
	return value;
}

static bool
han_date(const char *s, const struct span spans[], struct date *d)
{
	*d = (struct date){han_year(s + spans[1].start, spans[1].end - spans[1].start),
	    han_number(s + spans[2].start, spans[2].end - spans[2].start),
	    han_number(s + spans[3].start, spans[3].end - spans[3].start)};
	return plausible(*d);
}

/* May 8, 2026, and 8 May 2026. */
static bool
english_date(const char *s, const struct span spans[], struct date *d)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	bool day_first = spans[4].start < spans[4].end;
	const struct span *name = &spans[day_first ? 5 : 1], *day = &spans[day_first ? 4 : 2],
	                  *year = &spans[day_first ? 6 : 3];
	int month = 0;
	for (int i = 0; i < 12; i++)
		if (strncasecmp(months + 3 * i, s + name->start, 3) == 0)
			month = i + 1;
	*d = (struct date){digits(s + year->start, year->end - year->start), month,
	    digits(s + day->start, day->end - day->start)};
	return plausible(*d);
}

bool
dates_find(
    const struct patterns *p, const char *s, size_t n, size_t from, struct date *d, struct span *at)
{
	struct span spans[SPAN_MAX];
	for (size_t i = from; pattern_find(p, PATTERN_DATE, s, n, i, spans); i = spans[0].end) {
		if (!dates_of_groups(s, spans, 1, d))
			continue;
		if (at)
			*at = spans[0];
		return true;
	}
	for (size_t i = from; pattern_find(p, PATTERN_HAN_DATE, s, n, i, spans); i = spans[0].end) {
		if (!han_date(s, spans, d))
			continue;
		if (at)
			*at = spans[0];
		return true;
	}
	if (n - from < ENGLISH_LONGEST &&
	    pattern_find(p, PATTERN_ENGLISH_DATE, s, n, from, spans) && english_date(s, spans, d)) {
		if (at)
			*at = spans[0];
		return true;
	}
	*d = (struct date){0};
	return false;
}

bool
dates_in_url(const struct patterns *p, const char *url, struct date *d)
{
	struct span spans[SPAN_MAX];
	size_t n = strlen(url);
	for (size_t i = 0; pattern_find(p, PATTERN_URL_DATE, url, n, i, spans);
	     i = spans[0].start + 1)
		if (dates_of_groups(url, spans, 1, d))
			return true;
	return false;
}

const char *
dates_stripped(const struct patterns *p, const char *s, struct arena *a)
{
	struct date d;
	struct span at;
	size_t n = strlen(s);
	if (n > STRIP_LONGEST || !dates_find(p, s, n, 0, &d, &at))
		return s;
	/* What stands around the date on its side of the text: brackets and blanks alone. */
	size_t start = at.start, end = at.end;
	while (start > 0 && strchr("[( ", s[start - 1]))
		start--;
	while (end < n && strchr("]) ", s[end]))
		end++;
	if (end == n && start > STRIP_LEAST && start < at.start)
		return text_folded(a, s, start);
	if (start == 0 && n - end > STRIP_LEAST && end > at.end)
		return text_folded(a, s + end, n - end);
	return s;
}
