/* checkkey.c - see check.h. Documents are compared with those their keys lead to: one without would
 * be found by none, and nothing else would tell. */
#include "store/check.h"
#include "store/key.h"
#include "store/keylog.h"

static const char NONE_AT_ALL[] =
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM document WHERE state = 'stored')"
    " AND NOT EXISTS (SELECT 1 FROM document_key) AND NOT EXISTS (SELECT 1 FROM key_log)";
static const char COUNT[] = "SELECT count(*) FROM document";
static const char SAMPLE[] = "SELECT d.id, d.name, v.title FROM document d JOIN version v"
                             " ON v.document = d.id AND v.number = d.version"
                             " WHERE d.state = 'stored' AND (d.id - 1) % ?1 = 0";

/* A title that very many have leads to some of them only. */
static int
title_leads(struct store *s, const struct folding *fold, const char *title, int64_t document,
    struct arena *a, struct fail *f)
{
	static struct key_place found[KEY_MOST];
	struct title t;
	title_read(fold, title, a, &t);
	if (*t.key == '\0')
		return 1;
	int n = keylog_find(
	    s, key_of(KEY_TITLE, t.key), INT64_MIN, INT64_MAX, true, KEY_MOST, found, f);
	if (n < 0 || n >= KEY_MOST)
		return n < 0 ? -1 : 1;
	for (int i = 0; i < n; i++)
		if (found[i].document == document)
			return 1;
	return 0;
}

static int
check_sample(struct store *s, const struct folding *fold, int64_t step, struct check_result *r,
    struct fail *f)
{
	struct arena a = {0};
	int rc, led = 1;
	struct query q = query(s, SAMPLE);
	query_int(&q, step);
	while (led >= 0 && (rc = query_step(&q, f)) == 1) {
		arena_reset(&a);
		led = title_leads(s, fold, column_text(&q, 2), column_int(&q, 0), &a, f);
		if (led == 0)
			check_fault_found(r, "key",
			    arena_printf(&a, "no title leads to %s; geppo store --rebuild mends it",
			        column_text(&q, 1)));
	}
	query_done(&q);
	arena_release(&a);
	return led < 0 ? -1 : rc;
}

int
check_keys(struct store *s, bool all, struct check_result *r, struct fail *f)
{
	int64_t n;
	const struct folding *fold = store_fold(s, f);
	if (fold == NULL || keylog_follow(s, f) < 0)
		return -1;
	struct query q = query(s, NONE_AT_ALL);
	int rc = query_number(&q, &n, f);
	if (rc == 1)
		check_fault_found(r, "key",
		    "no document has any, so that none is compared; geppo store --rebuild mends "
		    "it");
	q = query(s, COUNT);
	if (rc != 0 || query_number(&q, &n, f) < 0)
		return rc < 0 ? -1 : 0;
	return check_sample(s, fold, check_step(n, all), r, f);
}
