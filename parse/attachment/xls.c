/* xls.c - Excel 5 to 2003 ([MS-XLS], BIFF5 and BIFF8): the sheets that are shown, a line a row,
 * cells by TAB. */
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/attachment.h"
#include "parse/attachment/cells.h"
#include "parse/attachment/cfb.h"

enum {
	R_FORMULA = 0x006,
	R_EOF = 0x00a,
	R_DATEMODE = 0x022,
	R_FILEPASS = 0x02f,
	R_CONTINUE = 0x03c,
	R_CODEPAGE = 0x042,
	R_BOUNDSHEET = 0x085,
	R_MULRK = 0x0bd,
	R_RSTRING = 0x0d6,
	R_XF = 0x0e0,
	R_SST = 0x0fc,
	R_LABELSST = 0x0fd,
	R_NUMBER = 0x203,
	R_LABEL = 0x204,
	R_BOOLERR = 0x205,
	R_STRING = 0x207,
	R_RK = 0x27e,
	R_FORMAT = 0x41e,
	R_BOF = 0x809
};

enum {
	CELLS_APART = 60,
	CELLS_MOST = 2 * 1000 * 1000,
	STRINGS_MOST = 2 * 1000 * 1000,
	RECORDS_MOST = 20 * 1000 * 1000,
	FORMAT_IDS = 65536,
	CELL_TEXT = 128 * 1024,
	BIFF8 = 0x600
};

struct cell {
	unsigned row, column;
	size_t order;
	const char *text;
};

struct record {
	unsigned type;
	struct span_of_bytes data;
	size_t next; /* where the one behind it begins */
};

struct xls {
	struct attachment_reading *r;
	struct span_of_bytes book;
	bool wide, from_1904, locked;
	unsigned code_page;
	const char **strings;
	size_t n_strings, strings_room;
	cell_format *formats; /* of each number format's id */
	size_t records;       /* looked at, over all sheets */
	unsigned *xf;         /* number format of each cell format */
	size_t n_xf, xf_room;
	struct cell *cells;
	size_t n_cells, cells_room;
};

static bool
record_at(const struct xls *x, size_t at, struct record *out)
{
	if (at + 4 > x->book.n)
		return false;
	size_t n = u16_at(x->book, at + 2), left = x->book.n - at - 4;
	*out = (struct record){.type = u16_at(x->book, at),
	    .data = {x->book.at + at + 4, n < left ? n : left},
	    .next = at + 4 + n};
	return true;
}

/* Text that goes on in CONTINUE records. */
struct cursor {
	const struct xls *x;
	struct record now;
	size_t at;
	bool over;
};

static void
cursor_more(struct cursor *c)
{
	struct record next;
	while (!c->over && c->at >= c->now.data.n) {
		if (!record_at(c->x, c->now.next, &next) || next.type != R_CONTINUE)
			c->over = true;
		else {
			c->now = next;
			c->at = 0;
		}
	}
}

static unsigned
cursor_byte(struct cursor *c)
{
	cursor_more(c);
	return c->over ? 0 : u8_at(c->now.data, c->at++);
}

static unsigned
cursor_number(struct cursor *c, int bytes)
{
	unsigned v = 0;
	for (int i = 0; i < bytes; i++)
		v |= cursor_byte(c) << (8 * i);
	return v;
}

static void
cursor_skip(struct cursor *c, size_t n)
{
	while (n > 0 && !c->over) {
		cursor_more(c);
		size_t left = c->over ? 0 : c->now.data.n - c->at, take = left < n ? left : n;
		c->at += take;
		n -= take;
	}
}

/* A control character would break the row. */
static void
unit_add(struct buf *b, unsigned unit, unsigned *high)
{
	unsigned cp = unit;
	if (unit >= 0xd800 && unit < 0xdc00) {
		*high = unit;
		return;
	}
	if (unit >= 0xdc00 && unit < 0xe000 && *high)
		cp = 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00);
	*high = 0;
	buf_addu(b, cp < 32 ? ' ' : cp);
}

/* n characters; at the start of every further record it is said again how wide they are. */
static void
cursor_text(struct cursor *c, size_t n, bool wide, struct buf *b)
{
	unsigned high = 0;
	for (size_t i = 0; i < n && !c->over; i++) {
		if (c->at >= c->now.data.n) {
			cursor_more(c);
			wide = cursor_byte(c) & 1;
		}
		unsigned unit = wide ? cursor_number(c, 2) : cursor_byte(c);
		if (!c->over)
			unit_add(b, unit, &high);
	}
}

/* A string of BIFF8 behind its length: flags, characters, then runs and reading aids. */
static const char *
string_read(struct cursor *c, size_t n)
{
	struct buf b;
	buf_init(&b, CELL_TEXT);
	unsigned flags = cursor_byte(c);
	size_t runs = flags & 8 ? cursor_number(c, 2) : 0;
	size_t aids = flags & 4 ? cursor_number(c, 4) : 0;
	cursor_text(c, n, flags & 1, &b);
	cursor_skip(c, 4 * runs + aids);
	const char *text = arena_strn(c->x->r->arena, b.text, b.len);
	buf_release(&b);
	return text;
}

