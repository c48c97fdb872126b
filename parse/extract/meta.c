/* meta.c - see meta.h. */
#include "parse/extract/meta.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "parse/extract/text.h"

/* Names in order of trust for one field: the first with content stands. */
static const struct {
	const char *name;
	size_t field;
} names[] = {
    {"ArticleTitle", offsetof(struct meta, article_title)},
    {"PubDate", offsetof(struct meta, published)},
    {"firstpublishedtime", offsetof(struct meta, published)},
    {"publishdate", offsetof(struct meta, published)},
    {"article:published_time", offsetof(struct meta, published)},
    {"publish_time", offsetof(struct meta, published)},
    {"ContentSource", offsetof(struct meta, content_source)},
    {"Url", offsetof(struct meta, url)},
    {"SiteName", offsetof(struct meta, site_name)},
    {"SiteIDCode", offsetof(struct meta, site_code)},
    {"ColumnName", offsetof(struct meta, column_name)},
    {"og:title", offsetof(struct meta, og_title)},
};

static void
read_element(struct meta *m, const struct page *p, uint32_t i)
{
	const char *name = page_attribute(p, i, ATTR_NAME);
	if (name == NULL)
		name = page_attribute(p, i, ATTR_PROPERTY);
	const char *content = name ? page_attribute(p, i, ATTR_CONTENT) : NULL;
	if (content == NULL || *content == '\0')
		return;
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		const char **field = (const char **)((char *)m + names[k].field);
		if (strcasecmp(name, names[k].name) == 0 && *field == NULL)
			*field = content;
	}
}

/* Some systems escape markup into the title: <div>… as text. */
static const char *
without_markup(const struct page *p, const char *s)
{
	if (s == NULL || strchr(s, '<') == NULL)
		return s;
	struct page inner;
	page_read(&inner, s, strlen(s), p->arena);
	const char *text = page_text(&inner, 0);
	return text ? text : NULL;
}

/* "datePublished": "2026-05-08T08:00:00" of schema.org, as JSON-LD. */
static const char *
published_in(const struct page *p, uint32_t script)
{
	enum { DAY = 10 };
	static const char name[] = "\"datePublished\"";
	size_t n;
	const char *text = page_raw_text(p, script, &n);
	const char *at = n > 0 ? memmem(text, n, name, strlen(name)) : NULL, *end = text + n;
	if (at == NULL)
		return NULL;
	at += strlen(name);
	while (at < end && strchr(" :\"\t\r\n", *at))
		at++;
	return end - at >= DAY ? arena_strn(p->arena, at, DAY) : NULL;
}

void
meta_read(struct meta *m, const struct page *p)
{
	*m = (struct meta){0};
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		if (p->nodes[i].tag == TAG_META)
			read_element(m, p, i);
		else if (p->nodes[i].tag == TAG_TITLE && m->title == NULL)
			m->title = page_text(p, i);
		else if (p->nodes[i].tag == TAG_BASE && m->base == NULL)
			m->base = page_attribute(p, i, ATTR_HREF);
		else if (p->nodes[i].tag == TAG_SCRIPT && m->published == NULL)
			m->published = published_in(p, i);
	}
	m->article_title = without_markup(p, m->article_title);
	m->title = without_markup(p, m->title);
}
