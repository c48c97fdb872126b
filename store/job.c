/* job.c - the translation queue, and machine drafts of Japanese. */
#include "store/item.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "store/document.h"
#include "store/search.h"

/* Over for good, so that the item may be flagged again; what a person withdrew only a person flags
 * again. */
static const char OPEN[] =
    "SELECT 1 FROM job WHERE item = ?1 AND (state NOT IN ('published','expired','withdrawn')"
    " OR (?2 <> 'editor' AND state IN ('published','withdrawn'))) LIMIT 1";
static const char ADD[] = "INSERT INTO job (item, state, rule, priority, characters, made_at)"
                          " VALUES (?,'new',?,?,?,?) RETURNING id";
static const char ADD_EVENT[] =
    "INSERT INTO job_event (job, at, who, state, note, action) VALUES (?,?,?,'new',?,'flag')";
static const char LIST[] =
    "SELECT printf('geppo-%06d', j.id), i.name, j.state, j.rule, j.priority, j.characters,"
    " j.made_at FROM job j JOIN item i ON i.id = j.item WHERE ?1 IS NULL OR j.state = ?1"
    " ORDER BY j.priority <> 'high', j.priority <> 'medium', j.id";
static const char DRAFT[] =
    "INSERT INTO draft (item, field, source, text, flags, coverage)"
    " SELECT ?1, ?2, ifnull(CASE ?2 WHEN 'issuer' THEN v.issuer WHEN 'facts' THEN " DOCUMENT_FACTS
    " ELSE v.title END, ''), ?3, ?4, ?5 FROM item i"
    " JOIN document d ON d.id = i.representative"
    " JOIN version v ON v.document = d.id AND v.number = d.version WHERE i.id = ?1"
    " ON CONFLICT (item, field) DO UPDATE SET source = excluded.source, text = ?3, flags = ?4,"
    " coverage = ?5";

static int
job_insert(struct store *s, int64_t item, const char *rule, const char *priority,
    int64_t characters, struct fail *f)
{
	char now[INSTANT_SIZE];
	int64_t job;
	instant_now(now);
	struct query q = query(s, ADD);
	query_int(&q, item);
	query_text(&q, rule);
	query_text(&q, priority);
	query_int(&q, characters);
	query_text(&q, now);
	if (query_number(&q, &job, f) < 0)
		return -1;
	q = query(s, ADD_EVENT);
	query_int(&q, job);
	query_text(&q, now);
	query_text(&q, strcmp(rule, "editor") == 0 ? "editor" : "geppo");
	query_text(&q, rule);
	return query_run(&q, f) < 0 ? -1 : 1;
}

int
store_job_add(struct store *s, const char *item, const char *rule, const char *priority,
    int64_t characters, struct fail *f)
{
	int64_t row, one;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = item_row_required(s, item, &row, f);
	if (rc == 0) {
		struct query q = query(s, OPEN);
		query_int(&q, row);
		query_text(&q, rule);
		rc = query_number(&q, &one, f);
		rc = rc < 0 ? -1 : rc == 1 ? 0 : job_insert(s, row, rule, priority, characters, f);
	}
	return (int)db_end(s, rc, f);
}

int
store_jobs(struct store *s, const char *state, struct arena *a, const struct job **out, size_t *n,
    struct fail *f)
{
	struct job *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	query_text(&q, state);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct job){.id = column_copy(&q, 0, a),
		    .item = column_copy(&q, 1, a),
		    .state = column_copy(&q, 2, a),
		    .rule = column_copy(&q, 3, a),
		    .priority = column_copy(&q, 4, a),
		    .characters = column_int(&q, 5),
		    .made_at = column_copy(&q, 6, a)};
	}
	*out = list;
	return rc;
}

static int
draft_put(struct store *s, const struct draft *d, struct fail *f)
{
	int64_t item;
	if (item_row_required(s, d->item, &item, f) < 0)
		return -1;
	struct query q = query(s, DRAFT);
	query_int(&q, item);
	query_text(&q, d->field);
	query_text(&q, d->text);
	query_text(&q, d->flags ? d->flags : "");
	query_real(&q, d->coverage);
	if (query_run(&q, f) < 0)
		return -1;
	return strcmp(d->field, "title") == 0 ? search_refresh_ja(s, item, f) : 0;
}

int
store_drafts_put(struct store *s, const struct draft *d, size_t n, struct fail *f)
{
	int rc = 0;
	if (db_begin(s, f) < 0)
		return -1;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = draft_put(s, &d[i], f);
	return (int)db_end(s, rc, f);
}
