/* reader.c - see probe.h: the conversation with the page reader. */
#include "fetch/probe.h"

#include "base/caps.h"
#include "config/question.h"

enum { ANSWER_SECONDS = 30 };

static int
reader_ready(struct reader *r, const struct settings *settings, struct fail *f)
{
	if (r->running)
		return 0;
	buf_init(&r->rest, CAP_JSON_LINE);
	if (page_reader_start(&r->child, settings, 0, f) < 0)
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

json_t *
reader_ask(struct reader *r, const struct config *c, const struct source *s,
    const struct listing_form *form, const char *kind, const struct look *l, struct fail *f)
{
	struct arena a = {0};
	const struct exchange *x = look_exchange(l);
	json_t *answer = NULL;
	if (reader_ready(r, &c->settings, f) < 0)
		return NULL;
	const struct question q = {.id = "probe",
	    .url = l->f->url.href,
	    .content_type = exchange_field(x, "Content-Type", &a),
	    .kind = kind,
	    .status = x->status,
	    .source = s,
	    .form = form,
	    .body = l->body,
	    .n = l->n};
	int rc = question_put(&r->child, &q, ANSWER_SECONDS, f);
	if (rc == 0)
		answer = question_answer(
		    &r->child, &r->rest, c->settings.cage_cpu_seconds + ANSWER_SECONDS, NULL, f);
	arena_release(&a);
	if (answer == NULL && rc <= 0) {
		fail_in(
		    f, "the page reader was lost (%s)", child_status_text(child_kill(&r->child)));
		buf_release(&r->rest);
		r->running = false;
	}
	return answer;
}
