/* probe_list.c - see probing.h: page 1. */
#include "fetch/probing.h"

#include <string.h>

const struct source *
list_source(const struct probe *p)
{
	return p->declared ? p->declared : p->pass.probed;
}

static json_t *
answer_as(struct probe *p, const struct look *l, const struct listing_form *form)
{
	struct fail why = {0};
	json_t *answer = reader_ask(&p->reader, &p->config, p->declared, form, "listing", l, &why);
	if (answer == NULL)
		say(p, "reading", "%s", fail_text(&why));
	return answer;
}

json_t *
list_answer(struct probe *p, const struct look *l)
{
	bool html = strcmp(p->s.listing.kind, "html") == 0;
	return answer_as(p, l, html ? NULL : &p->s.listing);
}

/* As declared; else as it looks, and where nothing shows, as a list in its scripts. */
void
list_read(struct probe *p, const struct look *l)
{
	if (p->declared == NULL)
		p->s.listing.kind = guess_kind(l->body, l->n);
	p->at = arena_str(&p->arena, l->f->url.href);
	p->list = list_answer(p, l);
	if (p->declared || strcmp(p->s.listing.kind, "html") != 0 || answer_rows(p->list) > 0)
		return;
	const struct listing_form script = {.kind = "script"};
	json_t *second = answer_as(p, l, &script);
	if (answer_rows(second) == 0) {
		json_decref(second);
		return;
	}
	json_decref(p->list);
	p->list = second;
	p->s.listing.kind = "script";
}

void
list_say(struct probe *p, const struct look *l)
{
	json_t *items = json_object_get(p->list, "items");
	const char *charset = answer_text(p->list, "charset");
	const char *cms = guess_cms(l->body, l->n, items);
	size_t i;
	json_t *note;
	say(p, "charset", "%s, %lld bytes that are none of it", charset ? charset : "not known",
	    (long long)json_integer_value(json_object_get(p->list, "replaced")));
	if (p->declared == NULL) {
		p->s.cms = p->s.cms ? p->s.cms : cms;
		p->s.article = guess_article(items, &p->arena);
	}
	say(p, "CMS", "%s", p->s.cms ? p->s.cms : "no sign of a known one");
	say(p, "list", "%s", p->s.listing.kind);
	say_rows(p);
	json_array_foreach(json_object_get(p->list, "notes"), i, note)
	    say(p, "note", "%s", json_string_value(note));
}
