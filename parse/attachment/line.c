/* line.c - see line.h. */
#include "parse/attachment/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Between the cells of what is known to be a row. */
static const double gap_column = 0.35;

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

/* "1." or "（一）" before a gap and the only other text of a line: no cell. */
static bool
is_label(const struct line *l)
{
	const char *s = l->run[0].text;
	size_t n = strlen(s), gaps = 0;
	static const char *const ends[] = {".", "、", "）", ")", "．"};
	for (size_t i = 1; i < l->n; i++)
		gaps += l->run[i].x - l->run[i - 1].end > l->run[i].size * GAP_CELL;
	for (size_t i = 0; gaps == 1 && n <= 12 && i < sizeof ends / sizeof *ends; i++)
		if (n > strlen(ends[i]) && strcmp(s + n - strlen(ends[i]), ends[i]) == 0)
			return l->n > 1 && l->run[1].x - l->run[0].end < l->run[1].size * 4;
	return false;
}

static void
line_measure(struct line *l)
{
	l->x = l->run[0].x;
	l->y = l->run[0].y;
	l->size = 0;
	l->end = -INFINITY;
	l->row = false;
	l->label = is_label(l);
	for (size_t i = 0; i < l->n; i++) {
		l->row |= i > l->label && l->run[i].x - l->end > l->run[i].size * GAP_CELL;
		l->end = fmax(l->end, l->run[i].end);
		l->size = fmax(l->size, l->run[i].size);
	}
}

/* Lines of cells in one row that have not equally many lines stand between each other's. */
static bool
is_interleaved(const struct line *a, const struct line *b)
{
	if (b->y - a->y >= fmin(a->size, b->size) * 0.8)
		return false;
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (a->run[i].x < b->run[k].end && b->run[k].x < a->run[i].end)
				return false;
	return true;
}

static int
by_order(const void *x, const void *y)
{
	const struct run *a = x, *b = y;
	return (a->order > b->order) - (a->order < b->order);
}

/* The runs of some lines, column by column, as one row. */
static void
row_join(struct line *l)
{
	double end = -INFINITY;
	for (size_t i = 0; i < l->n; i++)
		l->run[i].order = i;
	qsort(l->run, l->n, sizeof *l->run, by_left);
	for (size_t from = 0, i = 0; i <= l->n; i++) {
		if (i == l->n || (i > 0 && l->run[i].x > end + l->run[i].size * gap_column)) {
			qsort(l->run + from, i - from, sizeof *l->run, by_order);
			for (size_t k = from; k < i; k++)
				l->run[k].join = k > from ? JOIN_WRAPPED : JOIN_CELL;
			from = i;
		}
		if (i < l->n)
			end = fmax(end, l->run[i].end);
	}
	l->x = l->run[0].x;
	l->end = end;
	l->row = true;
}

void
rows_join(struct lines *all)
{
	enum { LINES_OF_ROW = 12 };
	size_t kept = 0;
	for (size_t i = 0, next; i < all->n; i = next) {
		size_t n = all->line[i].n;
		for (next = i + 1;
		     next < all->n && is_interleaved(&all->line[next - 1], &all->line[next]);
		     next++)
			n += all->line[next].n;
		if (next - i > LINES_OF_ROW)
			next = i + 1;
		all->line[kept] = all->line[i];
		if (next > i + 1) {
			all->line[kept].n = n;
			row_join(&all->line[kept]);
		}
		kept++;
	}
	all->n = kept;
}

struct lines
lines_of(struct run *run, size_t n)
{
	struct lines all = {.line = calloc(n + 1, sizeof *all.line)};
	qsort(run, n, sizeof *run, by_height);
	for (size_t i = 0, next; i < n && all.line; i = next) {
		double most = run[i].size;
		/* What is raised (m³) comes before the line it is of. */
		bool raised = utf8_count(run[i].text) <= 3;
		for (next = i + 1;
		     next < n &&
		     run[next].y - run[i].y < (raised ? fmax(most, run[next].size) : most) * 0.5;
		     next++)
			most = fmax(most, run[next].size);
		qsort(run + i, next - i, sizeof *run, by_left);
		struct line *l = &all.line[all.n++];
		*l = (struct line){.run = run + i, .n = next - i};
		line_measure(l);
	}
	return all;
}
