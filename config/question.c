/* question.c - see question.h. */
#include "config/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/file.h"

int
page_reader_start(struct child *c, const struct settings *s, int ocr_seconds, struct fail *f)
{
	char cpu[16], memory[16], ocr[16];
	snprintf(cpu, sizeof cpu, "%d", s->cage_cpu_seconds);
	snprintf(memory, sizeof memory, "%d", s->cage_memory_mb);
	snprintf(ocr, sizeof ocr, "%d", ocr_seconds);
	const char *const argv[] = {file_program("geppo-extract"), "--worker", "--cpu-seconds", cpu,
	    "--memory-mb", memory, "--ocr-seconds", ocr,
	    s->cage_allow_without ? "--weaker-cage" : NULL, NULL};
	return child_start(c, argv, f);
}

/* What the source says of its pages; NULL when it says nothing. */
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

static char *
question_line(const struct question *q)
{
	json_t *j = json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:i, s:o?, s:o?, s:I}", "id", q->id,
	    "url", q->url, "content_type", q->content_type, "charset",
	    q->source ? q->source->charset : NULL, "kind", q->kind, "status", q->status, "xpath",
	    overrides(q->source), "list", form_json(q->form), "length", (json_int_t)q->n);
	char *line = j ? json_dumps(j, JSON_COMPACT) : NULL;
	json_decref(j);
	return line;
}

int
question_put(struct child *c, const struct question *q, int seconds, struct fail *f)
{
	char *line = question_line(q);
	if (line == NULL) {
		(void)fail_input(f, q->id, "its address or content type is no UTF-8");
		return 1;
	}
	int rc = child_write(c, line, strlen(line), seconds, f);
	if (rc == 0)
		rc = child_write(c, "\n", 1, seconds, f);
	if (rc == 0)
		rc = child_write(c, q->body, q->n, seconds, f);
	free(line);
	return rc;
}

json_t *
question_answer(struct child *c, struct buf *rest, int seconds, bool *ended, struct fail *f)
{
	struct buf line;
	json_error_t error;
	json_t *answer = NULL;
	buf_init(&line, CAP_JSON_LINE);
	int got = child_read_line(c, rest, &line, seconds, f);
	if (ended)
		*ended = got == 0;
	if (got == 0)
		(void)fail_input(f, NULL, "it ended before it answered");
	if (got == 1)
		answer = json_loadb(line.text, line.len, 0, &error);
	if (got == 1 && !json_is_object(answer)) {
		json_decref(answer);
		answer = NULL;
		(void)fail_input(f, NULL, "its answer is no JSON object");
	}
	buf_release(&line);
	return answer;
}
