/* attached.h - documents and the texts of their attachments, for the files of store/. Private. */
#ifndef GEPPO_STORE_ATTACHED_H
#define GEPPO_STORE_ATTACHED_H

#include "store/attachment.h"
#include "store/db.h"

/* See that every version of a document has the texts that belong to it, that there is a version for
 * each, and what their red heads give. `version`: one that was just made of the page, or 0. What
 * got another text waits for labels and grouping. Inside a transaction. */
int attachments_settle(struct store *s, int64_t document, int64_t version, struct fail *f)
    __attribute__((warn_unused_result));

/* Keep a text, and give it to the documents that name its address. 1: taken, 0: it was read so
 * before, -1. Inside a transaction. */
int attachment_take(struct store *s, const struct attachment_text *t, struct fail *f)
    __attribute__((warn_unused_result));

/* Give every link its url_key(), of a store that was made before they had one. Inside a
 * transaction. */
int attachments_key(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Let the versions of a document take from the red heads of their attachments what their pages
 * lack. */
int head_take(struct store *s, int64_t document, struct arena *a, struct fail *f)
    __attribute__((warn_unused_result));

/* Put the attachments of a document to the frontier when it is one we want to read whole. `again`:
 * those known already too, for the page changed. */
int attachments_ask(struct store *s, int64_t document, bool again, struct fail *f)
    __attribute__((warn_unused_result));

/* The attachments of a document row's current version. */
int attachments_read(struct store *s, int64_t document, struct arena *a,
    const struct attachment **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

#endif
