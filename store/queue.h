/* queue.h - the translation queue: who works on what, until when, and what came of it.
 *
 * A job walks through the states
 *
 *     new, offered -> claimed -> in_progress -> delivered -> checked -> in_review -> accepted
 *     -> published
 *
 * with returned (to its translator), superseded (its source changed; the work is kept), expired and
 * withdrawn beside them. Every step is one transaction that checks the state, writes it and appends
 * an event; of two claims at once one wins. Nothing here reads a clock but the database's caller:
 * instants come in. Functions fail as in store.h; a step that the state or another holder forbids
 * fails with FAIL_HOLD and EXIT_INPUT, or EXIT_AGAIN when somebody else has the job. */
#ifndef GEPPO_STORE_QUEUE_H
#define GEPPO_STORE_QUEUE_H

#include "store/store.h"

/* A job with everything the queue knows of it. Texts are NULL when unknown. */
struct queue_job {
	const char *id; /* "geppo-000123" */
	int64_t number;
	const char *item;
	const char *state; /* a lease that ran out shows as "offered" */
	const char *rule, *priority, *made_at;
	int64_t characters; /* of the whole source */
	int edition;        /* 0: not cut into segments yet */
	const char *document;
	int document_version;
	const char *source_digest;
	int64_t fresh, fuzzy, exact, repeated; /* characters, -1: not counted yet */
	const char *holder;
	const char *lease_until, *due; /* instants */
	int renewals;
	const char *reserved;
	const char *translator, *reviewer, *shown_as;
	int64_t segments, translated; /* of the present edition, those to translate */
	bool lease_over;
	int demand; /* municipalities that asked for it */
};

struct queue_query {
	const char *id;    /* one job */
	const char *state; /* as shown */
	const char *holder;
	bool open; /* without what is published, withdrawn or expired */
};
/* Jobs in the order of the queue: what most municipalities asked for, then priority, then age.
 * `now` decides whose lease is over. */
