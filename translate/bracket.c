/* bracket.c - what stands in 《》（）“”: hidden from the patterns, and its level fixed at the end.
 */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

static const struct bracket {
	const char *open, *close;
	unsigned mask; /* 0: never hidden */
} brackets[] = {
    {"《", "》", MASK_BOOK},
    {"（", "）", MASK_PAREN},
    {"“", "”", MASK_QUOTE},
    {"〈", "〉", MASK_BOOK},
    {"【", "】", 0},
    {"〔", "〕", 0},
    {"「", "」", MASK_QUOTE},
    {"『", "』", MASK_QUOTE},
    {"‘", "’", 0},
};

static const struct bracket *
bracket_at(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++)
		if (n >= 3 && memcmp(s, brackets[i].open, 3) == 0)
			return &brackets[i];
	return NULL;
}

size_t
bracket_length(const char *s, size_t n)
{
	const struct bracket *b = bracket_at(s, n);
	if (b == NULL)
		return 0;
	size_t depth = 0;
	for (size_t i = 0; i + 3 <= n;) {
		if (memcmp(s + i, b->open, 3) == 0)
			depth++;
		else if (memcmp(s + i, b->close, 3) == 0 && --depth == 0)
			return i + 3;
		size_t len;
		(void)utf8_decode(s + i, n - i, &len);
		i += len;
	}
	return 0;
}

const char *
text_mask(struct run *r, const char *text)
{
	struct buf b;
	buf_init(&b, CAP_TITLE * 3);
	for (size_t n = strlen(text); n > 0;) {
		const struct bracket *k = bracket_at(text, n);
		size_t len = k ? bracket_length(text, n) : 0;
		if (len > 0 && k->mask != 0 && r->n_masks < MASKS) {
			r->masks[r->n_masks] = arena_strn(r->a, text, len);
			buf_addu(&b, k->mask + (unsigned)r->n_masks++);
		} else {
			(void)utf8_decode(text, n, &len);
			buf_add(&b, text, len);
		}
		text += len;
		n -= len;
	}
	return run_text(r, &b);
}

const char *
text_unmask(struct run *r, const char *text)
{
	struct buf b;
	buf_init(&b, CAP_TITLE * 3);
	for (size_t len, n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		size_t k =
		    cp >= MASK_BOOK && cp < MASK_END ? (size_t)(cp - MASK_BOOK) % 0x800 : MASKS;
		/* MASK_PAREN and MASK_QUOTE begin at multiples of 0x800 behind MASK_BOOK. */
		if (k < r->n_masks)
			buf_adds(&b, r->masks[k]);
		else
			buf_add(&b, text, len);
	}
	return run_text(r, &b);
}

const char *
bracket_levels(struct run *r, const char *ja)
{
	struct buf b;
	buf_init(&b, CAP_TITLE * 4);
	int quotes = 0, parens = 0;
	for (size_t len, n = strlen(ja); n > 0; ja += len, n -= len) {
		int cp = utf8_decode(ja, n, &len);
		if (cp == 0x300C || cp == 0x300E)
			buf_adds(&b, quotes++ % 2 == 0 ? "「" : "『");
		else if ((cp == 0x300D || cp == 0x300F) && quotes > 0)
			buf_adds(&b, --quotes % 2 == 0 ? "」" : "』");
		else
			buf_add(&b, ja, len);
		if (cp == 0xFF08 && ++parens > 1)
			r->flags |= FLAG_PAREN_NESTED;
		if (cp == 0xFF09 && parens > 0)
			parens--;
	}
	return run_text(r, &b);
}
