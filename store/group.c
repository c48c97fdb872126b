/* group.c - see group.h. A document is compared only with those its keys lead to. It joins the item
 * of the first it is the same as, and brings further ones together when nothing in either forbids
 * it; an editor's merge or split goes before all of this. */
#include "store/group.h"

#include <string.h>

#include "base/log.h"
#include "store/item.h"
#include "store/key.h"
#include "store/keylog.h"
#include "store/nearby.h"
#include "store/rebuild.h"
#include "store/same.h"

enum {
	FAR_DAYS = 1200, /* same title in a later edition is further away */
	FEW = 12,        /* candidates a side by one key */
	FILES = 24,      /* attachments that are looked for */
	MEMBERS = 40,    /* of an item that are checked against each other */
};

static const char MEMBERS_OF[] =
    "SELECT document FROM item_document WHERE item = ? ORDER BY document LIMIT ?";
/* The items an editor merged with this one, by any name it answers to. */
static const char MERGED_WITH[] =
    "SELECT coalesce(r.target, o.id) FROM decision d"
    " JOIN item o ON o.name = iif(substr(d.value, 1, 5) = 'item:', substr(d.value, 6), d.value)"
    " LEFT JOIN redirect r ON r.item = o.id WHERE d.field = 'merge' AND d.subject IN"
    " (SELECT 'item:' || name FROM item WHERE id = ?1"
    " OR id IN (SELECT item FROM redirect WHERE target = ?1))"
    " AND coalesce(r.target, o.id) <> ?1 ORDER BY d.id";
/* An editor put the item together with another, whatever either is called now. */
static const char MERGED_BY_EDITOR[] =
    "SELECT 1 FROM item i WHERE (i.id = ?1 OR i.id IN (SELECT item FROM redirect WHERE target = "
    "?1))"
    " AND (EXISTS (SELECT 1 FROM decision d WHERE d.field = 'merge'"
    " AND d.subject = 'item:' || i.name) OR EXISTS (SELECT 1 FROM decision d"
    " WHERE d.field = 'merge' AND d.value IN (i.name, 'item:' || i.name))) LIMIT 1";
/* Splits of documents `x`, as `d`, that no merge with the item `o` they came out of took back. */
#define SPLITS_STANDING                                                                            \
	" decision d ON d.subject = 'document:' || x.name AND d.field = 'split'"                   \
	" JOIN item o ON o.name = d.value LEFT JOIN redirect r ON r.item = o.id"                   \
	" WHERE NOT EXISTS (SELECT 1 FROM decision j JOIN item p ON p.name = j.value"              \
	" LEFT JOIN redirect q ON q.item = p.id WHERE j.subject = d.subject AND j.field = 'join'"  \
	" AND j.id > d.id AND coalesce(q.target, p.id) = coalesce(r.target, o.id))"
/* An editor took a document of the one item out of the other. */
static const char SPLIT_BETWEEN[] =
    "SELECT 1 FROM item_document m JOIN document x ON x.id = m.document JOIN" SPLITS_STANDING
    " AND m.item = ?1 AND coalesce(r.target, o.id) = ?2 LIMIT 1";
static const char SPLIT_FROM[] = "SELECT 1 FROM document x JOIN" SPLITS_STANDING
                                 " AND x.id = ?1 AND coalesce(r.target, o.id) = ?2 LIMIT 1";
/* Items that documents of an item, or one document, were taken out of. */
static const char ORIGINS[] =
    "SELECT DISTINCT coalesce(r.target, o.id) FROM item_document m"
    " JOIN document x ON x.id = m.document JOIN" SPLITS_STANDING " AND m.item = ?1";
static const char ORIGINS_OF_ONE[] =
    "SELECT DISTINCT coalesce(r.target, o.id) FROM document x JOIN" SPLITS_STANDING
    " AND x.id = ?1";
static const char COUNT_MEMBERS[] = "SELECT count(*) FROM item_document WHERE item = ?";

/* ---- candidates */

/* Documents that hand out a file of the same bytes, or have the words of one. */
static int
find_by_files(const struct grouping *g, const struct feature *x, int64_t day, struct row_set *out,
    struct fail *f)
{
	for (size_t i = 0; i < x->n_files && i < FILES; i++) {
		struct signature sign;
		const char *identity = attachment_identity(&x->files[i]);
		if (identity == NULL)
			continue;
		text_sign(g->fold, x->files[i].text, strlen(x->files[i].text), &sign);
		if (key_find(g->store, key_of(KEY_FILE, identity), day, FAR_DAYS, FEW, out, f) <
		        0 ||
		    documents_alike(g, x, &sign, out, f) < 0)
			return -1;
	}
	return 0;
}

