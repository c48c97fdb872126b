/* statuspage.c - geppo status, and its face for programs; that for people is in statustext.c. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "store/commands.h"
#include "store/statustext.h"

static bool json;
static const char *lang = "en";

static const struct option_spec options[] = {
    {"json", OPTION_FLAG, &json, NULL, "as JSON, for programs", 0, 0},
    {"lang", OPTION_TEXT, &lang, "LANG", "en or ja (default en)", 0, 0}, {0}};

/* ---- for programs */

static json_t *
counts_json(const struct count *counts, size_t n)
{
	json_t *o = json_object();
	for (size_t i = 0; i < n; i++)
		json_object_set_new(o, counts[i].name, json_integer(counts[i].n));
	return o;
}

static json_t *
text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *
source_json(const struct source_status *s)
{
	const struct {
		const char *key, *text;
	} texts[] = {{"id", s->id}, {"name", s->name}, {"level", s->level},
	    {"declared", s->declared}, {"outcome", s->outcome}, {"last_success", s->last_success},
	    {"newest", s->newest}, {"next", s->next}, {"state", s->state}, {"since", s->since},
	    {"why", s->streak > 0 ? s->why : NULL}, {"unable", s->unable}, {"note", s->note}};
	const struct {
		const char *key;
		int n;
	} numbers[] = {
	    {"rows", s->rows}, {"streak", s->streak}, {"fresh", s->fresh}, {"dropped", s->dropped}};
	json_t *o = json_object();
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_object_set_new(o, texts[i].key, text_or_null(texts[i].text));
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		json_object_set_new(o, numbers[i].key, json_integer(numbers[i].n));
	json_object_set_new(o, "usual", json_real(s->usual));
	json_object_set_new(o, "capped", json_boolean(s->capped));
	return o;
}

static json_t *
sources_json(const struct status *st)
{
	json_t *list = json_array();
	for (size_t i = 0; i < st->n_sources; i++)
		json_array_append_new(list, source_json(&st->sources[i]));
	return list;
}

static json_t *
stages_json(const struct status *st)
{
	json_t *list = json_array();
	for (size_t i = 0; i < st->n_stages; i++) {
		const struct stage_status *s = &st->stages[i];
		json_array_append_new(
		    list, json_pack("{s:s, s:I, s:s?, s:s?, s:b}", "stage", s->name, "waiting",
		              (json_int_t)s->waiting, "last", s->last, "waiting_since", s->since,
		              "stalled", s->stalled));
	}
	return list;
}

static void
print_json(const struct status *st)
{
	json_t *captures = json_object(), *documents = json_object(), *o = json_object();
	json_object_set_new(captures, "total", json_integer(st->captures));
	json_object_set_new(captures, "parsed", json_integer(st->parsed));
	json_object_set_new(captures, "held", json_integer(st->held));
	json_object_set_new(captures, "waiting", json_integer(st->waiting));
	json_object_set_new(captures, "dropped", counts_json(st->dropped, st->n_dropped));
	json_object_set_new(documents, "total", json_integer(st->documents));
	json_object_set_new(documents, "in_items", json_integer(st->in_items));
	json_object_set_new(documents, "held", json_integer(st->documents_held));
	json_object_set_new(documents, "waiting", json_integer(st->documents_waiting));
	json_object_set_new(o, "v", json_integer(1));
	json_object_set_new(o, "captures", captures);
	json_object_set_new(o, "documents", documents);
	json_object_set_new(o, "attachments", counts_json(st->attachments, st->n_attachments));
	json_object_set_new(o, "sources", sources_json(st));
	json_object_set_new(o, "stages", stages_json(st));
	json_object_set_new(o, "jobs", counts_json(st->jobs, st->n_jobs));
	json_dumpf(o, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
	putchar('\n');
	json_decref(o);
}

static int
status(const struct invocation *in)
{
	struct arena a = {0};
	struct status st;
	struct fail f = {0};
	if (strcmp(lang, "en") != 0 && strcmp(lang, "ja") != 0) {
		fail_input(&f, "--lang", "%s is not known; allowed: en, ja", lang);
		f.exit = EXIT_USAGE;
		return store_failed(&f);
	}
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc = s ? store_status(s, &a, &st, &f) : -1;
	if (rc == 0 && json)
		print_json(&st);
	else if (rc == 0)
		status_print(&st, strcmp(lang, "ja") == 0);
	store_close(s);
	arena_release(&a);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

const struct command status_command = {.name = "",
    .summary = "Health of every source, queue lengths, last success. Every figure is counted.",
    .options = options,
    .run = status};
