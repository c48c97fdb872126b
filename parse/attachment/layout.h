/* layout.h - texts placed on pages to lines, rows and paragraphs in reading order.
 *
 * Stretches of text at about one height make a line; wide gaps in it are the cells of a row (TAB).
 * A line that is full and whose follower is not indented runs on into it, over pages too. Two
 * columns of text are read one after the other. Page numbers that stand alone are left out. */
#ifndef GEPPO_PARSE_ATTACHMENT_LAYOUT_H
#define GEPPO_PARSE_ATTACHMENT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* A stretch of text at one height, in any one unit of length; y grows downwards. */
struct run {
	double x, y, end, size; /* left, baseline, right, height of its letters */
	const char *text;       /* UTF-8 */
	size_t order;           /* of drawing */
	char join;              /* how it follows the one before; for the layout itself */
};

struct runs {
	struct run *run;
	size_t n, room;
	size_t dropped; /* beyond what a page may hold */
};

/* A document being written page by page; {.b = ...} to begin. */
struct layout {
	struct buf *b;
	bool open;    /* the last line written may run on */
	double size;  /* of its letters */
	bool guessed; /* read from a picture: small gaps between Chinese characters mean nothing */
	bool running; /* a PDF: a head that repeats and "第 3 页" are left out, a foot is said once;
	               * its words are whole, so that cells which wrap make one row */
	double width;       /* of the page; 0: not known */
	double of_width;    /* that of the pages which left and right are of */
	double left, right; /* where the lines of text begin and end on them */
	bool halves;        /* a page of two columns is being written */
	size_t pages;
	size_t heads;        /* lines left out that say what another page says in that place */
	uint64_t edge[2][2]; /* first and last lines of the last two pages */
	size_t begins[2];    /* where the text of these begins */
};

/* n bytes of text (copied); nothing when n is 0. */
void runs_add(struct runs *all, struct arena *a, struct run run, const char *text, size_t n);

/* Write one page; its runs are put into another order. */
void layout_page(struct layout *l, struct runs *all);
/* End the last line. */
void layout_end(struct layout *l);

#endif
