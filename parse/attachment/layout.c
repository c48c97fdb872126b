/* layout.c - see layout.h. */
#include "parse/attachment/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* In heights of a letter: from where on a gap is a blank, a blank between Latin words, a cell. */
static const double gap_blank = 0.4, gap_latin = 0.1, gap_cell = 1.2;

enum { RUNS_MOST = 200 * 1000 };

struct line {
	struct run *run;
	size_t n;
	double x, end, y, size;
	bool row; /* of several cells */
};

struct lines {
	struct line *line;
	size_t n;
};

void
runs_add(struct runs *all, struct arena *a, struct run run, const char *text, size_t n)
{
	if (n == 0)
		return;
	if (all->n >= RUNS_MOST) {
		all->dropped++;
		return;
	}
	all->run = arena_grow(a, all->run, all->n, all->n + 1, &all->room, sizeof run);
	run.text = arena_strn(a, text, n);
	run.order = all->n;
	all->run[all->n++] = run;
}

static int
by_height(const void *x, const void *y)
{
	const struct run *a = x, *b = y;
	return a->y != b->y ? (a->y > b->y) - (a->y < b->y)
	                    : (a->order > b->order) - (a->order < b->order);
}

static int
by_left(const void *x, const void *y)
{
	const struct run *a = x, *b = y;
	return a->x != b->x ? (a->x > b->x) - (a->x < b->x)
	                    : (a->order > b->order) - (a->order < b->order);
}

static void
line_measure(struct line *l)
{
	l->x = l->run[0].x;
	l->y = l->run[0].y;
	l->size = 0;
	l->end = -INFINITY;
	l->row = false;
	for (size_t i = 0; i < l->n; i++) {
		l->row |= i > 0 && l->run[i].x - l->end > l->run[i].size * gap_cell;
		l->end = fmax(l->end, l->run[i].end);
		l->size = fmax(l->size, l->run[i].size);
	}
}

/* Runs sorted into lines; room for as many as there are runs. */
static struct lines
lines_of(struct run *run, size_t n)
{
	struct lines all = {.line = calloc(n + 1, sizeof *all.line)};
	qsort(run, n, sizeof *run, by_height);
	for (size_t i = 0, next; i < n && all.line; i = next) {
		double most = run[i].size;
		for (next = i + 1; next < n && run[next].y - run[i].y < most * 0.5; next++)
			most = fmax(most, run[next].size);
		qsort(run + i, next - i, sizeof *run, by_left);
		struct line *l = &all.line[all.n++];
		*l = (struct line){.run = run + i, .n = next - i};
		line_measure(l);
	}
	return all;
}

static bool
is_latin(unsigned char c)
{
	return c < 0x80 && c > ' ';
}

static void
line_write(struct layout *to, const struct line *l)
{
	struct buf *b = to->b;
	for (size_t i = 0; i < l->n; i++) {
		const struct run *run = &l->run[i];
		double gap = i ? run->x - run[-1].end : 0;
		bool latin = i && run[-1].text[0] && is_latin((unsigned char)run->text[0]) &&
		             is_latin((unsigned char)run[-1].text[strlen(run[-1].text) - 1]);
		if (gap > run->size * gap_cell)
			buf_addc(b, '\t');
		else if (gap > run->size * (latin ? gap_latin : gap_blank) &&
		         (latin || !to->guessed))
			buf_addc(b, ' ');
		buf_adds(b, run->text);
	}
}

/* "3", "- 3 -", "— 3 —" alone. */
static bool
is_page_number(const struct line *l)
{
	size_t digits = 0;
	for (size_t i = 0; i < l->n; i++)
		for (const char *s = l->run[i].text; *s;) {
			size_t len, n = strlen(s);
			int cp = utf8_decode(s, n, &len);
			if (cp >= '0' && cp <= '9')
				digits++;
			else if (cp != '-' && cp != 0x2014 && cp != 0x2013 && cp != 0x2015 &&
			         cp != 0xb7 && !utf8_is_space(cp))
				return false;
			s += len;
		}
	return digits > 0 && digits < 5 && !l->row;
}

/* A full line of running text, which a paragraph may go on from. */
static bool
is_full(const struct line *l, double right)
{
	return !l->row && l->end > right - l->size * 2 && l->end - l->x > l->size * 8;
}

