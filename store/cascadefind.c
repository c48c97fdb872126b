/* cascadefind.c - which paper a cascade is asked of. */
#include "store/cascadepart.h"

#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "store/item.h"
#include "store/key.h"
#include "store/same.h"

static const char CARD[] = "SELECT name, representative, date, date_is_capture FROM item"
                           " WHERE id = ? AND representative IS NOT NULL";

enum { FEW = 64 };

int
cascade_card_read(
    struct store *s, int64_t item, struct arena *a, struct cascade_card *out, struct fail *f)
{
	struct item words = {0};
	struct query q = query(s, CARD);
	query_int(&q, item);
	int rc = query_step(&q, f);
	if (rc == 0)
		return fail_io(f, s->path,
		    "an item without documents is related to others; geppo check tells more");
	if (rc < 0)
		return -1;
	*out = (struct cascade_card){.item = column_copy(&q, 0, a),
	    .representative = column_int(&q, 1),
	    .date = column_copy(&q, 2, a),
	    .date_is_capture = column_int(&q, 3)};
	query_done(&q);
	if (item_words(s, item, a, &words, f) < 0)
		return -1;
	out->title_ja = words.title_ja;
	return 0;
}

/* ---- the paper */

static int
root_of_item(const struct grouping *g, int64_t item, struct arena *a, struct cascade_root *out,
    struct fail *f)
{
	struct cascade_card card;
	struct feature x;
	if (cascade_card_read(g->store, item, a, &card, f) < 0 ||
	    feature_read(g, card.representative, a, &x, f) < 0)
		return -1;
	*out = (struct cascade_root){.item = item,
	    .number = x.number_strong ? x.number : NULL,
	    .core = strlen(x.title.core) >= 12 ? x.title.core : NULL,
	    .topic = feature_topic(g, &x, a)};
	return 1;
}

/* A document that answers to a number or title itself, not one that speaks of it. */
static bool
answers(const struct feature *x, const char *number, const struct title *t)
{
	const unsigned about = TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS | TITLE_DRAFT;
	if (x->item == 0 || x->title.flags & about & ~t->flags)
		return false;
	if (number)
		return x->number && numbers_match(x->number, number);
	return strcmp(x->title.core, t->core) == 0 || strcmp(x->title.key, t->key) == 0;
}

static int
choose(const struct grouping *g, const struct row_set *items, const char *asked, struct fail *f)
{
	struct arena a = {0};
	struct buf names;
	buf_init(&names, CAP_LINE);
	for (size_t i = 0; i < items->n; i++) {
		const char *name = item_name(g->store, items->all[i], &a, f);
		buf_addf(&names, "%s%s", i > 0 ? ", " : "", name ? name : "?");
	}
	fail_input(f, asked, "several papers answer to it: ask by item, one of %s", names.text);
	buf_release(&names);
	arena_release(&a);
	return -1;
}

static int
find_items(const struct grouping *g, const char *number, const struct title *t, struct arena *a,
    struct row_set *items, struct fail *f)
{
	const struct {
		enum key_kind kind;
		const char *text;
	} keys[] = {{KEY_NUMBER, number}, {KEY_TITLE, number ? NULL : t->key},
	    {KEY_CORE, number ? NULL : t->core}};
	struct row_set rows = {.arena = a};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].text && *keys[i].text &&
		    key_find(g->store, key_of(keys[i].kind, keys[i].text), 0, 0, FEW, &rows, f) < 0)
			return -1;
	for (size_t i = 0; i < rows.n; i++) {
		struct feature x;
		if (feature_read(g, rows.all[i], a, &x, f) < 0)
			return -1;
		if (answers(&x, number, t))
			rows_add(items, x.item);
	}
	return 0;
}

int
cascade_find(const struct grouping *g, const char *asked, struct arena *a, struct cascade_root *out,
    struct fail *f)
{
	int64_t item;
	bool strong;
	struct title t;
	struct row_set items = {.arena = a};
	*out = (struct cascade_root){0};
	int rc = item_row(g->store, asked, &item, f);
	if (rc != 0)
		return rc < 0 ? -1 : root_of_item(g, item, a, out, f);
	const char *number = document_number(g->fold, asked, a, &strong);
	number = number && strong && strchr(number, '[') ? number : NULL;
	title_read(g->fold, asked, a, &t);
	if (find_items(g, number, &t, a, &items, f) < 0)
		return -1;
	if (items.n > 1)
		return choose(g, &items, asked, f);
	if (items.n == 1)
		return root_of_item(g, items.all[0], a, out, f);
	*out = (struct cascade_root){.number = number,
	    .core = number || strlen(t.core) < 12 ? NULL : t.core,
	    .topic = number ? NULL : title_topic(t.core, a)};
	return out->number || out->core;
}
