/* quantity.h - what a figure is of, and in what it is counted: the words of air plans, reports and
 * standards, with an id for each. */
#ifndef GEPPO_PARSE_EXTRACT_QUANTITY_H
#define GEPPO_PARSE_EXTRACT_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/extract/pattern.h"

/* What a unit can measure: a quantity says which it allows. */
enum unit_class {
	UNIT_SHARE = 1,   /* %, points */
	UNIT_DENSITY = 2, /* mass in air */
	UNIT_DAYS = 4,
	UNIT_MASS = 8,
	UNIT_RATE = 16 /* mass by energy or distance */
};

struct unit {
	const char *id;
	enum unit_class class;
};

/* The unit that n bytes at s begin with, and its length in bytes; 0: none. */
size_t unit_read(const char *s, size_t n, struct unit *u);

/* One quantity: the noun, and the words behind it that say what of it (平均浓度, 排放总量). */
struct quantity {
	const char *id;
	const char *aspect; /* "concentration", "emission", or NULL */
	unsigned units;     /* enum unit_class */
	struct span noun, tail;
};

enum { QUANTITIES_MOST = 8 };

/* "氮氧化物和挥发性有机物（VOCs）排放总量": two that share a tail. */
struct quantities {
	struct quantity of[QUANTITIES_MOST];
	size_t n;
	struct span span;
};

/* The last list of quantities in a part of the text; n = 0 when there is none. */
void quantities_find(struct quantities *q, const char *text, struct span in);

/* Bytes of a word that joins two things of a list (、和与及); 0: none. */
size_t joiner_length(const char *s, size_t n);

/* Bytes of a bracket with what it holds, when n bytes at s begin with one; 0: none. */
size_t bracket_length(const char *s, size_t n);

#endif
