/* content.c - see content.h. Every line has a weight: sentences count for, links and scraps count
 * against; an element's weight is the sum over its lines, so that the heaviest element is the one
 * with most text for the least navigation. */
#include "parse/extract/content.h"

#include <string.h>
#include <strings.h>

#include "config/xpath.h"
#include "parse/extract/replies.h"
#include "parse/extract/text.h"

enum { TINY = 8 };

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
				if ((raw[i] | 32) == (words[w][0] | 32) &&
				    strncasecmp(raw + i, words[w], size) == 0 &&
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
node_named_comments(const struct node *n)
{
	static const char *const words[] = {"comment", "comments", "commentlist", "respond",
	    "pinglun", "reply", "replies", "related", "recommend", "cmmts", NULL};
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
	    "rank", "ranking", "editor_share", NULL};
	return name_has(n, words, true);
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

/* The heaviest run of lines, wherever it begins and ends. */
struct run {
	size_t from, to;
	long weight;
};

static struct run
heaviest_run(const struct content *c, size_t n)
{
	struct run best = {0}, now = {0};
	for (size_t i = 0; i < n; i++) {
		if (now.weight <= 0)
			now = (struct run){i, i, 0};
		now.weight += c->line_weight[i];
		now.to = i + 1;
		if (now.weight > best.weight)
			best = now;
	}
	return best;
}

static uint32_t
common_element(const struct page *p, uint32_t a, uint32_t b)
{
	while (a != b) {
		if (a > b)
			a = p->nodes[a].parent;
		else
			b = p->nodes[b].parent;
	}
	return a;
}

void
content_find(
    struct content *c, const struct lines *l, const struct meta *m, const struct patterns *p)
{
	*c = (struct content){.why = "densest text"};
	content_weigh(c, l, m, p);
	int *weight = node_weights(c, l);
	c->root = innermost(l->page, weight, heaviest(l->page, weight), &c->why);
	c->weight = weight[c->root];
	c->from = lines_from(l, c->root);
	c->to = lines_from(l, l->page->nodes[c->root].end);
	struct run run = heaviest_run(c, l->n);
	/* The text has no element of its own: navigation stands beside it in the same one. Or it is
	 * a short line above its files. */
	bool apart = run.weight * 4 > (long)c->weight * 5 + 200;
	bool tiny = c->weight < TINY && run.weight > c->weight;
	if (run.to > run.from && (apart || tiny)) {
		c->why = "heaviest run of lines";
		c->from = run.from;
		c->to = run.to;
		c->weight = (int)run.weight;
		c->root =
		    common_element(l->page, l->line[run.from].block, l->line[run.to - 1].block);
	}
	size_t to = replies_from(c, l, p);
	for (; c->to > to; c->to--)
		c->weight -= c->line_weight[c->to - 1];
	c->found = c->weight > 0;
}

void
content_point(struct content *c, const struct lines *l, const uint32_t *nodes, size_t n)
{
	const struct page *p = l->page;
	size_t from = lines_from(l, nodes[0]), to = from;
	bool *outside = arena_alloc(p->arena, (l->n + 1) * sizeof *outside);
	memset(outside, true, l->n + 1);
	c->root = nodes[0];
	c->weight = 0;
	for (size_t i = 0; i < n; i++) {
		size_t end = lines_from(l, p->nodes[nodes[i]].end);
		for (size_t k = lines_from(l, nodes[i]); k < end; k++) {
			outside[k] = false;
			c->weight += c->line_weight[k] > 0 ? c->line_weight[k] : 0;
		}
		to = end > to ? end : to;
		c->root = common_element(p, c->root, nodes[i]);
	}
	c->from = from;
	c->to = to;
	c->outside = outside;
	c->found = to > from;
	c->why = xpath_keys[XPATH_BODY];
}
