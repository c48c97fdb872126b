/* place.c - see place.h. */
#include "store/place.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"

enum {
	NAME_CHARS = 13, /* 双江拉祜族佤族布朗族傣族自治县 is cut: rare, and its city is found */
	SHARED_CHARS = 5, /* longer names no two places share */
	SHARED_LEAST = 3, /* shorter ones (城区, 郊区) are plain words, too */
};

struct name {
	const char *text;
	const char *code; /* NULL: several places have it and only their province tells */
	struct name *next;
};

struct places {
	struct arena arena;
	const struct config *config;
	const struct folding *fold;
	struct name **slots;
	size_t n_slots;
};

static size_t
slot_of(const struct places *p, const char *text, size_t n)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)text[i]) * 16777619u;
	return h & (p->n_slots - 1);
}

/* Names are kept once a code: the same county name in two provinces is two entries. */
static void
add_name(struct places *p, const char *text, size_t n, const char *code)
{
	struct name *name = arena_alloc(&p->arena, sizeof *name);
	size_t slot = slot_of(p, text, n);
	*name = (struct name){
	    .text = arena_strn(&p->arena, text, n), .code = code, .next = p->slots[slot]};
	p->slots[slot] = name;
}

/* The length of a name without its last word, or 0 when nothing usable is left. */
static size_t
short_length(const char *name)
{
	static const char *const words[] = {"维吾尔自治区", "壮族自治区", "回族自治区", "自治区",
	    "特别行政区", "地区", "省", "市", "盟"};
	size_t n = strlen(name);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t w = strlen(words[i]);
		if (n > w && strcmp(name + n - w, words[i]) == 0)
			return n - w >= 6 ? n - w : 0;
	}
	return 0;
}

static void
add_region(struct places *p, const struct region *r, const struct folding *fold)
{
	struct buf name;
	buf_init(&name, CAP_FIELD);
	fold_text(fold, r->zh, &name);
	add_name(p, name.text, name.len, r->code);
	size_t n = strcmp(r->level, "county") != 0 ? short_length(name.text) : 0;
	if (n > 0)
		add_name(p, name.text, n, r->code);
	buf_release(&name);
}

struct places *
places_new(const struct config *config, const struct folding *fold)
{
	static const struct {
		const char *text, *code;
	} more[] = {{"京津冀", "jjj"}, {"长江三角洲地区", "yrd"}, {"长江三角洲", "yrd"},
	    {"长三角区域", "yrd"}, {"长三角", "yrd"}, {"珠三角", "prd"}, {"珠江三角洲", "prd"},
	    {NULL, NULL}};
	struct places *p = calloc(1, sizeof *p);
	if (p == NULL)
		fatal("out of memory");
	p->config = config;
	p->fold = fold;
	p->n_slots = 16384;
	p->slots = arena_zalloc(&p->arena, p->n_slots, sizeof *p->slots);
	for (size_t i = 0; i < config->n_regions; i++)
		if (strcmp(config->regions[i].level, "nation") != 0)
			add_region(p, &config->regions[i], fold);
	for (size_t i = 0; more[i].code; i++)
		add_name(p, more[i].text, strlen(more[i].text), more[i].code);
	return p;
}

void
places_free(struct places *p)
{
	if (p == NULL)
		return;
	arena_release(&p->arena);
	free(p);
}

/* A place of that very name: below `within` when given, else the only one there is. */
static const char *
named(const struct places *p, const char *text, size_t n, const char *within)
{
	const char *found = NULL;
	for (const struct name *x = p->slots[slot_of(p, text, n)]; x; x = x->next) {
		if (strlen(x->text) != n || memcmp(x->text, text, n) != 0)
			continue;
		if (within && !place_below(p, x->code, within))
			continue;
		if (found && strcmp(found, x->code) != 0)
			return NULL;
		found = x->code;
	}
	return found;
}

/* The longest name at the start of a text. */
static const char *
longest(const struct places *p, const char *text, const char *within, size_t *len)
{
	size_t ends[NAME_CHARS], n = 0, at = 0, left = strlen(text);
	while (n < NAME_CHARS && at < left) {
		size_t step;
		if (!utf8_is_han(utf8_decode(text + at, left - at, &step)))
			break;
		at += step;
		ends[n++] = at;
	}
	while (n-- > 1) {
		const char *code = named(p, text, ends[n], within);
		if (code) {
			*len = ends[n];
			return code;
		}
	}
	return NULL;
}

