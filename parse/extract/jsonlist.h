/* jsonlist.h - answers of list services as JSON: any backend, known by the shape of its rows. */
#ifndef GEPPO_PARSE_EXTRACT_JSONLIST_H
#define GEPPO_PARSE_EXTRACT_JSONLIST_H

#include "parse/extract/listing.h"

/* True when the text is JSON (or JSONP); rows are those objects that have a title and an address,
 * and rows of markup held in strings. */
bool jsonlist_read(struct listing *l, const struct reading *r, const char *text, size_t n);

#endif