int store_queue(struct store *s, const struct queue_query *q, const char *now, struct arena *a,
    const struct queue_job **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* One job, however its id is typed ("geppo-000123", "000123", "123"); -1 when there is none. */
int store_queue_job(struct store *s, const char *id, const char *now, struct arena *a,
    struct queue_job *out, struct fail *f) __attribute__((warn_unused_result));

enum job_action {
	JOB_OFFER,     /* an editor puts it forward: due, reserved */
	JOB_CLAIM,     /* take it: lease_until, due unless there is one */
	JOB_RENEW,     /* lease_until; the work has begun */
	JOB_RELEASE,   /* give it back; the work stays */
	JOB_REVIEW,    /* a second person takes it */
	JOB_ACCEPT,    /* the second person is content: the memory learns */
	JOB_RETURN,    /* back to its translator: note, lease_until */
	JOB_WITHDRAW,  /* an editor takes it out of the queue */
	JOB_SUPERSEDE, /* the source is another now */
	JOB_PUBLISH,   /* the result lies beside the bulletin */
	JOB_CHECK,     /* the checks found no error */
	JOB_PACKAGE,   /* a package was made: noted, nothing else changes */
	JOB_DELIVER,   /* only by store_deliver() */
	JOB_REVISE,    /* a reviewer's file, only by store_deliver() */
	JOB_UNDO,      /* only by store_job_undo() */
	JOB_EXPIRE,    /* only by store_queue_expire() */
	JOB_ACTIONS
};
const char *job_action_name(enum job_action action);

struct job_step {
	const char *job; /* as typed */
	enum job_action action;
	const char *who;
	const char *now; /* instant */
	const char *note;
	const char *lease_until, *due; /* instants, or NULL */
	const char *reserved;
	const char *shown_as;
	const char *file; /* sha256 of what was made */
	int limit;        /* JOB_CLAIM: most jobs one person holds, 0: any */
};
int store_job_step(struct store *s, const struct job_step *step, struct fail *f)
    __attribute__((warn_unused_result));
/* Take back the newest step of the job, which must be `who`'s own: the state, the holder and the
 * texts are as before it. The files and the event stay. */
int store_job_undo(struct store *s, const char *job, const char *who, const char *now,
    enum job_action *undone, struct fail *f) __attribute__((warn_unused_result));
/* Jobs whose lease is over go back to the queue, their work kept. The number. */
int64_t store_queue_expire(struct store *s, const char *now, struct fail *f);

struct job_event {
	const char *job, *at, *who, *action, *from, *to, *note, *file;
	bool undone;
};
/* Oldest first. */
int store_job_events(struct store *s, const char *job, struct arena *a,
    const struct job_event **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* ---- segments ---------------------------------------------------------------------------------
 */

/* The unit of translation: one sentence, heading or cell. */
struct segment {
	int n;             /* in its job; shown as "000123-0007" */
	int paragraph;     /* sentences of a paragraph share it */
	const char *kind;  /* "title", "heading", "text", "cell", "name" */
	const char *place; /* "" the page, else the name of the attachment */
	const char *source;
	bool fixed;         /* a number or a code: nothing to translate */
	const char *draft;  /* the machine's, or NULL */
	int former;         /* the segment it replaced in the edition before, 0: none */
	int edition;        /* that brought it */
	const char *target; /* a person's text, or NULL */
	const char *who, *role;
	const char *first; /* the translator's text when a reviewer changed it, or NULL */
};
/* The present edition in order. */
int store_segments(struct store *s, const char *job, struct arena *a, const struct segment **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* All of the job, those no longer in the source too, by number. */
int store_segments_all(struct store *s, const char *job, struct arena *a,
    const struct segment **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* A cut of the source: segments in order, those with an n that the job has already keep it. The
 * edition before must be `edition - 1` (else EXIT_AGAIN: another program was first). */
struct cut {
	const char *job;
	int edition;
	const char *document;
	int document_version;
	const char *digest;
	const struct segment *segments;
	size_t n;
	int64_t characters, fresh, fuzzy, exact, repeated;
};
int store_cut(struct store *s, const struct cut *c, struct fail *f)
    __attribute__((warn_unused_result));

/* ---- files given back --------------------------------------------------------------------------
 */

struct given_target {
	int n;
	const char *target;
};
struct given_waiver {
	int n;
	const char *rule; /* "" = every finding of the segment */
	const char *reason;
};
struct delivery {
	const char *job; /* as typed; NULL: not known (refused only) */
	int edition;
	const char *who, *now;
	const char *name, *digest, *format, *path;
	int64_t size;
	const char *report; /* JSON */
	bool taken;         /* else refused: only noted */
	bool partial;
	bool reviewer; /* a reviewer's changes */
	const char *note;
	const char *lease_until; /* of a partial delivery */
	const struct given_target *targets;
	size_t n_targets;
	const struct given_waiver *waivers;
	size_t n_waivers;
};
struct delivered {
	bool again;   /* the same file was taken before: nothing was changed */
	bool late;    /* after the lease, or after somebody else took the job over */
	size_t taken; /* texts that are new or other than before */
	size_t same;  /* texts that stood so already */
	size_t kept;  /* texts of another person that were not overwritten */
	const char *state;
};
/* Note a file and, when taken, its texts, all in one transaction. The bytes must be on disk. A text
 * of somebody else is never overwritten but by a reviewer. */
int store_deliver(struct store *s, const struct delivery *d, struct arena *a, struct delivered *out,
    struct fail *f) __attribute__((warn_unused_result));

struct delivery_note {
	const char *at, *who, *name, *digest, *format, *path, *outcome, *report;
	int edition;
	int64_t size;
};
int store_deliveries(struct store *s, const char *job, struct arena *a,
    const struct delivery_note **out, size_t *n, struct fail *f)
    __attribute__((warn_unused_result));
int store_waivers(struct store *s, const char *job, struct arena *a,
    const struct given_waiver **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* ---- memory, terms, publications ---------------------------------------------------------------
 */

struct memory_unit {
	const char *source, *target, *before, *after;
	const char *job; /* "geppo-000123" */
	int n;
	const char *who, *at;
};
/* Accepted sentences, oldest first. */
int store_memory(struct store *s, struct arena *a, const struct memory_unit **out, size_t *n,
    struct fail *f) __attribute__((warn_unused_result));

struct term_proposal {
	const char *zh, *ja, *note, *job, *who, *at;
};
/* The inbox of the glossary; a pair known already is left alone. The list holds what nobody settled
 * yet (question.h). */
int store_term_propose(struct store *s, const struct term_proposal *t, size_t n, struct fail *f)
    __attribute__((warn_unused_result));
int store_term_proposals(struct store *s, struct arena *a, const struct term_proposal **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));

struct publication {
	const char *job, *item;
	int edition;
	const char *at;     /* instant */
	const char *folder; /* below the data directory */
	const char *title;  /* Japanese */
	const char *digest; /* sha256 of text */
	const char *text;   /* plain text, whole */
};
/* Note a publication and step the job to published, in one transaction. */
int store_publication_put(struct store *s, const struct publication *p, struct fail *f)
    __attribute__((warn_unused_result));
/* Those with from <= at < to (instants; NULL = open), oldest first. */
int store_publications(struct store *s, const char *from, const char *to, struct arena *a,
    const struct publication **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* Where an item's newest translation stands, in a reader's words: 受付, 翻訳中, 公開; NULL when
 * there is no job or it was withdrawn. `at`: the instant it came to stand there. 1 found, 0 none,
 * -1. */
struct translation_state {
	const char *word, *at;
	struct queue_job job;
};
int store_translation_state(struct store *s, const char *item, const char *now, struct arena *a,
    struct translation_state *out, struct fail *f) __attribute__((warn_unused_result));

/* Cut a publication's text for mail: parts of at most `most` bytes, cut before chapters (第一章),
 * else before paragraphs; a paragraph longer than that is a part of its own. */
size_t publication_split(const char *text, size_t most, struct arena *a, const char *const **out);

#endif
