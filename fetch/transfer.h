/* transfer.h - one HTTP request each, many at once on one libcurl multi handle. Nothing outside
 * of it and request.h knows libcurl. No redirect is followed here, no cookie or netrc is used, no
 * proxy but the one asked for, certificates are verified, the address is judged on the socket. */
#ifndef GEPPO_FETCH_TRANSFER_H
#define GEPPO_FETCH_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fail.h"
#include "fetch/address.h"
#include "fetch/exchange.h"

/* What to ask for. Strings are borrowed until the transfer starts; `rules` until it ends. */
struct transfer_ask {
	const char *url; /* judged by address_url_refused() */
	const char *agent;
	const char *etag, *last_modified; /* of the copy we have, or NULL */
	const char *body; /* sent with POST: JSON when it begins as JSON, else a form; NULL: GET */
	const char *referer; /* or NULL */
	const char *proxy;   /* its address, or NULL: none; the socket then leads to it */
	bool old_tls; /* TLS 1.0 and weak ciphers too, renegotiation of old; still verified */
	const char *ca_file; /* trusted besides the system's authorities, PEM, or NULL */
	const struct address_rules *rules;
	int timeout_seconds; /* for all of it */
	size_t body_cap;
	bool cut_at_cap; /* a longer body is cut there and good, instead of a failure */
};

struct transfers;
struct transfer;

struct transfers *transfers_new(void);
/* Stops what is still running. */
void transfers_free(struct transfers *t);

/* Begin; `owner` comes back with the end. -1 when an answer could not even be asked for. */
int transfers_start(struct transfers *t, const struct transfer_ask *ask, void *owner,
    struct fail *f) __attribute__((warn_unused_result));

/* Wait up to `milliseconds` for some transfer to end. NULL: none did. Else its owner, with *x
 * filled (the caller's to release) and *failed set: 0, or -1 with *f saying why no complete
 * response came. f->exit is EXIT_CONFIG when the address was refused, EXIT_AGAIN otherwise. */
void *transfers_wait(
    struct transfers *t, int milliseconds, struct exchange *x, int *failed, struct fail *f);

#endif