static int
find_candidates(const struct grouping *g, struct feature *x, const struct signature *sign,
    struct row_set *out, struct fail *f)
{
	const struct {
		enum key_kind kind;
		const char *text;
	} keys[] = {{KEY_ADDRESS, x->address}, {KEY_NUMBER, x->number}, {KEY_TITLE, x->title.key},
	    {KEY_CORE, x->title.core}, {KEY_PAGE, x->page}, {KEY_TITLE, x->paper},
	    {KEY_BEGINNING, title_beginning(x->title.key, out->arena)}};
	int64_t day = feature_day(x);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].text && *keys[i].text &&
		    key_find(g->store, key_of(keys[i].kind, keys[i].text), day, FAR_DAYS, FEW, out,
		        f) < 0)
			return -1;
	struct row_set *alike = arena_zalloc(out->arena, 1, sizeof *alike);
	*alike = (struct row_set){.arena = out->arena, .except = x->row};
	x->alike = alike;
	if (documents_alike(g, x, sign, alike, f) < 0)
		return -1;
	for (size_t i = 0; i < alike->n; i++)
		rows_add(out, alike->all[i]);
	return find_by_files(g, x, day, out, f);
}

/* ---- items against each other */

static int
read_members(const struct grouping *g, int64_t item, struct arena *a, struct feature **out,
    size_t *n, struct fail *f)
{
	struct row_set rows = {.arena = a};
	int rc;
	struct query q = query(g->store, MEMBERS_OF);
	query_int(&q, item);
	query_int(&q, MEMBERS);
	while ((rc = query_step(&q, f)) == 1)
		rows_add(&rows, column_int(&q, 0));
	*n = rows.n;
	*out = arena_zalloc(a, rows.n + 1, sizeof **out);
	for (size_t i = 0; rc == 0 && i < rows.n; i++)
		rc = feature_read(g, rows.all[i], a, &(*out)[i], f);
	return rc;
}

static int
split_between(struct store *s, int64_t one, int64_t other, struct fail *f)
{
	int64_t found;
	struct query q = query(s, SPLIT_BETWEEN);
	query_int(&q, one);
	query_int(&q, other);
	int rc = query_number(&q, &found, f);
	if (rc != 0)
		return rc;
	q = query(s, SPLIT_BETWEEN);
	query_int(&q, other);
	query_int(&q, one);
	return query_number(&q, &found, f);
}

/* An editor took the document out of that item: 1, 0, -1. */
static int
was_split_from(struct store *s, int64_t document, int64_t item, struct fail *f)
{
	int64_t found;
	struct query q = query(s, SPLIT_FROM);
	query_int(&q, document);
	query_int(&q, item);
	return query_number(&q, &found, f);
}

/* An editor took both out of one item, each for itself: 1, 0, -1. */
static int
same_origin(const struct grouping *g, const struct feature *x, int64_t item, struct arena *a,
    struct fail *f)
{
	struct row_set origins = {.arena = a};
	int rc;
	struct query q = query(g->store, x->item ? ORIGINS : ORIGINS_OF_ONE);
	query_int(&q, x->item ? x->item : x->row);
	while ((rc = query_step(&q, f)) == 1)
		rows_add(&origins, column_int(&q, 0));
	for (size_t i = 0; i < origins.n && rc == 0; i++) {
		int64_t found;
		q = query(g->store, SPLIT_BETWEEN);
		query_int(&q, item);
		query_int(&q, origins.all[i]);
		rc = query_number(&q, &found, f);
	}
	return rc;
}

/* An editor's word keeps x, or what its item holds, out of that item: 1, 0, -1. */
static int
kept_apart(
    const struct grouping *g, struct feature *x, int64_t item, struct arena *a, struct fail *f)
{
	int64_t known = x->item ? x->item : rebuild_former(g->store, x->row, f);
	if (known < 0 || known == item)
		return known < 0 ? -1 : 0;
	int rc = known ? split_between(g->store, known, item, f) : 0;
	if (rc == 0 && x->item == 0)
		rc = was_split_from(g->store, x->row, item, f);
	return rc == 0 ? same_origin(g, x, item, a, f) : rc;
}

/* 1 when x (or its whole item, when it has one) may stand in that item, 0 not, -1. */
static int
may_join(const struct grouping *g, struct feature *x, int64_t item, struct arena *a, struct fail *f)
{
	struct feature *mine = x, *theirs;
	size_t n_mine = 1, n_theirs;
	int apart = kept_apart(g, x, item, a, f);
	if (apart != 0)
		return apart < 0 ? -1 : 0;
	if (x->item && read_members(g, x->item, a, &mine, &n_mine, f) < 0)
		return -1;
	if (read_members(g, item, a, &theirs, &n_theirs, f) < 0)
		return -1;
	for (size_t i = 0; i < n_mine; i++)
		for (size_t k = 0; k < n_theirs; k++)
			if (documents_clash(g, &mine[i], &theirs[k]))
				return 0;
	return 1;
}

/* The older item takes the other in; x->item is the one that stays. */
static int
join(const struct grouping *g, struct feature *x, const struct feature *beside, const char *reason,
    struct fail *f)
{
	struct store *s = g->store;
	if (x->item == 0) {
		x->item = beside->item;
		return item_put(s, x->item, x->row, reason, beside->row, f);
	}
	int64_t old = x->item < beside->item ? x->item : beside->item;
	int64_t young = x->item < beside->item ? beside->item : x->item;
	if (item_merge(s, young, old, reason, f) < 0)
		return -1;
	x->item = old;
	return item_put(s, old, x->row, reason, beside->row, f);
}

