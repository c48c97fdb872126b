/* place.h - the places a clause speaks of. */
#ifndef GEPPO_PARSE_EXTRACT_PLACE_H
#define GEPPO_PARSE_EXTRACT_PLACE_H

#include <stddef.h>

#include "parse/extract/pattern.h"

enum { PLACES_MOST = 8 };

/* "京津冀及周边地区“2+36”城市、汾渭平原": each name alone; `span` takes in what belongs to them. */
struct places {
	struct span of[PLACES_MOST];
	size_t n;
	struct span span;
};

/* The last list of places in a part of the text; n = 0 when there is none. */
void places_find(struct places *p, const char *text, struct span in);

/* Bytes of a place with what belongs to it, where one begins; 0: none. */
size_t place_length(const char *text, size_t at, size_t start, size_t end);

/* Split a part of the text that is a list of short names into exactly n of them. */
void places_split(struct places *p, const char *text, struct span in, size_t n);

#endif
