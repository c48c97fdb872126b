/* phrase.c - see phrase.h. */
#include "store/phrase.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "store/title.h"

bool
phrase_starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

bool
phrase_ends(const char *s, size_t n, const char *with)
{
	size_t w = strlen(with);
	return n >= w && memcmp(s + n - w, with, w) == 0;
}

bool
phrase_within(const char *s, size_t n, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (memmem(s, n, words[i], strlen(words[i])))
			return true;
	return false;
}

bool
phrase_holds(const char *s, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (strstr(s, words[i]))
			return true;
	return false;
}

const char *
phrase_ending(const char *s, size_t n, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (phrase_ends(s, n, words[i]))
			return words[i];
	return NULL;
}

const char *
phrase_beginning(const char *s, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (phrase_starts(s, words[i]))
			return words[i];
	return NULL;
}

bool
phrase_letter(int cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || utf8_is_han(cp) ||
	       (cp >= 0x3041 && cp < 0x3100) || (cp >= 0x2160 && cp < 0x2180);
}

const char *
letters_of(const char *s, struct arena *a)
{
	size_t n = strlen(s), out = 0;
	char *copy = arena_alloc(a, n + 1);
	for (size_t at = 0, len; at < n; at += len)
		if (phrase_letter(utf8_decode(s + at, n - at, &len))) {
			memcpy(copy + out, s + at, len);
			out += len;
		}
	copy[out] = '\0';
	return copy;
}

const char *
phrase_first_letter(const char *s)
{
	size_t n = strlen(s), at = 0, len;
	while (at < n && !phrase_letter(utf8_decode(s + at, n - at, &len)))
		at += len;
	return s + at;
}

char *
phrase_folded(const struct folding *fold, const char *title, struct arena *a)
{
	struct buf b;
	buf_init(&b, CAP_FIELD);
	fold_text(fold, title, &b);
	char *out = arena_alloc(a, b.len + 1);
	size_t n = 0;
	bool gap = false;
	for (size_t at = 0, len; at < b.len; at += len) {
		int cp = utf8_decode(b.text + at, b.len - at, &len);
		if (utf8_is_space(cp)) {
			gap = n > 0;
			continue;
		}
		if (gap)
			out[n++] = ' ';
		gap = false;
		memcpy(out + n, b.text + at, len);
		n += len;
	}
	out[n] = '\0';
	buf_release(&b);
	return out;
}
