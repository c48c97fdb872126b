/* place.c - how each partner region stands this month: what is new, and whether "nothing" may be
 * said at all. 0 is a statement about columns that were seen from the first day to the last. */
#include "bulletin/making.h"

#include <string.h>

#include "bulletin/element.h"
#include "bulletin/placing.h"

enum { KEYS_MAX = 4 };

static const char *
check_word(const struct making *mk, struct region_check r)
{
	if (!mk->coverage->run)
		return "not-run";
	if (r.declared == 0)
		return "undeclared";
	if (r.whole == r.declared)
		return "whole";
	return r.whole + r.partly > 0 ? "partly" : "none";
}

/* The documents of a key region come from the ministries, so their columns answer for it unless it
 * has columns of its own. */
static struct region_check
check_of(const struct making *mk, const char *code)
{
	struct region_check r = coverage_region(mk->coverage, code);
	if (r.declared == 0 && place_is_key(mk->config, code))
		r = coverage_region(mk->coverage, "000000");
	return r;
}

static void
columns_write(xmlNodePtr e, const struct making *mk, const char *code)
{
	const struct coverage *cv = mk->coverage;
	for (size_t k = 0; cv->run && k < cv->n; k++)
		if (cv->watches[k].check != CHECK_WHOLE &&
		    strcmp(cv->watches[k].source->region, code) == 0)
			watch_write(e, &cv->watches[k]);
}

/* What counts as new: entries of this month. Late finds are told apart. */
static bool
is_new(const struct pick *p)
{
	return p->fate == FATE_ENTRY && !p->late;
}

static size_t
news_write(xmlNodePtr e, const struct making *mk, const char *code)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (!is_new(p) || !item_within(mk->config, p->item, code, mk->month->last))
			continue;
		n++;
		if (e)
			line_write(e, "new", mk, p->item);
	}
	return n;
}

/* A province above a partner city counts without that city; a key region counts only what was made
 * for it as such. */
static size_t
count_above(const struct making *mk, const char *above, const char *code)
{
	size_t n = 0;
	bool key = place_is_key(mk->config, above);
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (!is_new(p))
			continue;
		if (key)
			n += item_has_region(p->item, above);
		else
			n += item_within(mk->config, p->item, above, mk->month->last) &&
			     !item_within(mk->config, p->item, code, mk->month->last);
	}
	return n;
}

static void
above_write(xmlNodePtr place, const struct making *mk, const char *above, const char *code)
{
	xmlNodePtr e = element_add(place, "above");
	element_attr(e, "code", above);
	element_attr(e, "name", region_name(mk->config, above));
	element_number(e, "count", count_above(mk, above, code));
	element_attr(e, "check", check_word(mk, check_of(mk, above)));
}

static void
partners_of(xmlNodePtr place, const struct making *mk, const char *code)
{
	for (size_t p = 0; p < mk->config->n_partners; p++) {
		const struct partner *partner = &mk->config->partners[p];
		for (const char *const *r = partner->regions; *r; r++)
			if (strcmp(*r, code) == 0)
				element_attr(element_text(place, "partner", partner->name_ja), "id",
				    partner->id);
	}
}

static void
place_write(xmlNodePtr places, const struct making *mk, const char *code)
{
	xmlNodePtr e = element_add(places, "place");
	struct region_check r = check_of(mk, code);
	element_attr(e, "code", code);
	element_attr(e, "name", region_name(mk->config, code));
	element_number(e, "columns", r.declared);
	element_number(e, "whole", r.whole);
	element_attr(e, "check", check_word(mk, r));
	element_number(e, "count", news_write(NULL, mk, code));
	partners_of(e, mk, code);
	news_write(e, mk, code);
	columns_write(e, mk, code);
	const char *province = region_province(mk->config, code), *keys[KEYS_MAX];
	if (province)
		above_write(e, mk, province, code);
	size_t n = region_keys(mk->config, code, mk->month->last, keys, KEYS_MAX);
	for (size_t k = 0; k < n; k++)
		above_write(e, mk, keys[k], code);
}

void
places_write(xmlNodePtr root, const struct making *mk)
{
	struct places places;
	places_make(mk->config, mk->arena, &places);
	xmlNodePtr e = element_add(root, "places");
	for (size_t k = 0; k < places.n; k++)
		place_write(e, mk, places.codes[k]);
	xmlNodePtr editions = element_add(root, "editions");
	for (size_t p = 0; p < mk->config->n_partners; p++) {
		const struct partner *partner = &mk->config->partners[p];
		xmlNodePtr edition = element_add(editions, "edition");
		element_attr(edition, "id", partner->id);
		element_attr(edition, "name", partner->name_ja);
		for (const char *const *r = partner->regions; *r; r++)
			element_attr(element_add(edition, "of"), "place", *r);
	}
}
