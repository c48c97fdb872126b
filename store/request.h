/* request.h - what readers asked to have translated, and the mail taken in. */
#ifndef GEPPO_STORE_REQUEST_H
#define GEPPO_STORE_REQUEST_H

#include "base/arena.h"
#include "base/fail.h"
#include "store/outbox.h"
#include "store/store.h"

/* One asker of one item. Demand is one per municipality: several askers of one partner count once;
 * a recipient of no partner stands for itself; others count once together. */
struct request {
	const char *item;    /* id; one that was merged away stands for the item that took it in */
	const char *partner; /* id of partners.yaml, or NULL */
	const char *recipient; /* id of partners.yaml, or NULL */
	const char *address;   /* where the result goes */
	const char *via;       /* "mail", "editor" */
	const char *at;        /* instant; out */
};

enum { ITEM_ID_SIZE = 16 };
/* An item's id as a person typed it, of any width and case, O and I among the digits, as it was
 * minted; false when the check character says that it is none. */
bool item_id_read(const char *typed, char out[ITEM_ID_SIZE]);

enum request_fate {
	REQUEST_NEW,     /* the first of its municipality */
	REQUEST_KNOWN,   /* it was asked for before: by the same address or municipality */
	REQUEST_UNKNOWN, /* no such item */
};
/* What putting one would be; nothing is written. 0 or -1. */
int store_request_fate(struct store *s, const struct request *r, enum request_fate *fate,
    struct fail *f) __attribute__((warn_unused_result));
/* Put one; *fate says what it was, and one that is unknown is not put. 0 or -1. */
int store_request_put(struct store *s, const struct request *r, enum request_fate *fate,
    struct fail *f) __attribute__((warn_unused_result));
/* All of an item (NULL: of every item), oldest first. Strings live in the arena. */
int store_requests(struct store *s, const char *item, struct arena *a, const struct request **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* How many municipalities want an item. The number, or -1. */
int64_t store_demand(struct store *s, const char *item, struct fail *f);
struct demand {
	const char *item;               /* the id that holds now */
	int bodies;                     /* municipalities */
	const char *first_at, *last_at; /* instants */
};
/* Of all items: most wished for first, then the longest waiting. */
int store_demands(struct store *s, struct arena *a, const struct demand **out, size_t *n,
    struct fail *f) __attribute__((warn_unused_result));

/* A message of the mailbox and all it leads to, in one transaction. */
struct mail_taken {
	const char *digest;         /* sha256 of its bytes: what it is known by */
	const char *from, *subject; /* for people, or NULL */
	const char *outcome; /* "request", "bounce", "editors", "automatic", "unknown", ... */
	const struct request *requests; /* whose items are there */
	size_t n_requests;
	const struct letter *letters; /* that answer it */
	size_t n_letters;
	const char *place;         /* where it lies: "imap:...", "maildir:..."; or NULL */
	const char *bounced;       /* Message-ID of ours that came back for good, or NULL */
	const char *bounce_answer; /* what the other server said */
};
/* 1 taken; 0 it was taken before, and nothing was changed; -1. */
int store_mail_take(struct store *s, const struct mail_taken *m, struct fail *f)
    __attribute__((warn_unused_result));
/* 1 when a message was taken, 0, -1. */
int store_mail_known(struct store *s, const char *digest, struct fail *f)
    __attribute__((warn_unused_result));
/* 1 when what lies in a place was taken, 0, -1. */
int store_mail_place_known(struct store *s, const char *place, struct fail *f)
    __attribute__((warn_unused_result));
/* Answers put to an address since an instant. The number, or -1. */
int64_t store_answers_since(
    struct store *s, const char *address, const char *since, struct fail *f);

#endif
