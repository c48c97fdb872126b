/* answer.c - an attachment as extract's answer: its text and what its red head says (GB/T 9704). */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/cage.h"
#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/attachment.h"
#include "parse/extract/json.h"
#include "parse/extract/text.h"

/* Of CPU for one attachment, readers and converters together; pictures apart. */
enum { ATTACHMENT_SECONDS = 8 };

/* The text as page bodies have it: lines trimmed, blanks folded, empty lines gone, UTF-8. */
static void
text_clean(const struct buf *from, struct buf *to)
{
	size_t len, n = from->len, start = 0;
	bool gap = false;
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(from->text + i, n - i, &len);
		char c = from->text[i];
		if (c == '\n' || c == '\r' || c == '\f') {
			while (to->len > start && to->text[to->len - 1] == '\t')
				buf_cut(to, to->len - 1);
			if (to->len > start)
				buf_addc(to, '\n');
			start = to->len;
			gap = false;
		} else if (c == '\t') {
			buf_addc(to, '\t');
			gap = false;
		} else if (cp == UTF8_BAD)
			buf_adds(to, "\xef\xbf\xbd");
		else if (utf8_is_space(cp))
			gap = to->len > start && to->text[to->len - 1] != '\t';
		else if (cp >= 32 && cp != 0xfffe && cp != 0xffff) {
			if (gap)
				buf_addc(to, ' ');
			gap = false;
			buf_add(to, from->text + i, len);
		}
	}
	while (to->len > 0 && (to->text[to->len - 1] == '\n' || to->text[to->len - 1] == '\t'))
		buf_cut(to, to->len - 1);
}

static const char *
state_name(enum attachment_state s)
{
	static const char *const names[] = {"read", "scanned", "held"};
	return names[s];
}

/* The same note again and again is one, with how often. */
static void
write_notes(const struct buf *notes, struct arena *a, struct buf *b)
{
	size_t n, again;
	buf_adds(b, ",\"notes\":[");
	for (const char *at = notes->text, *next; *at; at = next) {
		n = strcspn(at, "\n");
		next = at + n + (at[n] == '\n');
		for (again = 1; strncmp(next, at, n) == 0 && next[n] == '\n'; again++)
			next += n + 1;
		if (at != notes->text)
			buf_addc(b, ',');
		const char *line = arena_strn(a, at, n);
		if (again > 1)
			line = arena_printf(a, "%s (%zu times)", line, again);
		json_text(b, utf8_valid(line, strlen(line)) ? line : "a note that is no text");
	}
	if (buf_full(notes))
		buf_adds(b, ",\"further notes left out\"");
	buf_addc(b, ']');
}

static void
answer_begin(const struct extract_input *in, const struct attachment_reading *r, struct buf *b)
{
	buf_adds(b, "{\"v\":1");
	json_member(b, "id", in->id);
	json_member(b, "url", in->url);
	json_member(b, "kind", "attachment");
	buf_adds(b, ",\"charset\":null,\"replaced\":0,\"fail\":null");
	json_member(b, "type", r->type);
	json_member(b, "state", state_name(r->state));
	json_member(b, "reason", r->why[0] ? r->why : NULL);
	buf_addf(b, ",\"ocr\":%s", r->by_ocr ? "true" : "false");
	json_member(
	    b, "file_title", r->title && utf8_valid(r->title, strlen(r->title)) ? r->title : NULL);
}

static void
answer_write(const struct extract_input *in, const struct attachment_reading *r,
    const struct buf *text, struct arena *a, struct buf *b)
{
	bool read = r->state == ATTACHMENT_READ;
	answer_begin(in, r, b);
	json_member(b, "text", read ? text->text : NULL);
	buf_addf(b, ",\"characters\":%zu", read ? utf8_count(text->text) : 0);
	extractor_head(r->extractor, read ? text->text : "", in->url, a, b);
	write_notes(&r->notes, a, b);
	buf_addc(b, '}');
}

/* CPU seconds of this process. */
static double
own_seconds(void)
{
	struct rusage used;
	if (getrusage(RUSAGE_SELF, &used) != 0)
		return 0;
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void
attachment_budget(struct attachment_reading *r)
{
	double left = ATTACHMENT_SECONDS - (own_seconds() - r->began) - r->converted;
	r->converting = left > 0 ? left : 0;
	if (r->converter) /* in the cage: what reads a file may not take more than its share either
	                   */
		cage_arm(left > 1 ? (int)left : 1);
}

void
attachment_answer(void *converter, struct extractor *x, const struct extract_input *in,
    struct arena *a, struct buf *json)
{
	struct attachment_reading r = {.extractor = x,
	    .converter = converter,
	    .arena = a,
	    .began = own_seconds(),
	    .ocr = converter_ocr_seconds(converter)};
	struct attachment_file file = {.bytes = in->bytes, .n = in->n};
	struct buf text;
	buf_init(&r.text, CAP_BODY);
	buf_init(&r.notes, CAP_FIELD);
	buf_init(&text, CAP_BODY);
	attachment_budget(&r);
	attachment_read(&r, &file);
	text_clean(&r.text, &text);
	answer_write(in, &r, &text, a, json);
	buf_release(&text);
	buf_release(&r.text);
	buf_release(&r.notes);
}

void
attachment_refuse(const struct extract_input *in, const char *why, struct buf *json)
{
	struct attachment_reading r = {.type = "unknown", .state = ATTACHMENT_HELD};
	buf_init(&r.notes, 0);
	snprintf(r.why, sizeof r.why, "%s", why);
	answer_begin(in, &r, json);
	json_member(json, "text", NULL);
	buf_adds(json, ",\"characters\":0,\"title\":null,\"doc_number\":null,\"written\":null,"
	               "\"published\":null,\"issuer\":null,\"facts\":[],\"notes\":[]}");
}
