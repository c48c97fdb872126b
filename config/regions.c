/* regions.c - regions.tsv and key-regions.tsv, and what lies within what on a given day. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "config/parts.h"
#include "config/table.h"

enum {
	DEEPEST = 8, /* parents above a county: far fewer; more is a circle */
	FIRST_ROWS = 4096
};

/* The most frequent first. */
static const char *const levels[] = {"county", "prefecture", "province", "key", "nation", NULL};

static int
by_code(const void *x, const void *y)
{
	return strcmp(((const struct region *)x)->code, ((const struct region *)y)->code);
}

const struct region *
config_region(const struct config *c, const char *code)
{
	if (code == NULL || c->n_regions == 0)
		return NULL;
	struct region wanted = {.code = code};
	return bsearch(&wanted, c->regions, c->n_regions, sizeof *c->regions, by_code);
}

/* Rows as read, each with its line, until all codes are known. */
struct region_rows {
	struct arena *a;
	struct region_row {
		struct region region; /* first: by_code() sorts rows too */
		int line;
	} * rows;
	size_t n, cap;
};

static const char *
region_row(void *context, int line, const char *const cells[])
{
	struct region_rows *r = context;
	const char *const *level = levels;
	while (*level && strcmp(*level, cells[4]) != 0)
		level++;
	if (!*cells[0] || !*cells[1] || !*cells[2])
		return "code, zh and ja must not be empty";
	if (*level == NULL)
		return "unknown level; allowed: nation, province, prefecture, county, key";
	r->rows = arena_grow(r->a, r->rows, r->n, r->n + 1, &r->cap, sizeof *r->rows);
	r->rows[r->n++] = (struct region_row){
	    {cells[0], cells[1], cells[2], *cells[3] ? cells[3] : NULL, *level, NULL, NULL}, line};
	return NULL;
}

/* Most files are in order of the codes already. */
static void
rows_sort(struct region_rows *r)
{
	for (size_t i = 1; i < r->n; i++)
		if (by_code(&r->rows[i - 1], &r->rows[i]) > 0) {
			qsort(r->rows, r->n, sizeof *r->rows, by_code);
			return;
		}
}

/* Neighbours mostly have one parent. */
static void
find_parents(const struct config *c, struct region *regions)
{
	for (size_t i = 0; i < c->n_regions; i++) {
		const char *parent = regions[i].parent, *before = i ? regions[i - 1].parent : NULL;
		if (parent && before && strcmp(parent, before) == 0)
			regions[i].above = regions[i - 1].above;
		else
			regions[i].above = config_region(c, parent);
	}
}

static bool
runs_in_a_circle(const struct region *r)
{
	int steps = 0;
	while (r->above && steps++ < DEEPEST)
		r = r->above;
	return r->above != NULL;
}

static void
check_region(struct check *k, const struct region *r, int line)
{
	bool top = strcmp(r->level, "nation") == 0 || strcmp(r->level, "key") == 0;
	if (top && r->parent)
		check_fault(k, line, "%s has a parent; allowed: none for a %s", r->code, r->level);
	else if (!top && r->above == NULL)
		check_fault(k, line, "the parent of %s is \"%s\"; allowed: a code of this table",
		    r->code, r->parent ? r->parent : "");
	else if (runs_in_a_circle(r))
		check_fault(k, line, "the parents of %s run in a circle", r->code);
}

void
regions_load(struct check *k, const char *path, struct config *c)
{
	static const char *const columns[] = {"code", "zh", "ja", "parent", "level"};
	struct region_rows r = {
	    .a = k->a, .rows = arena_alloc(k->a, FIRST_ROWS * sizeof *r.rows), .cap = FIRST_ROWS};
	table_read(k, path, columns, 5, region_row, &r);
	if (r.n == 0)
		return;
	rows_sort(&r);
	struct region *regions = arena_zalloc(k->a, r.n, sizeof *regions);
	for (size_t i = 0; i < r.n; i++)
		regions[i] = r.rows[i].region;
	c->regions = regions;
	c->n_regions = r.n;
	find_parents(c, regions);
	for (size_t i = 0; i < r.n; i++) {
		if (i > 0 && by_code(&r.rows[i - 1], &r.rows[i]) == 0)
			check_fault(
			    k, r.rows[i].line, "the code %s is there twice", r.rows[i].region.code);
		check_region(k, &regions[i], r.rows[i].line);
	}
}

