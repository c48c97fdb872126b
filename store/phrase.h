/* phrase.h - folded text looked at by its words, from lists that end with NULL. Private to store/.
 */
#ifndef GEPPO_STORE_PHRASE_H
#define GEPPO_STORE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "store/fold.h"

bool phrase_starts(const char *s, const char *with);
/* The first n bytes of s end so. */
bool phrase_ends(const char *s, size_t n, const char *with);
/* Some word stands in the first n bytes. */
bool phrase_within(const char *s, size_t n, const char *const words[]);
bool phrase_holds(const char *s, const char *const words[]);
/* The word of the list that s begins with, or that its first n bytes end with; NULL none. */
const char *phrase_beginning(const char *s, const char *const words[]);
const char *phrase_ending(const char *s, size_t n, const char *const words[]);

/* What counts in a key: letters and digits, no mark or blank. */
bool phrase_letter(int cp);
/* Past quotation marks and brackets at the start. */
const char *phrase_first_letter(const char *s);

/* Folded, blanks joined to one and trimmed. */
char *phrase_folded(const struct folding *fold, const char *text, struct arena *a);

#endif
