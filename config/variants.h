/* variants.h - characters written in several forms for one meaning: wide and narrow, capital and
 * small, simplified, traditional and Japanese (variants.tsv). Whoever compares or finds text folds
 * it by this one table, and adds what is only its own. */
#ifndef GEPPO_CONFIG_VARIANTS_H
#define GEPPO_CONFIG_VARIANTS_H

#include <stdint.h>

#include "base/fail.h"

enum { VARIANTS_PAGE = 0x10000 }; /* the basic plane; other characters stand for themselves */

/* Fill to[]: ASCII twins of full-width forms, small letters, then the rows of variants.tsv of this
 * data directory. 0, or -1 with f naming file:line. */
int variants_read(const char *dir, uint16_t to[VARIANTS_PAGE], struct fail *f)
    __attribute__((warn_unused_result));

#endif
