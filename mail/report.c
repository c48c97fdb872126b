/* report.c - the fields of a delivery report (RFC 3464): groups of fields, the first of the
 * message, each other of a recipient. */
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "mail/charset.h"
#include "mail/parse.h"

enum { MOST_FATES = 50 };

/* The field's value at the head of text, unfolded; the length of the whole field. */
static size_t
field_read(const char *text, struct buf *name, struct buf *value)
{
	size_t n = strcspn(text, ":\n"), at = n;
	buf_clear(name);
	buf_clear(value);
	if (text[n] != ':')
		return n + (text[n] == '\n');
	buf_add(name, text, n);
	do {
		size_t line = strcspn(text + at + 1, "\n");
		buf_add(value, text + at + 1, line);
		at += 1 + line;
	} while (text[at] == '\n' && (text[at + 1] == ' ' || text[at + 1] == '\t'));
	return at + (text[at] == '\n');
}

/* "rfc822; a@b" or "smtp; 550 no": what stands behind the type. */
static json_t *
typed_value(const char *value, bool typed)
{
	struct buf b, clean;
	const char *semicolon = typed ? strchr(value, ';') : NULL;
	buf_init(&b, CAP_FIELD * 4);
	buf_init(&clean, CAP_MESSAGE);
	words_add(semicolon ? semicolon + 1 : value, &b);
	for (size_t i = 0; i < b.len && clean.len < 300; i++) {
		size_t len;
		int cp = utf8_decode(b.text + i, b.len - i, &len);
		i += len - 1;
		if (cp >= ' ' && !(cp >= 0x7f && cp < 0xa0) && !(clean.len == 0 && cp == ' '))
			buf_addu(&clean, (unsigned)cp);
	}
	while (clean.len > 0 && clean.text[clean.len - 1] == ' ')
		buf_cut(&clean, clean.len - 1);
	json_t *s = json_stringn(clean.text, clean.len);
	buf_release(&clean);
	buf_release(&b);
	return s;
}

static void
fate_field(json_t *fate, const char *name, const char *value)
{
	static const struct {
		const char *field, *key;
		bool typed;
	} fields[] = {{"Original-Recipient", "recipient", true}, {"Final-Recipient", "final", true},
	    {"Action", "action", false}, {"Status", "status", false},
	    {"Diagnostic-Code", "said", true}};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcasecmp(name, fields[i].field) == 0)
			json_object_set_new(
			    fate, fields[i].key, typed_value(value, fields[i].typed));
}

/* Some servers give a status and leave the action out. */
static void
action_guess(json_t *fate)
{
	const char *status = json_string_value(json_object_get(fate, "status"));
	if (status && json_object_get(fate, "action") == NULL && strchr("245", *status) && *status)
		json_object_set_new(fate, "action",
		    json_string(*status == '5'   ? "failed"
		                : *status == '4' ? "delayed"
		                                 : "delivered"));
}

static void
fate_take(json_t *fates, json_t *fate)
{
	action_guess(fate);
	if (json_object_get(fate, "action") && json_array_size(fates) < MOST_FATES) {
		if (json_object_get(fate, "recipient") == NULL && json_object_get(fate, "final"))
			json_object_set(fate, "recipient", json_object_get(fate, "final"));
		json_array_append(fates, fate);
	}
	json_decref(fate);
}

void
report_parse(const char *bytes, size_t n, json_t *fates)
{
	struct buf text, name, value;
	json_t *fate = json_object();
	buf_init(&text, CAP_HTTP_HEADER);
	buf_init(&name, CAP_HTTP_HEADER);
	buf_init(&value, CAP_HTTP_HEADER);
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != '\r' && bytes[i] != '\0')
			buf_addc(&text, bytes[i]);
	for (const char *s = text.text; *s;) {
		if (*s == '\n') {
			fate_take(fates, fate);
			fate = json_object();
			s++;
			continue;
		}
		s += field_read(s, &name, &value);
		if (value.len > 0 && value.len < CAP_FIELD)
			fate_field(fate, name.text, value.text);
	}
	fate_take(fates, fate);
	buf_release(&value);
	buf_release(&name);
	buf_release(&text);
}
