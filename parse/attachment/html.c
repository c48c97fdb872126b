/* html.c - an HTML file as a whole: all that a visitor reads of it, rows of tables by TAB. */
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/attachment.h"
#include "parse/extract/lines.h"

struct place {
	uint32_t row, cell; /* the nearest around it, 0: none */
	bool title;
};

static struct place
place_of(const struct page *p, uint32_t node)
{
	struct place at = {0};
	for (; node > 0 && p->nodes[node].tag != TAG_TABLE; node = p->nodes[node].parent) {
		enum tag tag = p->nodes[node].tag;
		if (at.cell == 0 && (tag == TAG_TD || tag == TAG_TH))
			at.cell = node;
		else if (at.row == 0 && tag == TAG_TR)
			at.row = node;
		at.title |= tag == TAG_TITLE;
	}
	return at;
}

static const char *
title_of(const struct page *p)
{
	for (uint32_t i = 0; i < p->n_nodes; i++)
		if (p->nodes[i].tag == TAG_TITLE)
			return page_text(p, i);
	return NULL;
}

void
html_read(struct attachment_reading *r, const char *text, size_t n)
{
	struct page page = {0};
	struct lines lines = {0};
	struct place before = {0};
	r->type = "html";
	page_read(&page, text, n, r->arena);
	lines_read(&lines, &page);
	if (r->title == NULL)
		r->title = title_of(&page);
	for (size_t i = 0; i < lines.n; i++) {
		const struct line *l = &lines.line[i];
		struct place at = l->hidden ? before : place_of(&page, l->first);
		if (l->hidden || at.title)
			continue;
		if (r->text.len > 0)
			buf_addc(&r->text, at.row == 0 || at.row != before.row ? '\n'
			                   : at.cell == before.cell            ? ' '
			                                                       : '\t');
		buf_add(&r->text, l->text, l->len);
		before = at;
	}
	if (page.dropped)
		buf_addf(
		    &r->notes, "html: %zu nodes beyond %d left out\n", page.dropped, CAP_NODES);
	if (r->text.len == 0)
		attachment_hold(r, "a page without text");
}
