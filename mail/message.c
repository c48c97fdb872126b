/* message.c - see message.h; the structure is GMime's work. */
#include "mail/message.h"

#include <gmime/gmime.h>
#include <string.h>
#include <time.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/utf8.h"

static void
start_library(void)
{
	static bool started;
	if (!started)
		g_mime_init();
	started = true;
}

static GMimeObject *
part_new(const char *type, const void *bytes, size_t n)
{
	char main_type[64];
	const char *slash = strchr(type, '/');
	snprintf(main_type, sizeof main_type, "%.*s", (int)(slash - type), type);
	GMimePart *part = g_mime_part_new_with_type(main_type, slash + 1);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
	GMimeDataWrapper *content =
	    g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_object_unref(content);
	g_object_unref(stream);
	return GMIME_OBJECT(part);
}

/* Text travels with CRLF inside, whatever its encoding. */
static GMimeObject *
text_new(const char *type, const char *text)
{
	struct buf lines;
	buf_init(&lines, CAP_ISSUE);
	for (const char *s = text; *s; s++) {
		if (*s == '\n' && (s == text || s[-1] != '\r'))
			buf_addc(&lines, '\r');
		buf_addc(&lines, *s);
	}
	GMimeObject *part = part_new(type, lines.text, lines.len);
	g_mime_object_set_content_type_parameter(part, "charset", "utf-8");
	buf_release(&lines);
	return part;
}

static GMimeObject *
file_new(const struct mail_file *file)
{
	GMimeObject *part = part_new(file->type, file->bytes, file->n);
	g_mime_part_set_filename(GMIME_PART(part), file->name);
	return part;
}

/* A boundary out of the content, so that the same message has the same bytes. */
static GMimeMultipart *
multipart_new(const char *subtype, const char *seed)
{
	char digest[65], boundary[32];
	GMimeMultipart *m = g_mime_multipart_new_with_subtype(subtype);
	sha256_hex(seed, strlen(seed), digest);
	snprintf(boundary, sizeof boundary, "=_%c%.20s", *subtype, digest);
	g_mime_multipart_set_boundary(m, boundary);
	return m;
}

static void
multipart_take(GMimeMultipart *m, GMimeObject *part)
{
	g_mime_multipart_add(m, part);
	g_object_unref(part);
}

static void
write_object(GMimeObject *object, struct buf *out)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	GMimeStream *stream = g_mime_stream_mem_new();
	g_mime_object_write_to_stream(object, options, stream);
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	buf_add(out, bytes->data, bytes->len);
	g_object_unref(stream);
	g_mime_format_options_free(options);
}

int
message_entity(const char *text, const char *html, const struct mail_file *files, size_t n,
    struct buf *out, struct fail *f)
{
	start_library();
	GMimeObject *whole = text_new("text/plain", text);
	if (html) {
		GMimeMultipart *m = multipart_new("alternative", text);
		multipart_take(m, whole);
		multipart_take(m, text_new("text/html", html));
		whole = GMIME_OBJECT(m);
	}
	if (n > 0) {
		GMimeMultipart *m = multipart_new("mixed", text);
		multipart_take(m, whole);
		for (size_t i = 0; i < n; i++)
			multipart_take(m, file_new(&files[i]));
		whole = GMIME_OBJECT(m);
	}
	write_object(whole, out);
	g_object_unref(whole);
	return buf_full(out) ? fail_input(f, NULL, "the message is larger than allowed") : 0;
}

/* One line of a head: no control character, no line separator, well-formed. */
static bool
is_field(const char *text)
{
	size_t n = strlen(text), len;
	if (!utf8_valid(text, n) || n > CAP_TITLE)
		return false;
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(text + i, n - i, &len);
		if (cp < ' ' || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029)
			return false;
	}
	return true;
}

static bool
is_message_id(const char *id)
{
	return id == NULL || (*id && strlen(id) < 400 && !strpbrk(id, " <>\t") && is_field(id));
}

static void
field(GMimeHeaderList *list, const char *name, const char *value)
{
	char raw[CAP_TITLE * 4];
	snprintf(raw, sizeof raw, " %s\n", value);
	for (char *s = raw, *to = raw;; s++) {
		if (*s != '\r')
			*to++ = *s;
		if (!*s)
			break;
	}
	g_mime_header_list_append(list, name, "", NULL);
	GMimeHeader *h =
	    g_mime_header_list_get_header_at(list, g_mime_header_list_get_count(list) - 1);
	g_mime_header_set_raw_value(h, raw);
}

