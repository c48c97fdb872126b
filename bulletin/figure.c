/* figure.c - see figure.h. */
#include "bulletin/figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

bool
same_text(const char *x, const char *y)
{
	return x == y || (x && y && strcmp(x, y) == 0);
}

static bool
is_any(const char *id, const char *const ids[])
{
	for (size_t i = 0; id && ids[i]; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

/* What readers look for first has the lowest rank. */
static int
rank_of(const struct figure *x)
{
	static const char *const first[] = {
	    "pm25", "o3", "heavy_days", "heavy_days_share", "good_days", "good_days_share", NULL};
	if (same_text(x->kind, "target"))
		return is_any(x->quantity_id, first) ? 0 : 1;
	if (same_text(x->kind, "limit"))
		return 2;
	return is_any(x->quantity_id, first) ? 3 : 4;
}

bool
figure_moves(const struct figure *x)
{
	return same_text(x->change, "down") || same_text(x->change, "up");
}

/* 19 μg/m³, and behind it: 5.0% down from last year. */
static bool
is_its_change(const struct figure *x, const struct figure *next)
{
	return !figure_moves(x) && figure_moves(next) && next->versus &&
	       same_text(x->kind, next->kind) && same_text(x->quantity_id, next->quantity_id) &&
	       same_text(x->aspect, next->aspect) && same_text(x->place, next->place) &&
	       same_text(x->year, next->year) && same_text(x->period, next->period);
}

static bool
belongs(const struct figure_group *g, const struct figure *x)
{
	const struct figure *last = &g->of[g->n - 1];
	if (g->n == GROUP_MOST || !same_text(last->kind, x->kind) ||
	    !same_text(last->unit_id, x->unit_id))
		return false;
	if (same_text(x->kind, "limit"))
		return same_text(last->change, x->change) && same_text(last->place, x->place) &&
		       !same_text(last->quantity_id, x->quantity_id);
	return last->offset == x->offset && last->attachment == x->attachment &&
	       same_text(last->text, x->text) && same_text(last->change, x->change) &&
	       same_text(last->bound, x->bound);
}

static bool
figure_read(json_t *fact, struct figure *x)
{
	const struct {
		const char *name;
		const char **to;
	} members[] = {{"kind", &x->kind}, {"text", &x->text}, {"quantity_id", &x->quantity_id},
	    {"aspect", &x->aspect}, {"value", &x->value}, {"unit_id", &x->unit_id},
	    {"change", &x->change}, {"bound", &x->bound}, {"base", &x->base},
	    {"versus", &x->versus}, {"year", &x->year}, {"period", &x->period},
	    {"place", &x->place}};
	static const char *const kinds[] = {"target", "limit", "status", NULL};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		*members[i].to = json_string_value(json_object_get(fact, members[i].name));
	x->offset = json_integer_value(json_object_get(fact, "offset"));
	x->attachment = (int)json_integer_value(json_object_get(fact, "attachment"));
	/* A limit in a table holds for its row alone; a point has no room to say which. */
	return x->text && is_any(x->kind, kinds) && json_object_get(fact, "scope") == NULL;
}

/* A page and its attachments, or two of them, often carry one paper. */
static bool
said_before(json_t *facts, size_t k, const struct figure *x)
{
	for (size_t i = 0; x->attachment > 0 && i < k; i++) {
		json_t *fact = json_array_get(facts, i);
		const char *text = json_string_value(json_object_get(fact, "text"));
		if (json_integer_value(json_object_get(fact, "attachment")) != x->attachment &&
		    same_text(text, x->text))
			return true;
	}
	return false;
}

static int
by_importance(const void *x, const void *y)
{
	const struct figure_group *a = x, *b = y;
	if (a->rank != b->rank)
		return a->rank - b->rank;
	return a->order < b->order ? -1 : 1;
}

struct figure_group *
figures_group(json_t *facts, size_t *n)
{
	struct figure_group *groups = calloc(json_array_size(facts) + 1, sizeof *groups);
	size_t k;
	json_t *fact;
	if (groups == NULL)
		fatal("out of memory");
	*n = 0;
	json_array_foreach(facts, k, fact)
	{
		struct figure x;
		if (!figure_read(fact, &x) || said_before(facts, k, &x))
			continue;
		struct figure_group *last = *n ? &groups[*n - 1] : NULL;
		if (last && last->n == 1 && !last->moved.kind && is_its_change(&last->of[0], &x))
			last->moved = x;
		else if (last && belongs(last, &x))
			last->of[last->n++] = x;
		else {
			groups[*n] = (struct figure_group){
			    .of = {x}, .n = 1, .rank = rank_of(&x), .order = *n};
			++*n;
		}
	}
	qsort(groups, *n, sizeof *groups, by_importance);
	return groups;
}
