/* stretch.c - see stretch.h. */
#include "store/stretch.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	TABLE = 4 * 1000 * 1000, /* cells; beyond it the middle is replaced as a whole */
	LOOKED_AT = 1000,
};

/* Characters; the digits of a number are one, so that 10 that became 20 is told as such. */
struct characters {
	const char *text;
	size_t *at; /* n + 1 places */
	size_t n;
};

static struct characters
characters(const char *text, struct arena *a)
{
	size_t bytes = strlen(text), at = 0, len;
	struct characters c = {.text = text, .at = arena_alloc(a, (bytes + 1) * sizeof(size_t))};
	for (; at < bytes; at += len) {
		utf8_decode(text + at, bytes - at, &len);
		size_t digits = strspn(text + at, "0123456789.,");
		if (text[at] >= '0' && text[at] <= '9')
			for (len = digits; text[at + len - 1] < '0';)
				len--;
		c.at[c.n++] = at;
	}
	c.at[c.n] = bytes;
	return c;
}

static bool
same(const struct characters *x, size_t i, const struct characters *y, size_t k)
{
	size_t n = x->at[i + 1] - x->at[i];
	return n == y->at[k + 1] - y->at[k] &&
	       memcmp(x->text + x->at[i], y->text + y->at[k], n) == 0;
}

struct stretches {
	struct arena *arena;
	struct stretch *all;
	size_t n, room;
};

static void
add(struct stretches *s, char kind, const struct characters *c, size_t from, size_t to)
{
	if (from == to)
		return;
	s->all = arena_grow(s->arena, s->all, s->n, s->n + 1, &s->room, sizeof *s->all);
	s->all[s->n++] = (struct stretch){.kind = kind,
	    .text = arena_strn(s->arena, c->text + c->at[from], c->at[to] - c->at[from])};
}

/* The middle, where neither the first nor the last characters agree. */
static void
compare(struct stretches *s, const struct characters *x, const struct characters *y, size_t head,
    size_t x_end, size_t y_end)
{
	size_t n = x_end - head, m = y_end - head, w = m + 1;
	uint16_t *best =
	    n && m && n < 65535 && n * m <= TABLE ? calloc((n + 1) * w, sizeof *best) : NULL;
	size_t i = 0, k = 0, gap_i = 0, gap_k = 0;
	for (size_t p = n; best && p-- > 0;)
		for (size_t q = m; q-- > 0;)
			best[p * w + q] =
			    same(x, head + p, y, head + q) ? best[(p + 1) * w + q + 1] + 1
			    : best[(p + 1) * w + q] > best[p * w + q + 1] ? best[(p + 1) * w + q]
			                                                  : best[p * w + q + 1];
	while (best && i < n && k < m) {
		if (!same(x, head + i, y, head + k)) {
			if (best[(i + 1) * w + k] >= best[i * w + k + 1])
				i++;
			else
				k++;
			continue;
		}
		add(s, '-', x, head + gap_i, head + i);
		add(s, '+', y, head + gap_k, head + k);
		size_t from = i;
		while (i < n && k < m && same(x, head + i, y, head + k))
			i++, k++;
		add(s, '=', x, head + from, head + i);
		gap_i = i;
		gap_k = k;
	}
	add(s, '-', x, head + gap_i, x_end);
	add(s, '+', y, head + gap_k, y_end);
	free(best);
}

const struct stretch *
stretches_of(const char *before, const char *after, struct arena *a, size_t *n)
{
	struct characters x = characters(before, a), y = characters(after, a);
	struct stretches s = {.arena = a};
	size_t head = 0, x_end = x.n, y_end = y.n;
	while (head < x_end && head < y_end && same(&x, head, &y, head))
		head++;
	while (x_end > head && y_end > head && same(&x, x_end - 1, &y, y_end - 1)) {
		x_end--;
		y_end--;
	}
	add(&s, '=', &x, 0, head);
	compare(&s, &x, &y, head, x_end, y_end);
	add(&s, '=', &x, x_end, x.n);
	*n = s.n;
	return s.all;
}

double
texts_alike(const char *x, const char *y)
{
	size_t bytes_x = strlen(x), bytes_y = strlen(y), n_x = 0, n_y = 0, common = 0, len, more;
	for (size_t at = 0; at < bytes_x && n_x < LOOKED_AT; at += len) {
		utf8_decode(x + at, bytes_x - at, &len);
		if (at + len >= bytes_x)
			break;
		utf8_decode(x + at + len, bytes_x - at - len, &more);
		n_x++;
		common += memmem(y, bytes_y, x + at, len + more) != NULL;
	}
	for (size_t at = 0; at < bytes_y && n_y <= LOOKED_AT; at += len, n_y++)
		utf8_decode(y + at, bytes_y - at, &len);
	n_y -= n_y > 0;
	return n_x + n_y ? 2.0 * (double)common / (double)(n_x + n_y) : 0;
}
