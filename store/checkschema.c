/* checkschema.c - see check.h. What a new store is made of is compared with what this one is: an
 * index that is gone makes everything slow and says nothing, a trigger that is gone lets decisions
 * be changed. */
#include "store/check.h"

#include <stdio.h>
#include <string.h>

#include "store/facet.h"

/* Tables, indexes and triggers, those of the indexes' own left out. */
static const char OBJECTS[] = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                              " AND name NOT LIKE 'sqlite_%' ORDER BY name";

struct object {
	const char *type, *name, *sql;
};

struct objects {
	struct object *all;
	size_t n, room;
};

static int
objects_read(struct store *s, struct arena *a, struct objects *out, struct fail *f)
{
	int rc;
	struct query q = query(s, OBJECTS);
	while ((rc = query_step(&q, f)) == 1) {
		out->all =
		    arena_grow(a, out->all, out->n, out->n + 1, &out->room, sizeof *out->all);
		out->all[out->n++] = (struct object){
		    column_copy(&q, 0, a), column_copy(&q, 1, a), column_copy(&q, 2, a)};
	}
	return rc;
}

/* Those of an empty store, made in memory. */
static int
objects_due(struct store *s, struct arena *a, struct objects *out, struct fail *f)
{
	struct store fresh = {.path = s->path, .dir = s->dir, .mode = STORE_WRITE};
	int rc = -1;
	if (sqlite3_open(":memory:", &fresh.db) != SQLITE_OK)
		db_fail(&fresh, f);
	else if (facets_open(&fresh, f) == 0 && schema_open(&fresh, f) == 0)
		rc = objects_read(&fresh, a, out, f);
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(fresh.statements[i].handle);
	sqlite3_close(fresh.db);
	return rc;
}

/* Blanks and quotation marks differ by the release of SQLite that last changed a table. */
static bool
says_same(const char *x, const char *y)
{
	static const char passed_over[] = " \t\n\"'`";
	for (;; x++, y++) {
		x += strspn(x, passed_over);
		y += strspn(y, passed_over);
		if (*x != *y || *x == '\0')
			return *x == *y;
	}
}

static void
tell(struct check_result *r, const struct object *x, const char *fault)
{
	char text[512];
	snprintf(text, sizeof text, "the %s %.200s %s", x->type, x->name, fault);
	check_fault_found(r, "schema", text);
}

static void
miss(struct check_result *r, const struct object *x)
{
	tell(r, x, "is missing");
	r->unsound = r->unsound || strcmp(x->type, "table") == 0;
}

/* Both lists are in the order of their names. */
static void
compare(const struct objects *due, const struct objects *is, struct check_result *r)
{
	for (size_t i = 0, k = 0; i < due->n || k < is->n;) {
		int order = i == due->n  ? 1
		            : k == is->n ? -1
		                         : strcmp(due->all[i].name, is->all[k].name);
		if (order < 0)
			miss(r, &due->all[i]);
		else if (order > 0)
			tell(r, &is->all[k], "is none of geppo's");
		else if (!says_same(due->all[i].sql, is->all[k].sql))
			tell(r, &is->all[k], "is not what this version makes");
		i += order <= 0;
		k += order >= 0;
	}
}

int
check_schema(struct store *s, struct check_result *r, struct fail *f)
{
	struct arena a = {0};
	struct objects due = {0}, is = {0};
	int rc = objects_due(s, &a, &due, f);
	if (rc == 0)
		rc = objects_read(s, &a, &is, f);
	if (rc == 0)
		compare(&due, &is, r);
	arena_release(&a);
	return rc;
}
