/* relation.c - see relation.h. Each want is looked up by its keys. Of what a plan carries out only
 * the nearest level above counts, the others are cited. */
#include "store/relation.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/key.h"
#include "store/keylog.h"
#include "store/target.h"

enum {
	WAITING = 128,      /* that may do better with it than with what they found */
	UNRESOLVED = 16384, /* that found nothing yet, of one key */
};

static const char CLEAR[] = "DELETE FROM relation WHERE document = ?";
static const char ADD[] =
    "INSERT INTO relation (kind, document, target, named, evidence) VALUES (?,?,?,?,?)"
    " ON CONFLICT (document, kind, named) DO UPDATE SET target = coalesce(target, excluded.target)";

/* What documents that look by a key name and did not find; those in the table, and in memory. */
static const char NOT_FOUND[] =
    "SELECT r.document, r.named FROM (SELECT * FROM (SELECT document FROM document_key"
    " WHERE key = ?1 LIMIT ?2) UNION SELECT * FROM (SELECT document FROM fresh_key"
    " WHERE key = ?1 LIMIT ?2)) k JOIN relation r ON r.document = k.document"
    " WHERE r.target IS NULL ORDER BY r.document";

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
		    (nearest == wants->n || fit_better(&fits_of[i], &fits_of[nearest])))
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
	if (w->kind == WANT_REPEALS && fit->akin && x->title.flags & TITLE_PAPER &&
	    !(x->title.flags & TITLE_REPEALS))
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
	for (size_t k = 0; k < n; k++) {
		if (k == i || !worth[k] || !fits_of[k].found || !fits_of[i].found ||
		    fits_of[k].row != fits_of[i].row)
			continue;
		if (kinds[k] == kinds[i] ? k < i : kinds[i] == WANT_CITES)
			return true;
	}
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
		if (target_find(g, x, &wants.all[i], &fits_of[i], f) < 0 ||
		    wait_for(g, x, &wants.all[i], f) < 0)
			return -1;
	return relations_write(g, x, &wants, fits_of, a, f);
}

/* What a text calls a paper that was not found, is x. */
static bool
is_named(const struct grouping *g, const struct feature *x, const char *named, struct arena *a)
{
	bool strong;
	const char *number = document_number(g->fold, named, a, &strong);
	const char *core = title_core(named, strlen(named), a);
	const char *const numbers[] = {x->number, x->title.standard}, *const cores[] = {
	                                                                  x->title.core,
	                                                                  x->title.whole};
	for (size_t i = 0; i < 2; i++) {
		if (number && numbers[i] && strcmp(number, numbers[i]) == 0)
			return true;
		if (cores[i] && *cores[i] &&
		    (strcmp(core, cores[i]) == 0 || strcmp(named, cores[i]) == 0))
			return true;
	}
	return false;
}

/* Sets of thousands are put together first and each made one afterwards. */
static void
rows_append(struct row_set *r, int64_t row)
{
	if (row == r->except)
		return;
	r->all = arena_grow(r->arena, r->all, r->n, r->n + 1, &r->room, sizeof *r->all);
	r->all[r->n++] = row;
}

static int
by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

static void
rows_unite(struct row_set *r)
{
	size_t kept = 0;
	if (r->n > 0)
		qsort(r->all, r->n, sizeof *r->all, by_number);
	for (size_t i = 0; i < r->n; i++)
		if (i == 0 || r->all[i] != r->all[i - 1])
			r->all[kept++] = r->all[i];
	r->n = kept;
}

static int
add_unresolved(const struct grouping *g, const struct feature *x, int64_t key, struct row_set *out,
    struct fail *f)
{
	struct arena a = {0};
	int rc, n = keylog_count(g->store, key, UNRESOLVED + 1, f);
	if (n < 0)
		return -1;
	if (n > UNRESOLVED)
		log_warn("document %s: of those that name it only %d were looked at", x->d.id,
		    UNRESOLVED);
	struct query q = query(g->store, NOT_FOUND);
	query_int(&q, key);
	query_int(&q, UNRESOLVED);
	while ((rc = query_step(&q, f)) == 1) {
		arena_reset(&a);
		if (is_named(g, x, column_text(&q, 1), &a))
			rows_append(out, column_int(&q, 0));
	}
	arena_release(&a);
	return rc;
}

/* Those that were looking for what x is: all that found nothing by its number or name, however many
 * came before it, and the nearest of the others. */
static int
find_waiting(const struct grouping *g, const struct feature *x, struct row_set *out, struct fail *f)
{
	const unsigned aside = TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS;
	const struct {
		enum key_kind kind;
		const char *text;
		bool named;
	} keys[] = {{KEY_WANTS_NUMBER, x->number, true},
	    {KEY_WANTS_NUMBER, x->title.standard, true}, {KEY_WANTS_CORE, x->title.core, true},
	    {KEY_WANTS_CORE, x->title.whole, true},
	    {KEY_WANTS_TOPIC, topic_at(feature_topic(g, x, out->arena), x->place, out->arena),
	        false},
	    {KEY_WANTS_FAMILY, feature_family(g, x, out->arena), false}};
	struct row_set all = {.arena = out->arena, .except = out->except};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (keys[i].text == NULL)
			continue;
		int64_t key = key_of(keys[i].kind, keys[i].text);
		if (key_find(g->store, key, feature_day(x), key_reach(keys[i].kind), WAITING, out,
		        f) < 0)
			return -1;
		if (keys[i].named && !(x->title.flags & aside) &&
		    add_unresolved(g, x, key, &all, f) < 0)
			return -1;
	}
	for (size_t i = 0; i < out->n; i++)
		rows_append(&all, out->all[i]);
	rows_unite(&all);
	*out = all;
	return 0;
}

/* Relate again those of some documents that have one of these flags, 0: all. */
static int
relate_again(const struct grouping *g, const struct row_set *rows, unsigned flags, struct fail *f)
{
	struct arena a = {0};
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < rows->n; i++) {
		struct feature x;
		arena_reset(&a);
		rc = feature_read(g, rows->all[i], &a, &x, f);
		if (rc == 0 && x.item != 0 && (flags == 0 || x.title.flags & flags))
			rc = relate(g, &x, &a, f);
	}
	arena_release(&a);
	return rc;
}

int
document_relate(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
{
	struct row_set waiting = {.arena = a, .except = x->row};
	struct row_set alike = {.arena = a, .except = x->row};
	if (relate(g, x, a, f) < 0 || find_waiting(g, x, &waiting, f) < 0 ||
	    drafts_alike(g, x, &alike, f) < 0 || relate_again(g, &waiting, 0, f) < 0)
		return -1;
	return relate_again(g, &alike, TITLE_DRAFT, f);
}
