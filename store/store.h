/* store.h - what geppo knows, and the hand-over between stages. Names operations, not SQL: nothing
 * outside store/ assumes SQLite.
 *
 * Every function that can fail returns 0 (or a count) or -1 with *f filled; -1 with FAIL_RETRY and
 * EXIT_IO means the disk or the database failed and the process should end. Results live in the
 * caller's arena. Input strings are borrowed for the call; NULL is "unknown". A busy database is
 * waited for (30 s). Every writing call is one durable transaction of its own, but in a
 * batch.
 *
 * Ids, never row numbers, cross this header: capture = WARC-Record-ID, document = the loaded id or
 * "d" + hash of the canonical URL, item = short typeable id with a check character ("A0427K"). */
#ifndef GEPPO_STORE_STORE_H
#define GEPPO_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"
#include "config/config.h"
#include "config/label.h"

struct store;

enum store_mode {
	STORE_READ,  /* an existing store, read only */
	STORE_WRITE, /* an existing store, or a new one in an existing data directory */
};

/* Open DIR/geppo.db. A schema older than ours is migrated (STORE_WRITE) after a backup beside it; a
 * newer one, or a file that is no geppo store, is refused (EXIT_CONFIG). NULL on failure. */
struct store *store_open(const char *dir, enum store_mode mode, struct fail *f);
void store_close(struct store *s);

/* Make what is written until the end one durable transaction: operations that fail in between are
 * undone alone, the others stand. Nothing of another process is written meanwhile, so: for what is
 * in hand, never while waiting for a site. `keep` false: nothing of it is kept, -1. */
int store_batch_begin(struct store *s, struct fail *f) __attribute__((warn_unused_result));
int store_batch_end(struct store *s, bool keep, struct fail *f);

/* ---- claims: how a stage takes work ------------------------------------------------------------
 */

enum stage {
	STAGE_PARSE, /* captures that wait for the parser */
	STAGE_STORE, /* documents that wait for grouping */
};

/* A unit of work in hand. The attempt is counted and committed before the claim is returned; the
 * third attempt that does not finish leaves the row held. */
struct claim {
	const char *id;    /* capture id or document id */
	const char *token; /* fencing token: a stale one is refused at finish (EXIT_AGAIN) */
	int attempt;       /* 1.. */
};

/* Take up to n waiting units, oldest first; one that was begun before comes alone. Leases whose
 * time ran out (by the database's clock) and those of dead processes on this machine are taken
 * over. */
int store_claim(struct store *s, enum stage stage, size_t n, int lease_seconds, struct arena *a,
    struct claim **out, size_t *taken, struct fail *f) __attribute__((warn_unused_result));

/* Say that the work failed: `why->what` decides between retry (with back-off, held after the third
 * attempt), hold and drop. */
int store_claim_fail(struct store *s, enum stage stage, const struct claim *c,
    const struct fail *why, struct fail *f) __attribute__((warn_unused_result));

/* Units of a stage that wait now (claimed ones with live leases not counted), or -1. */
int64_t store_waiting(struct store *s, enum stage stage, struct fail *f);

/* Put held units of a stage back to waiting with fresh attempts; the count, or -1. `id` NULL: all.
 */
int64_t store_release_held(struct store *s, enum stage stage, const char *id, struct fail *f);

/* Put captures that were dropped for what their page is (shell, challenge, error with a good
 * status) back to waiting: a better reader may see more in them. The count, or -1. */
int64_t store_release_dropped(struct store *s, struct fail *f);

/* ---- sources, visits
 * ------------------------------------------------------------------- */

/* Make the declared sources known; sources no longer declared are kept as "retired". */
int store_sources_declare(struct store *s, const struct config *c, struct fail *f)
    __attribute__((warn_unused_result));

/* One look at a source's listing. Outcomes: ok, unchanged, empty, moved, refused, challenged,
 * broken. "ok" and "unchanged" are successes. Rows, newest and outcome are those of page 1; what
 * the following pages of the same look brought is added to `fresh`, `dropped`, `pages` and
 * `oldest`. */
