/* lines.h - what a visitor reads of a page, as lines: runs of text between the bounds of block
 * elements, in document order. Everything that judges text works on lines. */
#ifndef GEPPO_PARSE_EXTRACT_LINES_H
#define GEPPO_PARSE_EXTRACT_LINES_H

#include "parse/extract/page.h"

struct line {
	const char *text; /* plain, blanks folded, never empty */
	uint32_t len;
	uint32_t characters; /* no blanks */
	uint32_t linked;     /* of those, in links with an address */
	uint32_t stops;      /* marks that end or divide sentences */
	uint32_t first;      /* node of its first text */
	uint32_t block;      /* the element it is a line of */
	bool hidden;
};

struct lines {
	const struct page *page;
	struct line *line;
	size_t n;
	size_t room;
};

void lines_read(struct lines *l, const struct page *p);

/* The first line that begins at this node or behind it; l->n when there is none. */
size_t lines_from(const struct lines *l, uint32_t node);

#endif
