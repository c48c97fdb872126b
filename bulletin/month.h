/* month.h - the month an issue is about: a calendar month in Beijing. */
#ifndef GEPPO_BULLETIN_MONTH_H
#define GEPPO_BULLETIN_MONTH_H

#include <stdbool.h>

#include "base/date.h"

struct month {
	char id[8];                 /* "2026-06" */
	char first[DATE_SIZE];      /* "2026-06-01" */
	char last[DATE_SIZE];       /* "2026-06-30" */
	char after[DATE_SIZE];      /* "2026-07-01" */
	char after_last[DATE_SIZE]; /* "2026-07-31": the end of the next month */
	char from[INSTANT_SIZE];    /* the instant it begins in Beijing */
	char to[INSTANT_SIZE];      /* the instant it has ended there */
	int64_t from_seconds, to_seconds;
	char issued[DATE_SIZE]; /* the day of issue, in Japan */
};

/* False when `id` is no "YYYY-MM" or `issued` no full date. */
bool month_init(struct month *m, const char *id, const char *issued);

#endif
