/* when.h - the time a clause speaks of: a year, a period, the year a change is counted from. */
#ifndef GEPPO_PARSE_EXTRACT_WHEN_H
#define GEPPO_PARSE_EXTRACT_WHEN_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/pattern.h"

enum { PERIOD_SIZE = 40 };

struct when {
	int year;                 /* 0 = not said */
	int base;                 /* 比2025年: 2025 */
	bool until;               /* 到2030年, 2030年底前 */
	bool leads;               /* stands at the head, so that what follows is of it too */
	char period[PERIOD_SIZE]; /* "" = none; see struct fact */
	struct span span;         /* the words of it that come last, empty when there are none */
};

/* The day a document is of: months without a year are the last such months before it. */
struct dated {
	int year, month;
};

void when_read(struct when *w, const char *text, struct span in, struct dated dated);

#endif
