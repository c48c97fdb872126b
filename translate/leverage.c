/* leverage.c - how much of a text the memory knows; the measure is cut.h's and is told in the
 * brief. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/cut.h"
#include "translate/translate.h"

enum { LONGEST = 2000, USEFUL = 60, FUZZY = 75 };

/* Characters with digits as '#', width and punctuation folded; the count, at most LONGEST. */
static size_t
fold(const char *text, int out[LONGEST])
{
	static const struct {
		int from, to;
	} marks[] = {{0x3002, '.'}, {0x3001, ','}, {0x2014, '-'}, {0x2013, '-'}, {0x201C, '"'},
	    {0x201D, '"'}, {0x300C, '"'}, {0x300D, '"'}, {0x2018, '\''}, {0x2019, '\''},
	    {0x3014, '['}, {0x3015, ']'}, {0x300A, '<'}, {0x300B, '>'}};
	size_t n = 0, len;
	for (size_t left = strlen(text); left > 0 && n < LONGEST; text += len, left -= len) {
		int cp = utf8_fold_width(utf8_decode(text, left, &len));
		if (utf8_is_space(cp))
			continue;
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
			if (cp == marks[k].from)
				cp = marks[k].to;
		out[n++] = cp >= '0' && cp <= '9' ? '#' : cp;
	}
	return n;
}

/* Edits from a to b; more than `most` may show as most + 1. */
static int
edits(const int *a, size_t na, const int *b, size_t nb, int most)
{
	static int rows[2][LONGEST + 1];
	int *above = rows[0], *row = rows[1];
	for (size_t j = 0; j <= nb; j++)
		above[j] = (int)j;
	for (size_t i = 1; i <= na; i++) {
		int least = row[0] = (int)i;
		for (size_t j = 1; j <= nb; j++) {
			int change = above[j - 1] + (a[i - 1] != b[j - 1]);
			int gap = (above[j] < row[j - 1] ? above[j] : row[j - 1]) + 1;
			row[j] = change < gap ? change : gap;
			least = row[j] < least ? row[j] : least;
		}
		if (least > most)
			return most + 1;
		int *swap = above;
		above = row;
		row = swap;
	}
	return above[nb];
}

int
leverage_score(const char *a, const char *b, int least)
{
	static int fa[LONGEST], fb[LONGEST];
	if (strcmp(a, b) == 0)
		return 100;
	size_t na = fold(a, fa), nb = fold(b, fb), longer = na > nb ? na : nb;
	size_t apart = na > nb ? na - nb : nb - na;
	int most = (int)longer * (100 - least) / 100;
	if (longer == 0 || (int)apart > most)
		return 0;
	int d = edits(fa, na, fb, nb, most);
	if (d == 0)
		return 99;
	int score = d > most ? 0 : (int)(100 * (longer - (size_t)d) / longer);
	return score > 98 ? 98 : score;
}

static struct match
best_match(
    const struct segment *g, size_t i, size_t n, const struct memory_unit *memory, size_t n_memory)
{
	struct match best = {.score = USEFUL - 1};
	const char *before = i > 0 ? g[i - 1].source : "",
	           *after = i + 1 < n ? g[i + 1].source : "";
	for (size_t k = n_memory; k-- > 0;) { /* the newest of equals */
		int score = leverage_score(g[i].source, memory[k].source, best.score + 1);
		if (score == 100 && strcmp(memory[k].before, before) == 0 &&
		    strcmp(memory[k].after, after) == 0)
			score = 101;
		if (score > best.score)
			best = (struct match){.score = score, .unit = &memory[k]};
		if (score == 101)
			break;
	}
	if (best.unit == NULL)
		best.score = 0;
	return best;
}

struct match *
leverage_find(const struct segment *g, size_t n, const struct memory_unit *memory, size_t n_memory,
    struct arena *a)
{
	struct match *m = arena_zalloc(a, n + 1, sizeof *m);
	for (size_t i = 0; i < n; i++) {
		if (g[i].fixed)
			continue;
		m[i] = best_match(g, i, n, memory, n_memory);
		for (size_t k = 0; k < i && !m[i].repeated; k++)
			m[i].repeated = strcmp(g[k].source, g[i].source) == 0;
	}
	return m;
}

void
leverage_count(struct cut *c, const struct match *m)
{
	c->characters = c->fresh = c->fuzzy = c->exact = c->repeated = 0;
	for (size_t i = 0; i < c->n; i++) {
		int64_t n = source_characters(c->segments[i].source);
		c->characters += n;
		if (c->segments[i].fixed)
			continue;
		*(m[i].repeated           ? &c->repeated
		    : m[i].score >= 100   ? &c->exact
		    : m[i].score >= FUZZY ? &c->fuzzy
		                          : &c->fresh) += n;
	}
}
