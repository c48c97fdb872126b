/* cascadetable.c - the followers of a paper against the places that should follow it. */
#include "store/cascadepart.h"

#include <stdlib.h>
#include <string.h>

#include "store/item.h"
#include "store/keylog.h"

/* ---- who should follow */

struct expecting {
	const struct config *config;
	struct arena *arena;
	struct following *all;
	size_t n, room;
};

static void
expect(struct expecting *e, const char *code)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->all[i].region, code) == 0)
			return;
	e->all = arena_grow(e->arena, e->all, e->n, e->n + 1, &e->room, sizeof *e->all);
	e->all[e->n++] = (struct following){.region = code};
}

static bool
member_on(const struct key_member *m, const char *key, const char *day)
{
	return strcmp(m->key, key) == 0 && strcmp(m->from, day) <= 0 &&
	       (m->to == NULL || strcmp(m->to, day) > 0);
}

/* Hong Kong, Macao and Taiwan carry out no plan of the centre. */
static bool
is_mainland(const char *code)
{
	return code[0] < '7';
}

static void
expect_below(struct expecting *e, const char *place, const char *day)
{
	const struct config *c = e->config;
	bool key = strlen(place) != 6;
	for (size_t i = 0; key && i < c->n_members; i++)
		if (member_on(&c->members[i], place, day))
			expect(e, c->members[i].code);
	for (size_t i = 0; !key && i < c->n_regions; i++) {
		const struct region *r = &c->regions[i];
		if (r->parent && strcmp(r->parent, place) == 0 && is_mainland(r->code))
			expect(e, r->code);
	}
}

static int
by_code(const void *x, const void *y)
{
	const struct following *a = x, *b = y;
	return strcmp(a->region, b->region);
}

static void
count_below(const struct config *c, const struct cascade *out, struct following *e)
{
	for (size_t i = 0; i < c->n_regions; i++)
		e->below_all +=
		    c->regions[i].parent && strcmp(c->regions[i].parent, e->region) == 0;
	for (size_t i = 0; i < out->n_followers; i++) {
		const struct follower *x = &out->followers[i];
		const struct region *r = x->own && x->region ? config_region(c, x->region) : NULL;
		e->below += r && r->parent && strcmp(r->parent, e->region) == 0;
		if (x->own && x->region && strcmp(x->region, e->region) == 0)
			e->own = x;
	}
}

/* The places of a paper: its editor's or title's, else the key regions it is labelled with. */
static void
fill_expected(const struct config *c, const struct label *labels, size_t n, struct arena *a,
    struct cascade *out)
{
	struct expecting e = {.config = c, .arena = a};
	const char *day = out->date && strlen(out->date) == 10 ? out->date : "9999-12-31";
	const char *place = out->region ? out->region : "000000";
	expect_below(&e, place, day);
	for (size_t i = 0; strlen(place) != 6 && i < n; i++)
		if (strcmp(labels[i].kind, "region") == 0 && strlen(labels[i].value) != 6)
			expect_below(&e, labels[i].value, day);
	if (e.n > 0)
		qsort(e.all, e.n, sizeof *e.all, by_code);
	for (size_t i = 0; i < e.n; i++)
		count_below(c, out, &e.all[i]);
	out->expected = e.all;
	out->n_expected = e.n;
}

/* ---- together */

static bool
counts(const struct follower *x)
{
	return x->region && (x->kind == FOLLOW_PLAN || x->kind == FOLLOW_FORWARD);
}

/* Whether x rather than y is the one that counts for their place. */
static bool
rather(const struct follower *x, bool near_x, const struct follower *y, bool near_y)
{
	if (near_x != near_y)
		return near_x;
	if (x->kind != y->kind)
		return x->kind == FOLLOW_PLAN;
	return x->date && (y->date == NULL || strcmp(x->date, y->date) < 0);
}

static void
mark_own(struct follower *all, const struct cascade_step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool own = counts(&all[i]);
		for (size_t k = 0; own && k < n; k++)
			if (k != i && counts(&all[k]) && strcmp(all[k].region, all[i].region) == 0)
				own = rather(&all[i], steps[i].near, &all[k], steps[k].near) ||
				      (i < k &&
				          !rather(&all[k], steps[k].near, &all[i], steps[i].near));
		all[i].own = own;
	}
}

static int
by_date(const void *x, const void *y)
{
	const struct follower *a = x, *b = y;
	if (!a->date != !b->date)
		return a->date ? -1 : 1;
	int order = a->date ? strcmp(a->date, b->date) : 0;
	return order ? order : strcmp(a->item, b->item);
}

