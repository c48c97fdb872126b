/* cfb.c - see cfb.h. Chains are followed at most as far as there are sectors. */
#include "parse/attachment/cfb.h"

#include <string.h>

enum {
	HEADER = 512,
	IN_HEADER = 109, /* sectors of the table that the header names */
	ENTRY = 128,     /* one of the folder */
	ROOT = 5
};

static const uint32_t no_more = 0xfffffffc; /* and above: the end, free, a table's own */

unsigned
u8_at(struct span_of_bytes s, size_t at)
{
	return at < s.n ? s.at[at] : 0;
}

unsigned
u16_at(struct span_of_bytes s, size_t at)
{
	return u8_at(s, at) | u8_at(s, at + 1) << 8;
}

uint32_t
u32_at(struct span_of_bytes s, size_t at)
{
	return u16_at(s, at) | (uint32_t)u16_at(s, at + 2) << 16;
}

/* Bytes of sector `number`; fewer at a cut end. */
static struct span_of_bytes
sector_of(const struct cfb *c, uint32_t number)
{
	size_t at = ((size_t)number + 1) * c->sector;
	if (number >= no_more || at >= c->file.n)
		return (struct span_of_bytes){0};
	size_t left = c->file.n - at;
	return (struct span_of_bytes){c->file.at + at, left < c->sector ? left : c->sector};
}

static void
table_add(struct cfb *c, uint32_t number, size_t most)
{
	struct span_of_bytes s = sector_of(c, number);
	for (size_t i = 0; i + 4 <= s.n && c->n_fat < most; i += 4)
		c->fat[c->n_fat++] = u32_at(s, i);
}

static void
table_read(struct cfb *c)
{
	size_t most = c->file.n / c->sector + 1, per = c->sector / 4 - 1;
	c->fat = arena_alloc(c->a, most * sizeof *c->fat);
	for (size_t i = 0; i < IN_HEADER; i++)
		table_add(c, u32_at(c->file, 76 + 4 * i), most);
	uint32_t next = u32_at(c->file, 68);
	for (size_t turns = 0; next < no_more && turns < most; turns++) {
		struct span_of_bytes s = sector_of(c, next);
		if (s.n < c->sector)
			break;
		for (size_t i = 0; i < per; i++)
			table_add(c, u32_at(s, 4 * i), most);
		next = u32_at(s, 4 * per);
	}
}

/* The bytes of a chain of sectors, at most `want`. */
static struct span_of_bytes
chain_read(const struct cfb *c, uint32_t first, size_t want)
{
	size_t n = 0, sectors = 0;
	for (uint32_t s = first; s < c->n_fat && sectors < c->n_fat && n < want; s = c->fat[s]) {
		n += sector_of(c, s).n;
		sectors++;
	}
	n = n < want ? n : want;
	unsigned char *out = arena_alloc(c->a, n + 1);
	size_t done = 0;
	for (uint32_t s = first; done < n; s = c->fat[s]) {
		struct span_of_bytes from = sector_of(c, s);
		size_t take = from.n < n - done ? from.n : n - done;
		if (take == 0)
			break;
		memcpy(out + done, from.at, take);
		done += take;
	}
	return (struct span_of_bytes){out, done};
}

static struct span_of_bytes
mini_read(const struct cfb *c, uint32_t first, size_t want)
{
	unsigned char *out = arena_alloc(c->a, want + 1);
	size_t done = 0, turns = 0;
	for (uint32_t s = first; s < c->n_mini_fat && turns <= c->n_mini_fat && done < want;
	     s = c->mini_fat[s], turns++) {
		size_t at = (size_t)s * c->mini;
		if (at >= c->mini_stream.n)
			break;
		size_t left = c->mini_stream.n - at, take = left < c->mini ? left : c->mini;
		take = take < want - done ? take : want - done;
		memcpy(out + done, c->mini_stream.at + at, take);
		done += take;
	}
	return (struct span_of_bytes){out, done};
}

bool
cfb_open(struct cfb *c, const unsigned char *bytes, size_t n, struct arena *a)
{
	*c = (struct cfb){.a = a, .file = {bytes, n}};
	unsigned shift = u16_at(c->file, 30), mini = u16_at(c->file, 32);
	if (n < HEADER || shift < 7 || shift > 16 || mini < 4 || mini >= shift)
		return false;
	c->sector = (size_t)1 << shift;
	c->mini = (size_t)1 << mini;
	c->mini_below = u32_at(c->file, 56);
	table_read(c);
	c->folder = chain_read(c, u32_at(c->file, 48), n);
	struct span_of_bytes table = chain_read(c, u32_at(c->file, 60), n);
	c->n_mini_fat = table.n / 4;
	c->mini_fat = arena_alloc(a, (c->n_mini_fat + 1) * sizeof *c->mini_fat);
	for (size_t i = 0; i < c->n_mini_fat; i++)
		c->mini_fat[i] = u32_at(table, 4 * i);
	for (size_t at = 0; at + ENTRY <= c->folder.n; at += ENTRY)
		if (u8_at(c->folder, at + 66) == ROOT) {
			c->mini_stream = chain_read(c, u32_at(c->folder, at + 116), n);
			break;
		}
	return c->folder.n >= ENTRY;
}

static bool
is_named(const struct cfb *c, size_t at, const char *name)
{
	size_t n = strlen(name);
	if (u16_at(c->folder, at + 64) != 2 * (n + 1))
		return false;
	for (size_t i = 0; i < n; i++)
		if (u16_at(c->folder, at + 2 * i) != (unsigned char)name[i])
			return false;
	return true;
}

/* Mark what stands directly below the root: objects put into the file have streams of their own. */
static void
mark_top(const struct cfb *c, bool *top, size_t n)
{
	uint32_t *stack = arena_alloc(c->a, (n + 1) * sizeof *stack);
	size_t deep = 0;
	stack[deep++] = u32_at(c->folder, 76);
	while (deep > 0) {
		uint32_t i = stack[--deep];
		if (i >= n || top[i])
			continue;
		top[i] = true;
		/* At most one is pushed more than was taken, and every entry counts once. */
		uint32_t left = u32_at(c->folder, (size_t)i * ENTRY + 68),
		         right = u32_at(c->folder, (size_t)i * ENTRY + 72);
		if (left < n && !top[left] && deep < n)
			stack[deep++] = left;
		if (right < n && !top[right] && deep < n)
			stack[deep++] = right;
	}
}

bool
cfb_stream(const struct cfb *c, const char *name, struct span_of_bytes *out)
{
	size_t n = c->folder.n / ENTRY, found = n;
	bool *top = arena_zalloc(c->a, n + 1, sizeof *top);
	mark_top(c, top, n);
	for (size_t i = 0; i < n; i++)
		if (is_named(c, i * ENTRY, name) && u8_at(c->folder, i * ENTRY + 66) == 2 &&
		    (found == n || (top[i] && !top[found])))
			found = i;
	if (found == n)
		return false;
	uint32_t first = u32_at(c->folder, found * ENTRY + 116),
	         size = u32_at(c->folder, found * ENTRY + 120);
	size_t want = size < c->file.n ? size : c->file.n;
	*out = size < c->mini_below ? mini_read(c, first, want) : chain_read(c, first, want);
	return out->n > 0;
}
