/* docx.c - DOCX (ECMA-376): paragraphs, tables as rows of cells, notes; deleted text left out. */
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/members.h"

struct docx {
	struct attachment_reading *r;
	bool cell;     /* in a table: one line a row */
	size_t hidden; /* runs */
};

static void blocks_read(struct docx *d, const xmlNode *n);

/* Text that was taken out, or stands a second time for older programs. */
static bool
is_left_out(const xmlNode *n)
{
	static const char *const names[] = {"del", "moveFrom", "Fallback", "delText", "instrText",
	    "pPr", "rPr", "sectPr", "tblPr", "rt"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (part_is(n, names[i]))
			return true;
	return false;
}

static bool
is_hidden(const struct docx *d, const xmlNode *run)
{
	const xmlNode *vanish = part_child(part_child(run, "rPr"), "vanish");
	const char *value = vanish ? part_attribute(vanish, "val", d->r->arena) : NULL;
	return vanish && !(value && strchr("0fo", value[0]) && strcmp(value, "on") != 0);
}

static void
inline_read(struct docx *d, const xmlNode *n)
{
	struct buf *b = &d->r->text;
	for (; n && !buf_full(b); n = n->next) {
		if (n->type != XML_ELEMENT_NODE || is_left_out(n))
			continue;
		if (part_is(n, "r") && is_hidden(d, n))
			d->hidden++;
		else if (part_is(n, "t"))
			buf_adds(b, part_text(n, d->r->arena));
		else if (part_is(n, "tab"))
			buf_addc(b, ' ');
		else if (part_is(n, "br") || part_is(n, "cr"))
			buf_addc(b, d->cell ? ' ' : '\n');
		else if (part_is(n, "noBreakHyphen"))
			buf_addc(b, '-');
		else if (part_is(n, "txbxContent")) {
			buf_addc(b, d->cell ? ' ' : '\n');
			blocks_read(d, n->children);
		} else
			inline_read(d, n->children);
	}
}

static void
row_read(struct docx *d, const xmlNode *row)
{
	bool outer = d->cell, first = true;
	d->cell = true;
	for (const xmlNode *c = row->children; c; c = c->next) {
		const xmlNode *cell =
		    part_is(c, "sdt") ? part_child(part_child(c, "sdtContent"), "tc") : c;
		if (cell == NULL || !part_is(cell, "tc"))
			continue;
		if (!first)
			buf_addc(&d->r->text, outer ? ' ' : '\t');
		first = false;
		blocks_read(d, cell->children);
		while (d->r->text.len > 0 && d->r->text.text[d->r->text.len - 1] == ' ')
			buf_cut(&d->r->text, d->r->text.len - 1);
	}
	d->cell = outer;
	buf_addc(&d->r->text, outer ? ' ' : '\n');
}

static void
blocks_read(struct docx *d, const xmlNode *n)
{
	for (; n && !buf_full(&d->r->text); n = n->next) {
		if (n->type != XML_ELEMENT_NODE || is_left_out(n))
			continue;
		if (part_is(n, "p")) {
			inline_read(d, n->children);
			buf_addc(&d->r->text, d->cell ? ' ' : '\n');
		} else if (part_is(n, "tr"))
			row_read(d, n);
		else
			blocks_read(d, n->children);
	}
}

static bool
part_read(struct docx *d, const struct members *m, const char *name)
{
	xmlDoc *doc = member_xml(d->r, member_named(m, name));
	if (doc == NULL)
		return false;
	blocks_read(d, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	if (d->hidden > 0)
		buf_addf(&d->r->notes, "docx: %zu hidden runs of text left out\n", d->hidden);
	d->hidden = 0;
	return true;
}

void
docx_tree(struct attachment_reading *r, const xmlNode *root)
{
	struct docx d = {.r = r};
	if (root)
		blocks_read(&d, root->children);
}

static void
title_read(struct attachment_reading *r, const struct members *m)
{
	xmlDoc *core = member_xml(r, member_named(m, "docProps/core.xml"));
	if (core == NULL)
		return;
	const char *title = part_text(part_child(xmlDocGetRootElement(core), "title"), r->arena);
	r->title = *title ? title : NULL;
	xmlFreeDoc(core);
}

void
docx_read(struct attachment_reading *r, const struct members *m)
{
	struct docx d = {.r = r};
	static const char *const notes[] = {"footnotes.xml", "endnotes.xml"};
	const char *main = package_main(r, m);
	if (main == NULL)
		main = "word/document.xml";
	title_read(r, m);
	if (!part_read(&d, m, main))
		attachment_hold(r, "damaged: no Word document that can be read");
	for (size_t i = 0; i < 2; i++) {
		const char *path = member_path(main, notes[i], r->arena);
		if (path && member_named(m, path))
			part_read(&d, m, path);
	}
}

void
pptx_read(struct attachment_reading *r, const struct members *m)
{
	struct docx d = {.r = r};
	title_read(r, m);
	for (int i = 1; i <= CAP_PAGES_OF_FILE; i++) {
		const char *path = arena_printf(r->arena, "ppt/slides/slide%d.xml", i);
		if (member_named(m, path) == NULL)
			break;
		part_read(&d, m, path);
	}
}
