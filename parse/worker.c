/* worker.c - a caged geppo-extract and its conversation; see parse.h. */
#include "parse/parse.h"

#include <string.h>

#include "base/caps.h"
#include "config/question.h"

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
	const struct settings *settings = &w->config->settings;
	if (w->running && w->pages >= PAGES_PER_PROCESS)
		worker_stop(w);
	if (w->running)
		return 0;
	if (page_reader_start(&w->child, settings, ocr_seconds(settings), f) != 0)
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

int
worker_ask(
    struct worker *w, const struct capture *c, const struct http_message *page, struct fail *f)
{
	bool listing = c->role != NULL && strcmp(c->role, "listing") == 0;
	bool file = c->role != NULL && strcmp(c->role, "attachment") == 0;
	const struct source *s = c->source ? config_source(w->config, c->source) : NULL;
	const struct question q = {.id = c->id,
	    .url = c->url,
	    .content_type = page->content_type,
	    .kind = listing ? "listing"
	            : file  ? "attachment"
	                    : NULL,
	    .status = c->status,
	    .source = s,
	    .form = listing && s ? &s->listing : NULL,
	    .body = page->body,
	    .n = page->body_len};
	w->pages++;
	int rc = question_put(&w->child, &q, TAKE_SECONDS, f);
	if (rc < 0)
		worker_lost(w, f);
	return rc == 0 ? 0 : -1;
}

json_t *
worker_answer(struct worker *w, int seconds, struct fail *f)
{
	json_t *answer = question_answer(&w->child, &w->rest, seconds, &w->died, f);
	if (answer == NULL)
		worker_lost(w, f);
	return answer;
}
