/* warc-http.c - the HTTP message inside a record's block; see warc_http() in warc.h. Archives are
 * honest about headers and often not about bodies: a tool may have removed chunking or compression
 * and kept the header that announces it, so a body that does not look encoded is taken as it is. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/caps.h"
#include "base/warc.h"

struct bytes {
	const unsigned char *p;
	size_t n;
};

/* Bytes up to and with the empty line, 0 when it does not come within the cap. */
static size_t
head_length(struct bytes in)
{
	size_t end = in.n < CAP_HTTP_HEADER ? in.n : CAP_HTTP_HEADER;
	for (size_t i = 0; i + 1 < end; i++) {
		if (in.p[i] != '\n')
			continue;
		if (in.p[i + 1] == '\n')
			return i + 2;
		if (i + 2 < end && in.p[i + 1] == '\r' && in.p[i + 2] == '\n')
			return i + 3;
	}
	return 0;
}

/* The value of the last header of a name, or NULL. */
static const char *
header_value(const char *headers, const char *name, struct arena *a)
{
	const char *found = NULL;
	size_t n = strlen(name), len = 0;
	for (const char *s = headers; (s = strchr(s, '\n')) != NULL && *++s;) {
		if (strncasecmp(s, name, n) != 0 || s[n] != ':')
			continue;
		found = s + n + 1 + strspn(s + n + 1, " \t");
		len = strcspn(found, "\r\n");
	}
	return found ? arena_strn(a, found, len) : NULL;
}

/* The size in front of a chunk and the bytes its line takes (0: there is none). */
static size_t
chunk_line(struct bytes in, size_t *size)
{
	size_t i = 0;
	*size = 0;
	for (; i < in.n && i < 15; i++) {
		unsigned char c = in.p[i] | 32;
		int digit = in.p[i] >= '0' && in.p[i] <= '9' ? in.p[i] - '0'
		            : c >= 'a' && c <= 'f'           ? c - 'a' + 10
		                                             : -1;
		if (digit < 0)
			break;
		*size = *size * 16 + (size_t)digit;
	}
	if (i == 0 || i == 15 || i == in.n || !strchr(" \t\r\n;", in.p[i] ? in.p[i] : 'x'))
		return 0;
	const unsigned char *end = memchr(in.p + i, '\n', in.n - i);
	return end ? (size_t)(end - in.p) + 1 : 0;
}

static struct bytes
unchunk(struct bytes in, struct arena *a, bool *cut)
{
	size_t size;
	if (chunk_line(in, &size) == 0)
		return in;
	unsigned char *out = arena_alloc(a, in.n + 1);
	size_t len = 0;
	for (;;) {
		size_t line = chunk_line(in, &size);
		if (line == 0)
			break;
		in.p += line;
		in.n -= line;
		if (size == 0)
			return (struct bytes){out, len};
		size_t take = size < in.n ? size : in.n;
		memcpy(out + len, in.p, take);
		len += take;
		in.p += take;
		in.n -= take;
		for (const char *end = "\r\n"; *end && in.n > 0 && in.p[0] == *end; end++) {
			in.p++;
			in.n--;
		}
	}
	*cut = true;
	return (struct bytes){out, len};
}

/* window: 47 for gzip or zlib, -15 for bare deflate. False when nothing at all came out. */
static bool
inflate_all(struct bytes in, int window, struct arena *a, struct bytes *out, bool *cut)
{
	z_stream z = {.next_in = (unsigned char *)in.p, .avail_in = (unsigned)in.n};
	if (inflateInit2(&z, window) != Z_OK)
		return false;
	unsigned char *text = NULL;
	size_t len = 0, room = 0;
	int r = Z_OK;
	while (r == Z_OK && len < CAP_PAGE) {
		text = arena_grow(a, text, len, len + 1, &room, 1);
		size_t space = room < CAP_PAGE ? room - len : CAP_PAGE - len;
		z.next_out = text + len;
		z.avail_out = (unsigned)space;
		r = inflate(&z, Z_NO_FLUSH);
		len += space - z.avail_out;
	}
	inflateEnd(&z);
	*cut = *cut || r != Z_STREAM_END;
	*out = (struct bytes){text, len};
	return len > 0 || r == Z_STREAM_END;
}

static struct bytes
uncompress_body(struct bytes in, const char *coding, struct arena *a, bool *cut)
{
	struct bytes out;
	bool gzip = in.n > 2 && in.p[0] == 0x1f && in.p[1] == 0x8b;
	if (strcasecmp(coding, "gzip") == 0 || strcasecmp(coding, "x-gzip") == 0)
		return gzip && inflate_all(in, 47, a, &out, cut) ? out : in;
	if (strcasecmp(coding, "deflate") == 0) {
		bool plain_cut = *cut;
		if (inflate_all(in, 47, a, &out, cut))
			return out;
		*cut = plain_cut;
		if (inflate_all(in, -15, a, &out, cut))
			return out;
		*cut = plain_cut;
		return in;
	}
	if (strcasecmp(coding, "br") == 0 || strcasecmp(coding, "zstd") == 0) {
		*cut = true; /* never asked for by us, and no way to read it */
		return (struct bytes){(const unsigned char *)"", 0};
	}
	return in;
}

/* Codings are listed in the order they were applied: the last comes off first. */
static struct bytes
decode_body(struct bytes body, const char *codings, struct arena *a, bool *cut)
{
	char *list = arena_str(a, codings);
	for (int depth = 0; depth < 4; depth++) {
		char *comma = strrchr(list, ',');
		char *name = comma ? comma + 1 : list;
		name += strspn(name, " \t");
		name[strcspn(name, " \t")] = '\0';
		body = uncompress_body(body, name, a, cut);
		if (!comma)
			break;
		*comma = '\0';
	}
	return body;
}

static int
status_of(const char *headers)
{
	const char *s = strncasecmp(headers, "HTTP/", 5) == 0 ? strpbrk(headers, " \r\n") : NULL;
	if (s == NULL || *s != ' ')
		return 0;
	long status = strtol(s, NULL, 10);
	return status >= 100 && status <= 999 ? (int)status : 0;
}

bool
warc_http(const struct warc_record *rec, struct arena *a, struct http_message *m)
{
	*m = (struct http_message){0};
	struct bytes in = {rec->block, rec->block_len};
	if (in.n < 5 || strncasecmp((const char *)in.p, "HTTP/", 5) != 0)
		return false;
	size_t head = head_length(in);
	if (head == 0 && in.n >= CAP_HTTP_HEADER)
		return false;
	bool no_end = head == 0; /* a message of headers only, without their empty line */
	head = no_end ? in.n : head;
	m->headers = arena_strn(a, (const char *)in.p, head);
	m->status = status_of(m->headers);
	m->content_type = header_value(m->headers, "Content-Type", a);
	m->location = header_value(m->headers, "Location", a);
	m->etag = header_value(m->headers, "ETag", a);
	m->last_modified = header_value(m->headers, "Last-Modified", a);
	m->body_cut = rec->truncated || no_end;
	struct bytes body = {in.p + head, in.n - head};
	const char *transfer = header_value(m->headers, "Transfer-Encoding", a);
	if (transfer && strcasestr(transfer, "chunked"))
		body = unchunk(body, a, &m->body_cut);
	const char *codings = header_value(m->headers, "Content-Encoding", a);
	if (codings)
		body = decode_body(body, codings, a, &m->body_cut);
	if (body.n > CAP_PAGE) {
		body.n = CAP_PAGE;
		m->body_cut = true;
	}
	m->body = body.p;
	m->body_len = body.n;
	return m->status != 0;
}
