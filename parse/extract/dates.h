/* dates.h - dates in Chinese text. */
#ifndef GEPPO_PARSE_EXTRACT_DATES_H
#define GEPPO_PARSE_EXTRACT_DATES_H

#include "base/arena.h"
#include "base/date.h"
#include "parse/extract/pattern.h"

/* The first valid full date in s from `from` on, in digits or Chinese numerals; where it stands in
 * *at (may be NULL). */
bool dates_find(const struct patterns *p, const char *s, size_t n, size_t from, struct date *d,
    struct span *at);
/* The date that groups k, k+1, k+2 of a match stand for. */
bool dates_of_groups(const char *s, const struct span spans[], int k, struct date *d);
/* The date a link's address carries (t20240510_1.html, /2024/5/10/), or false. */
bool dates_in_url(const struct patterns *p, const char *url, struct date *d);

/* The text without a date in front of it or behind it (in brackets or not), in the arena; the text
 * itself when there is none or little besides. */
const char *dates_stripped(const struct patterns *p, const char *s, struct arena *a);

#endif
