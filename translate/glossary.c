/* glossary.c - terms, found by the longest match. The sorted list is its own trie: each byte
 * narrows the range of entries that share the prefix read so far. */
#include <stdlib.h>
#include <string.h>

#include "translate/engine.h"

void
glossary_add(struct glossary *g, const char *zh, const char *ja, enum term_class class, bool region)
{
	g->entries =
	    arena_grow(&g->arena, g->entries, g->n, g->n + 1, &g->cap, sizeof(*g->entries));
	g->entries[g->n++] = (struct entry){
	    .zh = arena_str(&g->arena, zh),
	    .ja = arena_str(&g->arena, ja),
	    .len = strlen(zh),
	    .class = class,
	    .region = region,
	};
}

static int
entry_compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int c = strcmp(a->zh, b->zh);
	if (c != 0)
		return c;
	return (int)a->region - (int)b->region;
}

/* Of entries for one term the first added wins; glossary terms win over region names. */
void
glossary_sort(struct glossary *g)
{
	if (g->n == 0)
		return;
	qsort(g->entries, g->n, sizeof(*g->entries), entry_compare);
	size_t kept = 1;
	for (size_t i = 1; i < g->n; i++)
		if (strcmp(g->entries[i].zh, g->entries[kept - 1].zh) != 0)
			g->entries[kept++] = g->entries[i];
	g->n = kept;
}

/* The first entry of [lo, hi) whose byte `depth` is at least c. */
static size_t
entry_lower(const struct glossary *g, size_t lo, size_t hi, size_t depth, int c)
{
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if ((unsigned char)g->entries[mid].zh[depth] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

size_t
glossary_prefixes(
    const struct glossary *g, const char *s, size_t n, const struct entry *out[], size_t max)
{
	size_t lo = 0, hi = g->n, found = 0;
	for (size_t depth = 0; depth < n && lo < hi && found < max; depth++) {
		int c = (unsigned char)s[depth];
		lo = entry_lower(g, lo, hi, depth, c);
		hi = entry_lower(g, lo, hi, depth, c + 1);
		if (lo < hi && g->entries[lo].len == depth + 1)
			out[found++] = &g->entries[lo];
	}
	return found;
}

const struct entry *
glossary_longest(const struct glossary *g, const char *s, size_t n)
{
	const struct entry *found[64];
	size_t k = glossary_prefixes(g, s, n, found, 64);
	return k > 0 ? found[k - 1] : NULL;
}

const struct entry *
glossary_find(const struct glossary *g, const char *s, size_t n)
{
	const struct entry *e = glossary_longest(g, s, n);
	return e && e->len == n ? e : NULL;
}

const struct entry *
glossary_ending(const struct glossary *g, const char *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xC0) == 0x80)
			continue;
		const struct entry *e = glossary_find(g, s + i, n - i);
		if (e && (e->class == TERM_LAW || e->class == TERM_DOCUMENT))
			return e;
	}
	return NULL;
}
