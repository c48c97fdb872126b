/* title.c - the title of a document. In order: the meta for it, where the page shows it or <title>
 * holds it; a heading that <title> holds too; <title> without the names of the site. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "parse/extract/article.h"
#include "parse/extract/dates.h"
#include "parse/extract/text.h"

enum { TITLE_SHORTEST = 4, TITLE_LONGEST = 200, HEADINGS = 200, ABOVE = 25 };

/* How much an element looks like the one that holds the title. */
static int
heading_rank(const struct page *p, uint32_t block)
{
	for (int up = 0; up < 3 && block > 0; up++, block = p->nodes[block].parent) {
		const struct node *n = &p->nodes[block];
		if (n->tag == TAG_H1)
			return 5;
		if (n->tag == TAG_H2)
			return 4;
		if (n->tag >= TAG_H3 && n->tag <= TAG_H6)
			return 3;
		if (node_attribute_has(n, ATTR_CLASS, "title") ||
		    node_attribute_has(n, ATTR_ID, "title"))
			return 3 - up;
	}
	return 0;
}

static bool
key_holds(struct arena *a, const char *text, const char *part)
{
	return text && part && strstr(text_key(a, text), text_key(a, part)) != NULL;
}

/* Several lines of one heading make one title. */
static const char *
whole_heading(const struct reading *r, size_t i)
{
	const struct page *p = r->page;
	uint32_t block = r->lines->line[i].block;
	while (block > 0 && !(p->nodes[block].tag >= TAG_H1 && p->nodes[block].tag <= TAG_H6) &&
	       !node_attribute_has(&p->nodes[block], ATTR_CLASS, "title"))
		block = p->nodes[block].parent;
	const char *whole = block ? page_text(p, block) : NULL;
	size_t n = whole ? utf8_count(whole) : 0, mine = r->lines->line[i].characters;
	bool more = n >= TITLE_LONGEST || n > mine * 4 ||
	            (whole && (pattern_in(r->patterns, PATTERN_LABEL, whole) ||
	                          pattern_in(r->patterns, PATTERN_DATE, whole)));
	return n >= mine && !more ? whole : r->lines->line[i].text;
}

static bool
is_site(const struct reading *r, const char *title)
{
	const struct meta *m = r->meta;
	return (m->site_name && strcmp(m->site_name, title) == 0) ||
	       (m->column_name && strcmp(m->column_name, title) == 0);
}

/* The longest line that <title> holds, headings before others. */
static const char *
shared_heading(const struct reading *r)
{
	const char *best = NULL;
	size_t best_score = 0, seen = 0;
	const char *key = r->meta->title ? text_key(r->arena, r->meta->title) : NULL;
	for (size_t i = 0; key && i < r->lines->n && seen < HEADINGS; i++) {
		const struct line *l = &r->lines->line[i];
		int rank = heading_rank(r->page, l->block);
		if (l->characters < TITLE_SHORTEST || l->characters > TITLE_LONGEST ||
		    l->linked * 2 > l->characters || (rank == 0 && i > r->content->to))
			continue;
		seen++;
		const char *text = rank ? whole_heading(r, i) : l->text;
		if (strstr(key, text_key(r->arena, text)) == NULL)
			text = l->text;
		text = dates_stripped(r->patterns, text, r->arena);
		const char *mine = text_key(r->arena, text);
		if (strstr(key, mine) == NULL)
			continue;
		size_t score = strlen(mine) * 4 + (size_t)rank;
		if (score > best_score) {
			best_score = score;
			best = text;
		}
	}
	return best;
}

/* The name of the site or of one of its columns, or of a body of government: no title. */
static bool
is_name(const struct reading *r, const char *title)
{
	return is_site(r, title) || (strstr(title, "关于") == NULL && utf8_count(title) < 30 &&
	                                (pattern_in(r->patterns, PATTERN_ORGAN, title) ||
	                                    pattern_in(r->patterns, PATTERN_SITE, title)));
}

/* "某区人民政府" stands in the line above "关于…的通知", in the same element. */
static const char *
with_issuer(const struct reading *r, size_t i)
{
	const struct line *l = &r->lines->line[i];
	bool above = i > 0 && l[-1].block == l->block;
	uint32_t block = above ? l->block : 0;
	if (i > 0 && !above && r->page->nodes[l->block].tag == TAG_BR)
		block = r->page->nodes[l->block].parent;
	if (!text_begins(l->text, "关于") || block == 0 || l[-1].len > 200 ||
	    !pattern_in(r->patterns, PATTERN_ORGAN, l[-1].text))
		return l->text;
	return arena_printf(r->arena, "%s%s", l[-1].text, l->text);
}

