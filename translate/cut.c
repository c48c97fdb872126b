/* cut.c - see cut.h. */
#include "translate/cut.h"

#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/digest.h"
#include "base/utf8.h"

enum { LONG_SENTENCE = 60, HEADING = 40 };

/* A line as characters, with the byte each begins at. */
struct line {
	const char *text;
	int *cp;
	size_t *at;
	size_t n;
};

static bool
among(int cp, const char *set)
{
	size_t len;
	for (; *set; set += len)
		if (utf8_decode(set, strlen(set), &len) == cp)
			return true;
	return false;
}

static bool
has_han(const char *text)
{
	size_t len;
	for (size_t n = strlen(text); n > 0; text += len, n -= len)
		if (utf8_is_han(utf8_decode(text, n, &len)))
			return true;
	return false;
}

static void
add(struct cutting *c, const char *kind, const char *place, const char *text, size_t n)
{
	size_t len;
	while (n > 0 && utf8_is_space(utf8_decode(text, n, &len))) {
		text += len;
		n -= len;
	}
	for (size_t end = n; n > 0; n = end) {
		do
			end--;
		while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80);
		if (!utf8_is_space(utf8_decode(text + end, n - end, &len)))
			break;
	}
	if (n == 0)
		return;
	c->segments =
	    arena_grow(c->memory, c->segments, c->n, c->n + 1, &c->room, sizeof *c->segments);
	const char *source = arena_strn(c->memory, text, n);
	c->segments[c->n++] = (struct segment){.paragraph = c->paragraph,
	    .kind = kind,
	    .place = place,
	    .source = source,
	    .fixed = !has_han(source)};
}

void
cut_whole(struct cutting *c, const char *kind, const char *place, const char *text)
{
	add(c, kind, place, text, strlen(text));
	c->paragraph++;
}

static struct line
line_read(const char *text, size_t n, struct arena *a)
{
	struct line l = {.text = text,
	    .cp = arena_zalloc(a, n + 1, sizeof(int)),
	    .at = arena_zalloc(a, n + 1, sizeof(size_t))};
	for (size_t i = 0, len; i < n; i += len) {
		l.at[l.n] = i;
		l.cp[l.n++] = utf8_decode(text + i, n - i, &len);
	}
	l.at[l.n] = n;
	return l;
}

/* 一、 （一） 1. 1、 (1) ① 第一章 第一条 at the head of a line. */
static bool
numbered(const struct line *l)
{
	size_t i = 0;
	if (l->n == 0)
		return false;
	if (l->cp[0] >= 0x2460 && l->cp[0] <= 0x249B)
		return true;
	bool bracket = among(l->cp[0], "（("), ordinal = l->cp[0] == 0x7B2C;
	i += bracket || ordinal;
	size_t from = i;
	while (i < l->n && i < from + 5 && among(l->cp[i], "0123456789一二三四五六七八九十百零"))
		i++;
	if (i == from || i >= l->n)
		return false;
	return bracket   ? among(l->cp[i], "）)")
	       : ordinal ? among(l->cp[i], "章节条篇部")
	                 : among(l->cp[i], "、．.") &&
	                       (i + 1 >= l->n || !among(l->cp[i + 1], "0123456789"));
}

static bool
goes_on(int cp)
{
	return among(cp, "的等、，；：,）)") || (cp >= 'a' && cp <= 'z');
}

/* The sentence that begins at `from`, up to its full stop, has more than 60 characters. */
static bool
is_long(const struct line *l, size_t from, size_t i)
{
	while (i < l->n && !among(l->cp[i], "。！？"))
		i++;
	return i + (i < l->n) - from > LONG_SENTENCE;
}

