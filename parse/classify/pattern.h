/* pattern.h - private to classify/: patterns of official titles, and which rules they fire. */
#ifndef GEPPO_PARSE_CLASSIFY_PATTERN_H
#define GEPPO_PARSE_CLASSIFY_PATTERN_H

#include "parse/classify/reading.h"
#include "parse/classify/vocabulary.h"

/* Compile the text of a pattern into *p. NULL, or what is wrong with it (static). */
const char *pattern_read(struct vocabulary *v, const char *text, struct pattern *p);

/* What the words of a document said to one rule. */
struct firing {
	bool fired, blocked, lead;
	int count;             /* patterns that matched */
	struct evidence words; /* of the first match */
};

/* Try every pattern whose last word was seen; firings[] has one entry a rule. */
void patterns_match(const struct vocabulary *v, const struct reading *r, struct firing *firings);

#endif
