/* pager.c - the pages behind the page of a list at hand: from a link that says 下一页, else from
 * the calls that draw the pager (even in a comment). */
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
	bool alone;    /* the number of pages, and nothing of which this is */
	char name[64], extension[16];
};

static void
copy_word(char *to, size_t size, const char *s, size_t n)
{
	snprintf(to, size, "%.*s", (int)(n < size ? n : size - 1), s);
}

/* The arguments of the call: numbers are pages and current page (behind the number of rows, where
 * there are three), quoted texts name and extension; a quoted text in front of the numbers is the
 * element to draw into, and such calls count from 1. */
static bool
read_call(struct pager *g, const char *s, size_t n)
{
	int numbers = 0, words = 0;
	bool rows_first = false;
	long before[3] = {-1, 0, 0};
	*g = (struct pager){0};
	for (size_t i = 0; i < n;) {
		if (s[i] >= '0' && s[i] <= '9') {
			char *end;
			long value = strtol(s + i, &end, 10);
			if (numbers < 3 && words == 0)
				before[numbers] = value;
			numbers++;
			rows_first = numbers == 3 && words == 0;
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
	g->pages = before[rows_first];
	g->current = before[1 + rows_first];
	g->alone = numbers == 1;
	return g->pages > 1;
}

/* "index_1" is a page of "index". */
static void
name_without_page(struct pager *g)
{
	char number[24];
	int n = snprintf(number, sizeof number, "_%ld", g->current);
	size_t len = strlen(g->name);
	if (g->current > 0 && len > (size_t)n && strcmp(g->name + len - n, number) == 0)
		g->name[len - (size_t)n] = '\0';
}

/* Without name and extension in the call: those of this page's own address. */
static void
name_from_address(struct pager *g, const char *url)
{
	const char *last = url ? strrchr(url, '/') : NULL;
	const char *dot = last ? strchr(last, '.') : NULL;
	if (g->name[0] == '\0' && dot) {
		copy_word(g->name, sizeof g->name, last + 1, (size_t)(dot - last - 1));
		name_without_page(g);
	}
	if (g->extension[0] == '\0' && dot)
		copy_word(g->extension, sizeof g->extension, dot + 1, strcspn(dot + 1, "?#"));
	if (g->name[0] == '\0')
		copy_word(g->name, sizeof g->name, "index", 5);
	if (g->extension[0] == '\0')
		copy_word(g->extension, sizeof g->extension, "html", 4);
}

/* The number between name and page in the names of pages: "index_5573_". */
static const char *
pageid_in(const struct reading *r, const char *name, const char *text, size_t n)
{
	size_t len = strlen(name);
	const char *end = text + n;
	for (const char *at = text; (at = memmem(at, (size_t)(end - at), name, len)); at += len) {
		const char *number = at + len + 1;
		size_t digits = 0;
		if (number >= end || at[len] != '_')
			continue;
		while (number + digits < end && number[digits] >= '0' && number[digits] <= '9')
			digits++;
		if (digits > 0 && digits < 20 && number + digits < end && number[digits] == '_')
			return arena_strn(r->arena, number, digits);
	}
	return NULL;
}

static const char *
call_next(const struct reading *r, const struct pager *g, const char *pageid)
{
	long next = g->from_one ? (g->current > 0 ? g->current : 1) + 1 : g->current + 1;
	if (next > g->pages - !g->from_one)
		return NULL;
	const char *id =
	    pageid && strstr(g->name, pageid) == NULL ? arena_printf(r->arena, "_%s", pageid) : "";
	const char *file = arena_printf(r->arena, "%s%s_%ld.%s", g->name, id, next, g->extension);
	return listing_address(r, file);
}

/* "var currentPage = 3", which stands beside "var countPage = 21". */
static long
current_told(const char *text, size_t n)
{
	static const char name[] = "currentPage";
	const char *at = memmem(text, n, name, strlen(name)), *end = text + n;
	long value = 0;
	if (at == NULL)
		return 0;
	at += strlen(name);
	while (at < end && (*at == ' ' || *at == '='))
		at++;
	while (at < end && *at >= '0' && *at <= '9' && value < 100000)
		value = value * 10 + (*at++ - '0');
	return value;
}

static bool
call_in(struct listing *l, const struct reading *r, const char *text, size_t n)
{
	struct span spans[SPAN_MAX];
	struct pager g;
	for (size_t at = 0; pattern_find(r->patterns, PATTERN_PAGER, text, n, at, spans);
	     at = spans[0].end) {
		if (!read_call(&g, text + spans[2].start, spans[2].end - spans[2].start))
			continue;
		if (g.alone)
			g.current = current_told(text, n);
		name_from_address(&g, r->url);
		l->pages = g.pages;
		l->pageid = pageid_in(r, g.name, text, n);
		const char *last = strrchr(g.name, '_');
		if (!l->pageid && last && last[1] &&
		    last[1 + strspn(last + 1, "0123456789")] == '\0')
			l->pageid = arena_str(r->arena, last + 1);
		if (l->next == NULL)
			l->next = call_next(r, &g, l->pageid);
		return true;
	}
	return false;
}

/* 共12页 in the text. */
static long
pages_told(const struct reading *r)
{
	for (size_t i = 0; i < r->lines->n; i++) {
		const char *text = r->lines->line[i].text;
		for (const char *at = text; (at = strstr(at, "共")); at += strlen("共")) {
			char *end;
			long n = strtol(at + strlen("共"), &end, 10);
			end += strspn(end, " ");
			if (n > 0 && n < 100000 && text_begins(end, "页"))
				return n;
		}
	}
	return 0;
}

/* 下一页, or a sign that stands for it. */
static bool
says_next(const char *text)
{
	static const char *const signs[] = {
	    ">", "›", "»", "＞", "Next", "next", "后一页", "下一頁", "后页"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(text, signs[i]) == 0)
			return true;
	return strstr(text, "下一页") || strstr(text, "下页");
}

/* The address of a link that is a page of a list: its number stands in it. */
static bool
is_second_page(const char *href)
{
	static const char *const marks[] = {
	    "page=2", "Page=2", "pageNo=2", "pageIndex=2", "PageIndex=2", "p=2", "_2.", "_1."};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *at = strstr(href, marks[i]);
		if (at && !(at[strlen(marks[i])] >= '0' && at[strlen(marks[i])] <= '9'))
			return true;
	}
	return false;
}

/* The link that says 下一页; else, on a first page, the one that is called 2. */
static const char *
next_link(const struct reading *r, const struct page *p)
{
	const char *second = NULL;
	bool first_page = true;
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		if (p->nodes[i].tag != TAG_A || p->nodes[i].end - i > 20)
			continue;
		const char *text = page_text(p, i), *href = page_attribute(p, i, ATTR_HREF);
		if (!text || !href || !*href || *href == '#' ||
		    strncmp(href, "javascript:", 11) == 0)
			continue;
		if (says_next(text))
			return listing_address(r, href);
		if (strcmp(text, "1") == 0)
			first_page = false;
		else if (strcmp(text, "2") == 0 && is_second_page(href))
			second = href;
	}
	return second && first_page ? listing_address(r, second) : NULL;
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

/* The next page of a pager that is written in base64, or NULL. */
static const char *
packed_next(const struct reading *r, const char *s, size_t n)
{
	size_t len;
	struct page p;
	if (n < PACKED_LEAST || n > CAP_FIELD)
		return NULL;
	char *markup = unpacked(r->arena, s, n, &len);
	if (!utf8_valid(markup, len) || !memmem(markup, len, "href", 4))
		return NULL;
	/* Spaces of a form. */
	if (!memchr(markup, ' ', len))
		for (size_t i = 0; i < len; i++)
			markup[i] = markup[i] == '+' ? ' ' : markup[i];
	page_read(&p, markup, len, r->arena);
	return next_link(r, &p);
}

/* How many bytes of base64 a text begins with. */
static size_t
packed_span(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && (sextet(s[i]) >= 0 || s[i] == '='))
		i++;
	return i;
}