/* No date, label, control or name. */
static bool
may_be_title(const struct reading *r, size_t i)
{
	const struct line *l = &r->lines->line[i];
	return !(l->hidden || l->characters < 8 || l->characters > 80 ||
	         l->linked * 4 > l->characters || infotable_line(r->lines, i, r->patterns) ||
	         pattern_in(r->patterns, PATTERN_META_LINE, l->text) ||
	         pattern_in(r->patterns, PATTERN_DATE, l->text) || is_name(r, l->text) ||
	         (l->characters < 30 && pattern_in(r->patterns, PATTERN_DOC_NUMBER, l->text)) ||
	         pattern_in(r->patterns, PATTERN_FOOTER, l->text) || strstr(l->text, "浏览器"));
}

static bool
has_han(const char *s)
{
	size_t len;
	for (size_t n = strlen(s); n > 0; s += len, n -= len)
		if (utf8_is_han(utf8_decode(s, n, &len)))
			return true;
	return false;
}

/* The first line of the content, before any sentence of it. */
static const char *
line_on_top(const struct reading *r)
{
	enum { SENTENCE_WEIGHT = 20 };
	for (size_t i = r->content->from; i < r->content->to; i++) {
		const struct line *l = &r->lines->line[i];
		if (l->stops > 0 && r->content->line_weight[i] >= SENTENCE_WEIGHT)
			return NULL;
		if (may_be_title(r, i) && has_han(l->text) && !text_ends(l->text, "：") &&
		    !text_ends(l->text, ":"))
			return heading_rank(r->page, l->block) ? whole_heading(r, i)
			                                       : with_issuer(r, i);
	}
	return NULL;
}

/* The line in front of the text that is no date, label or control: headings before others, near
 * ones before far ones. */
static const char *
line_above(const struct reading *r)
{
	const char *best = NULL;
	int best_rank = -1;
	size_t from = r->content->from;
	for (size_t i = from < r->lines->n ? from : r->lines->n, seen = 0; i > 0 && seen < ABOVE;
	     i--, seen++) {
		int rank = heading_rank(r->page, r->lines->line[i - 1].block);
		if (rank <= best_rank || !may_be_title(r, i - 1))
			continue;
		best = rank ? whole_heading(r, i - 1) : with_issuer(r, i - 1);
		best_rank = rank;
	}
	return best;
}

/* A heading where <title> says nothing of use. */
static const char *
first_heading(const struct reading *r)
{
	const char *best = NULL;
	int best_rank = 2;
	for (size_t i = 0; i < r->lines->n && i < r->content->to; i++) {
		const struct line *l = &r->lines->line[i];
		int rank = heading_rank(r->page, l->block);
		if (rank <= best_rank || l->characters < 6 || l->characters > TITLE_LONGEST ||
		    l->linked * 2 > l->characters || l->hidden)
			continue;
		best_rank = rank;
		best = whole_heading(r, i);
	}
	return best;
}

/* The parts of <title> between its separators; the site's own name is none of them. */
static const char *
title_part(const struct reading *r)
{
	static const char *const separators[] = {
	    " - ", "_", "|", "－", "—", "-", "»", ">", "–", "｜"};
	const char *title = r->meta->title;
	if (title == NULL)
		return NULL;
	const char *end = NULL;
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		const char *at = strstr(title, separators[i]);
		size_t head = at ? (size_t)(at - title) : 0;
		if (at == NULL || head < 12)
			continue;
		/* A dash inside the title has text like the title's behind it; a tail is short, or
		 * names a body of government. */
		const char *tail = at + strlen(separators[i]);
		bool named = pattern_in(r->patterns, PATTERN_ORGAN, tail + strspn(tail, "_- |"));
		if ((named || (strlen(tail) < head && strlen(tail) < 90)) &&
		    (end == NULL || at < end))
			end = at;
	}
	return end ? text_folded(r->arena, title, (size_t)(end - title)) : title;
}

static bool
is_cut(const char *s)
{
	return text_ends(s, "...") || text_ends(s, "…");
}

