/* doclist.c - see doclist.h. */
#include "parse/attachment/doclist.h"

#include <string.h>

#include "parse/attachment/list.h"

/* Where the header names the tables, in the order of [MS-DOC] 2.5.6. */
enum { FIB_STYLES = 0xa2, FIB_LISTS = 0x2e2, FIB_OVERRIDES = 0x2ea };
enum { LISTS_MOST = 4096, STYLES_MOST = 4096, BASES_MOST = 20, TEXT_MOST = 64 };
enum { LIST_SIZE = 28, LEVEL_SIZE = 28, OVERRIDE_SIZE = 16 };

/* An override: a list, perhaps with counts of its own. */
struct instance {
	struct list *list;
	long start[LIST_LEVELS]; /* -1: goes on */
	bool used[LIST_LEVELS];
};

struct style {
	struct doclist_place place;
	unsigned base;
};

struct doclists {
	struct arena *a;
	struct span_of_bytes table;
	uint32_t *ids; /* of each list */
	struct list **lists;
	size_t n_lists;
	struct instance *instances;
	size_t n_instances;
	struct style *styles;
	size_t n_styles;
};

size_t
doc_operand_size(struct span_of_bytes s, size_t at)
{
	static const size_t sizes[] = {1, 1, 2, 4, 2, 2, 0, 3};
	unsigned code = u16_at(s, at);
	if (code >> 13 != 6)
		return sizes[code >> 13];
	if (code == 0xd608 || code == 0xd606) /* a table's definition: two bytes of length */
		return u16_at(s, at + 2) + 1;
	return u8_at(s, at + 2) + 1u;
}

void
doclist_properties(struct span_of_bytes p, struct doclist_place *place)
{
	enum { LEVEL = 0x260a, LIST = 0x460b };
	for (size_t at = 0; at + 3 <= p.n; at += 2 + doc_operand_size(p, at)) {
		if (u16_at(p, at) == LEVEL)
			place->level = u8_at(p, at + 2);
		else if (u16_at(p, at) == LIST)
			place->list = u16_at(p, at + 2);
	}
}

/* The text of a level: numbers stand in it as characters 0 to 8. */
static const char *
level_text(struct span_of_bytes s, size_t at, size_t n, struct arena *a)
{
	struct buf b;
	buf_init(&b, 4 * TEXT_MOST);
	for (size_t i = 0; i < n && i < TEXT_MOST; i++) {
		unsigned unit = u16_at(s, at + 2 * i);
		if (unit < LIST_LEVELS)
			buf_addf(&b, "%%%u", unit + 1);
		else if (unit >= 32 && !(unit >= 0xd800 && unit < 0xe000))
			buf_addu(&b, unit);
	}
	const char *text = arena_strn(a, b.text, b.len);
	buf_release(&b);
	return text;
}

/* One level at `at`; where the next thing stands. */
static size_t
level_read(const struct doclists *l, size_t at, struct list_level *to)
{
	struct span_of_bytes s = l->table;
	unsigned flags = u8_at(s, at + 5);
	size_t text = at + LEVEL_SIZE + u8_at(s, at + 24) + u8_at(s, at + 25);
	size_t n = u16_at(s, text);
	*to = (struct list_level){.start = (long)u32_at(s, at),
	    .counting = (int)u8_at(s, at + 4),
	    .decimal = flags & 4,
	    .bare = u8_at(s, at + 15) == 2,
	    .restart = flags & 8 ? (int)u8_at(s, at + 26) : -1,
	    .text = level_text(s, text + 2, n, l->a)};
	if (to->start < 0 || to->start > 32767)
		to->start = 1;
	return text + 2 + 2 * n;
}

static void
lists_read(struct doclists *l, struct span_of_bytes main)
{
	size_t at = u32_at(main, FIB_LISTS), n = u16_at(l->table, at);
	if (u32_at(main, FIB_LISTS + 4) < 2 || n > LISTS_MOST ||
	    at + 2 + n * LIST_SIZE > l->table.n)
		return;
	l->ids = arena_zalloc(l->a, n + 1, sizeof *l->ids);
	l->lists = arena_zalloc(l->a, n + 1, sizeof *l->lists);
	size_t level = at + 2 + n * LIST_SIZE;
	for (; l->n_lists < n && level < l->table.n; l->n_lists++) {
		size_t head = at + 2 + l->n_lists * LIST_SIZE;
		struct list *list = arena_zalloc(l->a, 1, sizeof *list);
		int levels = u8_at(l->table, head + 26) & 1 ? 1 : LIST_LEVELS;
		for (int i = 0; i < levels; i++)
			level = level_read(l, level, &list->level[i]);
		l->ids[l->n_lists] = u32_at(l->table, head);
		l->lists[l->n_lists] = list;
	}
}