static void
text_field(GMimeHeaderList *list, const char *name, const char *text)
{
	struct buf b;
	buf_init(&b, CAP_TITLE * 3);
	header_text(text, strlen(name) + 2, &b);
	field(list, name, b.text);
	buf_release(&b);
}

/* Name <address>; a short name in ASCII is quoted. */
static void
address_field(GMimeHeaderList *list, const char *name, const char *phrase, const char *address)
{
	struct buf b;
	buf_init(&b, CAP_TITLE * 3);
	if (phrase && *phrase) {
		bool quoted =
		    strlen(phrase) < 50 && !strpbrk(phrase, "\"\\") && !strstr(phrase, "=?");
		for (const char *s = phrase; *s; s++)
			quoted &= (unsigned char)*s < 0x7f;
		if (quoted)
			buf_addf(&b, "\"%s\"", phrase);
		else
			header_words(phrase, strlen(name) + 2, &b);
		buf_addf(&b, "\r\n <%s>", address);
	} else
		buf_addf(&b, "<%s>", address);
	field(list, name, b.text);
	buf_release(&b);
}

static void
date_field(GMimeHeaderList *list, const char *instant)
{
	char text[64];
	int64_t seconds = 0;
	struct tm tm;
	(void)instant_parse(instant, &seconds);
	time_t local = (time_t)(seconds + JAPAN_OFFSET);
	gmtime_r(&local, &tm);
	strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0900", &tm);
	field(list, "Date", text);
}

static int
check_head(const struct mail_head *h, struct fail *f)
{
	const char *const texts[] = {h->from_name, h->to_name, h->subject, h->unsubscribe_url};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i] && !is_field(texts[i]))
			return fail_input(f, h->to,
			    "a field of the message holds a control "
			    "character or is no UTF-8");
	if (!mail_address_valid(h->to) || !mail_address_valid(h->from) ||
	    (h->unsubscribe && !mail_address_valid(h->unsubscribe)))
		return fail_input(f, NULL, "no mail address: %.100s, or the sender's", h->to);
	if (!is_message_id(h->message_id) || !is_message_id(h->answers))
		return fail_input(f, h->to, "no Message-ID");
	return 0;
}

static void
list_fields(GMimeHeaderList *list, const struct mail_head *h)
{
	struct buf b;
	buf_init(&b, CAP_TITLE);
	buf_addf(&b, "<mailto:%s?subject=unsubscribe>", h->unsubscribe);
	if (h->unsubscribe_url)
		buf_addf(&b, ",\n <%s>", h->unsubscribe_url);
	field(list, "List-Unsubscribe", b.text);
	if (h->unsubscribe_url)
		field(list, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
	buf_release(&b);
}

static void
id_field(GMimeHeaderList *list, const char *name, const char *id)
{
	char text[512];
	snprintf(text, sizeof text, "<%s>", id);
	field(list, name, text);
}

int
message_head(const struct mail_head *h, struct buf *out, struct fail *f)
{
	if (check_head(h, f) < 0)
		return -1;
	start_library();
	GMimeHeaderList *list = g_mime_header_list_new(NULL);
	date_field(list, h->date);
	address_field(list, "From", h->from_name, h->from);
	address_field(list, "To", h->to_name, h->to);
	text_field(list, "Subject", h->subject);
	id_field(list, "Message-ID", h->message_id);
	if (h->answers) {
		id_field(list, "In-Reply-To", h->answers);
		id_field(list, "References", h->answers);
	}
	if (h->unsubscribe)
		list_fields(list, h);
	field(list, "Auto-Submitted", h->automatic);
	/* For responders that know neither RFC 3834 nor 5230. */
	field(list, "Precedence", "bulk");
	field(list, "X-Auto-Response-Suppress", "OOF, AutoReply");
	field(list, "MIME-Version", "1.0");
	GMimeFormatOptions *options = g_mime_format_options_new();
	char *text = g_mime_header_list_to_string(list, options);
	for (const char *s = text; *s; s++) {
		if (*s == '\n')
			buf_addc(out, '\r');
		buf_addc(out, *s);
	}
	g_free(text);
	g_mime_format_options_free(options);
	g_object_unref(list);
	return buf_full(out) ? fail_input(f, h->to, "the head is larger than allowed") : 0;
}
