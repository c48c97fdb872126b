/* answer.c - see answer.h. */
#include "parse/extract/answer.h"

#include <string.h>

#include "base/caps.h"
#include "parse/extract/json.h"

static void
write_fail(const struct fail *f, struct buf *b)
{
	if (f->what == FAIL_NONE) {
		buf_adds(b, ",\"fail\":null");
		return;
	}
	buf_addf(b, ",\"fail\":{\"do\":\"%s\"", fail_do_name(f->what));
	json_member(b, "why", f->why);
	json_member(b, "place", f->place[0] ? f->place : NULL);
	buf_addc(b, '}');
}

static void
write_attachments(const struct article *a, struct buf *b)
{
	buf_adds(b, ",\"attachments\":[");
	for (size_t i = 0; i < a->n_attachments; i++) {
		buf_adds(b, i ? ",{\"text\":" : "{\"text\":");
		json_text(b, a->attachments[i].text);
		json_member(b, "href", a->attachments[i].href);
		json_member(b, "type", a->attachments[i].type);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

static void
write_article(const struct answer *answer, struct buf *b)
{
	const struct article *a = answer->article;
	const struct {
		const char *name, *value;
	} fields[] = {{"title", a->title}, {"published", a->published}, {"written", a->written},
	    {"in_force", a->in_force}, {"deadline", a->deadline}, {"doc_number", a->doc_number},
	    {"issuer", a->issuer}, {"content_source", a->content_source},
	    {"index_number", a->index_number}, {"subject", a->subject}, {"validity", a->validity},
	    {"site_code", a->site_code}, {"body", a->body}};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		json_member(b, fields[i].name, fields[i].value);
	buf_adds(b, ",\"issuers\":[");
	for (size_t i = 0; i < a->n_issuers; i++) {
		if (i)
			buf_addc(b, ',');
		json_text(b, a->issuers[i]);
	}
	buf_addc(b, ']');
	write_attachments(a, b);
	facts_write(answer->facts, b);
}

static void
write_listing(const struct listing *l, struct buf *b)
{
	buf_adds(b, ",\"items\":[");
	for (size_t i = 0; i < l->n; i++) {
		buf_adds(b, i ? ",{\"title\":" : "{\"title\":");
		json_text(b, l->rows[i].title);
		json_member(b, "href", l->rows[i].href);
		json_member(b, "date", l->rows[i].date);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
	json_member(b, "next", l->next);
	buf_addf(b, ",\"dropped\":%zu,\"pages\":", l->dropped);
	if (l->pages > 0)
		buf_addf(b, "%ld", l->pages);
	else
		buf_adds(b, "null");
	json_member(b, "pageid", l->pageid);
	buf_adds(b, ",\"parts\":[");
	for (size_t i = 0; i < l->n_parts; i++) {
		buf_adds(b, i ? ",{\"href\":" : "{\"href\":");
		json_text(b, l->parts[i].href);
		json_member(b, "date", l->parts[i].date);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

/* Whose page it is, in the words of its own header. */
static void
write_site(const struct meta *m, struct buf *b)
{
	static const struct meta none;
	m = m ? m : &none;
	json_member(b, "site_name", m->site_name);
	json_member(b, "site_code", m->site_code);
	json_member(b, "column_name", m->column_name);
}

static void
write_notes(const char *notes, struct buf *b)
{
	buf_adds(b, ",\"notes\":[");
	for (const char *at = notes ? notes : ""; *at;) {
		size_t n = strcspn(at, "\n");
		char line[CAP_MESSAGE];
		size_t kept = n < sizeof line ? n : sizeof line - 1;
		memcpy(line, at, kept);
		line[kept] = '\0';
		if (at != notes)
			buf_addc(b, ',');
		json_text(b, line);
		at += n + (at[n] == '\n');
	}
	buf_addc(b, ']');
}

static void
write_explain(const struct answer *a, struct buf *b)
{
	const struct article *x = a->article;
	buf_adds(b, ",\"explain\":{\"kind\":");
	json_text(b, a->kind_why);
	if (a->kind == KIND_ARTICLE) {
		const struct {
			const char *name, *value, *why;
		} fields[] = {{"title", x->title, x->title_why},
		    {"published", x->published, x->published_why},
		    {"written", x->written, x->written_why},
		    {"doc_number", x->doc_number, x->number_why},
		    {"issuer", x->issuer, x->issuer_why}, {"body", x->body, x->body_why}};
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
			if (fields[i].value)
				json_member(b, fields[i].name, fields[i].why);
		json_member(b, "element", a->content_path);
	} else if (a->kind == KIND_LISTING)
		json_member(b, "items", a->listing->why);
	buf_addc(b, '}');
}

void
answer_write(const struct answer *a, struct buf *b)
{
	buf_adds(b, "{\"v\":1");
	json_member(b, "id", a->in->id);
	json_member(b, "url", a->in->url);
	json_member(b, "kind", kind_name(a->kind));
	json_member(b, "charset", a->decoded.charset);
	buf_addf(b, ",\"replaced\":%zu", a->decoded.replaced);
	write_fail(&a->fail, b);
	if (a->kind == KIND_ARTICLE)
		write_article(a, b);
	else if (a->kind == KIND_LISTING)
		write_listing(a->listing, b);
	else if (a->kind == KIND_ATTACHMENT)
		json_member(b, "type", a->type);
	else if (a->kind == KIND_SHELL)
		json_member(b, "data", a->data);
	if (a->kind == KIND_LISTING || a->kind == KIND_SHELL)
		write_site(a->meta, b);
	write_notes(a->notes, b);
	if (a->in->explain)
		write_explain(a, b);
	buf_addc(b, '}');
}
