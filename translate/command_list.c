/* command_list.c - the queue for people and programs: list and stats, and what its commands share.
 */
#include "translate/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static bool json;
static const char *state, *holder;

const struct option_spec list_options[] = {
    {"state", OPTION_TEXT, &state, "S", "only jobs in this state", 0, 0},
    {"by", OPTION_TEXT, &holder, "NAME", "only what this person has in hand", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};
const struct option_spec stats_options[] = {
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

int
queue_command(const struct invocation *in, enum store_mode mode, queue_work *work)
{
	struct arena a = {0};
	struct fail f = {0};
	struct store *s = store_open(in->dir, mode, &f);
	int rc = s ? work(s, &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
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

void
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

int
run_list(const struct invocation *in)
{
	return queue_command(in, STORE_READ, list);
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
	return queue_command(in, STORE_READ, stats);
}
