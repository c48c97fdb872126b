/* command_show.c - the queue for people and programs: list, show, due, stats. */
#include "translate/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/publish.h"
#include "store/question.h"
#include "translate/remind.h"

static bool json, remind;
static const char *state, *holder, *on;
static const char *data_dir;

const struct option_spec list_options[] = {
    {"state", OPTION_TEXT, &state, "S", "only jobs in this state", 0, 0},
    {"by", OPTION_TEXT, &holder, "NAME", "only what this person has in hand", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};
const struct option_spec show_options[] = {
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};
const struct option_spec due_options[] = {
    {"on", OPTION_TEXT, &on, "DAY", "as of this day in Japan (default: today)", 0, 0},
    {"remind", OPTION_FLAG, &remind, NULL, "mail those whose work is due in 7 or 2 days", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};
const struct option_spec json_options[] = {
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

void
print_line(const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	printf("  %s", label);
	for (size_t len, n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		bool control = cp < 0x20 /* UTF8_BAD too */ || (cp >= 0x7F && cp < 0xA0) ||
		               (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
		if (control)
			putchar('?');
		else
			fwrite(text, 1, len, stdout);
	}
	putchar('\n');
}

static json_t *
counted(int64_t n)
{
	return n < 0 ? json_null() : json_integer(n);
}

json_t *
work_json(const struct queue_job *j, const struct item *item)
{
	json_t *o =
	    json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:s?, s:b, s:s, s:s, s:s?, s:s?, s:s?}",
	        "id", j->id, "item", j->item, "state", j->state, "rule", j->rule, "priority",
	        j->priority, "characters", (json_int_t)j->characters, "made_at", j->made_at,
	        "title_ja", item->title_ja, "title_accepted", item->title_accepted, "title_flags",
	        item->title_flags, "title", item->documents[0].title, "issuer_ja", item->issuer_ja,
	        "issuer", item->documents[0].issuer, "date", item->date);
	json_t *more = json_pack("{s:i, s:o, s:o, s:o, s:o, s:s?, s:s?, s:s?, s:i, s:s?, s:s?, "
	                         "s:s?, s:I, s:I, s:b, s:i}",
	    "edition", j->edition, "new", counted(j->fresh), "fuzzy", counted(j->fuzzy), "exact",
	    counted(j->exact), "repeated", counted(j->repeated), "holder", j->holder, "lease_until",
	    j->lease_until, "due", j->due, "renewals", j->renewals, "reserved", j->reserved,
	    "translator", j->translator, "reviewer", j->reviewer, "segments",
	    (json_int_t)j->segments, "translated", (json_int_t)j->translated, "lease_over",
	    j->lease_over, "demand", j->demand);
	if (o && more)
		json_object_update(o, more);
	json_decref(more);
	return o;
}

static void
print_job(const struct queue_job *j, const struct item *item, struct arena *a)
{
	printf("%s  %s  %s  %s  %lld characters  item %s\n", j->id, j->state, j->priority, j->rule,
	    (long long)j->characters, j->item);
	print_line(item->title_accepted ? "" : "[draft] ", item->title_ja);
	print_line("", item->documents[0].title);
	print_line("", item->issuer_ja ? item->issuer_ja : item->documents[0].issuer);
	print_line("", item->date);
	if (j->demand > 0)
		print_line("", arena_printf(a, "wanted by %d", j->demand));
	if (j->holder && !j->lease_over)
		print_line("held by ",
		    arena_printf(a, "%s until %s", j->holder, jst_text(j->lease_until, a)));
	if (j->due)
		print_line("due ", jst_text(j->due, a));
}

/* The item of each job, in the jobs' order. */
static int
items_of(struct store *s, const struct queue_job *jobs, size_t n, struct arena *a,
    const struct item **out, struct fail *f)
{
	const char **ids = arena_zalloc(a, n + 1, sizeof *ids);
	size_t n_items = 0;
	for (size_t i = 0; i < n; i++)
		ids[i] = jobs[i].item;
	*out = NULL;
	if (n > 0 && store_items(s, &(struct item_query){.ids = ids}, a, out, &n_items, f) < 0)
		return -1;
	return n_items == n ? 0 : fail_io(f, NULL, "%zu jobs, but %zu items of them", n, n_items);
}

static int
list(struct store *s, struct arena *a, struct fail *f)
{
	const struct queue_job *jobs;
	const struct item *items;
	size_t n;
	const struct queue_query q = {.state = state, .holder = holder};
	if (store_queue(s, &q, command_now(a), a, &jobs, &n, f) < 0 ||
	    items_of(s, jobs, n, a, &items, f) < 0)
		return -1;
	json_t *all = json_array();
	for (size_t i = 0; i < n; i++) {
		if (json)
			json_array_append_new(all, work_json(&jobs[i], &items[i]));
		else
			print_job(&jobs[i], &items[i], a);
	}
	if (json)
		json_print(json_pack("{s:i, s:O}", "v", 1, "jobs", all));
	else
		printf("%zu in the queue\n", n);
	json_decref(all);
	return 0;
}

static int
reading(const struct invocation *in, enum store_mode mode,
    int (*work)(struct store *, struct arena *, struct fail *))
{
	struct arena a = {0};
	struct fail f = {0};
	struct store *s = store_open(in->dir, mode, &f);
	int rc = s ? work(s, &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}

int
run_list(const struct invocation *in)
{
	return reading(in, STORE_READ, list);
}

static const char *shown_job;

static json_t *
segments_json(const struct work *w, struct arena *a)
{
	json_t *out = json_array();
	for (size_t i = 0; i < w->n; i++) {
		const struct segment *g = &w->segments[i];
		json_array_append_new(
		    out, json_pack("{s:s, s:s, s:i, s:s, s:b, s:s?, s:s?, s:s?, s:s?, s:i, s:b}",
		             "id", segment_id(w, g->n, a), "kind", g->kind, "paragraph",
		             g->paragraph, "source", g->source, "translate", !g->fixed, "target",
		             g->target, "by", g->who, "first", g->first, "draft", g->draft, "match",
		             w->matches ? w->matches[i].score : 0, "repeated",
		             w->matches && w->matches[i].repeated));
	}
	return out;
}

static json_t *
questions_json(const struct work *w, const struct question *q, size_t n, struct arena *a)
{
	json_t *out = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
		    out, json_pack("{s:i, s:s?, s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:s?, s:s?}",
		             "number", q[i].number, "id", q[i].n ? segment_id(w, q[i].n, a) : NULL,
		             "kind", q[i].kind, "zh", q[i].zh, "ja", q[i].ja, "text", q[i].text,
		             "by", q[i].who, "at", q[i].at, "answer", q[i].answer, "answered_by",
		             q[i].answered_by, "answered_at", q[i].answered_at));
	return out;
}

static void
questions_print(const struct work *w, const struct question *q, size_t n, struct arena *a)
{
	for (size_t i = 0; i < n; i++) {
		print_line("question ", arena_printf(a, "%d  %s  %s  %s %s  %s", q[i].number,
		                            q[i].n ? segment_id(w, q[i].n, a) : "-", q[i].kind,
		                            q[i].zh, q[i].ja, q[i].text));
		print_line("  answer ", q[i].answer);
	}
}

static json_t *
waivers_json(const struct work *w, const struct given_waiver *list, size_t n, struct arena *a)
{
	json_t *out = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
		    out, json_pack("{s:s, s:s, s:s}", "id", segment_id(w, list[i].n, a), "check",
		             list[i].rule, "reason", list[i].reason));
	return out;
}

static int
show(struct store *s, struct arena *a, struct fail *f)
{
	struct work w;
	const struct job_event *events;
	const struct delivery_note *files;
	const struct given_waiver *waivers;
	const struct question *questions;
	size_t n_events, n_files, n_waivers, n_questions;
	if (work_open(s, shown_job, command_now(a), a, &w, f) < 0 ||
	    store_job_events(s, w.job.id, a, &events, &n_events, f) < 0 ||
	    store_deliveries(s, w.job.id, a, &files, &n_files, f) < 0 ||
	    store_waivers(s, w.job.id, a, &waivers, &n_waivers, f) < 0 ||
	    store_questions(s, w.job.id, a, &questions, &n_questions, f) < 0)
		return -1;
	json_t *o = work_json(&w.job, w.item);
	json_object_set_new(o, "v", json_integer(1));
	json_t *list_e = json_array(), *list_f = json_array();
	json_t *list_w = waivers_json(&w, waivers, n_waivers, a);
	for (size_t i = 0; i < n_events; i++)
		json_array_append_new(
		    list_e, json_pack("{s:s, s:s, s:s, s:s?, s:s, s:s?, s:s?, s:b}", "at",
		                events[i].at, "who", events[i].who, "action", events[i].action,
		                "from", events[i].from, "to", events[i].to, "note", events[i].note,
		                "file", events[i].file, "undone", events[i].undone));
	for (size_t i = 0; i < n_files; i++)
		json_array_append_new(
		    list_f, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i}", "at", files[i].at,
		                "who", files[i].who, "name", files[i].name, "sha256",
		                files[i].digest, "format", files[i].format, "path", files[i].path,
		                "outcome", files[i].outcome, "edition", files[i].edition));
	if (json) {
		json_object_set_new(o, "text", segments_json(&w, a));
		json_object_set(o, "events", list_e);
		json_object_set(o, "deliveries", list_f);
		json_object_set(o, "waivers", list_w);
		json_object_set_new(o, "questions", questions_json(&w, questions, n_questions, a));
		json_print(json_incref(o));
	} else {
		print_job(&w.job, w.item, a);
		printf("  edition %d; %lld segments, %lld translated; characters: new %lld, fuzzy "
		       "%lld, exact %lld, repeated %lld\n",
		    w.job.edition, (long long)w.job.segments, (long long)w.job.translated,
		    (long long)w.job.fresh, (long long)w.job.fuzzy, (long long)w.job.exact,
		    (long long)w.job.repeated);
		for (size_t i = 0; i < n_events; i++)
			print_line("",
			    arena_printf(a, "%s  %s  %s -> %s  %s%s%s", jst_text(events[i].at, a),
			        events[i].who, events[i].action, events[i].to,
			        events[i].note ? events[i].note : "",
			        events[i].undone ? " (undone)" : "",
			        events[i].file ? arena_printf(a, " [%.12s]", events[i].file) : ""));
		for (size_t i = 0; i < n_waivers; i++)
			print_line(
			    "waived ", arena_printf(a, "%s: %s", segment_id(&w, waivers[i].n, a),
			                   waivers[i].reason));
		questions_print(&w, questions, n_questions, a);
	}
	json_decref(o);
	json_decref(list_e);
	json_decref(list_f);
	json_decref(list_w);
	return 0;
}

