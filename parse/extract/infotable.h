/* infotable.h - what a page says about its document under labels: info tables (索 引 号 | …), label
 * and value in one line (发布时间：2024-05-10 来源：…), definition lists. */
#ifndef GEPPO_PARSE_EXTRACT_INFOTABLE_H
#define GEPPO_PARSE_EXTRACT_INFOTABLE_H

#include "base/buf.h"
#include "parse/extract/lines.h"
#include "parse/extract/pattern.h"

enum label {
	LABEL_INDEX,
	LABEL_NUMBER,
	LABEL_ISSUER,
	LABEL_WRITTEN,
	LABEL_PUBLISHED,
	LABEL_IN_FORCE,
	LABEL_TITLE,
	LABEL_SUBJECT,
	LABEL_VALIDITY,
	LABEL_SOURCE,
	LABEL_UPDATED, /* publication where nothing else says when */
	LABEL_TIME,    /* a bare 时间 or 日期: publication where nothing better stands */
	LABEL_OTHER,   /* known to end the value before it, not kept */
	LABEL_COUNT
};

struct label_value {
	const char *text; /* NULL: the label is absent or says 无 */
	size_t line;      /* where the label stands */
};

struct infotable {
	struct label_value value[LABEL_COUNT];
};

/* The pattern that finds a label with its colon: group k+1 is enum label k. */
void infotable_pattern(struct buf *regex);

/* Read lines [from, to), keeping the first value of each label that is not empty. Values already
 * in t stay. */
void infotable_read(
    struct infotable *t, const struct lines *l, size_t from, size_t to, const struct patterns *p);

/* The same of the cells of tables: a label beside its value, or a first row of labels above values.
 */
void infotable_read_cells(struct infotable *t, const struct lines *l);

/* True when a cell's text is a label and nothing else. */
bool infotable_bare_label(const char *text);

/* True when the line is nothing but labels and their values. */
bool infotable_line(const struct lines *l, size_t line, const struct patterns *p);

#endif
