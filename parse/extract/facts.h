/* facts.h - key facts of a document's text, each with the words it stands in and where they are. */
#ifndef GEPPO_PARSE_EXTRACT_FACTS_H
#define GEPPO_PARSE_EXTRACT_FACTS_H

#include "base/buf.h"
#include "parse/extract/article.h"

enum fact_kind {
	FACT_TARGET,    /* quantity, value, unit, change; base and year where named */
	FACT_LIMIT,     /* value, unit */
	FACT_IN_FORCE,  /* date */
	FACT_DEADLINE,  /* date */
	FACT_CITES,     /* title, number */
	FACT_ADDRESSEE, /* text alone */
	FACT_CONTACT    /* value */
};

struct fact {
	enum fact_kind kind;
	size_t offset, length; /* bytes in the body */
	const char *quantity, *value, *unit, *change, *base, *year, *date, *title, *number;
};

struct facts {
	const char *body;
	struct fact *fact;
	size_t n, room;
	size_t dropped; /* beyond the cap of each kind */
};

void facts_read(
    struct facts *f, const struct article *a, const struct patterns *p, struct arena *arena);
/* ,"facts":[…] */
void facts_write(const struct facts *f, struct buf *b);

#endif
