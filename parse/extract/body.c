/* body.c - see body.h. */
#include "parse/extract/body.h"

#include <string.h>

#include "parse/extract/infotable.h"
#include "parse/extract/text.h"

enum {
	SHORT = 200,
	HEAD_LINES = 40,
	HEAD_SCRAPS = 80,
	NOTICE = 1500,
	TAIL_MARK = 12,
	TAIL_LEAST = 80
};

struct body {
	const struct content *content;
	const struct lines *lines;
	const struct patterns *patterns;
	const char *title_key;
	bool *left_out; /* of every line of the page */
	size_t n_left_out;
};

static void
leave_out(struct body *b, size_t i)
{
	b->n_left_out += !b->left_out[i];
	b->left_out[i] = true;
}

static bool
is_meta_line(const struct body *b, const struct line *l)
{
	return l->len < SHORT && pattern_in(b->patterns, PATTERN_META_LINE, l->text);
}

static bool
is_tail_line(const struct body *b, const struct line *l)
{
	return l->len < SHORT && pattern_in(b->patterns, PATTERN_TAIL_LINE, l->text);
}

static bool
is_title(const struct body *b, const struct line *l)
{
	return b->title_key && l->len < 600 &&
	       strcmp(text_key(b->lines->page->arena, l->text), b->title_key) == 0;
}

static bool
is_date_only(const struct body *b, const struct line *l)
{
	struct span spans[SPAN_MAX];
	return l->characters < 24 &&
	       pattern_find(b->patterns, PATTERN_DATE, l->text, l->len, 0, spans) &&
	       spans[0].start < 4 && l->characters - (spans[0].end - spans[0].start) < 12;
}

/* A line of the head of a page: its title, labelled values, a date alone, controls. */
static bool
is_head_line(const struct body *b, size_t i, bool below_head)
{
	const struct line *l = &b->lines->line[i];
	if (is_title(b, l) || is_meta_line(b, l))
		return true;
	if (l->characters < 150 && infotable_line(b->lines, i, b->patterns))
		return true;
	return below_head && is_date_only(b, l);
}

/* The head of a page inside its content: title, dates, source, controls, in front of the text. Cut
 * behind its last line; what stands between such lines goes with them as long as it is little. A
 * page whose title stands in front of the content has its head there: then only lines of a head
 * that come first go, and a labelled line further in is text. */
static void
drop_head(struct body *b)
{
	const struct content *c = b->content;
	bool outside = c->title_line < c->from, title = outside, labelled = false;
	size_t end = c->from;
	int between = 0;
	for (size_t i = c->from; i < c->to && i < c->from + HEAD_LINES; i++) {
		if (is_head_line(b, i, end > c->from || outside)) {
			const struct line *l = &b->lines->line[i];
			title |= is_title(b, l);
			labelled |= pattern_in(b->patterns, PATTERN_DATE, l->text);
			if (title || labelled || i == end)
				end = i + 1;
			continue;
		}
		if (outside)
			break;
		between += c->line_weight[i] > 0 ? c->line_weight[i] : 0;
		if (between > HEAD_SCRAPS || between * 4 > c->weight)
			break;
	}
	for (size_t i = c->from; i < end; i++)
		leave_out(b, i);
}

/* An info table inside the content, near its head: three cells of it are labels. */
static void
drop_infotable(struct body *b)
{
	const struct content *c = b->content;
	const struct page *p = b->lines->page;
	for (size_t i = c->from; i < c->to && i < c->from + HEAD_LINES; i++) {
		uint32_t table = b->lines->line[i].block;
		while (table > c->root && p->nodes[table].tag != TAG_TABLE)
			table = p->nodes[table].parent;
		if (table <= c->root || p->nodes[table].tag != TAG_TABLE)
			continue;
		size_t to = lines_from(b->lines, p->nodes[table].end), labels = 0;
		for (size_t k = i; k < to && k < c->to; k++)
			labels += infotable_bare_label(b->lines->line[k].text) ||
			          infotable_line(b->lines, k, b->patterns);
		for (size_t k = i; labels >= 3 && to - i <= HEAD_LINES && k < to && k < c->to; k++)
			leave_out(b, k);
		return;
	}
}

/* Who edited the page, the site's notices, and names of files, behind the text. */
static void
drop_credits(struct body *b)
{
	const struct content *c = b->content;
	for (size_t i = c->to; i > c->from; i--) {
		const struct line *l = &b->lines->line[i - 1];
		if (b->left_out[i - 1])
			continue;
		bool file = l->linked * 10 >= l->characters * 9 && l->len < 600 &&
		            pattern_in(b->patterns, PATTERN_ATTACHMENT, l->text);
		bool credit = l->len < SHORT && pattern_in(b->patterns, PATTERN_CREDIT, l->text);
		bool notice = l->len < NOTICE && pattern_in(b->patterns, PATTERN_FOOTER, l->text);
		if (!file && !credit && !notice && l->characters > 2)
			break;
		leave_out(b, i - 1);
	}
}

/* From a line on that begins the page's own business again: nothing of weight may follow, or the
 * line must be one that never stands in a text. */
