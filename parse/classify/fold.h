/* fold.h - private to classify/: characters as the vocabularies see them. Width, case, traditional
 * and Japanese forms are folded; spaces and quotation marks are not seen at all. */
#ifndef GEPPO_PARSE_CLASSIFY_FOLD_H
#define GEPPO_PARSE_CLASSIFY_FOLD_H

#include <stdint.h>

#include "base/fail.h"
#include "config/variants.h"

enum { FOLD_SKIP = 0xffff }; /* no character: U+FFFF */

/* The folded form of every character of the BMP. */
struct fold {
	uint16_t to[VARIANTS_PAGE];
};

/* The variants of a data directory, and the marks that classifying does not tell apart. 0 or -1. */
int fold_fill(struct fold *d, const char *dir, struct fail *f) __attribute__((warn_unused_result));

/* Fold one scalar value or UTF8_BAD. */
static inline unsigned
fold_char(const struct fold *d, int cp)
{
	return cp < 0 || cp > 0xffff ? 0xfffd : d->to[cp];
}

#endif
