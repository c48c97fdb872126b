/* listing.c - see listing.h. A list is an element with many children that each hold a link with a
 * title, most with a date: the element with the most of them wins, and others like it beside it are
 * taken as well (index pages with several blocks). */
#include "parse/extract/listing.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/extract/dates.h"
#include "parse/extract/jsonlist.h"
#include "parse/extract/rows.h"
#include "parse/extract/text.h"
#include "parse/extract/written.h"

enum {
	TITLE_SHORTEST = 4,
	TITLE_USUAL = 7,
	ROW_NODES = 800,
	LIST_LEAST = 2,
	BEHIND_NODES = 30,
	BEHIND_LONGEST = 30
};

struct candidate {
	uint32_t node;
	uint32_t rows, dated, shown;
	uint32_t characters; /* of titles */
};

/* visit/link.do?url=<escaped address>&…: the address. */
static const char *
unwrapped(const struct reading *r, const char *href)
{
	const char *wrapped = strstr(href, "?url=http");
	if (wrapped == NULL)
		return NULL;
	char *out = arena_str(r->arena, wrapped + 5), *to = out;
	unsigned value;
	for (const char *at = wrapped + 5; *at && *at != '&'; at++) {
		if (*at == '%' && at[1] && at[2] && sscanf(at + 1, "%2x", &value) == 1 &&
		    value >= 0x20) {
			*to++ = (char)value;
			at += 2;
		} else
			*to++ = *at;
	}
	*to = '\0';
	return utf8_valid(out, (size_t)(to - out)) ? out : NULL;
}

const char *
listing_address(const struct reading *r, const char *href)
{
	const char *target = unwrapped(r, href);
	if (target)
		return target;
	if (r->url == NULL)
		return strncmp(href, "//", 2) == 0 ? arena_printf(r->arena, "http:%s", href) : href;
	const char *base = r->url;
	if (r->meta && r->meta->base)
		base = url_resolve(base, r->meta->base, r->arena);
	const char *url = url_resolve(base ? base : r->url, href, r->arena);
	return url ? url : href;
}

/* The date of a row may stand behind it, in an element without a link: <dt>title</dt><dd>date</dd>.
 */
static void
date_behind(const struct rows *rows, uint32_t i, struct date *d, enum dated *dated)
{
	const struct page *p = rows->page;
	uint32_t end = p->nodes[p->nodes[i].parent].end, next = p->nodes[i].end;
	struct date found;
	while (next < end && p->nodes[next].end - next < 2)
		next = p->nodes[next].end;
	const char *text =
	    next < end && p->nodes[next].end - next < BEHIND_NODES ? page_text(p, next) : NULL;
	if (text == NULL || utf8_count(text) > BEHIND_LONGEST ||
	    row_link(rows, next, p->nodes[next].end) != NULL ||
	    row_date(rows, next, p->nodes[next].end, NULL, &found) != DATED_SHOWN)
		return;
	*d = found;
	*dated = DATED_SHOWN;
}

/* A bare link ends its line at the next one or at a <br>: the date may stand in the texts of it. */
static void
date_in_line(const struct rows *rows, uint32_t i, struct date *d, enum dated *dated)
{
	const struct page *p = rows->page;
	uint32_t end = p->nodes[p->nodes[i].parent].end, next = p->nodes[i].end;
	struct date found;
	while (next < end && p->nodes[next].tag != TAG_BR && p->nodes[next].tag != TAG_A)
		next = p->nodes[next].end;
	if (next < end && next - i < BEHIND_NODES && p->nodes[next].tag == TAG_BR &&
	    row_date(rows, p->nodes[i].end, next, NULL, &found) == DATED_SHOWN) {
		*d = found;
		*dated = DATED_SHOWN;
	}
}

static const struct link *
child_row(const struct rows *rows, uint32_t i, struct date *d, enum dated *dated)
{
	const struct page *p = rows->page;
	*dated = DATED_NOT;
	if (p->nodes[i].tag == TAG_TEXT || p->nodes[i].tag == TAG_COMMENT ||
	    p->nodes[i].end - i < 2 || p->nodes[i].end - i > ROW_NODES)
		return NULL;
	const struct link *link = row_link(rows, i, p->nodes[i].end);
	*dated = row_date(rows, i, p->nodes[i].end, link, d);
	if (link && *dated != DATED_SHOWN)
		date_behind(rows, i, d, dated);
	if (link && *dated != DATED_SHOWN && p->nodes[i].tag == TAG_A)
		date_in_line(rows, i, d, dated);
	return link && link->characters >= TITLE_SHORTEST ? link : NULL;
}

