/* arena.h - memory for one unit of work (a page, an issue): allocate freely, release once. */
#ifndef GEPPO_BASE_ARENA_H
#define GEPPO_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/* Initialise with {0} or arena_init(). A zeroed arena is valid and empty. */
struct arena {
	struct arena_block *first; /* kept by arena_reset() for the next unit of work */
	struct arena_block *current;
	size_t used; /* bytes handed out since the last reset */
};

void arena_init(struct arena *a);

/* Uninitialised memory of n bytes, aligned for any type; never NULL (the process ends when
 * memory does). Lives until arena_reset() or arena_release(). */
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, alloc_size(2)));

/* As arena_alloc(), zeroed, count * size checked for overflow. */
void *arena_zalloc(struct arena *a, size_t count, size_t size);

/* A copy of n bytes (or of a whole string) with a NUL added. arena_str(a, NULL) is NULL. */
char *arena_strn(struct arena *a, const char *s, size_t n);
char *arena_str(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Grow an array held in the arena: returns room for at least `want` elements of `size` bytes,
 * with the `have` existing ones copied. `*cap` is the capacity in elements, updated. */
void *arena_grow(struct arena *a, void *array, size_t have, size_t want, size_t *cap, size_t size);

/* Forget everything, keep the first block for reuse. */
void arena_reset(struct arena *a);

/* Give everything back; the arena is empty and usable again. Accepts a zeroed arena. */
void arena_release(struct arena *a);

#endif
