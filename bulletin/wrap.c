/* wrap.c - see wrap.h. A row is filled greedily; where it may end is asked between each pair of
 * characters. */
#include "bulletin/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* 行頭禁則 and 行末禁則. ASCII marks are in both worlds: "国務院(中国語)". */
static const char not_first[] = "、。，．・：；:;,.？！?!）)〕]］｝}〉》」』】〙〗’”»々〻ーゝゞヽヾ"
                                "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％%℃‰°′″";
static const char not_last[] = "（([［〔｛{〈《「『【〘〖‘“«★※";
static const char counters[] = "年月日時分号条項部件社市県省第次期回位本％";
static const char runs[] = "―…‥—";

/* A character with what the rules ask of it. */
struct glyph {
	int cp;
	size_t at, len;
	size_t width;
};

static bool
among(int cp, const char *set)
{
	char bytes[5] = "";
	bytes[utf8_encode((unsigned)cp, bytes)] = '\0';
	return cp > 0 && strstr(set, bytes) != NULL;
}

static bool
glyph_next(const char *s, size_t n, size_t at, struct glyph *g)
{
	if (at >= n)
		return false;
	g->at = at;
	g->cp = utf8_decode(s + at, n - at, &g->len);
	if (g->cp == UTF8_BAD)
		g->cp = 0xfffd;
	g->width = (size_t)utf8_width(g->cp);
	return true;
}

static bool
is_latin(int cp)
{
	return cp > 0x20 && cp < 0x2000 && utf8_width(cp) == 1;
}

static bool
is_digit(int cp)
{
	cp = utf8_fold_width(cp);
	return cp >= '0' && cp <= '9';
}

/* May a row end between these two? */
static bool
may_break(const struct glyph *a, const struct glyph *b)
{
	if (utf8_is_space(b->cp) || b->width == 0)
		return false;
	if (utf8_is_space(a->cp))
		return true;
	if (among(b->cp, not_first) || among(a->cp, not_last))
		return false;
	if (is_latin(a->cp) && is_latin(b->cp))
		return false;
	if (is_digit(a->cp) && (is_digit(b->cp) || among(b->cp, counters)))
		return false;
	return a->cp != b->cp || !among(a->cp, runs);
}

struct row {
	size_t from, end; /* bytes; end without trailing blanks */
	size_t next;      /* where the next row begins */
	size_t width;
};

/* An address is never cut: whoever copies it needs it whole. */
static bool
is_address(const char *s, size_t n)
{
	return memmem(s, n, "://", 3) != NULL;
}

/* Fill one row of at most `room` columns from `from`. */
static struct row
row_fill(const char *s, size_t n, size_t from, size_t room)
{
	struct row row = {.from = from, .end = from, .next = n}, fit = {0};
	struct glyph g, before = {0};
	bool breakable = false;
	for (size_t at = from; glyph_next(s, n, at, &g); at += g.len, before = g) {
		if (at > from && may_break(&before, &g)) {
			fit = row;
			fit.next = at;
			breakable = true;
		}
		if (utf8_is_space(g.cp)) {
			row.width += g.width;
			continue;
		}
		if (row.width + g.width > room && breakable)
			return fit;
		if (row.width + g.width > room && at > from && !is_address(s + from, n - from)) {
			row.next = at; /* nothing may break here: better cut than run on */
			return row;
		}
		row.width += g.width;
		row.end = at + g.len;
	}
	return row;
}

static void
indent(size_t width, struct buf *out)
{
	for (; width >= 2; width -= 2)
		buf_adds(out, "　");
	if (width)
		buf_addc(out, ' ');
}

static size_t
width_of(const char *s, size_t n)
{
	size_t width = 0;
	struct glyph g;
	for (size_t at = 0; glyph_next(s, n, at, &g); at += g.len)
		width += g.width;
	return width;
}

static size_t
skip_spaces(const char *s, size_t n, size_t at)
{
	struct glyph g;
	while (glyph_next(s, n, at, &g) && utf8_is_space(g.cp))
		at += g.len;
	return at;
}

/* Under a long head the text would stand in a narrow column: its later rows are only set in. */
enum { HANG_MOST = 24, SET_IN = 6 };

static void
wrap_hanging(
    const char *head, size_t n_head, const char *s, size_t n, size_t columns, struct buf *out)
{
	size_t used = width_of(head, n_head), from = 0;
	size_t hang = used <= HANG_MOST ? used : SET_IN;
	buf_add(out, head, n_head);
	do {
		struct row row = row_fill(s, n, from, columns - (from ? hang : used));
		buf_add(out, s + row.from, row.end - row.from);
		buf_addc(out, '\n');
		from = skip_spaces(s, n, row.next);
		if (from < n)
			indent(hang, out);
	} while (from < n);
}

/* A head that would take more than half of the row is no head: it is wrapped with its text. */
static void
wrap_headed(
    const char *head, size_t n_head, const char *s, size_t n, size_t columns, struct buf *out)
{
	if (width_of(head, n_head) <= columns / 2) {
		wrap_hanging(head, n_head, s, n, columns, out);
		return;
	}
	struct buf whole;
	buf_init(&whole, n_head + n);
	buf_add(&whole, head, n_head);
	buf_add(&whole, s, n);
	wrap_hanging("", 0, whole.text, whole.len, columns, out);
	buf_release(&whole);
}

static void
fill(const char *left, size_t n_left, const char *mark, size_t n_mark, const char *right,
    size_t n_right, size_t columns, struct buf *out)
{
	size_t used = width_of(left, n_left) + width_of(right, n_right);
	size_t each = width_of(mark, n_mark), room = used < columns ? columns - used : 0;
	buf_add(out, left, n_left);
	for (size_t i = 0; each > 0 && i < room / each; i++)
		buf_add(out, mark, n_mark);
	buf_add(out, right, n_right);
	buf_addc(out, '\n');
}

void
wrap_line(const char *line, size_t n, size_t columns, struct buf *out)
{
	const char *tab = memchr(line, '\t', n), *end = line + n;
	const char *second = tab ? memchr(tab + 1, '\t', (size_t)(end - tab - 1)) : NULL;
	if (second)
		fill(line, (size_t)(tab - line), tab + 1, (size_t)(second - tab - 1), second + 1,
		    (size_t)(end - second - 1), columns, out);
	else if (tab)
		wrap_headed(
		    line, (size_t)(tab - line), tab + 1, (size_t)(end - tab - 1), columns, out);
	else
		wrap_hanging("", 0, line, n, columns, out);
}

void
wrap_text(const char *text, size_t columns, struct buf *out)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		wrap_line(text, n, columns, out);
		text += n + (text[n] == '\n');
	}
}
