/* unpack.c - see unpack.h. */
#include "parse/extract/unpack.h"

#include <string.h>
#include <zlib.h>

#include "base/buf.h"

bool
unpack_gzip(const unsigned char *bytes, size_t n, size_t cap, struct arena *a,
    const unsigned char **out, size_t *n_out, bool *cut)
{
	unsigned char chunk[65536];
	struct buf b;
	z_stream z = {.next_in = (unsigned char *)bytes, .avail_in = (unsigned)n};
	int rc = Z_OK;
	if (n < 2 || bytes[0] != 0x1f || bytes[1] != 0x8b || inflateInit2(&z, 15 + 16) != Z_OK)
		return false;
	buf_init(&b, cap);
	while (rc == Z_OK && !buf_full(&b)) {
		z.next_out = chunk;
		z.avail_out = sizeof chunk;
		rc = inflate(&z, Z_NO_FLUSH);
		size_t got = sizeof chunk - z.avail_out, room = cap - b.len;
		buf_add(&b, chunk, got < room ? got : room);
		if (got >= room)
			break;
		/* Files may follow each other in one. */
		if (rc == Z_STREAM_END && z.avail_in > 0 && *z.next_in == 0x1f)
			rc = inflateReset(&z);
	}
	inflateEnd(&z);
	*cut = rc != Z_STREAM_END;
	*n_out = b.len;
	*out = (const unsigned char *)arena_strn(a, b.text, b.len);
	buf_release(&b);
	return true;
}
