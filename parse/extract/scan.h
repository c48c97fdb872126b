/* scan.h - the reading of one document's text for its facts, paragraph by paragraph. Private to the
 * fact files. */
#ifndef GEPPO_PARSE_EXTRACT_SCAN_H
#define GEPPO_PARSE_EXTRACT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "parse/extract/facts.h"
#include "parse/extract/quantity.h"

/* What kind of paper the title says it is. */
enum paper { PAPER_OTHER, PAPER_PLAN, PAPER_REPORT };

/* A cite told, by what tells two apart; where it lies among the facts. */
struct cite {
	const char *title, *number, *alias;
	size_t fact;
};

/* The table being read: its unit, the head of its columns. Borrowed from the body. */
struct table {
	struct unit unit;
	const char *unit_text; /* NULL: none told */
	size_t unit_len;
	const char *head; /* NULL: no row seen yet */
	size_t head_len;
	bool limits; /* says that it holds them */
};

struct scan {
	struct table table;
	struct facts *facts;
	const struct article *article;
	const struct patterns *patterns;
	struct arena *arena;
	size_t line, n; /* the paragraph being read */
	enum paper paper;
	int dated;             /* the year the document is of, 0 = unknown */
	int month;             /* the month it appeared in, 0 = unknown */
	bool under_target;     /* the heading above speaks of targets */
	const char *own_alias; /* the short name the paper gives itself, as a key */
	struct cite *cites;
	size_t n_cites, room;
	size_t count[FACT_KINDS];
};

/* A new fact about a part of the paragraph; beyond the cap of a kind it is counted and goes
 * nowhere. */
struct fact *fact_add(struct scan *s, enum fact_kind kind, struct span in);
/* A part of the paragraph as text of its own, blanks folded. */
const char *scan_text(const struct scan *s, struct span in);

/* figures.c: targets, limits, observed values of the paragraph. */
void figures_read(struct scan *s);
/* tablefacts.c: limits in the paragraph, a row of a table. */
void tables_read(struct scan *s);
/* citation.c: the documents the paragraph names. */
void citations_read(struct scan *s);

#endif
