/* jsonpath.c - see jsonpath.h. */
#include "parse/extract/jsonpath.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"

/* A text that holds JSON, read; anything else as it is. */
static json_t *
entered(json_t *value, json_t *kept)
{
	const char *s = json_string_value(value);
	if (s == NULL || (*s != '{' && *s != '['))
		return value;
	json_t *inner = json_loadb(s, json_string_length(value), 0, NULL);
	if (inner == NULL || json_array_append_new(kept, inner) != 0)
		return value;
	return inner;
}

static json_t *
step(json_t *from, const char *name, size_t n)
{
	if (json_is_object(from))
		return json_object_getn(from, name, n);
	if (json_is_array(from) && n > 0 && strspn(name, "0123456789") >= n)
		return json_array_get(from, (size_t)strtoul(name, NULL, 10));
	return NULL;
}

/* One alternative, n bytes of path; "." is the value itself. */
static json_t *
follow(json_t *from, const char *path, size_t n, json_t *kept)
{
	const char *end = path + n;
	json_t *at = from;
	if (n == 1 && *path == '.')
		return from;
	while (at && path < end) {
		const char *dot = memchr(path, '.', (size_t)(end - path));
		size_t len = dot ? (size_t)(dot - path) : (size_t)(end - path);
		at = step(entered(at, kept), path, len);
		path += len + (dot != NULL);
	}
	return at;
}

static bool
is_something(const json_t *value)
{
	return value && !json_is_null(value) &&
	       !(json_is_string(value) && json_string_length(value) == 0);
}

json_t *
jsonpath_get(json_t *from, const char *path, json_t *kept)
{
	while (*path) {
		size_t n = strcspn(path, "|");
		json_t *found = follow(from, path, n, kept);
		if (is_something(found))
			return found;
		path += n + (path[n] == '|');
	}
	return NULL;
}

const char *
jsonpath_text(json_t *from, const char *path, json_t *kept, struct arena *a)
{
	json_t *value = jsonpath_get(from, path, kept);
	if (json_is_string(value))
		return arena_strn(a, json_string_value(value), json_string_length(value));
	if (json_is_integer(value))
		return arena_printf(a, "%lld", (long long)json_integer_value(value));
	return NULL;
}

static void
add_encoded(struct buf *b, const char *s)
{
	for (; *s; s++)
		if (isalnum((unsigned char)*s) || strchr("-._~/", *s))
			buf_addc(b, *s);
		else
			buf_addf(b, "%%%02X", (unsigned char)*s);
}

static const char *
fill(const char *template, json_t *from, bool encoded, json_t *kept, struct arena *a)
{
	struct buf b;
	bool missing = false;
	buf_init(&b, CAP_URL);
	for (const char *at = template; *at && !missing;) {
		size_t n = *at == '{' ? strcspn(at, "}") : 0;
		if (n == 0 || at[n] == '\0') {
			buf_addc(&b, *at++);
			continue;
		}
		const char *value = jsonpath_text(from, arena_strn(a, at + 1, n - 1), kept, a);
		missing = value == NULL;
		if (encoded)
			add_encoded(&b, value ? value : "");
		else
			buf_adds(&b, value ? value : "");
		at += n + 1;
	}
	missing |= buf_full(&b);
	const char *text = missing ? NULL : arena_strn(a, b.text, b.len);
	buf_release(&b);
	return text;
}

const char *
jsonpath_fill(const char *template, json_t *from, json_t *kept, struct arena *a)
{
	return fill(template, from, true, kept, a);
}

const char *
jsonpath_joined(const char *template, json_t *from, json_t *kept, struct arena *a)
{
	return fill(template, from, false, kept, a);
}
