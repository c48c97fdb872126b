/* drafts.c - the pass: Japanese for every item that has none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/log.h"
#include "translate/queue.h"

enum { BATCH = 100, DRAFTS_MOST = 3 };

/* The facts a draft may be shown for unread: those without a flag. */
static const char *
facts_drafted(const struct translator *t, const char *facts, struct arena *a)
{
	json_t *all = json_loads(facts, 0, NULL), *out = json_object(), *fact;
	size_t i;
	json_array_foreach(all, i, fact)
	{
		static const char *const kinds[] = {"target", "limit", "status"};
		const char *kind = json_string_value(json_object_get(fact, "kind"));
		const char *zh = json_string_value(json_object_get(fact, "text"));
		bool figure = false;
		for (size_t k = 0; kind && k < sizeof kinds / sizeof *kinds; k++)
			figure |= strcmp(kind, kinds[k]) == 0;
		struct draft_text text;
		if (!figure || zh == NULL)
			continue;
		fact_draft(t, zh, a, &text);
		if (*text.flags == '\0')
			json_object_set_new(out, zh, json_string(text.ja));
	}
	char *dump = json_dumps(out, JSON_COMPACT | JSON_SORT_KEYS);
	const char *ja = dump ? arena_str(a, dump) : NULL;
	free(dump);
	json_decref(out);
	json_decref(all);
	if (ja == NULL)
		fatal("out of memory");
	return ja;
}

/* The drafts of one item's title, issuers and facts; the number of them. */
static size_t
item_draft(const struct translator *t, const struct item *item, struct arena *a,
    struct draft out[DRAFTS_MOST])
{
	const struct document *d = &item->documents[0];
	const char *issuers = d->issuers && *d->issuers ? d->issuers : d->issuer;
	const char *const source[2] = {d->title, issuers};
	static const char *const fields[2] = {"title", "issuer"};
	size_t n = 0;
	for (size_t i = 0; i < 2; i++) {
		struct draft_text text = {0};
		if (source[i] == NULL || *source[i] == '\0')
			continue;
		(i == 0 ? title_draft : issuer_draft)(t, source[i], a, &text);
		out[n++] = (struct draft){
		    .item = item->id,
		    .field = fields[i],
		    .text = text.ja,
		    .flags = text.flags,
		    .coverage = text.coverage,
		};
	}
	if (d->facts && strcmp(d->facts, "[]") != 0)
		out[n++] = (struct draft){.item = item->id,
		    .field = "facts",
		    .text = facts_drafted(t, d->facts, a),
		    .flags = "",
		    .coverage = 1};
	return n;
}

/* One batch; 1 when there may be more. */
static int
batch_draft(const struct translator *t, struct store *s, char last[32], struct arena *a,
    struct pass *p, struct fail *f)
{
	const struct item *items;
	size_t n, n_drafts = 0;
	if (store_items_undrafted(s, *last ? last : NULL, BATCH, a, &items, &n, f) < 0)
		return -1;
	if (n == 0)
		return 0;
	snprintf(last, 32, "%s", items[n - 1].id);
	struct draft *drafts = arena_zalloc(a, n * DRAFTS_MOST, sizeof(*drafts));
	for (size_t i = 0; i < n; i++) {
		size_t made = item_draft(t, &items[i], a, drafts + n_drafts);
		p->flagged += made > 0 && *drafts[n_drafts].flags != '\0';
		n_drafts += made;
	}
	if (store_drafts_put(s, drafts, n_drafts, f) < 0)
		return -1;
	p->drafted += (int64_t)n;
	return 1;
}

int
drafts_make(const struct translator *t, struct store *s, struct pass *p, struct fail *f)
{
	struct arena a = {0};
	char last[32] = "";
	int rc;
	while ((rc = batch_draft(t, s, last, &a, p, f)) > 0)
		arena_reset(&a);
	arena_release(&a);
	return rc;
}
