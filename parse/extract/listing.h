/* listing.h - the rows of a page that lists documents. */
#ifndef GEPPO_PARSE_EXTRACT_LISTING_H
#define GEPPO_PARSE_EXTRACT_LISTING_H

#include "parse/extract/article.h"

struct row {
	const char *title, *href, *date; /* date may be NULL */
	bool shown;                      /* the row shows its date; else it is the address's */
};

enum { LISTING_NODES = 16 };

struct listing {
	struct row *rows;
	size_t n, room;
	size_t dated;     /* rows that show a date */
	size_t dropped;   /* rows with a date but no usable link or title, or beyond CAP_ROWS */
	const char *next; /* address of the next page, or NULL */
	const char *why;  /* static */
	uint32_t nodes[LISTING_NODES]; /* elements of this page that hold the rows */
	size_t n_nodes;
};

/* Rows in the page's markup, and in lists its scripts carry. */
void listing_read(struct listing *l, const struct reading *r);
/* The same of a piece of markup that belongs to the page (an answer of a list service). */
void listing_read_markup(struct listing *l, const struct reading *r, const char *text, size_t n);

void listing_add(struct listing *l, const struct reading *r, struct row row);
/* The address of page 2, when this is page 1 or unknown. */
const char *pager_find(const struct reading *r);

/* A link as an absolute address where that can be known; unwrapped from redirecting services. */
const char *listing_address(const struct reading *r, const char *href);

#endif
