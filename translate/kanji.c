/* kanji.c - simplified characters and their Japanese forms: the last resort of a draft. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/engine.h"

void
kanji_add(struct kanji *k, const char *zh, const char *ja)
{
	size_t len;
	k->rows = arena_grow(&k->arena, k->rows, k->n, k->n + 1, &k->cap, sizeof(*k->rows));
	k->rows[k->n++] = (struct kanji_row){
	    .zh = utf8_decode(zh, strlen(zh), &len),
	    .ja = arena_str(&k->arena, ja),
	};
}

static int
row_compare(const void *left, const void *right)
{
	const struct kanji_row *a = left, *b = right;
	return a->zh - b->zh;
}

void
kanji_sort(struct kanji *k)
{
	if (k->n > 0)
		qsort(k->rows, k->n, sizeof(*k->rows), row_compare);
}

const char *
kanji_find(const struct kanji *k, int zh)
{
	struct kanji_row key = {.zh = zh};
	if (k->n == 0)
		return NULL;
	const struct kanji_row *row = bsearch(&key, k->rows, k->n, sizeof(*k->rows), row_compare);
	return row ? row->ja : NULL;
}