static void
strings_read(struct xls *x, const struct record *r)
{
	struct cursor c = {.x = x, .now = *r, .at = 8};
	size_t n = u32_at(r->data, 4);
	for (size_t i = 0; i < n && i < STRINGS_MOST && !c.over; i++) {
		size_t length = cursor_number(&c, 2);
		const char *text = c.over ? "" : string_read(&c, length);
		x->strings = arena_grow(x->r->arena, x->strings, x->n_strings, x->n_strings + 1,
		    &x->strings_room, sizeof *x->strings);
		x->strings[x->n_strings++] = text;
	}
}

/* Bytes of BIFF5 in the code page of the file. */
static const char *
bytes_text(const struct xls *x, struct span_of_bytes s)
{
	const char *charset = x->code_page == 950    ? "big5"
	                      : x->code_page == 932  ? "shift_jis"
	                      : x->code_page == 949  ? "euc-kr"
	                      : x->code_page == 1252 ? "windows-1252"
	                                             : "gb18030";
	struct decoded d;
	if (s.n == 0 || !extractor_decode(x->r->extractor, charset, s.at, s.n, x->r->arena, &d))
		return "";
	char *text = arena_strn(x->r->arena, d.text, d.n);
	for (char *c = text; *c; c++)
		*c = (unsigned char)*c < 32 ? ' ' : *c;
	return text;
}

/* A string with its 2-byte length at `at` of a record. */
static const char *
label_text(const struct xls *x, const struct record *r, size_t at)
{
	size_t n = u16_at(r->data, at), left = r->data.n > at + 2 ? r->data.n - at - 2 : 0;
	if (x->wide) {
		struct cursor c = {.x = x, .now = *r, .at = at + 2};
		return string_read(&c, n);
	}
	return bytes_text(x, (struct span_of_bytes){r->data.at + at + 2, n < left ? n : left});
}

static void
format_add(struct xls *x, const struct record *r)
{
	const char *code = x->wide ? label_text(x, r, 2)
	                           : bytes_text(x, (struct span_of_bytes){r->data.at + 3,
	                                               r->data.n > 3 ? r->data.n - 3 : 0});
	x->formats[u16_at(r->data, 0)] = cell_format_of(code);
}

static void
xf_add(struct xls *x, const struct record *r)
{
	x->xf = arena_grow(x->r->arena, x->xf, x->n_xf, x->n_xf + 1, &x->xf_room, sizeof *x->xf);
	x->xf[x->n_xf++] = u16_at(r->data, 2);
}

static const char *
number_text(const struct xls *x, double d, unsigned xf)
{
	cell_format format = x->formats[xf < x->n_xf ? x->xf[xf] : 0];
	struct buf b;
	buf_init(&b, 64);
	cell_number(&b, d, format, x->from_1904);
	const char *text = arena_strn(x->r->arena, b.text, b.len);
	buf_release(&b);
	return text;
}

static double
double_at(struct span_of_bytes s, size_t at)
{
	uint64_t bits = u32_at(s, at) | (uint64_t)u32_at(s, at + 4) << 32;
	double d;
	memcpy(&d, &bits, sizeof d);
	return d;
}

/* 30 bits of a double or of an integer, perhaps a hundred times too much. */
static double
rk_number(uint32_t rk)
{
	uint64_t bits = (uint64_t)(rk & ~(uint32_t)3) << 32;
	double d = (double)((int32_t)rk >> 2);
	if ((rk & 2) == 0)
		memcpy(&d, &bits, sizeof d);
	return rk & 1 ? d / 100 : d;
}

static void
cell_add(struct xls *x, unsigned row, unsigned column, const char *text)
{
	if (x->n_cells >= CELLS_MOST)
		return;
	x->cells = arena_grow(
	    x->r->arena, x->cells, x->n_cells, x->n_cells + 1, &x->cells_room, sizeof *x->cells);
	x->cells[x->n_cells] =
	    (struct cell){.row = row, .column = column, .order = x->n_cells, .text = text};
	x->n_cells++;
}

static void
formula_add(struct xls *x, const struct record *r, unsigned row, unsigned column)
{
	const char *text = "";
	if (u16_at(r->data, 12) != 0xffff)
		text = number_text(x, double_at(r->data, 6), u16_at(r->data, 4));
	else if (u8_at(r->data, 6) == 1)
		text = u8_at(r->data, 8) ? "TRUE" : "FALSE";
	cell_add(x, row, column, text);
}

