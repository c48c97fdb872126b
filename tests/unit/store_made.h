/* store_made.h - made-up documents put into the store of a test, and what has become of them. */
#ifndef GEPPO_TESTS_STORE_MADE_H
#define GEPPO_TESTS_STORE_MADE_H

#include "store_fixture.h"

struct made {
	const char *id, *title, *issuer, *published, *number, *url, *body;
};

static inline void
load(const struct made *made, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct document d = {.loaded_id = made[i].id,
		    .title = made[i].title,
		    .issuer = made[i].issuer,
		    .published = made[i].published,
		    .doc_number = made[i].number,
		    .url = made[i].url,
		    .body = made[i].body ? made[i].body : "",
		    .captured_at = "2026-06-01T00:00:00Z"};
		assert_int_equal(store_document_load(s, &d, NULL, 0, &f), 1);
	}
	run_pass();
}

static inline const char *
item_of(const char *document)
{
	const char *ids[] = {document, NULL};
	const struct item_query q = {.ids = ids};
	const struct item *found;
	size_t n;
	assert_works(store_items(s, &q, &memory, &found, &n, &f));
	assert_int_equal(n, 1);
	return found[0].id;
}

static inline void
assert_one(const char *x, const char *y)
{
	if (strcmp(item_of(x), item_of(y)) != 0)
		fail_msg("%s and %s are two items", x, y);
}

static inline void
assert_two(const char *x, const char *y)
{
	if (strcmp(item_of(x), item_of(y)) == 0)
		fail_msg("%s and %s are one item", x, y);
}

/* The target of a document's relation, "-" when none is known, NULL without such a relation. */
static inline const char *
related(const char *document, const char *kind)
{
	const char *ids[] = {document, NULL};
	const struct item_query q = {.ids = ids};
	const struct item *found;
	size_t n;
	assert_works(store_items(s, &q, &memory, &found, &n, &f));
	for (size_t i = 0; i < found[0].n_relations; i++) {
		const struct relation *r = &found[0].relations[i];
		if (strcmp(r->kind, kind) == 0 && strcmp(r->from, found[0].id) == 0)
			return r->to ? r->to : "-";
	}
	return NULL;
}

static inline void
assert_related(const char *from, const char *kind, const char *to)
{
	const char *target = related(from, kind);
	if (target == NULL || strcmp(target, item_of(to)) != 0)
		fail_msg("%s %s: %s, not %s", from, kind, target ? target : "nothing", to);
}

#define LOAD(made) load(made, sizeof made / sizeof *made)

#endif
