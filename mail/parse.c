/* parse.c - see parse.h; GMime splits the message, texts are converted by charset.h. */
#include "mail/parse.h"

#include <gmime/gmime.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "mail/automatic.h"
#include "mail/charset.h"
#include "mail/message.h"

enum { MOST_ADDRESSES = 50, MOST_DEPTH = 20 };

struct parsing {
	json_t *out;
	struct buf text;
	bool have_text, have_html;
	const char *report; /* what kind of one it is, or NULL */
};

void
message_parser_open(void)
{
	charsets_open();
	g_mime_init();
}

/* JSON text of bytes that may be anything; control characters but LF and TAB dropped. */
static json_t *
clean_text(const char *text, size_t n, bool lines)
{
	struct buf b;
	size_t len;
	buf_init(&b, CAP_MAIL_TEXT * 2);
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(text + i, n - i, &len);
		bool control = cp < ' ' || (cp >= 0x7f && cp < 0xa0);
		if (lines && cp == '\n')
			buf_addc(&b, '\n');
		else if (control && cp != '\t' && cp != '\r' && cp != '\n')
			continue;
		else if (control)
			buf_addc(&b, ' ');
		else
			buf_addu(&b, (unsigned)cp);
	}
	json_t *s = json_stringn(b.text, b.len);
	buf_release(&b);
	return s;
}

static json_t *
field_text(GMimeObject *o, const char *name)
{
	const char *value = raw_field(o, name);
	struct buf b;
	if (value == NULL)
		return json_null();
	buf_init(&b, CAP_FIELD * 4);
	words_add(value, &b);
	json_t *s = clean_text(b.text, b.len, false);
	buf_release(&b);
	return s;
}

/* A list of addresses being read: of each mailbox the address in < >, else its only word with @. */
struct address_list {
	json_t *list;
	char word[256], bare[256], angle[256];
	size_t n;
	bool in_angle, doubtful;
};

static void
word_end(struct address_list *l)
{
	l->word[l->n < sizeof l->word ? l->n : 0] = '\0';
	if (l->in_angle)
		memcpy(l->angle, l->word, sizeof l->angle);
	else if (strchr(l->word, '@')) {
		l->doubtful |= *l->bare != '\0';
		memcpy(l->bare, l->word, sizeof l->bare);
	}
	l->n = 0;
}

static void
mailbox_end(struct address_list *l)
{
	word_end(l);
	const char *address = *l->angle ? l->angle : l->doubtful ? "" : l->bare;
	if (mail_address_valid(address) && json_array_size(l->list) < MOST_ADDRESSES)
		json_array_append_new(l->list, json_string(address));
	*l->angle = *l->bare = '\0';
	l->in_angle = l->doubtful = false;
}

/* The end of a comment or quoted string that begins at s. */
static const char *
skip_nested(const char *s)
{
	int depth = 0;
	bool quoted = *s == '"';
	for (; *s; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (quoted ? *s == '"' && depth++ > 0 : *s == ')' && --depth == 0)
			break;
		else if (!quoted && *s == '(')
			depth++;
	}
	return s;
}

static void
addresses_add(const char *value, json_t *list)
{
	struct address_list l = {.list = list};
	for (const char *s = value; *s; s++) {
		if (*s == '(' || *s == '"') {
			s = skip_nested(s);
			if (*s == '\0')
				break;
		} else if (*s == ',' || *s == ';')
			mailbox_end(&l);
		else if (*s == '<' || *s == '>') {
			word_end(&l);
			l.in_angle = *s == '<';
		} else if (!strchr(" \t\r\n", *s)) {
			if (l.n < sizeof l.word)
				l.word[l.n++] = *s;
		} else if (!l.in_angle)
			word_end(&l);
	}
	mailbox_end(&l);
}

