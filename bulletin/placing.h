/* placing.h - the place an item has in the issue: which section, under which region. */
#ifndef GEPPO_BULLETIN_PLACING_H
#define GEPPO_BULLETIN_PLACING_H

#include "bulletin/selection.h"

/* The regions of the partners, each once, in the order of partners.yaml. */
struct places {
	const char **codes;
	size_t n;
};
void places_make(const struct config *c, struct arena *a, struct places *out);

/* The position of a region among them; their number when it is none of them, or NULL. */
size_t place_rank(const struct places *places, const char *code);

/* Partner regions come first (the narrowest that holds one of the item's regions), then what
 * applies to the whole nation, then key regions, then the rest. */
void place_item(const struct config *c, const struct month *m, const struct places *places,
    const struct item *i, enum section *section, const char **place);

/* True when one of the item's regions is `code` or lies within it on that date. */
bool item_within(const struct config *c, const struct item *i, const char *code, const char *date);
/* True when one of its regions is exactly that code. */
bool item_has_region(const struct item *i, const char *code);

/* A key region (not a code of GB/T 2260). */
bool place_is_key(const struct config *c, const char *code);
/* The province above a code, or NULL for a province and what lies outside provinces. */
const char *region_province(const struct config *c, const char *code);

/* The key regions that a region belongs to or has members in, on a date; the number filled, at most
 * `max`. */
size_t region_keys(
    const struct config *c, const char *code, const char *date, const char **keys, size_t max);

#endif
