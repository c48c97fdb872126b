/* page.h - one page of markup as a flat tree: nodes in document order, in the arena, text and
 * attribute values borrowed from the UTF-8 source and still escaped.
 *
 * Read by a tokenizer of our own after the WHATWG rules, not by libxml2: its HTML parser compares
 * every attribute of an element with all earlier ones and every stray end tag with all open
 * elements (2.9.14: 100,000 attributes 17 s, 100,000 open elements 24 s). Every step here is bound
 * by the length of the source. */
#ifndef GEPPO_PARSE_EXTRACT_PAGE_H
#define GEPPO_PARSE_EXTRACT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "parse/extract/tag.h"

enum node_flag {
	NODE_LINKED = 1, /* text: inside a link with an address */
	NODE_HIDDEN = 2, /* not drawn: display:none, or inside such an element */
	NODE_CUT = 4     /* element: stands at the depth cap, what it holds became its siblings */
};

struct attribute {
	const char *value; /* borrowed, escaped, not NUL-terminated */
	uint32_t len;
	uint8_t name; /* enum attribute_name */
};

struct node {
	uint32_t parent;
	uint32_t end;   /* first node behind what it holds; for a link: behind the link */
	uint32_t block; /* nearest block element: itself, or above */
	uint32_t len;   /* text: bytes; element: attributes */
	union {
		const char *text;
		const struct attribute *attributes;
	};
	uint8_t tag; /* enum tag; TAG_TEXT for text, TAG_COMMENT for a comment */
	uint8_t flags;
};

struct page {
	struct arena *arena;
	struct node *nodes; /* [0] stands above everything */
	uint32_t n_nodes;
	size_t room;
	size_t dropped; /* nodes beyond CAP_NODES */
	size_t cut;     /* elements at the depth cap */
	/* Of page_read_source(), else NULL: where the name of each element's tag stands in the
	 * source. */
	const char **starts;
	const char *source_end;
};

/* Read n bytes of UTF-8, which must outlive the page. Never fails. */
void page_read(struct page *p, const char *text, size_t n, struct arena *a);
/* The same, and remember where each tag stands, for those who need all its attributes. */
void page_read_source(struct page *p, const char *text, size_t n, struct arena *a);

/* The length of a tag's name; its attributes behind it, one by one; false behind the last, with *at
 * behind the '>'. */
struct raw_attribute {
	const char *name, *value; /* value: escaped */
	size_t n, len;
};
size_t markup_name(const char *at, const char *end);
bool markup_attribute(const char **at, const char *end, struct raw_attribute *out);

/* The attribute's raw value and length in *len, or NULL. */
const char *node_raw(const struct node *n, enum attribute_name name, size_t *len);
/* The attribute, unescaped and trimmed, in the arena; NULL when absent. */
const char *page_attribute(const struct page *p, uint32_t node, enum attribute_name name);
/* True when the attribute holds `word`, letter case ignored. */
bool node_attribute_has(const struct node *n, enum attribute_name name, const char *word);

/* The text of a node and what it holds, blanks folded, hidden text too but not that of scripts and
 * the like below it; NULL when empty. For small
 * elements: what stands behind the first PAGE_TEXT_NODES nodes is not read. */
enum { PAGE_TEXT_NODES = 500 };
const char *page_text(const struct page *p, uint32_t node);
/* The untouched text of a script or comment; "" when empty. */
const char *page_raw_text(const struct page *p, uint32_t node, size_t *len);

#endif
