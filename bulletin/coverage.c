/* coverage.c - see coverage.h. */
#include "bulletin/coverage.h"

#include <string.h>

enum { DAY = 86400, MONTH_DAYS = 31 };

/* Stretches of time that were seen, in order of their end. */
struct stretch {
	int64_t from, to;
};

const char *
check_name(enum check check)
{
	static const char *const names[] = {"whole", "partly", "none"};
	return names[check];
}

static bool
is_success(const struct visit *v)
{
	return strcmp(v->outcome, "ok") == 0 || strcmp(v->outcome, "unchanged") == 0;
}

/* How far back a success sees; `before` is the last success before it, or -1. */
static int64_t
seen_from(const struct visit *v, int64_t at, int64_t before)
{
	int64_t from = at;
	struct date oldest;
	bool dated = date_parse(v->oldest, &oldest) && oldest.day > 0;
	if (dated)
		from = (date_days(oldest) + 1) * DAY - BEIJING_OFFSET;
	bool met_known = strcmp(v->outcome, "unchanged") == 0 || (!dated && v->rows > v->fresh);
	if (before >= 0 && met_known && before < from)
		from = before;
	return from < at ? from : at;
}

static void
note_failure(struct watch *w, const struct visit *v, const struct month *m, int64_t at)
{
	w->outcome = v->outcome;
	w->why = v->why;
	w->failures++;
	w->tried |= at >= m->from_seconds && at < m->to_seconds;
}

/* The visits of one source: stretches into `seen` (room for all), notes into w. */
static size_t
follow_visits(struct watch *w, const struct month *m, const struct visit *visits, size_t n,
    struct stretch *seen)
{
	size_t count = 0;
	int64_t before = -1, at;
	for (size_t i = 0; i < n; i++) {
		const struct visit *v = &visits[i];
		if (strcmp(v->source, w->source->id) != 0 || !instant_parse(v->at, &at))
			continue;
		if (!is_success(v)) {
			if (before < m->to_seconds)
				note_failure(w, v, m, at);
			continue;
		}
		w->outcome = w->why = NULL; /* it answers again */
		w->failures = 0;
		seen[count++] = (struct stretch){seen_from(v, at, before), at};
		before = at;
		w->seen_after |= at >= m->to_seconds;
		if (at < m->to_seconds)
			instant_date(v->at, BEIJING_OFFSET, w->last_success);
	}
	return count;
}

/* Was every instant of [from, to) seen? Stretches may overlap in any way. */
static bool
seen_throughout(const struct stretch *seen, size_t n, int64_t from, int64_t to)
{
	while (from < to) {
		int64_t reach = from;
		for (size_t i = 0; i < n; i++)
			if (seen[i].from <= from && seen[i].to > reach)
				reach = seen[i].to;
		if (reach == from)
			return false;
		from = reach;
	}
	return true;
}

static bool
seen_at_all(const struct stretch *seen, size_t n, int64_t from, int64_t to)
{
	for (size_t i = 0; i < n; i++)
		if (seen[i].from < to && seen[i].to >= from)
			return true;
	return false;
}

/* Days of the month nobody saw anything of, or, when `strict`, not from midnight to midnight; the
 * last day must be seen to its end. */
static void
find_gaps(struct watch *w, const struct month *m, const struct stretch *seen, size_t n, bool strict,
    struct arena *a)
{
	struct gap *gaps = arena_zalloc(a, MONTH_DAYS, sizeof *gaps);
	bool open = false;
	for (int64_t day = m->from_seconds; day < m->to_seconds; day += DAY) {
		bool throughout = strict || day + DAY == m->to_seconds;
		bool blank = throughout ? !seen_throughout(seen, n, day, day + DAY)
		                        : !seen_at_all(seen, n, day, day + DAY);
		if (blank) {
			struct gap *g = &gaps[open ? w->n_gaps - 1 : w->n_gaps++];
			struct date d = date_from_days((day + BEIJING_OFFSET) / DAY);
			date_write(d, open ? g->to : g->from);
			date_write(d, g->to);
		}
		open = blank;
	}
	w->gaps = gaps;
}

static void
watch_make(
    struct watch *w, const struct month *m, const struct visit *visits, size_t n, struct arena *a)
{
	size_t room = 0;
	for (size_t i = 0; i < n; i++)
		room += strcmp(visits[i].source, w->source->id) == 0;
	struct stretch *seen = arena_zalloc(a, room + 1, sizeof *seen);
	size_t count = follow_visits(w, m, visits, n, seen);
	bool whole = seen_throughout(seen, count, m->from_seconds, m->to_seconds);
	find_gaps(w, m, seen, count, false, a);
	if (!whole && w->n_gaps == 0) /* less than a day was missed */
		find_gaps(w, m, seen, count, true, a);
	if (whole)
		w->check = CHECK_WHOLE;
	else
		w->check = seen_at_all(seen, count, m->from_seconds, m->to_seconds - 1)
		               ? CHECK_PARTLY
		               : CHECK_NONE;
}

void
coverage_make(const struct config *c, const struct month *m, const struct visit *visits, size_t n,
    struct arena *a, struct coverage *out)
{
	*out = (struct coverage){0};
	struct watch *watches = arena_zalloc(a, c->n_sources + 1, sizeof *watches);
	size_t *counts[] = {&out->whole, &out->partly, &out->none};
	for (size_t i = 0; i < c->n_sources; i++) {
		if (strcmp(c->sources[i].state, "retired") == 0)
			continue;
		struct watch *w = &watches[out->n++];
		w->source = &c->sources[i];
		watch_make(w, m, visits, n, a);
		++*counts[w->check];
		out->run |= w->check != CHECK_NONE || w->tried;
	}
	out->watches = watches;
}

struct region_check
coverage_region(const struct coverage *cv, const char *region)
{
	struct region_check r = {0};
	size_t *counts[] = {&r.whole, &r.partly, &r.none};
	for (size_t i = 0; i < cv->n; i++) {
		if (strcmp(cv->watches[i].source->region, region) != 0)
			continue;
		r.declared++;
		++*counts[cv->watches[i].check];
	}
	return r;
}
