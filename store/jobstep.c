/* jobstep.c - the rules of the queue: which step is allowed from which state, to whom, and what it
 * makes of the job. */
#include <stdio.h>
#include <string.h>

#include "store/jobrow.h"

/* States a step may start from, and where it leads ("" = it stays). */
static const struct rule {
	const char *name;
	const char *from; /* between blanks */
	const char *to;
	bool by_holder; /* only the one who has it */
	bool by_second; /* only somebody who is not its translator */
	bool undoable;
} rules[JOB_ACTIONS] = {
    [JOB_OFFER] = {"offer", " new offered returned expired withdrawn superseded ", "offered", false,
        false, true},
    [JOB_CLAIM] = {"claim", " new offered expired superseded returned ", "claimed", false, false,
        true},
    [JOB_RENEW] = {"renew", " claimed in_progress returned superseded ", "in_progress", true, false,
        true},
    [JOB_RELEASE] = {"release", " claimed in_progress returned superseded delivered checked ",
        "offered", true, false, true},
    [JOB_REVIEW] = {"review", " delivered checked in_review ", "in_review", false, true, true},
    [JOB_ACCEPT] = {"accept", " delivered checked in_review ", "accepted", false, true, true},
    [JOB_RETURN] = {"return", " delivered checked in_review accepted ", "returned", false, true,
        true},
    [JOB_WITHDRAW] = {"withdraw",
        " new offered claimed in_progress returned delivered checked superseded expired ",
        "withdrawn", false, false, true},
    [JOB_SUPERSEDE] = {"supersede",
        " claimed in_progress returned delivered checked in_review superseded ", "superseded",
        false, false, false},
    [JOB_PUBLISH] = {"publish", " accepted published ", "published", false, false, false},
    [JOB_CHECK] = {"check", " delivered ", "checked", false, false, false},
    [JOB_PACKAGE] = {"package", NULL, "", false, false, false},
    [JOB_DELIVER] = {"deliver",
        " new offered claimed in_progress returned delivered checked in_review superseded expired ",
        "delivered", false, false, true},
    [JOB_REVISE] = {"revise", " delivered checked in_review ", "in_review", false, true, true},
    [JOB_UNDO] = {"undo", NULL, "", false, false, false},
    [JOB_EXPIRE] = {"expire", NULL, "offered", false, false, false},
};

const char *
job_action_name(enum job_action action)
{
	return rules[action].name;
}

enum job_action
job_action_named(const char *name)
{
	for (int i = 0; i < JOB_ACTIONS; i++)
		if (strcmp(rules[i].name, name) == 0)
			return (enum job_action)i;
	return JOB_ACTIONS;
}

bool
job_action_undoable(enum job_action action)
{
	return action < JOB_ACTIONS && rules[action].undoable;
}

static bool
state_among(const char *state, const char *states)
{
	char padded[32];
	snprintf(padded, sizeof padded, " %.28s ", state);
	return states == NULL || strstr(states, padded) != NULL;
}

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Somebody else's lease stands in the way. */
static int
refuse_holder(const struct queue_job *j, struct fail *f)
{
	int rc = fail_again(f, j->id, "%s has it until %s", j->holder, j->lease_until);
	f->what = FAIL_HOLD;
	return rc;
}

static int
claim_allowed(const struct queue_job *j, const struct job_step *step, struct fail *f)
{
	if (j->reserved != NULL && !same(j->reserved, step->who))
		return fail_input(f, j->id, "reserved for %s", j->reserved);
	if (j->holder != NULL && !j->lease_over)
		return same(j->holder, step->who)
		           ? fail_input(
		                 f, j->id, "%s has it already, until %s", j->holder, j->lease_until)
		           : refuse_holder(j, f);
	return 0;
}

/* A file is late, not refused, when its translator had the job once. */
static int
deliver_allowed(
    const struct queue_job *j, const struct job_step *step, bool held_before, struct fail *f)
{
	bool held = j->holder != NULL && !j->lease_over && !same(j->holder, step->who);
	return held && !held_before ? refuse_holder(j, f) : 0;
}

static int
step_allowed(
    const struct queue_job *j, const struct job_step *step, bool held_before, struct fail *f)
{
	const struct rule *r = &rules[step->action];
	if (step->action == JOB_CLAIM && j->holder != NULL && !j->lease_over)
		return claim_allowed(j, step, f);
	if (!state_among(j->state, r->from))
		return fail_input(f, j->id, "cannot %s: it is %s", r->name, j->state);
	if (r->by_holder && !same(j->holder, step->who))
		return j->holder ? refuse_holder(j, f)
		                 : fail_input(f, j->id, "cannot %s: %s does not have it", r->name,
		                       step->who);
	if (r->by_second && same(j->translator, step->who))
		return fail_input(f, j->id,
		    "cannot %s: %s translated it; a second person reads a translation", r->name,
		    step->who);
	if (step->action == JOB_CLAIM)
		return claim_allowed(j, step, f);
	if (step->action == JOB_DELIVER)
		return deliver_allowed(j, step, held_before, f);
	return 0;
}

