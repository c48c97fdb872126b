/* utf8.h - UTF-8 as in RFC 3629 and the WHATWG Encoding Standard: decoding, checking, width. */
#ifndef GEPPO_BASE_UTF8_H
#define GEPPO_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_BAD = -1 };

/* The scalar value at s (n bytes are readable, n > 0) and its length in *len; an ill-formed
 * sequence gives UTF8_BAD and the length of its maximal subpart (at least 1). */
int utf8_decode(const char *s, size_t n, size_t *len);

/* Write the encoding of cp (U+FFFD when it is no scalar value); returns 1 to 4. */
size_t utf8_encode(unsigned cp, char out[4]);

/* True when all n bytes are well-formed. */
bool utf8_valid(const char *s, size_t n);

/* Characters (scalar values) in a NUL-terminated text; ill-formed bytes count one each. */
size_t utf8_count(const char *s);

/* Columns on a Japanese desk: 2 for East Asian wide, full-width and ambiguous characters (they are
 * drawn full-width in Japanese fonts), 0 for combining marks, 1 otherwise (UAX #11). */
int utf8_width(int cp);
size_t utf8_text_width(const char *s);

/* CJK ideographs (URO, extension A, compatibility, extensions B and later). */
bool utf8_is_han(int cp);

/* White space as Chinese pages use it: ASCII blanks, NBSP, U+2000-200B, U+3000, BOM. */
bool utf8_is_space(int cp);

/* Full-width ASCII (U+FF01-FF5E) and U+3000 to their ASCII twins; others unchanged. */
int utf8_fold_width(int cp);

#endif
