/* numbering.h - which list of a DOCX a paragraph belongs to (ECMA-376, 17.9), and its number. */
#ifndef GEPPO_PARSE_ATTACHMENT_NUMBERING_H
#define GEPPO_PARSE_ATTACHMENT_NUMBERING_H

#include "parse/attachment/members.h"

struct numbering;

/* From numbering.xml and styles.xml beside the document `main`, in r->arena. Never NULL: a document
 * without them has no numbers. */
struct numbering *numbering_read(
    struct attachment_reading *r, const struct members *m, const char *main);

/* Write the number of the next paragraph, by its pPr (NULL: it has none), to r->text. */
void numbering_next(struct numbering *n, const xmlNode *properties);

#endif
