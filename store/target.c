/* target.c - see target.h. */
#include "store/target.h"

#include <string.h>

#include "store/nearby.h"
#include "store/stretch.h"

enum {
	AROUND = 31,       /* days a date may be off: written, published, reported */
	DRAFT_DAYS = 1830, /* from a draft to its final */
	UNDER_DAYS = 730,  /* from a plan to those that are inferred to carry it out */
	REACH = 40000,     /* any time */
	FEW = 16,
	WHOLE_TEXT = 300, /* those of a paper; a page that asks for comments has fewer */
	LEAST_TEXT = 150, /* runs of five of a draft that its words are found by */
};

bool
fit_better(const struct fit *x, const struct fit *y)
{
	if (!y->found)
		return true;
	if (x->aside != y->aside)
		return y->aside;
	if (x->depth != y->depth)
		return x->depth > y->depth;
	if (x->named != y->named)
		return x->named > y->named;
	if (x->away != y->away)
		return x->away < y->away;
	return x->row < y->row;
}

static bool
calendar_years_apart(const struct title *x, const struct title *y)
{
	bool both = false;
	for (size_t i = 0; i < x->n_years; i++)
		for (size_t k = 0; k < y->n_years; k++) {
			if (x->years[i] < 100 || y->years[k] < 100)
				continue;
			if (x->years[i] == y->years[k])
				return false;
			both = true;
		}
	return both;
}

/* ---- what may be a target, kind by kind; *away is set */

static bool
fits_final(const struct feature *x, const struct feature *t, struct span mine, struct span theirs,
    const struct want *w, int64_t *away)
{
	if (t->title.flags & (TITLE_DRAFT | TITLE_INTERPRETS | TITLE_FORWARDS))
		return false;
	if (x->place && t->place && strcmp(x->place, t->place) != 0)
		return false;
	*away = theirs.last - mine.first;
	/* "《Y》进行了修订": the paper that changes Y, not the Y that is changed. */
	if (w->said && *away < 0)
		return false;
	return *away >= -AROUND && theirs.first - mine.last <= DRAFT_DAYS;
}

static bool
fits_subject(const struct feature *x, const struct feature *t, struct span mine, struct span theirs,
    const struct want *w, int64_t *away)
{
	(void)w;
	const unsigned hidden = TITLE_INTERPRETS | TITLE_FORWARDS;
	if (t->title.flags & hidden ||
	    (t->title.flags & TITLE_DRAFT && !(x->title.flags & TITLE_DRAFT)))
		return false;
	*away = mine.known ? mine.last - theirs.first : -theirs.first;
	return !mine.known || *away >= -AROUND;
}

static bool
fits_former(const struct feature *x, const struct feature *t, struct span mine, struct span theirs,
    const struct want *w, int64_t *away)
{
	const unsigned hidden = TITLE_DRAFT | TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS |
	                        TITLE_AMENDS | TITLE_REPEALS;
	if (t->title.flags & hidden || (x->place && t->place && strcmp(x->place, t->place) != 0))
		return false;
	if (!w->said && calendar_years_apart(&x->title, &t->title) && !*x->title.edition &&
	    !*t->title.edition)
		return false;
	*away = mine.first - theirs.last;
	return *away > 0;
}

static bool
fits_ended(const struct feature *x, const struct feature *t, struct span mine, struct span theirs,
    const struct want *w, int64_t *away)
{
	bool numbered = w->number && t->number && strcmp(w->number, t->number) == 0;
	if (t->title.flags & (TITLE_DRAFT | TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS) ||
	    (!numbered && x->place && t->place && strcmp(x->place, t->place) != 0))
		return false;
	*away = mine.last - theirs.first;
	return *away >= 0;
}

/* A paper of that title, but of another number than the text gives: another edition. */
static bool
is_other_number(const struct want *w, const struct feature *t)
{
	bool strict = w->kind == WANT_REPEALS || w->kind == WANT_AMENDS;
	return strict && w->number && t->number && t->number_strong &&
	       !strstr(w->number, t->number) && !strstr(t->number, w->number);
}

