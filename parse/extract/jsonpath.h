/* jsonpath.h - the paths of sources.yaml into JSON: "data.rows", "linkUrls.0.url", "a|b". */
#ifndef GEPPO_PARSE_EXTRACT_JSONPATH_H
#define GEPPO_PARSE_EXTRACT_JSONPATH_H

#include <jansson.h>

#include "base/arena.h"

/* The value the path leads to, borrowed; NULL: none of its alternatives leads anywhere. A text that
 * is JSON itself is entered: what was read of it is added to `kept`, an array, and lives as long.
 */
json_t *jsonpath_get(json_t *from, const char *path, json_t *kept);

/* The same as text: a string that is not empty, or a number as written. NULL: no such. */
const char *jsonpath_text(json_t *from, const char *path, json_t *kept, struct arena *a);

/* A template with each {path} replaced by what it leads to, percent-encoded but for '/'. NULL when
 * one of them leads nowhere. */
const char *jsonpath_fill(const char *template, json_t *from, json_t *kept, struct arena *a);
/* The same with the parts as they are. */
const char *jsonpath_joined(const char *template, json_t *from, json_t *kept, struct arena *a);

#endif
