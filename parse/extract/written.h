/* written.h - the markup that the scripts of a page write into it, as far as it stands in them. */
#ifndef GEPPO_PARSE_EXTRACT_WRITTEN_H
#define GEPPO_PARSE_EXTRACT_WRITTEN_H

#include "parse/extract/page.h"

/* What every document.write() and document.writeln() (HTML 8.4.3) of the scripts of the page says,
 * in order, a div for each script: texts, and variables that were given texts before, joined by +.
 * Nothing is run: conditions and loops count as gone through once, and what is not known is empty.
 * NULL when nothing is written; n: bytes, at most CAP_BODY. */
const char *written_markup(const struct page *p, struct arena *a, size_t *n);

#endif