/* A line of the page that begins as the cut title does. */
static const char *
uncut(const struct reading *r, const char *title)
{
	char *key = text_key(r->arena, title);
	size_t n = strlen(key);
	while (n > 0 && key[n - 1] == '.')
		n--;
	if (text_ends(key, "…"))
		n = strlen(key) - strlen("…") * (text_ends(key, "……") ? 2 : 1);
	for (size_t i = 0; i < r->lines->n; i++) {
		const struct line *l = &r->lines->line[i];
		if (l->characters > TITLE_LONGEST || l->len <= n)
			continue;
		const char *mine = text_key(r->arena, l->text);
		if (strlen(mine) > n && strncmp(mine, key, n) == 0 && !is_cut(mine))
			return l->text;
	}
	return title;
}

/* "The site——The title" where the page shows the second half alone. */
static const char *
without_site(const struct reading *r, const char *title)
{
	static const char *const separators[] = {"—", "-", "_", "|", "－", "–", "｜", ":"};
	if (title == NULL || r->content->title_line >= r->lines->n)
		return title;
	const char *shown = r->lines->line[r->content->title_line].text;
	const char *key = text_key(r->arena, title), *mine = text_key(r->arena, shown);
	size_t n = strlen(key), m = strlen(mine);
	if (m < 18 || m >= n || strcmp(key + n - m, mine) != 0)
		return title;
	const char *front = arena_strn(r->arena, key, n - m);
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (text_ends(front, separators[i]))
			return shown;
	return title;
}

/* The heading holds only a part of what <title> says before the site's name: a second line of the
 * title stands apart from the first. */
static const char *
completed(const struct reading *r, const char *heading)
{
	const char *part = heading ? title_part(r) : NULL;
	if (part == NULL || is_name(r, part))
		return heading;
	const char *whole = text_key(r->arena, part), *mine = text_key(r->arena, heading);
	size_t n = strlen(whole), m = strlen(mine);
	const char *at = strstr(whole, mine);
	if (m * 4 >= n * 3 || n > TITLE_LONGEST * 3 || at == NULL || at[m] == '\0')
		return heading;
	return pattern_in(r->patterns, PATTERN_SITE, whole) ? heading : part;
}

static bool
is_shown(const struct reading *r, const char *title)
{
	for (size_t i = 0; i < r->lines->n; i++)
		if (!r->lines->line[i].hidden && key_holds(r->arena, r->lines->line[i].text, title))
			return true;
	return false;
}

/* A title on two lines has a blank where they meet; <title> shows whether it is one. */
static const char *
without_break(const struct reading *r, const char *title)
{
	char *joined = arena_str(r->arena, title), *to = joined;
	for (const char *s = title; *s; s++)
		if (*s != ' ' || s == title || (unsigned char)s[-1] < 0x80 ||
		    (unsigned char)s[1] < 0x80)
			*to++ = *s;
	*to = '\0';
	return *joined && r->meta->title && strstr(r->meta->title, title) == NULL &&
	               strstr(r->meta->title, joined)
	           ? joined
	           : title;
}

const char *
title_find(const struct reading *r, const struct infotable *t, const char **why)
{
	const char *title = r->meta->article_title;
	*why = "meta ArticleTitle";
	if (title && (utf8_count(title) < TITLE_SHORTEST || is_site(r, title)))
		title = NULL;
	if (title == NULL) {
		title = completed(r, shared_heading(r));
		*why = "heading that <title> holds";
		if (title && is_name(r, title))
			title = NULL;
	}
	if (title == NULL && t->value[LABEL_TITLE].text) {
		title = t->value[LABEL_TITLE].text;
		*why = "info table";
	}
	if (title == NULL && r->meta->title && !is_name(r, title_part(r))) {
		title = title_part(r);
		*why = "<title> without the site";
	}
	/* A column's name stands for the title where the page shows another. */
	bool vague = title && utf8_count(title) < 12 && !is_shown(r, title);
	const char *above = title == NULL || utf8_count(title) < 8 || vague ? line_above(r) : NULL;
	if (vague && above == NULL)
		above = line_on_top(r);
	if (above) {
		title = above;
		*why = "line above the text";
	}
	if (title == NULL || utf8_count(title) < TITLE_SHORTEST) {
		const char *heading = first_heading(r);
		if (heading) {
			title = heading;
			*why = "heading";
		}
	}
	if (title == NULL && r->meta->title) {
		title = r->meta->title;
		*why = "<title>";
	}
	if (title && is_cut(title))
		title = uncut(r, title);
	title = without_site(r, title);
	if (title && key_holds(r->arena, t->value[LABEL_TITLE].text, title) &&
	    utf8_count(t->value[LABEL_TITLE].text) < TITLE_LONGEST)
		title = t->value[LABEL_TITLE].text;
	return title ? without_break(r, text_folded(r->arena, title, strlen(title))) : NULL;
}
