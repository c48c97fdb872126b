/* assemble.c - the worker's answer as a document or a listing; see parse.h. The answer comes from a
 * process that read hostile bytes: every member is checked again. */
#include "parse/parse.h"

#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "config/paging.h"

const char *
json_text(const json_t *object, const char *member, struct arena *a)
{
	const json_t *value = json_object_get(object, member);
	size_t n = json_string_length(value);
	return n > 0 ? arena_strn(a, json_string_value(value), n) : NULL;
}

static const char *
date_text(const json_t *object, const char *member, struct arena *a)
{
	struct date d;
	const char *text = json_text(object, member, a);
	return date_parse(text, &d) ? text : NULL;
}

static const char *
json_list(const json_t *object, const char *member, struct arena *a)
{
	const json_t *list = json_object_get(object, member);
	char *text = json_is_array(list) ? json_dumps(list, JSON_COMPACT) : NULL;
	const char *kept = text ? arena_str(a, text) : "[]";
	free(text);
	return kept;
}

static const char *
joined_issuers(const json_t *answer, struct arena *a)
{
	struct buf b;
	size_t i;
	json_t *issuer;
	buf_init(&b, CAP_FIELD);
	json_array_foreach(json_object_get(answer, "issuers"), i, issuer)
	{
		if (!json_is_string(issuer))
			continue;
		if (b.len > 0)
			buf_adds(&b, "、");
		buf_adds(&b, json_string_value(issuer));
	}
	const char *text = b.len > 0 ? arena_strn(a, b.text, b.len) : NULL;
	buf_release(&b);
	return text;
}

/* A page without a title that hands out a file goes by the file's name until that is read. */
static void
title_of_attachment(const json_t *answer, struct arena *a, struct document *d)
{
	const json_t *first = json_array_get(json_object_get(answer, "attachments"), 0);
	const char *name = first ? json_text(first, "text", a) : NULL;
	d->title = name && utf8_count(name) <= CAP_TITLE / 4 ? name : NULL;
	d->untitled = d->title != NULL;
}

int
document_assemble(const json_t *answer, const struct capture *c, struct arena *a,
    struct document *d, struct fail *f)
{
	const char *body = json_text(answer, "body", a);
	*d = (struct document){.capture = c->id,
	    .captured_at = c->at,
	    .source = c->source,
	    .url = c->url,
	    .baseline = c->baseline,
	    .title = json_text(answer, "title", a),
	    .issuer = json_text(answer, "issuer", a),
	    .issuers = joined_issuers(answer, a),
	    .published = date_text(answer, "published", a),
	    .written = date_text(answer, "written", a),
	    .in_force = date_text(answer, "in_force", a),
	    .deadline = date_text(answer, "deadline", a),
	    .doc_number = json_text(answer, "doc_number", a),
	    .content_source = json_text(answer, "content_source", a),
	    .index_number = json_text(answer, "index_number", a),
	    .subject = json_text(answer, "subject", a),
	    .validity = json_text(answer, "validity", a),
	    .site_code = json_text(answer, "site_code", a),
	    .body = body ? body : "",
	    .attachments = json_list(answer, "attachments", a),
	    .facts = json_list(answer, "facts", a)};
	if (d->title == NULL)
		title_of_attachment(answer, a, d);
	return d->title ? 0 : fail_input(f, c->url, "an article without a title");
}

/* The visit's dates: the newest of all rows; the oldest from the end of the list, because pinned
 * old rows stand at its head. */
static void
visit_dates(struct visit *v, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (links[i].date == NULL)
			continue;
		if (v->newest == NULL || strcmp(links[i].date, v->newest) > 0)
			v->newest = links[i].date;
		v->oldest = links[i].date;
	}
}

/* Fetched as a page of its source, or taken in from an archive and at the address of page 1. */
static bool
is_source_page(const struct capture *c, const struct config *config, struct arena *a)
{
	const struct source *s = c->source ? config_source(config, c->source) : NULL;
	if (s == NULL || c->page > 0)
		return c->page > 0 && s;
	const char *key = url_key(c->url, a), *list = url_key(s->list_url, a);
	return key != NULL && list != NULL && strcmp(key, list) == 0;
}

