/* entity.h - character references of HTML. */
#ifndef GEPPO_PARSE_EXTRACT_ENTITY_H
#define GEPPO_PARSE_EXTRACT_ENTITY_H

#include <stddef.h>

/* The character that the reference at s (n bytes, s[0] is '&') stands for, and the bytes it takes
 * in *len; 0 when it is none. A missing semicolon is forgiven. */
int entity_decode(const char *s, size_t n, size_t *len);

/* Read the table of names; once per process, before anything is decoded. */
void entity_init(void);

#endif
