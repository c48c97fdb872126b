/* fold.h - forms of characters that finding and comparing take as one: simplified, traditional and
 * Japanese, wide and narrow, upper and lower case. Private to store/. */
#ifndef GEPPO_STORE_FOLD_H
#define GEPPO_STORE_FOLD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "config/variants.h"

struct folding {
	uint16_t forms[VARIANTS_PAGE];
	int tokens; /* which way a text is cut to tokens */
};

/* The variants of a data directory. NULL on a fault (f names file:line). */
struct folding *folding_load(const char *dir, struct fail *f);
void folding_free(struct folding *fold);

/* The SHA-256 of it as hex: an index made with another folding is stale. */
void folding_digest(const struct folding *fold, char out[65]);

static inline unsigned
fold_char(const struct folding *fold, unsigned cp)
{
	return cp < VARIANTS_PAGE ? fold->forms[cp] : cp;
}

/* Add the folded text: the same characters, one for one. */
void fold_text(const struct folding *fold, const char *text, struct buf *out);

/* Add the tokens of a text for the search index: words of letters and numbers each as they
 * are, so that "GB3095" is "GB 3095"; other scripts as overlapping pairs, the last character of a
 * run alone too, so that one character is a prefix of some token wherever it stands. */
void fold_tokens(const struct folding *fold, const char *text, struct buf *out);

enum fold_kind {
	FOLD_GAP, /* what no word holds */
	FOLD_LETTERS,
	FOLD_DIGITS,
	FOLD_SIGN /* a character of a script without gaps between words */
};
/* Of a folded character. */
enum fold_kind fold_kind(unsigned cp);

/* The words of a query, folded: parted by blanks and by the signs that part the words of a list. At
 * most `max`; the rest is left out. */
size_t fold_words(
    const struct folding *fold, const char *text, struct arena *a, const char *out[], size_t max);

/* Add an FTS5 expression that asks for all words of `text`: neighbouring characters must be
 * neighbours. False when nothing in it can be looked for. */
bool fold_query(const struct folding *fold, const char *text, struct buf *out);

#endif
