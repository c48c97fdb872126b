/* element.h - building the XML tree. Whatever comes from outside is made safe here:
 * ill-formed UTF-8, control and bidirectional characters are dropped, blanks and line ends folded
 * to one blank; escaping is the serializer's. Memory is libxml2's; running out of it ends the
 * process. */
#ifndef GEPPO_BULLETIN_ELEMENT_H
#define GEPPO_BULLETIN_ELEMENT_H

#include <libxml/tree.h>

/* A new last child. */
xmlNodePtr element_add(xmlNodePtr parent, const char *name);
/* The same with text; nothing is added and NULL returned when the text is NULL or blank. */
xmlNodePtr element_text(xmlNodePtr parent, const char *name, const char *text);
/* Set an attribute; NULL text sets nothing. */
void element_attr(xmlNodePtr e, const char *name, const char *text);
void element_number(xmlNodePtr e, const char *name, size_t n);

#endif