/* How much of a list the children of a node make. */
static struct candidate
judge(const struct rows *rows, uint32_t node)
{
	const struct page *p = rows->page;
	struct candidate c = {.node = node};
	for (uint32_t i = node + 1; i < p->nodes[node].end; i = p->nodes[i].end) {
		struct date d;
		enum dated dated;
		const struct link *link = child_row(rows, i, &d, &dated);
		if (link == NULL)
			continue;
		c.rows++;
		c.characters += link->characters < 60 ? link->characters : 60;
		c.dated += dated != DATED_NOT;
		c.shown += dated == DATED_SHOWN;
	}
	return c;
}

static uint32_t
list_weight(const struct candidate *c)
{
	return c->shown * 40 + c->dated * 5 + c->characters;
}

/* 首页, 政务公开, 办事服务: an empty column still has its menus. */
static bool
is_menu(const struct candidate *c)
{
	return c->dated == 0 && c->characters < c->rows * TITLE_USUAL;
}

/* Elements with children to be rows: list items, table rows, divs, links. */
static bool
holds_rows(const struct page *p, uint32_t node)
{
	uint32_t children = 0;
	const struct node *n = &p->nodes[node];
	if (n->tag == TAG_TEXT || n->tag == TAG_COMMENT || n->tag == TAG_A ||
	    tag_traits(n->tag) & TRAIT_SILENT)
		return false;
	for (uint32_t i = node + 1; i < n->end && children < LIST_LEAST; i = p->nodes[i].end)
		children += p->nodes[i].tag != TAG_TEXT && p->nodes[i].end - i > 1;
	return children >= LIST_LEAST;
}

/* The length of an address without the place in the page it points at; "#/" and "#!" are routes of
 * pages drawn by scripts. */
static size_t
page_length(const char *href)
{
	const char *hash = strchr(href, '#');
	return hash && hash[1] != '/' && hash[1] != '!' ? (size_t)(hash - href) : strlen(href);
}

void
listing_add(struct listing *l, const struct reading *r, struct row row)
{
	size_t n = page_length(row.href);
	if (l->n == CAP_ROWS) {
		l->dropped++;
		return;
	}
	for (size_t i = 0; i < l->n; i++)
		if (page_length(l->rows[i].href) == n &&
		    memcmp(l->rows[i].href, row.href, n) == 0) {
			if (utf8_count(row.title) > utf8_count(l->rows[i].title) &&
			    row.href[n] == '\0')
				l->rows[i].title = row.title;
			return;
		}
	l->rows = arena_grow(r->arena, l->rows, l->n, l->n + 1, &l->room, sizeof *l->rows);
	l->dated += row.shown;
	l->rows[l->n++] = row;
}

static void
take_rows(struct listing *l, const struct rows *rows, const struct candidate *c)
{
	const struct page *p = rows->page;
	const struct reading *r = rows->reading;
	bool dates = c->dated * 2 >= c->rows;
	if (rows->page == r->page && l->n_nodes < LISTING_NODES)
		l->nodes[l->n_nodes++] = c->node;
	for (uint32_t i = c->node + 1; i < p->nodes[c->node].end; i = p->nodes[i].end) {
		struct date d;
		enum dated dated;
		const struct link *link = child_row(rows, i, &d, &dated);
		if (link == NULL || (dates && dated == DATED_NOT)) {
			l->dropped += dated == DATED_SHOWN || link != NULL;
			continue;
		}
		char text[DATE_SIZE];
		if (dated != DATED_NOT)
			date_write(d, text);
		listing_add(l, r,
		    (struct row){row_title(rows, i, p->nodes[i].end, link),
		        listing_address(r, link->href),
		        dated != DATED_NOT ? arena_str(r->arena, text) : NULL,
		        dated == DATED_SHOWN});
	}
}

/* All lists of the page, none inside another; the inner one stands where it is the heavier. */
static struct candidate *
find_lists(const struct rows *rows, size_t *n)
{
	const struct page *p = rows->page;
	struct candidate *all = NULL;
	size_t room = 0;
	*n = 0;
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		if (!holds_rows(p, i))
			continue;
		struct candidate c = judge(rows, i);
		if (c.rows < LIST_LEAST || is_menu(&c))
			continue;
		bool worse = false;
		if (*n > 0 && p->nodes[all[*n - 1].node].end > i) {
			if (list_weight(&c) <= list_weight(&all[*n - 1]))
				worse = true;
			else
				--*n;
		}
		if (worse)
			continue;
		all = arena_grow(rows->reading->arena, all, *n, *n + 1, &room, sizeof *all);
		all[(*n)++] = c;
	}
	return all;
}

