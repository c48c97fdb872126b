/* probe_entry.c - see probe.h: an entry of sources.yaml. */
#include "fetch/probe.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"

/* What ends a line in YAML or on a terminal, and what turns the direction of a text. */
static bool
is_unprintable(int cp)
{
	return cp < ' ' || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200e ||
	       cp == 0x200f || cp == 0xfeff || (cp & 0xfffe) == 0xfffe;
}

void
put_clean(struct buf *b, const char *text, size_t most)
{
	size_t left = strlen(text), len;
	while (left > 0) {
		int cp = utf8_decode(text, left, &len);
		if (most-- == 0) {
			buf_adds(b, "…");
			return;
		}
		if (is_unprintable(cp))
			buf_addc(b, ' ');
		else
			buf_add(b, text, len);
		text += len;
		left -= len;
	}
}

/* A quoted value of YAML: its quotes doubled. */
static void
put_value(struct buf *b, const char *key, const char *text)
{
	struct buf clean;
	if (text == NULL)
		return;
	buf_init(&clean, CAP_FIELD);
	put_clean(&clean, text, CAP_FIELD);
	buf_addf(b, "  %s: '", key);
	for (const char *s = clean.text; *s; s++) {
		if (*s == '\'')
			buf_addc(b, '\'');
		buf_addc(b, *s);
	}
	buf_adds(b, "'\n");
	buf_release(&clean);
}

static void
put_listing(const struct listing_form *l, struct buf *b)
{
	const struct {
		const char *key, *value;
	} keys[] = {{"  method", l->method}, {"  body", l->body}, {"  referer", l->referer},
	    {"  items", l->items}, {"  title", l->title}, {"  link", l->link}, {"  date", l->date},
	    {"  link_template", l->link_template}, {"  data", l->data}};
	if (strcmp(l->kind, "html") == 0 && !l->method && !l->body && !l->referer && !l->data)
		return;
	buf_addf(b, "  listing:\n    kind: %s\n", l->kind);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		put_value(b, keys[i].key, keys[i].value);
	if (l->take)
		buf_adds(b, "    take:\n");
	for (const struct listing_take *t = l->take; t && t->name; t++) {
		buf_adds(b, "    ");
		put_value(b, t->name, t->pattern);
	}
}

static void
put_number(struct buf *b, const char *key, int value, int usual)
{
	if (value != usual)
		buf_addf(b, "  %s: %d\n", key, value);
}

/* What a declared source says of itself beside its list. */
static void
put_manners(const struct source *s, struct buf *b)
{
	if (s->needs && s->needs[0]) {
		buf_adds(b, "  needs: [");
		for (const char *const *need = s->needs; *need; need++)
			buf_addf(b, "%s%s", need == s->needs ? "" : ", ", *need);
		buf_adds(b, "]\n");
	}
	put_value(b, "proxy", s->proxy);
	if (s->tls && strcmp(s->tls, "legacy") == 0)
		buf_adds(b, "  tls: legacy\n");
	put_number(b, "delay_seconds", s->delay_seconds, source_defaults.delay_seconds);
	put_number(b, "interval_hours", s->interval_hours, source_defaults.interval_hours);
	put_number(b, "interval_min_hours", s->interval_min_hours, 0);
	put_number(b, "interval_max_hours", s->interval_max_hours, 0);
}

void
entry_write(const struct source *s, bool sure, struct buf *b)
{
	buf_addf(b, "- id: %s\n", s->id);
	put_value(b, "name_zh", s->name_zh);
	put_value(b, "name_ja", s->name_ja);
	put_value(b, "column", s->column);
	buf_addf(b, "  level: %s\n  region: %s\n", level_name(s->level), s->region);
	if (!sure)
		buf_adds(b, "  # names, level or region could not be read from the page: check\n");
	put_value(b, "list_url", s->list_url);
	put_value(b, "article", s->article);
	put_value(b, "cms", s->cms);
	put_value(b, "charset", s->charset);
	put_listing(&s->listing, b);
	put_value(b, "pagination", s->pagination);
	put_value(b, "page_parameter", s->page_parameter);
	put_value(b, "page_value", s->page_value);
	put_number(b, "first_index", s->first_index, 1);
	if (s->numbering && strcmp(s->numbering, "reversed") == 0)
		buf_adds(b, "  numbering: reversed\n");
	put_number(b, "per_page", s->per_page, 0);
	put_number(b, "max_pages", s->max_pages, 0);
	put_manners(s, b);
	for (int i = 0; i < XPATH_COUNT; i++)
		put_value(b, xpath_keys[i], s->xpath[i]);
	buf_addf(b, "  state: %s\n", s->state);
}
