/* keylog.h - keys on their way into their table. A new key is written to the log, in order of
 * coming, and held in memory in order of keys; when there are many they are put into the table
 * together, so that neighbours share the pages that are written. Private to store/. */
#ifndef GEPPO_STORE_KEYLOG_H
#define GEPPO_STORE_KEYLOG_H

#include "store/db.h"

/* Take notice of keys that other processes wrote since; forget what a transaction that was rolled
 * back had added. First thing in a transaction that adds keys, and before a reader looks for any;
 * the first time outside of transactions. */
int keylog_follow(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Inside a transaction: a key of a document; and, before it commits, all of them to the log. */
int keylog_add(struct store *s, int64_t key, int64_t day, int64_t document, struct fail *f)
    __attribute__((warn_unused_result));
int keylog_write(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Put the keys into their table when there are many; `ends`: at the end of a pass, where fewer are
 * worth it. A transaction of its own. */
int keylog_pour(struct store *s, bool ends, struct fail *f) __attribute__((warn_unused_result));

enum { KEY_MOST = 512 };

/* A document and its day. */
struct key_place {
	int64_t day, document;
};
/* Documents with a key and a day within from..to, in the table and in memory: `back` the latest
 * first, else the earliest; at most `most`, up to KEY_MOST. Their number, or
 * -1. */
int keylog_find(struct store *s, int64_t key, int64_t from, int64_t to, bool back, int most,
    struct key_place *out, struct fail *f) __attribute__((warn_unused_result));
/* All documents with a key, the first `most` taken in. */
int keylog_all(struct store *s, int64_t key, size_t most, int64_t *out, size_t *n, struct fail *f)
    __attribute__((warn_unused_result));
/* How many documents have the key; counted to `most`, more may be said of more. -1. */
int keylog_count(struct store *s, int64_t key, int most, struct fail *f)
    __attribute__((warn_unused_result));

void keylog_free(struct keylog *k);

#endif
