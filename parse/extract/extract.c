/* extract.c - see extract.h: the way of one capture through the room. */
#include "parse/extract/extract.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/log.h"
#include "parse/extract/answer.h"
#include "parse/extract/entity.h"
#include "parse/extract/feed.h"
#include "parse/extract/json.h"
#include "parse/extract/jsonlist.h"
#include "parse/extract/scripted.h"
#include "parse/extract/redhead.h"
#include "parse/extract/shell.h"
#include "parse/extract/unpack.h"

struct extractor {
	struct charsets *charsets;
	struct patterns *patterns;
	extract_attachment attachment;
	void *attachment_context;
};

struct extractor *
extractor_new(void)
{
	struct extractor *x = calloc(1, sizeof *x);
	if (x == NULL)
		fatal("out of memory");
	entity_init();
	x->charsets = charsets_new();
	x->patterns = patterns_new();
	return x;
}

void
extractor_free(struct extractor *x)
{
	if (x == NULL)
		return;
	charsets_free(x->charsets);
	patterns_free(x->patterns);
	free(x);
}

void
extractor_attach(struct extractor *x, extract_attachment read, void *context)
{
	x->attachment = read;
	x->attachment_context = context;
}

bool
extractor_decode(const struct extractor *x, const char *charset, const unsigned char *bytes,
    size_t n, struct arena *a, struct decoded *out)
{
	if (charset)
		return charset_decode_as(x->charsets, charset, bytes, n, a, out);
	charset_decode(x->charsets, bytes, n, NULL, NULL, a, out);
	return true;
}

void
extractor_head(
    const struct extractor *x, const char *text, const char *url, struct arena *a, struct buf *json)
{
	struct article article = {.body = text};
	struct facts facts = {0};
	redhead_read(&article, text, x->patterns, a);
	facts_read(&facts, &article, x->patterns, a);
	(void)url;
	json_member(json, "title", article.title);
	json_member(json, "doc_number", article.doc_number);
	json_member(json, "written", article.written);
	json_member(json, "published", article.published);
	json_member(json, "issuer", article.issuer);
	facts_write(&facts, json);
}

/* Everything read of one page. */
struct work {
	struct page page;
	struct meta meta;
	struct lines lines;
	struct content content;
	struct article article;
	struct listing listing;
	struct facts facts;
	struct buf notes;
	struct reading reading;
};

static void
note_decoding(struct work *w, const struct decoded *d)
{
	if (d->lied)
		buf_addf(
		    &w->notes, "charset: declared %s, the bytes are %s\n", d->declared, d->charset);
	if (d->replaced)
		buf_addf(&w->notes, "charset: %zu bad bytes replaced\n", d->replaced);
	if (w->page.dropped)
		buf_addf(
		    &w->notes, "page: %zu nodes beyond %d left out\n", w->page.dropped, CAP_NODES);
	if (w->page.cut)
		buf_addf(&w->notes, "page: %zu elements deeper than %d flattened\n", w->page.cut,
		    CAP_DEPTH);
}

static bool
forced(const struct extract_input *in, const char *kind)
{
	return in->kind && strcmp(in->kind, kind) == 0;
}

static bool
is_kind(const struct extract_input *in, const char *kind)
{
	return in->form && in->form->kind && strcmp(in->form->kind, kind) == 0;
}

/* The element of the text as a selector: div#zoom. */
static const char *
element_path(const struct reading *r)
{
	const struct node *n = &r->page->nodes[r->content->root];
	const char *id = page_attribute(r->page, r->content->root, ATTR_ID);
	const char *class = page_attribute(r->page, r->content->root, ATTR_CLASS);
	if (!r->content->found)
		return NULL;
	if (id && *id)
		return arena_printf(r->arena, "%s#%s", tag_name(n->tag), id);
	return class && *class ? arena_printf(r->arena, "%s.%s", tag_name(n->tag), class)
	                       : tag_name(n->tag);
}

