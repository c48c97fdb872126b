/* xml.h - feeds and sitemaps token by token. Forgiving, as these files are often no XML at all:
 * whatever cannot be read is passed over, prefixes of names are ignored, no entity but the named
 * ones of HTML is known, nothing is looked up. Every step is bound by the length of the source. */
#ifndef GEPPO_PARSE_EXTRACT_XML_H
#define GEPPO_PARSE_EXTRACT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum xml_kind { XML_END, XML_OPEN, XML_CLOSE, XML_TEXT };

struct xml_token {
	enum xml_kind kind;
	const char *text; /* of a tag its name without prefix; else the text, escaped unless raw */
	size_t n;
	bool raw;               /* CDATA */
	bool empty;             /* <name/>: no close tag follows */
	const char *attributes; /* of an open tag, n_attributes bytes */
	size_t n_attributes;
};

struct xml {
	const char *at, *end;
};

void xml_next(struct xml *x, struct xml_token *t);
/* Compare a tag's name, letter case ignored. */
bool xml_is(const struct xml_token *t, const char *name);
/* An attribute's value, decoded, in the arena; NULL when absent. */
const char *xml_attribute(const struct xml_token *t, const char *name, struct arena *a);
/* Add a text token, decoded. */
void xml_text(const struct xml_token *t, struct buf *b);

#endif
