/* item.h - items by row, for the files of store/. Private. */
#ifndef GEPPO_STORE_ITEM_H
#define GEPPO_STORE_ITEM_H

#include "store/db.h"

/* The row an item's name, a name merged into it, or a loaded document's id stands for. 1 found, 0
 * none, -1. */
int item_row(struct store *s, const char *name, int64_t *row, struct fail *f)
    __attribute__((warn_unused_result));
/* The same, where none is the caller's bad input. 0 or -1. */
int item_row_required(struct store *s, const char *name, int64_t *row, struct fail *f)
    __attribute__((warn_unused_result));
const char *item_name(struct store *s, int64_t row, struct arena *a, struct fail *f);

/* A new, empty item; its row. -1 on failure. */
int64_t item_mint(struct store *s, struct fail *f);
/* Put a document to an item, out of the one it was in. */
int item_put(struct store *s, int64_t item, int64_t document, const char *reason, int64_t beside,
    struct fail *f) __attribute__((warn_unused_result));
/* Everything of `from` goes to `into`; the name of `from` answers with `into` from now on. */
int item_merge(struct store *s, int64_t from, int64_t into, const char *reason, struct fail *f)
    __attribute__((warn_unused_result));
/* Choose the representative and set the dates, after its documents changed. */
int item_refresh(struct store *s, int64_t item, struct fail *f) __attribute__((warn_unused_result));

/* Parts of an item for readers (itempart.c). */
int item_labels(struct store *s, int64_t item, int64_t representative, const char *document,
    struct arena *a, const struct label **out, size_t *n, struct fail *f)
    __attribute__((warn_unused_result));
int item_relations(struct store *s, int64_t item, struct arena *a, const struct relation **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* Titles and issuer in Japanese, note, last issue. */
int item_words(struct store *s, int64_t item, struct arena *a, struct item *out, struct fail *f)
    __attribute__((warn_unused_result));

#endif
