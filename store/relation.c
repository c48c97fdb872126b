/* relation.c - see relation.h. Each want is looked up by its keys; of the documents found the one
 * that fits in kind, place and time best is the target. Of what a plan carries out only the nearest
 * level above counts, the others are cited. */
#include "store/relation.h"

#include <string.h>

#include "store/key.h"
#include "store/keylog.h"
#include "store/same.h"
#include "store/want.h"

enum {
	AROUND = 31,       /* days a date may be off: written, published, reported */
	DRAFT_DAYS = 1830, /* from a draft to its final */
	UNDER_DAYS = 730,  /* from a plan to those that are inferred to carry it out */
	REACH = 40000,     /* any time */
	FEW = 16,
	WAITING = 128,
};

static const char CLEAR[] = "DELETE FROM relation WHERE document = ?";
static const char ADD[] =
    "INSERT INTO relation (kind, document, target, named, evidence) VALUES (?,?,?,?,?)"
    " ON CONFLICT (document, kind, named) DO UPDATE SET target = coalesce(target, excluded.target)";

/* A target, and how well it fits: the higher the better. */
struct fit {
	int64_t row;
	int depth;    /* of its place: the nearest level above wins */
	int named;    /* 2: by its number, 1: by its whole name, 0: by its matter */
	bool aside;   /* tells of the paper, or changes it; for want of the paper itself */
	int64_t away; /* days between the two */
	bool akin;    /* it has the name, or nearly, of what looks for it */
	bool found;
};

static bool
better(const struct fit *x, const struct fit *y)
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
static int64_t
reach_of(enum key_kind kind)
{
	bool topic = kind == KEY_TOPIC || kind == KEY_WANTS_TOPIC;
	return topic ? UNDER_DAYS + 400 : REACH;
}

static int
find_by(const struct grouping *g, enum key_kind kind, const char *text, const struct feature *x,
    struct row_set *out, struct fail *f)
{
	int few = kind == KEY_TOPIC ? FEW / 2 : FEW;
	return text ? key_find(
	                  g->store, key_of(kind, text), feature_day(x), reach_of(kind), few, out, f)
	            : 0;
}

/* Two papers under one number: the title tells which. */
static int
named_by(const struct want *w, const struct feature *t)
{
	bool core = w->core && strcmp(w->core, t->title.core) == 0;
	bool number = w->number && t->number && strcmp(w->number, t->number) == 0;
	return number && (core || w->core == NULL) ? 2 : core ? 1 : 0;
}

