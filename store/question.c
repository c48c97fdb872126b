/* question.c - see question.h. */
#include "store/question.h"

#include <string.h>

#include "store/jobrow.h"

static const char ADD[] =
    "INSERT INTO question (job, number, n, kind, zh, ja, text, who, at) VALUES (?1,"
    " (SELECT ifnull(max(number), 0) + 1 FROM question WHERE job = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT DO NOTHING RETURNING number";
static const char PROPOSE[] = "INSERT INTO term_proposal (zh, ja, note, job, who, at)"
                              " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING";
static const char SHOW_AS[] = "UPDATE job SET shown_as = ?2 WHERE id = ?1";
static const char LIST[] = "SELECT number, n, kind, zh, ja, text, who, at, answer, answered_by,"
                           " answered_at FROM question WHERE job = ? ORDER BY number";
static const char ANSWER[] = "UPDATE question SET answer = ?3, answered_by = ?4, answered_at = ?5"
                             " WHERE job = ?1 AND number = ?2 RETURNING number";
static const char SETTLE[] = "UPDATE term_proposal SET outcome = ?3, decided_by = ?4"
                             " WHERE zh = ?1 AND ja = ?2 AND outcome IS NULL RETURNING id";

static int
term_propose(struct store *s, int64_t row, const struct question *one, struct fail *f)
{
	if (strcmp(one->kind, "用語") != 0 || !*one->zh || !*one->ja)
		return 0;
	struct query q = query(s, PROPOSE);
	query_text(&q, one->zh);
	query_text(&q, one->ja);
	query_text(&q, one->text);
	query_int(&q, row);
	query_text(&q, one->who);
	query_text(&q, one->at);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* 1 new, 0 known, -1. */
static int
question_put(struct store *s, int64_t row, const struct question *one, struct fail *f)
{
	int64_t number;
	struct query q = query(s, ADD);
	query_int(&q, row);
	query_int(&q, one->n);
	query_text(&q, one->kind);
	query_text(&q, one->zh);
	query_text(&q, one->ja);
	query_text(&q, one->text);
	query_text(&q, one->who);
	query_text(&q, one->at);
	int rc = query_number(&q, &number, f);
	return rc == 1 && term_propose(s, row, one, f) < 0 ? -1 : rc;
}

int64_t
store_questions_put(struct store *s, const char *job, const struct question *q, size_t n,
    const char *shown_as, struct fail *f)
{
	int64_t row, fresh = 0;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = job_row(s, job, &row, f);
	for (size_t i = 0; i < n && rc >= 0; i++) {
		rc = question_put(s, row, &q[i], f);
		fresh += rc == 1;
	}
	if (rc >= 0 && shown_as) {
		struct query u = query(s, SHOW_AS);
		query_int(&u, row);
		query_text(&u, shown_as);
		rc = query_run(&u, f);
	}
	return db_end(s, rc < 0 ? -1 : 0, f) < 0 ? -1 : fresh;
}

int
store_questions(struct store *s, const char *job, struct arena *a, const struct question **out,
    size_t *n, struct fail *f)
{
	struct question *list = NULL;
	size_t room = 0;
	int64_t row;
	int rc;
	*n = 0;
	if (job_row(s, job, &row, f) < 0)
		return -1;
	struct query q = query(s, LIST);
	query_int(&q, row);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct question){.number = (int)column_int(&q, 0),
		    .n = (int)column_int(&q, 1),
		    .kind = column_copy(&q, 2, a),
		    .zh = column_copy(&q, 3, a),
		    .ja = column_copy(&q, 4, a),
		    .text = column_copy(&q, 5, a),
		    .who = column_copy(&q, 6, a),
		    .at = column_copy(&q, 7, a),
		    .answer = column_copy(&q, 8, a),
		    .answered_by = column_copy(&q, 9, a),
		    .answered_at = column_copy(&q, 10, a)};
	}
	*out = list;
	return rc;
}

int
store_question_answer(struct store *s, const char *job, int number, const char *answer,
    const char *who, const char *now, struct fail *f)
{
	int64_t row, found;
	if (job_row(s, job, &row, f) < 0)
		return -1;
	struct query q = query(s, ANSWER);
	query_int(&q, row);
	query_int(&q, number);
	query_text(&q, answer);
	query_text(&q, who);
	query_text(&q, now);
	int rc = query_number(&q, &found, f);
	return rc < 0 ? -1 : rc == 1 ? 0 : fail_input(f, job, "no question %d", number);
}

int
store_term_settle(struct store *s, const char *zh, const char *ja, const char *outcome,
    const char *who, struct fail *f)
{
	int64_t found;
	struct query q = query(s, SETTLE);
	query_text(&q, zh);
	query_text(&q, ja);
	query_text(&q, outcome);
	query_text(&q, who);
	int rc = query_number(&q, &found, f);
	return rc < 0 ? -1 : rc == 1 ? 0 : fail_input(f, zh, "no open proposal %s = %s", zh, ja);
}