int
run_show(const struct invocation *in)
{
	shown_job = in->argv[0];
	return reading(in, STORE_WRITE, show);
}

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
	return reading(in, remind ? STORE_WRITE : STORE_READ, due_list);
}

/* No ranking of people: the queue is measured, not they. */
static int
stats(struct store *s, struct arena *a, struct fail *f)
{
	static const char *const states[] = {"new", "offered", "claimed", "in_progress",
	    "delivered", "checked", "in_review", "returned", "superseded", "accepted", "published",
	    "expired", "withdrawn"};
	const struct queue_job *jobs;
	size_t n;
	const char *now = command_now(a);
	if (store_queue(s, &(struct queue_query){0}, now, a, &jobs, &n, f) < 0)
		return -1;
	json_t *by = json_object();
	int64_t sums[5] = {0}, overdue = 0;
	for (size_t k = 0; k < sizeof states / sizeof *states; k++) {
		int64_t count = 0;
		for (size_t i = 0; i < n; i++)
			count += strcmp(jobs[i].state, states[k]) == 0;
		json_object_set_new(by, states[k], json_integer(count));
		if (!json && count > 0)
			printf("%-12s %lld\n", states[k], (long long)count);
	}
	for (size_t i = 0; i < n; i++) {
		const int64_t each[] = {jobs[i].characters, jobs[i].fresh, jobs[i].fuzzy,
		    jobs[i].exact, jobs[i].repeated};
		for (size_t k = 0; k < 5; k++)
			sums[k] += each[k] > 0 ? each[k] : 0;
		overdue += jobs[i].due && jobs[i].holder && strcmp(jobs[i].due, now) < 0;
	}
	if (json)
		json_print(json_pack("{s:i, s:I, s:O, s:I, s:{s:I, s:I, s:I, s:I, s:I}}", "v", 1,
		    "jobs", (json_int_t)n, "states", by, "overdue", (json_int_t)overdue,
		    "characters", "all", (json_int_t)sums[0], "new", (json_int_t)sums[1], "fuzzy",
		    (json_int_t)sums[2], "exact", (json_int_t)sums[3], "repeated",
		    (json_int_t)sums[4]));
	else
		printf(
		    "%zu jobs, %lld characters (new %lld, fuzzy %lld, exact %lld, repeated %lld); "
		    "%lld overdue\n",
		    n, (long long)sums[0], (long long)sums[1], (long long)sums[2],
		    (long long)sums[3], (long long)sums[4], (long long)overdue);
	json_decref(by);
	return 0;
}

int
run_stats(const struct invocation *in)
{
	return reading(in, STORE_READ, stats);
}

static int
publish(struct store *s, struct arena *a, struct fail *f)
{
	const char *where;
	if (translation_publish(s, data_dir, shown_job, command_now(a), a, &where, f) < 0)
		return -1;
	if (json)
		json_print(json_pack("{s:i, s:s, s:s, s:s}", "v", 1, "job", shown_job, "state",
		    "published", "folder", where));
	else
		printf("%s  published: %s\n", shown_job, where);
	return 0;
}

int
run_publish(const struct invocation *in)
{
	shown_job = in->argv[0];
	data_dir = in->dir;
	return reading(in, STORE_WRITE, publish);
}