/* What is found by its family only is no other year's, and nearly of that name. */
static bool
name_fits(const struct feature *x, const struct feature *t, const struct want *w, struct arena *a)
{
	struct span mine, theirs;
	if (w->family == NULL || named_by(w, t) > 0)
		return true;
	feature_span(x, &mine);
	feature_span(t, &theirs);
	if (w->kind == WANT_AMENDS)
		return strcmp(title_settled(w->core, a), title_settled(t->title.core, a)) == 0;
	return titles_akin(w->core, t->title.core) && theirs.first - mine.last <= UNDER_DAYS &&
	       !calendar_years_apart(&x->title, &t->title);
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

static int
find_target(const struct grouping *g, const struct feature *x, const struct want *w,
    struct fit *best, struct fail *f)
{
	struct arena a = {0};
	struct row_set rows = {.arena = &a, .except = x->row};
	*best = (struct fit){0};
	int rc = find_by(g, KEY_NUMBER, w->number, x, &rows, f);
	if (rc == 0)
		rc = find_by(g, KEY_CORE, w->core, x, &rows, f);
	if (rc == 0)
		rc = find_by(g, KEY_TOPIC, w->topic, x, &rows, f);
	if (rc == 0)
		rc = find_by(g, KEY_FAMILY, w->family, x, &rows, f);
	for (size_t i = 0; rc == 0 && i < rows.n; i++) {
		struct feature t;
		struct fit fit = {.row = rows.all[i], .found = true};
		rc = feature_read(g, rows.all[i], &a, &t, f);
		if (rc < 0 || !fits(g, x, &t, w, &fit.away) || !name_fits(x, &t, w, &a))
			continue;
		/* Later than what names it: one of the two dates is not what it seems. */
		if (fit.away < 0)
			fit.away = AROUND - fit.away;
		fit.named = named_by(w, &t);
		fit.depth = w->kind == WANT_IMPLEMENTS ? place_depth(t.place) : 0;
		fit.aside = is_aside(w, &t);
		fit.akin = titles_akin(x->title.core, t.title.core);
		if (better(&fit, best))
			*best = fit;
	}
	arena_release(&a);
	return rc;
}

/* ---- writing */

static int
relation_write(const struct grouping *g, const struct feature *x, const struct want *w,
    enum want_kind kind, const struct fit *target, struct fail *f)
{
	struct query q = query(g->store, ADD);
	query_text(&q, want_names[kind]);
	query_int(&q, x->row);
	query_optional(&q, target->found ? target->row : 0);
	query_text(&q, w->named);
	query_text(&q, w->evidence);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* It can be found by what it looks for, when that comes. */
static int
wait_for(const struct grouping *g, const struct feature *x, const struct want *w, struct fail *f)
{
	const struct {
		enum key_kind kind;
		const char *text;
	} keys[] = {{KEY_WANTS_NUMBER, w->number}, {KEY_WANTS_CORE, w->core},
	    {KEY_WANTS_TOPIC, w->topic}, {KEY_WANTS_FAMILY, w->family}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].text && keylog_add(g->store, key_of(keys[i].kind, keys[i].text),
		                        feature_day(x), x->row, f) < 0)
			return -1;
	return 0;
}

/* The nearest level above of those a paper carries out; wants->n: none. */
static size_t
nearest_above(const struct wants *wants, const struct fit *fits_of)
{
	size_t nearest = wants->n;
	for (size_t i = 0; i < wants->n; i++)
		if (wants->all[i].kind == WANT_IMPLEMENTS && fits_of[i].found &&
		    (nearest == wants->n || better(&fits_of[i], &fits_of[nearest])))
			nearest = i;
	return nearest;
}

static bool
kind_found(const struct wants *wants, const struct fit *fits_of, size_t but)
{
	for (size_t i = 0; i < wants->n; i++)
		if (i != but && wants->all[i].kind == wants->all[but].kind && fits_of[i].found)
			return true;
	return false;
}

/* What each comes to once all targets are known; false: nothing. */
static bool
settle(const struct feature *x, const struct wants *wants, const struct fit *fits_of, size_t i,
    size_t nearest, enum want_kind *kind)
{
	const struct want *w = &wants->all[i];
	const struct fit *fit = &fits_of[i];
	bool above = nearest < wants->n && !(fit->found && fit->row == fits_of[nearest].row);
	*kind = w->kind;
	if (w->kind == WANT_IMPLEMENTS && above)
		*kind = WANT_CITES;
	if (w->kind == WANT_REPEALS && fit->akin && x->title.flags & TITLE_PAPER)
		*kind = WANT_AMENDS;
	if (w->second && kind_found(wants, fits_of, i))
		*kind = WANT_CITES;
	return w->said || (fit->found && *kind == w->kind);
}

/* A target is said once of each kind, and nothing is cited beside what it is otherwise. */
static bool
is_said(
    const enum want_kind *kinds, const bool *worth, const struct fit *fits_of, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (k != i && worth[k] && fits_of[k].found && fits_of[i].found &&
		    fits_of[k].row == fits_of[i].row &&
		    ((kinds[k] == kinds[i] && k < i) ||
		        (kinds[i] == WANT_CITES && kinds[k] != WANT_CITES)))
			return true;
	return false;
}

static int
relations_write(const struct grouping *g, const struct feature *x, const struct wants *wants,
    const struct fit *fits_of, struct arena *a, struct fail *f)
{
	enum want_kind *kinds = arena_zalloc(a, wants->n + 1, sizeof *kinds);
	bool *worth = arena_zalloc(a, wants->n + 1, sizeof *worth);
	size_t nearest = nearest_above(wants, fits_of);
	for (size_t i = 0; i < wants->n; i++)
		worth[i] = settle(x, wants, fits_of, i, nearest, &kinds[i]);
	for (size_t i = 0; i < wants->n; i++)
		if (worth[i] && !is_said(kinds, worth, fits_of, wants->n, i) &&
		    relation_write(g, x, &wants->all[i], kinds[i], &fits_of[i], f) < 0)
			return -1;
	return 0;
}

static int
relate(const struct grouping *g, const struct feature *x, struct arena *a, struct fail *f)
{
	struct wants wants = {.arena = a};
	wants_read(g, x, &wants);
	struct fit *fits_of = arena_zalloc(a, wants.n + 1, sizeof *fits_of);
	struct query q = query(g->store, CLEAR);
	query_int(&q, x->row);
	if (query_run(&q, f) < 0)
		return -1;
	for (size_t i = 0; i < wants.n; i++)
		if (find_target(g, x, &wants.all[i], &fits_of[i], f) < 0 ||
		    wait_for(g, x, &wants.all[i], f) < 0)
			return -1;
	return relations_write(g, x, &wants, fits_of, a, f);
}

/* Those that were looking for what x is. */
static int
find_waiting(const struct grouping *g, const struct feature *x, struct row_set *out, struct fail *f)
{
	const struct {
		enum key_kind kind;
		const char *text;
	} keys[] = {{KEY_WANTS_NUMBER, x->number}, {KEY_WANTS_CORE, x->title.core},
	    {KEY_WANTS_TOPIC, topic_at(feature_topic(g, x, out->arena), x->place, out->arena)},
	    {KEY_WANTS_FAMILY, feature_family(g, x, out->arena)}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].text &&
		    key_find(g->store, key_of(keys[i].kind, keys[i].text), feature_day(x),
		        reach_of(keys[i].kind), WAITING, out, f) < 0)
			return -1;
	return 0;
}

int
document_relate(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
{
	struct row_set waiting = {.arena = a, .except = x->row};
	struct arena scratch = {0};
	int rc = relate(g, x, a, f);
	if (rc == 0)
		rc = find_waiting(g, x, &waiting, f);
	for (size_t i = 0; rc == 0 && i < waiting.n; i++) {
		struct feature other;
		arena_reset(&scratch);
		rc = feature_read(g, waiting.all[i], &scratch, &other, f);
		if (rc == 0 && other.item != 0)
			rc = relate(g, &other, &scratch, f);
	}
	arena_release(&scratch);
	return rc;
}
