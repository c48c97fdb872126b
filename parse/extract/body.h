/* body.h - the text of a document: its lines without what only serves the page around it. */
#ifndef GEPPO_PARSE_EXTRACT_BODY_H
#define GEPPO_PARSE_EXTRACT_BODY_H

#include "base/buf.h"
#include "parse/extract/content.h"

/* Write the lines of the content into b: paragraphs joined by line ends, cells by TAB. `title` may
 * be NULL. Returns the lines left out. */
size_t body_write(struct buf *b, const struct content *c, const struct lines *l, const char *title,
    const struct patterns *p);

#endif