/* Where the sentence that has a mark at i ends (one past it and its closers), or 0: no end here. */
static size_t
sentence_end(const struct line *l, size_t i, size_t from, int depth, bool list)
{
	int cp = l->cp[i];
	if (cp == 0xFF1B ? depth > 0 || (!list && !is_long(l, from, i)) : !among(cp, "。！？!?"))
		return 0;
	size_t end = i + 1;
	while (end < l->n && among(l->cp[end], "。！？!?"))
		end++;
	size_t closers = end;
	while (end < l->n && among(l->cp[end], "”’」』》〉）】)\""))
		end++;
	if (end > closers && end < l->n && goes_on(l->cp[end]))
		return 0;
	if ((cp == '?' || cp == '!') && end < l->n && l->cp[end] < 0x80 && l->cp[end] != ' ')
		return 0; /* inside an address */
	return end;
}

static void
cut_sentences(struct cutting *c, const char *place, const char *text, size_t n)
{
	struct line l = line_read(text, n, c->memory);
	bool list = numbered(&l), ended = false;
	size_t from = 0, sentence = 0, first = c->n;
	int depth = 0;
	for (size_t i = 0; i < l.n;) {
		size_t end = sentence_end(&l, i, sentence, depth, list);
		depth += among(l.cp[i], "（(“‘「『《");
		depth -= depth > 0 && among(l.cp[i], "）)”’」』》");
		if (end == 0) {
			i++;
			continue;
		}
		for (size_t k = i + 1; k < end; k++)
			depth -= depth > 0 && among(l.cp[k], "）)”’」』》");
		add(c, "text", place, text + l.at[from], l.at[end] - l.at[from]);
		ended = true;
		if (l.cp[i] != 0xFF1B)
			sentence = end;
		from = i = end;
	}
	add(c, "text", place, text + l.at[from], n - l.at[from]);
	if (!ended && list && l.n <= HEADING && c->n == first + 1)
		c->segments[first].kind = "heading";
}

static void
cut_cells(struct cutting *c, const char *place, const char *text, size_t n)
{
	for (size_t cell; n > 0;) {
		const char *tab = memchr(text, '\t', n);
		cell = tab ? (size_t)(tab - text) : n;
		add(c, "cell", place, text, cell);
		cell += tab != NULL;
		text += cell;
		n -= cell;
	}
}

void
cut_text(struct cutting *c, const char *place, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		size_t before = c->n;
		if (memchr(text, '\t', n))
			cut_cells(c, place, text, n);
		else
			cut_sentences(c, place, text, n);
		c->paragraph += c->n > before;
		text += n + (text[n] == '\n');
	}
}

const char *
cut_digest(const struct segment *g, size_t n, struct arena *a)
{
	struct buf b;
	char *hex = arena_alloc(a, 65);
	buf_init(&b, CAP_PAGE);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s\t%s\n", g[i].kind, g[i].source);
	sha256_hex(b.text, b.len, hex);
	buf_release(&b);
	return hex;
}

/* The old segment nearest in place that is most like it, of those whose source is gone. */
static int
former_of(
    const struct segment *g, size_t i, const struct segment *old, size_t n_old, const bool *used)
{
	enum { NEAR = 60, LEAST = 50 };
	int best = LEAST - 1, n = 0;
	size_t from = i > NEAR ? i - NEAR : 0;
	for (size_t k = from; k < n_old && k <= i + NEAR; k++) {
		int score = used[k] ? 0 : leverage_score(g->source, old[k].source, best + 1);
		if (score > best) {
			best = score;
			n = old[k].n;
		}
	}
	return n;
}

void
cut_number(struct segment *g, size_t n, const struct segment *old, size_t n_old, int last)
{
	struct arena a = {0};
	bool *used = arena_zalloc(&a, n_old + 1, sizeof *used);
	for (size_t i = 0, k = 0; i < n; i++) {
		size_t tried = 0;
		for (; tried < n_old; tried++) { /* mostly the next one */
			size_t at = (k + tried) % n_old;
			if (!used[at] && strcmp(old[at].source, g[i].source) == 0) {
				used[at] = true;
				g[i].n = old[at].n;
				g[i].former = old[at].former;
				k = at + 1;
				break;
			}
		}
	}
	for (size_t i = 0; i < n; i++)
		if (g[i].n == 0) {
			g[i].former = former_of(&g[i], i, old, n_old, used);
			g[i].n = ++last;
		}
	arena_release(&a);
}
