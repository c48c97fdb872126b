/* replies.h - where a page goes on with other people's words: replies below a text, and the next
 * entries of a page that shows several. */
#ifndef GEPPO_PARSE_EXTRACT_REPLIES_H
#define GEPPO_PARSE_EXTRACT_REPLIES_H

#include "parse/extract/content.h"

/* The first line of the content that is no part of its first text any more; c->to when all of it
 * is. */
size_t replies_from(const struct content *c, const struct lines *l, const struct patterns *p);

#endif
