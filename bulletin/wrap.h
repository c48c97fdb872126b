/* wrap.h - logical lines of the text face to rows of a fixed width, by Japanese rules.
 *
 * A logical line is one of
 *   text                  wrapped; later rows begin at the left edge
 *   head TAB text         later rows are indented by the width of head
 *   left TAB fill TAB right   one row: fill (one character) repeated between left and right
 * Rules (after JIS X 4051): no row begins with a closing mark or ends with an opening one; URLs,
 * Latin words and numbers with their counter stay whole; rows are never longer than the width,
 * except for one that is a single address. */
#ifndef GEPPO_BULLETIN_WRAP_H
#define GEPPO_BULLETIN_WRAP_H

#include <stddef.h>

#include "base/buf.h"

enum { WRAP_COLUMNS = 76 }; /* 38 full-width characters */

/* Add the rows of one logical line (n bytes, no line end), each ended by a line feed. */
void wrap_line(const char *line, size_t n, size_t columns, struct buf *out);

/* The same for a text of many logical lines. */
void wrap_text(const char *text, size_t columns, struct buf *out);

#endif