static void
take_lease(struct queue_job *j, const struct job_step *step, const char *holder)
{
	j->holder = holder;
	j->lease_until = step->lease_until;
	j->lease_over = false;
}

static void
drop_lease(struct queue_job *j)
{
	j->holder = NULL;
	j->lease_until = NULL;
	j->renewals = 0;
	j->lease_over = false;
}

static void
follow_deliver(struct queue_job *j, const struct job_step *step)
{
	bool taken_over = j->holder != NULL && !j->lease_over && !same(j->holder, step->who);
	if (taken_over) /* what came late is in; the one who has it now goes on */
		return;
	j->translator = step->who;
	if (step->lease_until != NULL) { /* a part: the work goes on */
		j->state = "in_progress";
		take_lease(j, step, step->who);
		return;
	}
	j->state = "delivered";
	take_lease(j, step, step->who);
}

int
job_follow(struct queue_job *j, const struct job_step *step, bool held_before, struct fail *f)
{
	if (step_allowed(j, step, held_before, f) < 0)
		return -1;
	if (step->action == JOB_DELIVER) {
		follow_deliver(j, step);
		return 0;
	}
	if (*rules[step->action].to != '\0')
		j->state = rules[step->action].to;
	if (step->due != NULL && (step->action != JOB_CLAIM || j->due == NULL))
		j->due = step->due;
	if (step->shown_as != NULL)
		j->shown_as = step->shown_as;
	switch (step->action) {
	case JOB_OFFER:
		drop_lease(j);
		j->reserved = step->reserved;
		break;
	case JOB_CLAIM:
		take_lease(j, step, step->who);
		j->renewals = 0;
		j->translator = step->who;
		break;
	case JOB_RENEW:
		take_lease(j, step, step->who);
		j->renewals++;
		break;
	case JOB_RETURN:
		take_lease(j, step, j->translator);
		break;
	case JOB_REVIEW:
	case JOB_REVISE:
	case JOB_ACCEPT:
		j->reviewer = step->who;
		break;
	case JOB_RELEASE:
	case JOB_WITHDRAW:
	case JOB_EXPIRE:
		drop_lease(j);
		break;
	default:
		break;
	}
	return 0;
}

static const char LIVE[] =
    "SELECT count(*) FROM job WHERE holder = ?1 AND lease_until >= ?2 AND state IN"
    " ('claimed','in_progress','returned','superseded')";
static const char OVERDUE[] = "SELECT id FROM job WHERE holder IS NOT NULL AND lease_until < ?"
                              " AND state IN ('claimed','in_progress','returned') ORDER BY id";
static int
limit_check(struct store *s, const struct job_step *step, struct fail *f)
{
	int64_t held = 0;
	if (step->action != JOB_CLAIM || step->limit == 0)
		return 0;
	struct query q = query(s, LIVE);
	query_text(&q, step->who);
	query_text(&q, step->now);
	if (query_number(&q, &held, f) < 0)
		return -1;
	return held < step->limit ? 0
	                          : fail_input(f, step->job,
	                                "%s has %lld jobs in hand; more than %d are not allowed",
	                                step->who, (long long)held, step->limit);
}

static int
step_run(struct store *s, int64_t row, const struct job_step *step, struct arena *a, struct fail *f)
{
	struct queue_job j;
	int64_t event = 0;
	if (limit_check(s, step, f) < 0 || job_get(s, row, step->now, a, &j, f) < 0)
		return -1;
	if (job_follow(&j, step, false, f) < 0 ||
	    job_event_add(s, row, step, j.state, &event, f) < 0 || job_put(s, &j, f) < 0)
		return -1;
	return step->action == JOB_ACCEPT ? memory_learn(s, row, event, step, f) : 0;
}

int
store_job_step(struct store *s, const struct job_step *step, struct fail *f)
{
	struct arena a = {0};
	int64_t row;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = job_row(s, step->job, &row, f);
	if (rc == 0)
		rc = step_run(s, row, step, &a, f);
	rc = (int)db_end(s, rc, f);
	arena_release(&a);
	return rc;
}

/* Outside a transaction's own statements: rows first, then the steps. */
static int
expired_rows(
    struct store *s, const char *now, struct arena *a, int64_t **rows, size_t *n, struct fail *f)
{
	size_t room = 0;
	int rc;
	*rows = NULL;
	*n = 0;
	struct query q = query(s, OVERDUE);
	query_text(&q, now);
	while ((rc = query_step(&q, f)) == 1) {
		*rows = arena_grow(a, *rows, *n, *n + 1, &room, sizeof **rows);
		(*rows)[(*n)++] = column_int(&q, 0);
	}
	return rc;
}

int64_t
store_queue_expire(struct store *s, const char *now, struct fail *f)
{
	struct arena a = {0};
	int64_t *rows;
	size_t n = 0;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = expired_rows(s, now, &a, &rows, &n, f);
	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct job_step step = {.action = JOB_EXPIRE,
		    .who = "geppo",
		    .now = now,
		    .note = "the lease is over; the work is kept"};
		rc = step_run(s, rows[i], &step, &a, f);
	}
	int64_t done = db_end(s, rc < 0 ? -1 : (int64_t)n, f);
	arena_release(&a);
	return done;
}
