/* archive.h - DIR/archive/: every response as it came, before anything is recorded of it. */
#ifndef GEPPO_FETCH_ARCHIVE_H
#define GEPPO_FETCH_ARCHIVE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"
#include "fetch/ingest.h"
#include "fetch/exchange.h"
#include "store/store.h"

struct archive;

/* Make the folder and settle what an earlier run left: complete records behind the last recorded
 * one are taken in through `in`, a torn tail is cut off after a copy of it was made beside the
 * file. NULL on failure. */
struct archive *archive_open(const char *dir, struct ingest *in, struct fail *f);
void archive_close(struct archive *r);

/* Go on in a new file when the present one is full; what was written to it is durable then. */
int archive_turn(struct archive *r, struct fail *f) __attribute__((warn_unused_result));

/* Write the request and its response (a 304 as a revisit), durable after archive_sync(), and fill
 * the response's capture row but for source, role and baseline. Row strings live in the arena. */
int archive_put(struct archive *r, const char *url, const struct exchange *x, struct arena *a,
    struct capture *row, struct fail *f) __attribute__((warn_unused_result));
/* The same for a response whose payload is that of the capture `same`: a revisit of it, without the
 * payload (WARC 1.1 section 6.7.2). */
int archive_put_same(struct archive *r, const char *url, const struct exchange *x,
    const struct capture *same, struct arena *a, struct capture *row, struct fail *f)
    __attribute__((warn_unused_result));

/* Wait until all that was put is on the disk: its rows may be committed after. */
int archive_sync(struct archive *r, struct fail *f) __attribute__((warn_unused_result));

/* Records written so far by this process. */
int64_t archive_records(const struct archive *r);

#endif
