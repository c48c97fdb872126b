/* jobrow.h - a job's row and its events, inside a transaction. Private to store/. */
#ifndef GEPPO_STORE_JOBROW_H
#define GEPPO_STORE_JOBROW_H

#include "store/db.h"
#include "store/queue.h"

/* The row number an id stands for ("geppo-000123", "000123", "123"). 0, or -1: no such job. */
int job_row(struct store *s, const char *id, int64_t *row, struct fail *f)
    __attribute__((warn_unused_result));
/* The job as it is at `now`. */
int job_get(struct store *s, int64_t row, const char *now, struct arena *a, struct queue_job *out,
    struct fail *f) __attribute__((warn_unused_result));
/* Append an event with the row as it is before the step; *event is its row. */
int job_event_add(struct store *s, int64_t row, const struct job_step *step, const char *to,
    int64_t *event, struct fail *f) __attribute__((warn_unused_result));
/* Write state, holder, lease, due and the rest of a job. */
int job_put(struct store *s, const struct queue_job *j, struct fail *f)
    __attribute__((warn_unused_result));
/* What a step makes of a job, or a refusal. `held_before`: `who` once claimed it. */
int job_follow(struct queue_job *j, const struct job_step *step, bool held_before, struct fail *f)
    __attribute__((warn_unused_result));
/* JOB_ACTIONS when unknown. */
enum job_action job_action_named(const char *name);
bool job_action_undoable(enum job_action action);
/* Whether `who` ever claimed the job: 1, 0, -1. */
int job_held_before(struct store *s, int64_t row, const char *who, struct fail *f)
    __attribute__((warn_unused_result));
/* The accepted segments of a job go to the memory. */
int memory_learn(struct store *s, int64_t row, int64_t event, const struct job_step *step,
    struct fail *f) __attribute__((warn_unused_result));

#endif
