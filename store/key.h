/* key.h - what documents are found by. Keys only lead to candidates; same.c and relation.c look at
 * what they lead to. Private to store/. */
#ifndef GEPPO_STORE_KEY_H
#define GEPPO_STORE_KEY_H

#include "store/feature.h"

/* What a key is of. A capital: a document that looks for one of the small letter. */
enum key_kind {
	KEY_ADDRESS = 'a',
	KEY_PAGE = 'p',
	KEY_NUMBER = 'n',
	KEY_TITLE = 't',
	KEY_BEGINNING = 'b', /* of a title: cut ones are found by it */
	KEY_CORE = 'c',
	KEY_TOPIC = 's',
	KEY_FAMILY = 'm', /* a paper by what stays of its name when a draft becomes final */
	KEY_RUN = 'r',
	KEY_FILE = 'f', /* digest of an attachment's bytes */
	KEY_WANTS_NUMBER = 'N',
	KEY_WANTS_CORE = 'C',
	KEY_WANTS_TOPIC = 'S',
	KEY_WANTS_FAMILY = 'M',
};

int64_t key_of(enum key_kind kind, const char *text);
int64_t key_of_run(uint64_t run);
/* What a plan is about without its place, or NULL: it is no plan, or about nothing much. */
const char *feature_topic(const struct grouping *g, const struct feature *x, struct arena *a);
/* What stays of its name, at its place, or NULL: it is no paper. */
const char *feature_family(const struct grouping *g, const struct feature *x, struct arena *a);
/* A topic as it is treated at a place; NULL when either is unknown. */
const char *topic_at(const char *topic, const char *place, struct arena *a);

/* The digest of an attachment that tells documents apart, or NULL: it has none, or is a form that
 * says too little. */
const char *attachment_identity(const struct attachment *f);

/* The first characters of a title's key, or NULL when it has no more than that. */
const char *title_beginning(const char *key, struct arena *a);

/* Rows of documents, each once, the one that leads here left out. */
struct row_set {
	struct arena *arena;
	int64_t except;
	int64_t *all;
	size_t n, room;
};
bool rows_add(struct row_set *r, int64_t row); /* false when it is there already */

/* Add documents with a key whose day is within `days` of `day`, nearest first on either side, at
 * most `most` a side; those without a day too. day 0: any, the newest first. */
int key_find(struct store *s, int64_t key, int64_t day, int64_t days, int most, struct row_set *out,
    struct fail *f) __attribute__((warn_unused_result));

/* Add documents with a key, whatever their day, the latest first, at most `most`: how many there
 * were, or -1. */
int key_find_latest(struct store *s, int64_t key, int most, struct row_set *out, struct fail *f)
    __attribute__((warn_unused_result));

/* Write the keys a document is found by. */
int keys_write(const struct grouping *g, const struct feature *x, const struct signature *sign,
    struct arena *a, struct fail *f) __attribute__((warn_unused_result));

#endif
