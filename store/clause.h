/* clause.h - two versions of a text compared clause by clause. Pure; private to store/. */
#ifndef GEPPO_STORE_CLAUSE_H
#define GEPPO_STORE_CLAUSE_H

#include "store/fold.h"
#include "store/history.h"

/* Fill the clauses and counts of *out. What the site puts around a text (counters, buttons, links
 * to other pages) and blanks, widths and forms of characters do not count. */
void clauses_compare(const struct folding *fold, const char *before, const char *after,
    struct arena *a, struct version_diff *out);

/* The label a clause begins with ("第三条", "(二)", "3."), in the arena, or NULL; *len are its
 * bytes. */
const char *clause_label(const char *text, struct arena *a, size_t *len);

#endif
