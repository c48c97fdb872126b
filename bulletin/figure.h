/* figure.h - figures an extractor read out of a document, grouped into what one phrase can tell.
 * Private to bulletin/. */
#ifndef GEPPO_BULLETIN_FIGURE_H
#define GEPPO_BULLETIN_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

enum { GROUP_MOST = 6 };

/* Members as geppo-extract(1) names them; borrowed from the JSON, NULL where it has none. */
struct figure {
	const char *kind, *text, *quantity_id, *aspect, *value, *unit_id, *change, *bound, *base,
	    *versus, *year, *period, *place;
	long long offset;
	int attachment; /* number of the one that says it, 0: the page */
};

/* Figures said in one breath: those that share their words (分别…), limits that follow each other,
 * a value and behind it its change against last year. */
struct figure_group {
	struct figure of[GROUP_MOST];
	size_t n;
	struct figure moved; /* of a single value; kind is NULL when there is none */
	int rank;            /* what readers look for first has the lowest */
	size_t order;
};

/* Group the figures among the facts, the most important first; the caller's to free(). */
struct figure_group *figures_group(json_t *facts, size_t *n);

bool figure_moves(const struct figure *x); /* it went, or is to go, down or up by its value */
bool same_text(const char *x, const char *y);

#endif
