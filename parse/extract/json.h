/* json.h - writing JSON into a buf; how much there is of somebody else's. */
#ifndef GEPPO_PARSE_EXTRACT_JSON_H
#define GEPPO_PARSE_EXTRACT_JSON_H

#include <stdbool.h>

#include "base/buf.h"

/* A quoted text, or null for NULL. The text must be well-formed UTF-8. */
void json_text(struct buf *b, const char *s);
/* ,"name":text */
void json_member(struct buf *b, const char *name, const char *s);

/* True when the JSON text has no more than CAP_JSON_VALUES values. A parsed value takes up to 100
 * times its bytes, so that is asked before parsing. */
bool json_small(const char *s, size_t n);

#endif
