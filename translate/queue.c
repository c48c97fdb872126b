/* queue.c - the translation queue: filled by rules, shown to people and programs. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/utf8.h"
#include "translate/queue.h"

enum { PAGE = 200 };

static int64_t
item_characters(const struct item *item)
{
	const struct document *d = &item->documents[0];
	return source_characters(d->title) + (d->body ? source_characters(d->body) : 0);
}

int
queue_fill(struct store *s, const struct flags *flags, const struct config *c, struct pass *p,
    struct fail *f)
{
	struct arena a = {0};
	char after[32] = "";
	size_t n = PAGE;
	int rc = 0;
	while (rc >= 0 && n == PAGE) {
		const struct item *items;
		struct item_query q = {
		    .air = "borderline", .after = *after ? after : NULL, .max = PAGE};
		arena_reset(&a);
		rc = store_items(s, &q, &a, &items, &n, f);
		for (size_t i = 0; rc >= 0 && i < n; i++) {
			const struct flag_rule *r = flags_find(flags, c, &items[i]);
			p->weighed++;
			if (r == NULL)
				continue;
			rc = store_job_add(
			    s, items[i].id, r->name, r->priority, item_characters(&items[i]), f);
			p->queued += rc == 1;
		}
		if (rc >= 0 && n > 0)
			strncpy(after, items[n - 1].id, sizeof(after) - 1);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

/* Text from the web for a terminal: no control characters, no change of direction. */
static void
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

static void
print_job(const struct job *j, const struct item *item)
{
	printf("%s  %s  %s  %s  %lld characters  item %s\n", j->id, j->state, j->priority, j->rule,
	    (long long)j->characters, j->item);
	print_line(item->title_accepted ? "" : "[draft] ", item->title_ja);
	print_line("", item->documents[0].title);
	print_line("", item->issuer_ja ? item->issuer_ja : item->documents[0].issuer);
	print_line("", item->date);
}

static json_t *
job_json(const struct job *j, const struct item *item)
{
	return json_pack(
	    "{s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:s?, s:b, s:s, s:s, s:s?, s:s?, s:s?}", "id",
	    j->id, "item", j->item, "state", j->state, "rule", j->rule, "priority", j->priority,
	    "characters", (json_int_t)j->characters, "made_at", j->made_at, "title_ja",
	    item->title_ja, "title_accepted", item->title_accepted, "title_flags",
	    item->title_flags, "title", item->documents[0].title, "issuer_ja", item->issuer_ja,
	    "issuer", item->documents[0].issuer, "date", item->date);
}

static int
jobs_print(const struct job *jobs, const struct item *items, size_t n, bool json)
{
	json_t *list = json ? json_array() : NULL;
	for (size_t i = 0; i < n; i++) {
		if (json)
			json_array_append_new(list, job_json(&jobs[i], &items[i]));
		else
			print_job(&jobs[i], &items[i]);
	}
	if (json) {
		json_t *o = json_pack("{s:i, s:o}", "v", 1, "jobs", list);
		json_dumpf(o, stdout, JSON_COMPACT);
		putchar('\n');
		json_decref(o);
	} else
		printf("%zu in the queue\n", n);
	return 0;
}

int
queue_print(struct store *s, bool json, struct fail *f)
{
	struct arena a = {0};
	const struct job *jobs;
	const struct item *items = NULL;
	size_t n = 0, n_items = 0;
	int rc = store_jobs(s, NULL, &a, &jobs, &n, f);
	if (rc >= 0 && n > 0) {
		const char **ids = arena_zalloc(&a, n + 1, sizeof(*ids));
		for (size_t i = 0; i < n; i++)
			ids[i] = jobs[i].item;
		rc = store_items(s, &(struct item_query){.ids = ids}, &a, &items, &n_items, f);
		if (rc >= 0 && n_items != n)
			rc = fail_io(f, NULL, "%zu jobs, but %zu items of them", n, n_items);
	}
	if (rc >= 0)
		rc = jobs_print(jobs, items, n, json);
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}
