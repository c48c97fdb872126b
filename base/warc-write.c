/* warc-write.c - the writing half of warc.h: one gzip member a record, on disk before it is named
 * to anybody. */
#include "base/warc.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/uio.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"

struct warc_writer {
	int fd;
	int64_t size;
	int64_t durable; /* as much of it is on the disk */
	char *path;
};

static void
uuid_new(char out[64])
{
	unsigned char b[16];
	if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
		fatal("getrandom: %s", strerror(errno));
	b[6] = (b[6] & 0x0f) | 0x40; /* RFC 9562, version 4 */
	b[8] = (b[8] & 0x3f) | 0x80;
	size_t n = (size_t)snprintf(out, 64, "urn:uuid:");
	for (int i = 0; i < 16; i++) {
		bool dash = i == 4 || i == 6 || i == 8 || i == 10;
		n += (size_t)snprintf(out + n, 64 - n, "%s%02x", dash ? "-" : "", b[i]);
	}
}

/* One gzip member of all pieces; malloc()ed. */
static unsigned char *
compress_member(const struct iovec *piece, size_t n, size_t *len)
{
	z_stream z = {0};
	size_t total = 0;
	for (size_t i = 0; i < n; i++)
		total += piece[i].iov_len;
	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		fatal("zlib: out of memory");
	size_t room = deflateBound(&z, total);
	unsigned char *out = malloc(room);
	if (out == NULL || total > UINT_MAX)
		fatal("out of memory: %zu bytes", room);
	z.next_out = out;
	z.avail_out = (unsigned)room;
	for (size_t i = 0; i < n; i++) {
		z.next_in = piece[i].iov_base;
		z.avail_in = (unsigned)piece[i].iov_len;
		int r = deflate(&z, i + 1 < n ? Z_NO_FLUSH : Z_FINISH);
		if (r != (i + 1 < n ? Z_OK : Z_STREAM_END) && z.avail_in > 0)
			bug("deflate: %d", r);
	}
	*len = room - z.avail_out;
	deflateEnd(&z);
	return out;
}

static int
append(struct warc_writer *w, const unsigned char *p, size_t n, struct fail *f)
{
	for (size_t done = 0; done < n;) {
		ssize_t r = pwrite(w->fd, p + done, n - done, w->size + (int64_t)done);
		if (r < 0 && errno != EINTR)
			return fail_io(f, w->path, "cannot write");
		done += r > 0 ? (size_t)r : 0;
	}
	return 0;
}

int
warc_sync(struct warc_writer *w, struct fail *f)
{
	if (w->size == w->durable)
		return 0;
	if (fdatasync(w->fd) != 0)
		return fail_io(f, w->path, "cannot be made durable");
	w->durable = w->size;
	return 0;
}

static void
add_header(struct buf *b, const char *name, const char *value, const char *around)
{
	if (value == NULL)
		return;
	buf_addf(b, "%s: %.1s", name, around);
	for (; *value; value++)
		if ((unsigned char)*value >=
		    ' ') /* an address with a line end is no second field */
			buf_addc(b, *value);
	buf_addf(b, "%s\r\n", *around ? around + 1 : "");
}

static void
record_header(struct buf *b, const struct warc_entry *e, const struct warc_place *where,
    const char *block_digest)
{
	buf_adds(b, "WARC/1.1\r\n");
	add_header(b, "WARC-Type", e->type, "");
	add_header(b, "WARC-Record-ID", where->id, "<>");
	add_header(b, "WARC-Date", e->date, "");
	add_header(b, "WARC-Target-URI", e->url, "");
	add_header(b, "WARC-Concurrent-To", e->concurrent_to, "<>");
	add_header(b, "WARC-Profile", e->profile, "");
	add_header(b, "WARC-Refers-To", e->refers_to, "<>");
	add_header(b, "WARC-Refers-To-Target-URI", e->refers_to_url, "");
	add_header(b, "WARC-Refers-To-Date", e->refers_to_date, "");
	add_header(b, "WARC-Truncated", e->truncated, "");
	add_header(b, "Content-Type", e->content_type, "");
	add_header(b, "WARC-Block-Digest", block_digest, "");
	if (e->head && where->digest[0])
		add_header(b, "WARC-Payload-Digest", where->digest, "");
	buf_addf(b, "Content-Length: %zu\r\n\r\n", e->head_len + e->body_len);
}

