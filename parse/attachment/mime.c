/* mime.c - a page saved with all that belongs to it (MHTML, RFC 2557): its first HTML or text part,
 * as Word and browsers write it. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "parse/attachment/attachment.h"

struct part_of_mail {
	const char *body;
	size_t n;
	char type[64], encoding[32], charset[32], boundary[128];
};

static void
word_copy(char *to, size_t room, const char *from, const char *end)
{
	size_t n = 0;
	bool quoted = from < end && *from == '"';
	for (from += quoted; from < end && n + 1 < room; from++) {
		if (quoted ? *from == '"' : strchr("; \t\r\n", *from) != NULL)
			break;
		to[n++] = *from;
	}
	to[n] = '\0';
}

/* The value behind `name` in the head, letter case ignored; NULL: none. */
static const char *
value_of(const char *head, const char *end, const char *name)
{
	size_t n = strlen(name);
	for (const char *s = head; s + n < end; s++)
		if (strncasecmp(s, name, n) == 0) {
			s += n;
			while (s < end && (*s == ' ' || *s == '\t'))
				s++;
			return s;
		}
	return NULL;
}

static void
part_read(struct part_of_mail *p, const char *s, const char *end)
{
	const char *body = memmem(s, (size_t)(end - s), "\n\n", 2);
	const char *dos = memmem(s, (size_t)(end - s), "\n\r\n", 3);
	if (dos && (body == NULL || dos < body))
		body = dos;
	*p = (struct part_of_mail){.body = end};
	if (body) {
		p->body = body + (body == dos ? 3 : 2);
		p->n = (size_t)(end - p->body);
	}
	const char *head = body ? body : end;
	static const char *const names[] = {
	    "content-type:", "content-transfer-encoding:", "charset=", "boundary="};
	char *const to[] = {p->type, p->encoding, p->charset, p->boundary};
	static const size_t rooms[] = {
	    sizeof p->type, sizeof p->encoding, sizeof p->charset, sizeof p->boundary};
	for (size_t i = 0; i < 4; i++) {
		const char *v = value_of(s, head, names[i]);
		if (v)
			word_copy(to[i], rooms[i], v, head);
	}
}

static int
hex_of(char c)
{
	return c >= '0' && c <= '9'                 ? c - '0'
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
	                                            : -1;
}

static void
quoted_decode(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] != '=')
			buf_addc(b, s[i]);
		else if (i + 2 < n && hex_of(s[i + 1]) >= 0 && hex_of(s[i + 2]) >= 0) {
			buf_addc(b, (char)(hex_of(s[i + 1]) * 16 + hex_of(s[i + 2])));
			i += 2;
		} else if (i + 1 < n && s[i + 1] == '\r')
			i += 2;
		else
			i++;
	}
}

static void
base64_decode(struct buf *b, const char *s, size_t n)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, held = 0;
	for (size_t i = 0; i < n; i++) {
		const char *at = s[i] ? strchr(letters, s[i]) : NULL;
		if (at == NULL)
			continue;
		held = held << 6 | (unsigned)(at - letters);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			buf_addc(b, (char)(held >> bits));
		}
	}
}

static bool
part_take(struct attachment_reading *r, const struct part_of_mail *p)
{
	struct buf bytes;
	struct decoded d;
	bool html = strcasecmp(p->type, "text/html") == 0;
	if (!html && strcasecmp(p->type, "text/plain") != 0)
		return false;
	buf_init(&bytes, CAP_PAGE);
	if (strcasecmp(p->encoding, "quoted-printable") == 0)
		quoted_decode(&bytes, p->body, p->n);
	else if (strcasecmp(p->encoding, "base64") == 0)
		base64_decode(&bytes, p->body, p->n);
	else
		buf_add(&bytes, p->body, p->n);
	if (!p->charset[0] || !extractor_decode(r->extractor, p->charset,
	                          (const unsigned char *)bytes.text, bytes.len, r->arena, &d))
		extractor_decode(
		    r->extractor, NULL, (const unsigned char *)bytes.text, bytes.len, r->arena, &d);
	if (html)
		html_read(r, arena_strn(r->arena, d.text, d.n), d.n);
	else
		buf_add(&r->text, d.text, d.n);
	buf_release(&bytes);
	return true;
}

/* It begins with a header field, and one of the first says it is MIME. */
bool
mime_is(const struct attachment_file *file)
{
	static const char version[] = "mime-version:";
	const char *s = (const char *)file->bytes;
	size_t n = file->n < 4096 ? file->n : 4096, at = 0;
	while (at < n && (isalpha((unsigned char)s[at]) || s[at] == '-'))
		at++;
	if (at == 0 || at >= n || s[at] != ':')
		return false;
	for (const char *line = s; line; line = memchr(line, '\n', (size_t)(s + n - line))) {
		line += *line == '\n';
		if ((size_t)(s + n - line) < sizeof version || *line == '\r' || *line == '\n')
			return false;
		if (strncasecmp(line, version, sizeof version - 1) == 0)
			return true;
	}
	return false;
}

void
mime_read(struct attachment_reading *r, const struct attachment_file *file)
{
	const char *s = (const char *)file->bytes, *end = s + file->n;
	struct part_of_mail whole, part;
	r->type = "mhtml";
	part_read(&whole, s, end);
	bool read = part_take(r, &whole);
	char mark[sizeof whole.boundary + 3];
	size_t n = (size_t)snprintf(mark, sizeof mark, "--%s", whole.boundary);
	const char *at = whole.boundary[0] ? memmem(s, file->n, mark, n) : NULL;
	/* The first mark may be the one in the head, where it is named. */
	while (at && !read) {
		const char *from = at + n, *next = memmem(from, (size_t)(end - from), mark, n);
		part_read(&part, from, next ? next : end);
		read = part_take(r, &part);
		at = next;
	}
	r->type = "mhtml";
	if (!read)
		attachment_hold(r, "a mail or saved page without a text part");
}
