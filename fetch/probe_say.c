/* probe_say.c - see probing.h: the report. */
#include "fetch/probing.h"

#include <stdarg.h>
#include <string.h>

#include "base/caps.h"

enum { ROWS_SHOWN = 100, TITLE_SHOWN = 60 };

void
say(struct probe *p, const char *name, const char *fmt, ...)
{
	struct buf text;
	va_list ap;
	buf_init(&text, CAP_FIELD);
	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	buf_addf(&p->out, "# %-11s ", name);
	put_clean(&p->out, text.text, CAP_FIELD);
	buf_addc(&p->out, '\n');
	buf_release(&text);
}

const char *
answer_text(const json_t *answer, const char *key)
{
	const char *text = json_string_value(json_object_get(answer, key));
	return text && *text ? text : NULL;
}

void
say_look(struct probe *p, const char *what, const char *url, const struct look *l)
{
	const struct exchange *x = look_exchange(l);
	say(p, what, "%s", url);
	for (int i = 0; l->f && i + 1 < l->f->n_hops; i++)
		say(p, "", "status %d, leads on from %s", l->f->hops[i].x.status,
		    l->f->hops[i].url);
	if (l->f && l->f->n_hops > 1)
		say(p, "", "to %s", l->f->url.href ? l->f->url.href : l->f->text);
	say(p, "robots.txt", "%s",
	    look_robots(&p->pass, l->f && l->f->text ? l->f->text : url, &p->arena));
	if (l->outcome == OUTCOME_TAKEN && x)
		say(p, "outcome", "ok: status %d, %zu bytes, %.1f s", x->status, x->body.len,
		    x->seconds);
	else
		say(p, "outcome", "%s: %s", outcome_name(l->outcome), fail_text(&l->why));
}

size_t
answer_rows(const json_t *answer)
{
	return json_array_size(json_object_get(answer, "items"));
}

void
say_rows(struct probe *p)
{
	json_t *items = json_object_get(p->list, "items"), *row;
	size_t i;
	say(p, "rows", "%zu taken, %lld dropped", answer_rows(p->list),
	    (long long)json_integer_value(json_object_get(p->list, "dropped")));
	json_array_foreach(items, i, row)
	{
		if (i == ROWS_SHOWN) {
			say(p, "", "and %zu more", answer_rows(p->list) - i);
			break;
		}
		const char *date = answer_text(row, "date"), *title = answer_text(row, "title");
		buf_addf(&p->out, "#   ");
		put_clean(&p->out, date ? date : "no date   ", 10);
		buf_adds(&p->out, "  ");
		put_clean(&p->out, title ? title : "(no title)", TITLE_SHOWN);
		buf_adds(&p->out, "  ");
		put_clean(
		    &p->out, answer_text(row, "href") ? answer_text(row, "href") : "", CAP_URL);
		buf_addc(&p->out, '\n');
	}
	if (answer_text(p->list, "data"))
		say(p, "", "its script asks for %s", answer_text(p->list, "data"));
	json_t *fail = json_object_get(p->list, "fail");
	if (answer_text(fail, "why"))
		say(p, "", "read as %s: %s", answer_text(p->list, "kind"),
		    answer_text(fail, "why"));
}
