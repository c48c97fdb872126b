/* history.h - what happened since: versions of a document compared clause by clause, official texts
 * that changed, and what came of items that stood in earlier issues. Conventions are those of
 * store.h. */
#ifndef GEPPO_STORE_HISTORY_H
#define GEPPO_STORE_HISTORY_H

#include "store/store.h"

enum clause_change {
	CLAUSE_ADDED,
	CLAUSE_REMOVED,
	CLAUSE_CHANGED,
	CLAUSE_RENUMBERED /* the same words under another number */
};
/* "added", "removed", "changed", "renumbered" */
const char *clause_change_name(enum clause_change change);

/* A stretch of a changed clause. */
struct stretch {
	char kind; /* '=' both, '-' only before, '+' only after */
	const char *text;
};

/* A clause (条, 款, 项, or a paragraph) that is not the same in both versions. */
struct clause_diff {
	enum clause_change change;
	const char *label; /* "第三条", "(二)", "3."; NULL: a paragraph without number */
	const char *before, *after;      /* NULL: was not, is no more */
	const struct stretch *stretches; /* of CLAUSE_CHANGED, in order */
	size_t n_stretches;
};

/* Something beside the text that differs: title, doc_number, published, in_force, ... */
struct field_diff {
	const char *field;
	const char *before, *after; /* NULL: none */
};

struct version_diff {
	const char *document;
	const char *item; /* NULL: not grouped yet */
	const char *title, *url;
	int from, to;                          /* versions */
	const char *from_at, *to_at;           /* instants of their captures */
	const char *from_capture, *to_capture; /* ids, NULL for loaded records */
	const struct field_diff *fields;
	size_t n_fields;
	const struct clause_diff *clauses; /* in the order of the text */
	size_t n_clauses;
	size_t added, removed, changed, renumbered, same;
	bool
	    trivial; /* nothing differs but blanks, counters and what the site puts around a text */
	bool official; /* of an authority: a number, or a type that is neither news nor the like */
};

/* Versions `from` and `to` of a document, named by its id, or by the item it represents; 0, 0: the
 * last two. 1, 0 (there is only one version), -1. */
int store_version_diff(struct store *s, const char *subject, int from, int to, struct arena *a,
    struct version_diff *out, struct fail *f) __attribute__((warn_unused_result));

/* Official texts that changed in more than trivial ways, by the capture that shows it:
 * from <= at < to (instants, NULL open), oldest first; of one item, or all (NULL). For the
 * bulletin's 続報, and for translators: a job whose item changed after it was made is superseded.
 */
int store_changes(struct store *s, const char *item, const char *from, const char *to,
    struct arena *a, const struct version_diff **out, size_t *n, struct fail *f)
    __attribute__((warn_unused_result));

/* What came of an item that was an entry of an earlier issue. */
struct sequel {
	const char *item; /* the earlier one */
	const char *title, *title_ja;
	const char *month; /* of the newest earlier issue that holds it */
	const char *kind; /* of the relation; "draft_of": its final came; "changed": its own text */
	const char *by;   /* the item that came; of "changed" the same item */
	const char *by_title, *by_title_ja;
	const char *by_date;  /* date text; of "changed" the day of the capture (Beijing) */
	const char *evidence; /* words that say so; of "changed": "2 changed, 1 added" */
	size_t changed, added, removed; /* clauses of "changed" */
};

/* What came in a month ("2026-07") of entries of the issues before it: items of that month (by
 * item.date) that relate to them, and their own changed texts. By earlier item, then date. */
int store_since(struct store *s, const char *month, struct arena *a, const struct sequel **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));

#endif
