/* json.h - writing JSON into a buf. */
#ifndef GEPPO_PARSE_EXTRACT_JSON_H
#define GEPPO_PARSE_EXTRACT_JSON_H

#include "base/buf.h"

/* A quoted text, or null for NULL. The text must be well-formed UTF-8. */
void json_text(struct buf *b, const char *s);
/* ,"name":text */
void json_member(struct buf *b, const char *name, const char *s);

#endif
