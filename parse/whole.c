/* whole.c - the assembled document: a page and the files behind it, labelled as one. */
#include "parse/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/log.h"

enum { PAGE = 50, FEW_WORDS = 5 };

/* The body and behind it the texts; from[i] is where the i-th begins, or the end of what fits. */
static const char *
whole_text(const char *body, const struct attachment *list, size_t n, struct arena *a, size_t *from)
{
	struct buf b;
	buf_init(&b, CAP_BODY);
	buf_adds(&b, body);
	for (size_t i = 0; i < n; i++) {
		if (*list[i].text && b.len > 0)
			buf_addc(&b, '\n');
		from[i] = b.len;
		buf_adds(&b, list[i].text);
	}
	const char *text = arena_strn(a, b.text, b.len);
	buf_release(&b);
	return text;
}

/* The file that a page of few words is there for, when it names itself; or NULL. */
static const struct attachment *
paper_of(const char *body, const struct attachment *list, size_t n)
{
	const struct attachment *largest = NULL;
	for (size_t i = 0; i < n; i++)
		if (largest == NULL || strlen(list[i].text) > strlen(largest->text))
			largest = &list[i];
	bool few = largest && strlen(body) * FEW_WORDS <= strlen(largest->text);
	return few && largest->title && *largest->title ? largest : NULL;
}

static bool
says_air(const struct classify_output *out)
{
	for (size_t i = 0; i < out->n_labels; i++)
		if (strcmp(out->labels[i].kind, "air") == 0)
			return strcmp(out->labels[i].value, "yes") == 0;
	return false;
}

/* Words behind the page's own title are the paper's. */
static void
titles_name(const struct classify_input *page, const struct attachment *paper, struct arena *a,
    struct classify_output *out)
{
	size_t own = strlen(page->title);
	struct label *labels = arena_zalloc(a, out->n_labels + 1, sizeof *labels);
	memcpy(labels, out->labels, out->n_labels * sizeof *labels);
	for (size_t i = 0; i < out->n_labels; i++) {
		struct label *l = &labels[i];
		if (l->field == NULL || strcmp(l->field, "title") != 0 || l->offset < own)
			continue;
		const char *at = l->term ? strstr(paper->text, l->term) : NULL;
		l->field = arena_printf(a, "attachment %d", paper->n);
		l->offset = at ? (size_t)(at - paper->text) : 0;
	}
	out->labels = labels;
}

/* A title that says nothing of air, over a file that does: the file's title speaks beside it. */
static void
paper_speak(struct classifier *k, const struct classify_input *page, const struct attachment *paper,
    struct arena *a, struct classify_output *out)
{
	struct classify_input in = *page;
	struct classify_output heard;
	in.title = arena_printf(a, "%s《%s》", page->title, paper->title);
	classify(k, &in, a, &heard);
	if (!says_air(&heard))
		return;
	titles_name(page, paper, a, &heard);
	*out = heard;
}

/* A place behind the body is one in an attachment. */
static void
places_name(const struct attachment *list, size_t n, const size_t *from, struct arena *a,
    struct classify_output *out)
{
	struct label *labels = arena_zalloc(a, out->n_labels + 1, sizeof *labels);
	memcpy(labels, out->labels, out->n_labels * sizeof *labels);
	for (size_t i = 0; i < out->n_labels; i++) {
		struct label *l = &labels[i];
		if (l->field == NULL || strcmp(l->field, "body") != 0 || l->offset < from[0])
			continue;
		size_t k = n - 1;
		while (k > 0 && (from[k] > l->offset || *list[k].text == '\0'))
			k--;
		l->field = arena_printf(a, "attachment %d", list[k].n);
		l->offset -= from[k];
	}
	out->labels = labels;
}

void
document_label(struct classifier *k, const struct config *config, const struct document *d,
    const struct attachment *attachments, size_t n, struct arena *a, struct classify_output *out)
{
	const struct source *s = d->source ? config_source(config, d->source) : NULL;
	size_t *from = arena_zalloc(a, n + 1, sizeof *from);
	const char *body = d->body ? d->body : "";
	struct classify_input in = {.title = d->title,
	    .issuer = d->issuers ? d->issuers : d->issuer,
	    .url = d->url,
	    .doc_number = d->doc_number,
	    .published = d->published,
	    .body = n > 0 ? whole_text(body, attachments, n, a, from) : body,
	    .site_code = d->site_code,
	    .source_region = s ? s->region : NULL,
	    .source_level = s ? s->level : LEVEL_NONE};
	classify(k, &in, a, out);
	const struct attachment *paper = paper_of(body, attachments, n);
	if (paper && !says_air(out))
		paper_speak(k, &in, paper, a, out);
	if (n > 0)
		places_name(attachments, n, from, a, out);
}

