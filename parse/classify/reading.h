/* reading.h - private to classify/: one document as the automaton sees it: where each word stands
 * in the title, the issuer, the number and the lead, and what the body mentions how often. */
#ifndef GEPPO_PARSE_CLASSIFY_READING_H
#define GEPPO_PARSE_CLASSIFY_READING_H

#include "base/arena.h"
#include "parse/classify/classify.h"
#include "parse/classify/vocabulary.h"

struct hit {
	uint32_t literal;
	uint32_t from, to; /* folded characters */
	uint32_t at, end;  /* bytes of the text */
};

struct passage {
	const char *text; /* never NULL */
	const char *name; /* the field of a label */
	size_t n;
	struct hit *hits; /* in the order of their ends */
	size_t n_hits, cap_hits;
	uint32_t length;             /* folded characters */
	uint32_t core_from, core_to; /* without tags before and site names behind, folded */
};

/* Where a label's words stand; name NULL: nowhere. */
struct evidence {
	const char *name;
	const char *text;
	size_t at, n;
};

enum { BODY_NAMES = 32 };

struct reading {
	struct passage passages[PASSAGES];
	size_t body_chars;       /* folded, the lead included */
	long body_weight;        /* sum over the words that speak of air, less the masked ones */
	struct evidence in_body; /* the first of them */
	struct hit names[BODY_NAMES]; /* places by alias (key regions) the body names, each once */
	size_t n_names;
};

void reading_make(struct reading *r, const struct vocabulary *v, const struct classify_input *in,
    struct arena *a);

/* Evidence from a hit. */
struct evidence hit_evidence(const struct passage *p, const struct hit *h);

#endif
