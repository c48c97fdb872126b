/* weights.c - the weight of every line of a page: sentences count for, links and scraps count
 * against, copies and the teasers of other pages for little. In about characters of text. */
#include <string.h>

#include "base/utf8.h"
#include "parse/extract/content.h"
#include "parse/extract/dates.h"
#include "parse/extract/text.h"

enum {
	LINK_CAP = 40,
	SENTENCE = 20,
	COPY_LEAST = 16,
	COPIES_MOST = 3,
	FEED_LEAST = 4,
	FEED_ROW_NODES = 120,
	FEED_ROW_LINES = 12,
	TEASER_LONGEST = 400
};

/* What a table is for: 1 holds data, 2 arranges the page. */
static uint8_t
table_use(const struct page *p, uint32_t table)
{
	uint32_t rows = 0, full = 0, cells = 0;
	for (uint32_t i = table + 1; i < p->nodes[table].end; i++) {
		enum tag tag = p->nodes[i].tag;
		if (tag == TAG_TABLE)
			return 2;
		if (tag == TAG_TR) {
			rows++;
			full += cells >= 2;
			cells = 0;
		}
		cells += tag == TAG_TD || tag == TAG_TH;
	}
	full += cells >= 2;
	return rows >= 2 && full * 2 >= rows ? 1 : 2;
}

static bool
in_data_table(const struct page *p, uint32_t block, uint8_t *use)
{
	for (int up = 0; up < 12 && block > 0; up++, block = p->nodes[block].parent)
		if (p->nodes[block].tag == TAG_TABLE) {
			if (use[block] == 0)
				use[block] = table_use(p, block);
			return use[block] == 1;
		}
	return false;
}

static int
line_weight(const struct line *l, bool data, const struct patterns *p)
{
	int own = (int)(l->characters - l->linked), linked = (int)l->linked;
	bool prose = l->stops >= 2 && own >= SENTENCE && own * 4 >= linked;
	if (linked > own && !prose)
		return -(linked < LINK_CAP ? linked : LINK_CAP);
	if (l->len < 900 && pattern_in(p, PATTERN_FOOTER, l->text))
		return -own;
	int weight;
	if (l->stops > 0)
		weight = own >= SENTENCE ? own : own / 2;
	else
		weight = own >= 40 ? own / 2 : data ? own / 3 : own / 8;
	weight -= prose ? 0 : linked / 2;
	return l->hidden ? weight / 3 : weight;
}

static uint32_t
text_hash(const struct line *l)
{
	uint32_t h = 2166136261u;
	for (uint32_t i = 0; i < l->len; i++)
		h = (h ^ (unsigned char)l->text[i]) * 16777619u;
	return h;
}

/* Lines by their text: an open hash table of the first line of each text. */
struct copies {
	uint32_t *first; /* line + 1; 0: free */
	uint8_t *times;
	size_t mask;
};

/* The slot of a line's text, taken for it when it is new. */
static size_t
copies_slot(struct copies *k, const struct lines *l, size_t i)
{
	const struct line *line = &l->line[i];
	size_t at = text_hash(line) & k->mask;
	while (k->first[at] && (l->line[k->first[at] - 1].len != line->len ||
	                           strcmp(l->line[k->first[at] - 1].text, line->text) != 0))
		at = (at + 1) & k->mask;
	if (k->first[at] == 0)
		k->first[at] = (uint32_t)i + 1;
	return at;
}

/* The same sentence twice or three times is there for phones or for printing: the copies weigh
 * nothing. Of a hidden and a visible one the hidden is the copy. */
static void
weigh_copies(struct content *c, const struct lines *l)
{
	struct copies k = {.mask = 63};
	while (k.mask < l->n * 2)
		k.mask = k.mask * 2 + 1;
	k.first = arena_zalloc(l->page->arena, k.mask + 1, sizeof *k.first);
	k.times = arena_zalloc(l->page->arena, k.mask + 1, sizeof *k.times);
	for (size_t i = 0; i < l->n; i++) {
		if (l->line[i].characters < COPY_LEAST)
			continue;
		size_t at = copies_slot(&k, l, i);
		k.times[at] += k.times[at] < UINT8_MAX;
		if (l->line[k.first[at] - 1].hidden && !l->line[i].hidden)
			k.first[at] = (uint32_t)i + 1;
	}
	for (size_t i = 0; i < l->n; i++) {
		if (l->line[i].characters < COPY_LEAST)
			continue;
		size_t at = copies_slot(&k, l, i);
		if (k.times[at] > COPIES_MOST || k.first[at] == i + 1)
			continue;
		c->copy[i] = true;
		if (c->line_weight[i] > 0)
			c->line_weight[i] = 0;
	}
}

/* A child that could be a teaser: a headline that is a link, and little text. */
static bool
is_teaser(const struct content *c, const struct lines *l, uint32_t node, uint32_t end)
{
	bool headline = false;
	int prose = 0;
	size_t from = lines_from(l, node), to = lines_from(l, end);
	if (to - from > FEED_ROW_LINES)
		return false;
	for (size_t i = from; i < to; i++) {
		const struct line *line = &l->line[i];
		headline |= line->characters >= 6 && line->linked * 4 >= line->characters * 3;
		prose += c->line_weight[i] > 0 ? c->line_weight[i] : 0;
	}
	return headline && prose < TEASER_LONGEST;
}

