/* tree.h - building a page's tree from start tags, end tags and text, as they come. Implied end
 * tags follow the WHATWG tree construction rules where real pages depend on them; nothing is ever
 * moved to another place. */
#ifndef GEPPO_PARSE_EXTRACT_TREE_H
#define GEPPO_PARSE_EXTRACT_TREE_H

#include "base/caps.h"
#include "parse/extract/page.h"

struct tree {
	struct page *page;
	uint32_t open[CAP_DEPTH];
	uint8_t open_tag[CAP_DEPTH];
	uint32_t n_open;
	uint32_t count[TAG_COUNT];   /* open elements of each tag */
	uint32_t skipped[TAG_COUNT]; /* elements that were not opened: depth cap */
	uint32_t link;               /* the open link with an address, 0: none */
	uint32_t hidden;             /* depth of the outermost element not drawn, 0: none */
};

void tree_start(struct tree *t, struct page *p);
/* Attributes are copied to the arena. */
void tree_open(struct tree *t, enum tag tag, const struct attribute *attributes, size_t n);
void tree_close(struct tree *t, enum tag tag);
/* A run of text, or of a comment (TAG_COMMENT). */
void tree_text(struct tree *t, enum tag kind, const char *text, size_t n);
void tree_finish(struct tree *t);

#endif