static void
read_page(struct listing *l, const struct reading *r, const struct page *p)
{
	struct rows rows;
	size_t count;
	rows_read(&rows, r, p);
	struct candidate *lists = find_lists(&rows, &count), best = {0};
	for (size_t i = 0; i < count; i++)
		if (list_weight(&lists[i]) > list_weight(&best))
			best = lists[i];
	for (size_t i = 0; i < count; i++) {
		bool alike = best.dated * 2 >= best.rows ? lists[i].dated * 2 >= lists[i].rows
		                                         : lists[i].node == best.node;
		if (alike && list_weight(&lists[i]) * 5 >= list_weight(&best))
			take_rows(l, &rows, &lists[i]);
	}
}

void
listing_read_markup(struct listing *l, const struct reading *r, const char *text, size_t n)
{
	struct page p;
	page_read(&p, text, n, r->arena);
	read_page(l, r, &p);
}

const char *
listing_plain(const struct reading *r, const char *markup)
{
	struct page p;
	if (strpbrk(markup, "<&") == NULL)
		return text_folded(r->arena, markup, strlen(markup));
	page_read(&p, markup, strlen(markup), r->arena);
	return page_text(&p, 0);
}

/* Hanweb columns keep their rows in a script, as XML whose CDATA sections hold the markup. */
void
listing_read_scripts(struct listing *l, const struct reading *r)
{
	const struct page *p = r->page;
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		size_t n;
		if (p->nodes[i].tag != TAG_SCRIPT && p->nodes[i].tag != TAG_TEXTAREA)
			continue;
		const char *text = page_raw_text(p, i, &n);
		if (n > 0 && memmem(text, n, "<![CDATA[", 9) && memmem(text, n, "href", 4))
			listing_read_markup(l, r, text, n);
	}
}

/* Rows that scripts write one by one. Menus are written too: only dates make a list of it. */
static void
read_written(struct listing *l, const struct reading *r)
{
	size_t n;
	struct listing written = {.why = "rows written by scripts"};
	const char *text = written_markup(r->page, r->arena, &n);
	if (text && memmem(text, n, "href", 4))
		listing_read_markup(&written, r, text, n);
	if (written.dated > 0)
		*l = written;
}

/* One row that the source points at; what it does not point at in the row is found as usual. */
static bool
read_item(struct listing *l, const struct rows *rows, uint32_t node)
{
	const struct reading *r = rows->reading;
	struct override *o = r->override;
	uint32_t end = r->page->nodes[node].end;
	const struct link *link = row_link(rows, node, end);
	const char *title = override_text(o, XPATH_ITEM_TITLE, node);
	const char *href = override_link(o, XPATH_ITEM_LINK, node);
	const char *day = override_text(o, XPATH_ITEM_DATE, node);
	struct date d;
	char text[DATE_SIZE];
	if (title == NULL && link)
		title = row_title(rows, node, end, link);
	if (href == NULL && link)
		href = link->href;
	if (title == NULL || href == NULL)
		return false;
	bool dated = day ? dates_find(r->patterns, day, strlen(day), 0, &d, NULL)
	                 : row_date(rows, node, end, link, &d) != DATED_NOT;
	if (dated)
		date_write(d, text);
	listing_add(l, r,
	    (struct row){
	        title, listing_address(r, href), dated ? arena_str(r->arena, text) : NULL, dated});
	return true;
}

static bool
read_items(struct listing *l, const struct reading *r)
{
	struct rows rows;
	uint32_t *nodes;
	size_t n = override_nodes(r->override, XPATH_ITEM, &nodes);
	if (n == 0)
		return false;
	rows_read(&rows, r, r->page);
	for (size_t i = 0; i < n; i++)
		l->dropped += !read_item(l, &rows, nodes[i]);
	return l->n > 0;
}

void
listing_read(struct listing *l, const struct reading *r)
{
	*l = (struct listing){.why = "rows of links with dates"};
	struct listing scripted = {.why = "rows in a script"};
	struct listing pointed = {.why = xpath_keys[XPATH_ITEM]};
	read_page(l, r, r->page);
	listing_read_scripts(&scripted, r);
	if (read_items(&pointed, r))
		*l = pointed;
	else if (scripted.dated > l->dated || (scripted.dated == l->dated && scripted.n > l->n))
		*l = scripted;
	if (l->dated == 0)
		read_written(l, r);
	if (l->dated == 0)
		(void)jsonlist_guess_scripts(l, r);
	pager_read(l, r);
	const char *next = override_link(r->override, XPATH_NEXT, 0);
	if (next)
		l->next = listing_address(r, next);
}
