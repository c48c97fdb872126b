/* values.h - the figures of a clause and the verb in front of them: 分别下降10%以上、8%. */
#ifndef GEPPO_PARSE_EXTRACT_VALUES_H
#define GEPPO_PARSE_EXTRACT_VALUES_H

#include "parse/extract/quantity.h"

enum { VALUES_MOST = 8 };

struct value {
	struct span number; /* a range with its dash */
	struct span unit_text;
	struct unit unit;
	const char *bound; /* "at most", "at least", "about" by the word behind it, or NULL */
};

struct values {
	struct value of[VALUES_MOST];
	size_t n;
	struct span span;
};

/* The next list of figures with a unit in a part of the text; false when there is none. */
bool values_find(struct values *v, const char *text, struct span in);

/* What the verb says. */
struct verb {
	const char *change; /* "down", "up", "at most", "at least", or NULL: is, has become */
	bool sets;          /* says by itself that the figure is set: 控制在, 不超过 */
	bool reaches;       /* 达到, 降至: has become, or is to become at best */
	bool observed;      /* says by itself that it was seen: 下降了 */
	struct span span;
};

/* The verb that ends where the figures begin; false when there is none. */
bool verb_before(struct verb *v, const char *text, struct span clause, size_t at);

#endif
