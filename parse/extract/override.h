/* override.h - what a source says by XPath about its own pages, in place of the generic reading.
 * The page's tree is handed to libxml2 only for pages of such a source; the steps an evaluation may
 * take are limited (CAP_XPATH_STEPS for all of a page). */
#ifndef GEPPO_PARSE_EXTRACT_OVERRIDE_H
#define GEPPO_PARSE_EXTRACT_OVERRIDE_H

#include "config/xpath.h"
#include "parse/extract/page.h"

struct override;

/* `xpath` has XPATH_COUNT members; NULL when it is NULL or all of them are. The page must have been
 * read with its sources (page_read_source()) and outlive it. What drop_xpath names is silenced
 * before anybody reads the page. */
struct override *override_new(const char *const *xpath, struct page *p);
void override_free(struct override *o);

/* The text the expression points at: of the first node in document order, or a string it makes;
 * blanks folded, in the page's arena. NULL when o is NULL, when there is no expression, or when it
 * finds nothing. `node` 0: from the top of the page. For a link the address instead of the text. */
const char *override_text(struct override *o, enum xpath_field which, uint32_t node);
const char *override_link(struct override *o, enum xpath_field which, uint32_t node);

/* The nodes of the page it points at, in document order, in the arena; their number. */
size_t override_nodes(struct override *o, enum xpath_field which, uint32_t **nodes);

/* Tell the expressions among [from, to) that were asked and found nothing, one note a line. */
void override_note(
    const struct override *o, enum xpath_field from, enum xpath_field to, struct buf *notes);

#endif
