/* key.c - see key.h. */
#include "store/key.h"

#include <string.h>

#include "base/utf8.h"
#include "store/keylog.h"

enum { BEGINNING_CHARS = 14, UNDATED = 16, FAR = 1 << 24, FILE_BYTES = 900, FILES = 24 };

int64_t
key_of(enum key_kind kind, const char *text)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)kind;
	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xff51afd7ed558ccdu;
	return (int64_t)(h ^ h >> 33);
}

int64_t
key_of_run(uint64_t run)
{
	return (int64_t)(run * 0x9e3779b97f4a7c15u ^ KEY_RUN);
}

bool
rows_add(struct row_set *r, int64_t row)
{
	if (row == r->except)
		return false;
	for (size_t i = 0; i < r->n; i++)
		if (r->all[i] == row)
			return false;
	r->all = arena_grow(r->arena, r->all, r->n, r->n + 1, &r->room, sizeof *r->all);
	r->all[r->n++] = row;
	return true;
}

static int
find_between(struct store *s, int64_t key, int64_t from, int64_t to, bool back, int most,
    struct row_set *out, struct fail *f)
{
	struct key_place found[KEY_MOST];
	int n = keylog_find(s, key, from, to, back, most, found, f);
	for (int i = 0; i < n; i++)
		rows_add(out, found[i].document);
	return n;
}

int
key_find_latest(struct store *s, int64_t key, int most, struct row_set *out, struct fail *f)
{
	return find_between(s, key, -FAR, FAR, true, most, out, f);
}

int
key_find(struct store *s, int64_t key, int64_t day, int64_t days, int most, struct row_set *out,
    struct fail *f)
{
	int has = keylog_count(s, key, 1, f);
	if (has <= 0)
		return has;
	if (day == 0)
		return key_find_latest(s, key, most, out, f) < 0 ? -1 : 0;
	if (find_between(s, key, day - days, day, true, most, out, f) < 0 ||
	    find_between(s, key, day + 1, day + days, false, most, out, f) < 0)
		return -1;
	return find_between(s, key, 0, 0, true, UNDATED, out, f) < 0 ? -1 : 0;
}

const char *
title_beginning(const char *key, struct arena *a)
{
	size_t n = strlen(key), at = 0, len;
	for (int i = 0; i < BEGINNING_CHARS; i++, at += len) {
		if (at >= n)
			return NULL;
		utf8_decode(key + at, n - at, &len);
	}
	return arena_strn(a, key, at);
}

const char *
attachment_identity(const struct attachment *f)
{
	bool tells = strcmp(f->state, "scanned") == 0 || strlen(f->text) >= FILE_BYTES;
	return tells ? f->payload : NULL;
}

const char *
feature_topic(const struct grouping *g, const struct feature *x, struct arena *a)
{
	size_t len;
	if (!(x->title.flags & TITLE_PLAN))
		return NULL;
	place_at(g->places, x->title.name, &len);
	return title_topic(letters_of(x->title.name + len, a), a);
}

const char *
feature_family(const struct grouping *g, const struct feature *x, struct arena *a)
{
	size_t len;
	if (!(x->title.flags & TITLE_PAPER))
		return NULL;
	place_at(g->places, x->title.name, &len);
	return topic_at(title_family(letters_of(x->title.name + len, a), a), x->place, a);
}

const char *
topic_at(const char *topic, const char *place, struct arena *a)
{
	return topic && place ? arena_printf(a, "%s@%s", topic, place) : NULL;
}

/* Each attachment by its bytes and by its own words: among those of the whole they may be few. */
static int
file_keys_write(const struct grouping *g, const struct feature *x, int64_t day, struct fail *f)
{
	for (size_t i = 0; i < x->n_files && i < FILES; i++) {
		struct signature sign = {0};
		const char *identity = attachment_identity(&x->files[i]);
		if (identity &&
		    keylog_add(g->store, key_of(KEY_FILE, identity), day, x->row, f) < 0)
			return -1;
		if (identity)
			text_sign(g->fold, x->files[i].text, strlen(x->files[i].text), &sign);
		for (size_t k = 0; k < sign.n; k++)
			if (keylog_add(g->store, key_of_run(sign.low[k]), day, x->row, f) < 0)
				return -1;
	}
	return 0;
}

int
keys_write(const struct grouping *g, const struct feature *x, const struct signature *sign,
    struct arena *a, struct fail *f)
{
	const struct {
		enum key_kind kind;
		const char *text;
	} keys[] = {{KEY_ADDRESS, x->address}, {KEY_PAGE, x->page}, {KEY_NUMBER, x->number},
	    {KEY_NUMBER, x->title.standard}, {KEY_TITLE, x->title.key},
	    {KEY_BEGINNING, title_beginning(x->title.key, a)}, {KEY_CORE, x->title.core},
	    {KEY_CORE, x->title.whole}, {KEY_TITLE, x->paper},
	    {KEY_TOPIC, topic_at(feature_topic(g, x, a), x->place, a)},
	    {KEY_FAMILY, feature_family(g, x, a)}};
	int64_t day = feature_day(x);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].text && *keys[i].text &&
		    keylog_add(g->store, key_of(keys[i].kind, keys[i].text), day, x->row, f) < 0)
			return -1;
	for (size_t i = 0; i < sign->n; i++)
		if (keylog_add(g->store, key_of_run(sign->low[i]), day, x->row, f) < 0)
			return -1;
	return file_keys_write(g, x, day, f);
}
