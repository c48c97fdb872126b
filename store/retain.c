/* retain.c - see retain.h. */
#include "store/retain.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static const char CUTOFF[] = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', ?1, '-' || ?2 || ' months')";
/* A source is judged by its last looks, its last good ones and its newest row. */
static const char DROP_VISITS[] =
    "DELETE FROM visit WHERE at < ?1 AND id NOT IN (SELECT id FROM (SELECT id, newest,"
    " row_number() OVER (PARTITION BY source ORDER BY id DESC) AS last,"
    " row_number() OVER (PARTITION BY source ORDER BY at DESC, id DESC) AS latest,"
    " row_number() OVER (PARTITION BY source, outcome IN ('ok','unchanged')"
    " ORDER BY at DESC, id DESC) AS of_outcome,"
    " row_number() OVER (PARTITION BY source, outcome IN ('ok','unchanged') AND rows > 0"
    " ORDER BY at DESC, id DESC) AS with_rows,"
    " row_number() OVER (PARTITION BY source ORDER BY newest DESC, id DESC) AS newest_row"
    " FROM visit) WHERE last <= 10 OR latest <= 10 OR of_outcome <= 10 OR with_rows <= 10"
    " OR (newest_row = 1 AND newest IS NOT NULL))";
static const char COUNT_VISITS[] = "SELECT count(*) FROM visit WHERE at < ?";
#define PASSING "state = 'parsed' AND outcome IN ('listing','revisit')"
static const char DROP_LISTINGS[] =
    "DELETE FROM capture AS c WHERE at < ?1 AND " PASSING " AND leads IS NULL"
    " AND record NOT IN (SELECT capture FROM version WHERE capture IS NOT NULL)"
    " AND record NOT IN (SELECT capture FROM attachment_text WHERE capture IS NOT NULL)"
    " AND record NOT IN (SELECT capture FROM visit WHERE capture IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM decision d WHERE instr(d.subject, c.record) > 0"
    " OR instr(d.value, c.record) > 0)"
    " AND offset < (SELECT max(n.offset) FROM capture n WHERE n.warc = c.warc)"
    " AND id <> (SELECT n.id FROM capture n WHERE n.url = c.url ORDER BY n.at DESC, n.id DESC"
    " LIMIT 1)"
    " AND id IS NOT (SELECT n.id FROM capture n WHERE n.url = c.url AND n.type <> 'revisit'"
    " ORDER BY n.at DESC, n.id DESC LIMIT 1)";
static const char COUNT_LISTINGS[] = "SELECT count(*) FROM capture WHERE at < ? AND " PASSING;
static const char NOTE[] = "INSERT INTO retention (at, what, before, dropped) VALUES (?,?,?,?)";

static const struct kind {
	const char *what, *setting, *drop, *count;
} kinds[RETAINED_KINDS] = {
    {"looks at sources", "visits_months", DROP_VISITS, COUNT_VISITS},
    {"captures of lists", "listings_months", DROP_LISTINGS, COUNT_LISTINGS},
};

static int
find_cutoff(struct store *s, const char *now, struct retained *out, struct fail *f)
{
	struct query q = query(s, CUTOFF);
	query_text(&q, now);
	query_int(&q, out->months);
	int rc = query_step(&q, f);
	if (rc == 1)
		snprintf(out->before, sizeof out->before, "%s", column_text(&q, 0));
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

static int
drop(
    struct store *s, const struct kind *kind, const char *now, struct retained *out, struct fail *f)
{
	if (find_cutoff(s, now, out, f) < 0)
		return -1;
	struct query q = query(s, kind->drop);
	query_text(&q, out->before);
	if ((out->dropped = query_run(&q, f)) < 0)
		return -1;
	q = query(s, kind->count);
	query_text(&q, out->before);
	if (query_number(&q, &out->kept, f) < 0)
		return -1;
	if (out->dropped == 0)
		return 0;
	q = query(s, NOTE);
	query_text(&q, now);
	query_text(&q, kind->what);
	query_text(&q, out->before);
	query_int(&q, out->dropped);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_retain(struct store *s, const struct settings *settings, bool dry,
    struct retained out[RETAINED_KINDS], struct fail *f)
{
	const int months[RETAINED_KINDS] = {
	    settings->keep_visits_months, settings->keep_listings_months};
	char now[INSTANT_SIZE];
	int rc = 0;
	instant_now(now);
	if (db_begin(s, f) < 0)
		return -1;
	for (size_t i = 0; i < RETAINED_KINDS && rc == 0; i++) {
		out[i] = (struct retained){
		    .what = kinds[i].what, .setting = kinds[i].setting, .months = months[i]};
		if (months[i] > 0)
			rc = drop(s, &kinds[i], now, &out[i], f);
	}
	if (dry && rc == 0) {
		struct fail undone; /* nothing failed: it was only tried */
		return db_end(s, -1, &undone) < 0 ? 0 : -1;
	}
	return (int)db_end(s, rc, f);
}
