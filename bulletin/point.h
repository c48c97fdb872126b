/* point.h - the key points of a document: figures an extractor read out of it, as Japanese phrases.
 */
#ifndef GEPPO_BULLETIN_POINT_H
#define GEPPO_BULLETIN_POINT_H

#include <stddef.h>

#include "base/arena.h"
#include "config/config.h"

enum { POINTS_MAX = 3 };

struct point {
	const char *kind; /* "target", "limit", "status", "in_force", "deadline" */
	const char *ja;   /* the phrase, or NULL when a word of it has no Japanese here */
	const char *zh;   /* the document's own words */
	int attachment;   /* number of the one that says it, 0: the page */
};

/* The most important ones first: targets of fine particles, ozone and heavily polluted days, other
 * targets, limits, observed values; days where there are none of these. `facts` is a JSON array as
 * geppo-extract writes it; whatever else it holds is left alone. `drafted` is a JSON object of the
 * words of facts and their drafts, NULL for none: it is asked where a figure makes no phrase.
 * Returns how many. */
size_t points_make(const struct config *c, const char *facts, const char *drafted, struct arena *a,
    struct point out[POINTS_MAX]);

#endif
