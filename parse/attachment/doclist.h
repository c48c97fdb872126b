/* doclist.h - lists and styles of a DOC ([MS-DOC] 2.9.131 and 2.9.271): which number a paragraph
 * has. */
#ifndef GEPPO_PARSE_ATTACHMENT_DOCLIST_H
#define GEPPO_PARSE_ATTACHMENT_DOCLIST_H

#include "parse/attachment/attachment.h"
#include "parse/attachment/cfb.h"

struct doclists;

/* A paragraph's place: which list (from 1), which level (from 0); -1: nothing is said. */
struct doclist_place {
	long list, level;
};

/* From the streams of the document, in the arena. Never NULL. */
struct doclists *doclists_read(
    struct span_of_bytes main, struct span_of_bytes table, struct arena *a);

/* What properties of a paragraph say, put over `place`. */
void doclist_properties(struct span_of_bytes properties, struct doclist_place *place);
/* What a style says, by its number. */
struct doclist_place doclist_style(const struct doclists *l, unsigned style);

/* Write the number of the next paragraph of that place, if it has one. */
void doclists_next(struct doclists *l, struct doclist_place place, struct buf *to);

/* Bytes of a property's operand behind its 2-byte code at `at`. */
size_t doc_operand_size(struct span_of_bytes properties, size_t at);

#endif
