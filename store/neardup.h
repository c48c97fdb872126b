/* neardup.h - texts of a file that are the same but for noise, cuts and small edits. Private. */
#ifndef GEPPO_STORE_NEARDUP_H
#define GEPPO_STORE_NEARDUP_H

#include <stdbool.h>

#include "store/fold.h"
#include "store/shingle.h"

/* Whether two texts are one: nearly alike, or the smaller an excerpt of the other. */
bool likeness_is_same(const struct likeness *l);

/* Read JSON lines {id, text}; print "id TAB group" for each, the group named after its first text.
 * Says on the log how many texts were signed in how many seconds. 0 or -1. */
int neardup_file(const struct folding *fold, const char *path, struct fail *f)
    __attribute__((warn_unused_result));

#endif
