/* queue.c - the translation queue: filled by rules, from what is known of each item. */
#include <string.h>

#include "store/request.h"
#include "translate/queue.h"

enum { PAGE = 200 };

static int64_t
item_characters(const struct item *item)
{
	const struct document *d = &item->documents[0];
	return source_characters(d->title) + (d->body ? source_characters(d->body) : 0);
}

int
queue_request(struct store *s, const char *id, struct arena *a, struct fail *f)
{
	const char *const ids[] = {id, NULL};
	const struct item *items;
	size_t n;
	if (store_items(s, &(struct item_query){.ids = ids}, a, &items, &n, f) < 0)
		return -1;
	return n == 0 ? fail_input(f, id, "no such item")
	              : store_job_add(
	                    s, items[0].id, "request", "medium", item_characters(&items[0]), f);
}

/* What readers asked for needs no rule. */
static int
requests_fill(struct store *s, struct pass *p, struct fail *f)
{
	struct arena a = {0};
	const struct demand *list;
	size_t n;
	int rc = store_demands(s, &a, &list, &n, f);
	for (size_t i = 0; i < n && rc >= 0; i++) {
		rc = queue_request(s, list[i].item, &a, f);
		p->queued += rc == 1;
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

int
queue_fill(struct store *s, const struct flags *flags, const struct config *c, struct pass *p,
    struct fail *f)
{
	struct arena a = {0};
	char after[32] = "";
	size_t n = PAGE;
	int rc = 0;
	while (rc >= 0 && n == PAGE) {
		const struct item *items;
		struct item_query q = {
		    .air = "borderline", .after = *after ? after : NULL, .max = PAGE};
		arena_reset(&a);
		rc = store_items(s, &q, &a, &items, &n, f);
		for (size_t i = 0; rc >= 0 && i < n; i++) {
			const struct flag_rule *r = flags_find(flags, c, &items[i]);
			p->weighed++;
			if (r == NULL)
				continue;
			rc = store_job_add(
			    s, items[i].id, r->name, r->priority, item_characters(&items[i]), f);
			p->queued += rc == 1;
		}
		if (rc >= 0 && n > 0)
			strncpy(after, items[n - 1].id, sizeof(after) - 1);
	}
	arena_release(&a);
	return rc < 0 ? -1 : requests_fill(s, p, f);
}
