/* feature.h - a document as grouping sees it. Private to store/. */
#ifndef GEPPO_STORE_FEATURE_H
#define GEPPO_STORE_FEATURE_H

#include "store/attachment.h"
#include "store/document.h"
#include "store/place.h"
#include "store/shingle.h"
#include "store/title.h"

/* What the pass holds while it runs. */
struct grouping {
	struct store *store;
	const struct folding *fold;
	struct places *places;
	struct feature_cache *cache; /* NULL: each is read anew */
};

/* First and last day a date text may mean; known is false for none. */
struct span {
	int64_t first, last;
	bool known;
};

struct row_set;

struct feature {
	int64_t row;
	int64_t item;      /* it is put to, 0 none */
	struct document d; /* its body is followed by the texts of its attachments */
	size_t own;        /* bytes of it that are the page's */
	const struct attachment *files;
	size_t n_files;
	bool enclosed; /* some of the text is an attachment's */
	struct title title;
	const char *paper; /* key of the title of what a page that says little itself hands out, or
	                      NULL */
	const char *place; /* code of whom or where it is about, NULL unknown */
	bool placed;       /* by its title */
	/* where that is NULL: the codes of all places of the name it has, or the name of a zone
	 * that has none */
	const char *several;
	bool medium;        /* posted by a medium or a mirror, not by who issued it */
	const char *number; /* NULL none */
	bool number_strong;
	struct span published, written;
	struct span spoken;  /* the first day its text names, for want of those two */
	const char *address; /* url_key(), gateways taken off; NULL none */
	const char *page;    /* last part of the path when it is an id, NULL none */
	const char *host;
	const struct row_set *alike; /* whose texts might be, when document_group() has looked */
	struct shingles *runs;       /* of the body; all of them NULL until feature_runs() */
	struct arena *arena;
};

/* Its parts live in the arena, or in the cache until that is tidied. */
int feature_read(const struct grouping *g, int64_t row, struct arena *a, struct feature *out,
    struct fail *f) __attribute__((warn_unused_result));

/* The runs of its body, made when first asked for. */
const struct shingles *feature_runs(const struct grouping *g, const struct feature *x);

/* The day that stands for it among keys, 0 unknown. */
int64_t feature_day(const struct feature *x);
/* Least number of days between any dates of the two; -1 when one has none. */
int64_t feature_gap(const struct feature *x, const struct feature *y);
/* The earliest and the latest day known of it; false when there is none. */
bool feature_span(const struct feature *x, struct span *out);

#endif