struct member_rows {
	struct arena *a;
	const struct config *c;
	struct key_member *rows;
	size_t n, cap;
};

static bool
is_full_date(const char *text)
{
	struct date d;
	return date_parse(text, &d) && d.day > 0;
}

static bool
overlaps(const struct key_member *x, const struct key_member *y)
{
	return x->key == y->key && x->code == y->code &&
	       (x->to == NULL || strcmp(y->from, x->to) < 0) &&
	       (y->to == NULL || strcmp(x->from, y->to) < 0);
}

static const char *
member_row(void *context, int line, const char *const cells[])
{
	struct member_rows *m = context;
	const struct region *key = config_region(m->c, cells[0]);
	const struct region *member = config_region(m->c, cells[1]);
	(void)line;
	if (key == NULL || strcmp(key->level, "key") != 0)
		return arena_printf(m->a, "\"%s\" is no key region of regions.tsv", cells[0]);
	if (member == NULL)
		return arena_printf(m->a, "\"%s\" is no code of regions.tsv", cells[1]);
	if (!is_full_date(cells[2]) || (*cells[3] && !is_full_date(cells[3])))
		return "from and to must be dates, YYYY-MM-DD (to may be empty)";
	if (*cells[3] && strcmp(cells[2], cells[3]) >= 0)
		return "to is not after from";
	struct key_member row = {
	    key->code, member->code, cells[2], *cells[3] ? cells[3] : NULL, NULL};
	for (size_t i = 0; i < m->n; i++)
		if (overlaps(&m->rows[i], &row))
			return arena_printf(
			    m->a, "%s is in %s twice at one time", row.code, row.key);
	m->rows = arena_grow(m->a, m->rows, m->n, m->n + 1, &m->cap, sizeof *m->rows);
	m->rows[m->n++] = row;
	return NULL;
}

void
key_regions_load(struct check *k, const char *path, struct config *c)
{
	static const char *const columns[] = {"key", "code", "from", "to"};
	struct member_rows m = {.a = k->a, .c = c};
	table_read(k, path, columns, 4, member_row, &m);
	for (size_t i = 0; i < m.n; i++) {
		/* Nobody else has seen the regions yet. */
		struct region *r = (struct region *)config_region(c, m.rows[i].code);
		m.rows[i].next = r->memberships;
		r->memberships = &m.rows[i];
	}
	c->members = m.rows;
	c->n_members = m.n;
}

static bool
holds(const struct key_member *m, const char *date)
{
	return date == NULL
	           ? m->to == NULL
	           : strcmp(m->from, date) <= 0 && (m->to == NULL || strcmp(date, m->to) < 0);
}

static bool
is_member(const struct region *r, const char *key, const char *date)
{
	for (const struct key_member *m = r->memberships; m; m = m->next)
		if (strcmp(m->key, key) == 0 && holds(m, date))
			return true;
	return false;
}

bool
config_region_within(
    const struct config *c, const char *code, const char *ancestor, const char *date)
{
	if (strcmp(ancestor, "000000") == 0)
		return true;
	const struct region *r = config_region(c, code);
	if (r == NULL)
		return code && strcmp(code, ancestor) == 0;
	for (int steps = 0; r && steps <= DEEPEST; steps++, r = r->above)
		if (strcmp(r->code, ancestor) == 0 || is_member(r, ancestor, date))
			return true;
	return false;
}
