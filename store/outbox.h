/* outbox.h - what was approved, and what became of each message. Progress is written for each
 * recipient before and after its effect, never for a batch; one sender works at a time (the caller
 * sees to that with a lock), so that what a killed one left can be told. */
#ifndef GEPPO_STORE_OUTBOX_H
#define GEPPO_STORE_OUTBOX_H

#include "store/store.h"

/* Bytes as approved. */
struct frozen {
	const char *edition; /* "" for the issue as all get it */
	const char *face;    /* "text", "mail-html", "pdf", "docx" */
	const char *bytes;
	size_t n;
	const char *digest; /* sha256, out */
};
struct approval {
	const char *who, *at, *digest;
};

/* Freeze: the draft with this digest becomes the approved issue. A draft that changed meanwhile, or
 * an issue that is no draft, is refused (EXIT_INPUT). */
int store_approve(struct store *s, const char *month, const char *draft_digest, const char *who,
    const struct frozen *faces, size_t n, struct fail *f) __attribute__((warn_unused_result));
/* Take it back: a draft again, its bytes and waiting messages gone. Refused once a message was
 * tried. */
int store_approval_withdraw(struct store *s, const char *month, const char *who, struct fail *f)
    __attribute__((warn_unused_result));
/* An editor's words that correct an issue that went out: a notice of their own, in place of one
 * that is not approved yet. *notice: its number, from 1. 0 or -1. */
int store_correction_put(struct store *s, const char *month, const char *text, int *notice,
    struct fail *f) __attribute__((warn_unused_result));
/* The correction that waits for its approval: 1, 0 when there is none, -1. */
int store_correction(struct store *s, const char *month, struct arena *a, int *notice,
    const char **text, struct fail *f) __attribute__((warn_unused_result));
/* Freeze its faces, as store_approve() does an issue's. */
int store_approve_correction(struct store *s, const char *month, int notice, const char *who,
    const struct frozen *faces, size_t n, struct fail *f) __attribute__((warn_unused_result));
struct correction {
	const char *month;
	int notice;
	const char *text;     /* the editor's words */
	const char *who, *at; /* who approved it, and when */
};
/* The approved corrections of a month, or of all (NULL), in the order of their approval. 0 or -1.
 */
int store_corrections(struct store *s, const char *month, struct arena *a,
    const struct correction **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* 1 found, 0 none, -1. */
int store_approval(struct store *s, const char *month, int notice, struct arena *a,
    struct approval *out, struct fail *f) __attribute__((warn_unused_result));
/* All frozen faces of a notice, checked against their digests. */
int store_frozen(struct store *s, const char *month, int notice, struct arena *a,
    const struct frozen **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

struct letter {
	int64_t id; /* out; of this store, for the calls below */
	const char *ref, *kind, *month;
	int notice;
	const char *recipient, *address, *sender, *message_id, *head;
	const char *entity;
	size_t n_entity;
	const char *state;                              /* out */
	int attempts;                                   /* out */
	const char *first_try, *next_try, *at, *answer; /* out */
};
/* Put messages that are not there by ref; one transaction; the number put, or -1. */
int64_t store_letters_put(struct store *s, const struct letter *l, size_t n, struct fail *f);
/* Another address, and the head that names it, for a message that waits to be sent (again). */
int store_letter_readdress(struct store *s, const struct letter *l, struct fail *f)
    __attribute__((warn_unused_result));
/* All messages of a month (NULL: any) and kind (NULL: any), without heads and entities. */
int store_letters(struct store *s, const char *month, const char *kind, struct arena *a,
    const struct letter **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* What a killed sender left: sending is to be tried again, dot becomes unknown. The number that
 * became unknown, or -1. */
int64_t store_letters_recover(struct store *s, struct fail *f);
/* Which messages; NULL: any. */
struct letter_query {
	const char *month, *address;
	bool no_issues; /* neither an issue nor a correction of one */
};
/* The next message that is due, marked sending with its attempt counted. 1, 0 when none is due,
 * -1. */
int store_letter_next(struct store *s, const struct letter_query *which, struct arena *a,
    struct letter *out, struct fail *f) __attribute__((warn_unused_result));
/* The new state of a message in hand; next_try for "retry". When the last message of an issue is
 * settled (sent, refused, bounced), the issue is "sent". */
int store_letter_settle(struct store *s, int64_t id, const char *state, const char *answer,
    const char *next_try, struct fail *f) __attribute__((warn_unused_result));
/* A person settled an unknown, refused or bounced one: "pending" (send again) or "sent". The number
 * changed, or -1. */
int64_t store_letters_resolve(struct store *s, const char *month, const char *recipient,
    const char *state, const char *who, struct fail *f);

#endif
