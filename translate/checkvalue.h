/* checkvalue.h - the figures of a text, for the files that compare them. Private to the checks. */
#ifndef GEPPO_TRANSLATE_CHECKVALUE_H
#define GEPPO_TRANSLATE_CHECKVALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { VALUES_MOST = 2000 };

struct values {
	double digits[VALUES_MOST]; /* written in digits */
	size_t n;
	double words[VALUES_MOST]; /* written in characters: may stand for a figure, must not */
	size_t n_words;
	double firm[VALUES_MOST]; /* of those, what must stand in the other text: 第三条, 三项 */
	size_t n_firm;
	bool any_year; /* 今年: its number may be said */
};

void values_word(struct values *v, double x);
/* Words that have a figure in their other name: 细颗粒物 is PM2.5, 令和8年 is 2026. */
void values_named(const char *text, struct values *v);
/* The text says years by words: 今年, 去年. */
bool years_unsaid(const char *text);
/* A day of the source (6月1日) that the target lacks, where both tell as many days; or NULL. */
const char *days_differ(const char *source, const char *target, struct arena *a);

#endif
