/* choice.c - see choice.h. */
#include "bulletin/choice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char include_field[] = "include:", bullets_field[] = "bullets";

static bool
bears_on(const struct decision *d, const char *issue)
{
	return strcmp(d->subject, issue) == 0 ||
	       (strncmp(d->subject, "item:", 5) == 0 && strcmp(d->field, bullets_field) == 0);
}

/* Decisions come oldest first: a later one takes the place of the former. */
static void
put(struct decision *list, size_t *n, const struct decision *d)
{
	size_t k = 0;
	while (k < *n &&
	       (strcmp(list[k].subject, d->subject) != 0 || strcmp(list[k].field, d->field) != 0))
		k++;
	list[k] = *d;
	*n += k == *n;
}

int
choices_read(
    struct store *s, const char *month, struct arena *a, struct choices *out, struct fail *f)
{
	const struct decision *all;
	size_t n;
	*out = (struct choices){0};
	if (store_decisions(s, NULL, a, &all, &n, f) < 0)
		return -1;
	const char *issue = arena_printf(a, "issue:%s", month);
	struct decision *list = arena_zalloc(a, n + 1, sizeof *list);
	for (size_t k = 0; k < n; k++)
		if (bears_on(&all[k], issue))
			put(list, &out->n, &all[k]);
	size_t kept = 0;
	for (size_t k = 0; k < out->n; k++)
		if (list[k].value && *list[k].value)
			list[kept++] = list[k];
	*out = (struct choices){list, kept};
	return 0;
}

const char *
choice_of(const struct choices *c, const char *field, const char *item)
{
	size_t n = strlen(field);
	for (size_t k = 0; k < c->n; k++)
		if (strncmp(c->list[k].field, field, n) == 0 &&
		    strcmp(c->list[k].field + n, item) == 0)
			return c->list[k].value;
	return NULL;
}

long
choice_order(const struct choices *c, const char *item)
{
	const char *value = choice_of(c, "order:", item);
	long n = value ? strtol(value, NULL, 10) : 0;
	return n > 0 ? n : 0;
}

const char *
choice_points(const struct choices *c)
{
	for (size_t k = 0; k < c->n; k++)
		if (strcmp(c->list[k].field, "points") == 0)
			return c->list[k].value;
	return NULL;
}

const char *
choice_bullets(const struct choices *c, const char *item)
{
	for (size_t k = 0; k < c->n; k++)
		if (strcmp(c->list[k].field, bullets_field) == 0 &&
		    strcmp(c->list[k].subject + strlen("item:"), item) == 0)
			return c->list[k].value;
	return NULL;
}

const char *const *
choices_included(const struct choices *c, struct arena *a)
{
	const char **ids = arena_zalloc(a, c->n + 1, sizeof *ids);
	size_t n = 0;
	for (size_t k = 0; k < c->n; k++)
		if (strncmp(c->list[k].field, include_field, strlen(include_field)) == 0)
			ids[n++] = c->list[k].field + strlen(include_field);
	return ids;
}

const char *
choice_line(const char **lines, struct arena *a)
{
	*lines += strspn(*lines, " \t\r\n");
	size_t n = strcspn(*lines, "\n");
	if (n == 0)
		return NULL;
	const char *line = arena_strn(a, *lines, n);
	*lines += n;
	return line;
}

bool
choice_who_valid(const char *name)
{
	bool seen = false;
	size_t n = strlen(name), len;
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(name + i, n - i, &len);
		if (cp < ' ' || (cp >= 0x7f && cp < 0xa0) || (cp >= 0x2028 && cp <= 0x202e) ||
		    (cp >= 0x2066 && cp <= 0x2069))
			return false;
		seen |= !utf8_is_space(cp);
	}
	return seen && n <= 200 && utf8_valid(name, n);
}