static int
read_root(const struct grouping *g, int64_t item, struct arena *a, struct cascade *out,
    const struct label **labels, size_t *n, struct fail *f)
{
	struct cascade_card card;
	struct feature x;
	*labels = NULL;
	*n = 0;
	if (item == 0)
		return 0;
	if (cascade_card_read(g->store, item, a, &card, f) < 0 ||
	    feature_read(g, card.representative, a, &x, f) < 0 ||
	    item_labels(g->store, item, card.representative, x.d.id, a, labels, n, f) < 0)
		return -1;
	out->item = card.item;
	out->title = x.d.title;
	out->title_ja = card.title_ja;
	out->doc_number = x.d.doc_number;
	out->issuer = x.d.issuer;
	out->date = card.date_is_capture ? NULL : card.date;
	const char *label = NULL;
	for (size_t i = *n; i-- > 0;)
		if (strcmp((*labels)[i].kind, "region") == 0 && (*labels)[i].rank == 0)
			label = (*labels)[i].value;
	bool wide = label && strlen(label) != 6 && place_depth(x.place) < 3;
	out->region = wide || x.place == NULL ? label : x.place;
	return 0;
}

int
store_cascade(struct store *s, const struct config *c, const char *asked, struct arena *a,
    struct cascade *out, struct fail *f)
{
	struct grouping g = {.store = s, .fold = store_fold(s, f)};
	struct cascade_walk w = {.g = &g, .arena = a};
	const struct label *labels;
	size_t n;
	*out = (struct cascade){0};
	if (g.fold == NULL || keylog_follow(s, f) < 0)
		return -1;
	g.places = places_new(c, g.fold);
	int rc = cascade_find(&g, asked, a, &w.root, f);
	if (rc == 1 &&
	    (read_root(&g, w.root.item, a, out, &labels, &n, f) < 0 || cascade_walk(&w, f) < 0))
		rc = -1;
	struct follower *all = arena_zalloc(a, w.n + 1, sizeof *all);
	for (size_t i = 0; rc == 1 && i < w.n; i++)
		if (cascade_follower(&w, &w.steps[i], out->date, &all[i], f) < 0)
			rc = -1;
	if (rc == 1 && w.root.item == 0 && w.n == 0)
		rc = 0;
	if (rc == 1) {
		mark_own(all, w.steps, w.n);
		qsort(all, w.n, sizeof *all, by_date);
		out->followers = all;
		out->n_followers = w.n;
		out->cut = w.cut;
		out->doc_number = out->doc_number ? out->doc_number : w.root.number;
		fill_expected(c, labels, n, a, out);
	}
	places_free(g.places);
	return rc;
}

/* ---- what is asked of it */

bool
cascade_expects(const struct cascade *t, const char *region)
{
	for (size_t i = 0; region && i < t->n_expected; i++)
		if (strcmp(t->expected[i].region, region) == 0)
			return true;
	return false;
}

size_t
cascade_followed(const struct cascade *t)
{
	size_t n = 0;
	for (size_t i = 0; i < t->n_expected; i++)
		n += t->expected[i].own != NULL;
	return n;
}

bool
cascade_has_own(const struct cascade *t, const char *region)
{
	for (size_t i = 0; i < t->n_followers; i++)
		if (t->followers[i].own && strcmp(t->followers[i].region, region) == 0)
			return true;
	return false;
}

/* A partner region that the paper concerns and that has not followed, each once. */
bool
cascade_lacks_partner(const struct config *c, const struct cascade *t, size_t i, const char *region)
{
	bool concerned = cascade_expects(t, region);
	for (size_t k = 0; !concerned && k < t->n_expected; k++)
		concerned = config_region_within(c, region, t->expected[k].region, NULL);
	for (size_t k = 0; k < i; k++)
		for (const char *const *r = c->partners[k].regions; *r; r++)
			if (strcmp(*r, region) == 0)
				return false;
	return concerned && !cascade_has_own(t, region);
}

bool
cascade_is_below(const struct config *c, const struct cascade *t, const char *region)
{
	for (size_t i = 0; i < t->n_expected; i++)
		if (config_region_within(c, region, t->expected[i].region, NULL))
			return true;
	return false;
}

const struct follower *
cascade_draft(const struct cascade *t, const char *region)
{
	for (size_t i = 0; i < t->n_followers; i++)
		if (t->followers[i].kind == FOLLOW_DRAFT && t->followers[i].region &&
		    strcmp(t->followers[i].region, region) == 0)
			return &t->followers[i];
	return NULL;
}