static bool
fits_above(const struct grouping *g, const struct feature *x, const struct feature *t,
    struct span mine, struct span theirs, const struct want *w, int64_t *away)
{
	const unsigned hidden = TITLE_DRAFT | TITLE_INTERPRETS | TITLE_FORWARDS;
	if (t->title.flags & hidden || (!w->said && t->title.flags & TITLE_REPORTS))
		return false;
	*away = mine.last - theirs.first;
	if (w->said)
		return *away >= -AROUND && !place_below(g->places, t->place, x->place);
	return place_below(g->places, x->place, t->place) && *away >= -AROUND &&
	       mine.first - theirs.last <= UNDER_DAYS &&
	       !calendar_years_apart(&x->title, &t->title);
}

static bool
fits(const struct grouping *g, const struct feature *x, const struct feature *t,
    const struct want *w, int64_t *away)
{
	struct span mine, theirs;
	feature_span(x, &mine);
	feature_span(t, &theirs);
	if (x->item == t->item || !theirs.known)
		return false;
	if (is_other_number(w, t))
		return false;
	if (w->kind == WANT_INTERPRETS || w->kind == WANT_FORWARDS)
		return fits_subject(x, t, mine, theirs, w, away);
	if (!mine.known)
		return false;
	switch (w->kind) {
	case WANT_DRAFT_OF:
		return fits_final(x, t, mine, theirs, w, away);
	case WANT_AMENDS:
		return fits_former(x, t, mine, theirs, w, away);
	case WANT_REPEALS:
		return fits_ended(x, t, mine, theirs, w, away);
	case WANT_IMPLEMENTS:
		return fits_above(g, x, t, mine, theirs, w, away);
	default:
		*away = mine.last - theirs.first;
		return *away >= -AROUND && !(t->title.flags & (TITLE_INTERPRETS | TITLE_REPORTS));
	}
}

/* ---- looking up */

/* What only a topic leads to must be near in time, and a date may be known to the year only. */
int64_t
key_reach(enum key_kind kind)
{
	bool topic = kind == KEY_TOPIC || kind == KEY_WANTS_TOPIC;
	return topic ? UNDER_DAYS + 400 : REACH;
}

static int
find_by(const struct grouping *g, enum key_kind kind, const char *text, const struct feature *x,
    struct row_set *out, struct fail *f)
{
	int few = kind == KEY_TOPIC ? FEW / 2 : FEW;
	return text ? key_find(g->store, key_of(kind, text), feature_day(x), key_reach(kind), few,
	                  out, f)
	            : 0;
}

/* Two papers under one number: the title tells which. */
static int
named_by(const struct want *w, const struct feature *t)
{
	bool core = w->core && (strcmp(w->core, t->title.core) == 0 ||
	                           (t->title.whole && strcmp(w->core, t->title.whole) == 0));
	bool number =
	    w->number && ((t->number && strcmp(w->number, t->number) == 0) ||
	                     (t->title.standard && strcmp(w->number, t->title.standard) == 0));
	return number && (core || w->core == NULL) ? 2 : core ? 1 : 0;
}

/* Its name without the place in front, which other editions may lack. */
static const char *
bare_core(const struct grouping *g, const struct feature *x, struct arena *a)
{
	size_t len;
	place_at(g->places, x->title.name, &len);
	return letters_of(x->title.name + len, a);
}

/* Two whole papers that have next to nothing in common: the name alone makes no draft of one. */
static bool
words_forbid(const struct grouping *g, const struct feature *x, const struct feature *t)
{
	struct likeness l = shingles_compare(feature_runs(g, x), feature_runs(g, t));
	return l.smaller >= WHOLE_TEXT && l.contained < 0.1;
}

/* What is found by its family only is no other year's, and nearly of that name. */
static bool
name_fits(const struct grouping *g, const struct feature *x, const struct feature *t,
    const struct want *w, struct arena *a)
{
	struct span mine, theirs;
	if (w->family == NULL || named_by(w, t) > 0)
		return true;
	feature_span(x, &mine);
	feature_span(t, &theirs);
	if (w->kind == WANT_AMENDS)
		return strcmp(title_settled(bare_core(g, x, a), a),
		           title_settled(bare_core(g, t, a), a)) == 0;
	return titles_akin(w->core, t->title.core) && theirs.first - mine.last <= UNDER_DAYS &&
	       !calendar_years_apart(&x->title, &t->title) &&
	       !(w->kind == WANT_DRAFT_OF && words_forbid(g, x, t));
}

