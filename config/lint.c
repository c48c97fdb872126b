/* lint.c - the vocabularies that no part of struct config holds: empty cells, entries given twice.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "config/parts.h"
#include "config/table.h"

/* The first cells of a table with their lines, to find those given twice. */
struct heads {
	struct arena *a;
	struct head {
		const char *text;
		int line;
	} * all;
	size_t n, cap;
};

static void
head_add(struct heads *h, const char *text, int line)
{
	h->all = arena_grow(h->a, h->all, h->n, h->n + 1, &h->cap, sizeof *h->all);
	h->all[h->n++] = (struct head){arena_str(h->a, text), line};
}

static int
by_text_then_line(const void *x, const void *y)
{
	const struct head *a = x, *b = y;
	int order = strcmp(a->text, b->text);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void
check_twice(struct check *k, struct heads *h)
{
	if (h->n == 0)
		return;
	qsort(h->all, h->n, sizeof *h->all, by_text_then_line);
	for (size_t i = 1; i < h->n; i++)
		if (strcmp(h->all[i - 1].text, h->all[i].text) == 0)
			check_fault(k, h->all[i].line, "\"%s\" is there already, on line %d",
			    h->all[i].text, h->all[i - 1].line);
}

static const char *
term_row(void *context, int line, const char *const cells[])
{
	if (!*cells[0] || !*cells[1] || !*cells[2])
		return "zh, ja and class must not be empty";
	head_add(context, cells[0], line);
	return NULL;
}

size_t
glossary_check(struct check *k, const char *path)
{
	static const char *const columns[] = {"zh", "ja", "class"};
	struct heads h = {.a = k->a};
	table_read(k, path, columns, 3, term_row, &h);
	check_twice(k, &h);
	return h.n;
}

static const char *
kanji_row(void *context, int line, const char *const cells[])
{
	if (utf8_count(cells[0]) != 1 || !*cells[1])
		return "zh must be one character, ja must not be empty";
	head_add(context, cells[0], line);
	return NULL;
}

void
kanji_check(struct check *k, const char *path)
{
	static const char *const columns[] = {"zh", "ja", "alts"};
	struct heads h = {.a = k->a};
	table_read(k, path, columns, 3, kanji_row, &h);
	check_twice(k, &h);
}