/* Children alike that each have a headline to another page, and no text of their parent's own
 * between them. */
static bool
is_feed(const struct content *c, const struct lines *l, uint32_t n)
{
	const struct page *p = l->page;
	uint32_t children = 0, teasers = 0;
	uint8_t tag = TAG_OTHER;
	for (uint32_t i = n + 1; i < p->nodes[n].end; i = p->nodes[i].end) {
		if (p->nodes[i].tag == TAG_TEXT || p->nodes[i].end - i < 3)
			continue;
		if (children++ == 0)
			tag = p->nodes[i].tag;
		teasers += p->nodes[i].tag == tag && p->nodes[i].end - i < FEED_ROW_NODES &&
		           is_teaser(c, l, i, p->nodes[i].end);
	}
	if (teasers < FEED_LEAST || teasers * 10 < children * 7)
		return false;
	size_t to = lines_from(l, p->nodes[n].end);
	for (size_t i = lines_from(l, n); i < to; i++)
		if (l->line[i].block == n && c->line_weight[i] >= SENTENCE)
			return false;
	return true;
}

static void
weigh_feeds(struct content *c, const struct lines *l)
{
	const struct page *p = l->page;
	for (uint32_t n = 0; n < p->n_nodes; n++) {
		if (!(tag_traits(p->nodes[n].tag) & TRAIT_BLOCK) ||
		    p->nodes[n].end - n < 3 * FEED_LEAST || !is_feed(c, l, n))
			continue;
		size_t to = lines_from(l, p->nodes[n].end);
		for (size_t i = lines_from(l, n); i < to; i++)
			if (c->line_weight[i] > 0)
				c->line_weight[i] /= 6;
	}
}

/* The line that is the title: what the page's header calls it, not a link. Of several the first
 * heading, else the first. l->n when there is none. */
static size_t
title_anchor(const struct lines *l, const struct meta *m, const struct patterns *p)
{
	struct arena *a = l->page->arena;
	const char *names[] = {m->article_title, m->title};
	for (size_t k = 0; k < 2; k++) {
		const char *key = names[k] ? text_key(a, names[k]) : NULL;
		size_t found = l->n, n = key ? strlen(key) : 0;
		int rank = -1;
		for (size_t i = 0; i < l->n && n >= 18; i++) {
			const struct line *line = &l->line[i];
			if (line->hidden || line->len < 18 || line->len > n * 2 ||
			    line->linked * 2 > line->characters)
				continue;
			const char *mine = text_key(a, dates_stripped(p, line->text, a));
			if (strlen(mine) * 10 < n * 4 || strstr(key, mine) == NULL)
				continue;
			enum tag tag = l->page->nodes[line->block].tag;
			int r = tag >= TAG_H1 && tag <= TAG_H3;
			if (r > rank) {
				found = i;
				rank = r;
			}
		}
		if (found < l->n)
			return found;
	}
	return l->n;
}

/* In front of the title stands no text of the document, unless nearly all text does. */
static void
weigh_title(
    struct content *c, const struct lines *l, const struct meta *m, const struct patterns *p)
{
	long before = 0, behind = 0;
	c->title_line = title_anchor(l, m, p);
	for (size_t i = 0; i < l->n; i++)
		if (c->line_weight[i] > 0)
			*(i < c->title_line ? &before : &behind) += c->line_weight[i];
	if (c->title_line == l->n || behind < 30 || before > behind * 6)
		return;
	for (size_t i = 0; i < c->title_line; i++)
		if (c->line_weight[i] > 0)
			c->line_weight[i] /= 4;
}

static bool
same_name(const struct node *a, const struct node *b)
{
	size_t n = 0, m = 0;
	const char *x = node_raw(a, ATTR_CLASS, &n), *y = node_raw(b, ATTR_CLASS, &m);
	return a->tag == b->tag && x && y && n > 0 && n == m && memcmp(x, y, n) == 0;
}

/* A second heading made like the title's begins another document. */
static void
weigh_next(struct content *c, const struct lines *l)
{
	const struct node *nodes = l->page->nodes;
	if (c->title_line >= l->n)
		return;
	const struct node *title = &nodes[l->line[c->title_line].block];
	long behind = 0;
	bool next = false;
	for (size_t i = c->title_line + 1; title->tag >= TAG_H1 && title->tag <= TAG_H2 && i < l->n;
	     i++) {
		const struct node *block = &nodes[l->line[i].block];
		next |= block != title && behind > 60 && same_name(block, title);
		if (c->line_weight[i] <= 0)
			continue;
		behind += c->line_weight[i];
		if (next)
			c->line_weight[i] /= 6;
	}
}

void
content_weigh(
    struct content *c, const struct lines *l, const struct meta *m, const struct patterns *p)
{
	struct arena *a = l->page->arena;
	c->line_weight = arena_zalloc(a, l->n + 1, sizeof *c->line_weight);
	c->copy = arena_zalloc(a, l->n + 1, sizeof *c->copy);
	uint8_t *use = arena_zalloc(a, l->page->n_nodes, sizeof *use);
	for (size_t i = 0; i < l->n; i++)
		c->line_weight[i] =
		    line_weight(&l->line[i], in_data_table(l->page, l->line[i].block, use), p);
	weigh_copies(c, l);
	weigh_feeds(c, l);
	weigh_title(c, l, m, p);
	weigh_next(c, l);
}
