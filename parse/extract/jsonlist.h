/* jsonlist.h - answers of list services as JSON: any backend, known by the shape of its rows. */
#ifndef GEPPO_PARSE_EXTRACT_JSONLIST_H
#define GEPPO_PARSE_EXTRACT_JSONLIST_H

#include "base/fail.h"
#include "config/config.h"
#include "parse/extract/listing.h"

/* True when the text is JSON (or JSONP). Rows are what `form` says (config.h), and where it says
 * nothing (or is NULL) those objects that have a title and an address, and rows of markup held in
 * strings. f is filled, and there are no rows, when it is more than is read (CAP_JSON_VALUES). */
bool jsonlist_read(struct listing *l, const struct reading *r, const struct listing_form *form,
    const char *text, size_t n, struct fail *f);

/* The same of data in the scripts of the page: the first name of form->items is that of the
 * variable it is given to. False when no script holds it. */
bool jsonlist_read_scripts(
    struct listing *l, const struct reading *r, const struct listing_form *form);

/* The same from arrays of objects in scripts, whatever their variables are called: a list only when
 * most of its rows have a date. */
bool jsonlist_guess_scripts(struct listing *l, const struct reading *r);

#endif