/* As a quoted text of a script. */
static const char *
packed_in(const struct reading *r, const char *s, size_t n)
{
	const char *next = NULL;
	for (size_t i = 0; i < n && next == NULL; i++) {
		if (s[i] != '"' && s[i] != '\'')
			continue;
		size_t len = packed_span(s + i + 1, n - i - 1);
		if (i + 1 + len < n && s[i + 1 + len] == s[i])
			next = packed_next(r, s + i + 1, len);
		i += len + 1;
	}
	return next;
}

/* As all the text of an element, which a script unpacks. */
static const char *
packed_text(const struct reading *r, const struct node *n)
{
	size_t from = 0, len = n->len;
	while (from < len && strchr(" \t\r\n", n->text[from]))
		from++;
	size_t span = packed_span(n->text + from, len - from);
	for (size_t i = from + span; i < len; i++)
		if (!strchr(" \t\r\n", n->text[i]))
			return NULL;
	return packed_next(r, n->text + from, span);
}

void
pager_read(struct listing *l, const struct reading *r)
{
	bool called = false;
	l->next = next_link(r, r->page);
	for (uint32_t i = 0; i < r->page->n_nodes && !called; i++) {
		enum tag tag = r->page->nodes[i].tag;
		size_t n;
		if (tag == TAG_TEXT && l->next == NULL && r->page->nodes[i].len >= PACKED_LEAST)
			l->next = packed_text(r, &r->page->nodes[i]);
		if (tag != TAG_SCRIPT && tag != TAG_COMMENT)
			continue;
		const char *text = page_raw_text(r->page, i, &n);
		called = call_in(l, r, text, n);
		if (l->next == NULL && tag == TAG_SCRIPT)
			l->next = packed_in(r, text, n);
	}
	if (!called)
		l->pages = pages_told(r);
	if (l->next == NULL)
		l->next = jpage_next(l, r);
}
