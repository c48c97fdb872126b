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
	const char
	    *pageid; /* what stands between name and number in the names of its pages, or NULL */
	long pages;  /* how many there are, 0: unknown */
	struct row *parts; /* href and date of the files of a sitemap index */
	size_t n_parts, parts_room;
	const char *why;               /* static */
	uint32_t nodes[LISTING_NODES]; /* elements of this page that hold the rows */
	size_t n_nodes;
};

/* Rows in the page's markup, and in lists its scripts carry. */
void listing_read(struct listing *l, const struct reading *r);
/* The same of a piece of markup that belongs to the page (an answer of a list service). */
void listing_read_markup(struct listing *l, const struct reading *r, const char *text, size_t n);

/* The text of a piece of markup, in the arena; NULL when empty. */
const char *listing_plain(const struct reading *r, const char *markup);
void listing_add(struct listing *l, const struct reading *r, struct row row);
/* The address of the rows behind these of a Hanweb column, or NULL. */
const char *jpage_next(const struct listing *l, const struct reading *r);

/* What the page says of the pages behind it: l->next, l->pages, l->pageid. */
void pager_read(struct listing *l, const struct reading *r);
/* Only the lists that scripts carry as markup. */
void listing_read_scripts(struct listing *l, const struct reading *r);

/* A link as an absolute address where that can be known; unwrapped from redirecting services. */
const char *listing_address(const struct reading *r, const char *href);

#endif
