/* reader.c - see probe.h: the conversation with the page reader. */
#include "fetch/probe.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/file.h"

enum { ANSWER_SECONDS = 30 };

static int
reader_ready(struct reader *r, const struct settings *settings, struct fail *f)
{
	char path[PATH_MAX], cpu[16], memory[16];
	if (r->running)
		return 0;
	buf_init(&r->rest, CAP_JSON_LINE);
	snprintf(path, sizeof path, "%s/geppo-extract", file_program_dir());
	snprintf(cpu, sizeof cpu, "%d", settings->cage_cpu_seconds);
	snprintf(memory, sizeof memory, "%d", settings->cage_memory_mb);
	const char *const argv[] = {path, "--worker", "--cpu-seconds", cpu, "--memory-mb", memory,
	    settings->cage_allow_without ? "--weaker-cage" : NULL, NULL};
	if (child_start(&r->child, argv, f) < 0)
		return -1;
	r->running = true;
	return 0;
}

void
reader_stop(struct reader *r)
{
	if (!r->running)
		return;
	child_end(&r->child, 2);
	buf_release(&r->rest);
	r->running = false;
}

static json_t *
overrides(const struct source *s)
{
	json_t *all = NULL;
	for (int i = 0; s && i < XPATH_COUNT; i++)
		if (s->xpath[i]) {
			all = all ? all : json_object();
			json_object_set_new(all, xpath_keys[i], json_string(s->xpath[i]));
		}
	return all;
}

static json_t *
form_json(const struct listing_form *l)
{
	return l ? json_pack("{s:s?, s:s?, s:s?, s:s?, s:s?, s:s?, s:s?}", "kind", l->kind,
	               "referer", l->referer, "items", l->items, "title", l->title, "link", l->link,
	               "date", l->date, "link_template", l->link_template)
	         : NULL;
}

static int
question_send(struct reader *r, json_t *question, const char *body, size_t n, struct fail *f)
{
	char *line = question ? json_dumps(question, JSON_COMPACT) : NULL;
	if (line == NULL)
		return fail_input(f, NULL, "the address or content type is no UTF-8");
	int rc = child_write(&r->child, line, strlen(line), ANSWER_SECONDS, f);
	if (rc == 0)
		rc = child_write(&r->child, "\n", 1, ANSWER_SECONDS, f);
	if (rc == 0)
		rc = child_write(&r->child, body, n, ANSWER_SECONDS, f);
	free(line);
	return rc;
}

static json_t *
answer_take(struct reader *r, int seconds, struct fail *f)
{
	struct buf line;
	json_error_t error;
	json_t *answer = NULL;
	buf_init(&line, CAP_JSON_LINE);
	int got = child_read_line(&r->child, &r->rest, &line, seconds, f);
	if (got == 1)
		answer = json_loadb(line.text, line.len, 0, &error);
	if (got == 0 || (got == 1 && !json_is_object(answer))) {
		json_decref(answer);
		answer = NULL;
		fail_input(f, NULL, "the page reader did not answer");
	}
	buf_release(&line);
	return answer;
}

json_t *
reader_ask(struct reader *r, const struct config *c, const struct source *s,
    const struct listing_form *form, const char *kind, const struct look *l, struct fail *f)
{
	struct arena a = {0};
	const struct exchange *x = look_exchange(l);
	json_t *answer = NULL;
	if (reader_ready(r, &c->settings, f) < 0)
		return NULL;
	json_t *q = json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:i, s:o?, s:o?, s:I}", "id", "probe",
	    "url", l->f->url.href, "content_type", exchange_field(x, "Content-Type", &a), "charset",
	    s ? s->charset : NULL, "kind", kind, "status", x->status, "xpath", overrides(s), "list",
	    form_json(form), "length", (json_int_t)l->n);
	if (question_send(r, q, l->body, l->n, f) == 0)
		answer = answer_take(r, c->settings.cage_cpu_seconds + ANSWER_SECONDS, f);
	json_decref(q);
	arena_release(&a);
	if (answer == NULL) {
		fail_in(
		    f, "the page reader was lost (%s)", child_status_text(child_kill(&r->child)));
		buf_release(&r->rest);
		r->running = false;
	}
	return answer;
}
