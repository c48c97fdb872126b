/* doc.c - Word 97 to 2003 ([MS-DOC]), WPS as well: the text by its pieces, rows of tables by the
 * marks of their paragraphs, deleted and hidden text left out; notes and text boxes follow. Word 6
 * and 95: the text alone. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/attachment.h"
#include "parse/attachment/cfb.h"
#include "parse/attachment/doclist.h"
#include "parse/attachment/running.h"

enum { WORD_97 = 0xc1, ENCRYPTED = 0x100, TABLE_1 = 0x200, COMPLEX = 4 };
enum { PAGE = 512, MOST = 1000 * 1000 }; /* ranges, pieces */

enum mark { MARK_TABLE = 1, MARK_ROW_END = 2, MARK_GONE = 4 };

/* Bytes of the stream from..to have these marks. */
struct range {
	uint32_t from, to;
	unsigned marks;
	struct doclist_place place; /* of a paragraph */
};

struct ranges {
	struct range *list;
	size_t n, room;
};

struct piece {
	uint32_t from, to; /* characters */
	uint32_t at;       /* byte of the first */
	bool wide;
};

struct doc {
	struct attachment_reading *r;
	struct span_of_bytes main, table;
	struct piece *pieces;
	size_t n_pieces, pieces_room;
	struct ranges paragraphs, characters;
	struct doclists *lists;
	bool begun;   /* a paragraph: its number is written */
	size_t skips; /* fields whose instruction is being passed over */
	unsigned high;
	size_t gone;
	size_t units; /* read: pieces may overlap */
};

static unsigned
marks_of(struct span_of_bytes properties)
{
	unsigned marks = 0;
	for (size_t at = 0; at + 3 <= properties.n; at += 2 + doc_operand_size(properties, at)) {
		bool on = u8_at(properties, at + 2) == 1;
		switch (u16_at(properties, at)) {
		case 0x2416: /* in a table */
			marks |= on ? MARK_TABLE : 0;
			break;
		case 0x2417: /* end of a row */
			marks |= on ? MARK_ROW_END : 0;
			break;
		case 0x0800: /* deleted, being tracked */
		case 0x083c: /* hidden */
			marks |= on ? MARK_GONE : 0;
			break;
		}
	}
	return marks;
}

/* The properties that entry i of a page of them points to; a paragraph's style. */
static struct span_of_bytes
properties_of(struct span_of_bytes page, size_t n, size_t i, bool paragraphs, unsigned *style)
{
	size_t at = 2 * (size_t)u8_at(page, 4 * (n + 1) + i * (paragraphs ? 13 : 1)), size;
	if (at == 0)
		return (struct span_of_bytes){0};
	if (!paragraphs)
		size = u8_at(page, at++);
	else {
		size = u8_at(page, at++);
		size = size ? 2 * size - 1 : 2 * (size_t)u8_at(page, at++);
		*style = u16_at(page, at);
		at += 2;
		size = size > 2 ? size - 2 : 0;
	}
	if (at > page.n)
		return (struct span_of_bytes){0};
	return (struct span_of_bytes){page.at + at, size < page.n - at ? size : page.n - at};
}

static void
page_read(struct doc *d, struct ranges *to, uint32_t number, bool paragraphs)
{
	size_t at = (size_t)number * PAGE;
	if (at + PAGE > d->main.n)
		return;
	struct span_of_bytes page = {d->main.at + at, PAGE};
	size_t n = u8_at(page, PAGE - 1);
	if (4 * (n + 1) + n >= PAGE)
		return;
	for (size_t i = 0; i < n; i++) {
		unsigned style = 0;
		struct span_of_bytes p = properties_of(page, n, i, paragraphs, &style);
		struct range r = {.from = u32_at(page, 4 * i),
		    .to = u32_at(page, 4 * (i + 1)),
		    .marks = marks_of(p)};
		if (paragraphs) {
			r.place = doclist_style(d->lists, style);
			doclist_properties(p, &r.place);
		}
		if ((r.marks == 0 && r.place.list <= 0) || r.to <= r.from || to->n >= MOST)
			continue;
		to->list = arena_grow(
		    d->r->arena, to->list, to->n, to->n + 1, &to->room, sizeof *to->list);
		to->list[to->n++] = r;
	}
}

static int
by_start(const void *a, const void *b)
{
	const struct range *x = a, *y = b;
	return (x->from > y->from) - (x->from < y->from);
}

/* A table of pages in the table stream, named at `fib` of the header. */
static void
ranges_read(struct doc *d, struct ranges *to, size_t fib, bool paragraphs)
{
	size_t at = u32_at(d->main, fib), size = u32_at(d->main, fib + 4);
	size_t n = size > 4 ? (size - 4) / 8 : 0, most = d->main.n / PAGE + 1;
	for (size_t i = 0; i < n && i < most && at + 4 * (n + 1) + 4 * i < d->table.n; i++)
		page_read(d, to, u32_at(d->table, at + 4 * (n + 1) + 4 * i), paragraphs);
	if (to->n > 0)
		qsort(to->list, to->n, sizeof *to->list, by_start);
}

