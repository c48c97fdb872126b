/* assemble.c - the worker's answer as a document or a listing; see parse.h. The answer comes from a
 * process that read hostile bytes: every member is checked again. */
#include "parse/parse.h"

#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/url.h"

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

static bool
is_first_page(const struct capture *c, const struct config *config, struct arena *a)
{
	const struct source *s = c->source ? config_source(config, c->source) : NULL;
	if (s == NULL)
		return false;
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
	*links = arena_zalloc(a, rows + 1, sizeof **links);
	*n = 0;
	for (i = 0; i < rows; i++) {
		const json_t *row = json_array_get(items, i);
		struct link l = {.url = json_text(row, "href", a),
		    .title = json_text(row, "title", a),
		    .date = date_text(row, "date", a)};
		if (l.url != NULL && l.title != NULL)
			(*links)[(*n)++] = l;
	}
	*v = (struct visit){.at = c->at,
	    .capture = c->id,
	    .outcome = *n ? "ok" : "empty",
	    .rows = (int)*n,
	    .dropped =
	        (int)((json_int_t)(json_array_size(items) - *n) + (dropped > 0 ? dropped : 0))};
	if (is_first_page(c, config, a))
		v->source = c->source;
	visit_dates(v, *links, *n);
}

void
document_label(struct classifier *k, const struct config *config, const struct document *d,
    struct arena *a, struct classify_output *out)
{
	const struct source *s = d->source ? config_source(config, d->source) : NULL;
	struct classify_input in = {.title = d->title,
	    .issuer = d->issuers ? d->issuers : d->issuer,
	    .url = d->url,
	    .doc_number = d->doc_number,
	    .published = d->published,
	    .body = d->body,
	    .site_code = d->site_code,
	    .source_region = s ? s->region : NULL,
	    .source_level = s ? s->level : LEVEL_NONE};
	classify(k, &in, a, out);
}