struct visit {
	const char *source;
	const char *at; /* instant */
	const char *outcome;
	int rows;            /* rows taken from the listing */
	int fresh;           /* of them not known before */
	int dropped;         /* rows seen and not taken (no title, no usable link, cap) */
	const char *newest;  /* newest row date, or NULL */
	const char *oldest;  /* oldest row date, pinned rows not counted, or NULL */
	const char *capture; /* id, or NULL when nothing could be captured */
	const char *why;     /* for a person; NULL when all is well */
	int page;            /* in: a page > 1 goes on with the source's last visit, and where it
	                        failed that is noted there; 0 and 1: a visit of its own */
	int pages;           /* out: how many were looked at */
	bool capped;         /* there were more, and max_pages was reached before known rows were */
};
/* Record a visit that left no capture to parse (refused, broken connection), or whose capture was
 * judged already by its status. An "empty" where rows are usual becomes "broken" here: the store
 * alone knows the history. One capture is one visit of its source: the first one stands. */
int store_visit_add(struct store *s, const struct visit *v, struct fail *f)
    __attribute__((warn_unused_result));
/* Visits with from <= at < to (instants; NULL = open), of one source or all (NULL), oldest first.
 */
int store_visits(struct store *s, const char *source, const char *from, const char *to,
    struct arena *a, const struct visit **out, size_t *n, struct fail *f)
    __attribute__((warn_unused_result));

/* ---- captures
 * ------------------------------------------------------------------------------------ */

struct capture {
	const char *id; /* WARC-Record-ID without < > */
	const char *url;
	const char *at;   /* instant */
	const char *warc; /* path of the archive: absolute, or relative to the data directory */
	int64_t offset;
	int64_t length;
	const char *type;         /* WARC type: "response", "revisit", "resource" */
	int status;               /* HTTP, 0 = none */
	const char *content_type; /* HTTP */
	const char *digest;       /* payload digest */
	const char *source;       /* id, or NULL when no declared source fits */
	const char *role;         /* "listing", "article", "attachment", or NULL: unknown */
	bool baseline;            /* what it shows was there before we watched */
	int page;                 /* of a listing; 0: unknown */
	const char *bad; /* in: why nobody should read it; it counts as dropped, unusable. NULL: as
	                    its status has it */
	const char *leads; /* in: the address a redirect, or the page of a list that a script draws,
	                      leads to; or NULL */
};

/* Add captures, in one transaction; those already known (by id) are left alone. A revisit or a
 * redirect is recorded as parsed at once; the rest waits for the parser. The number added, or -1.
 */
int64_t store_captures_add(struct store *s, const struct capture *c, size_t n, struct fail *f);

/* What the last whole answer of an address was, when the parser could read it and its payload had
 * this digest; `page` of a listing, else 0. 1 found, 0 none, -1. */
int store_capture_same(struct store *s, const char *url, int page, const char *digest,
    struct arena *a, struct capture *out, struct fail *f) __attribute__((warn_unused_result));

/* The capture row, or 0 with *out untouched when unknown; 1 found; -1. */
int store_capture(struct store *s, const char *id, struct arena *a, struct capture *out,
    struct fail *f) __attribute__((warn_unused_result));

/* The newest capture of an address not after an instant; `content`: one that holds content, so no
 * revisit. 1 found, 0 none, -1. */
int store_capture_at(struct store *s, const char *url, const char *at, bool content,
    struct arena *a, struct capture *out, struct fail *f) __attribute__((warn_unused_result));

/* The last committed end of record (offset + length) in an archive file, 0 when none. */
int64_t store_archive_end(struct store *s, const char *warc, struct fail *f);

/* A row of a listing. */
struct link {
	const char *url;
	const char *title;
	const char *date; /* may be NULL */
};
/* Where a listing goes on. */
struct listing_page {
	const char *url;
	const char *body; /* of a POST request, or NULL */
	int page;         /* 2.. */
	const char *date; /* no row of it is newer, or NULL */
	bool always; /* wanted although all rows here are known: a part, not what lies behind */
};
/* The capture was a listing: the visit (source may be NULL: then no visit is recorded), and its new
 * links go to the frontier; where some row was new, the pages too, due now. Their rows are of the
 * baseline when these are. Counts as parsed. */
