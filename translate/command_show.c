/* command_show.c - one job, whole: its text, what happened to it, what was asked and given back. */
#include "translate/commands.h"

#include <stdio.h>
#include <string.h>

#include "store/question.h"

static bool json;

const struct option_spec show_options[] = {
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

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
	return queue_command(in, STORE_WRITE, show);
}
