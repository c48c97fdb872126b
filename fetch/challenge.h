/* challenge.h - names the guard that answered instead of the site. Nothing here answers back: a
 * challenge is reported, never solved. */
#ifndef GEPPO_FETCH_CHALLENGE_H
#define GEPPO_FETCH_CHALLENGE_H

#include <stddef.h>

/* The guard's name, static text, or NULL when the response bears no sign of one. `headers` is the
 * response's header block (with its status line), `body` the decoded body. A response of status
 * 200 is judged by its headers alone only where they prove a challenge page; its bytes are the
 * extractor's to judge. */
const char *challenge_name(int status, const char *headers, const void *body, size_t n);

/* A way back to an address that was asked, with a cookie set on it: the loop of several guards. */
#define CHALLENGE_COOKIE_LOOP "a cookie loop (the address redirects to itself)"

#endif