/* What the source points at says what the page is, unless it points at both. */
static enum kind
kind_pointed(const struct work *w, enum kind kind, bool body)
{
	bool rows = w->listing.why == xpath_keys[XPATH_ITEM];
	if (rows == body || (kind != KIND_ARTICLE && kind != KIND_LISTING))
		return kind;
	return rows ? KIND_LISTING : KIND_ARTICLE;
}

static void
override_notes(const struct reading *r, enum kind kind)
{
	override_note(r->override, XPATH_DROP, XPATH_TITLE, r->notes);
	if (kind == KIND_ARTICLE)
		override_note(r->override, XPATH_TITLE, XPATH_ITEM, r->notes);
	else if (kind == KIND_LISTING)
		override_note(r->override, XPATH_ITEM, XPATH_COUNT, r->notes);
}

static void
read_facts(struct work *w)
{
	struct facts *f = &w->facts;
	facts_read(f, &w->article, w->reading.patterns, w->reading.arena);
	if (f->dropped)
		buf_addf(
		    &w->notes, "facts: %zu beyond the cap of their kind left out\n", f->dropped);
	if (f->unread)
		buf_addf(&w->notes,
		    "facts: the last %zu bytes of the text were not read for them\n", f->unread);
}

/* What the proxy of a list in scripts sends for the pages behind the first: the same rows bare. */
static bool
is_datastore(const char *text, size_t n)
{
	return n > 0 && memmem(text, n < 1024 ? n : 1024, "<datastore>", 11) != NULL &&
	       memmem(text, n < 1024 ? n : 1024, "<html", 5) == NULL;
}

static void
read_html(struct work *w, const struct extract_input *in, struct answer *a)
{
	struct reading *r = &w->reading;
	uint32_t *nodes;
	if (in->xpath)
		page_read_source(&w->page, a->decoded.text, a->decoded.n, r->arena);
	else
		page_read(&w->page, a->decoded.text, a->decoded.n, r->arena);
	r->override = override_new(in->xpath, &w->page);
	note_decoding(w, &a->decoded);
	meta_read(&w->meta, &w->page);
	lines_read(&w->lines, &w->page);
	content_find(&w->content, &w->lines, &w->meta, r->patterns);
	size_t n = override_nodes(r->override, XPATH_BODY, &nodes);
	if (n > 0)
		content_point(&w->content, &w->lines, nodes, n);
	article_read(&w->article, r);
	if (is_kind(in, "script") && in->form->items)
		(void)jsonlist_read_scripts(&w->listing, r, in->form);
	else if (is_kind(in, "script") && !is_datastore(a->decoded.text, a->decoded.n))
		listing_read_scripts(&w->listing, r);
	else if (!forced(in, "article"))
		listing_read(&w->listing, r);
	if (is_kind(in, "script"))
		pager_read(&w->listing, r);
	/* A list that is expected may still be a challenge or a shell instead: only rows prove it.
	 */
	if (forced(in, "article"))
		a->kind = KIND_ARTICLE;
	else if (forced(in, "listing") && w->listing.n > 0)
		a->kind = KIND_LISTING;
	else
		a->kind = kind_decide(r, &w->article, &w->listing, a->decoded.text, a->decoded.n,
		    in->status, &a->fail, &a->kind_why);
	if (forced(in, "listing") && a->kind == KIND_ARTICLE)
		a->kind = KIND_LISTING;
	if (in->kind == NULL)
		a->kind = kind_pointed(w, a->kind, n > 0);
	override_notes(r, a->kind);
	override_free(r->override);
	r->override = NULL;
	if (a->kind == KIND_SHELL)
		a->data = shell_data(r);
	a->content_path = element_path(r);
	if (a->kind == KIND_ARTICLE)
		read_facts(w);
}

