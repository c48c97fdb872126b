/* docx.c - DOCX (ECMA-376): heads of pages, paragraphs with their numbers, tables as rows of cells,
 * boxes, notes; what was deleted or hidden is left out, and instructions of fields. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/members.h"
#include "parse/attachment/numbering.h"
#include "parse/attachment/running.h"
#include "parse/attachment/symbol.h"

enum { BOXES_MOST = 64, FIELDS_DEEP = 64, SECTIONS_MOST = 100 };

struct docx {
	struct attachment_reading *r;
	struct numbering *numbering; /* NULL: lists are not known */
	const xmlNode *box[BOXES_MOST];
	size_t n_boxes; /* of the paragraph being read: they follow it */
	bool cell;      /* in a table: one line a row */
	bool instruction[FIELDS_DEEP];
	size_t fields; /* that have begun; of those deeper than one, only results are text */
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
is_on(const xmlNode *n, struct arena *a)
{
	const char *value = n ? part_attribute(n, "val", a) : NULL;
	return n && !(value && strchr("0fo", value[0]) && strcmp(value, "on") != 0);
}

static void
field_mark(struct docx *d, const xmlNode *n)
{
	const char *type = part_attribute(n, "fldCharType", d->r->arena);
	if (type == NULL)
		return;
	if (strcmp(type, "begin") == 0) {
		if (d->fields < FIELDS_DEEP)
			d->instruction[d->fields] = true;
		d->fields++;
	} else if (d->fields > 0 && strcmp(type, "end") == 0)
		d->fields--;
	else if (d->fields > 0 && d->fields <= FIELDS_DEEP)
		d->instruction[d->fields - 1] = false;
}

/* What a field in the instruction of another one gives is for that one. */
static bool
is_instruction(const struct docx *d)
{
	for (size_t i = 0; i + 1 < d->fields && i < FIELDS_DEEP; i++)
		if (d->instruction[i])
			return true;
	return false;
}

static void
symbol_read(struct docx *d, const xmlNode *n)
{
	const char *font = part_attribute(n, "font", d->r->arena),
	           *code = part_attribute(n, "char", d->r->arena);
	unsigned long cp = code ? strtoul(code, NULL, 16) : 0;
	const char *text = symbol_text(font ? font : "", (unsigned)(cp & 0xffff));
	buf_adds(&d->r->text, text);
}

/* WordArt keeps its text in an attribute; what lies behind every page is no text of it. */
static void
art_read(struct docx *d, const xmlNode *n)
{
	const char *text = part_attribute(n, "string", d->r->arena),
	           *id = n->parent ? part_attribute(n->parent, "id", d->r->arena) : NULL;
	if (text && !(id && strstr(id, "WaterMark")))
		buf_addf(&d->r->text, "%s%c", text, d->cell ? ' ' : '\n');
}

/* One element of a line; false: it is a frame around others. */
static bool
piece_read(struct docx *d, const xmlNode *n)
{
	struct buf *b = &d->r->text;
	if (part_is(n, "r") && is_on(part_child(part_child(n, "rPr"), "vanish"), d->r->arena))
		d->hidden++;
	else if (part_is(n, "t"))
		buf_adds(b, is_instruction(d) ? "" : part_text(n, d->r->arena));
	else if (part_is(n, "tab") || part_is(n, "ptab"))
		buf_addc(b, ' ');
	else if (part_is(n, "br") || part_is(n, "cr"))
		buf_addc(b, d->cell ? ' ' : '\n');
	else if (part_is(n, "noBreakHyphen"))
		buf_addc(b, '-');
	else if (part_is(n, "sym"))
		symbol_read(d, n);
	else if (part_is(n, "fldChar"))
		field_mark(d, n);
	else if (part_is(n, "textpath"))
		art_read(d, n);
	else if (part_is(n, "txbxContent") && d->n_boxes < BOXES_MOST)
		d->box[d->n_boxes++] = n;
	else
		return false;
	return true;
}

static void
inline_read(struct docx *d, const xmlNode *n)
{
	for (; n && !buf_full(&d->r->text); n = n->next)
		if (n->type == XML_ELEMENT_NODE && !is_left_out(n) && !piece_read(d, n))
			inline_read(d, n->children);
}

/* A paragraph whose mark was deleted runs on into the next one. */
static void
paragraph_read(struct docx *d, const xmlNode *p)
{
	const xmlNode *properties = part_child(p, "pPr"), *mark = part_child(properties, "rPr");
	bool runs_on = part_child(mark, "del") || part_child(mark, "moveFrom");
	struct buf *b = &d->r->text;
	const xmlNode *box[BOXES_MOST];
	size_t before = d->n_boxes;
	if (d->numbering && !runs_on)
		numbering_next(d->numbering, properties);
	d->n_boxes = 0;
	inline_read(d, p->children);
	size_t n = d->n_boxes;
	memcpy(box, d->box, sizeof box);
	if (!runs_on)
		buf_addc(b, d->cell ? ' ' : '\n');
	for (size_t i = 0; i < n; i++)
		blocks_read(d, box[i]->children);
	d->n_boxes = before;
}

