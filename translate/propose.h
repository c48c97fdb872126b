/* propose.h - private to translate/: what an accepted translation teaches the glossary. */
#ifndef GEPPO_TRANSLATE_PROPOSE_H
#define GEPPO_TRANSLATE_PROPOSE_H

#include "translate/work.h"

/* Names of table columns and rows, and short headings, that the glossary does not have go to its
 * inbox with their translation; a person takes them in or drops them. `dir`: the data directory. */
int terms_propose(struct store *s, const char *dir, const struct work *w, const char *who,
    const char *now, struct arena *a, struct fail *f) __attribute__((warn_unused_result));

#endif