static void
read_from(GMimeObject *m, json_t *out)
{
	GMimeHeaderList *all = g_mime_object_get_header_list(m);
	json_t *list = json_array();
	int fields = 0;
	for (int i = 0; i < g_mime_header_list_get_count(all); i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(all, i);
		if (strcasecmp(g_mime_header_get_name(h), "From") != 0)
			continue;
		fields++;
		addresses_add(g_mime_header_get_raw_value(h), list);
	}
	if (fields == 1 && json_array_size(list) == 1)
		json_object_set(out, "from", json_array_get(list, 0));
	json_decref(list);
}

static json_t *
all_addresses(GMimeObject *m)
{
	static const char *const names[] = {"Delivered-To", "X-Original-To", "To"};
	json_t *list = json_array();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = raw_field(m, names[i]);
		if (value)
			addresses_add(value, list);
	}
	return list;
}

/* Message-IDs between < and >. */
static void
ids_add(const char *value, json_t *list)
{
	for (const char *s = value ? strchr(value, '<') : NULL; s; s = strchr(s, '<')) {
		size_t n = strcspn(++s, "<> \t\r\n");
		if (s[n] == '>' && n > 0 && n < 400 && utf8_valid(s, n) &&
		    json_array_size(list) < MOST_ADDRESSES)
			json_array_append_new(list, json_stringn(s, n));
	}
}

/* The decoded bytes of a part. */
static void
part_bytes(GMimePart *part, struct buf *out)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	if (content == NULL)
		return;
	GMimeStream *stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, stream);
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	size_t n = bytes->len < out->cap ? bytes->len : out->cap;
	buf_add(out, bytes->data, n);
	g_object_unref(stream);
}

static bool
is_blank(const struct buf *text)
{
	size_t len;
	for (size_t i = 0; i < text->len; i += len)
		if (!utf8_is_space(utf8_decode(text->text + i, text->len - i, &len)))
			return false;
	return true;
}

/* Plain texts one after another: a gateway may put a line of its own before or behind. HTML when
 * there is none but blanks. */
static void
take_text(struct parsing *p, GMimePart *part, bool html)
{
	struct buf bytes, utf8;
	if (html && p->have_text)
		return;
	buf_init(&bytes, CAP_MAIL_TEXT * 4);
	buf_init(&utf8, CAP_MAIL_TEXT * 4);
	part_bytes(part, &bytes);
	charset_text_add(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset"),
	    bytes.text, bytes.len, &utf8);
	if (html) {
		html_text(utf8.text, utf8.len, &p->text);
		p->have_text = p->have_html = true;
	} else if (!is_blank(&utf8)) {
		if (p->have_html)
			buf_clear(&p->text);
		if (p->text.len > 0 && p->text.text[p->text.len - 1] != '\n')
			buf_addc(&p->text, '\n');
		buf_add(&p->text, utf8.text, utf8.len);
		p->have_text = true;
		p->have_html = false;
	}
	buf_release(&utf8);
	buf_release(&bytes);
}

/* The Message-ID in a part that holds the head of the message reported on. */
static void
take_original(struct parsing *p, GMimePart *part)
{
	struct buf bytes;
	json_t *ids = json_array();
	buf_init(&bytes, CAP_HTTP_HEADER);
	part_bytes(part, &bytes);
	for (const char *s = bytes.text; *s; s += strcspn(s, "\n"), s += *s == '\n') {
		if (strncasecmp(s, "Message-ID:", 11) == 0) {
			ids_add(s + 11, ids);
			break;
		}
	}
	if (json_array_size(ids) > 0)
		json_object_set(p->out, "original", json_array_get(ids, 0));
	json_decref(ids);
	buf_release(&bytes);
}

static void
take_report(struct parsing *p, GMimePart *part)
{
	struct buf bytes;
	buf_init(&bytes, CAP_HTTP_HEADER);
	part_bytes(part, &bytes);
	report_parse(bytes.text, bytes.len, json_object_get(p->out, "fates"));
	buf_release(&bytes);
}