static bool
continues(const struct layout *to, const struct line *before, const struct line *l, double left)
{
	return to->open && !l->row && fabs(to->size - l->size) < l->size * 0.2 &&
	       l->x < left + l->size * 0.8 && (!before || l->y - before->y < l->size * 3);
}

static void
column_write(struct layout *to, const struct line *line, size_t n)
{
	double left = INFINITY, right = -INFINITY;
	for (size_t i = 0; i < n; i++) {
		left = fmin(left, line[i].x);
		right = fmax(right, line[i].end);
	}
	for (size_t i = 0; i < n; i++) {
		if (to->b->len > 0 && !continues(to, i ? &line[i - 1] : NULL, &line[i], left))
			buf_addc(to->b, '\n');
		line_write(to, &line[i]);
		to->open = is_full(&line[i], right);
		to->size = line[i].size;
	}
}

/* Runs of a line on one side of x; both sides when it crosses. */
static void
sides_of(const struct line *l, double x, double *left, double *right, bool *crosses)
{
	*left = *right = 0;
	*crosses = false;
	for (size_t i = 0; i < l->n; i++) {
		const struct run *run = &l->run[i];
		if (run->end <= x)
			*left += run->end - run->x;
		else if (run->x >= x)
			*right += run->end - run->x;
		else
			*crosses = true;
	}
}

/* The middle between two columns of running text, or 0: at least eight lines on either side that
 * fill it, and few lines across. */
static double
gutter_of(const struct lines *all, double left, double right)
{
	for (int step = 40; step <= 60; step++) {
		double x = left + (right - left) * step / 100, a, b;
		size_t lefts = 0, rights = 0, full_left = 0, full_right = 0, across = 0;
		for (size_t i = 0; i < all->n; i++) {
			bool crosses;
			sides_of(&all->line[i], x, &a, &b, &crosses);
			across += crosses;
			lefts += !crosses && a > 0;
			rights += !crosses && b > 0;
			full_left += !crosses && a > (x - left) * 0.75;
			full_right += !crosses && b > (right - x) * 0.75;
		}
		if (full_left >= 8 && full_right >= 8 && full_left * 10 >= lefts * 6 &&
		    full_right * 10 >= rights * 6 && across * 4 <= lefts)
			return x;
	}
	return 0;
}

/* The runs of some lines left of x, then those right of it, each as a column of its own. */
static void
halves_write(struct layout *to, const struct line *line, size_t n, double x)
{
	for (int half = 0; half < 2; half++) {
		struct runs side = {0};
		for (size_t i = 0; i < n; i++)
			side.room += line[i].n;
		side.run = calloc(side.room + 1, sizeof *side.run);
		for (size_t i = 0; i < n && side.run; i++)
			for (size_t k = 0; k < line[i].n; k++)
				if ((line[i].run[k].x >= x) == half)
					side.run[side.n++] = line[i].run[k];
		struct lines lines = lines_of(side.run, side.n);
		column_write(to, lines.line, lines.n);
		free(lines.line);
		free(side.run);
	}
}

static void
columns_write(struct layout *to, const struct lines *all, double x)
{
	for (size_t i = 0, next; i < all->n; i = next) {
		double a, b;
		bool across, other;
		sides_of(&all->line[i], x, &a, &b, &across);
		for (next = i + 1; next < all->n; next++) {
			sides_of(&all->line[next], x, &a, &b, &other);
			if (other != across)
				break;
		}
		if (across)
			column_write(to, all->line + i, next - i);
		else
			halves_write(to, all->line + i, next - i, x);
	}
}

void
layout_page(struct layout *to, struct runs *runs)
{
	double left = INFINITY, right = -INFINITY;
	if (runs->n == 0)
		return;
	struct lines all = lines_of(runs->run, runs->n), whole = all;
	if (all.n > 1 && is_page_number(&all.line[all.n - 1]))
		all.n--;
	if (all.n > 1 && is_page_number(&all.line[0])) {
		all.line++;
		all.n--;
	}
	for (size_t i = 0; i < all.n; i++) {
		left = fmin(left, all.line[i].x);
		right = fmax(right, all.line[i].end);
	}
	double x = all.n >= 8 ? gutter_of(&all, left, right) : 0;
	if (x > 0)
		columns_write(to, &all, x);
	else
		column_write(to, all.line, all.n);
	free(whole.line);
}

void
layout_end(struct layout *to)
{
	if (to->b->len > 0)
		buf_addc(to->b, '\n');
	to->open = false;
}
