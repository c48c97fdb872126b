/* snippet.c - the place of a match. Folding is one character for one, so that a match in the folded
 * text is marked at the same places of the text as it is. */
#include "store/search.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"

enum { BEFORE = 20, WIDTH = 60, WORDS = 16, GAP = 8 };

/* A text as folded characters, and the bytes where each begins in it. */
struct characters {
	unsigned *all;
	size_t *at; /* n + 1 of them */
	size_t n;
};

static struct characters
characters(const struct folding *fold, const char *text, struct arena *a)
{
	size_t bytes = strlen(text);
	struct characters c = {.all = arena_alloc(a, (bytes + 1) * sizeof *c.all),
	    .at = arena_alloc(a, (bytes + 1) * sizeof *c.at)};
	size_t at = 0;
	for (size_t len; at < bytes; at += len) {
		int cp = utf8_decode(text + at, bytes - at, &len);
		unsigned folded = cp < 0 ? 0xfffd : fold_char(fold, (unsigned)cp);
		c.all[c.n] = utf8_is_space((int)folded) ? ' ' : folded;
		c.at[c.n++] = at;
	}
	c.at[c.n] = at;
	return c;
}

struct words {
	struct characters word[WORDS];
	size_t n;
};

static struct words
words_of(const struct folding *fold, const char *query, struct arena *a)
{
	const char *text[WORDS];
	struct words w = {.n = fold_words(fold, query, a, text, WORDS)};
	for (size_t i = 0; i < w.n; i++)
		w.word[i] = characters(fold, text[i], a);
	return w;
}

/* Past the signs between two parts of a word, as the index is past them: those of "国发[2013]37"
 * need not be the same, but what stands without gaps has none. */
static size_t
past_gap(const struct characters *c, size_t i)
{
	size_t end = i;
	while (end < c->n && end - i < GAP && fold_kind(c->all[end]) == FOLD_GAP)
		end++;
	return end;
}

/* Characters of the text that are the word, or 0. */
static size_t
word_at(const struct characters *text, size_t i, const struct characters *word)
{
	size_t at = i;
	for (size_t k = past_gap(word, 0); k < word->n;) {
		if (at >= text->n || text->all[at] != word->all[k])
			return 0;
		enum fold_kind kind = fold_kind(word->all[k]);
		size_t next = past_gap(word, k + 1), end = past_gap(text, at + 1);
		if (next >= word->n)
			return at + 1 - i;
		bool joined = end == at + 1, asked = next == k + 1;
		if (joined != asked && kind == fold_kind(word->all[next]))
			return 0;
		k = next;
		at = end;
	}
	return 0;
}

/* The length of a word of the query that stands at character i, or 0. */
static size_t
match_at(const struct characters *text, size_t i, const struct words *w)
{
	size_t longest = 0;
	for (size_t k = 0; k < w->n; k++) {
		size_t len = word_at(text, i, &w->word[k]);
		longest = len > longest ? len : longest;
	}
	return longest;
}

static void
add_marked(struct buf *out, const char *text, const struct characters *c, size_t from, size_t to,
    const struct words *w)
{
	for (size_t i = from; i < to;) {
		size_t len = match_at(c, i, w);
		if (len > 0)
			buf_adds(out, "\u3010");
		size_t end = i + (len > 0 ? len : 1);
		for (; i < end; i++)
			if (c->all[i] == ' ')
				buf_addc(out, ' ');
			else
				buf_add(out, text + c->at[i], c->at[i + 1] - c->at[i]);
		if (len > 0)
			buf_adds(out, "\u3011");
	}
}

char *
snippet(const struct folding *fold, const char *query, const char *text, struct arena *a)
{
	struct characters c = characters(fold, text, a);
	struct words w = words_of(fold, query, a);
	size_t first = 0;
	while (first < c.n && match_at(&c, first, &w) == 0)
		first++;
	if (first == c.n)
		return NULL;
	size_t from = first > BEFORE ? first - BEFORE : 0;
	size_t to = from + WIDTH < c.n ? from + WIDTH : c.n;
	struct buf out;
	buf_init(&out, CAP_LINE);
	buf_adds(&out, from > 0 ? "\u2026" : "");
	add_marked(&out, text, &c, from, to, &w);
	buf_adds(&out, to < c.n ? "\u2026" : "");
	char *copy = arena_strn(a, out.text, out.len);
	buf_release(&out);
	return copy;
}
