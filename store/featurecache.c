/* featurecache.c - see featurecache.h. */
#include "store/featurecache.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum {
	SLOTS = 1 << 15,
	MOST = SLOTS / 2,
	MOST_BYTES = 64 << 20,
};

struct generation {
	struct arena arena;
	struct feature *slots[SLOTS];
	size_t n;
};

struct feature_cache {
	struct generation two[2];
	int now; /* the one that grows; the other is the one before it */
};

struct feature_cache *
feature_cache_new(void)
{
	struct feature_cache *c = calloc(1, sizeof *c);
	if (c == NULL)
		fatal("out of memory");
	return c;
}

void
feature_cache_free(struct feature_cache *c)
{
	if (c == NULL)
		return;
	arena_release(&c->two[0].arena);
	arena_release(&c->two[1].arena);
	free(c);
}

void
feature_cache_tidy(struct feature_cache *c)
{
	struct generation *g = &c->two[c->now];
	if (g->n < MOST && g->arena.used < MOST_BYTES)
		return;
	c->now = !c->now;
	g = &c->two[c->now];
	arena_release(&g->arena);
	memset(g->slots, 0, sizeof g->slots);
	g->n = 0;
}

static size_t
slot_of(const struct generation *g, int64_t row)
{
	size_t i = (uint64_t)row * 0x9e3779b97f4a7c15u >> 49;
	while (g->slots[i] && g->slots[i]->row != row)
		i = (i + 1) & (SLOTS - 1);
	return i;
}

const struct feature *
feature_cache_find(const struct feature_cache *c, int64_t row, int version)
{
	for (int i = 0; i < 2; i++) {
		const struct generation *g = &c->two[i == 0 ? c->now : !c->now];
		const struct feature *x = g->slots[slot_of(g, row)];
		if (x && x->d.version == version)
			return x;
	}
	return NULL;
}

struct arena *
feature_cache_arena(struct feature_cache *c)
{
	return &c->two[c->now].arena;
}

void
feature_cache_put(struct feature_cache *c, const struct feature *x)
{
	struct generation *g = &c->two[c->now];
	size_t i = slot_of(g, x->row);
	if (g->slots[i] == NULL && g->n == SLOTS - 1)
		return;
	g->n += g->slots[i] == NULL;
	g->slots[i] = arena_alloc(&g->arena, sizeof *x);
	*g->slots[i] = *x;
}