/* ---- editors */

static int
apply_merges(const struct grouping *g, struct feature *x, struct fail *f)
{
	int64_t other;
	for (;;) {
		struct query q = query(g->store, MERGED_WITH);
		query_int(&q, x->item);
		int rc = query_number(&q, &other, f);
		if (rc <= 0)
			return rc;
		int64_t old = x->item < other ? x->item : other;
		int64_t young = x->item < other ? other : x->item;
		if (item_merge(g->store, young, old, "an editor merged them", f) < 0)
			return -1;
		x->item = old;
	}
}

/* An editor took x out of the item it is in: it begins one of its own. */
static int
apply_split(const struct grouping *g, struct feature *x, struct fail *f)
{
	int64_t from = x->item, members = 0;
	int rc = was_split_from(g->store, x->row, from, f);
	if (rc <= 0)
		return rc;
	struct query q = query(g->store, COUNT_MEMBERS);
	query_int(&q, from);
	if (query_number(&q, &members, f) < 0)
		return -1;
	if (members < 2)
		return 0;
	if ((x->item = item_mint(g->store, f)) < 0 ||
	    item_put(g->store, x->item, x->row, "an editor split it off", 0, f) < 0)
		return -1;
	return item_refresh(g->store, from, f);
}

/* ---- a document */

/* What was put beside others once and has changed since may no longer belong there; out of what an
 * editor put together it only comes by an editor's word. */
static int
leave_if_changed(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
{
	struct feature *members;
	size_t n;
	int64_t former = x->item;
	if (former == 0 || read_members(g, former, a, &members, &n, f) < 0)
		return former == 0 ? 0 : -1;
	bool others = false;
	for (size_t i = 0; i < n; i++) {
		if (members[i].row == x->row)
			continue;
		others = true;
		if (!documents_differ(g, x, &members[i]))
			return 0;
	}
	struct query q = query(g->store, MERGED_BY_EDITOR);
	query_int(&q, former);
	int64_t merged;
	int rc = others ? query_number(&q, &merged, f) : 1;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if ((x->item = item_mint(g->store, f)) < 0 ||
	    item_put(g->store, x->item, x->row, "it says something else now", 0, f) < 0)
		return -1;
	return item_refresh(g->store, former, f);
}

static int
join_candidates(const struct grouping *g, struct feature *x, const struct row_set *rows,
    struct arena *a, struct fail *f)
{
	struct arena scratch = {0};
	int rc = 0;
	for (size_t i = 0; i < rows->n && rc >= 0; i++) {
		struct feature other;
		arena_reset(&scratch);
		rc = feature_read(g, rows->all[i], &scratch, &other, f);
		if (rc < 0 || other.item == 0 || other.item == x->item)
			continue;
		const char *reason = documents_same(g, x, &other, &scratch);
		if (reason == NULL)
			continue;
		rc = may_join(g, x, other.item, &scratch, f);
		if (rc == 1)
			rc = join(g, x, &other, arena_str(a, reason), f);
	}
	arena_release(&scratch);
	return rc < 0 ? -1 : 0;
}

static int
begin_item(
    const struct grouping *g, struct feature *x, int64_t item, const char *reason, struct fail *f)
{
	x->item = item ? item : item_mint(g->store, f);
	return x->item < 0 ? -1 : item_put(g->store, x->item, x->row, reason, 0, f);
}

/* What an editor put together is so again, whatever else its documents are like. */
static int
return_merged(const struct grouping *g, struct feature *x, struct fail *f)
{
	int64_t item = x->item ? 0 : rebuild_merged(g->store, x->row, f);
	return item > 0 ? begin_item(g, x, item, "an editor merged them", f) : (int)item;
}

/* An item of its own; in a rebuild the one it had, when that is free. */
static int
stand_alone(const struct grouping *g, struct feature *x, struct fail *f)
{
	int64_t item = rebuild_free(g->store, x->row, f);
	return item < 0 ? -1 : begin_item(g, x, item, "first", f);
}

int
document_group(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
{
	struct signature sign;
	struct row_set rows = {.arena = a, .except = x->row};
	text_sign(g->fold, x->d.body, strlen(x->d.body), &sign);
	if (leave_if_changed(g, x, a, f) < 0 || (x->item && apply_split(g, x, f) < 0) ||
	    return_merged(g, x, f) < 0 || find_candidates(g, x, &sign, &rows, f) < 0 ||
	    join_candidates(g, x, &rows, a, f) < 0)
		return -1;
	if (x->item == 0 && stand_alone(g, x, f) < 0)
		return -1;
	if (apply_merges(g, x, f) < 0 || keys_write(g, x, &sign, a, f) < 0)
		return -1;
	return item_refresh(g->store, x->item, f);
}
