/* docx.c - DOCX (ECMA-376): paragraphs, tables as rows of cells, notes; deleted text left out. */
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/members.h"

struct docx {
	struct attachment_reading *r;
	bool cell; /* in a table: one line a row */
};

static void blocks_read(struct docx *d, const xmlNode *n);

/* Text that was taken out, or stands a second time for older programs. */
static bool
is_left_out(const xmlNode *n)
{
	static const char *const names[] = {
	    "del", "moveFrom", "Fallback", "delText", "instrText", "pPr", "rPr", "sectPr", "tblPr"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (part_is(n, names[i]))
			return true;
	return false;
}

static void
inline_read(struct docx *d, const xmlNode *n)
{
	struct buf *b = &d->r->text;
	for (; n && !buf_full(b); n = n->next) {
		if (n->type != XML_ELEMENT_NODE || is_left_out(n))
			continue;
		if (part_is(n, "t"))
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
	return true;
}

void
docx_read(struct attachment_reading *r, const struct members *m)
{
	struct docx d = {.r = r};
	static const char *const notes[] = {"word/footnotes.xml", "word/endnotes.xml"};
	const char *main = "word/document.xml";
	for (size_t i = 0; i < m->n && !member_named(m, main); i++)
		if (strncmp(m->list[i].name, "word/document", 13) == 0)
			main = m->list[i].name;
	xmlDoc *core = member_xml(r, member_named(m, "docProps/core.xml"));
	if (core) {
		const char *title =
		    part_text(part_child(xmlDocGetRootElement(core), "title"), r->arena);
		r->title = *title ? title : NULL;
	}
	xmlFreeDoc(core);
	if (!part_read(&d, m, main))
		attachment_hold(r, "a Word file without a document that can be read");
	for (size_t i = 0; i < 2; i++)
		if (member_named(m, notes[i]))
			part_read(&d, m, notes[i]);
}
