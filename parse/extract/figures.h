/* figures.h - a figure with everything read around it. Private to figures.c, which reads, and
 * figurekind.c, which says what it is. */
#ifndef GEPPO_PARSE_EXTRACT_FIGURES_H
#define GEPPO_PARSE_EXTRACT_FIGURES_H

#include "parse/extract/place.h"
#include "parse/extract/scan.h"
#include "parse/extract/values.h"
#include "parse/extract/when.h"

/* What goes over from clause to clause. */
struct reading_state {
	const struct scan *scan;
	const char *text; /* the paragraph */
	struct span clause;
	struct when when;    /* of the clause, or carried */
	struct when lasting; /* that which leads the paragraph */
	struct places places;
	struct quantities quantities;
	int base; /* 与2020年相比， */
	enum fact_kind kind;
	bool kind_known; /* within one half of a sentence */
	bool limit;      /* within one sentence */
	size_t turn;     /* of the quantities, in 分别下降4.5%、上升2.3% */
};

/* One list of figures with everything read around it. */
struct figure {
	struct values values;
	struct verb verb;
	struct span said;    /* the clause up to the figures */
	bool own_quantities; /* named in this clause */
	const char *versus;
};

/* Set, allowed or seen. */
enum fact_kind figure_kind(const struct reading_state *r, const struct figure *f);

bool span_holds(const char *text, struct span in, const char *word);
bool span_holds_any(const char *text, struct span in, const char *const words[]);

#endif
