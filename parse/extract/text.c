/* text.c - see text.h. */
#include "parse/extract/text.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/entity.h"

/* Characters that print nothing: C0 controls, zero-width and bidirectional marks, soft hyphen,
 * private spaces some editors leave behind. */
static bool
prints_nothing(int cp)
{
	return cp < 0x20 || cp == 0x7f || cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xfeff;
}

static bool
is_blank(int cp)
{
	return cp == ' ' || (cp >= 9 && cp <= 13) ||
	       (cp >= 0x85 && utf8_is_space(cp) && cp != 0x200b && cp != 0xfeff);
}

/* One character of the source, a reference counting as one. */
static int
next_character(const char *s, size_t n, size_t *len)
{
	if (*s == '&') {
		int cp = entity_decode(s, n, len);
		if (cp)
			return cp;
		*len = 1;
		return '&';
	}
	int cp = utf8_decode(s, n, len);
	return cp == UTF8_BAD ? 0xfffd : cp;
}

static size_t
put(struct plain *p, size_t start, int cp)
{
	if (is_blank(cp)) {
		p->gap = p->len > start;
		return 0;
	}
	if (prints_nothing(cp))
		return 0;
	if (p->gap)
		p->out[p->len++] = ' ';
	p->gap = false;
	p->len += utf8_encode((unsigned)cp, p->out + p->len);
	return 1;
}

/* Bytes at s that are written as they are: ASCII that is neither blank nor '&', and Han from
 * U+4000 to U+9FFF. *count gets their characters. */
static size_t
plain_run(const char *s, size_t n, size_t *count)
{
	size_t i = 0;
	while (i < n) {
		unsigned char c = (unsigned char)s[i];
		size_t len = c > 0x20 && c < 0x7f && c != '&' ? 1 : c >= 0xe4 && c <= 0xe9 ? 3 : 0;
		if (len == 0 || len > n - i)
			break;
		i += len;
		++*count;
	}
	return i;
}

size_t
plain_add(struct plain *p, size_t start, const char *s, size_t n)
{
	size_t count = 0;
	for (size_t i = 0, len; i < n; i += len) {
		len = plain_run(s + i, n - i, &count);
		if (len == 0 && (s[i] == ' ' || (s[i] >= 9 && s[i] <= 13))) {
			p->gap = p->len > start;
			for (len = 1; i + len < n && (s[i + len] == ' ' || s[i + len] == '\n');)
				len++;
			continue;
		}
		if (len == 0) {
			count += put(p, start, next_character(s + i, n - i, &len));
			continue;
		}
		if (p->gap)
			p->out[p->len++] = ' ';
		p->gap = false;
		memcpy(p->out + p->len, s + i, len);
		p->len += len;
	}
	return count;
}

char *
text_folded(struct arena *a, const char *s, size_t n)
{
	struct plain p = {.out = arena_alloc(a, n + 2)};
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode(s + i, n - i, &len);
		put(&p, 0, cp == UTF8_BAD ? 0xfffd : cp);
	}
	p.out[p.len] = '\0';
	return p.out;
}

char *
text_key(struct arena *a, const char *s)
{
	size_t n = strlen(s);
	struct plain p = {.out = arena_alloc(a, n + 2)};
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode(s + i, n - i, &len);
		if (cp == UTF8_BAD || is_blank(cp) || prints_nothing(cp))
			continue;
		p.len += utf8_encode((unsigned)utf8_fold_width(cp), p.out + p.len);
	}
	p.out[p.len] = '\0';
	return p.out;
}

bool
text_begins(const char *s, const char *word)
{
	return strncmp(s, word, strlen(word)) == 0;
}

bool
text_ends(const char *s, const char *word)
{
	size_t n = strlen(s), w = strlen(word);
	return n >= w && memcmp(s + n - w, word, w) == 0;
}
