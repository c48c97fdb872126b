/* command_step.c - one step of a job a command: who takes it, until when, who reads it. */
#include "translate/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/translator.h"
#include "translate/propose.h"
#include "translate/translate.h"

enum { NAME_MOST = 64, JOBS_IN_HAND = 3 };

static const char *by, *due, *reserve, *priority, *note, *shown_as, *mail;
static const char *data_dir;
static bool json;
static long days;

#define BY                                                                                         \
	{                                                                                          \
		"by", OPTION_TEXT, &by, "NAME", "who does it (default: $USER)", 0, 0               \
	}
#define JSON                                                                                       \
	{                                                                                          \
		"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0                          \
	}
#define NOTE                                                                                       \
	{                                                                                          \
		"note", OPTION_TEXT, &note, "TEXT", "a line for the log", 0, 0                     \
	}

const struct option_spec offer_options[] = {BY,
    {"due", OPTION_TEXT, &due, "DAY", "due date, Japan time: 2026-07-24 or \"2026-07-24 17:00\"", 0,
        0},
    {"for", OPTION_TEXT, &reserve, "NAME", "only this person may claim it", 0, 0},
    {"priority", OPTION_TEXT, &priority, "P", "high (default), medium or low", 0, 0}, NOTE, JSON,
    {0}};
const struct option_spec claim_options[] = {BY,
    {"days", OPTION_NUMBER, &days, "N",
        "days agreed on, instead of those that follow from the "
        "length",
        1, 365},
    {"mail", OPTION_TEXT, &mail, "ADDRESS", "where to be reminded, from now on", 0, 0},
    {"name", OPTION_TEXT, &shown_as, "TEXT", "the name to print, or \"\" for none", 0, 0}, JSON,
    {0}};
const struct option_spec step_options[] = {BY, NOTE, JSON, {0}};

int
step_failed(const struct fail *f)
{
	log_warn("%s", fail_text(f));
	return f->exit;
}

const char *
command_person(const char *name)
{
	if (name == NULL)
		name = getenv("USER");
	if (name == NULL || *name == '\0' || strlen(name) > NAME_MOST || strpbrk(name, "\n\r\t")) {
		log_warn("say who it is: --by NAME, one line of at most %d bytes", NAME_MOST);
		return NULL;
	}
	return name;
}

const char *
command_now(struct arena *a)
{
	char *now = arena_alloc(a, INSTANT_SIZE);
	instant_now(now);
	return now;
}

void
json_print(json_t *o)
{
	if (o == NULL)
		bug("an answer that is no UTF-8");
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

/* What the step made of the job. */
static int
step_told(struct store *s, const struct work *w, struct arena *a, const char *what, struct fail *f)
{
	struct queue_job j;
	if (store_queue_job(s, w->job.id, command_now(a), a, &j, f) < 0)
		return -1;
	if (json) {
		json_t *o = work_json(&j, w->item);
		json_object_set_new(o, "v", json_integer(1));
		json_print(o);
		return 0;
	}
	printf("%s  %s: %s", j.id, what, j.state);
	if (j.holder)
		printf("; %s, until %s", j.holder, jst_text(j.lease_until, a));
	if (j.due)
		printf("; due %s", jst_text(j.due, a));
	putchar('\n');
	return 0;
}

/* The rules of time for a step. */
static void
step_times(struct job_step *step, const struct work *w, struct arena *a)
{
	const char *end = w->job.due;
	if (step->action == JOB_CLAIM) {
		step->lease_until = lease_first(step->now, a);
		step->due = due_after(step->now, w->job.characters, days, a);
		step->limit = JOBS_IN_HAND;
	} else if (step->action == JOB_RENEW || step->action == JOB_RETURN)
		step->lease_until = lease_working(step->now, end, a);
}

static int
step_take(struct store *s, const char *job, enum job_action action, struct arena *a, struct fail *f)
{
	struct work w;
	enum job_action undone = JOB_ACTIONS;
	struct job_step step = {.job = job,
	    .action = action,
	    .who = command_person(by),
	    .now = command_now(a),
	    .note = note,
	    .reserved = reserve,
	    .shown_as = shown_as};
	if (step.who == NULL)
		return fail_input(f, NULL, "nothing was done");
	if (mail && (strchr(mail, '@') == NULL || strpbrk(mail, " \r\n\t<>,")))
		return fail_input(f, mail, "no mail address");
	if (due && (step.due = due_parse(due, a)) == NULL)
		return fail_input(f, due, "no date: write 2026-07-24 or \"2026-07-24 17:00\"");
	if (store_queue_expire(s, step.now, f) < 0 || work_open(s, job, step.now, a, &w, f) < 0)
		return -1;
	step_times(&step, &w, a);
	int rc = action == JOB_UNDO ? store_job_undo(s, job, step.who, step.now, &undone, f)
	                            : store_job_step(s, &step, f);
	const char *what = undone < JOB_ACTIONS
	                       ? arena_printf(a, "undo of %s", job_action_name(undone))
	                       : job_action_name(action);
	if (rc == 0 && action == JOB_ACCEPT)
		rc = terms_propose(s, data_dir, &w, step.who, step.now, a, f);
	if (rc == 0 && mail)
		rc = store_translator_put(s, step.who, mail, step.now, f);
	return rc < 0 ? -1 : step_told(s, &w, a, what, f);
}

static int
step_command(const struct invocation *in, enum job_action action)
{
	struct arena a = {0};
	struct fail f = {0};
	data_dir = in->dir;
	struct store *s = store_open(in->dir, STORE_WRITE, &f);
	int rc = s ? step_take(s, in->argv[0], action, &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}

/* An item that has no open job gets one first. */
static int
offered_job(struct store *s, const char *name, struct arena *a, const char **job, struct fail *f)
{
	const char *const ids[] = {name, NULL};
	const struct item *items;
	const struct queue_job *jobs;
	size_t n, n_jobs;
	*job = name;
	if (strncmp(name, "geppo-", 6) == 0)
		return 0;
	if (store_items(s, &(struct item_query){.ids = ids}, a, &items, &n, f) < 0)
		return -1;
	if (n == 0)
		return fail_input(f, name, "no such item");
	int64_t size = source_characters(items[0].documents[0].title);
	if (items[0].documents[0].body)
		size += source_characters(items[0].documents[0].body);
	if (store_job_add(s, items[0].id, "editor", priority ? priority : "high", size, f) < 0 ||
	    store_queue(
	        s, &(struct queue_query){.open = true}, command_now(a), a, &jobs, &n_jobs, f) < 0)
		return -1;
	for (size_t i = 0; i < n_jobs; i++)
		if (strcmp(jobs[i].item, items[0].id) == 0) {
			*job = jobs[i].id;
			return 0;
		}
	return fail_input(f, name, "its translation is in hand and settled");
}

int
run_offer(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	const char *job = NULL;
	if (priority && strcmp(priority, "high") != 0 && strcmp(priority, "medium") != 0 &&
	    strcmp(priority, "low") != 0) {
		log_warn("--priority is high, medium or low, not %s", priority);
		return EXIT_USAGE;
	}
	struct store *s = store_open(in->dir, STORE_WRITE, &f);
	int rc = s ? offered_job(s, in->argv[0], &a, &job, &f) : -1;
	if (rc == 0)
		rc = step_take(s, job, JOB_OFFER, &a, &f);
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}

int
run_claim(const struct invocation *in)
{
	return step_command(in, JOB_CLAIM);
}

int
run_renew(const struct invocation *in)
{
	return step_command(in, JOB_RENEW);
}

int
run_release(const struct invocation *in)
{
	return step_command(in, JOB_RELEASE);
}

int
run_undo(const struct invocation *in)
{
	return step_command(in, JOB_UNDO);
}

int
run_withdraw(const struct invocation *in)
{
	return step_command(in, JOB_WITHDRAW);
}

int
run_review(const struct invocation *in)
{
	int code = step_command(in, JOB_REVIEW);
	/* The reviewer sees at once what was waived and asked. */
	return code == EXIT_DONE && !json ? run_show(in) : code;
}

int
run_accept(const struct invocation *in)
{
	return step_command(in, JOB_ACCEPT);
}

int
run_return(const struct invocation *in)
{
	if (note == NULL || *note == '\0') {
		log_warn("say what is to be done: --note TEXT");
		return EXIT_USAGE;
	}
	return step_command(in, JOB_RETURN);
}
