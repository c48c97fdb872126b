/* partners.c - partners.yaml. */
#include <stddef.h>
#include <string.h>

#include "config/parts.h"
#include "config/record.h"

static const struct field partner_fields[] = {
    {.key = "id", .kind = FIELD_ID, .required = true, .to = offsetof(struct partner, id)},
    {.key = "name_ja",
        .kind = FIELD_TEXT,
        .required = true,
        .to = offsetof(struct partner, name_ja)},
    {.key = "regions",
        .kind = FIELD_REGIONS,
        .required = true,
        .to = offsetof(struct partner, regions),
        .min = 1},
};
const struct record partner_record = {
    "a partner", partner_fields, sizeof partner_fields / sizeof *partner_fields};

static bool
is_there(const struct partner *partners, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (partners[i].id && strcmp(partners[i].id, id) == 0)
			return true;
	return false;
}

void
partners_load(struct check *k, const char *path, struct config *c)
{
	const struct yaml_node *list = record_list(k, path, "partners");
	struct partner *partners = NULL;
	size_t n = 0, cap = 0;
	for (const struct yaml_node *v = list ? list->first : NULL; v; v = v->next) {
		struct partner p = {0};
		record_require(k, &partner_record, v->line, record_read(k, &partner_record, v, &p));
		if (p.id && is_there(partners, n, p.id))
			check_fault(k, v->line, "the partner \"%s\" is there twice", p.id);
		partners = arena_grow(k->a, partners, n, n + 1, &cap, sizeof *partners);
		partners[n++] = p;
	}
	c->partners = partners;
	c->n_partners = n;
}
