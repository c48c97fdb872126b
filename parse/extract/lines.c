/* lines.c - see lines.h. One pass over the nodes, one piece of memory for all text. */
#include "parse/extract/lines.h"

#include <string.h>

#include "parse/extract/text.h"

struct flow {
	struct lines *lines;
	struct plain plain;
	size_t start;     /* of the line being written */
	struct line line; /* being written; block is 0 while there is none */
	bool open;
};

/* ，。；！？、 */
static bool
is_stop(const char *s)
{
	static const char marks[][4] = {"，", "。", "；", "！", "？", "、"};
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
		if (memcmp(s, marks[k], 3) == 0)
			return true;
	return false;
}

static uint32_t
stops_in(const char *s, size_t n)
{
	uint32_t stops = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c >= 0xe4 && c <= 0xe9)
			i += 2;
		else if (c == 0xe3 || c == 0xef)
			stops += i + 3 <= n && is_stop(s + i);
		else if (c == ',' || c == ';' || c == '.')
			/* In running text a blank or a Chinese character follows. */
			stops += i + 1 < n ? s[i + 1] == ' ' || (c == ',' && s[i + 1] & 0x80)
			                   : i > 0 && s[i - 1] & 0x80;
		else if (c == '!' || c == '?')
			stops += i > 0 && s[i - 1] & 0x80;
	}
	return stops;
}

static void
end_line(struct flow *f)
{
	struct lines *l = f->lines;
	if (!f->open || f->plain.len == f->start) {
		f->open = false;
		return;
	}
	struct line *line = &f->line;
	line->text = f->plain.out + f->start;
	line->len = (uint32_t)(f->plain.len - f->start);
	line->stops = stops_in(line->text, line->len);
	f->plain.out[f->plain.len++] = '\0';
	l->line[l->n++] = *line;
	f->open = false;
}

static void
add_text(struct flow *f, uint32_t i)
{
	const struct node *n = &f->lines->page->nodes[i];
	if (f->open && f->line.block != n->block)
		end_line(f);
	if (!f->open) {
		f->open = true;
		f->start = f->plain.len;
		f->plain.gap = false;
		f->line = (struct line){.first = i, .block = n->block};
		f->line.hidden = (n->flags & NODE_HIDDEN) != 0;
	}
	size_t before = f->plain.len;
	size_t added = plain_add(&f->plain, f->start, n->text, n->len);
	if (before == f->start && added > 0)
		f->line.first = i;
	f->line.characters += (uint32_t)added;
	if (n->flags & NODE_LINKED)
		f->line.linked += (uint32_t)added;
}

static size_t
text_size(const struct page *p, size_t *texts)
{
	size_t size = 1;
	*texts = 0;
	for (uint32_t i = 0; i < p->n_nodes; i++)
		if (p->nodes[i].tag == TAG_TEXT) {
			size += p->nodes[i].len + 2u;
			++*texts;
		}
	return size;
}

void
lines_read(struct lines *l, const struct page *p)
{
	size_t texts, size = text_size(p, &texts);
	*l = (struct lines){.page = p, .room = texts + 1};
	l->line = arena_alloc(p->arena, l->room * sizeof *l->line);
	struct flow f = {.lines = l, .plain = {.out = arena_alloc(p->arena, size)}};
	for (uint32_t i = 1; i < p->n_nodes;) {
		const struct node *n = &p->nodes[i];
		unsigned traits = tag_traits(n->tag);
		if (n->tag == TAG_TEXT)
			add_text(&f, i);
		else if (traits & TRAIT_BLOCK)
			end_line(&f);
		i = traits & TRAIT_SILENT ? n->end : i + 1;
	}
	end_line(&f);
}

size_t
lines_from(const struct lines *l, uint32_t node)
{
	size_t low = 0, high = l->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (l->line[middle].first < node)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
