/* charset.h - which charset a page is in, and its bytes as UTF-8. Nothing is ever cut in silence:
 * bytes that mean nothing become U+FFFD and are counted. */
#ifndef GEPPO_PARSE_EXTRACT_CHARSET_H
#define GEPPO_PARSE_EXTRACT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct charsets;

/* Open all conversions (iconv's, corrected to the WHATWG indexes); nothing is opened later. Never
 * NULL. */
struct charsets *charsets_new(void);
void charsets_free(struct charsets *c);

struct decoded {
	const char *text; /* well-formed UTF-8; may be the input itself */
	size_t n;
	const char *charset;  /* WHATWG name, static */
	const char *declared; /* what the page or the header said, static, or NULL */
	size_t replaced;      /* U+FFFD put in for bad bytes */
	bool lied;            /* the declaration did not fit the bytes */
};

/* Decide and decode: BOM, <meta>, HTTP Content-Type, `hint` (any WHATWG label a person gave, or
 * NULL), then what the bytes themselves say. */
void charset_decode(struct charsets *c, const unsigned char *bytes, size_t n,
    const char *content_type, const char *hint, struct arena *a, struct decoded *out);

/* Decode as a named charset (any WHATWG label); false when the label is unknown. */
bool charset_decode_as(struct charsets *c, const char *label, const unsigned char *bytes, size_t n,
    struct arena *a, struct decoded *out);

/* The WHATWG name of the charset a <meta> declares, or NULL (HTML 13.2.3.2; utf-16 counts as utf-8,
 * as there). Farther than the standard's 1024 bytes: where a browser finds it later and starts
 * again, we look at once. */
const char *charset_prescan(const unsigned char *bytes, size_t n);

#endif