static struct list *
list_of(const struct doclists *l, uint32_t id)
{
	for (size_t i = 0; i < l->n_lists; i++)
		if (l->ids[i] == id)
			return l->lists[i];
	return NULL;
}

/* What an override says of one level, at `at`; where the next thing stands. */
static size_t
override_read(struct doclists *l, struct instance *to, size_t at)
{
	enum { START = 16, FORMAT = 32 };
	unsigned flags = u32_at(l->table, at + 4) & 0xff, level = flags & 15;
	struct list_level own;
	if (flags & START && !(flags & FORMAT) && level < LIST_LEVELS)
		to->start[level] = (long)(u32_at(l->table, at) & 0x7fff);
	if (!(flags & FORMAT))
		return at + 8;
	at = level_read(l, at + 8, &own);
	if (to->list && level < LIST_LEVELS) {
		struct list *list = arena_zalloc(l->a, 1, sizeof *list);
		*list = *to->list;
		list->level[level] = own;
		to->list = list;
	}
	return at;
}

static void
instances_read(struct doclists *l, struct span_of_bytes main)
{
	size_t at = u32_at(main, FIB_OVERRIDES), n = u32_at(l->table, at);
	if (u32_at(main, FIB_OVERRIDES + 4) < 4 || n > LISTS_MOST ||
	    at + 4 + n * OVERRIDE_SIZE > l->table.n)
		return;
	l->instances = arena_zalloc(l->a, n + 1, sizeof *l->instances);
	l->n_instances = n;
	size_t data = at + 4 + n * OVERRIDE_SIZE;
	for (size_t i = 0; i < n; i++) {
		struct instance *to = &l->instances[i];
		size_t head = at + 4 + i * OVERRIDE_SIZE, levels = u8_at(l->table, head + 12);
		to->list = list_of(l, u32_at(l->table, head));
		memset(to->start, 0xff, sizeof to->start);
		data += 4;
		for (size_t k = 0; k < levels && k < LIST_LEVELS; k++)
			data = override_read(l, to, data);
	}
}

/* A style's own place; its paragraph properties stand first behind its name. */
static void
style_read(struct style *to, struct span_of_bytes s, size_t base)
{
	size_t at = base + 2 + 2 * (size_t)u16_at(s, base) + 2;
	to->place = (struct doclist_place){-1, -1};
	to->base = u16_at(s, 2) >> 4;
	at += at & 1;
	if ((u16_at(s, 2) & 15) != 1 || at + 4 > s.n)
		return;
	size_t n = u16_at(s, at), left = s.n - at - 4;
	n = n > 2 ? n - 2 : 0;
	doclist_properties((struct span_of_bytes){s.at + at + 4, n < left ? n : left}, &to->place);
}

static void
styles_read(struct doclists *l, struct span_of_bytes main)
{
	size_t at = u32_at(main, FIB_STYLES), size = u16_at(l->table, at);
	size_t n = u16_at(l->table, at + 2), base = u16_at(l->table, at + 4);
	if (u32_at(main, FIB_STYLES + 4) < 6 || n > STYLES_MOST)
		return;
	l->styles = arena_zalloc(l->a, n + 1, sizeof *l->styles);
	for (at += 2 + size; l->n_styles < n && at + 2 <= l->table.n; l->n_styles++) {
		size_t bytes = u16_at(l->table, at), left = l->table.n - at - 2;
		struct span_of_bytes s = {l->table.at + at + 2, bytes < left ? bytes : left};
		style_read(&l->styles[l->n_styles], s, base);
		at += 2 + bytes;
	}
}

struct doclist_place
doclist_style(const struct doclists *l, unsigned style)
{
	struct doclist_place place = {-1, -1};
	for (int i = 0; i < BASES_MOST && style < l->n_styles && place.list < 0; i++) {
		const struct style *s = &l->styles[style];
		place.list = s->place.list;
		if (place.level < 0)
			place.level = s->place.level;
		style = s->base;
	}
	return place;
}

struct doclists *
doclists_read(struct span_of_bytes main, struct span_of_bytes table, struct arena *a)
{
	struct doclists *l = arena_zalloc(a, 1, sizeof *l);
	l->a = a;
	l->table = table;
	lists_read(l, main);
	instances_read(l, main);
	styles_read(l, main);
	return l;
}

void
doclists_next(struct doclists *l, struct doclist_place place, struct buf *to)
{
	long level = place.level < 0 ? 0 : place.level;
	if (place.list < 1 || (size_t)place.list > l->n_instances || level >= LIST_LEVELS)
		return;
	struct instance *i = &l->instances[place.list - 1];
	if (i->list == NULL)
		return;
	if (!i->used[level] && i->start[level] >= 0) {
		i->list->count[level] = i->start[level] - 1;
		i->list->begun[level] = true;
	}
	i->used[level] = true;
	list_next(i->list, (int)level, to);
}
