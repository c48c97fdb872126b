/* schedule.c - see schedule.h. */
#include "fetch/schedule.h"

#include <stddef.h>
#include <stdlib.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

static const char *const names[OUTCOME_KINDS] = {
    [OUTCOME_TAKEN] = "taken",
    [OUTCOME_UNCHANGED] = "unchanged",
    [OUTCOME_MOVED] = "moved",
    [OUTCOME_REFUSED] = "refused",
    [OUTCOME_CHALLENGED] = "challenged",
    [OUTCOME_BROKEN] = "broken",
};

/* Whole classes; exceptions first. */
static const struct {
	int from, to;
	enum outcome outcome;
	bool retry;
} answers[] = {
    {206, 206, OUTCOME_BROKEN, true}, /* a part, and none was asked for */
    {200, 299, OUTCOME_TAKEN, false},
    {304, 304, OUTCOME_UNCHANGED, false},
    {404, 404, OUTCOME_MOVED, false},
    {410, 410, OUTCOME_MOVED, false},
    {401, 403, OUTCOME_REFUSED, true},
    {405, 405, OUTCOME_REFUSED, true},
    {408, 408, OUTCOME_BROKEN, true},
    {429, 429, OUTCOME_REFUSED, true},
    {451, 451, OUTCOME_REFUSED, false},
    {400, 499, OUTCOME_BROKEN, false},
    {503, 503, OUTCOME_REFUSED, true},
    {500, 599, OUTCOME_BROKEN, true},
};

const char *
outcome_name(enum outcome o)
{
	return names[o];
}

enum outcome
schedule_outcome(int status, const char *challenge)
{
	if (challenge)
		return OUTCOME_CHALLENGED;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (status >= answers[i].from && status <= answers[i].to)
			return answers[i].outcome;
	return OUTCOME_BROKEN;
}

bool
schedule_worth_retry(enum outcome o, int status)
{
	/* A good status that came to a bad end may come to a better one. */
	if (o == OUTCOME_CHALLENGED || status == 0 || (o == OUTCOME_BROKEN && status < 400))
		return true;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (status >= answers[i].from && status <= answers[i].to)
			return answers[i].retry;
	return true;
}

static int64_t
doubled(int failures, int64_t most)
{
	int64_t wait = HOUR;
	for (int i = 1; i < failures && wait < most; i++)
		wait *= 2;
	return wait < most ? wait : most;
}

int64_t
schedule_listing(int64_t interval, bool good, int failures)
{
	if (interval <= 0)
		interval = DAY;
	if (good)
		return interval - interval / 20;
	return doubled(failures, interval > DAY ? interval : DAY);
}

static long
days_at(const char *const *days, int n)
{
	return n > 0 ? strtol(days[n - 1], NULL, 10) : 0;
}

int64_t
schedule_look_again(const char *const *days, int looks, const char *date, int64_t now)
{
	int n = 0;
	struct date d;
	while (days[n])
		n++;
	if (looks < 0 || looks >= n)
		return -1;
	if (date_parse(date, &d)) {
		d.month = d.month ? d.month : 12;
		d.day = d.day ? d.day : 28;
		if (now / DAY - date_days(d) > days_at(days, n))
			return -1;
	}
	return (int64_t)(days_at(days, looks + 1) - days_at(days, looks)) * DAY;
}

int64_t
schedule_article(int failures)
{
	return failures >= ARTICLE_TRIES ? -1 : doubled(failures, DAY);
}
