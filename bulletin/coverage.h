/* coverage.h - which columns were really looked at over a month, and which days nobody saw.
 *
 * A successful visit sees back to the day after its listing's oldest row (rows of that day may have
 * run off the page), or, where the rows carry no dates, back to the visit before it when it met
 * rows known already. A column is checked over the whole month only when such stretches, one after
 * another, reach from the month's first instant in Beijing to its last. */
#ifndef GEPPO_BULLETIN_COVERAGE_H
#define GEPPO_BULLETIN_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "bulletin/month.h"
#include "config/config.h"
#include "store/store.h"

enum check { CHECK_WHOLE, CHECK_PARTLY, CHECK_NONE };

struct gap {
	char from[DATE_SIZE], to[DATE_SIZE]; /* days, both unseen */
};

/* One declared column over the month. */
struct watch {
	const struct source *source;
	enum check check;
	const struct gap *gaps; /* none when WHOLE */
	size_t n_gaps;
	char last_success[DATE_SIZE]; /* Beijing day of the last success before the month ended, ""
	                                 when there was none */
	const char *outcome;          /* of the last failed visit since the last success, or NULL */
	const char *why;              /* its reason, or NULL */
	int failures;                 /* in a row, since that success */
	bool tried;                   /* a visit failed within the month */
	bool seen_after;              /* a visit succeeded after the month */
};

struct coverage {
	const struct watch *watches; /* in the order of sources.yaml; retired ones left out */
	size_t n;
	size_t whole, partly, none;
	bool run; /* the collection ran: some column was seen or tried in this month */
};

/* "whole", "partly", "none" */
const char *check_name(enum check check);

/* Visits as store_visits() gives them (oldest first), from before the month to the present. */
void coverage_make(const struct config *c, const struct month *m, const struct visit *visits,
    size_t n, struct arena *a, struct coverage *out);

/* What can be said of one region: the columns declared for exactly that code. */
struct region_check {
	size_t declared, whole, partly, none;
};
struct region_check coverage_region(const struct coverage *cv, const char *region);

#endif
