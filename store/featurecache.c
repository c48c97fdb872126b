/* featurecache.c - see featurecache.h. */
#include "store/featurecache.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum {
	SLOTS = 1 << 15,
	MOST = SLOTS / 2,
	MOST_BYTES = 48 << 20,
};

struct feature_cache {
	struct arena arena;
	struct feature *slots[SLOTS];
	size_t n;
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
	arena_release(&c->arena);
	free(c);
}

void
feature_cache_tidy(struct feature_cache *c)
{
	if (c->n < MOST && c->arena.used < MOST_BYTES)
		return;
	arena_release(&c->arena);
	memset(c->slots, 0, sizeof c->slots);
	c->n = 0;
}

static size_t
slot_of(const struct feature_cache *c, int64_t row)
{
	size_t i = (uint64_t)row * 0x9e3779b97f4a7c15u >> 49;
	while (c->slots[i] && c->slots[i]->row != row)
		i = (i + 1) & (SLOTS - 1);
	return i;
}

const struct feature *
feature_cache_find(const struct feature_cache *c, int64_t row, int version)
{
	const struct feature *x = c->slots[slot_of(c, row)];
	return x && x->d.version == version ? x : NULL;
}

struct arena *
feature_cache_arena(struct feature_cache *c)
{
	return &c->arena;
}

void
feature_cache_put(struct feature_cache *c, const struct feature *x)
{
	size_t i = slot_of(c, x->row);
	if (c->slots[i] == NULL && c->n == SLOTS - 1)
		return;
	c->n += c->slots[i] == NULL;
	c->slots[i] = arena_alloc(&c->arena, sizeof *x);
	*c->slots[i] = *x;
}
