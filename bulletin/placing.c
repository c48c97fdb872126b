/* placing.c - see placing.h. */
#include "bulletin/placing.h"

#include <string.h>

static const char nation[] = "000000";

void
places_make(const struct config *c, struct arena *a, struct places *out)
{
	*out = (struct places){0};
	size_t room = 0;
	for (size_t p = 0; p < c->n_partners; p++)
		for (const char *const *r = c->partners[p].regions; *r; r++)
			room++;
	out->codes = arena_zalloc(a, room + 1, sizeof *out->codes);
	for (size_t p = 0; p < c->n_partners; p++)
		for (const char *const *r = c->partners[p].regions; *r; r++)
			if (place_rank(out, *r) == out->n)
				out->codes[out->n++] = *r;
}

size_t
place_rank(const struct places *places, const char *code)
{
	size_t k = 0;
	while (k < places->n && (!code || strcmp(places->codes[k], code) != 0))
		k++;
	return k;
}

bool
place_is_key(const struct config *c, const char *code)
{
	const struct region *r = config_region(c, code);
	return r && strcmp(r->level, "key") == 0;
}

const char *
region_province(const struct config *c, const char *code)
{
	const struct region *r = config_region(c, code);
	while (r && r->parent && strcmp(r->level, "province") != 0)
		r = config_region(c, r->parent);
	bool above = r && strcmp(r->level, "province") == 0 && strcmp(r->code, code) != 0;
	return above ? r->code : NULL;
}

static bool
holds(const struct key_member *k, const char *date)
{
	return (!k->from || strcmp(k->from, date) <= 0) && (!k->to || strcmp(date, k->to) < 0);
}

size_t
region_keys(
    const struct config *c, const char *code, const char *date, const char **keys, size_t max)
{
	size_t n = 0;
	for (size_t k = 0; k < c->n_members && n < max; k++) {
		const struct key_member *member = &c->members[k];
		if (!holds(member, date) || !(config_region_within(c, member->code, code, date) ||
		                                config_region_within(c, code, member->code, date)))
			continue;
		size_t known = 0;
		while (known < n && strcmp(keys[known], member->key) != 0)
			known++;
		if (known == n)
			keys[n++] = member->key;
	}
	return n;
}

bool
item_has_region(const struct item *i, const char *code)
{
	const struct label *l;
	for (size_t k = 0; (l = item_label_at(i, "region", k)) != NULL; k++)
		if (strcmp(l->value, code) == 0)
			return true;
	return false;
}

bool
item_within(const struct config *c, const struct item *i, const char *code, const char *date)
{
	const struct label *l;
	for (size_t k = 0; (l = item_label_at(i, "region", k)) != NULL; k++)
		if (strcmp(l->value, nation) != 0 && config_region_within(c, l->value, code, date))
			return true;
	return false;
}

/* The narrowest partner region that holds the item: 瀋陽市 before 遼寧省. */
static const char *
partner_place(const struct config *c, const struct month *m, const struct places *places,
    const struct item *i)
{
	const char *best = NULL;
	for (size_t k = 0; k < places->n; k++)
		if (item_within(c, i, places->codes[k], m->last) &&
		    (!best || config_region_within(c, places->codes[k], best, m->last)))
			best = places->codes[k];
	return best;
}

/* The first key region the item is for: named itself, or that of the first region inside one. */
static const char *
key_place(const struct config *c, const struct month *m, const struct item *i)
{
	const struct label *l;
	const char *inside = NULL;
	for (size_t k = 0; (l = item_label_at(i, "region", k)) != NULL; k++) {
		if (place_is_key(c, l->value))
			return l->value;
		for (size_t j = 0; j < c->n_members && !inside; j++)
			if (holds(&c->members[j], m->last) &&
			    config_region_within(c, l->value, c->members[j].code, m->last))
				inside = c->members[j].key;
	}
	return inside;
}

void
place_item(const struct config *c, const struct month *m, const struct places *places,
    const struct item *i, enum section *section, const char **place)
{
	const struct label *first = item_label(i, "region");
	bool central = strcmp(item_value(i, "level"), "central") == 0;
	*place = NULL;
	*section = SECTION_CENTRAL;
	if (item_has_region(i, nation) || (central && !first))
		return;
	if ((*place = partner_place(c, m, places, i)) != NULL)
		*section = SECTION_PARTNER;
	else if ((*place = key_place(c, m, i)) != NULL)
		*section = SECTION_KEY;
	else {
		*section = SECTION_OTHER;
		*place = first ? first->value : NULL;
	}
}
