/* line.h - stretches of text on a page sorted into lines, and lines into rows; for layout.c. */
#ifndef GEPPO_PARSE_ATTACHMENT_LINE_H
#define GEPPO_PARSE_ATTACHMENT_LINE_H

#include "parse/attachment/layout.h"

/* In heights of a letter: from where on a gap divides cells. */
#define GAP_CELL 1.2

/* How a run follows the one before it: run.join. */
enum { JOIN_BY_GAP, JOIN_CELL, JOIN_WRAPPED };

struct line {
	struct run *run;
	size_t n;
	double x, end, y, size;
	bool row;   /* of several cells */
	bool label; /* its first run numbers it */
};

struct lines {
	struct line *line;
	size_t n;
};

/* The runs by height and then from the left, which changes their order. lines.line is the caller's
 * to free(). */
struct lines lines_of(struct run *run, size_t n);

/* Lines that are parts of one row become one. Many in a chain are columns of text. */
void rows_join(struct lines *all);

#endif
