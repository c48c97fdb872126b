/* memory.c - titles that editors accepted are the drafts of the same titles from then on. */
#include <string.h>

#include "translate/queue.h"

int
memory_load(struct translator *t, struct store *s, struct fail *f)
{
	struct arena a = {0};
	const struct decision *all;
	const struct item *items = NULL;
	size_t n = 0, n_items = 0, asked = 0;
	int rc = store_decisions(s, NULL, &a, &all, &n, f);
	const char **ids = rc == 0 ? arena_zalloc(&a, n + 1, sizeof(*ids)) : NULL;
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (strcmp(all[i].field, "title_ja") == 0 &&
		    strncmp(all[i].subject, "item:", 5) == 0)
			ids[asked++] = all[i].subject + 5;
	if (asked > 0)
		rc = store_items(s, &(struct item_query){.ids = ids}, &a, &items, &n_items, f);
	for (size_t i = 0; rc == 0 && i < n_items; i++)
		if (items[i].title_accepted)
			translator_remember(t, items[i].documents[0].title, items[i].title_ja);
	arena_release(&a);
	return rc;
}
