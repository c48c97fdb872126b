/* worker.c - a caged geppo-extract and its conversation; see parse.h. */
#include "parse/parse.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/file.h"

enum { PAGES_PER_PROCESS = 300, TAKE_SECONDS = 30, SLACK_SECONDS = 10 };

void
worker_init(struct worker *w, const struct config *config)
{
	*w = (struct worker){.config = config};
	buf_init(&w->rest, CAP_JSON_LINE);
}

void
worker_stop(struct worker *w)
{
	if (w->running)
		child_end(&w->child, 2);
	w->running = false;
	w->pages = 0;
	buf_release(&w->rest);
}

/* The process is of no more use: end it and put how it ended in front of the reason. */
static void
worker_lost(struct worker *w, struct fail *f)
{
	int status = child_kill(&w->child);
	w->running = false;
	w->pages = 0;
	buf_clear(&w->rest);
	fail_in(f, "the page reader was lost (%s)", child_status_text(status));
	f->what = FAIL_HOLD;
	f->exit = EXIT_INPUT;
}

static int
ocr_seconds(const struct settings *s)
{
	return s->attachments_ocr ? s->attachments_ocr_seconds : 0;
}

int
worker_seconds(const struct settings *s)
{
	return s->cage_cpu_seconds + ocr_seconds(s) + SLACK_SECONDS;
}

int
worker_ready(struct worker *w, struct fail *f)
{
	char path[PATH_MAX], cpu[16], memory[16], ocr[16];
	if (w->running && w->pages >= PAGES_PER_PROCESS)
		worker_stop(w);
	if (w->running)
		return 0;
	const struct settings *settings = &w->config->settings;
	snprintf(path, sizeof path, "%s/geppo-extract", file_program_dir());
	snprintf(cpu, sizeof cpu, "%d", settings->cage_cpu_seconds);
	snprintf(memory, sizeof memory, "%d", settings->cage_memory_mb);
	snprintf(ocr, sizeof ocr, "%d", ocr_seconds(settings));
	const char *const argv[] = {path, "--worker", "--cpu-seconds", cpu, "--memory-mb", memory,
	    "--ocr-seconds", ocr, settings->cage_allow_without ? "--weaker-cage" : NULL, NULL};
	if (child_start(&w->child, argv, f) != 0)
		return -1;
	w->running = true;
	return 0;
}

int
worker_check(struct worker *w, struct fail *f)
{
	static const char text[] = "<html><body><h1>check</h1></body></html>";
	struct capture c = {.id = "check", .url = "http://check.invalid/"};
	struct http_message page = {.content_type = "text/html",
	    .body = (const unsigned char *)text,
	    .body_len = sizeof text - 1};
	json_t *answer = NULL;
	if (worker_ready(w, f) != 0)
		return -1;
	if (worker_ask(w, &c, &page, f) == 0)
		answer = worker_answer(w, TAKE_SECONDS, f);
	json_decref(answer);
	if (answer != NULL)
		return 0;
	f->exit = EXIT_IO;
	return -1;
}

/* What the capture's source says of its pages; NULL when it says nothing. */
static json_t *
overrides(const struct config *config, const char *source)
{
	const struct source *s = source ? config_source(config, source) : NULL;
	json_t *all = NULL;
	for (int i = 0; s && i < XPATH_COUNT; i++)
		if (s->xpath[i]) {
			all = all ? all : json_object();
			json_object_set_new(all, xpath_keys[i], json_string(s->xpath[i]));
		}
	return all;
}

/* How its source says that a listing is read. */
static json_t *
form_json(const struct config *config, const char *source)
{
	const struct source *s = source ? config_source(config, source) : NULL;
	const struct listing_form *l = s ? &s->listing : NULL;
	return l == NULL ? NULL
	                 : json_pack("{s:s?, s:s?, s:s?, s:s?, s:s?, s:s?, s:s?}", "kind", l->kind,
	                       "referer", l->referer, "items", l->items, "title", l->title, "link",
	                       l->link, "date", l->date, "link_template", l->link_template);
}

static char *
question(const struct worker *w, const struct capture *c, const struct http_message *page)
{
	const struct source *s = c->source ? config_source(w->config, c->source) : NULL;
	bool listing = c->role != NULL && strcmp(c->role, "listing") == 0;
	bool file = c->role != NULL && strcmp(c->role, "attachment") == 0;
	json_t *q = json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:i, s:o?, s:o?, s:I}", "id", c->id,
	    "url", c->url, "content_type", page->content_type, "charset", s ? s->charset : NULL,
	    "kind",
	    listing ? "listing"
	    : file  ? "attachment"
	            : NULL,
	    "status", c->status, "xpath", overrides(w->config, c->source), "list",
	    listing ? form_json(w->config, c->source) : NULL, "length", (json_int_t)page->body_len);
	char *line = q ? json_dumps(q, JSON_COMPACT) : NULL;
	json_decref(q);
	return line;
}

int
worker_ask(
    struct worker *w, const struct capture *c, const struct http_message *page, struct fail *f)
{
	w->pages++;
	char *line = question(w, c, page);
	if (line == NULL)
		return fail_input(f, c->id, "its address or content type is no UTF-8");
	int r = child_write(&w->child, line, strlen(line), TAKE_SECONDS, f);
	if (r == 0)
		r = child_write(&w->child, "\n", 1, TAKE_SECONDS, f);
	if (r == 0)
		r = child_write(&w->child, page->body, page->body_len, TAKE_SECONDS, f);
	free(line);
	if (r != 0)
		worker_lost(w, f);
	return r;
}

json_t *
worker_answer(struct worker *w, int seconds, struct fail *f)
{
	struct buf line;
	json_error_t error;
	json_t *answer = NULL;
	buf_init(&line, CAP_JSON_LINE);
	int r = child_read_line(&w->child, &w->rest, &line, seconds, f);
	w->died = r == 0;
	if (r == 0)
		(void)fail_input(f, NULL, "it ended before it answered");
	if (r == 1) {
		answer = json_loadb(line.text, line.len, 0, &error);
		if (!json_is_object(answer)) {
			json_decref(answer);
			answer = NULL;
			(void)fail_input(f, NULL, "its answer is no JSON object");
		}
	}
	buf_release(&line);
	if (answer == NULL)
		worker_lost(w, f);
	return answer;
}
