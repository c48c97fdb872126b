/* ingest.h - captures out of archives that others made, or that we made and had no time to record.
 */
#ifndef GEPPO_FETCH_INGEST_H
#define GEPPO_FETCH_INGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/warc.h"
#include "config/config.h"
#include "store/store.h"

/* Why a record is no capture. */
enum passed_over {
	PASSED_REQUEST,
	PASSED_WARCINFO,
	PASSED_METADATA,
	PASSED_CONVERSION,
	PASSED_CONTINUATION,
	PASSED_ROBOTS, /* robots.txt: rules for us, nothing to read */
	PASSED_ADDRESS,
	PASSED_OTHER,
	PASSED_KINDS
};

/* What was seen so far; counted, never derived. */
struct ingest_counts {
	int64_t added, known, damaged, cut, wrong_digest;
	int64_t passed[PASSED_KINDS];
};

struct ingest {
	struct store *store;
	const struct config *config;
	const char *dir; /* the data directory: archives inside it are named relative to it */
	struct progress *progress; /* may be NULL */
	struct ingest_counts counts;
	/* Within a file: where the last page of a list that a script draws leads, and whose it is.
	 */
	char *led;
	const struct source *led_source;
};

/* Take in one archive from a record boundary at `from` (0: all of it): every response, resource and
 * revisit becomes a capture row. Damage is logged with file@offset and counted; the rest goes on.
 * `good_end` (may be NULL) is the end of the last record that could be read, `from` when none was.
 * 0; -1 when the file can't be read at all or the store fails (f->exit is EXIT_INPUT or EXIT_IO).
 */
int ingest_file(struct ingest *in, const char *path, int64_t from, int64_t *good_end,
    struct fail *f) __attribute__((warn_unused_result));

/* "64 captures taken in, 0 known already; passed over: 64 request, 1 warcinfo". */
void ingest_summary(const struct ingest_counts *n, struct buf *b);

/* How an archive is named in the store: relative to the data directory when it lies inside,
 * absolute otherwise. In the arena; NULL when the path does not exist. */
const char *ingest_archive_name(const char *dir, const char *path, struct arena *a);

#endif
