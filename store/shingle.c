/* shingle.c - see shingle.h. Only letters and digits count, folded: punctuation, blanks and line
 * ends are what mirrors and extractors differ in. */
#include "store/shingle.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* The last letters of a text and their polynomial hash, which rolls on by one letter. */
struct window {
	unsigned letters[SHINGLE_LETTERS];
	unsigned oldest; /* place of the letter that leaves next */
	size_t seen;
	uint64_t hash;
};

static const uint64_t base = 0x9e3779b97f4a7c15u;
static const uint64_t base_5 =
    0x2e2b795f2d10fd85u; /* to the power of SHINGLE_LETTERS, modulo 2^64 */

static inline bool
is_letter(unsigned cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
	       (cp >= 0x3400 && cp < 0xa000) || cp >= 0x20000;
}

/* The low values of the rolling hash are not spread evenly; those of this one are. */
static inline uint64_t
spread(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 29;
}

static inline void
roll(struct window *w, unsigned letter)
{
	w->hash = w->hash * base + letter - w->letters[w->oldest] * base_5;
	w->letters[w->oldest] = letter;
	w->oldest = w->oldest + 1 == SHINGLE_LETTERS ? 0 : w->oldest + 1;
	w->seen++;
}

/* Take letters until a run is complete; false at the end of the text. */
static inline bool
next_run(
    const struct folding *fold, const char **text, const char *end, struct window *w, uint64_t *h)
{
	while (*text < end) {
		size_t len = 1;
		unsigned char first = (unsigned char)**text;
		unsigned cp = first;
		if (first >= 0x80) {
			int decoded = utf8_decode(*text, (size_t)(end - *text), &len);
			cp = decoded < 0 ? 0 : (unsigned)decoded;
		}
		*text += len;
		cp = fold_char(fold, cp);
		if (!is_letter(cp))
			continue;
		roll(w, cp);
		if (w->seen >= SHINGLE_LETTERS) {
			*h = spread(w->hash);
			return true;
		}
	}
	return false;
}

static inline void
signature_add(struct signature *s, uint64_t h)
{
	size_t i = s->n;
	if (i == SIGNATURE_SIZE && h >= s->low[i - 1])
		return;
	for (size_t k = 0; k < s->n; k++)
		if (s->low[k] == h)
			return;
	if (i == SIGNATURE_SIZE)
		i--;
	for (; i > 0 && s->low[i - 1] > h; i--)
		s->low[i] = s->low[i - 1];
	s->low[i] = h;
	if (s->n < SIGNATURE_SIZE)
		s->n++;
}

void
text_sign(const struct folding *fold, const char *text, size_t n, struct signature *out)
{
	struct window w = {0};
	const char *end = text + n;
	uint64_t h;
	out->n = 0;
	while (next_run(fold, &text, end, &w, &h))
		signature_add(out, h);
}

static int
by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return (a > b) - (a < b);
}

void
text_shingles(
    const struct folding *fold, const char *text, size_t n, struct arena *a, struct shingles *out)
{
	struct window w = {0};
	const char *end = text + n;
	size_t count = 0, unique = 0;
	uint64_t h, *all = arena_alloc(a, (n + 1) * sizeof *all);
	while (next_run(fold, &text, end, &w, &h))
		all[count++] = h;
	qsort(all, count, sizeof *all, by_value);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || all[i] != all[i - 1])
			all[unique++] = all[i];
	*out = (struct shingles){.all = all, .n = unique, .limit = UINT64_MAX};
	if (unique > SHINGLE_SAMPLE) {
		out->n = SHINGLE_SAMPLE;
		out->limit = all[SHINGLE_SAMPLE - 1];
	}
}

static size_t
up_to(const struct shingles *s, uint64_t limit)
{
	size_t n = s->n;
	while (n > 0 && s->all[n - 1] > limit)
		n--;
	return n;
}

struct likeness
shingles_compare(const struct shingles *x, const struct shingles *y)
{
	uint64_t limit = x->limit < y->limit ? x->limit : y->limit;
	size_t n_x = up_to(x, limit), n_y = up_to(y, limit), common = 0;
	for (size_t i = 0, k = 0; i < n_x && k < n_y;) {
		common += x->all[i] == y->all[k];
		uint64_t low = x->all[i] < y->all[k] ? x->all[i] : y->all[k];
		i += x->all[i] == low;
		k += y->all[k] == low;
	}
	size_t smaller = n_x < n_y ? n_x : n_y, both = n_x + n_y - common;
	return (struct likeness){.smaller = smaller,
	    .larger = n_x + n_y - smaller,
	    .contained = smaller ? (double)common / (double)smaller : 0,
	    .jaccard = both ? (double)common / (double)both : 0};
}