/* A page that its scripts draw may carry the text they draw. */
static void
read_scripted(struct work *w, const struct extract_input *in, struct answer *a)
{
	size_t n = a->decoded.n;
	const char *whole = a->kind == KIND_SHELL && !forced(in, "listing")
	                        ? scripted_source(&w->page, a->decoded.text, &n)
	                        : NULL;
	if (whole == NULL)
		return;
	a->decoded.text = whole;
	a->decoded.n = n;
	a->fail = (struct fail){0};
	buf_clear(&w->notes);
	buf_adds(&w->notes, "body: taken from a script of the page\n");
	read_html(w, in, a);
}

/* A list that is no page of markup. */
static bool
read_data(struct work *w, const struct extract_input *in, struct answer *a)
{
	const char *text = a->decoded.text;
	size_t n = a->decoded.n;
	if (forced(in, "article"))
		return false;
	if ((in->form == NULL || is_kind(in, "rss")) &&
	    feed_read(&w->listing, &w->reading, text, n))
		return true;
	if ((is_kind(in, "sitemap") || (in->form == NULL && sitemap_is(text, n))) &&
	    sitemap_read(&w->listing, &w->reading, text, n))
		return true;
	return jsonlist_read(&w->listing, &w->reading, in->form, text, n, &a->fail);
}

static void
read_text(struct work *w, const struct extract_input *in, struct answer *a)
{
	if (read_data(w, in, a)) {
		a->kind = a->fail.exit ? KIND_ERROR : KIND_LISTING;
		if (a->kind == KIND_LISTING && w->listing.n == 0 && !forced(in, "listing")) {
			a->kind = KIND_SHELL;
			fail_input(&a->fail, in->url,
			    "JSON without rows that have a title and an address");
		}
		return;
	}
	read_html(w, in, a);
	read_scripted(w, in, a);
}

void
extract(struct extractor *x, const struct extract_input *in, struct arena *arena, struct buf *json)
{
	struct work *w = arena_zalloc(arena, 1, sizeof *w);
	struct answer a = {.in = in,
	    .article = &w->article,
	    .facts = &w->facts,
	    .listing = &w->listing,
	    .meta = &w->meta};
	const unsigned char *bytes = in->bytes;
	size_t n = in->n;
	bool cut;
	buf_init(&w->notes, CAP_FIELD);
	w->reading = (struct reading){.patterns = x->patterns,
	    .page = &w->page,
	    .lines = &w->lines,
	    .content = &w->content,
	    .meta = &w->meta,
	    .url = in->form && in->form->referer ? in->form->referer : in->url,
	    .arena = arena,
	    .notes = &w->notes};
	if (is_kind(in, "sitemap") && unpack_gzip(bytes, n, CAP_SITEMAP, arena, &bytes, &n, &cut)) {
		if (cut)
			buf_addf(
			    &w->notes, "sitemap: damaged or longer than %d bytes\n", CAP_SITEMAP);
	}
	a.type = kind_sniff(bytes, n);
	if (x->attachment && (a.type || forced(in, "attachment"))) {
		buf_release(&w->notes);
		x->attachment(x->attachment_context, x, in, arena, json);
		return;
	}
	if (a.type)
		a.kind = KIND_ATTACHMENT;
	else {
		charset_decode(
		    x->charsets, bytes, n, in->content_type, in->charset, arena, &a.decoded);
		read_text(w, in, &a);
	}
	a.notes = w->notes.text;
	size_t before = json->len;
	answer_write(&a, json);
	buf_release(&w->notes);
	if (buf_full(json)) {
		buf_clear(json);
		if (before > 0)
			bug("extract: the answer's buffer was not empty");
		extract_refuse(in, "the answer is longer than the bytes allowed", json);
	}
}

void
extract_refuse(const struct extract_input *in, const char *why, struct buf *json)
{
	struct answer a = {.in = in, .kind = KIND_ERROR};
	fail_input(&a.fail, in->url, "%s", why);
	answer_write(&a, json);
}