static const char *
date_or_null(const json_t *answer, const char *member, struct arena *a)
{
	struct date d;
	const char *text = json_text(answer, member, a);
	return date_parse(text, &d) ? text : NULL;
}

/* Notes and the reason, for a person. */
static const char *
why_text(const json_t *answer, struct arena *a)
{
	struct buf b;
	size_t i;
	json_t *note;
	const char *reason = json_text(answer, "reason", a);
	buf_init(&b, CAP_MESSAGE);
	buf_adds(&b, reason ? reason : "");
	json_array_foreach(json_object_get(answer, "notes"), i, note)
	{
		if (json_is_string(note))
			buf_addf(&b, "%s%s", b.len ? "; " : "", json_string_value(note));
	}
	const char *text = b.len ? arena_strn(a, b.text, b.len) : NULL;
	buf_release(&b);
	return text;
}

/* What a server sends in place of a file that is gone, or to find out who asks. Office programs
 * write HTML under names of their own kinds and say who they are. */
static bool
is_page_instead(const json_t *answer, const struct http_message *page)
{
	static const char *const marks[] = {
	    "schemas-microsoft-com:office", "Word.Document", "Excel.Sheet"};
	const char *type = json_string_value(json_object_get(answer, "type"));
	if (type == NULL || strcmp(type, "html") != 0)
		return false;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (memmem(page->body, page->body_len, marks[i], strlen(marks[i])))
			return false;
	return true;
}

void
attachment_assemble(const json_t *answer, const struct capture *c, const struct http_message *page,
    struct arena *a, struct attachment_text *out)
{
	const char *state = json_text(answer, "state", a), *text = json_text(answer, "text", a);
	const json_t *facts = json_object_get(answer, "facts");
	char *dumped = json_is_array(facts) ? json_dumps(facts, JSON_COMPACT) : NULL;
	*out = (struct attachment_text){.capture = c,
	    .type = json_text(answer, "type", a),
	    .why = why_text(answer, a),
	    .ocr = json_is_true(json_object_get(answer, "ocr")),
	    .facts = dumped ? arena_str(a, dumped) : "[]"};
	free(dumped);
	bool read = state && strcmp(state, "read") == 0 && text;
	out->state = read ? "read" : state && strcmp(state, "scanned") == 0 ? "scanned" : "held";
	if (is_page_instead(answer, page)) {
		*out = (struct attachment_text){.capture = c,
		    .type = "html",
		    .state = "held",
		    .why = "a page came instead of the file",
		    .facts = "[]",
		    .text = ""};
		return;
	}
	out->text = read ? text : "";
	out->title = json_text(answer, "title", a);
	out->doc_number = json_text(answer, "doc_number", a);
	out->issuer = json_text(answer, "issuer", a);
	out->written = date_or_null(answer, "written", a);
	out->printed = date_or_null(answer, "published", a);
}

bool
file_assemble(
    const struct attachment_text *t, const struct link *row, struct arena *a, struct document *d)
{
	const struct capture *c = t->capture;
	const char *title = row->title ? row->title : t->title;
	json_t *itself =
	    json_pack("[{s:s?, s:s, s:s?}]", "text", title, "href", c->url, "type", t->type);
	char *list = itself ? json_dumps(itself, JSON_COMPACT) : NULL;
	json_decref(itself);
	*d = (struct document){.capture = c->id,
	    .captured_at = c->at,
	    .source = c->source,
	    .url = c->url,
	    .baseline = c->baseline,
	    .title = title,
	    .published = row->date,
	    .body = "",
	    .attachments = list ? arena_str(a, list) : "[]",
	    .facts = "[]"};
	free(list);
	return title != NULL;
}

int
documents_label_arrived(struct store *s, struct classifier *k, const struct config *config,
    size_t *changed, struct fail *f)
{
	struct arena a = {0};
	size_t n = 1;
	int rc = 0;
	*changed = 0;
	while (rc >= 0 && n > 0) {
		const struct unlabelled *list;
		arena_reset(&a);
		rc = store_unlabelled(s, PAGE, &a, &list, &n, f);
		for (size_t i = 0; rc >= 0 && i < n; i++) {
			struct classify_output out;
			document_label(k, config, &list[i].document, list[i].attachments,
			    list[i].n_attachments, &a, &out);
			rc = store_label(s, &list[i], out.labels, out.n_labels, f);
			*changed += rc == 1;
		}
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}