/* A receipt (RFC 8098) says that somebody read, not what became of a delivery. */
static void
take_report_type(struct parsing *p, GMimeContentType *type)
{
	const char *of = g_mime_content_type_get_parameter(type, "report-type");
	p->report = of && strcasecmp(of, "disposition-notification") == 0 ? "receipt" : "report";
}

static void
take_part(struct parsing *p, GMimeObject *o, int depth)
{
	GMimeContentType *type = g_mime_object_get_content_type(o);
	if (depth > MOST_DEPTH)
		return;
	if (GMIME_IS_MULTIPART(o)) {
		int n = g_mime_multipart_get_count(GMIME_MULTIPART(o));
		if (g_mime_content_type_is_type(type, "multipart", "report"))
			take_report_type(p, type);
		for (int i = 0; i < n && i < MOST_ADDRESSES; i++)
			take_part(p, g_mime_multipart_get_part(GMIME_MULTIPART(o), i), depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(o)) {
		GMimeMessage *m = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
		json_t *ids = json_array();
		if (m)
			ids_add(raw_field(GMIME_OBJECT(m), "Message-ID"), ids);
		if (json_array_size(ids) > 0)
			json_object_set(p->out, "original", json_array_get(ids, 0));
		json_decref(ids);
	} else if (GMIME_IS_PART(o)) {
		if (g_mime_content_type_is_type(type, "message", "delivery-status") ||
		    g_mime_content_type_is_type(type, "message", "global-delivery-status"))
			take_report(p, GMIME_PART(o));
		else if (g_mime_content_type_is_type(type, "text", "rfc822-headers") ||
		         g_mime_content_type_is_type(type, "message", "global-headers"))
			take_original(p, GMIME_PART(o));
		else if (g_mime_content_type_is_type(type, "text", "html"))
			take_text(p, GMIME_PART(o), true);
		else if (g_mime_content_type_is_type(type, "text", "plain") &&
		         !g_mime_part_is_attachment(GMIME_PART(o)) &&
		         g_mime_part_get_filename(GMIME_PART(o)) == NULL)
			take_text(p, GMIME_PART(o), false);
	}
}

static void
take_head(struct parsing *p, GMimeObject *m)
{
	json_t *answers = json_array(), *ids = json_array();
	read_from(m, p->out);
	json_object_set_new(p->out, "subject", field_text(m, "Subject"));
	ids_add(raw_field(m, "Message-ID"), ids);
	json_object_set(p->out, "message_id", json_array_get(ids, 0));
	ids_add(raw_field(m, "In-Reply-To"), answers);
	ids_add(raw_field(m, "References"), answers);
	json_object_set_new(p->out, "answers", answers);
	json_object_set_new(p->out, "to", all_addresses(m));
	json_object_set_new(p->out, "silent", json_boolean(automatic_unwanted(m)));
	json_decref(ids);
}

static void
take_automatic(struct parsing *p, GMimeObject *m)
{
	const char *why = p->report
	                      ? p->report
	                      : automatic_why(m, json_string_value(json_object_get(p->out, "from")),
	                            json_string_value(json_object_get(p->out, "subject")));
	if (why)
		json_object_set_new(p->out, "automatic", json_string(why));
}

json_t *
message_parse(const char *bytes, size_t n)
{
	struct parsing p = {.out = json_pack("{s:[]}", "fates")};
	buf_init(&p.text, CAP_MAIL_TEXT * 4);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
	if (m) {
		take_head(&p, GMIME_OBJECT(m));
		if (g_mime_message_get_mime_part(m))
			take_part(&p, g_mime_message_get_mime_part(m), 0);
		take_automatic(&p, GMIME_OBJECT(m));
		g_object_unref(m);
	}
	size_t keep = p.text.len < CAP_MAIL_TEXT ? p.text.len : CAP_MAIL_TEXT;
	json_object_set_new(p.out, "cut", json_boolean(keep < p.text.len));
	json_object_set_new(p.out, "text", clean_text(p.text.text, keep, true));
	buf_release(&p.text);
	g_object_unref(parser);
	g_object_unref(stream);
	return p.out;
}
