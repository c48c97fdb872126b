/* text.h - markup text to plain text: references decoded, blanks folded, invisible characters
 * gone. */
#ifndef GEPPO_PARSE_EXTRACT_TEXT_H
#define GEPPO_PARSE_EXTRACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Plain text being written into room that is large enough: n bytes of source never give more than
 * n bytes. */
struct plain {
	char *out;
	size_t len;
	bool gap; /* a blank is due before the next character */
};

/* Add n bytes of escaped, well-formed text. Leading blanks are dropped while nothing is written
 * since `start` (an offset into out). Returns characters written that are no blanks. */
size_t plain_add(struct plain *p, size_t start, const char *s, size_t n);

/* The same for text that is already plain: a copy with blanks folded and ends trimmed. */
char *text_folded(struct arena *a, const char *s, size_t n);

/* Without any blank at all, full-width ASCII folded to ASCII: for comparing titles and labels. */
char *text_key(struct arena *a, const char *s);

/* True when n bytes at s begin with / end with / hold the word. */
bool text_begins(const char *s, const char *word);

/* The length of a word when the n bytes at s begin with it, else 0. Ends at the first byte that
 * differs: lists of words are tried at every character of a text. */
static inline size_t
text_word(const char *s, size_t n, const char *word)
{
	size_t i = 0;
	for (; word[i] != '\0'; i++)
		if (i >= n || s[i] != word[i])
			return 0;
	return i;
}
bool text_ends(const char *s, const char *word);

#endif
