/* warc-source.h - the bytes of an archive, inflated where they are gzip, never across a member.
 * Private to the WARC reader. */
#ifndef GEPPO_BASE_WARC_SOURCE_H
#define GEPPO_BASE_WARC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "base/fail.h"

enum { SOURCE_CHUNK = 64 * 1024 };

struct warc_source {
	int fd;
	const char *path;
	bool gzip;
	bool broken;     /* the member in hand can not be inflated further */
	int64_t size;    /* of the file when it was opened */
	int64_t read_at; /* file offset behind `raw` */
	size_t raw_at, raw_len;
	int64_t member; /* offset of the gzip member that `out` comes from */
	bool in_member;
	size_t out_at, out_len;
	z_stream z;
	unsigned char raw[SOURCE_CHUNK];
	unsigned char out[SOURCE_CHUNK];
};

/* 0 or -1 (cannot open, cannot seek). */
int source_open(struct warc_source *s, const char *path, struct fail *f);
void source_close(struct warc_source *s);

/* Go to a file offset and forget what is in hand; gzip when a member begins there. 0 or -1. */
int source_seek(struct warc_source *s, int64_t offset, struct fail *f);

/* Make at least one byte ready, without leaving the member unless `next_member`. 1 ready; 0 the end
 * (of the member, of the file); -1 damage or a read error. */
int source_fill(struct warc_source *s, bool next_member, struct fail *f);

/* Take up to n ready bytes: their start in *p, the number returned; 0 when none is ready. */
size_t source_take(struct warc_source *s, size_t n, const unsigned char **p);

/* File offset of the next byte: plain exactly, gzip the first byte not yet inflated. */
int64_t source_offset(const struct warc_source *s);

/* Offset from `from` on where a record may begin: "WARC/" at the start of a line, or a gzip member
 * that inflates to it. 1 found (*at), 0 none to the end of the file, -1 read error. */
int source_find_record(struct warc_source *s, int64_t from, int64_t *at, struct fail *f);

#endif
