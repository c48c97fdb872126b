/* scripted.h - documents whose text a page carries in a script, to be drawn by it: a text of markup
 * in quotes, or a member of a JSON object that has title, number and dates beside it. */
#ifndef GEPPO_PARSE_EXTRACT_SCRIPTED_H
#define GEPPO_PARSE_EXTRACT_SCRIPTED_H

#include "parse/extract/page.h"

/* The page's source with that text behind it as markup, labelled values of the object in front;
 * NULL when no script holds text enough. In the page's arena, *n bytes. */
const char *scripted_source(const struct page *p, const char *text, size_t *n);

/* n bytes of a script's quoted text without its escapes, in the arena, *len bytes; what is no valid
 * escape stands for itself. */
char *scripted_unquoted(const char *s, size_t n, struct arena *a, size_t *len);

#endif
