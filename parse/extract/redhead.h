/* redhead.h - the fields of an official document laid out by GB/T 9704, from its text alone. */
#ifndef GEPPO_PARSE_EXTRACT_REDHEAD_H
#define GEPPO_PARSE_EXTRACT_REDHEAD_H

#include "parse/extract/article.h"

/* Fill title, number, issuer, the date of writing (成文日期, above the notes) and of printing
 * (印发) as far as the text has them; what it lacks stays NULL. */
void redhead_read(
    struct article *a, const char *text, const struct patterns *p, struct arena *arena);

#endif