const char *
place_at(const struct places *p, const char *text, size_t *len)
{
	size_t step = 0;
	const char *code = NULL, *next;
	*len = 0;
	while ((next = longest(p, text + *len, code, &step)) != NULL) {
		code = next;
		*len += step;
	}
	return code;
}

/* The bytes of the longest name of at least `least` characters at the start of a text that several
 * places have, or 0. */
static size_t
shared_length(const struct places *p, const char *text, size_t least)
{
	size_t left = strlen(text);
	for (size_t n = 3 * SHARED_CHARS; n >= 3 * least; n -= 3) {
		size_t count = 0;
		if (n > left)
			continue;
		for (const struct name *x = p->slots[slot_of(p, text, n)]; x; x = x->next)
			count += strlen(x->text) == n && memcmp(x->text, text, n) == 0;
		if (count > 1)
			return n;
	}
	return 0;
}

const char *
place_in(const struct places *p, const char *text, size_t within)
{
	size_t n = strlen(text), len, step;
	for (size_t at = 0; at < n && at < within; at += step) {
		const char *code = place_at(p, text + at, &len);
		if (code)
			return code;
		/* "铁东区" is some district of that name, not the one called 东区. */
		if (shared_length(p, text + at, SHARED_LEAST) > 0)
			return NULL;
		utf8_decode(text + at, n - at, &step);
	}
	return NULL;
}

const char *
place_under(const struct places *p, const char *text, const char *outer)
{
	size_t len;
	return outer ? longest(p, text, outer, &len) : NULL;
}

/* The codes of all places of that very name. */
static const char *
all_named(const struct places *p, const char *text, size_t len, struct arena *a)
{
	const char *all = "";
	for (const struct name *x = p->slots[slot_of(p, text, len)]; x; x = x->next)
		if (strlen(x->text) == len && memcmp(x->text, text, len) == 0)
			all = arena_printf(a, "%s %s", all, x->code);
	return all;
}

const char *
place_several(
    const struct places *p, const char *text, size_t within, size_t least, struct arena *a)
{
	size_t n = strlen(text), step;
	for (size_t at = 0; at < n && at < within; at += step) {
		size_t len = shared_length(p, text + at, least);
		if (len > 0)
			return all_named(p, text + at, len, a);
		utf8_decode(text + at, n - at, &step);
	}
	return NULL;
}

size_t
place_count(const struct places *p, const char *code, const char *text)
{
	const struct region *r = config_region(p->config, code);
	struct buf name;
	size_t count = 0;
	if (r == NULL)
		return 0;
	buf_init(&name, CAP_FIELD);
	fold_text(p->fold, r->zh, &name);
	size_t n = short_length(name.text);
	if (n > 0)
		name.text[n] = '\0';
	for (const char *at = text; (at = strstr(at, name.text)) != NULL; at++)
		count++;
	buf_release(&name);
	return count;
}

int
place_depth(const char *code)
{
	if (code == NULL)
		return 0;
	if (strlen(code) != 6)
		return 2;
	if (strcmp(code, "000000") == 0)
		return 1;
	return strcmp(code + 2, "0000") == 0 ? 3 : strcmp(code + 4, "00") == 0 ? 4 : 5;
}

bool
place_below(const struct places *p, const char *inner, const char *outer)
{
	if (inner == NULL || outer == NULL || place_depth(inner) <= place_depth(outer))
		return false;
	return config_region_within(p->config, inner, outer, NULL);
}

size_t
place_above(const struct places *p, const char *code, const char *out[], size_t max)
{
	static const char *const wide[] = {"jjj", "yrd", "fwp", "prd", "000000"};
	size_t n = 0;
	const struct region *r = code ? config_region(p->config, code) : NULL;
	while (r && r->parent && (r = config_region(p->config, r->parent)) != NULL && n < max)
		if (strcmp(r->code, "000000") != 0)
			out[n++] = r->code;
	for (size_t i = 0; i < sizeof wide / sizeof *wide && n < max; i++)
		if (place_below(p, code, wide[i]))
			out[n++] = wide[i];
	return n;
}
