/* xliffcheck.h - private to translate/: whether a document is XLIFF 2.0 or 2.1 as OASIS defines it
 * (XLIFF Version 2.1, OASIS Standard, 13 February 2018): the elements and attributes of the core
 * and its modules, and the constraints that no schema can say. For use inside the cage. */
#ifndef GEPPO_TRANSLATE_XLIFFCHECK_H
#define GEPPO_TRANSLATE_XLIFFCHECK_H

#include <libxml/tree.h>
#include <libxml/xpath.h>

#include "base/buf.h"

#define XLIFF_CORE "urn:oasis:names:tc:xliff:document:2.0"

/* What is wrong, one "line<TAB>why\n" after the other; no more is written once it is full. */
struct xliff_faults {
	struct buf text;
	size_t n;
};

/* Examine a whole document; each fault is added. */
void xliff_examine(xmlDoc *doc, struct xliff_faults *faults);

/* ---- the parts of it ---- */

/* Which elements stand where, with which attributes of which form. */
void xliff_shape(xmlDoc *doc, struct xliff_faults *faults);
/* What an XPath expression can say of one element and what is around it. */
void xliff_rules(xmlDoc *doc, struct xliff_faults *faults);
/* Ids that must be unique, fragment identifiers that must lead somewhere. */
void xliff_references(xmlDoc *doc, struct xliff_faults *faults);
/* Starts and ends of codes and annotations; what may not be deleted or moved. */
void xliff_codes(xmlDoc *doc, struct xliff_faults *faults);

void xliff_fault(struct xliff_faults *faults, const xmlNode *at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The next element in document order below `top`, itself first (from = NULL); NULL at the end. */
xmlNode *xliff_next(const xmlNode *top, const xmlNode *from);
/* An element of the core with that name. */
bool xliff_is(const xmlNode *n, const char *name);
/* The value of an attribute without namespace, or NULL. Points into the document. */
const char *xliff_value(const xmlNode *n, const char *name);
/* Its parent, grandparent, … of the core with that name, or NULL. */
xmlNode *xliff_within(const xmlNode *n, const char *name);
/* The namespaces by their prefixes, for an XPath context; the core is x. */
void xliff_register(xmlXPathContext *context);
/* Short name of the namespace: "" of the core, of modules their usual prefix, "o" of all else. */
const char *xliff_prefix(const xmlNs *ns);

#endif
