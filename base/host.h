/* host.h - the host parser of the WHATWG URL Standard (sections 3.5 to 3.7). */
#ifndef GEPPO_BASE_HOST_H
#define GEPPO_BASE_HOST_H

#include <stddef.h>

#include "base/arena.h"

/* The ASCII form of a host as written (n bytes of UTF-8, still percent-encoded): a domain in lower
 * case and Punycode, a dotted IPv4 address, or an IPv6 address in brackets. NULL: no valid host. */
const char *host_parse(const char *text, size_t n, struct arena *a);

#endif
