/* xlsx.c - XLSX (ECMA-376): the sheets that are shown, a line a row, cells by TAB. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "parse/attachment/cells.h"
#include "parse/attachment/members.h"

enum { CELLS_APART = 60, FORMAT_IDS = 65536, CELL_TEXT = 128 * 1024, SHEETS_MOST = 1000 };

struct xlsx {
	struct attachment_reading *r;
	const struct members *m;
	const char **strings;
	size_t n_strings, room;
	cell_format *formats;
	size_t n_formats, formats_room;
	bool from_1904;
	const char *book; /* its path */
};

/* The texts of a string, without the reading aids of Japanese. */
static void
text_collect(const xmlNode *n, struct buf *b, struct arena *a)
{
	for (; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || part_is(n, "rPh"))
			continue;
		if (part_is(n, "t"))
			buf_adds(b, part_text(n, a));
		else
			text_collect(n->children, b, a);
	}
}

static const char *
string_of(const xmlNode *n, struct arena *a)
{
	struct buf b;
	buf_init(&b, CELL_TEXT);
	text_collect(n->children, &b, a);
	for (char *c = b.text; *c; c++)
		*c = *c == '\n' || *c == '\t' || *c == '\r' ? ' ' : *c;
	char *text = arena_strn(a, b.text, b.len);
	buf_release(&b);
	return text;
}

static const struct member *
beside(const struct xlsx *x, const char *name)
{
	const char *path = member_path(x->book, name, x->r->arena);
	return path ? member_named(x->m, path) : NULL;
}

static void
strings_read(struct xlsx *x)
{
	xmlDoc *doc = member_xml(x->r, beside(x, "sharedStrings.xml"));
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	for (const xmlNode *s = root ? root->children : NULL; s; s = s->next) {
		if (!part_is(s, "si"))
			continue;
		x->strings = arena_grow(x->r->arena, x->strings, x->n_strings, x->n_strings + 1,
		    &x->room, sizeof *x->strings);
		x->strings[x->n_strings++] = string_of(s, x->r->arena);
	}
	xmlFreeDoc(doc);
}

/* Formats that the file defines, by id. */
static cell_format *
formats_read(const xmlNode *formats, struct arena *a)
{
	cell_format *of = arena_zalloc(a, FORMAT_IDS, sizeof *of);
	for (long id = 0; id < FORMAT_IDS; id++)
		of[id] = cell_format_known(id);
	for (const xmlNode *f = formats ? formats->children : NULL; f; f = f->next) {
		const char *mine = part_is(f, "numFmt") ? part_attribute(f, "numFmtId", a) : NULL;
		long id = mine ? strtol(mine, NULL, 10) : -1;
		if (id >= 0 && id < FORMAT_IDS)
			of[id] = cell_format_of(part_attribute(f, "formatCode", a));
	}
	return of;
}

static void
styles_read(struct xlsx *x)
{
	xmlDoc *doc = member_xml(x->r, beside(x, "styles.xml"));
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	const xmlNode *cells = part_child(root, "cellXfs");
	const cell_format *of = formats_read(part_child(root, "numFmts"), x->r->arena);
	for (const xmlNode *c = cells ? cells->children : NULL; c; c = c->next) {
		if (!part_is(c, "xf") || x->n_formats >= FORMAT_IDS)
			continue;
		const char *id = part_attribute(c, "numFmtId", x->r->arena);
		x->formats = arena_grow(x->r->arena, x->formats, x->n_formats, x->n_formats + 1,
		    &x->formats_room, sizeof *x->formats);
		long number = id ? strtol(id, NULL, 10) : 0;
		x->formats[x->n_formats++] = number >= 0 && number < FORMAT_IDS ? of[number] : 0;
	}
	xmlFreeDoc(doc);
}

static void
number_write(struct xlsx *x, const char *v, const char *style, struct buf *b)
{
	size_t s = style ? strtoul(style, NULL, 10) : 0;
	cell_format format = s < x->n_formats ? x->formats[s] : 0;
	if (format != 0 || strchr(v, '.') || strpbrk(v, "eE"))
		cell_number(b, strtod(v, NULL), format, x->from_1904);
	else
		buf_adds(b, v);
}

