/* word.h - private to translate/: WordprocessingML as far as tables and papers need it (ECMA-376,
 * transitional). Calls are made in the order of the document. */
#ifndef GEPPO_TRANSLATE_WORD_H
#define GEPPO_TRANSLATE_WORD_H

#include "translate/parts.h"

enum word_page { WORD_PORTRAIT, WORD_LANDSCAPE }; /* A4 */

struct word_look {
	const char *language; /* "ja-JP", "zh-CN": chooses the font too */
	bool grey;            /* in cells with a grey ground */
	bool bold;
	int half_points; /* size */
	int level;       /* 1: a heading of the first level; 0: none */
};

void word_begin(struct xml *x);
void word_paragraph(struct xml *x, const char *text, const struct word_look *look);
/* A table with thin lines; widths in twentieths of a point. xml_end() ends it, and each row. */
void word_table_start(struct xml *x, const int widths[], size_t n);
void word_row_start(struct xml *x, bool head); /* head: repeated on every page */
void word_cell(struct xml *x, int width, const char *text, const struct word_look *look);
/* The whole DOCX, dated by the instant: the same document gives the same bytes. */
int word_finish(struct xml *x, enum word_page page, const char *made_at, struct arena *a,
    struct buf *out, struct fail *f) __attribute__((warn_unused_result));

#endif
