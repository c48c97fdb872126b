/* closeness.c - see closeness.h. */
#include "store/closeness.h"

static const char API[] = "SELECT fts5(?)";
static const double k1 = 1.2, b = 0.75;

/* How often a phrase stands in the row at hand, columns weighed. */
static double
weighed_count(const Fts5ExtensionApi *api, Fts5Context *row, int phrase, int n, sqlite3_value **w)
{
	Fts5PhraseIter at;
	int column, offset;
	double count = 0;
	if (api->xPhraseFirst(row, phrase, &at, &column, &offset) != SQLITE_OK)
		return 0;
	for (; column >= 0; api->xPhraseNext(row, &at, &column, &offset))
		count += column < n ? sqlite3_value_double(w[column]) : 1;
	return count;
}

/* The usual length of a text of this index, told once a query. */
static int
usual_length(const Fts5ExtensionApi *api, Fts5Context *row, double *usual)
{
	sqlite3_int64 all = 0, rows = 0;
	const double *known = api->xGetAuxdata(row, 0);
	if (known) {
		*usual = *known;
		return SQLITE_OK;
	}
	int rc = api->xColumnTotalSize(row, -1, &all);
	if (rc == SQLITE_OK)
		rc = api->xRowCount(row, &rows);
	*usual = rows > 0 && all > 0 ? (double)all / (double)rows : 1;
	double *kept = rc == SQLITE_OK ? sqlite3_malloc(sizeof *kept) : NULL;
	if (kept) {
		*kept = *usual;
		rc = api->xSetAuxdata(row, kept, sqlite3_free);
	}
	return rc;
}

static void
closeness(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *answer, int n,
    sqlite3_value **weights)
{
	int tokens = 0;
	double usual, sum = 0;
	int rc = api->xColumnSize(row, -1, &tokens);
	if (rc == SQLITE_OK)
		rc = usual_length(api, row, &usual);
	if (rc != SQLITE_OK) {
		sqlite3_result_error_code(answer, rc);
		return;
	}
	double length = k1 * (1 - b + b * tokens / usual);
	for (int i = 0; i < api->xPhraseCount(row); i++) {
		double count = weighed_count(api, row, i, n, weights);
		sum += count * (k1 + 1) / (count + length);
	}
	sqlite3_result_double(answer, sum);
}

int
closeness_open(struct store *s, struct fail *f)
{
	fts5_api *api = NULL;
	struct query q = query(s, API);
	if (q.rc == SQLITE_OK)
		q.rc = sqlite3_bind_pointer(q.handle, 1, &api, "fts5_api_ptr", NULL);
	if (query_step(&q, f) < 0)
		return -1;
	query_done(&q);
	if (api == NULL ||
	    api->xCreateFunction(api, "closeness", NULL, closeness, NULL) != SQLITE_OK)
		return fail_config(f, s->path, "this SQLite has no full-text search (FTS5)");
	return 0;
}
