/* warc.h - WARC 1.0 and 1.1 (ISO 28500:2017), gzip member per record or plain: read and write.
 *
 * Reading is a stream: warc_next() gives one record's header and its block, whole in memory up to
 * CAP_PAGE plus CAP_HTTP_HEADER; a longer block is cut and marked. Damage is a failure that names
 * the file and offset; after a failure in the middle warc_next() goes on at the next record that
 * can be found (gzip: the next member signature that inflates to "WARC/"), so that one bad record
 * costs one record. Records that share one gzip member (a tool compressed the file as a whole)
 * share its offset: open there and go on to the id. */
#ifndef GEPPO_BASE_WARC_H
#define GEPPO_BASE_WARC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"

struct warc_reader;

/* One record. Strings live in the arena given to warc_next() and are NULL when absent. */
struct warc_record {
	int64_t offset;   /* of the record (or gzip member) in the file */
	int64_t length;   /* bytes it takes in the file */
	const char *type; /* "response", "request", "revisit", "resource", "warcinfo", ... */
	const char *id;   /* WARC-Record-ID without < >; some writers forget it */
	const char *date; /* instant, as written */
	const char *url;  /* WARC-Target-URI without < > */
	const char *content_type;
	const char *payload_digest; /* as written: "sha1:BASE32" */
	const char *refers_to;      /* WARC-Refers-To without < > */
	const unsigned char *block;
	size_t block_len;
	bool truncated; /* the block was longer than the cap, or the record says WARC-Truncated */
	bool digest_wrong; /* a sha1 block digest is there and does not fit */
};

/* The HTTP message in a response block. Header text is borrowed from the block copy in the arena.
 */
struct http_message {
	int status;
	const char *content_type; /* value of the last such header, or NULL */
	const char *location;
	const char *etag;
	const char *last_modified;
	const char *headers; /* the header block, NUL-terminated, lines ended by CRLF or LF */
	const unsigned char
	    *body; /* decoded: chunked removed, gzip/deflate inflated (cap CAP_PAGE) */
	size_t body_len;
	bool body_cut; /* truncated, bad chunking or bad compression: what was readable */
};

/* Open a file for reading, from a record boundary at `offset` (0: the start). A missing or empty
 * file, or one whose first record is no WARC record, fails here (input). NULL on failure. */
struct warc_reader *warc_open(const char *path, int64_t offset, struct fail *f);
void warc_close(struct warc_reader *r);

/* The next record. 1: *rec is filled; 0: the end; -1: damage, f says what and where
 * ("file@offset"); call again to go on behind it - a torn tail is reported once, then comes the
 * end. */
int warc_next(struct warc_reader *r, struct arena *a, struct warc_record *rec, struct fail *f)
    __attribute__((warn_unused_result));

/* Split and decode the HTTP message of a response (or revisit) record; false when there is none. */
bool warc_http(const struct warc_record *rec, struct arena *a, struct http_message *m);

struct warc_writer;

/* What to write. `id` NULL: a new urn:uuid is made and can be read back from the result. */
struct warc_entry {
	const char *type;
	const char *id;
	const char *date; /* instant */
	const char *url;
	const char *content_type; /* "application/http;msgtype=response" */
	const char *concurrent_to;
	const char *profile;   /* of a revisit */
	const char *truncated; /* why the payload is not whole: "length", "time", ... */
	/* Of a revisit: the record it repeats. */
	const char *refers_to, *refers_to_url, *refers_to_date;
	/* Of the payload, for a revisit of the one it repeats. NULL: of a revisit not known, else
	 * reckoned. */
	const char *payload_digest;
	const void *head; /* HTTP header block with its empty line; may be NULL */
	size_t head_len;
	const void
	    *body; /* payload as received after transfer decoding; its sha1 is the payload digest */
	size_t body_len;
};

/* Where a record was written: becomes the capture's row. */
struct warc_place {
	char id[64];     /* "urn:uuid:..." */
	char digest[40]; /* payload digest "sha1:...", "" for a revisit that names none */
	int64_t offset;
	int64_t length;
};

/* Append to `path` (created when missing, with a warcinfo record that names `software`). The file
 * is locked against a second writer. NULL on failure. */
struct warc_writer *warc_writer_open(const char *path, const char *software, struct fail *f);

/* Append one gzip member and fsync it before returning: the row may be committed after. On failure
 * the file is cut back to where it was. 0 or -1. */
int warc_write(struct warc_writer *w, const struct warc_entry *e, struct warc_place *where,
    struct fail *f) __attribute__((warn_unused_result));
/* Append without waiting for the disk: durable after the next warc_sync(). 0 or -1. */
int warc_add(struct warc_writer *w, const struct warc_entry *e, struct warc_place *where,
    struct fail *f) __attribute__((warn_unused_result));
/* Wait until all that was appended is on the disk. 0 or -1. */
int warc_sync(struct warc_writer *w, struct fail *f) __attribute__((warn_unused_result));
int64_t warc_writer_size(const struct warc_writer *w);
/* What was not synced may be lost. */
void warc_writer_close(struct warc_writer *w);

#endif
