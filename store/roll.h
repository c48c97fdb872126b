/* roll.h - rolls of papers: the heading that says what becomes of those below it, and the lines and
 * rows of a table that name one each. All text is folded. Private to store/. */
#ifndef GEPPO_STORE_ROLL_H
#define GEPPO_STORE_ROLL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum roll {
	ROLL_NONE,
	ROLL_ENDS,    /* repealed, no longer in force */
	ROLL_CHANGES, /* amended */
	ROLL_STAYS    /* still in force, or only meant to be ended */
};

/* What a text says becomes of papers; ROLL_NONE when it says nothing, or more than one thing. */
enum roll roll_words(const char *text);

/* True for what heads a roll, or a section that ends one: *out is what becomes of the papers that
 * follow. */
bool roll_heading(const char *sentence, enum roll *out);

/* Past "1.", "(一)", "附件2:" and the like at the start. */
const char *roll_marker(const char *line);

/* A paper named without 《》 by a line of a roll, or by a row. */
struct roll_paper {
	const char *title;  /* folded, without 《》 */
	const char *number; /* NULL: none; as it stands */
	enum roll fate;     /* that the row says itself, else ROLL_NONE */
	bool row;           /* it is a row of a table */
};
bool roll_paper(const char *line, struct arena *a, struct roll_paper *out);

#endif
