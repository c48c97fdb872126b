/* odf.c - OpenDocument (ISO/IEC 26300): paragraphs, rows of tables and sheets by TAB. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/members.h"

enum { CELLS_APART = 60 };

struct odf {
	struct attachment_reading *r;
	bool cell; /* in a table: one line a row */
};

static bool
is_left_out(const xmlNode *n)
{
	static const char *const names[] = {"tracked-changes", "annotation", "annotation-end",
	    "note-citation", "forms", "scripts", "automatic-styles", "styles", "master-styles",
	    "font-face-decls", "settings", "meta", "binary-data", "ruby-text", "sequence-decls"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (part_is(n, names[i]))
			return true;
	return false;
}

/* Blanks of the markup count once, as in HTML; text_clean() folds them. */
static void
inline_read(struct odf *o, const xmlNode *n)
{
	struct buf *b = &o->r->text;
	for (; n && !buf_full(b); n = n->next) {
		if (n->type == XML_TEXT_NODE && n->content) {
			for (const char *s = (const char *)n->content; *s; s++)
				buf_addc(b, strchr("\r\n\t", *s) ? ' ' : *s);
			continue;
		}
		if (n->type != XML_ELEMENT_NODE || is_left_out(n))
			continue;
		if (part_is(n, "s") || part_is(n, "tab"))
			buf_addc(b, ' ');
		else if (part_is(n, "line-break"))
			buf_addc(b, o->cell ? ' ' : '\n');
		else
			inline_read(o, n->children);
	}
}

static void blocks_read(struct odf *o, const xmlNode *n);

static void
row_read(struct odf *o, const xmlNode *row)
{
	struct buf *b = &o->r->text;
	bool outer = o->cell;
	long apart = 0; /* empty cells are written when one with text follows */
	o->cell = true;
	for (const xmlNode *c = row->children; c; c = c->next) {
		if (!part_is(c, "table-cell") && !part_is(c, "covered-table-cell"))
			continue;
		const char *often = part_attribute(c, "number-columns-repeated", o->r->arena);
		size_t before = b->len;
		for (long k = 0; k < apart && k < CELLS_APART; k++)
			buf_addc(b, outer ? ' ' : '\t');
		size_t start = b->len;
		blocks_read(o, c->children);
		while (b->len > start && b->text[b->len - 1] == ' ')
			buf_cut(b, b->len - 1);
		if (b->len == start)
			buf_cut(b, before);
		else
			apart = 0;
		long n = often ? strtol(often, NULL, 10) : 1;
		apart += n > 0 && n < CELLS_APART ? n : 1;
	}
	o->cell = outer;
	buf_addc(b, outer ? ' ' : '\n');
}

static void
blocks_read(struct odf *o, const xmlNode *n)
{
	for (; n && !buf_full(&o->r->text); n = n->next) {
		if (n->type != XML_ELEMENT_NODE || is_left_out(n))
			continue;
		if (part_is(n, "p") || part_is(n, "h")) {
			inline_read(o, n->children);
			buf_addc(&o->r->text, o->cell ? ' ' : '\n');
		} else if (part_is(n, "table-row"))
			row_read(o, n);
		else
			blocks_read(o, n->children);
	}
}

void
odf_tree(struct attachment_reading *r, const xmlNode *root)
{
	struct odf o = {.r = r};
	blocks_read(&o, root);
}

void
odf_read(struct attachment_reading *r, const struct members *m)
{
	const struct member *manifest = member_named(m, "META-INF/manifest.xml");
	if (manifest && memmem(manifest->bytes, manifest->n, "encryption-data", 15)) {
		attachment_hold(r, "protected by a password");
		return;
	}
	xmlDoc *doc = member_xml(r, member_named(m, "content.xml"));
	if (doc)
		odf_tree(r, xmlDocGetRootElement(doc));
	else
		attachment_hold(r, "damaged: no OpenDocument content that can be read");
	xmlFreeDoc(doc);
}
