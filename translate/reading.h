/* reading.h - private to the files that read what is given back, inside the cage. */
#ifndef GEPPO_TRANSLATE_READING_H
#define GEPPO_TRANSLATE_READING_H

#include <stdbool.h>
#include <string.h>

#include <jansson.h>
#include <libxml/tree.h>

#include "base/buf.h"

struct reading {
	json_t *units;
	struct buf text, tags;
	char stamp[80];
	char source_language[40], target_language[40];
	const char *format;
	bool full;
};

static inline bool
xml_named(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* "geppo-000123-v1-0a1b2c3d4e5f" somewhere in the text: the first stands. */
void stamp_find(struct reading *r, const char *text);
/* Rows of the table below a node: number, source, translation; and the stamp in a paragraph. */
void word_read(struct reading *r, const xmlNode *n, int depth);

#endif
