/* scan.h - whether a version holds the words of a query, told from its text and not by the index:
 * for words that very many have and filters that few pass. Private to store/. */
#ifndef GEPPO_STORE_SCAN_H
#define GEPPO_STORE_SCAN_H

#include "store/db.h"
#include "store/fold.h"

/* The parts of an expression that fold_query() made. */
struct phrases {
	struct phrase {
		const char *tokens; /* each with a blank before it */
		bool prefix;        /* the last one may go on */
	} * all;
	size_t n;
};
void phrases_read(const char *match, struct arena *a, struct phrases *out);

struct presence {
	bool title; /* all of the words are there */
	bool text;  /* in the title, the document number and the body together */
};
int version_scan(struct store *s, const struct folding *fold, const struct phrases *p,
    int64_t version, struct presence *out, struct fail *f) __attribute__((warn_unused_result));

#endif