static void
cells_read(struct xls *x, const struct record *r)
{
	unsigned row = u16_at(r->data, 0), column = u16_at(r->data, 2), xf = u16_at(r->data, 4);
	size_t string = u32_at(r->data, 6);
	if (r->type == R_LABELSST)
		cell_add(x, row, column, string < x->n_strings ? x->strings[string] : "");
	else if (r->type == R_LABEL || r->type == R_RSTRING)
		cell_add(x, row, column, label_text(x, r, 6));
	else if (r->type == R_NUMBER)
		cell_add(x, row, column, number_text(x, double_at(r->data, 6), xf));
	else if (r->type == R_RK)
		cell_add(x, row, column, number_text(x, rk_number(u32_at(r->data, 6)), xf));
	else if (r->type == R_MULRK)
		for (size_t at = 4; at + 8 <= r->data.n; at += 6)
			cell_add(x, row, column++,
			    number_text(
			        x, rk_number(u32_at(r->data, at + 2)), u16_at(r->data, at)));
	else if (r->type == R_BOOLERR && u8_at(r->data, 7) == 0)
		cell_add(x, row, column, u8_at(r->data, 6) ? "TRUE" : "FALSE");
	else if (r->type == R_FORMULA)
		formula_add(x, r, row, column);
	else if (r->type == R_STRING && x->n_cells > 0)
		x->cells[x->n_cells - 1].text = label_text(x, r, 0);
}

static int
by_place(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static void
cells_write(struct xls *x)
{
	struct buf *b = &x->r->text;
	if (x->n_cells > 0)
		qsort(x->cells, x->n_cells, sizeof *x->cells, by_place);
	for (size_t i = 0; i < x->n_cells;) {
		size_t start = b->len, kept = start;
		unsigned row = x->cells[i].row, last = 0;
		for (; i < x->n_cells && x->cells[i].row == row; i++) {
			const struct cell *c = &x->cells[i];
			unsigned apart = c->column - last;
			for (unsigned k = 0; k < apart && k < CELLS_APART; k++)
				buf_addc(b, '\t');
			last = c->column;
			buf_adds(b, c->text);
			if (c->text[0])
				kept = b->len;
		}
		buf_cut(b, kept < b->len ? kept : b->len);
		if (kept > start)
			buf_addc(b, '\n');
	}
	x->n_cells = 0;
}

/* Records from `at` to the end of the part. */
static void
part_read(struct xls *x, size_t at, void (*take)(struct xls *x, const struct record *r))
{
	struct record r;
	size_t deep = 0;
	for (; record_at(x, at, &r); at = r.next) {
		if (++x->records > RECORDS_MOST)
			return;
		if (r.type == R_BOF)
			deep++;
		else if (r.type == R_EOF && deep <= 1)
			return;
		else if (r.type == R_EOF)
			deep--;
		else if (deep <= 1)
			take(x, &r);
	}
}

static void
global_take(struct xls *x, const struct record *r)
{
	if (r->type == R_FILEPASS)
		x->locked = true;
	if (x->locked)
		return;
	if (r->type == R_CODEPAGE)
		x->code_page = u16_at(r->data, 0);
	else if (r->type == R_DATEMODE)
		x->from_1904 = u16_at(r->data, 0) == 1;
	else if (r->type == R_FORMAT)
		format_add(x, r);
	else if (r->type == R_XF)
		xf_add(x, r);
	else if (r->type == R_SST)
		strings_read(x, r);
}

static void
sheet_take(struct xls *x, const struct record *r)
{
	struct record first;
	if (r->type != R_BOUNDSHEET)
		return;
	size_t at = u32_at(r->data, 0);
	if (u8_at(r->data, 4) & 3)
		buf_addf(&x->r->notes, "xls: a hidden sheet left out\n");
	else if (u8_at(r->data, 5) != 0)
		return; /* a chart, a macro */
	else if (!record_at(x, at, &first) || first.type != R_BOF)
		buf_addf(&x->r->notes, "xls: a sheet cannot be read\n");
	else {
		size_t before = x->r->text.len;
		part_read(x, at, cells_read);
		cells_write(x);
		if (x->r->text.len > before)
			buf_addc(&x->r->text, '\n');
	}
}

void
xls_read(struct attachment_reading *r, struct span_of_bytes book)
{
	struct xls x = {.r = r, .book = book, .code_page = 936};
	struct record first;
	x.formats = arena_zalloc(r->arena, FORMAT_IDS, sizeof *x.formats);
	for (long id = 0; id < FORMAT_IDS; id++)
		x.formats[id] = cell_format_known(id);
	if (!record_at(&x, 0, &first) || first.type != R_BOF) {
		attachment_hold(r, "damaged: no Excel workbook that can be read");
		return;
	}
	x.wide = u16_at(first.data, 0) >= BIFF8;
	part_read(&x, 0, global_take);
	if (x.locked)
		attachment_hold(r, "protected by a password");
	else
		part_read(&x, 0, sheet_take);
}
