/* attachments.c - links of an article to files. */
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/url.h"
#include "parse/extract/article.h"
#include "parse/extract/text.h"

static const char *
type_of(const struct reading *r, const char *href, const char *text)
{
	struct span spans[SPAN_MAX];
	const char *where[] = {href, text};
	for (size_t i = 0; i < 2; i++)
		if (where[i] &&
		    pattern_find(
		        r->patterns, PATTERN_ATTACHMENT, where[i], strlen(where[i]), 0, spans) &&
		    spans[1].start < spans[1].end) {
			char *type = arena_strn(
			    r->arena, where[i] + spans[1].start, spans[1].end - spans[1].start);
			for (char *c = type; *c; c++)
				*c = (char)(*c >= 'A' && *c <= 'Z' ? *c | 32 : *c);
			return type;
		}
	return NULL;
}

static bool
known(const struct attachment *list, size_t n, const char *href)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].href, href) == 0)
			return true;
	return false;
}

void
article_attachments(struct article *a, const struct reading *r)
{
	struct attachment *list = NULL;
	size_t room = 0, n = 0, dropped = 0;
	for (uint32_t i = 0; i < r->page->n_nodes; i++) {
		if (r->page->nodes[i].tag != TAG_A)
			continue;
		const char *href = page_attribute(r->page, i, ATTR_HREF);
		if (href == NULL || !pattern_in(r->patterns, PATTERN_ATTACHMENT, href))
			continue;
		const char *text = page_text(r->page, i);
		if (text == NULL)
			text = page_attribute(r->page, i, ATTR_TITLE);
		const char *url = r->url ? url_resolve(r->url, href, r->arena) : NULL;
		if (known(list, n, url ? url : href))
			continue;
		if (n == CAP_ATTACHMENTS) {
			dropped++;
			continue;
		}
		list = arena_grow(r->arena, list, n, n + 1, &room, sizeof *list);
		list[n++] =
		    (struct attachment){text ? text : "", url ? url : href, type_of(r, href, text)};
	}
	if (dropped > 0)
		buf_addf(
		    r->notes, "attachments: %zu beyond %d left out\n", dropped, CAP_ATTACHMENTS);
	a->attachments = list;
	a->n_attachments = n;
}
