/* kind.h - what a capture is: an article, a list, or something that is neither. */
#ifndef GEPPO_PARSE_EXTRACT_KIND_H
#define GEPPO_PARSE_EXTRACT_KIND_H

#include "base/fail.h"
#include "parse/extract/listing.h"

enum kind { KIND_ARTICLE, KIND_LISTING, KIND_SHELL, KIND_CHALLENGE, KIND_ERROR, KIND_ATTACHMENT };

const char *kind_name(enum kind k);

/* What the bytes are when they are no text ("pdf", "zip", ...), else NULL. */
const char *kind_sniff(const unsigned char *bytes, size_t n);

/* Judge a page that was read. f is filled for kinds that make no document; *why (in the arena) says
 * how article and list were weighed, where they were. */
enum kind kind_decide(const struct reading *r, const struct article *a, const struct listing *l,
    const char *text, size_t n, int status, struct fail *f, const char **why);

#endif
