/* exchange.h - what went over the wire for one request. */
#ifndef GEPPO_FETCH_EXCHANGE_H
#define GEPPO_FETCH_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"

struct exchange {
	char at[INSTANT_SIZE]; /* when it was asked */
	struct buf request;    /* request line and headers as sent */
	struct buf head;       /* status line and headers as received */
	struct buf body;       /* transfer coding removed, content coding kept */
	int status;
	const char *truncated; /* in the words of WARC-Truncated, why the body is not whole:
	                          "length" (cut at the cap), "time", "disconnect"; NULL: whole */
	bool tls_failed;       /* no TLS connection could be agreed on */
	char digest[40];       /* of the body, where it was reckoned: "sha1:..."; else "" */
	double seconds;        /* from asking to the last byte */
	int64_t retry_after;   /* seconds, 0: not asked for */
};
void exchange_release(struct exchange *x);
/* Head and body as one HTTP message, chunks taken apart: the Transfer-Encoding header is kept under
 * another name, as other archivers do, so that no reader tries it again. */
void exchange_head(const struct exchange *x, struct buf *out);
void exchange_block(const struct exchange *x, struct buf *out);
/* The value of the first response header of that name, in the arena, or NULL. */
const char *exchange_field(const struct exchange *x, const char *name, struct arena *a);

#endif