static const struct range *
range_at(const struct ranges *r, uint32_t at)
{
	size_t low = 0, high = r->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (r->list[middle].from <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && at < r->list[low - 1].to ? &r->list[low - 1] : NULL;
}

static unsigned
marks_at(const struct ranges *r, uint32_t at)
{
	const struct range *found = range_at(r, at);
	return found ? found->marks : 0;
}

static void
pieces_add(struct doc *d, size_t at, size_t size)
{
	size_t n = size > 4 ? (size - 4) / 12 : 0;
	for (size_t i = 0; i < n && at + 4 * (n + 1) + 8 * i + 8 <= d->table.n; i++) {
		uint32_t fc = u32_at(d->table, at + 4 * (n + 1) + 8 * i + 2);
		struct piece p = {.from = u32_at(d->table, at + 4 * i),
		    .to = u32_at(d->table, at + 4 * (i + 1)),
		    .wide = !(fc & 0x40000000)};
		p.at = p.wide ? fc : (fc & ~0x40000000u) / 2;
		if (p.to <= p.from || d->n_pieces >= MOST)
			continue;
		d->pieces = arena_grow(d->r->arena, d->pieces, d->n_pieces, d->n_pieces + 1,
		    &d->pieces_room, sizeof p);
		d->pieces[d->n_pieces++] = p;
	}
}

static void
pieces_read(struct doc *d)
{
	size_t at = u32_at(d->main, 0x1a2), end = at + u32_at(d->main, 0x1a6);
	while (at < end && at < d->table.n && u8_at(d->table, at) == 1)
		at += 3 + u16_at(d->table, at + 1);
	if (at < end && u8_at(d->table, at) == 2)
		pieces_add(d, at + 5, u32_at(d->table, at + 1));
}

/* Windows-1252 above 0x7f, as pieces of one byte a character are written. */
static unsigned
narrow_unit(unsigned byte)
{
	static const uint16_t c1[] = {0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	    0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d,
	    0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178};
	return byte >= 0x80 && byte < 0xa0 ? c1[byte - 0x80] : byte;
}

static void
paragraph_begin(struct doc *d, uint32_t at)
{
	const struct range *p = range_at(&d->paragraphs, at);
	d->begun = true;
	if (p && !(p->marks & MARK_ROW_END))
		doclists_next(d->lists, p->place, &d->r->text);
}

/* The last paragraph of a cell, a cell, a row. */
static void
paragraph_end(struct doc *d, unsigned unit, uint32_t at)
{
	struct buf *b = &d->r->text;
	d->begun = false;
	unsigned marks = marks_at(&d->paragraphs, at);
	if (marks & MARK_ROW_END) {
		while (b->len > 0 && strchr("\t ", b->text[b->len - 1]))
			buf_cut(b, b->len - 1);
		buf_addc(b, '\n');
	} else if (unit == 7) {
		while (b->len > 0 && b->text[b->len - 1] == ' ')
			buf_cut(b, b->len - 1);
		buf_addc(b, '\t');
	} else
		buf_addc(b, marks & MARK_TABLE ? ' ' : '\n');
}

static void
letter_add(struct doc *d, unsigned unit)
{
	struct buf *b = &d->r->text;
	if (unit >= 0xd800 && unit < 0xdc00)
		d->high = unit;
	else if (unit >= 0xdc00 && unit < 0xe000 && d->high)
		buf_addu(b, 0x10000 + ((d->high - 0xd800) << 10) + (unit - 0xdc00));
	else if (unit == 0x1e)
		buf_addc(b, '-');
	else if (unit == 9 || unit == 0xa0)
		buf_addc(b, ' ');
	else if (unit >= 32)
		buf_addu(b, unit);
}

static void
unit_read(struct doc *d, unsigned unit, uint32_t at)
{
	enum { FIELD = 0x13, FIELD_RESULT = 0x14, FIELD_END = 0x15 };
	if (marks_at(&d->characters, at) & MARK_GONE) {
		d->gone++;
		if (unit != 13 && unit != 7)
			return;
	}
	if (!d->begun)
		paragraph_begin(d, at);
	if (unit == FIELD)
		d->skips++;
	else if (unit == FIELD_RESULT && d->skips > 0)
		d->skips--;
	else if (unit == FIELD_END)
		d->skips = d->skips > 0 && d->skips - 1;
	else if (unit == 13 || unit == 7)
		paragraph_end(d, unit, at);
	else if (unit == 11 || unit == 12 || unit == 14)
		buf_addc(&d->r->text, marks_at(&d->paragraphs, at) & MARK_TABLE ? ' ' : '\n');
	else if (d->skips == 0)
		letter_add(d, unit);
}

/* Characters from..to of the document's running count. */
static void
characters_read(struct doc *d, uint32_t from, uint32_t to)
{
	d->skips = 0;
	d->begun = false;
	for (size_t i = 0; i < d->n_pieces && !buf_full(&d->r->text); i++) {
		const struct piece *p = &d->pieces[i];
		uint32_t begin = p->from > from ? p->from : from, end = p->to < to ? p->to : to;
		for (uint32_t c = begin; c < end && !buf_full(&d->r->text); c++) {
			uint32_t step = p->wide ? 2 : 1, at = p->at + (c - p->from) * step;
			if (at >= d->main.n || d->units++ > 2 * d->main.n)
				return;
			unit_read(
			    d, p->wide ? u16_at(d->main, at) : narrow_unit(u8_at(d->main, at)), at);
		}
	}
}

/* The texts of the document, by the order in which they stand. */
enum {
	PART_MAIN,
	PART_NOTES,
	PART_EDGES,
	PART_MACROS,
	PART_REMARKS,
	PART_ENDNOTES,
	PART_BOXES,
	PARTS
};

/* Heads and feet of pages: six texts that divide notes, then six a section. */
static void
edges_read(struct doc *d, uint32_t from, struct running *running, bool red)
{
	enum { FIB_EDGES = 0xf2, TEXTS_MOST = 600 };
	/* Of even pages, of others, of the first; heads, then feet. */
	static const bool wanted[] = {false, true, false, true, true, true};
	size_t at = u32_at(d->main, FIB_EDGES), n = u32_at(d->main, FIB_EDGES + 4) / 4;
	for (size_t i = 6; i + 1 < n && i < TEXTS_MOST; i++) {
		uint32_t begin = u32_at(d->table, at + 4 * i),
		         end = u32_at(d->table, at + 4 * i + 4);
		if (!wanted[i % 6] || end <= begin || end > UINT32_MAX - from)
			continue;
		size_t before = d->r->text.len;
		characters_read(d, from + begin, from + end);
		running_keep(running, &d->r->text, before, red);
	}
}

/* The red head; the main text; then notes, endnotes and text boxes, other heads and feet. */
static void
parts_read(struct doc *d)
{
	static const size_t fib[PARTS] = {0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64};
	static const int order[] = {PART_MAIN, PART_NOTES, PART_ENDNOTES, PART_BOXES};
	struct running running = {0};
	uint32_t from[PARTS + 1] = {0};
	for (size_t i = 0; i < PARTS; i++) {
		uint32_t n = u32_at(d->main, fib[i]);
		from[i + 1] = from[i] + (n > UINT32_MAX - from[i] ? 0 : n);
	}
	edges_read(d, from[PART_EDGES], &running, true);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		characters_read(d, from[order[i]], from[order[i] + 1]);
	edges_read(d, from[PART_EDGES], &running, false);
}

/* Word 6 and 95: characters of the code page, one after the other. */
static void
old_read(struct doc *d)
{
	size_t from = u32_at(d->main, 0x18), to = u32_at(d->main, 0x1c);
	struct decoded text;
	if (u16_at(d->main, 10) & COMPLEX || from >= to || to > d->main.n) {
		attachment_hold(d->r, "a Word 6 file saved in pieces is not read");
		return;
	}
	if (!extractor_decode(
	        d->r->extractor, "gb18030", d->main.at + from, to - from, d->r->arena, &text))
		return;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.text[i];
		if (c == '\r' || c == '\f' || c == '\v')
			buf_addc(&d->r->text, '\n');
		else if (c == '\a')
			buf_addc(&d->r->text, '\t');
		else if ((unsigned char)c >= 32 || c == '\t')
			buf_addc(&d->r->text, c);
	}
}

void
doc_read(struct attachment_reading *r, const struct cfb *c)
{
	struct doc d = {.r = r};
	if (!cfb_stream(c, "WordDocument", &d.main) || d.main.n < 0x1aa) {
		attachment_hold(r, "damaged: no Word document that can be read");
		return;
	}
	unsigned flags = u16_at(d.main, 10);
	if (flags & ENCRYPTED)
		attachment_hold(r, "protected by a password");
	else if (u16_at(d.main, 2) < WORD_97)
		old_read(&d);
	else if (!cfb_stream(c, flags & TABLE_1 ? "1Table" : "0Table", &d.table))
		attachment_hold(r, "damaged: a Word document without its table of pieces");
	else {
		d.lists = doclists_read(d.main, d.table, r->arena);
		pieces_read(&d);
		ranges_read(&d, &d.characters, 0xfa, false);
		ranges_read(&d, &d.paragraphs, 0x102, true);
		parts_read(&d);
		if (d.gone > 0)
			buf_addf(
			    &r->notes, "doc: %zu characters deleted or hidden left out\n", d.gone);
	}
}
