/* arena.c - see arena.h. Blocks double up to a limit, so that a page costs a handful of mallocs. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum { BLOCK_MIN = 64 * 1024, BLOCK_MAX = 4 * 1024 * 1024, ALIGN = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t used;
	_Alignas(16) unsigned char data[];
};

void
arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

static struct arena_block *
block_new(struct arena *a, size_t n)
{
	size_t size = a->current ? a->current->size * 2 : BLOCK_MIN;
	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < n)
		size = n;
	struct arena_block *b = malloc(sizeof *b + size);
	if (b == NULL)
		fatal("out of memory: %zu bytes", size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	if (n > SIZE_MAX / 2)
		bug("arena_alloc: %zu bytes", n);
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	struct arena_block *b = a->current;
	if (b == NULL || b->size - b->used < n) {
		b = block_new(a, n);
		if (a->current)
			a->current->next = b;
		else
			a->first = b;
		a->current = b;
	}
	void *p = b->data + b->used;
	b->used += n;
	a->used += n;
	return p;
}

void *
arena_zalloc(struct arena *a, size_t count, size_t size)
{
	size_t n;
	if (__builtin_mul_overflow(count, size, &n))
		bug("arena_zalloc: %zu * %zu", count, size);
	void *p = arena_alloc(a, n);
	memset(p, 0, n);
	return p;
}

char *
arena_strn(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);
	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_str(struct arena *a, const char *s)
{
	return s ? arena_strn(a, s, strlen(s)) : NULL;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		bug("arena_printf: bad format %s", fmt);
	char *p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void *
arena_grow(struct arena *a, void *array, size_t have, size_t want, size_t *cap, size_t size)
{
	if (want <= *cap)
		return array;
	size_t n = *cap ? *cap * 2 : 8;
	if (n < want)
		n = want;
	void *grown = arena_zalloc(a, n, size);
	if (have > 0)
		memcpy(grown, array, have * size);
	*cap = n;
	return grown;
}

void
arena_reset(struct arena *a)
{
	if (a->first == NULL)
		return;
	for (struct arena_block *b = a->first->next, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	a->first->next = NULL;
	a->first->used = 0;
	a->current = a->first;
	a->used = 0;
}

void
arena_release(struct arena *a)
{
	arena_reset(a);
	free(a->first);
	arena_init(a);
}