static void
cell_write(struct xlsx *x, const xmlNode *cell, struct buf *b)
{
	struct arena *a = x->r->arena;
	const char *type = part_attribute(cell, "t", a);
	const char *v = part_text(part_child(cell, "v"), a);
	if (type && strcmp(type, "inlineStr") == 0) {
		const xmlNode *is = part_child(cell, "is");
		buf_adds(b, is ? string_of(is, a) : "");
	} else if (type && strcmp(type, "s") == 0) {
		size_t i = strtoul(v, NULL, 10);
		buf_adds(b, *v && i < x->n_strings ? x->strings[i] : "");
	} else if (type && strcmp(type, "b") == 0)
		buf_adds(b, *v == '1' ? "TRUE" : "FALSE");
	else if (type && strcmp(type, "d") == 0)
		buf_addf(b, "%.*s", (int)strcspn(v, "T"), v);
	else if (type && (strcmp(type, "str") == 0 || strcmp(type, "e") == 0))
		buf_adds(b, v);
	else if (*v)
		number_write(x, v, part_attribute(cell, "s", a), b);
}

/* "BC12": the column, from 0; -1: none. */
static long
column_of(const char *ref)
{
	long c = 0;
	for (; ref && *ref >= 'A' && *ref <= 'Z' && c < 100000; ref++)
		c = c * 26 + (*ref - 'A' + 1);
	return c - 1;
}

static void
row_write(struct xlsx *x, const xmlNode *row)
{
	struct buf line;
	long last = -1;
	bool any = false;
	buf_init(&line, CAP_BODY);
	for (const xmlNode *c = row->children; c; c = c->next) {
		if (!part_is(c, "c"))
			continue;
		long column = column_of(part_attribute(c, "r", x->r->arena));
		if (column <= last)
			column = last + 1;
		long apart = column - (last < 0 ? 0 : last);
		for (long k = 0; k < apart && k < CELLS_APART; k++)
			buf_addc(&line, '\t');
		last = column;
		size_t before = line.len;
		cell_write(x, c, &line);
		any |= line.len > before;
	}
	while (line.len > 0 && line.text[line.len - 1] == '\t')
		buf_cut(&line, line.len - 1);
	if (any) {
		buf_add(&x->r->text, line.text, line.len);
		buf_addc(&x->r->text, '\n');
	}
	buf_release(&line);
}

static void
sheet_read(struct xlsx *x, const char *name, const char *path)
{
	xmlDoc *doc = path ? member_xml(x->r, member_named(x->m, path)) : NULL;
	const xmlNode *data = doc ? part_child(xmlDocGetRootElement(doc), "sheetData") : NULL;
	size_t before = x->r->text.len;
	if (doc == NULL)
		buf_addf(&x->r->notes, "xlsx: sheet %s cannot be read\n", name);
	for (const xmlNode *row = data ? data->children : NULL; row && !buf_full(&x->r->text);
	     row = row->next)
		if (part_is(row, "row"))
			row_write(x, row);
	if (x->r->text.len > before)
		buf_addc(&x->r->text, '\n');
	xmlFreeDoc(doc);
}

/* The relation's id: "id" of another namespace; sheetId has another name. */
static void
sheets_read(struct xlsx *x, const xmlNode *workbook, const xmlDoc *rels)
{
	const xmlNode *sheets = part_child(workbook, "sheets");
	struct arena *a = x->r->arena;
	size_t n = 0;
	for (const xmlNode *s = sheets ? sheets->children : NULL; s; s = s->next) {
		if (!part_is(s, "sheet"))
			continue;
		if (++n > SHEETS_MOST) {
			buf_addf(&x->r->notes, "xlsx: sheets beyond %d left out\n", SHEETS_MOST);
			return;
		}
		const char *name = part_attribute(s, "name", a),
		           *state = part_attribute(s, "state", a);
		if (state && strcmp(state, "visible") != 0)
			buf_addf(
			    &x->r->notes, "xlsx: hidden sheet %s left out\n", name ? name : "");
		else
			sheet_read(x, name ? name : "",
			    relation_target(x->book, rels, part_attribute(s, "id", a), a));
	}
}

void
xlsx_read(struct attachment_reading *r, const struct members *m)
{
	const char *main = package_main(r, m);
	struct xlsx x = {.r = r, .m = m, .book = main ? main : "xl/workbook.xml"};
	xmlDoc *book = member_xml(r, member_named(m, x.book));
	xmlDoc *rels = relations_of(r, m, x.book);
	const xmlNode *root = book ? xmlDocGetRootElement(book) : NULL;
	const xmlNode *properties = part_child(root, "workbookPr");
	const char *epoch = properties ? part_attribute(properties, "date1904", r->arena) : NULL;
	x.from_1904 = epoch && (*epoch == '1' || *epoch == 't');
	strings_read(&x);
	styles_read(&x);
	if (root)
		sheets_read(&x, root, rels);
	else
		attachment_hold(r, "damaged: no Excel workbook that can be read");
	xmlFreeDoc(book);
	xmlFreeDoc(rels);
}
