/* url.h - http and https addresses: parse, resolve, the key that tells two addresses apart.
 * Follows the WHATWG URL Standard for special schemes; deviations are listed in
 * tests/conformance.md. Addresses with other schemes are refused, not parsed. */
#ifndef GEPPO_BASE_URL_H
#define GEPPO_BASE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A parsed absolute address; every part is serialised (percent-encoded, host in ASCII). */
struct url {
	const char *href;   /* the whole, fragment kept */
	const char *scheme; /* "http" or "https" */
	const char *user;   /* "" when absent; an address with credentials is refused by fetch */
	const char *password;
	const char *host;     /* ASCII (IDNA), brackets kept around IPv6 */
	int port;             /* the effective port, also when it is the default */
	const char *path;     /* begins with '/' */
	const char *query;    /* with its '?', or "" */
	const char *fragment; /* with its '#', or "" */
};

/* Parse `text` (n bytes of UTF-8), against `base` when it is relative; base may be NULL. All parts
 * live in the arena. False: not an http(s) address. */
bool url_parse(
    const char *text, size_t n, const struct url *base, struct arena *a, struct url *out);

/* The absolute form of a link found at address `base`, or NULL. */
const char *url_resolve(const char *base, const char *link, struct arena *a);

/* A text as a part of an address: all but letters, digits, '-', '.', '_' and '~' percent-encoded
 * (RFC 3986 section 2.3). In the arena. */
const char *url_escaped(const char *text, struct arena *a);

/* The key under which an address is known: scheme folded to http, host in lower case without
 * "www.", default ports, "index.html"-like last segments, fragments and session parameters
 * (jsessionid, PHPSESSID, spm, utm_*) dropped, %XX in upper case. Never used to fetch. NULL when
 * `text` is no http(s) address. */
const char *url_key(const char *text, struct arena *a);

/* The host of an absolute address, or NULL. */
const char *url_host(const char *text, struct arena *a);

#endif
