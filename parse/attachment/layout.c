/* layout.c - see layout.h. */
#include "parse/attachment/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/attachment/line.h"
#include "parse/attachment/running.h"

/* In heights of a letter: from where on a gap is a blank, one between Latin words, a
 * cell in what is known to be a row. */
static const double gap_blank = 0.4, gap_latin = 0.1, gap_row = 0.5;

enum { RUNS_MOST = 200 * 1000 };

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

static bool
is_latin(unsigned char c)
{
	return c < 0x80 && c > ' ';
}

/* What stands between a run and the one before it: nothing, a blank, a TAB. */
static char
separator_of(const struct layout *to, const struct line *l, size_t i)
{
	const struct run *run = &l->run[i];
	double gap = run->x - run[-1].end;
	bool latin = run[-1].text[0] && is_latin((unsigned char)run->text[0]) &&
	             is_latin((unsigned char)run[-1].text[strlen(run[-1].text) - 1]);
	if (run->join == JOIN_CELL)
		return '\t';
	if (run->join == JOIN_WRAPPED)
		return latin && (gap < 0 || gap > run->size * gap_latin) ? ' ' : 0;
	if (gap >
	    run->size * (l->row && to->running && !latin && !to->guessed ? gap_row : GAP_CELL))
		return l->label && i == 1 ? ' ' : '\t';
	bool apart = gap > run->size * (latin ? gap_latin : gap_blank);
	return apart && (latin || !to->guessed) ? ' ' : 0;
}

static void
line_write(struct layout *to, const struct line *l)
{
	for (size_t i = 0; i < l->n; i++) {
		char separator = i ? separator_of(to, l, i) : 0;
		if (separator)
			buf_addc(to->b, separator);
		buf_adds(to->b, l->run[i].text);
	}
}

/* Where only a page number stands; one in Chinese counts where heads and feet do. */
static bool
is_number_line(const struct layout *to, const struct line *l)
{
	enum { LONGEST = 48 };
	char text[LONGEST] = "";
	size_t n = 0, len;
	for (size_t i = 0; i < l->n; i++) {
		len = strlen(l->run[i].text);
		if (n + len >= LONGEST)
			return false;
		memcpy(text + n, l->run[i].text, len);
		n += len;
	}
	for (size_t i = 0; i < n && !to->running; i += len)
		if (utf8_is_han(utf8_decode(text + i, n - i, &len)))
			return false;
	return !l->row && is_page_number(text, n);
}

/* FNV-1a of its text and of where it stands. */
static uint64_t
line_hash(const struct line *l)
{
	uint64_t hash = 0xcbf29ce484222325u + (uint64_t)(fabs(l->y) / 4);
	for (size_t i = 0; i < l->n; i++)
		for (const char *s = l->run[i].text; *s; s++)
			hash = (hash ^ (unsigned char)*s) * 0x100000001b3u;
	return hash;
}

/* A head was taken for text where it stood first. */
static void
head_take_back(struct layout *to, size_t page, const struct line *l)
{
	struct buf *b = to->b;
	size_t from = to->begins[page], n = 0;
	while (from < b->len && b->text[from] == '\n')
		from++;
	for (size_t i = 0; i < l->n && from + n < b->len; i++) {
		size_t len = strlen(l->run[i].text);
		n += b->text[from + n] == ' ';
		if (b->len - from - n < len || memcmp(b->text + from + n, l->run[i].text, len) != 0)
			return;
		n += len;
	}
	if (from + n >= b->len || b->text[from + n] != '\n')
		return;
	n++;
	memmove(b->text + from, b->text + from + n, b->len - from - n);
	buf_cut(b, b->len - n);
	if (to->begins[!page] > from)
		to->begins[!page] -= n;
	to->heads++;
}

/* A line that stood there on one of the last two pages. */
static bool
is_running(struct layout *to, const struct line *l, int end)
{
	uint64_t hash = line_hash(l);
	if (!to->running || l->row)
		return false;
	for (size_t i = 0; i < 2 && i < to->pages; i++) {
		if (hash != to->edge[end][i])
			continue;
		if (end == 0)
			head_take_back(to, i, l);
		to->heads++;
		return true;
	}
	to->edge[end][to->pages % 2] = hash;
	return false;
}

/* Leave out what stands at the head and the foot of a page and is none of its text. */
static void
edges_cut(struct layout *to, struct lines *all)
{
	to->begins[to->pages % 2] = to->b->len;
	if (all->n > 1 && is_number_line(to, &all->line[all->n - 1]))
		all->n--;
	if (all->n > 1 && is_running(to, &all->line[all->n - 1], 1))
		all->n--;
	if (all->n > 1 && is_number_line(to, &all->line[all->n - 1]))
		all->n--;
	for (int i = 0; i < 2 && all->n > 1; i++)
		if (is_number_line(to, &all->line[0]) ||
		    (i == 0 && is_running(to, &all->line[0], 0))) {
			all->line++;
			all->n--;
		}
	to->pages++;
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

/* A page of short lines does not show its margins; those before it do. */
static void
margins_settle(struct layout *to, double *left, double *right)
{
	if (to->width == 0 || to->halves)
		return;
	if (to->width != to->of_width) {
		to->of_width = to->width;
		to->left = INFINITY;
		to->right = -INFINITY;
	}
	to->left = *left = fmin(*left, to->left);
	to->right = *right = fmax(*right, to->right);
}

static void
column_write(struct layout *to, const struct line *line, size_t n)
{
	double left = INFINITY, right = -INFINITY;
	for (size_t i = 0; i < n; i++) {
		left = fmin(left, line[i].x);
		right = fmax(right, line[i].end);
	}
	margins_settle(to, &left, &right);
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
	edges_cut(to, &all);
	for (size_t i = 0; i < all.n; i++) {
		left = fmin(left, all.line[i].x);
		right = fmax(right, all.line[i].end);
	}
	double x = all.n >= 8 ? gutter_of(&all, left, right) : 0;
	if (x > 0) {
		to->halves = true;
		columns_write(to, &all, x);
		to->halves = false;
	} else {
		if (to->running)
			rows_join(&all);
		column_write(to, all.line, all.n);
	}
	free(whole.line);
}

void
layout_end(struct layout *to)
{
	if (to->b->len > 0)
		buf_addc(to->b, '\n');
	to->open = false;
}
