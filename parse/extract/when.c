/* when.c - see when.h. */
#include "parse/extract/when.h"

#include <stdio.h>
#include <string.h>

#include "parse/extract/text.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2099, LEAD_BYTES = 12 };

struct day {
	int year, month, day;
};

static int
number_read(const char *text, size_t *at, size_t end, int most_digits)
{
	int value = 0, digits = 0;
	while (*at < end && text[*at] >= '0' && text[*at] <= '9' && digits < most_digits)
		value = value * 10 + (text[(*at)++] - '0'), digits++;
	while (*at < end && text[*at] == ' ')
		(*at)++;
	return digits ? value : -1;
}

static bool
skip_word(const char *text, size_t *at, size_t end, const char *word)
{
	size_t len = text_word(text + *at, end - *at, word);
	if (len == 0)
		return false;
	*at += len;
	while (*at < end && text[*at] == ' ')
		(*at)++;
	return true;
}

/* 2026年10月1日, 2026年10月, 2026年, 10月1日, 10月; false leaves *at. */
static bool
day_read(const char *text, size_t *at, size_t end, struct day *d)
{
	size_t from = *at;
	*d = (struct day){0};
	int n = number_read(text, &from, end, 4);
	if (n >= FIRST_YEAR && n <= LAST_YEAR && skip_word(text, &from, end, "年")) {
		d->year = n;
		*at = from;
		n = number_read(text, &from, end, 2);
	}
	if (n < 1 || n > 12 || !skip_word(text, &from, end, "月"))
		return d->year > 0;
	d->month = n;
	*at = from;
	n = number_read(text, &from, end, 2);
	if (n >= 1 && n <= 31 && skip_word(text, &from, end, "日")) {
		d->day = n;
		*at = from;
	}
	return true;
}

