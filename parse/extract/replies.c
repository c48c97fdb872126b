/* replies.c - see replies.h. Every reply and entry bears a stamp: a short line with a day and a
 * time of day. Minutes of one day (a broadcast interview) and rows of a table of measurements have
 * them too: so the days must differ, or the stamp must say that something was posted, and text must
 * stand between the stamps. */
#include "parse/extract/replies.h"

#include <string.h>

#include "parse/extract/dates.h"

enum { STAMP_LONGEST = 80, STAMPS_LEAST = 3, TEXT_LEAST = 8, FIRST_LEAST = 40 };

static bool
has_time(const char *s)
{
	s += strspn(s, " ,T");
	size_t hour = strspn(s, "0123456789");
	return hour >= 1 && hour <= 2 && s[hour] == ':' && s[hour + 1] >= '0' && s[hour + 1] <= '5';
}

/* A row of measurements. */
static bool
in_measurements(const struct page *p, uint32_t block)
{
	int cells = 0;
	if (p->nodes[block].tag != TAG_TD && p->nodes[block].tag != TAG_TH)
		return false;
	uint32_t row = p->nodes[block].parent;
	for (uint32_t i = row + 1; i < p->nodes[row].end; i = p->nodes[i].end)
		cells += p->nodes[i].end - i > 1 && page_text(p, i) != NULL;
	return cells >= 3;
}

static bool
is_stamp(const struct lines *lines, size_t i, const struct patterns *p, struct date *d)
{
	const struct line *l = &lines->line[i];
	struct span at;
	return !l->hidden && !in_measurements(lines->page, l->block) &&
	       l->characters < STAMP_LONGEST && l->stops < 2 &&
	       dates_find(p, l->text, l->len, 0, d, &at) && has_time(l->text + at.end);
}

static bool
says(const struct line *l, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (strstr(l->text, words[i]))
			return true;
	return false;
}

static bool
same_day(struct date x, struct date y)
{
	return x.year == y.year && x.month == y.month && x.day == y.day;
}

/* Stamps counted in one of two ways, and the line where the first text ends. */
struct stamps {
	size_t n, texts, second;
	long between, before;
};

static void
stamps_text(struct stamps *s, long weight)
{
	s->between += weight;
	s->before += s->n < 2 ? weight : 0;
}

static void
stamps_add(struct stamps *s, size_t line, bool reply)
{
	s->texts += s->n > 0 && s->between >= TEXT_LEAST;
	s->between = 0;
	s->n += reply && s->n == 0 ? 2 : 1;
	if (s->n >= 2 && s->second == 0)
		s->second = line;
}

size_t
replies_from(const struct content *c, const struct lines *l, const struct patterns *p)
{
	static const char *const posted[] = {
	    "发表于", "发表於", "回复于", "回覆於", "re:", "Re:", "RE:", NULL};
	static const char *const reply[] = {"re:", "Re:", "RE:", "回复于", "回覆於", NULL};
	struct stamps threads = {0}, entries = {0};
	struct date last = {0}, d;
	for (size_t i = c->from; i < c->to; i++) {
		const struct line *line = &l->line[i];
		long weight = c->line_weight[i] > 0 ? c->line_weight[i] : 0;
		if (!is_stamp(l, i, p, &d)) {
			stamps_text(&threads, weight);
			stamps_text(&entries, weight);
			continue;
		}
		if (says(line, posted))
			stamps_add(&threads, i, says(line, reply));
		if (!same_day(last, d))
			stamps_add(&entries, i, false);
		last = d;
	}
	threads.texts += threads.n > 0 && threads.between >= TEXT_LEAST;
	entries.texts += entries.n > 0 && entries.between >= TEXT_LEAST;
	if (threads.n >= 2 && threads.texts >= 2 && threads.before >= FIRST_LEAST)
		return threads.second;
	bool alternate = entries.n >= STAMPS_LEAST && entries.texts * 3 >= entries.n * 2;
	return alternate && entries.before >= FIRST_LEAST ? entries.second : c->to;
}
