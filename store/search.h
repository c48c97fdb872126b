/* search.h - the full-text index. Private to store/. */
#ifndef GEPPO_STORE_SEARCH_H
#define GEPPO_STORE_SEARCH_H

#include "store/db.h"
#include "store/fold.h"

/* The words a document, or the Japanese of an item, is found by; what was there stays in front.
 * search_tokens_ja(): 1, 0 the item has no Japanese, -1. */
void search_tokens(
    const struct folding *fold, const struct document *d, struct buf *title, struct buf *body);
int search_tokens_ja(struct store *s, const struct folding *fold, int64_t item, struct buf *title,
    struct buf *text, struct arena *a, struct fail *f) __attribute__((warn_unused_result));

/* Put the current version of a document into the index; one that is there already is left alone.
 * Inside a transaction. */
int search_add(struct store *s, const struct folding *fold, int64_t document,
    const struct document *d, struct fail *f) __attribute__((warn_unused_result));

/* The same for the attachments of its current version. */
int search_add_attachments(struct store *s, const struct folding *fold, int64_t document,
    struct fail *f) __attribute__((warn_unused_result));

/* Let an item be found by its Japanese words as they are now: the title, accepted or drafted, an
 * editor's note, a service's summary. Inside a transaction. */
int search_refresh_ja(struct store *s, int64_t item, struct fail *f)
    __attribute__((warn_unused_result));

/* The summary a service made of an item, NULL when there is none. */
int search_summary(struct store *s, int64_t item, struct arena *a, const char **out, struct fail *f)
    __attribute__((warn_unused_result));

/* Merge the pieces that the indexes are written in, as much as the documents that were put into
 * them since are worth and somewhat more: what is looked for is looked for in every piece. Killed,
 * the next call goes on. Outside of a transaction. */
int search_merge(struct store *s, size_t documents, struct fail *f)
    __attribute__((warn_unused_result));

/* When the fold table is another one than the index was made with: empty the index and send every
 * document through the pass again. */
int search_check(struct store *s, const struct folding *fold, struct fail *f)
    __attribute__((warn_unused_result));

/* The place of the first match in a text, at most some 60 characters, matches between U+3010 and
 * U+3011; NULL when no word of the query is in it. */
char *snippet(const struct folding *fold, const char *query, const char *text, struct arena *a);

#endif