static bool
skip_dash(const char *text, size_t *at, size_t end)
{
	static const char *const dashes[] = {"——", "—", "－", "-", "–", "~", "～", "至", "到"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (skip_word(text, at, end, dashes[i]))
			return true;
	return false;
}

static int
day_write(char *to, size_t room, struct day d)
{
	if (d.day)
		return snprintf(to, room, "%04d-%02d-%02d", d.year, d.month, d.day);
	return snprintf(to, room, "%04d-%02d", d.year, d.month);
}

static void
period_set(struct when *w, struct day from, struct day to)
{
	char a[16], b[16];
	day_write(a, sizeof a, from);
	day_write(b, sizeof b, to);
	if (to.month && strcmp(a, b) != 0)
		snprintf(w->period, sizeof w->period, "%s/%s", a, b);
	else
		snprintf(w->period, sizeof w->period, "%s", a);
	w->year = 0;
}

/* 10月 of a paper of 2027-01 is 2026-10. */
static int
year_of_month(int month, const struct when *w, struct dated dated)
{
	if (w->year)
		return w->year;
	if (dated.year == 0)
		return 0;
	return dated.month && month > dated.month ? dated.year - 1 : dated.year;
}

/* 1—9月, 1至9月: the month in front of the dash has no 月. */
static bool
months_read(const char *text, size_t *at, size_t end, struct day *from, struct day *to)
{
	size_t i = *at;
	*from = *to = (struct day){0};
	int first = number_read(text, &i, end, 2), last;
	if (first < 1 || first > 12)
		return false;
	skip_word(text, &i, end, "月");
	if (!skip_dash(text, &i, end))
		return false;
	skip_word(text, &i, end, "次年");
	last = number_read(text, &i, end, 2);
	if (last <= first || last > 12 || !skip_word(text, &i, end, "月"))
		return false;
	from->month = first, to->month = last;
	*at = i;
	return true;
}

static bool
named_months(const char *text, size_t *at, size_t end, struct day *from, struct day *to)
{
	static const struct {
		const char *zh;
		int from, to;
	} names[] = {{"上半年", 1, 6}, {"下半年", 7, 12}, {"一季度", 1, 3}, {"二季度", 4, 6},
	    {"前三季度", 1, 9}, {"三季度", 7, 9}, {"四季度", 10, 12}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (skip_word(text, at, end, names[i].zh)) {
			*from = (struct day){.month = names[i].from};
			*to = (struct day){.month = names[i].to};
			return true;
		}
	return false;
}

static bool
follows(const char *text, size_t at, size_t start, const char *word)
{
	size_t len = strlen(word);
	while (at > start && text[at - 1] == ' ')
		at--;
	return at - start >= len && memcmp(text + at - len, word, len) == 0;
}

static bool
follows_any(const char *text, size_t at, size_t start, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (follows(text, at, start, words[i]))
			return true;
	return false;
}

/* A year, alone or before a month. Those of names and numbers of papers count for nothing. */
static void
year_take(struct when *w, const char *text, struct span in, size_t at, size_t behind, int year)
{
	static const char *const until[] = {"到", "至", NULL};
	static const char *const after_base[] = {"相比", "基础上", "的基础上", "为基准"};
	static const char *const ends[] = {"底", "前", "末"};
	static const char *const names[] = {"第", "〔", "《", "“", "—", "-", NULL};
	static const char *const shares[] = {"占比", "同比", "环比", NULL};
	static const char *const moved[] = {"降至", "降到", "升至", "升到", "增至", "增到", NULL};
	if (follows_any(text, at, in.start, names))
		return;
	bool base = follows(text, at, in.start, "较") ||
	            (follows(text, at, in.start, "比") && !follows_any(text, at, in.start, shares));
	for (size_t i = 0; i < sizeof after_base / sizeof *after_base; i++)
		base |= text_begins(text + behind, after_base[i]);
	if (base) {
		w->base = year;
		return;
	}
	w->year = year;
	w->until =
	    follows_any(text, at, in.start, until) && !follows_any(text, at, in.start, moved);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		w->until |= text_begins(text + behind, ends[i]);
	w->leads = at - in.start <= LEAD_BYTES || w->until;
	w->span = (struct span){at, behind};
}

/* A period that begins at *at, or nothing. */
static bool
period_read(struct when *w, const char *text, size_t *at, size_t end, struct dated dated)
{
	size_t i = *at;
	struct day from, to;
	if (months_read(text, &i, end, &from, &to) || named_months(text, &i, end, &from, &to)) {
		from.year = to.year = year_of_month(to.month, w, dated);
	} else if (day_read(text, &i, end, &from) && from.month) {
		size_t more = i;
		if (from.year == 0)
			from.year = year_of_month(from.month, w, dated);
		if (skip_dash(text, &more, end) && day_read(text, &more, end, &to) && to.month) {
			to.year = to.year ? to.year : from.year;
			i = more;
		} else
			to = (struct day){0};
	} else
		return false;
	static const char *const parts[] = {"底", "初", "上旬", "中旬", "下旬", "前"};
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
		if (text_begins(text + i, parts[k]))
			return false;
	/* A day is no time a mean is of. */
	if (from.year == 0 || (from.day && to.day == 0))
		return false;
	period_set(w, from, to);
	w->span = (struct span){*at, i};
	*at = i;
	return true;
}

/* 去年, but not what something is compared with. */
static bool
last_year_read(struct when *w, const char *text, struct span in, size_t at, struct dated dated)
{
	static const char *const compared[] = {"比", "较", "与", "和", NULL};
	size_t behind = at + strlen("去年");
	if (dated.year == 0 || !text_begins(text + at, "去年") || behind > in.end ||
	    text_begins(text + behind, "同") || follows_any(text, at, in.start, compared))
		return false;
	w->year = dated.year - 1;
	w->leads = at - in.start <= LEAD_BYTES;
	w->span = (struct span){at, behind};
	return true;
}

void
when_read(struct when *w, const char *text, struct span in, struct dated dated)
{
	*w = (struct when){.span = {in.start, in.start}};
	for (size_t at = in.start; at < in.end;) {
		bool digit = text[at] >= '0' && text[at] <= '9';
		bool within = at > in.start &&
		              ((text[at - 1] >= '0' && text[at - 1] <= '9') || text[at - 1] == '.');
		size_t next = at;
		int year;
		struct day d;
		if (last_year_read(w, text, in, at, dated))
			at += strlen("去年");
		else if (!within && period_read(w, text, &next, in.end, dated)) {
			w->leads =
			    at - in.start <= LEAD_BYTES || follows(text, at, in.start, "今年");
			at = next;
		} else if (digit && !within && day_read(text, &next, in.end, &d) && d.year) {
			year = d.year;
			if (d.month == 0)
				year_take(w, text, in, at, next, year);
			at = next;
		} else
			at++;
	}
}
