/* jobsegment.c - the text of a job, cut into segments, and what people made of them. */
#include <string.h>

#include "store/jobrow.h"

#define NOT_UNDONE(t)                                                                              \
	t ".event NOT IN (SELECT undoes FROM job_event WHERE job = ?1 AND undoes IS NOT NULL)"
#define SEGMENT_COLUMNS                                                                            \
	"SELECT g.n, g.paragraph, g.kind, g.place, g.source, g.fixed, g.draft, ifnull(g.former, "  \
	"0),"                                                                                      \
	" g.edition, t.target, t.who, t.role, (SELECT f.target FROM segment_text f"                \
	"  WHERE t.role = 'reviewer' AND f.job = g.job AND f.n = g.n AND f.role = 'translator'"    \
	"  AND " NOT_UNDONE("f") " ORDER BY f.id DESC LIMIT 1)"                                    \
	                         " FROM segment g LEFT JOIN segment_text t ON t.id = (SELECT "     \
	                         "max(x.id) FROM segment_text x"                                   \
	                         "  WHERE x.job = g.job AND x.n = g.n AND " NOT_UNDONE(            \
	                             "x") ") WHERE g.job = ?1"

static const char PRESENT[] = SEGMENT_COLUMNS " AND g.position IS NOT NULL ORDER BY g.position";
static const char ALL[] = SEGMENT_COLUMNS " ORDER BY g.n";
static const char UNPLACE[] = "UPDATE segment SET position = NULL WHERE job = ?";
static const char PLACE[] =
    "INSERT INTO segment (job, n, position, edition, paragraph, kind, place, source, fixed, draft,"
    " former) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) ON CONFLICT (job, n) DO UPDATE SET"
    " position = ?3, paragraph = ?5, kind = ?6, place = ?7, draft = ?10";
static const char SET_JOB[] =
    "UPDATE job SET edition = ?2, document = ?3, document_version = ?4, source_digest = ?5,"
    " characters = ?6, fresh = ?7, fuzzy = ?8, exact = ?9, repeated = ?10"
    " WHERE id = ?1 AND edition = ?2 - 1";
static const char RECOUNT[] =
    "UPDATE job SET characters = ?3, fresh = ?4, fuzzy = ?5, exact = ?6, repeated = ?7"
    " WHERE id = ?1 AND edition = ?2";

static int
segments_read(struct store *s, const char *sql, const char *job, struct arena *a,
    const struct segment **out, size_t *n, struct fail *f)
{
	struct segment *list = NULL;
	size_t room = 0;
	int64_t row;
	int rc;
	*n = 0;
	if (job_row(s, job, &row, f) < 0)
		return -1;
	struct query q = query(s, sql);
	query_int(&q, row);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct segment){.n = (int)column_int(&q, 0),
		    .paragraph = (int)column_int(&q, 1),
		    .kind = column_copy(&q, 2, a),
		    .place = column_copy(&q, 3, a),
		    .source = column_copy(&q, 4, a),
		    .fixed = column_int(&q, 5),
		    .draft = column_copy(&q, 6, a),
		    .former = (int)column_int(&q, 7),
		    .edition = (int)column_int(&q, 8),
		    .target = column_copy(&q, 9, a),
		    .who = column_copy(&q, 10, a),
		    .role = column_copy(&q, 11, a),
		    .first = column_copy(&q, 12, a)};
	}
	*out = list;
	return rc;
}

int
store_segments(struct store *s, const char *job, struct arena *a, const struct segment **out,
    size_t *n, struct fail *f)
{
	return segments_read(s, PRESENT, job, a, out, n, f);
}

int
store_segments_all(struct store *s, const char *job, struct arena *a, const struct segment **out,
    size_t *n, struct fail *f)
{
	return segments_read(s, ALL, job, a, out, n, f);
}

static int
segment_place(struct store *s, int64_t row, const struct cut *c, size_t i, struct fail *f)
{
	const struct segment *g = &c->segments[i];
	struct query q = query(s, PLACE);
	query_int(&q, row);
	query_int(&q, g->n);
	query_int(&q, (int64_t)i);
	query_int(&q, c->edition);
	query_int(&q, g->paragraph);
	query_text(&q, g->kind);
	query_text(&q, g->place);
	query_text(&q, g->source);
	query_int(&q, g->fixed);
	query_text(&q, g->draft);
	query_optional(&q, g->former);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static void
query_counts(struct query *q, const struct cut *c)
{
	query_int(q, c->characters);
	query_int(q, c->fresh);
	query_int(q, c->fuzzy);
	query_int(q, c->exact);
	query_int(q, c->repeated);
}

/* Counts alone change with the memory. */
static int
recount(struct store *s, int64_t row, const struct cut *c, struct fail *f)
{
	struct query q = query(s, RECOUNT);
	query_int(&q, row);
	query_int(&q, c->edition);
	query_counts(&q, c);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
cut_put(struct store *s, int64_t row, const struct cut *c, struct fail *f)
{
	struct query q = query(s, SET_JOB);
	query_int(&q, row);
	query_int(&q, c->edition);
	query_text(&q, c->document);
	query_int(&q, c->document_version);
	query_text(&q, c->digest);
	query_counts(&q, c);
	int64_t changed = query_run(&q, f);
	if (changed < 0)
		return -1;
	if (changed == 0)
		return fail_again(f, c->job, "another program cut its text at the same time");
	q = query(s, UNPLACE);
	query_int(&q, row);
	int rc = query_run(&q, f) < 0 ? -1 : 0;
	for (size_t i = 0; i < c->n && rc == 0; i++)
		rc = segment_place(s, row, c, i, f);
	return rc;
}

int
store_cut(struct store *s, const struct cut *c, struct fail *f)
{
	int64_t row;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = job_row(s, c->job, &row, f);
	if (rc == 0)
		rc = c->segments ? cut_put(s, row, c, f) : recount(s, row, c, f);
	return (int)db_end(s, rc, f);
}
