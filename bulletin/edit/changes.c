/* changes.c - what is other by now than it was when a text was opened. */
#include <string.h>

#include "bulletin/edit/merge.h"

struct telling {
	const struct merging *m;
	const char *before_line;
	struct buf *out;
	size_t n;
};

static void
who_add(struct telling *t, const char *subject, const char *field)
{
	const struct decision *d = decided_since(t->m, subject, field);
	if (d)
		buf_addf(t->out, "(%s、%.10s)", d->who, d->at);
	else
		buf_adds(t->out, "(人の決定ではない)");
	buf_addc(t->out, '\n');
}

static void
line_begin(struct telling *t, char sign, const char *id)
{
	buf_adds(t->out, t->before_line);
	buf_addf(t->out, "%c %s%s%s", sign, id ? "[" : "", id ? id : "", id ? "] " : "");
	t->n++;
}

/* Lines are told as one. */
static void
quoted_add(struct buf *out, const char *text)
{
	buf_adds(out, "「");
	for (; *text; text++)
		if (*text == '\n')
			buf_adds(out, " / ");
		else
			buf_addc(out, *text);
	buf_adds(out, "」");
}

static void
value_tell(struct telling *t, const char *id, const char *subject, const char *field,
    const char *name, const struct value *was, const struct value *is)
{
	if (!was->text || !is->text ||
	    (strcmp(was->text, is->text) == 0 && was->proposal == is->proposal))
		return;
	line_begin(t, '~', id);
	buf_addf(t->out, "%s ", name);
	quoted_add(t->out, was->text);
	buf_adds(t->out, " → ");
	quoted_add(t->out, is->text);
	who_add(t, subject, field);
}

/* The remark that says the title, without its name. */
static const char *
title_of(const struct block *b, size_t *n)
{
	static const char name[] = "# 原題　";
	const char *at = strstr(b->remarks, name);
	at = at ? at + strlen(name) : "";
	*n = strcspn(at, "\n");
	return at;
}

static void
remarks_tell(struct telling *t, const struct block *was, const struct block *is)
{
	const char *s = is->remarks;
	while (*s) {
		size_t n = strcspn(s, "\n");
		const char *line = arena_strn(t->m->a, s, n + 1);
		if (n > 2 && !strstr(was->remarks, line)) {
			line_begin(t, '~', is->id);
			buf_add(t->out, s + 2, n - 2);
			buf_addc(t->out, '\n');
		}
		s += n + (s[n] == '\n');
	}
}

static void
word_tell(struct telling *t, const struct block *was, const struct block *is)
{
	const char *subject = arena_printf(t->m->a, "issue:%s", t->m->month);
	const char *exclude = arena_printf(t->m->a, "exclude:%s", is->id);
	bool out = decided_since(t->m, subject, exclude) != NULL;
	if (strcmp(was->word, is->word) == 0)
		return;
	line_begin(t, '~', is->id);
	buf_addf(t->out, "%s → %s", was->word, is->word);
	who_add(t, subject, out ? exclude : arena_printf(t->m->a, "include:%s", is->id));
}

static void
block_tell(struct telling *t, const struct block *was, const struct block *is)
{
	const char *subject = arena_printf(t->m->a, "item:%s", is->id);
	word_tell(t, was, is);
	if (block_is_entry(was) && block_is_entry(is))
		remarks_tell(t, was, is);
	for (int k = 0; k < PART_COUNT; k++)
		value_tell(t, is->id, subject, part_fields[k], part_names[k], &was->parts[k],
		    &is->parts[k]);
}

static void
presence_tell(struct telling *t, char sign, const struct block *b, const char *why)
{
	size_t n;
	const char *title = title_of(b, &n);
	line_begin(t, sign, b->id);
	buf_addf(t->out, "%s ", b->word);
	buf_add(t->out, title, n);
	buf_addf(t->out, "%s\n", why);
}

size_t
changes_write(const struct merging *m, const char *before_line, struct buf *out)
{
	struct telling t = {m, before_line, out, 0};
	const struct manuscript *base = m->base, *now = m->now;
	size_t rest = 0;
	value_tell(&t, NULL, arena_printf(m->a, "issue:%s", m->month), "points", "この号の要点",
	    &base->points, &now->points);
	for (size_t k = 0; k < now->n; k++) {
		const struct block *is = &now->blocks[k], *was = manuscript_find(base, is->id);
		if (was)
			block_tell(&t, was, is);
		else if (block_is_entry(is))
			presence_tell(&t, '+', is, "");
		else
			rest++;
	}
	for (size_t k = 0; k < base->n; k++)
		if (!manuscript_find(now, base->blocks[k].id))
			presence_tell(&t, '-', &base->blocks[k],
			    "(ほかの項目にまとめられたか、この月のものでなくなった)");
	if (rest > 0) {
		line_begin(&t, '+', NULL);
		buf_addf(out, "そのほか(載せないものなど)に新しく%zu件\n", rest);
	}
	return t.n;
}
