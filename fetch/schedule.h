/* schedule.h - what an answer means for its address: the outcome that is told, and when to look
 * again. Pure: no clock of its own. */
#ifndef GEPPO_FETCH_SCHEDULE_H
#define GEPPO_FETCH_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

/* In the words of store.h's visits. OUTCOME_TAKEN: archived, the parser says what it is. */
enum outcome {
	OUTCOME_TAKEN,
	OUTCOME_UNCHANGED,
	OUTCOME_MOVED,
	OUTCOME_REFUSED,
	OUTCOME_CHALLENGED,
	OUTCOME_BROKEN,
	OUTCOME_KINDS
};

/* "taken", "unchanged", "moved", ... */
const char *outcome_name(enum outcome o);

/* The outcome of a complete answer with this status. `challenge` is the guard's name or NULL. */
enum outcome schedule_outcome(int status, const char *challenge);

/* True when asking again later may give something else (so not for 404, 410 or a robots rule). */
bool schedule_worth_retry(enum outcome o, int status);

/* When a listing is due again, in seconds from now: after a success its interval (in seconds) less
 * a twentieth, so that a daily timer finds it due; after `failures` bad looks in a row an hour,
 * doubled each time up to the interval (at least a day). */
int64_t schedule_listing(int64_t interval, bool good, int failures);

/* When an article is looked at again after `looks` good ones before this one, in seconds from now:
 * the days[] (whole numbers, rising, NULL-terminated) count from the first look. < 0: no more, and
 * also where `date` (of a row that was there before we watched; or NULL) lies farther back from
 * `now` (seconds since 1970) than the last of the days. */
int64_t schedule_look_again(const char *const *days, int looks, const char *date, int64_t now);

/* The same for anything else after a bad answer; < 0: no more, ARTICLE_TRIES were made. */
enum { ARTICLE_TRIES = 6 };
int64_t schedule_article(int failures);

#endif