static void
drop_tail(struct body *b)
{
	const struct content *c = b->content;
	int behind = 0;
	size_t cut = c->to;
	for (size_t i = c->to; i > c->from; i--) {
		const struct line *l = &b->lines->line[i - 1];
		behind += c->line_weight[i - 1] > 0 ? c->line_weight[i - 1] : 0;
		if (!is_tail_line(b, l))
			continue;
		if (behind * 4 < c->weight ||
		    (l->characters <= TAIL_MARK && c->weight - behind >= TAIL_LEAST &&
		        pattern_in(b->patterns, PATTERN_TAIL_MARK, l->text)))
			cut = i - 1;
	}
	for (size_t i = cut; i < c->to; i++)
		leave_out(b, i);
}

static void
drop_copies(struct body *b)
{
	const struct content *c = b->content;
	size_t copied = 0, all = 0;
	for (size_t i = c->from; i < c->to; i++) {
		copied += c->copy[i] ? b->lines->line[i].characters : 0;
		all += b->lines->line[i].characters;
	}
	for (size_t i = c->from; copied * 3 > all && i < c->to; i++)
		if (c->copy[i])
			leave_out(b, i);
}

static void
drop_lines(struct body *b)
{
	const struct content *c = b->content;
	for (size_t i = c->from; i < c->to; i++) {
		const struct line *l = &b->lines->line[i];
		if (is_meta_line(b, l) || (c->outside && c->outside[i]))
			leave_out(b, i);
	}
}

/* Elements inside the content whose name says that they are not the text, and lists of links. */
static void
drop_asides(struct body *b)
{
	const struct content *c = b->content;
	const struct page *p = b->lines->page;
	for (uint32_t n = c->root + 1; n < p->nodes[c->root].end; n++) {
		if (!(tag_traits(p->nodes[n].tag) & TRAIT_BLOCK))
			continue;
		size_t from = lines_from(b->lines, n), to = lines_from(b->lines, p->nodes[n].end);
		int weight = 0;
		size_t linked = 0, characters = 0;
		if (to <= from || to - from > 400)
			continue;
		for (size_t i = from; i < to; i++) {
			weight += c->line_weight[i] > 0 ? c->line_weight[i] : 0;
			linked += b->lines->line[i].linked;
			characters += b->lines->line[i].characters;
		}
		bool aside = node_named_aside(&p->nodes[n]) &&
		             (weight * 4 < c->weight ||
		                 (node_named_comments(&p->nodes[n]) && weight * 4 < c->weight * 3));
		bool links =
		    to - from >= 3 && linked * 4 > characters * 3 && weight * 10 < c->weight;
		for (size_t i = from; (aside || links) && i < to; i++)
			leave_out(b, i);
	}
}

/* A row of one cell arranges the page: its lines are paragraphs. */
static bool
holds_cells(const struct node *nodes, uint32_t row)
{
	int cells = 0;
	for (uint32_t i = row + 1; i < nodes[row].end && cells < 2; i = nodes[i].end)
		cells += nodes[i].tag == TAG_TD || nodes[i].tag == TAG_TH;
	return cells > 1;
}

/* The row and table of a line that stands in a data table: not one that only arranges the page. */
static uint32_t
row_of(const struct body *b, size_t i)
{
	const struct node *nodes = b->lines->page->nodes;
	for (uint32_t n = b->lines->line[i].block; n > b->content->root; n = nodes[n].parent)
		if (nodes[n].tag == TAG_TR)
			return holds_cells(nodes, n) ? n : 0;
	return 0;
}

static uint32_t
cell_of(const struct body *b, size_t i)
{
	const struct node *nodes = b->lines->page->nodes;
	for (uint32_t n = b->lines->line[i].block; n > b->content->root; n = nodes[n].parent)
		if (nodes[n].tag == TAG_TD || nodes[n].tag == TAG_TH)
			return n;
	return 0;
}

static void
write_lines(struct body *b, struct buf *to)
{
	uint32_t row = 0, cell = 0;
	for (size_t i = b->content->from; i < b->content->to; i++) {
		if (b->left_out[i])
			continue;
		const struct line *l = &b->lines->line[i];
		uint32_t r = row_of(b, i), c = r ? cell_of(b, i) : 0;
		if (to->len > 0)
			buf_addc(to, r && r == row ? (c == cell ? ' ' : '\t') : '\n');
		buf_add(to, l->text, l->len);
		row = r;
		cell = c;
	}
}

size_t
body_write(struct buf *to, const struct content *c, const struct lines *l, const char *title,
    const struct patterns *p)
{
	struct body b = {.content = c, .lines = l, .patterns = p};
	if (!c->found)
		return 0;
	b.left_out = arena_zalloc(l->page->arena, l->n + 1, sizeof *b.left_out);
	b.title_key = title ? text_key(l->page->arena, title) : NULL;
	drop_head(&b);
	drop_infotable(&b);
	drop_tail(&b);
	drop_lines(&b);
	drop_asides(&b);
	drop_copies(&b);
	drop_credits(&b);
	write_lines(&b, to);
	return b.n_left_out;
}
