/* jpage.c - the pages of a Hanweb column: page 1 holds its first rows in a script, the others come
 * from a proxy by the numbers of their rows. */
#include <stdlib.h>
#include <string.h>

#include "parse/extract/listing.h"

enum { PER_PAGE_USUAL = 15, PATH_LONGEST = 200 };

static const char proxy_name[] = "jpage/dataproxy.jsp";

/* The number behind "name" and an optional '=' or ':', or -1. A name is not the end of another. */
static long
number_behind(const char *text, size_t n, const char *name)
{
	const char *end = text + n;
	size_t len = strlen(name);
	for (const char *at = text; (at = memmem(at, (size_t)(end - at), name, len)); at += len) {
		const char *s = at + len;
		if (at > text && ((at[-1] | 32) >= 'a' && (at[-1] | 32) <= 'z'))
			continue;
		while (s < end && strchr(" \"'=:>", *s))
			s++;
		if (s < end && *s >= '0' && *s <= '9' && s > at + len)
			return strtol(s, NULL, 10);
	}
	return -1;
}

/* How many rows the column has: the number that the proxy's answer begins with; 0: not said. */
static long
total_told(const struct reading *r)
{
	for (uint32_t i = 0; i < r->page->n_nodes; i++) {
		const struct node *n = &r->page->nodes[i];
		size_t digits = 0;
		while (n->tag == TAG_TEXT && digits < n->len && n->text[digits] >= '0' &&
		       n->text[digits] <= '9')
			digits++;
		if (digits > 0 && digits == n->len && digits < 8)
			return strtol(n->text, NULL, 10);
	}
	return 0;
}

/* Of the proxy's own answer: the same address, the next numbers. */
static const char *
proxy_next(const struct listing *l, const struct reading *r)
{
	size_t n = strlen(r->url);
	long from = number_behind(r->url, n, "startrecord"),
	     to = number_behind(r->url, n, "endrecord");
	const char *query = strchr(r->url, '?'), *at = strstr(query, "endrecord=");
	if (from < 1 || to < from || at == NULL || to > 1000000 || (long)l->n < to - from + 1)
		return NULL;
	long total = total_told(r);
	if (total > 0 && to >= total)
		return NULL;
	const char *rest = at + strcspn(at, "&");
	at = strstr(query, "startrecord=");
	const char *between = at + strcspn(at, "&");
	if (between > rest || at != query + 1)
		return NULL;
	return arena_printf(r->arena, "%.*sstartrecord=%ld&endrecord=%ld%s", (int)(at - r->url),
	    r->url, to + 1, to + (to - from + 1), rest);
}

/* A number of the scripts of the page, or -1. */
static long
script_number(const struct reading *r, const char *name)
{
	long value = -1;
	for (uint32_t i = 0; i < r->page->n_nodes && value < 0; i++) {
		size_t n = 0;
		const char *text =
		    r->page->nodes[i].tag == TAG_SCRIPT ? page_raw_text(r->page, i, &n) : NULL;
		value = n > 0 ? number_behind(text, n, name) : -1;
	}
	return value;
}

/* Of page 1, whose script calls the proxy by its address. */
static const char *
call_next(const struct listing *l, const struct reading *r, const char *text, size_t n)
{
	const char *call = memmem(text, n, proxy_name, strlen(proxy_name));
	const char *query = call ? call + strlen(proxy_name) : NULL, *path = call, *end = text + n;
	if (call == NULL || query >= end || *query != '?')
		return NULL;
	while (path > text && call - path < PATH_LONGEST && !strchr("\"' \t\r\n<>", path[-1]))
		path--;
	size_t len = 0;
	while (query + len < end && !strchr("\"' \t\r\n<>", query[len]))
		len++;
	long column = number_behind(query, len, "columnid"),
	     unit = number_behind(query, len, "unitid");
	long web = number_behind(query, len, "webid"), per = script_number(r, "perPage");
	long total = script_number(r, "totalRecord");
	if (column < 0 || unit < 0 || web < 0 || l->n == 0 || (total >= 0 && (long)l->n >= total))
		return NULL;
	return listing_address(r,
	    arena_printf(r->arena,
	        "%.*s?startrecord=%zu&endrecord=%zu&perpage=%ld&columnid=%ld&unitid=%ld&webid=%ld",
	        (int)(query - path), path, l->n + 1, 2 * l->n, per > 0 ? per : PER_PAGE_USUAL,
	        column, unit, web));
}

const char *
jpage_next(const struct listing *l, const struct reading *r)
{
	const char *next = NULL;
	if (r->url && strstr(r->url, proxy_name) && strstr(r->url, "?startrecord="))
		return proxy_next(l, r);
	for (uint32_t i = 0; i < r->page->n_nodes && next == NULL; i++) {
		size_t n;
		if (r->page->nodes[i].tag != TAG_SCRIPT)
			continue;
		const char *text = page_raw_text(r->page, i, &n);
		next = n > 0 ? call_next(l, r, text, n) : NULL;
	}
	return next;
}
