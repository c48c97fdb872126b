/* translator.c - see translator.h. */
#include "store/translator.h"

#include "store/db.h"

static const char PUT[] = "INSERT INTO translator (name, address, at) VALUES (?,?,?)"
                          " ON CONFLICT DO UPDATE SET address = excluded.address, at = excluded.at";
static const char OF[] = "SELECT address FROM translator WHERE name = ?";

int
store_translator_put(
    struct store *s, const char *name, const char *address, const char *now, struct fail *f)
{
	struct query q = query(s, PUT);
	query_text(&q, name);
	query_text(&q, address);
	query_text(&q, now);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_translator(
    struct store *s, const char *name, struct arena *a, const char **address, struct fail *f)
{
	struct query q = query(s, OF);
	query_text(&q, name);
	int rc = query_step(&q, f);
	*address = rc == 1 ? column_copy(&q, 0, a) : NULL;
	query_done(&q);
	return rc;
}
