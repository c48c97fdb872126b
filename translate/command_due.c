/* command_due.c - what is due when, and the mails that remind of it. */
#include "translate/commands.h"

#include <stdio.h>
#include <string.h>

#include "translate/remind.h"

static bool json, remind;
static const char *on, *data_dir;

const struct option_spec due_options[] = {
    {"on", OPTION_TEXT, &on, "DAY", "as of this day in Japan (default: today)", 0, 0},
    {"remind", OPTION_FLAG, &remind, NULL, "mail those whose work is due in 7 or 2 days", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

/* How near the due date is; NULL when nobody has the job or nothing is due. */
static const char *
reminder(const struct queue_job *j, int64_t today, int64_t *left)
{
	if (!job_days_left(j, today, left))
		return NULL;
	return *left < 0                  ? "overdue"
	       : *left == 0               ? "today"
	       : *left == 2 || *left == 7 ? "reminder"
	                                  : "";
}

/* Put the mails that are due, and say how many. */
static int
due_send(struct store *s, int64_t today, const char *now, struct arena *a, struct fail *f)
{
	struct reminding r = {0};
	struct config c;
	if (config_load(data_dir, CONFIG_SETTINGS, a, &c, NULL, f) < 0 ||
	    reminders_put(s, &c, today, now, &r, f) < 0)
		return -1;
	if (json)
		json_print(json_pack("{s:i, s:I, s:I, s:I}", "v", 1, "put", (json_int_t)r.put,
		    "known", (json_int_t)r.known, "nowhere", (json_int_t)r.nowhere));
	else
		printf(
		    "%lld reminders put into the outbox, %lld were there, %lld have no address\n",
		    (long long)r.put, (long long)r.known, (long long)r.nowhere);
	return 0;
}

static int
due_list(struct store *s, struct arena *a, struct fail *f)
{
	const struct queue_job *jobs;
	char today[DATE_SIZE];
	struct date d;
	size_t n;
	const char *now = command_now(a);
	json_t *out = json_array();
	instant_date(now, JAPAN_OFFSET, today);
	if (!date_parse(on ? on : today, &d) || d.day == 0)
		return fail_input(f, on, "no day; write 2026-07-24");
	if (remind) {
		json_decref(out);
		return due_send(s, date_days(d), now, a, f);
	}
	if (store_queue(s, &(struct queue_query){.open = true}, now, a, &jobs, &n, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int64_t left = 0;
		const char *what = reminder(&jobs[i], date_days(d), &left);
		if (what == NULL)
			continue;
		if (!json)
			printf("%s  %s  due %s  %lld days%s%s\n", jobs[i].id, jobs[i].holder,
			    jst_text(jobs[i].due, a), (long long)left, *what ? "  " : "", what);
		json_array_append_new(
		    out, json_pack("{s:s, s:s, s:s, s:I, s:b, s:b}", "id", jobs[i].id, "holder",
		             jobs[i].holder, "due", jobs[i].due, "days", (json_int_t)left, "remind",
		             strcmp(what, "reminder") == 0, "overdue", left < 0));
	}
	if (json)
		json_print(json_pack("{s:i, s:O}", "v", 1, "due", out));
	json_decref(out);
	return 0;
}

int
run_due(const struct invocation *in)
{
	data_dir = in->dir;
	return queue_command(in, remind ? STORE_WRITE : STORE_READ, due_list);
}
