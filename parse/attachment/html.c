/* html.c - an HTML file as a whole: all that a visitor reads of it, rows of tables by TAB. */
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/attachment.h"
#include "parse/extract/lines.h"

/* The nearest element of that kind around a node, or 0. */
static uint32_t
around(const struct page *p, uint32_t node, enum tag one, enum tag other)
{
	for (; node > 0; node = p->nodes[node].parent)
		if (p->nodes[node].tag == one || p->nodes[node].tag == other)
			return node;
	return 0;
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
	uint32_t row = 0, cell = 0;
	r->type = "html";
	page_read(&page, text, n, r->arena);
	lines_read(&lines, &page);
	if (r->title == NULL)
		r->title = title_of(&page);
	for (size_t i = 0; i < lines.n; i++) {
		const struct line *l = &lines.line[i];
		if (l->hidden || around(&page, l->first, TAG_TITLE, TAG_TITLE))
			continue;
		uint32_t its_row = around(&page, l->first, TAG_TR, TAG_TR);
		uint32_t its_cell = around(&page, l->first, TAG_TD, TAG_TH);
		if (r->text.len > 0)
			buf_addc(&r->text, its_row == 0 || its_row != row ? '\n'
			                   : its_cell == cell             ? ' '
			                                                  : '\t');
		buf_add(&r->text, l->text, l->len);
		row = its_row;
		cell = its_cell;
	}
	if (page.dropped)
		buf_addf(
		    &r->notes, "html: %zu nodes beyond %d left out\n", page.dropped, CAP_NODES);
	if (r->text.len == 0)
		attachment_hold(r, "a page without text");
}