static void
digest_block(const struct warc_entry *e, char out[40])
{
	size_t n = e->head_len + e->body_len;
	unsigned char *block = malloc(n + 1);
	if (block == NULL)
		fatal("out of memory: %zu bytes", n);
	if (e->head_len > 0)
		memcpy(block, e->head, e->head_len);
	if (e->body_len > 0)
		memcpy(block + e->head_len, e->body, e->body_len);
	sha1_label(block, n, out);
	free(block);
}

int
warc_add(
    struct warc_writer *w, const struct warc_entry *e, struct warc_place *where, struct fail *f)
{
	char block_digest[40];
	if (e->id)
		snprintf(where->id, sizeof where->id, "%s", e->id);
	else
		uuid_new(where->id);
	/* The block of a revisit is not the payload it speaks of. */
	if (e->profile || e->payload_digest)
		snprintf(where->digest, sizeof where->digest, "%s",
		    e->payload_digest ? e->payload_digest : "");
	else
		sha1_label(e->body_len > 0 ? e->body : "", e->body_len, where->digest);
	digest_block(e, block_digest);

	struct buf header;
	buf_init(&header, CAP_WARC_HEADER);
	record_header(&header, e, where, block_digest);
	if (buf_full(&header)) {
		buf_release(&header);
		return fail_input(
		    f, w->path, "a record header larger than %d bytes", CAP_WARC_HEADER);
	}
	const struct iovec piece[] = {{header.text, header.len}, {(void *)e->head, e->head_len},
	    {(void *)e->body, e->body_len}, {(void *)"\r\n\r\n", 4}};
	size_t n;
	unsigned char *member = compress_member(piece, sizeof piece / sizeof *piece, &n);
	buf_release(&header);
	int r = append(w, member, n, f);
	free(member);
	if (r != 0) {
		if (ftruncate(w->fd, w->size) != 0)
			fail_in(f, "the torn record could not be cut off");
		return -1;
	}
	where->offset = w->size;
	where->length = (int64_t)n;
	w->size += (int64_t)n;
	return 0;
}

int
warc_write(
    struct warc_writer *w, const struct warc_entry *e, struct warc_place *where, struct fail *f)
{
	return warc_add(w, e, where, f) < 0 ? -1 : warc_sync(w, f);
}

static int
write_warcinfo(struct warc_writer *w, const char *software, struct fail *f)
{
	char body[512], now[INSTANT_SIZE];
	struct warc_place where;
	instant_now(now);
	int n = snprintf(
	    body, sizeof body, "software: %.400s\r\nformat: WARC File Format 1.1\r\n", software);
	const struct warc_entry e = {.type = "warcinfo",
	    .date = now,
	    .content_type = "application/warc-fields",
	    .body = body,
	    .body_len = (size_t)n};
	return warc_write(w, &e, &where, f);
}

static int
open_locked(struct warc_writer *w, struct fail *f)
{
	w->fd = open(w->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (w->fd < 0)
		return fail_io(f, w->path, "cannot open for writing");
	if (flock(w->fd, LOCK_EX | LOCK_NB) != 0)
		return fail_again(f, w->path, "another process is writing this archive");
	w->size = w->durable = lseek(w->fd, 0, SEEK_END);
	return w->size >= 0 ? 0 : fail_io(f, w->path, "cannot find the end");
}

struct warc_writer *
warc_writer_open(const char *path, const char *software, struct fail *f)
{
	struct warc_writer *w = calloc(1, sizeof *w);
	if (w == NULL || (w->path = strdup(path)) == NULL)
		fatal("out of memory");
	int r = open_locked(w, f);
	if (r == 0 && w->size == 0) {
		r = write_warcinfo(w, software, f);
		if (r == 0)
			r = file_sync_folder(path, f);
	}
	if (r == 0)
		return w;
	warc_writer_close(w);
	return NULL;
}

int64_t
warc_writer_size(const struct warc_writer *w)
{
	return w->size;
}

void
warc_writer_close(struct warc_writer *w)
{
	if (w == NULL)
		return;
	if (w->fd >= 0)
		close(w->fd);
	free(w->path);
	free(w);
}