/* A cell that goes on from the row above shows nothing of its own. */
static bool
is_covered(const xmlNode *cell, struct arena *a)
{
	const xmlNode *merge = part_child(part_child(cell, "tcPr"), "vMerge");
	const char *value = merge ? part_attribute(merge, "val", a) : NULL;
	return merge && !(value && strcmp(value, "restart") == 0);
}

static void
row_read(struct docx *d, const xmlNode *row)
{
	bool outer = d->cell, first = true;
	if (part_child(part_child(row, "trPr"), "del"))
		return;
	d->cell = true;
	for (const xmlNode *c = row->children; c; c = c->next) {
		const xmlNode *cell =
		    part_is(c, "sdt") ? part_child(part_child(c, "sdtContent"), "tc") : c;
		if (cell == NULL || !part_is(cell, "tc"))
			continue;
		if (!first)
			buf_addc(&d->r->text, outer ? ' ' : '\t');
		first = false;
		if (!is_covered(cell, d->r->arena))
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
		if (part_is(n, "p"))
			paragraph_read(d, n);
		else if (part_is(n, "tr"))
			row_read(d, n);
		else
			blocks_read(d, n->children);
	}
}

static void
tree_read(struct docx *d, const xmlDoc *doc)
{
	blocks_read(d, xmlDocGetRootElement(doc));
	d->fields = 0;
}

static bool
part_read(struct docx *d, const struct members *m, const char *name)
{
	xmlDoc *doc = member_xml(d->r, member_named(m, name));
	if (doc == NULL)
		return false;
	tree_read(d, doc);
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

/* A word document and what stands around its text. */
struct word {
	struct docx d;
	const struct members *m;
	const char *main;
	xmlDoc *doc, *relations;
	struct running running; /* lines of heads and feet that were written */
	size_t sections;
};

/* The head (or foot) that every page of a section has, or its first one. */
static void
edges_of(struct word *w, const xmlNode *section, const char *which, bool red)
{
	struct arena *a = w->d.r->arena;
	bool first = is_on(part_child(section, "titlePg"), a);
	for (const xmlNode *n = section->children; n; n = n->next) {
		const char *type = part_is(n, which) ? part_attribute(n, "type", a) : NULL;
		if (type == NULL || strcmp(type, "even") == 0 || (*type == 'f' && !first))
			continue;
		const char *path =
		    relation_target(w->main, w->relations, part_attribute(n, "id", a), a);
		size_t before = w->d.r->text.len;
		if (path && part_read(&w->d, w->m, path))
			running_keep(&w->running, &w->d.r->text, before, red);
	}
}

static void
sections_read(struct word *w, const char *which, bool red)
{
	const xmlNode *body = part_child(xmlDocGetRootElement(w->doc), "body");
	w->sections = 0;
	for (const xmlNode *n = body ? body->children : NULL; n; n = n->next) {
		const xmlNode *section =
		    part_is(n, "sectPr") ? n : part_child(part_child(n, "pPr"), "sectPr");
		if (section && ++w->sections <= SECTIONS_MOST)
			edges_of(w, section, which, red);
	}
}

static void
notes_read(struct word *w)
{
	static const char *const notes[] = {"footnotes.xml", "endnotes.xml"};
	for (size_t i = 0; i < 2; i++) {
		const char *path = member_path(w->main, notes[i], w->d.r->arena);
		if (path && member_named(w->m, path))
			part_read(&w->d, w->m, path);
	}
}

void
docx_read(struct attachment_reading *r, const struct members *m)
{
	const char *main = package_main(r, m);
	struct word w = {.d = {.r = r}, .m = m, .main = main ? main : "word/document.xml"};
	title_read(r, m);
	w.doc = member_xml(r, member_named(m, w.main));
	if (w.doc) {
		w.relations = relations_of(r, m, w.main);
		sections_read(&w, "headerReference", true);
		w.d.numbering = numbering_read(r, m, w.main);
		tree_read(&w.d, w.doc);
		if (w.d.hidden > 0)
			buf_addf(&r->notes, "docx: %zu hidden runs of text left out\n", w.d.hidden);
		w.d.hidden = 0;
		w.d.numbering = NULL;
		notes_read(&w);
		sections_read(&w, "headerReference", false);
		sections_read(&w, "footerReference", false);
	} else
		attachment_hold(r, "damaged: no Word document that can be read");
	xmlFreeDoc(w.doc);
	xmlFreeDoc(w.relations);
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