/* It tells of the paper, hands it on or changes it: the paper itself is looked for. */
static bool
is_aside(const struct want *w, const struct feature *t)
{
	unsigned aside = TITLE_REPORTS | TITLE_FORWARDS | TITLE_DRAFT;
	if (w->kind != WANT_DRAFT_OF)
		aside |= TITLE_AMENDS | TITLE_REPEALS;
	return t->title.flags & aside && named_by(w, t) < 2;
}

/* One that its keys lead to is it, or a better one than the best so far. */
static int
try_named(const struct grouping *g, const struct feature *x, const struct want *w, int64_t row,
    struct arena *a, struct fit *best, struct fail *f)
{
	struct feature t;
	struct fit fit = {.row = row, .found = true};
	int rc = feature_read(g, row, a, &t, f);
	if (rc < 0 || !fits(g, x, &t, w, &fit.away) || !name_fits(g, x, &t, w, a))
		return rc;
	/* Later than what names it: one of the two dates is not what it seems. */
	if (fit.away < 0)
		fit.away = AROUND - fit.away;
	fit.named = named_by(w, &t);
	fit.depth = w->kind == WANT_IMPLEMENTS ? place_depth(t.place) : 0;
	fit.aside = is_aside(w, &t);
	fit.akin = titles_akin(x->title.core, t.title.core);
	if (fit_better(&fit, best))
		*best = fit;
	return rc;
}

/* What became of a draft under another name has most of its words, at its place, and a name that
 * is half the same. */
static int
try_alike(const struct grouping *g, const struct feature *x, const struct want *w, int64_t row,
    struct arena *a, struct fit *best, struct fail *f)
{
	struct feature t;
	struct fit fit = {.row = row, .found = true};
	int rc = feature_read(g, row, a, &t, f);
	if (rc < 0 || !(t.title.flags & TITLE_PAPER) || !fits(g, x, &t, w, &fit.away) ||
	    fit.away < 0 || is_aside(w, &t) || calendar_years_apart(&x->title, &t.title) ||
	    texts_alike(w->core, t.title.core) < 0.5)
		return rc;
	struct likeness l = shingles_compare(feature_runs(g, x), feature_runs(g, &t));
	if (l.smaller >= LEAST_TEXT && l.contained >= 0.5 && fit_better(&fit, best))
		*best = fit;
	return rc;
}

static int
find_alike(const struct grouping *g, const struct feature *x, struct row_set *out, struct fail *f)
{
	struct signature sign;
	for (size_t i = 0; x->alike && i < x->alike->n; i++)
		rows_add(out, x->alike->all[i]);
	if (x->alike)
		return 0;
	text_sign(g->fold, x->d.body, strlen(x->d.body), &sign);
	return documents_alike(g, x, &sign, out, f);
}

int
drafts_alike(const struct grouping *g, const struct feature *x, struct row_set *out, struct fail *f)
{
	const unsigned other = TITLE_DRAFT | TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS;
	return x->title.flags & TITLE_PAPER && !(x->title.flags & other) ? find_alike(g, x, out, f)
	                                                                 : 0;
}

int
target_find(const struct grouping *g, const struct feature *x, const struct want *w,
    struct fit *best, struct fail *f)
{
	struct arena a = {0};
	struct row_set rows = {.arena = &a, .except = x->row};
	struct row_set alike = {.arena = &a, .except = x->row};
	*best = (struct fit){0};
	int rc = find_by(g, KEY_NUMBER, w->number, x, &rows, f);
	if (rc == 0)
		rc = find_by(g, KEY_CORE, w->core, x, &rows, f);
	if (rc == 0)
		rc = find_by(g, KEY_TOPIC, w->topic, x, &rows, f);
	if (rc == 0)
		rc = find_by(g, KEY_FAMILY, w->family, x, &rows, f);
	for (size_t i = 0; rc == 0 && i < rows.n; i++)
		rc = try_named(g, x, w, rows.all[i], &a, best, f);
	if (rc == 0 && !best->found && w->kind == WANT_DRAFT_OF && !w->said)
		rc = find_alike(g, x, &alike, f);
	for (size_t i = 0; rc == 0 && i < alike.n; i++)
		rc = try_alike(g, x, w, alike.all[i], &a, best, f);
	arena_release(&a);
	return rc;
}
