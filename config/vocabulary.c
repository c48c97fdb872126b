/* vocabulary.c - measures.yaml, doctypes.yaml, quantities.tsv: ids and their Japanese names. */
#include <stddef.h>
#include <string.h>

#include "config/parts.h"
#include "config/record.h"
#include "config/table.h"

/* struct measure and struct doctype have one shape: an id and a Japanese name. */
struct named {
	const char *id;
	const char *ja;
};
_Static_assert(sizeof(struct measure) == sizeof(struct named) &&
                   offsetof(struct measure, ja) == offsetof(struct named, ja) &&
                   sizeof(struct doctype) == sizeof(struct named) &&
                   offsetof(struct doctype, ja) == offsetof(struct named, ja),
    "the vocabularies are read as struct named");

static const struct field named_fields[] = {
    {.key = "id", .kind = FIELD_TEXT, .required = true, .to = offsetof(struct named, id)},
    {.key = "ja", .kind = FIELD_TEXT, .required = true, .to = offsetof(struct named, ja)},
};
const struct record measure_record = {"a measure", named_fields, 2};
const struct record doctype_record = {"a document type", named_fields, 2};

static const struct named *
named_load(
    struct check *k, const char *path, const char *key, const struct record *record, size_t *n)
{
	const struct yaml_node *list = record_list(k, path, key);
	struct named *all = NULL;
	size_t cap = 0;
	*n = 0;
	for (const struct yaml_node *v = list ? list->first : NULL; v; v = v->next) {
		struct named one = {0};
		record_require(k, record, v->line, record_read(k, record, v, &one));
		for (size_t i = 0; one.id && i < *n; i++)
			if (all[i].id && strcmp(all[i].id, one.id) == 0)
				check_fault(k, v->line, "the id \"%s\" is there twice", one.id);
		all = arena_grow(k->a, all, *n, *n + 1, &cap, sizeof *all);
		all[(*n)++] = one;
	}
	if (list && *n == 0)
		check_fault(k, list->line, "\"%s\" is empty", key);
	return all;
}

void
measures_load(struct check *k, const char *path, struct config *c)
{
	c->measures = (const struct measure *)named_load(
	    k, path, "measures", &measure_record, &c->n_measures);
}

void
doctypes_load(struct check *k, const char *path, struct config *c)
{
	c->doctypes = (const struct doctype *)named_load(
	    k, path, "doctypes", &doctype_record, &c->n_doctypes);
}

struct wordings {
	struct check *check;
	struct wording *all;
	size_t n, room;
};

static const char *
wording_row(void *context, int line, const char *const cells[])
{
	static const char *const kinds[] = {"quantity", "aspect", "unit", "place", NULL};
	struct wordings *w = context;
	size_t kind = 0;
	(void)line;
	while (kinds[kind] && strcmp(kinds[kind], cells[0]) != 0)
		kind++;
	if (kinds[kind] == NULL)
		return "kind must be quantity, aspect, unit or place";
	if (!*cells[1] || !*cells[2])
		return "id and ja must not be empty";
	for (size_t i = 0; i < w->n; i++)
		if (w->all[i].kind == kinds[kind] && strcmp(w->all[i].id, cells[1]) == 0)
			return "this id is there twice";
	w->all = arena_grow(w->check->a, w->all, w->n, w->n + 1, &w->room, sizeof *w->all);
	w->all[w->n++] = (struct wording){kinds[kind], cells[1], cells[2]};
	return NULL;
}

void
wordings_load(struct check *k, const char *path, struct config *c)
{
	static const char *const columns[] = {"kind", "id", "ja"};
	struct wordings w = {.check = k};
	table_read(k, path, columns, 3, wording_row, &w);
	c->wordings = w.all;
	c->n_wordings = w.n;
}
