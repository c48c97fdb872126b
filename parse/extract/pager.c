/* pager.c - the address of the page behind the first page of a list: from the calls that draw the
 * pager (even in a comment), else from a link that says 下一页. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/extract/listing.h"
#include "parse/extract/text.h"

enum { PACKED_LEAST = 40 };

struct pager {
	long pages, current;
	bool from_one; /* page 2 is name_2 */
	char name[64], extension[16];
};

static void
copy_word(char *to, size_t size, const char *s, size_t n)
{
	snprintf(to, size, "%.*s", (int)(n < size ? n : size - 1), s);
}

/* The arguments of the call: numbers are pages and current page, quoted texts name and extension;
 * a quoted text in front of the numbers is the element to draw into, and such calls count from 1.
 */
static bool
read_call(struct pager *g, const char *s, size_t n)
{
	int numbers = 0, words = 0;
	*g = (struct pager){.pages = -1};
	for (size_t i = 0; i < n;) {
		if (s[i] >= '0' && s[i] <= '9') {
			char *end;
			long value = strtol(s + i, &end, 10);
			if (numbers == 0)
				g->pages = value;
			else if (numbers == 1)
				g->current = value;
			numbers++;
			i = (size_t)(end - s);
		} else if (s[i] == '"' || s[i] == '\'') {
			const char *close = memchr(s + i + 1, s[i], n - i - 1);
			size_t len = close ? (size_t)(close - s) - i - 1 : 0;
			if (close == NULL)
				break;
			if (numbers == 0)
				g->from_one = true;
			else if (words++ == 0)
				copy_word(g->name, sizeof g->name, s + i + 1, len);
			else if (words == 2)
				copy_word(g->extension, sizeof g->extension, s + i + 1, len);
			i += len + 2;
		} else
			i++;
	}
	return g->pages > 1;
}

/* Without name and extension in the call: those of this page's own address. */
static void
name_from_address(struct pager *g, const char *url)
{
	const char *last = url ? strrchr(url, '/') : NULL;
	const char *dot = last ? strchr(last, '.') : NULL;
	if (g->name[0] == '\0' && dot)
		copy_word(g->name, sizeof g->name, last + 1, (size_t)(dot - last - 1));
	if (g->extension[0] == '\0' && dot)
		copy_word(g->extension, sizeof g->extension, dot + 1, strcspn(dot + 1, "?#"));
	if (g->name[0] == '\0')
		copy_word(g->name, sizeof g->name, "index", 5);
	if (g->extension[0] == '\0')
		copy_word(g->extension, sizeof g->extension, "html", 4);
}

static const char *
call_in(const struct reading *r, const char *text, size_t n)
{
	struct span spans[SPAN_MAX];
	struct pager g;
	for (size_t at = 0; pattern_find(r->patterns, PATTERN_PAGER, text, n, at, spans);
	     at = spans[0].end) {
		if (!read_call(&g, text + spans[2].start, spans[2].end - spans[2].start))
			continue;
		name_from_address(&g, r->url);
		long next = g.from_one ? (g.current > 0 ? g.current : 1) + 1 : g.current + 1;
		if (next > g.pages - !g.from_one)
			return NULL;
		const char *file = arena_printf(r->arena, "%s_%ld.%s", g.name, next, g.extension);
		return listing_address(r, file);
	}
	return NULL;
}

static const char *
next_link(const struct reading *r, const struct page *p)
{
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		if (p->nodes[i].tag != TAG_A || p->nodes[i].end - i > 20)
			continue;
		const char *text = page_text(p, i);
		const char *href = text && (strstr(text, "下一页") || strstr(text, "下页"))
		                       ? page_attribute(p, i, ATTR_HREF)
		                       : NULL;
		if (href && *href && *href != '#' && strncmp(href, "javascript:", 11) != 0)
			return listing_address(r, href);
	}
	return NULL;
}

static int
sextet(char c)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? (int)(at - letters) : -1;
}

/* n bytes of base64 whose content may be escaped as in addresses (encodeURIComponent) once more. */
static char *
unpacked(struct arena *a, const char *s, size_t n, size_t *len)
{
	char *out = arena_alloc(a, n + 1);
	unsigned bits = 0, have = 0;
	size_t m = 0;
	for (size_t i = 0; i < n && s[i] != '='; i++) {
		bits = bits << 6 | (unsigned)sextet(s[i]);
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[m++] = (char)(bits >> have & 255);
		}
	}
	*len = 0;
	for (size_t i = 0; i < m; i++) {
		char hex[3] = {i + 2 < m ? out[i + 1] : '\0', i + 2 < m ? out[i + 2] : '\0', '\0'};
		char *end = hex;
		long value = out[i] == '%' ? strtol(hex, &end, 16) : 0;
		bool escaped = end == hex + 2 && value > 0;
		out[(*len)++] = escaped ? (char)value : out[i];
		i += escaped ? 2 : 0;
	}
	return out;
}

/* A pager that a script holds in base64. */
static const char *
packed_in(const struct reading *r, const char *s, size_t n)
{
	const char *next = NULL;
	for (size_t i = 0; i < n && next == NULL; i++) {
		size_t end = i + 1, len;
		if (s[i] != '"' && s[i] != '\'')
			continue;
		while (end < n && (sextet(s[end]) >= 0 || s[end] == '='))
			end++;
		if (end - i < PACKED_LEAST || end - i > CAP_FIELD || end == n || s[end] != s[i])
			continue;
		char *markup = unpacked(r->arena, s + i + 1, end - i - 1, &len);
		if (utf8_valid(markup, len) && memmem(markup, len, "href", 4)) {
			struct page p;
			page_read(&p, markup, len, r->arena);
			next = next_link(r, &p);
		}
		i = end;
	}
	return next;
}

const char *
pager_find(const struct reading *r)
{
	const char *next = next_link(r, r->page);
	for (uint32_t i = 0; i < r->page->n_nodes && !next; i++) {
		enum tag tag = r->page->nodes[i].tag;
		size_t n;
		if (tag != TAG_SCRIPT && tag != TAG_COMMENT)
			continue;
		const char *text = page_raw_text(r->page, i, &n);
		next = call_in(r, text, n);
		if (next == NULL && tag == TAG_SCRIPT)
			next = packed_in(r, text, n);
	}
	return next;
}
