/* title.h - what a title says of its document: which paper, of what kind, about which other one.
 * Rules of the language of notices, in tables; no single title. Private to store/. */
#ifndef GEPPO_STORE_TITLE_H
#define GEPPO_STORE_TITLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "store/fold.h"

enum title_flag {
	TITLE_DRAFT = 1,      /* put out for comment */
	TITLE_INTERPRETS = 2, /* explains another */
	TITLE_FORWARDS = 4,   /* hands another on */
	TITLE_AMENDS = 8,     /* changes another */
	TITLE_REPEALS = 16,
	TITLE_REPORTS = 32, /* news of another */
	TITLE_CARRIES = 64, /* a notice with the paper in it */
	TITLE_RECURS = 128, /* of a kind that comes again under the same title */
	TITLE_PLAN = 256,   /* a plan, measure or scheme, which lower levels carry out */
	TITLE_PAPER =
	    512, /* of a kind that is re-issued under its name: plan, rule, law, standard */
	TITLE_CUT = 1024,    /* the title was cut short */
	TITLE_EXTENDS = 2048 /* gives another more time; amends, too */
};

enum { TITLE_QUOTED = 6, TITLE_YEARS = 8 };

struct title {
	unsigned flags;
	const char *text; /* folded, without site tails and prefixes */
	const char *key;  /* its letters and digits */
	const char *core; /* letters of the paper itself: X of "关于印发《X》的通知", no edition */
	const char
	    *whole; /* its own, of what changes or ends the core, as others quote it; or NULL */
	const char *name;  /* folded text of the paper, to look for its place */
	const char *lead;  /* who speaks, when the title says so, else "" */
	const char *under; /* core of the paper it says it carries out, else NULL */
	const char
	    *number; /* document number in the title, as document_number() gives it, or NULL */
	const char *standard;             /* number of the standard it names, likewise, or NULL */
	const char *quoted[TITLE_QUOTED]; /* cores of the titles in 《》, in order */
	size_t n_quoted;
	int years[TITLE_YEARS]; /* named in it, ascending; the n-th five-year plan is year n */
	size_t n_years;
	const char *edition; /* letters of "(2023年修订)", else "" */
};

void title_read(const struct folding *fold, const char *title, struct arena *a, struct title *out);

/* The core of a title of n bytes that stands in a folded text. */
const char *title_core(const char *in, size_t n, struct arena *a);

/* The inside of the first 《》 at or after a place in a folded text, nested ones kept whole, and
 * where it goes on behind; NULL when there is none. */
const char *title_quoted(const char *folded, size_t *len, const char **after);

/* What a plan is about: its name's letters without years and kind of paper; NULL when little is
 * left. The place is to be taken off before. */
const char *title_topic(const char *core, struct arena *a);

/* Two cores are of editions of one paper under slightly different names: most of their pairs of
 * letters are the same. */
bool titles_akin(const char *x, const char *y);

/* What stays of a name when a draft becomes a paper: without years, 暂行 and the kind of paper;
 * NULL when little is left. The place is to be taken off before. */
const char *title_family(const char *core, struct arena *a);

/* A core without 暂行 and 试行. */
const char *title_settled(const char *core, struct arena *a);

/* Letters and digits of a folded text. */
const char *letters_of(const char *folded, struct arena *a);

/* A document number to compare by: "国发[2013]37"; NULL when the text is none. *strong is set when
 * it names who issued it, so that it alone tells documents apart. */
const char *document_number(
    const struct folding *fold, const char *text, struct arena *a, bool *strong);

/* The bytes of a bracket of the forms that stand around the year of a number, at the start, or 0.
 */
size_t year_opening(const char *s);

/* The bytes of a document number at the start of a folded text ("微政办字[2019]24号"), or 0. */
size_t number_length(const char *folded);

/* The bytes of a standard's number with its year at the start of a folded text ("gb/t 3095-2012"),
 * or 0. */
size_t standard_length(const char *folded);

/* Where the first one begins that no letter stands before, or NULL. */
const char *standard_in(const char *folded, size_t *len);

#endif