int store_finish_listing(struct store *s, const struct claim *c, const struct visit *v,
    const struct link *links, size_t n, const struct listing_page *pages, size_t n_pages,
    struct fail *f) __attribute__((warn_unused_result));

/* The capture was something that makes no document: kind "shell", "challenge", "error",
 * "attachment". Challenge, shell and error count as dropped with that reason, an attachment as
 * parsed. With a visit (may be NULL) the source's outcome is recorded. */
int store_finish_other(struct store *s, const struct claim *c, const char *kind, const char *why,
    const struct visit *v, struct fail *f) __attribute__((warn_unused_result));

/* ---- documents
 * ----------------------------------------------------------------------------------- */

struct attachment_text;
/* What one captured page or loaded record says. */
struct document {
	const char *id;          /* out; in: ignored */
	const char *loaded_id;   /* the id a loaded record came with */
	const char *capture;     /* capture id, NULL for a loaded record */
	const char *captured_at; /* instant; for a loaded record the time of loading */
	const char *source;
	const char *url;
	const char *title;   /* never NULL */
	const char *issuer;  /* first of the issuers, or as printed */
	const char *issuers; /* all, joined by "、" in order */
	const char *published, *written, *in_force, *deadline; /* date texts */
	const char *doc_number;                                /* as printed */
	const char *content_source;
	const char *index_number;
	const char *subject;
	const char *validity;
	const char *site_code;
	const char *body;        /* may be "" */
	const char *attachments; /* JSON array of {text,href,type}, "[]" when none */
	const char *facts;       /* JSON array of key facts, "[]" when none; out: with those of
	                            attachments, which have a member "attachment": its number */
	bool baseline;
	const struct attachment_text *texts; /* in: that a loaded record brings, see attachment.h */
	size_t n_texts;
	bool untitled; /* in: the page names no title, what stands here is its attachment's name */
	int version;   /* out: 1.. */
	const char *head; /* out: JSON, fields that were taken from an attachment's red head, its
	                     number "attachment", and "otherwise" [{field,page,attachment}] where it
	                     contradicts the page; NULL when there is nothing to say */
};

/* A capture became a document: a new one, a new version of a known one (the content differs), or
 * nothing new; with its labels. One transaction with the claim. */
int store_finish_document(struct store *s, const struct claim *c, const struct document *d,
    const struct label *labels, size_t n_labels, struct fail *f)
    __attribute__((warn_unused_result));

/* Take in a loaded record with its labels; the same id with the same content again changes nothing.
 * 1: new or changed, 0: known already, -1. */
int store_document_load(struct store *s, const struct document *d, const struct label *labels,
    size_t n_labels, struct fail *f) __attribute__((warn_unused_result));
/* Many loaded records in one transaction; labels[i] of n_labels[i]. The number new or changed. */
int64_t store_documents_load(struct store *s, const struct document *d,
    const struct label *const *labels, const size_t *n_labels, size_t n, struct fail *f);

/* Walk all documents (current version) in a stable order, for relabelling and export. `after` NULL
 * or the last id seen. Fewer than max means the end. */
