/* drafts.c - the pass: Japanese for every item that has none. */
#include <string.h>

#include "base/log.h"
#include "translate/queue.h"

enum { BATCH = 100 };

/* The drafts of one item's title and issuers; the number of them. */
static size_t
item_draft(
    const struct translator *t, const struct item *item, struct arena *a, struct draft out[2])
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
	return n;
}

/* One batch; 1 when there may be more. */
static int
batch_draft(const struct translator *t, struct store *s, char last[32], struct arena *a,
    struct pass *p, struct fail *f)
{
	const struct item *items;
	size_t n, n_drafts = 0;
	if (store_items_undrafted(s, BATCH, a, &items, &n, f) < 0)
		return -1;
	if (n == 0)
		return 0;
	if (strcmp(items[0].id, last) == 0)
		bug("item %s has no draft after it was drafted", last);
	strncpy(last, items[0].id, 31);
	struct draft *drafts = arena_zalloc(a, n * 2, sizeof(*drafts));
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
