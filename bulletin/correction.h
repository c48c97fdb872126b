/* correction.h - corrections to issues that went out: each a notice of its own, made of one XML
 * document as an issue is; and the pages and feeds that lead to it. What was sent stays as it is.
 */
#ifndef GEPPO_BULLETIN_CORRECTION_H
#define GEPPO_BULLETIN_CORRECTION_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "config/config.h"
#include "store/outbox.h"

/* A notice as XML, in the arena: <correction month notice approved> with <publisher> and a <line>
 * for each line of the words. `approved`: when the issue was, an instant. */
const char *correction_xml(
    const struct correction *c, const char *approved, const struct settings *from, struct arena *a);

/* The same for the site, signed as the issue was that it corrects; it says on which day it was
 * approved itself and leads back to the issue. NULL when that XML is not well-formed. */
const char *correction_page_xml(const struct correction *c, const char *issue_xml, struct arena *a);

/* One face of it: "text", "mail-html" (both for mail), "html" (a page). `dir` as for issue_face().
 * 0 or -1. */
int correction_face(const char *dir, const char *xml, const char *face, struct buf *out,
    struct fail *f) __attribute__((warn_unused_result));

/* An issue's XML with <corrections> added, in the arena: for faces beside those that were frozen.
 * NULL when the XML is not well-formed. */
const char *issue_with_corrections(
    const char *xml, const struct correction *list, size_t n, struct arena *a);

#endif