int store_documents(struct store *s, const char *after, size_t max, struct arena *a,
    const struct document **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* A document's new labels, and what became of them. */
struct relabelling {
	const char *document;
	const struct label *labels;
	size_t n_labels;
	const struct label *before; /* out: the labels that were there */
	size_t n_before;
	bool changed; /* out: value, score or evidence of any label */
};
/* Replace documents' labels where they differ, in one transaction. How many did, or -1. */
int64_t store_relabel(struct store *s, struct relabelling *r, size_t n, struct arena *a,
    struct fail *f) __attribute__((warn_unused_result));

/* ---- items
 * --------------------------------------------------------------------------------------- */

struct relation {
	const char *kind;   /* draft_of, interprets, implements, forwards, amends, repeals, cites */
	const char *from;   /* item */
	const char *to;     /* item; NULL when only its number or title is known */
	const char *target; /* the number or title it was found by */
	const char *evidence;
};

/* What readers see: one thing, however often it was posted. */
struct item {
	const char *id;
	const struct document
	    *documents; /* [0] represents the item: the fullest of the most original */
	size_t n_documents;
	const struct label *labels; /* of the representative, with editors' decisions applied */
	size_t n_labels;
	const struct relation *relations; /* both directions */
	size_t n_relations;
	const char *date; /* what places it in a month: publication, else first capture */
	bool date_is_capture;
	const char *first_seen; /* instant: first capture or loading of any of its documents */
	bool baseline;          /* everything known of it is from first harvests */
	const char *title_ja;   /* accepted, else the machine's draft, else NULL */
	bool title_accepted;
	const char *title_flags; /* space-separated flags of the draft, "" when none */
	const char *issuer_ja;
	const char *facts_ja; /* JSON: the words of key facts and what a machine is sure they are in
	                         Japanese; NULL: none drafted */
	const char *note;     /* editor's, why it matters, or NULL */
	const char *flag;     /* editor's word on a translation: high, medium, low, none; or NULL */
	const char *last_issue;  /* newest month whose issue holds it as an entry, or NULL */
	const char *merged_into; /* an id that was merged answers with the item that took it in */
};

/* Conditions are ANDed; NULL or 0 = any. Dates are date texts, instants instants, ends inclusive.
 */
struct item_query {
	const char *date_from, *date_to;     /* item.date; a month-only date matches its month, a
	                                        year-only date never matches */
	const char *seen_from, *seen_to;     /* first_seen */
	const char *coming_from, *coming_to; /* in_force or deadline of the representative */
	const char *const *ids; /* NULL-terminated; loaded document ids are found too */
	const char *air;        /* "yes": only yes; "borderline": yes and borderline */
	const char *after;      /* last id of the page before */
	size_t max;             /* 0: all */
};
/* Items in a stable order (date, then id). */
int store_items(struct store *s, const struct item_query *q, struct arena *a,
    const struct item **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* The label of a kind with rank 0, or NULL; the k-th of it (region, measure), or NULL. */
const struct label *item_label(const struct item *i, const char *kind);
const struct label *item_label_at(const struct item *i, const char *kind, size_t k);

/* A machine's Japanese draft of one field ("title", "issuer"; "facts": a JSON object, the words of
 * a fact to its Japanese) of an item; replaces the former. */
struct draft {
	const char *item;
	const char *field;
	const char *text;
	const char *flags; /* space-separated, "" */
	double coverage;   /* share of the Chinese covered by memory, templates and glossary */
};
int store_drafts_put(struct store *s, const struct draft *d, size_t n, struct fail *f)
    __attribute__((warn_unused_result));
/* Items without a current draft of their representative's title, or of its key facts, in the order
 * they came; those that came after the item `after`, or NULL. */
int store_items_undrafted(struct store *s, const char *after, size_t max, struct arena *a,
    const struct item **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* ---- decisions
 * ----------------------------------------------------------------------------------- */

/* What a person settled; appended, never changed. subject: "item:A0427K", "document:ID" or
 * "issue:2026-10"; field: "title_ja", "note", "label.region", "flag", "merge", "split", "join"...,
 * of an issue see bulletin/choice.h. The newest of a subject and field holds. */
struct decision {
	const char *subject, *field, *value, *who, *at, *why;
};
int store_decide(struct store *s, const struct decision *d, struct fail *f)
    __attribute__((warn_unused_result));
/* All decisions, oldest first; of one subject, or all with NULL. */
int store_decisions(struct store *s, const char *subject, struct arena *a,
    const struct decision **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* ---- issues
 * -------------------------------------------------------------------------------------- */

struct entry {
	const char *item;
	const char *section; /* id of the section it stands in first */
};
struct issue {
	const char *month;  /* "2026-06" */
	const char *state;  /* "draft", "approved", "sent" */
	const char *xml;    /* the issue, as one document */
	const char *digest; /* sha256 of xml */
	const char *made_at;
};
/* Store a draft with its entries, replacing an earlier draft of the month; an approved or sent
 * issue is refused (EXIT_INPUT). */
int store_issue_put(struct store *s, const char *month, const char *xml,
    const struct entry *entries, size_t n, struct fail *f) __attribute__((warn_unused_result));
/* The months that have an issue, newest first, in one state or any (NULL). */
int store_issue_months(struct store *s, const char *state, struct arena *a, const char *const **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* 1 found, 0 none, -1. */
int store_issue(struct store *s, const char *month, struct arena *a, struct issue *out,
    struct fail *f) __attribute__((warn_unused_result));

/* ---- translation jobs
 * ---------------------------------------------------------------------------- */

struct job {
	const char *id; /* "geppo-000123" */
	const char *item;
	const char *state;    /* "new", ... cat_formats states */
	const char *rule;     /* which rule flagged it, or "editor" */
	const char *priority; /* "high", "medium", "low" */
	int64_t characters;   /* of the source text */
	const char *made_at;
};
/* Flag an item for translation; an item has one open job. 1: made, 0: there already, -1. */
int store_job_add(struct store *s, const char *item, const char *rule, const char *priority,
    int64_t characters, struct fail *f) __attribute__((warn_unused_result));
int store_jobs(struct store *s, const char *state, struct arena *a, const struct job **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* ---- search and health
 * --------------------------------------------------------------------------- */

struct search_query {
	const char *text;   /* words; all must be there */
	const char *region; /* with descendants; needs config */
	const char *measure, *doc_type, *level, *air;
	const char *date_from, *date_to;
	size_t max;
};
struct hit {
	const char *item;
	const char *title;
	const char *title_ja; /* or NULL */
	const char *date;
	const char *issuer;
	const char *snippet; /* the place of the match, hits between U+3010 and U+3011 */
	int attachment;      /* number of the attachment the snippet is from, 0: the page */
	const char *attachment_name;
	double score;
};
struct search_answer {
	const struct hit *hits; /* best first, in the arena */
	size_t n;
	size_t found;        /* items that were found, with those beyond the query's max */
	bool more;           /* and not all was looked through: there may be more than `found` */
	const char *unknown; /* value of a filter that no item has: nothing is found; or NULL */
};
/* Best first. Characters are folded over simplified, traditional and Japanese forms and width. Of a
 * word that very many items have the latest some hundreds are ranked. -1: also when no word of the
 * query can be looked for (EXIT_INPUT). */
int store_search(struct store *s, const struct config *c, const struct search_query *q,
    struct arena *a, struct search_answer *out, struct fail *f) __attribute__((warn_unused_result));

struct count {
	const char *name;
	int64_t n;
};
struct stage_status {
	const char *name; /* of its command: "fetch", "parse", "store" */
	int64_t waiting;  /* that could be done now */
	const char *last; /* instant of the last thing done; NULL: never */
	const char
	    *since; /* instant of the first check that saw work and no progress; NULL: well */
	bool stalled;
};
struct source_status {
	const char *id;
	const char *outcome;      /* of the last visit, NULL: never visited */
	const char *last_success; /* instant */
	const char *newest;       /* newest row date ever seen */
	int rows;                 /* at the last success */
	double usual;             /* median of rows over the last successes */
	const char *next;         /* next due instant */
	int streak;               /* failures in a row */
	const char *why;          /* of the last failure */
	const char *name, *level; /* level: central, province, city, ... */
	const char *declared;     /* "active", "trial", "retired" */
	const char *state;        /* "ok", "failing", "broken", "recovered"; NULL: never visited */
	const char *since;        /* instant of the state */
	const char *unable;       /* why it can't be watched, or NULL */
	int fresh, dropped;       /* rows of the last look with rows: new ones, and not taken */
	bool capped;              /* it had more new pages than max_pages allows */
	const char *note;         /* what was noted of that look, or NULL */
};
/* Everything `geppo status --json` says; each number is counted, none is a subtraction. */
struct status {
	int64_t captures, parsed, held, waiting;
	const struct count *dropped;
	size_t n_dropped; /* by reason */
	int64_t documents, in_items, documents_held, documents_waiting;
	int64_t items;
	const struct source_status *sources;
	size_t n_sources;
	const struct count *jobs;
	size_t n_jobs; /* by state */
	const struct count *held_why;
	const struct count *attachments;
	size_t n_attachments; /* of current versions, see store_attachment_counts() */
	size_t n_held_why;    /* captures and documents held, by reason */
	const struct stage_status *stages;
	size_t n_stages;
};
int store_status(struct store *s, struct arena *a, struct status *out, struct fail *f)
    __attribute__((warn_unused_result));

#endif
