/* tablefacts.c - limits that stand in tables: a number alone in its cell, what of in the head of
 * its column or row, the unit in brackets there or once for the table (单位：mg/m³). Only tables
 * that say they hold limits: columns of observations would drown what a document sets. */
#include <string.h>

#include "parse/extract/scan.h"
#include "parse/extract/quantity.h"
#include "parse/extract/text.h"

enum { CELLS_MOST = 40, CELL_LONGEST = 120 };

struct cells {
	struct span of[CELLS_MOST];
	size_t n;
};

static void
cells_read(struct cells *c, const char *line, size_t n)
{
	size_t from = 0;
	c->n = 0;
	for (size_t i = 0; i <= n && c->n < CELLS_MOST; i++)
		if (i == n || line[i] == '\t') {
			c->of[c->n++] = (struct span){from, i};
			from = i + 1;
		}
}

static size_t
length(struct span s)
{
	return s.end - s.start;
}

/* Digits, a point, a range, with signs such as ≤ in front: where the figure stands. */
static bool
is_number(const char *line, struct span cell, struct span *number)
{
	static const char *const signs[] = {"≤", "＜", "<", "≦", " "};
	size_t at = cell.start, points = 0;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		while (at < cell.end && text_word(line + at, cell.end - at, signs[i]))
			at += strlen(signs[i]);
	number->start = at;
	for (; at < cell.end && ((line[at] >= '0' && line[at] <= '9') || line[at] == '.'); at++)
		points += line[at] == '.';
	number->end = at;
	return at == cell.end && length(*number) > 0 && length(*number) < 12 && points < 2 &&
	       line[number->start] != '.';
}

/* The first unit in a part of a text. */
static bool
unit_in(const char *s, size_t n, struct unit *u, struct span *at)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = unit_read(s + i, n - i, u);
		if (len > 0 && u->class & (UNIT_DENSITY | UNIT_RATE)) {
			*at = (struct span){i, i + len};
			return true;
		}
	}
	return false;
}

/* 单位：mg/m³ in a line near the table. */
static void
unit_note(struct table *t, const char *line, size_t n)
{
	const char *word = memmem(line, n, "单位", strlen("单位"));
	size_t from = word ? (size_t)(word - line) : n;
	struct span at;
	if (word && unit_in(word, n - from, &t->unit, &at))
		t->unit_text = word + at.start, t->unit_len = length(at);
}

static bool
says_limit(const char *s, size_t n)
{
	return memmem(s, n, "限值", strlen("限值")) || memmem(s, n, "最高允许", strlen("最高允许"));
}

static void
head_note(struct table *t, const char *line, const struct cells *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct quantities q;
		struct span at;
		struct unit u;
		const char *cell = line + c->of[i].start;
		if (length(c->of[i]) > CELL_LONGEST)
			continue;
		quantities_find(&q, cell, (struct span){0, length(c->of[i])});
		if (unit_in(cell, length(c->of[i]), &u, &at) && q.n == 0) {
			t->unit = u;
			t->unit_text = cell + at.start, t->unit_len = length(at);
		}
	}
	t->head = line;
}

static void
limit_add(struct scan *s, const struct table *t, const char *line, struct span number,
    const char *name, size_t n, const char *scope)
{
	struct quantities q;
	struct unit u = t->unit;
	struct span at = {0, t->unit_len};
	const char *unit_text = t->unit_text;
	quantities_find(&q, name, (struct span){0, n});
	if (unit_in(name, n, &u, &at))
		unit_text = name;
	if (q.n != 1 || unit_text == NULL || !(q.of[0].units & u.class))
		return;
	struct fact *f = fact_add(s, FACT_LIMIT, (struct span){0, s->n});
	f->quantity = text_folded(s->arena, name + q.of[0].noun.start, length(q.of[0].noun));
	f->quantity_id = q.of[0].id;
	f->aspect = q.of[0].aspect;
	f->value = text_folded(s->arena, line + number.start, length(number));
	f->unit = text_folded(s->arena, unit_text + at.start, length(at));
	f->unit_id = u.id;
	f->change = "at most";
	f->scope = scope;
}

/* A row of figures: named by the heads of the columns, counted from the right because merged cells
 * are missing on the left, or by the row's own first cell. */
static bool
row_read(struct scan *s, const struct table *t, const char *line, const struct cells *c)
{
	struct cells heads;
	struct span number, scope = {0, 0};
	size_t numbers = 0, texts = 0;
	for (size_t i = 0; i < c->n; i++) {
		bool is = is_number(line, c->of[i], &number) && (i > 0 || c->n == 1);
		numbers += is && texts > 0;
		if (!is && length(c->of[i]) > 0 && numbers == 0) {
			texts++;
			scope = (struct span){c->of[0].start, c->of[i].end};
		}
	}
	if (numbers == 0 || texts == 0)
		return false;
	cells_read(&heads, t->head, t->head_len);
	const char *row = text_folded(s->arena, line + scope.start, length(scope));
	for (size_t i = 1; i < c->n; i++) {
		size_t right = c->n - i;
		if (!is_number(line, c->of[i], &number))
			continue;
		bool headed = right <= heads.n;
		struct span head = headed ? heads.of[heads.n - right] : (struct span){0, 0};
		const char *column = text_folded(s->arena, t->head + head.start, length(head));
		limit_add(s, t, line, number, column, strlen(column), row);
		limit_add(
		    s, t, line, number, line + scope.start, length(scope), *column ? column : row);
	}
	return true;
}

void
tables_read(struct scan *s)
{
	const char *line = s->facts->body + s->line;
	struct table *t = &s->table;
	struct cells c;
	unit_note(t, line, s->n);
	cells_read(&c, line, s->n);
	if (c.n < 2) {
		bool note = t->unit_text >= line && t->unit_text < line + s->n;
		t->limits =
		    (note && t->limits) || (says_limit(line, s->n) && s->n < CELL_LONGEST * 2);
		t->head = NULL;
		if (!note && !t->limits)
			t->unit_text = NULL;
		return;
	}
	t->limits |=
	    says_limit(line, s->n) ||
	    (s->article->title && says_limit(s->article->title, strlen(s->article->title)));
	if (t->limits && t->head && row_read(s, t, line, &c))
		return;
	head_note(t, line, &c);
	t->head_len = s->n;
}
