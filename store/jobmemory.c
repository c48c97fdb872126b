/* jobmemory.c - what accepted translations leave behind: sentences, proposed terms, publications.
 */
#include <string.h>

#include "store/jobrow.h"

/* A machine's draft that nobody touched was accepted by a person all the same: what stands in
 * segment_text is a person's. */
static const char LEARN[] =
    "INSERT INTO memory (source, target, before, after, job, n, event, who, at)"
    " SELECT source, target, before, after, ?1, n, ?2, who, ?3 FROM (SELECT g.n, g.source, "
    "t.target,"
    "  t.who, g.fixed, lag(g.source, 1, '') OVER (ORDER BY g.position) AS before,"
    "  lead(g.source, 1, '') OVER (ORDER BY g.position) AS after"
    "  FROM segment g LEFT JOIN segment_text t ON t.id = (SELECT max(x.id) FROM segment_text x"
    "   WHERE x.job = g.job AND x.n = g.n AND x.event NOT IN"
    "   (SELECT undoes FROM job_event WHERE job = ?1 AND undoes IS NOT NULL))"
    "  WHERE g.job = ?1 AND g.position IS NOT NULL) WHERE target IS NOT NULL AND NOT fixed"
    " ON CONFLICT DO NOTHING";
static const char LIST[] =
    "SELECT source, target, before, after, printf('geppo-%06d', job), n, who, at FROM memory"
    " ORDER BY id";
static const char PROPOSE[] = "INSERT INTO term_proposal (zh, ja, note, job, who, at)"
                              " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING";
static const char PROPOSALS[] =
    "SELECT zh, ja, note, printf('geppo-%06d', job), who, at FROM term_proposal"
    " WHERE outcome IS NULL ORDER BY id";
static const char PUBLISH[] =
    "INSERT INTO publication (job, edition, at, folder, title, digest, text) VALUES (?,?,?,?,?,?,?)"
    " ON CONFLICT (job, edition) DO UPDATE SET folder = excluded.folder, title = excluded.title,"
    " digest = excluded.digest, text = excluded.text";
static const char PUBLICATIONS[] =
    "SELECT printf('geppo-%06d', p.job), i.name, p.edition, p.at, p.folder, p.title, p.digest,"
    " p.text FROM publication p JOIN job j ON j.id = p.job JOIN item i ON i.id = j.item"
    " WHERE (?1 IS NULL OR p.at >= ?1) AND (?2 IS NULL OR p.at < ?2) ORDER BY p.at, p.job";

int
memory_learn(
    struct store *s, int64_t row, int64_t event, const struct job_step *step, struct fail *f)
{
	struct query q = query(s, LEARN);
	query_int(&q, row);
	query_int(&q, event);
	query_text(&q, step->now);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_memory(
    struct store *s, struct arena *a, const struct memory_unit **out, size_t *n, struct fail *f)
{
	struct memory_unit *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct memory_unit){.source = column_copy(&q, 0, a),
		    .target = column_copy(&q, 1, a),
		    .before = column_copy(&q, 2, a),
		    .after = column_copy(&q, 3, a),
		    .job = column_copy(&q, 4, a),
		    .n = (int)column_int(&q, 5),
		    .who = column_copy(&q, 6, a),
		    .at = column_copy(&q, 7, a)};
	}
	*out = list;
	return rc;
}

static int
propose(struct store *s, const struct term_proposal *t, struct fail *f)
{
	int64_t row;
	if (job_row(s, t->job, &row, f) < 0)
		return -1;
	struct query q = query(s, PROPOSE);
	query_text(&q, t->zh);
	query_text(&q, t->ja);
	query_text(&q, t->note);
	query_int(&q, row);
	query_text(&q, t->who);
	query_text(&q, t->at);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_term_propose(struct store *s, const struct term_proposal *t, size_t n, struct fail *f)
{
	int rc = 0;
	if (db_begin(s, f) < 0)
		return -1;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = propose(s, &t[i], f);
	return (int)db_end(s, rc, f);
}

int
store_term_proposals(
    struct store *s, struct arena *a, const struct term_proposal **out, size_t *n, struct fail *f)
{
	struct term_proposal *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, PROPOSALS);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct term_proposal){.zh = column_copy(&q, 0, a),
		    .ja = column_copy(&q, 1, a),
		    .note = column_copy(&q, 2, a),
		    .job = column_copy(&q, 3, a),
		    .who = column_copy(&q, 4, a),
		    .at = column_copy(&q, 5, a)};
	}
	*out = list;
	return rc;
}

static int
publication_add(struct store *s, int64_t row, const struct publication *p, struct fail *f)
{
	struct query q = query(s, PUBLISH);
	query_int(&q, row);
	query_int(&q, p->edition);
	query_text(&q, p->at);
	query_text(&q, p->folder);
	query_text(&q, p->title);
	query_text(&q, p->digest);
	query_text(&q, p->text);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_publication_put(struct store *s, const struct publication *p, struct fail *f)
{
	struct arena a = {0};
	struct queue_job j;
	int64_t row, event = 0;
	const struct job_step step = {.job = p->job,
	    .action = JOB_PUBLISH,
	    .who = "geppo",
	    .now = p->at,
	    .note = p->folder,
	    .file = p->digest};
	if (db_begin(s, f) < 0)
		return -1;
	int rc = job_row(s, p->job, &row, f);
	if (rc == 0)
		rc = job_get(s, row, p->at, &a, &j, f);
	if (rc == 0)
		rc = job_follow(&j, &step, false, f);
	if (rc == 0)
		rc = job_event_add(s, row, &step, j.state, &event, f);
	if (rc == 0)
		rc = job_put(s, &j, f);
	if (rc == 0)
		rc = publication_add(s, row, p, f);
	rc = (int)db_end(s, rc, f);
	arena_release(&a);
	return rc;
}

int
store_publications(struct store *s, const char *from, const char *to, struct arena *a,
    const struct publication **out, size_t *n, struct fail *f)
{
	struct publication *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, PUBLICATIONS);
	query_text(&q, from);
	query_text(&q, to);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct publication){.job = column_copy(&q, 0, a),
		    .item = column_copy(&q, 1, a),
		    .edition = (int)column_int(&q, 2),
		    .at = column_copy(&q, 3, a),
		    .folder = column_copy(&q, 4, a),
		    .title = column_copy(&q, 5, a),
		    .digest = column_copy(&q, 6, a),
		    .text = column_copy(&q, 7, a)};
	}
	*out = list;
	return rc;
}