void
listing_assemble(const json_t *answer, const struct capture *c, const struct config *config,
    struct arena *a, struct visit *v, struct link **links, size_t *n)
{
	const json_t *items = json_object_get(answer, "items");
	size_t i, rows = json_array_size(items) < CAP_ROWS ? json_array_size(items) : CAP_ROWS;
	json_int_t dropped = json_integer_value(json_object_get(answer, "dropped"));
	const struct source *source = c->source ? config_source(config, c->source) : NULL;
	size_t parts = json_array_size(json_object_get(answer, "parts"));
	bool is_sitemap =
	    source && source->listing.kind && strcmp(source->listing.kind, "sitemap") == 0;
	*links = arena_zalloc(a, rows + 1, sizeof **links);
	*n = 0;
	for (i = 0; i < rows; i++) {
		const json_t *row = json_array_get(items, i);
		struct link l = {.url = json_text(row, "href", a),
		    .title = json_text(row, "title", a),
		    .date = date_text(row, "date", a)};
		/* A sitemap has no titles. */
		if (l.url != NULL && (l.title != NULL || is_sitemap))
			(*links)[(*n)++] = l;
	}
	*v = (struct visit){.at = c->at,
	    .capture = c->id,
	    .outcome = *n > 0 || parts > 0 ? "ok" : "empty",
	    .page = c->page,
	    /* What an index of sitemaps lists are its files. */
	    .rows = (int)(*n > 0 ? *n : parts),
	    .dropped =
	        (int)((json_int_t)(json_array_size(items) - *n) + (dropped > 0 ? dropped : 0))};
	if (is_source_page(c, config, a))
		v->source = c->source;
	visit_dates(v, *links, *n);
}

/* Parts of a list that has several, such as the files of a sitemap index. */
static void
parts_add(const json_t *answer, struct arena *a, struct listing_page *pages, size_t most, size_t *n)
{
	size_t i;
	json_t *part;
	json_array_foreach(json_object_get(answer, "parts"), i, part)
	{
		const char *url = json_text(part, "href", a);
		if (url && *n < most) {
			pages[*n] =
			    (struct listing_page){.url = url, .page = (int)*n + 2, .always = true};
			++*n;
		}
	}
}

static int
most_pages(const struct source *s, const struct config *config)
{
	return s->max_pages > 0 ? s->max_pages : config->settings.fetch_max_pages;
}

void
listing_pages(const json_t *answer, const struct capture *c, const struct config *config,
    struct arena *a, struct visit *v, struct listing_page **pages, size_t *n)
{
	const struct source *s = c->source ? config_source(config, c->source) : NULL;
	struct paging_said said = {.url = c->url,
	    .next = json_text(answer, "next", a),
	    .pageid = json_text(answer, "pageid", a),
	    .pages = (int)json_integer_value(json_object_get(answer, "pages"))};
	struct source_page page;
	const char *why = NULL;
	*n = 0;
	*pages = NULL;
	if (s == NULL || c->page == 0)
		return;
	int most = most_pages(s, config);
	size_t parts = json_array_size(json_object_get(answer, "parts"));
	*pages = arena_zalloc(a, (size_t)most + 1, sizeof **pages);
	parts_add(answer, a, *pages, (size_t)most, n);
	v->capped = parts > *n;
	if (parts > 0 || v->rows == 0)
		return;
	bool more = source_page(s, c->page + 1, &said, a, &page, &why);
	if (more && c->page < most)
		(*pages)[(*n)++] = (struct listing_page){
		    .url = page.url, .body = page.body, .page = c->page + 1, .date = v->oldest};
	v->capped = more && c->page >= most;
	if (why)
		v->why = arena_printf(a, "page %d can't be asked for: %s", c->page + 1, why);
}
