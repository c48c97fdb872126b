/* warc-source.c - see warc-source.h. */
#include "base/warc-source.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const unsigned char gzip_magic[3] = {0x1f, 0x8b, 8};

static int
damage(const struct warc_source *s, struct fail *f, const char *what)
{
	char place[sizeof f->place];
	snprintf(
	    place, sizeof place, "%s@%" PRId64, s->path, s->gzip ? s->member : source_offset(s));
	return fail_input(f, place, "%s", what);
}

int
source_open(struct warc_source *s, const char *path, struct fail *f)
{
	struct stat st;
	*s = (struct warc_source){.path = path};
	s->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0 || fstat(s->fd, &st) != 0) {
		bool missing = errno == ENOENT || errno == ENOTDIR;
		return missing ? fail_input(f, path, "there is no such file")
		               : fail_io(f, path, "cannot open");
	}
	if (!S_ISREG(st.st_mode))
		return fail_input(f, path, "not a regular file");
	s->size = st.st_size;
	return inflateInit2(&s->z, 15 + 16) == Z_OK ? 0 : fail_io(f, path, "zlib");
}

void
source_close(struct warc_source *s)
{
	if (s->fd >= 0)
		close(s->fd);
	inflateEnd(&s->z);
}

/* Bytes at an offset, for looking ahead; the count (short at the end of the file) or -1. */
static ssize_t
peek_at(struct warc_source *s, int64_t offset, void *to, size_t n, struct fail *f)
{
	ssize_t got;
	do
		got = pread(s->fd, to, n, offset);
	while (got < 0 && errno == EINTR);
	return got < 0 ? fail_io(f, s->path, "cannot read") : got;
}

int
source_seek(struct warc_source *s, int64_t offset, struct fail *f)
{
	unsigned char front[sizeof gzip_magic];
	ssize_t n = peek_at(s, offset, front, sizeof front, f);
	if (n < 0)
		return -1;
	s->gzip = n == sizeof front && memcmp(front, gzip_magic, sizeof front) == 0;
	s->read_at = s->member = offset;
	s->raw_at = s->raw_len = s->out_at = s->out_len = 0;
	s->in_member = s->broken = false;
	return 0;
}

int64_t
source_offset(const struct warc_source *s)
{
	if (s->gzip)
		return s->read_at - (int64_t)(s->raw_len - s->raw_at);
	return s->read_at - (int64_t)(s->out_len - s->out_at);
}

/* More of the file into `to`; like source_fill(). */
static int
read_chunk(struct warc_source *s, unsigned char *to, size_t *at, size_t *len, struct fail *f)
{
	ssize_t n = peek_at(s, s->read_at, to, SOURCE_CHUNK, f);
	if (n < 0)
		return -1;
	*at = 0;
	*len = (size_t)n;
	s->read_at += n;
	return n > 0;
}

/* One step of inflate() into the empty `out`. 1 go on; 0 the file ends between members; -1. */
static int
inflate_step(struct warc_source *s, struct fail *f)
{
	if (s->raw_at == s->raw_len) {
		int r = read_chunk(s, s->raw, &s->raw_at, &s->raw_len, f);
		if (r < 0 || (r == 0 && !s->in_member))
			return r;
		if (r == 0)
			return damage(s, f, "the file ends inside a gzip member (torn tail)");
	}
	if (!s->in_member) {
		s->member = source_offset(s);
		inflateReset(&s->z);
		s->in_member = true;
	}
	s->z.next_in = s->raw + s->raw_at;
	s->z.avail_in = (unsigned)(s->raw_len - s->raw_at);
	s->z.next_out = s->out;
	s->z.avail_out = SOURCE_CHUNK;
	int r = inflate(&s->z, Z_NO_FLUSH);
	s->raw_at = s->raw_len - s->z.avail_in;
	s->out_at = 0;
	s->out_len = SOURCE_CHUNK - s->z.avail_out;
	if (r == Z_STREAM_END)
		s->in_member = false;
	else if (r != Z_OK && r != Z_BUF_ERROR)
		return damage(s, f, s->z.msg ? s->z.msg : "bad gzip data");
	return 1;
}

int
source_fill(struct warc_source *s, bool next_member, struct fail *f)
{
	if (s->out_at < s->out_len)
		return 1;
	if (s->broken)
		return damage(s, f, "bad gzip data");
	if (!s->gzip)
		return read_chunk(s, s->out, &s->out_at, &s->out_len, f);
	while (next_member || s->in_member) {
		int r = inflate_step(s, f);
		if (r < 0)
			s->broken = true;
		if (r <= 0)
			return r;
		if (s->out_len > 0)
			return 1;
	}
	return 0;
}

size_t
source_take(struct warc_source *s, size_t n, const unsigned char **p)
{
	size_t ready = s->out_len - s->out_at;
	if (n > ready)
		n = ready;
	*p = s->out + s->out_at;
	s->out_at += n;
	return n;
}

/* Does a gzip member that holds "WARC/" begin here? */
static bool
member_begins(const unsigned char *p, size_t n)
{
	unsigned char out[5] = {0};
	z_stream z = {.next_in = (unsigned char *)p,
	    .avail_in = (unsigned)n,
	    .next_out = out,
	    .avail_out = sizeof out};
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return false;
	(void)inflate(&z, Z_SYNC_FLUSH); /* what came out decides */
	inflateEnd(&z);
	return z.avail_out == 0 && memcmp(out, "WARC/", 5) == 0;
}

static bool
record_begins(const unsigned char *p, size_t n, bool line_start)
{
	if (n >= 5 && memcmp(p, "WARC/", 5) == 0)
		return line_start;
	return n >= sizeof gzip_magic && memcmp(p, gzip_magic, sizeof gzip_magic) == 0 &&
	       member_begins(p, n);
}

int
source_find_record(struct warc_source *s, int64_t from, int64_t *at, struct fail *f)
{
	enum { AHEAD = 4096 }; /* enough of a member for its first bytes to come out */
	unsigned char *p = s->raw;
	for (bool line_start = false;;) {
		ssize_t n = peek_at(s, from, p, SOURCE_CHUNK, f);
		if (n <= 0)
			return (int)n;
		bool last = n < SOURCE_CHUNK;
		size_t stop = last ? (size_t)n : (size_t)n - AHEAD;
		for (size_t i = 0; i < stop; i++) {
			if ((p[i] == 'W' || p[i] == gzip_magic[0]) &&
			    record_begins(p + i, (size_t)n - i, line_start)) {
				*at = from + (int64_t)i;
				return 1;
			}
			line_start = p[i] == '\n';
		}
		if (last)
			return 0;
		from += (int64_t)stop;
	}
}
