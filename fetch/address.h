/* address.h - where geppo may connect to. Names prove nothing (rebinding, redirects, odd number
 * forms), so the decision that counts is taken on the socket address, at connect time. */
#ifndef GEPPO_FETCH_ADDRESS_H
#define GEPPO_FETCH_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/url.h"

/* A network as 128 bits; IPv4 stands as ::ffff:a.b.c.d. */
struct network {
	unsigned char bytes[16];
	int bits;
};

/* Networks the operator allowed on purpose, with any port: for private test sites. */
struct address_rules {
	const struct network *allowed;
	size_t n_allowed;
};

/* Read "127.0.0.0/8", "10.1.2.3", "fd00::/8" (NULL-terminated list, NULL = none). 0, or -1 with the
 * first that can't be read. */
int address_rules_read(struct address_rules *r, const char *const *networks, struct arena *a,
    struct fail *f) __attribute__((warn_unused_result));

/* NULL when a connection to this socket address is allowed, else the reason, static text. Public
 * unicast on ports 80 and 443 is allowed; IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4; the
 * other wrappings (compatible, translated, 6to4, Teredo) are refused. */
const char *address_refused(const struct address_rules *r, const struct sockaddr *to);

/* The same for an address as text, before any connection: only http and https, no blanks, control
 * bytes, backslashes or credentials, no names of the local network, number forms judged as what
 * they mean. NULL when it may be tried: then *u is its parsed form. */
const char *address_url_refused(
    const struct address_rules *r, const char *text, struct arena *a, struct url *u);

#endif
