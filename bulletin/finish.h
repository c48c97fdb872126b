/* finish.h - what a stylesheet's result still needs to be the face that readers get. Each takes
 * the serialized result and adds the face to `out`; 0 or -1. `dir` is the data directory. Private
 * to bulletin/. */
#ifndef GEPPO_BULLETIN_FINISH_H
#define GEPPO_BULLETIN_FINISH_H

#include "base/buf.h"
#include "base/fail.h"

/* letters.c, wrap.c: logical lines to rows of 38 full-width columns (wrap.h), written with letters
 * that mail in CP932 and in ISO-2022-JP can carry, except between U+E000 and U+E001. */
int finish_text(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

/* print.c: a page of HTML to PDF by WeasyPrint, run without a network. EXIT_CONFIG when it is not
 * installed. */
int finish_pdf(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

/* docx.c: the parts of a package (<parts><part name="...">) to one DOCX file. */
int finish_docx(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

/* json.c: <object>, <array>, <text>, <yes/> with `name` to JSON. */
int finish_json(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

/* calendar.c: lines "NAME TAB text" or "NAME:raw" to content lines of RFC 5545: text escaped,
 * folded at 75 octets, CRLF. */
int finish_calendar(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

#endif
