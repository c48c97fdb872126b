/* facts.h - key facts of a document's text, each with the words it stands in and where they are. */
#ifndef GEPPO_PARSE_EXTRACT_FACTS_H
#define GEPPO_PARSE_EXTRACT_FACTS_H

#include "base/buf.h"
#include "parse/extract/article.h"

enum fact_kind {
	FACT_TARGET,    /* a figure that a plan sets */
	FACT_LIMIT,     /* a figure that a standard or notice sets for what may be emitted */
	FACT_STATUS,    /* a figure that was observed */
	FACT_IN_FORCE,  /* date */
	FACT_DEADLINE,  /* date */
	FACT_CITES,     /* title, number, alias */
	FACT_ADDRESSEE, /* text alone */
	FACT_CONTACT,   /* value */
	FACT_KINDS
};

/* Members that say nothing are NULL. */
struct fact {
	enum fact_kind kind;
	size_t offset, length; /* bytes in the body */
	/* Figures: what of, as printed and by id; "concentration" or "emission". */
	const char *quantity, *quantity_id, *aspect;
	const char *value, *unit, *unit_id; /* 10, 毫克/立方米, mg/m³; a range is "5-8" */
	const char *change; /* "down", "up" by the value; "at most", "at least", "about" it */
	const char *bound;  /* the last three beside "down" or "up" */
	const char *base;   /* the year a change is counted from */
	const char *versus; /* or "last year", "last month" */
	const char *year;   /* the year a figure is for, or */
	const char *period; /* 2026-10-01/2027-03-31, 2026-09, 2026-01/2026-09 */
	const char *place;
	const char *scope; /* of a limit in a table: what its row is for */
	const char *date, *title, *number, *alias;
};

struct facts {
	const char *body;
	struct fact *fact;
	size_t n, room;
	size_t dropped; /* beyond the cap of each kind */
	size_t unread;  /* bytes of the text beyond CAP_FACTS_TEXT */
};

void facts_read(
    struct facts *f, const struct article *a, const struct patterns *p, struct arena *arena);
/* ,"facts":[…] */
void facts_write(const struct facts *f, struct buf *b);

#endif
