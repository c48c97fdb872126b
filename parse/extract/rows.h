/* rows.h - the links and dates of a page, read once, and what a row makes of those it holds. */
#ifndef GEPPO_PARSE_EXTRACT_ROWS_H
#define GEPPO_PARSE_EXTRACT_ROWS_H

#include "parse/extract/article.h"

struct link {
	uint32_t node;
	uint32_t characters; /* of the title */
	const char *title, *href;
};

struct date_mark {
	uint32_t node;
	struct date date; /* month 0: a day alone; day 0: year and month */
	bool linked;      /* inside a link */
	bool alone;       /* nothing else in its text */
	bool sentence;    /* much else in its text: a date that is told of */
};

struct rows {
	const struct reading *reading;
	const struct page *page;
	struct link *links;
	size_t n_links, links_room;
	struct date_mark *marks;
	size_t n_marks, marks_room;
	enum {
		PERIOD_NONE,
		PERIOD_BEGUN,
		PERIOD_UNTIL
	} period; /* the text before ends in a date;
	             in a date and 至 */
};

void rows_read(struct rows *rows, const struct reading *r, const struct page *p);

/* The link that names the row [row, end), or NULL. */
const struct link *row_link(const struct rows *rows, uint32_t row, uint32_t end);
/* The title of a row's link, restored from the row's other texts (a hidden table, a tooltip) where
 * it is cut. */
const char *row_title(const struct rows *rows, uint32_t row, uint32_t end, const struct link *link);

/* Where a row's date comes from. */
enum dated { DATED_NOT, DATED_ADDRESS, DATED_SHOWN };
enum dated row_date(
    const struct rows *rows, uint32_t row, uint32_t end, const struct link *link, struct date *d);

#endif
