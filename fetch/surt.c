/* surt.c - see surt.h. */
#include "fetch/surt.h"

#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/url.h"

static void
host_turned(struct buf *b, const char *host)
{
	size_t n = strlen(host);
	if (strncmp(host, "www.", 4) == 0)
		host += 4, n -= 4;
	bool number = *host == '[' || strspn(host, "0123456789.") == n;
	if (number) {
		buf_add(b, host, n);
		return;
	}
	while (n > 0) {
		size_t from = n;
		while (from > 0 && host[from - 1] != '.')
			from--;
		buf_add(b, host + from, n - from);
		n = from > 0 ? from - 1 : 0;
		if (n > 0)
			buf_addc(b, ',');
	}
}

static void
add_lower(struct buf *b, const char *s)
{
	for (; *s; s++)
		buf_addc(b, (char)tolower((unsigned char)*s));
}

static void
key_add(struct buf *b, const char *text)
{
	struct arena a = {0};
	struct url u;
	if (!url_parse(text, strlen(text), NULL, &a, &u))
		add_lower(b, text);
	else {
		bool usual = u.port == (strcmp(u.scheme, "https") == 0 ? 443 : 80);
		host_turned(b, u.host);
		if (!usual)
			buf_addf(b, ":%d", u.port);
		buf_addc(b, ')');
		add_lower(b, u.path);
		add_lower(b, u.query);
	}
	arena_release(&a);
}

static void
field_add(json_t *o, const char *name, const char *value, size_t n)
{
	json_t *text = json_stringn(value, n);
	/* Bytes that are no UTF-8 stand in headers of old servers. */
	json_object_set_new(o, name, text ? text : json_string("unk"));
}

void
surt_line(struct buf *b, const struct warc_record *rec, const char *instant, const char *mime,
    int status, const char *filename)
{
	json_t *o = json_object();
	char number[24];
	key_add(b, rec->url);
	buf_addc(b, ' ');
	for (const char *s = instant; *s; s++)
		if (isdigit((unsigned char)*s))
			buf_addc(b, *s);
	field_add(o, "url", rec->url, strlen(rec->url));
	if (mime)
		field_add(o, "mime", mime, strcspn(mime, "; \t"));
	if (status > 0) {
		snprintf(number, sizeof number, "%d", status);
		field_add(o, "status", number, strlen(number));
	}
	if (rec->payload_digest)
		field_add(o, "digest", rec->payload_digest, strlen(rec->payload_digest));
	snprintf(number, sizeof number, "%" PRId64, rec->length);
	field_add(o, "length", number, strlen(number));
	snprintf(number, sizeof number, "%" PRId64, rec->offset);
	field_add(o, "offset", number, strlen(number));
	field_add(o, "filename", filename, strlen(filename));
	char *text = json_dumps(o, JSON_ENSURE_ASCII);
	if (text == NULL)
		fatal("out of memory");
	buf_addf(b, " %s", text);
	free(text);
	json_decref(o);
}
