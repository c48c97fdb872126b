/* content.c - see content.h. Every line has a weight: sentences count for, links and scraps count
 * against; an element's weight is the sum over its lines, so that the heaviest element is the one
 * with most text for the least navigation. */
#include "parse/extract/content.h"

#include <string.h>
#include <strings.h>

#include "parse/extract/text.h"

enum { LINK_CAP = 40, SENTENCE = 20, COPY_LEAST = 16, COPIES_MOST = 3 };

static bool
is_word_end(char c)
{
	return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* One of the words stands in the class or id, bounded on the left; `whole`: on the right as well.
 */
static bool
name_has(const struct node *n, const char *const words[], bool whole)
{
	static const enum attribute_name where[] = {ATTR_ID, ATTR_CLASS};
	for (size_t k = 0; k < 2; k++) {
		size_t len;
		const char *raw = node_raw(n, where[k], &len);
		if (raw == NULL || len > 200)
			continue;
		for (size_t w = 0; words[w]; w++) {
			size_t size = strlen(words[w]);
			for (size_t i = 0; i + size <= len; i++)
				if (strncasecmp(raw + i, words[w], size) == 0 &&
				    (i == 0 || is_word_end(raw[i - 1])) &&
				    (!whole || i + size == len || is_word_end(raw[i + size])))
					return true;
		}
	}
	return false;
}

bool
node_named_content(const struct node *n)
{
	static const char *const words[] = {"zoom", "zoomcon", "TRS_Editor", "trs_editor_view",
	    "TRS_UEDITOR", "ucapcontent", "UCAP-CONTENT", "ivs_content", "Article_content",
	    "BodyLabel", "easysiteText", "articlecontent", "article-content", "article_content",
	    "newscontent", "news_content", "news-content", "artcontent", "contentText",
	    "content_body", "pages_content", "article_body", "article-body", "articlebody",
	    "main-article", "artibody", "js_content", "wp_articlecontent", "v_news_content",
	    "article_con", "articletext", "article_txt", "textcontent", "zhengwen", "conTxt",
	    "article", NULL};
	return name_has(n, words, true);
}

bool
node_named_aside(const struct node *n)
{
	static const char *const words[] = {"footer", "foot", "copyright", "nav", "navbar",
	    "sidebar", "aside", "breadcrumb", "crumb", "crumbs", "comment", "comments", "related",
	    "relate", "recommend", "share", "bdsharebuttonbox", "bdshare", "menu", "toolbar",
	    "pagination", "advert", "banner", "hotnews", "friendlink", "qrcode", "ewm", "erweima",
	    "print", "topbar", "login", "search", "weizhi", "dqwz", "xgyd", "xgxw", "xgwj", "xgjd",
	    "rank", "ranking", "copyright", "editor_share", NULL};
	return name_has(n, words, true);
}

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

/* Sums up the tree: children stand behind their parents. */
static int *
node_weights(const struct content *c, const struct lines *l)
{
	const struct page *p = l->page;
	int *weight = arena_zalloc(p->arena, p->n_nodes, sizeof *weight);
	for (size_t i = 0; i < l->n; i++)
		weight[l->line[i].block] += c->line_weight[i];
	for (uint32_t i = p->n_nodes - 1; i > 0; i--) {
		if (weight[i] < 0 && node_named_aside(&p->nodes[i]) && p->nodes[i].tag != TAG_BODY)
			weight[i] *= 2;
		weight[p->nodes[i].parent] += weight[i];
	}
	return weight;
}

static bool
may_hold_text(enum tag tag)
{
	return tag == TAG_DIV || tag == TAG_TD || tag == TAG_ARTICLE || tag == TAG_SECTION ||
	       tag == TAG_MAIN || tag == TAG_BODY || tag == TAG_TABLE || tag == TAG_UL ||
	       tag == TAG_OL || tag == TAG_LI || tag == TAG_DD || tag == TAG_DL ||
	       tag == TAG_FORM || tag == TAG_CENTER || tag == TAG_PRE || tag == TAG_TBODY ||
	       tag == TAG_BLOCKQUOTE || tag == TAG_OTHER || tag == TAG_FIELDSET ||
	       tag == TAG_FONT || tag == TAG_SPAN || tag == TAG_TR || tag == TAG_RECORD;
}

/* The heaviest element; of equally heavy ones the innermost. */
static uint32_t
heaviest(const struct page *p, const int *weight)
{
	uint32_t best = 0;
	for (uint32_t i = 0; i < p->n_nodes; i++)
		if (may_hold_text(p->nodes[i].tag) && (best == 0 || weight[i] >= weight[best]))
			best = i;
	return best;
}

/* Go in as long as one element below holds nearly everything; a little further when its name says
 * that it is the text. */
static uint32_t
innermost(const struct page *p, const int *weight, uint32_t root, const char **why)
{
	for (;;) {
		uint32_t next = 0;
		for (uint32_t i = root + 1; i < p->nodes[root].end && !next; i = p->nodes[i].end) {
			if (!may_hold_text(p->nodes[i].tag) || p->nodes[i].end <= i)
				continue;
			bool named = node_named_content(&p->nodes[i]);
			int share = named ? 70 : 97;
			if ((long)weight[i] * 100 >= (long)weight[root] * share && weight[i] > 0) {
				next = i;
				if (named)
					*why = "named container";
			}
		}
		if (!next)
			return root;
		root = next;
	}
}

void
content_find(struct content *c, const struct lines *l, const struct patterns *p)
{
	*c = (struct content){.why = "densest text"};
	c->line_weight = arena_zalloc(l->page->arena, l->n + 1, sizeof *c->line_weight);
	c->copy = arena_zalloc(l->page->arena, l->n + 1, sizeof *c->copy);
	uint8_t *use = arena_zalloc(l->page->arena, l->page->n_nodes, sizeof *use);
	for (size_t i = 0; i < l->n; i++)
		c->line_weight[i] =
		    line_weight(&l->line[i], in_data_table(l->page, l->line[i].block, use), p);
	weigh_copies(c, l);
	int *weight = node_weights(c, l);
	c->root = innermost(l->page, weight, heaviest(l->page, weight), &c->why);
	c->weight = weight[c->root];
	c->from = lines_from(l, c->root);
	c->to = lines_from(l, l->page->nodes[c->root].end);
	if (c->weight <= 0)
		c->root = 0;
}
