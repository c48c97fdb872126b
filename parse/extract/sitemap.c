/* sitemap.c - see feed.h: sitemaps. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/url.h"
#include "parse/extract/feed.h"
#include "parse/extract/text.h"
#include "parse/extract/xml.h"

/* Everything the file names, before the newest are chosen. */
struct places {
	struct row *all;
	size_t n, room;
};

static void
place_add(struct places *p, const struct reading *r, struct row row)
{
	p->all = arena_grow(r->arena, p->all, p->n, p->n + 1, &p->room, sizeof *p->all);
	p->all[p->n++] = row;
}

/* The host without "www."; NULL for no address. */
static const char *
site_of(const char *url, struct arena *a)
{
	const char *key = url ? url_key(url, a) : NULL;
	return key ? url_host(key, a) : NULL;
}

static int
newest_first(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	return strcmp(b->date ? b->date : "", a->date ? a->date : "");
}

/* Stable: what has no dates keeps the order of the file. */
static void
sort_places(struct places *p, struct arena *a)
{
	bool dated = false;
	for (size_t i = 0; i < p->n; i++)
		dated |= p->all[i].date != NULL;
	struct row *room = dated ? arena_zalloc(a, p->n, sizeof *room) : NULL;
	for (size_t width = 1; room && width < p->n; width *= 2) {
		for (size_t i = 0; i < p->n; i += 2 * width) {
			size_t left = i, middle = i + width < p->n ? i + width : p->n;
			size_t right = middle, end = i + 2 * width < p->n ? i + 2 * width : p->n;
			for (size_t k = i; k < end; k++)
				room[k] =
				    left < middle && (right >= end || newest_first(&p->all[left],
				                                          &p->all[right]) <= 0)
				        ? p->all[left++]
				        : p->all[right++];
		}
		memcpy(p->all, room, p->n * sizeof *room);
	}
}

static void
take_newest(struct listing *l, const struct reading *r, struct places *p)
{
	const char *own = site_of(r->url, r->arena);
	sort_places(p, r->arena);
	for (size_t i = 0; i < p->n; i++) {
		const char *site = site_of(p->all[i].href, r->arena);
		if (site == NULL || (own && strcmp(site, own) != 0))
			l->dropped++;
		else
			listing_add(l, r, p->all[i]);
	}
}

/* ---- XML */

struct element {
	struct row row;
	bool index;      /* a file of an index */
	bool inside;     /* <url> or <sitemap> */
	const char *now; /* "loc", "lastmod", ... being collected, or NULL */
	struct buf text;
	struct buf bare; /* text of the element itself: some write no <loc> */
};

static const char *
wanted(const struct xml_token *t)
{
	static const char *const names[] = {"loc", "lastmod", "title", "publication_date"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_is(t, names[i]))
			return names[i];
	return NULL;
}

static void
part_end(struct element *e, const struct reading *r)
{
	const char *text = text_folded(r->arena, e->text.text, e->text.len);
	if (*text && strcmp(e->now, "loc") == 0 && e->row.href == NULL)
		e->row.href = text;
	else if (*text && strcmp(e->now, "title") == 0 && e->row.title == NULL)
		e->row.title = text;
	else if (*text && strcmp(e->now, "publication_date") == 0 && feed_day(r, text))
		e->row.date = feed_day(r, text);
	else if (*text && strcmp(e->now, "lastmod") == 0 && e->row.date == NULL)
		e->row.date = feed_day(r, text);
	e->now = NULL;
}

static void
element_end(struct listing *l, struct places *p, const struct reading *r, struct element *e)
{
	if (e->row.href == NULL)
		e->row.href = text_folded(r->arena, e->bare.text, e->bare.len);
	const char *url = *e->row.href ? listing_address(r, e->row.href) : "";
	e->inside = false;
	e->row.shown = e->row.date != NULL;
	e->row.href = url;
	if (strncasecmp(url, "http", 4) != 0)
		l->dropped++;
	else if (!e->index)
		place_add(p, r, e->row);
	else {
		l->parts = arena_grow(r->arena, l->parts, l->n_parts, l->n_parts + 1,
		    &l->parts_room, sizeof *l->parts);
		l->parts[l->n_parts++] = e->row;
	}
}

static void
take_token(struct listing *l, struct places *p, const struct reading *r, struct element *e,
    const struct xml_token *t)
{
	bool whole = t->kind != XML_TEXT && (xml_is(t, "url") || xml_is(t, "sitemap"));
	if (t->kind == XML_TEXT && e->inside)
		xml_text(t, e->now ? &e->text : &e->bare);
	else if (t->kind == XML_OPEN && whole && !t->empty) {
		e->row = (struct row){0};
		e->index = xml_is(t, "sitemap");
		e->inside = true;
		e->now = NULL;
		buf_clear(&e->bare);
	} else if (t->kind == XML_OPEN && e->inside && !t->empty) {
		e->now = wanted(t);
		buf_clear(&e->text);
	} else if (t->kind == XML_CLOSE && whole && e->inside)
		element_end(l, p, r, e);
	else if (t->kind == XML_CLOSE && e->now && xml_is(t, e->now))
		part_end(e, r);
}

static bool
read_xml(struct listing *l, struct places *p, const struct reading *r, const char *text, size_t n)
{
	struct xml x = {text, text + n};
	struct xml_token t;
	struct element e = {0};
	bool is_one = false;
	buf_init(&e.text, CAP_FIELD);
	buf_init(&e.bare, CAP_FIELD);
	for (xml_next(&x, &t); t.kind != XML_END; xml_next(&x, &t)) {
		is_one |=
		    t.kind == XML_OPEN && (xml_is(&t, "urlset") || xml_is(&t, "sitemapindex"));
		if (is_one)
			take_token(l, p, r, &e, &t);
		else if (t.kind == XML_OPEN)
			break;
	}
	buf_release(&e.text);
	buf_release(&e.bare);
	return is_one;
}

/* ---- text: an address a line */

static bool
read_lines(struct listing *l, struct places *p, const struct reading *r, const char *text, size_t n)
{
	bool is_one = false;
	for (size_t i = 0; i < n;) {
		const char *end = memchr(text + i, '\n', n - i);
		size_t len = end ? (size_t)(end - text) - i : n - i;
		const char *line = text_folded(r->arena, text + i, len < CAP_URL ? len : CAP_URL);
		i += len + 1;
		bool address =
		    strncasecmp(line, "http://", 7) == 0 || strncasecmp(line, "https://", 8) == 0;
		if (!is_one && *line && !address)
			return false;
		is_one |= address;
		if (address)
			place_add(p, r, (struct row){.href = line});
		else
			l->dropped += *line != '\0';
	}
	return is_one;
}

bool
sitemap_is(const char *text, size_t n)
{
	struct xml x = {text, text + n};
	struct xml_token t;
	do
		xml_next(&x, &t);
	while (t.kind == XML_TEXT && !t.raw);
	return t.kind == XML_OPEN && (xml_is(&t, "urlset") || xml_is(&t, "sitemapindex"));
}

bool
sitemap_read(struct listing *l, const struct reading *r, const char *text, size_t n)
{
	struct places p = {0};
	*l = (struct listing){.why = "addresses of a sitemap"};
	if (!read_xml(l, &p, r, text, n) && !read_lines(l, &p, r, text, n))
		return feed_read(l, r, text, n);
	take_newest(l, r, &p);
	struct places parts = {l->parts, l->n_parts, l->parts_room};
	sort_places(&parts, r->arena);
	return true;
}
