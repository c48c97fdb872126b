/* rebuild.h - items made anew from the documents, under the ids they had. Private to store/. */
#ifndef GEPPO_STORE_REBUILD_H
#define GEPPO_STORE_REBUILD_H

#include "store/db.h"

/* Forget what documents were put together and related as, and the search index; every document
 * waits anew. Decisions, ids, issues and jobs stay. One transaction. */
int rebuild_begin(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* The item a document was in before, 0 when none is known or no rebuild is under way. -1 on
 * failure. */
int64_t rebuild_former(struct store *s, int64_t document, struct fail *f);
/* The same, when nothing is in that item yet and it was not merged away: it can begin it again. */
int64_t rebuild_free(struct store *s, int64_t document, struct fail *f);

/* The same, when an editor merged that item with another, which it may have led to since. */
int64_t rebuild_merged(struct store *s, int64_t document, struct fail *f);

/* When all documents of a rebuild are put to items: items that stayed empty lead to where their
 * first document went. Inside no transaction. */
int rebuild_finish(struct store *s, struct fail *f) __attribute__((warn_unused_result));

#endif
