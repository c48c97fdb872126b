/* sheet.h - running the stylesheets of templates/. They may read nothing but themselves and write
 * nothing but their result. Private to bulletin/. */
#ifndef GEPPO_BULLETIN_SHEET_H
#define GEPPO_BULLETIN_SHEET_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/fail.h"

/* Run DIR/templates/NAME, else the one shipped, over a document; `edition` is its one parameter.
 * The result is a tree, the caller's to xmlFreeDoc(), or NULL. When `out` is given its serialized
 * form is added there, by the stylesheet's own xsl:output. */
xmlDocPtr sheet_run(const char *dir, const char *name, xmlDocPtr doc, const char *edition,
    struct buf *out, struct fail *f) __attribute__((warn_unused_result));

#endif
