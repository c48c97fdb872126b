/* jsonlist.c - see jsonlist.h. */
#include "parse/extract/jsonlist.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/extract/dates.h"
#include "parse/extract/json.h"
#include "parse/extract/jsonpath.h"
#include "parse/extract/text.h"

enum { JSON_DEPTH = 32, TITLE_SHORTEST = 4, TITLE_USUAL = 8, VARIABLE_TRIES = 16 };

/* Names of members, best first. */
static const char *const title_names[] = {"title", "BT", "doctitle", "docTitle", "shortsubject",
    "subject", "name", "mc", "articleTitle", "headline", "showTitle", "DOCTITLE", NULL};
static const char *const url_names[] = {"url", "DOCPUBURL", "docpuburl", "puburl", "pubUrl",
    "linkurl", "linkUrl", "link", "href", "post_url", "articleUrl", "pcUrl", "docUrl", "pc",
    "wzurl", "urls", "chnldocurl", NULL};
static const char *const date_names[] = {"pubtimeStr", "publishedTimeStr", "pub_time", "FBRQ",
    "fbrq", "deploytime", "docreltime", "DOCRELPUBTIME", "save_time", "pubdate", "PUBDATE",
    "publishTime", "publishedTime", "display_publish_time", "release_time", "releaseTime",
    "pubDate", "jsearch_date", "trs_time", "date", "pubtime", "ptime", "time", "create_time",
    "createdate", "created_at", "CRTIME", NULL};

static const char *const pages_names[] = {
    "totalpage", "totalPages", "total_page", "pageCount", "pagecount", "pages", NULL};

/* NULs are text, and what stands behind the value is not ours. */
static const size_t READ_FLAGS = JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK;

struct walk {
	struct listing *listing;
	const struct reading *reading;
	const struct listing_form *form;
	json_t *kept;      /* texts that were read as JSON */
	struct buf markup; /* strings that hold rows of markup */
};

/* The first named member that is there, in the object or in an object it holds. */
static json_t *
member(json_t *object, const char *const names[], int depth)
{
	const char *key;
	json_t *value;
	for (size_t i = 0; names[i]; i++)
		json_object_foreach(
		    object, key, value) if (strcasecmp(key, names[i]) == 0 &&
		                            ((json_is_string(value) && *json_string_value(value)) ||
		                                json_is_integer(value))) return value;
	json_object_foreach(object, key, value)
	{
		json_t *inner =
		    depth < 2 && json_is_object(value) ? member(value, names, depth + 1) : NULL;
		if (inner)
			return inner;
	}
	return NULL;
}

static bool
is_title(const char *s)
{
	size_t han = 0, n = strlen(s);
	for (size_t i = 0, len; i < n; i += len)
		han += utf8_is_han(utf8_decode(s + i, n - i, &len));
	return han >= TITLE_SHORTEST && n < CAP_TITLE;
}

static bool
is_address(const char *s)
{
	return strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0 ||
	       (*s == '/' && s[1]) || strncmp(s, "./", 2) == 0 || strncmp(s, "../", 3) == 0 ||
	       strstr(s, ".htm") || strstr(s, ".shtml") || strstr(s, "visit/link");
}

/* Seconds or milliseconds since 1970, as a day in Beijing. */
static bool
day_of_count(long long count, struct date *d)
{
	if (count > 100000000000LL)
		count /= 1000;
	if (count < 100000000LL || count > 4102444800LL)
		return false;
	*d = date_from_days((count + BEIJING_OFFSET) / 86400);
	return true;
}

static bool
day_of(const struct reading *r, json_t *value, struct date *d)
{
	if (json_is_number(value))
		return day_of_count((long long)json_number_value(value), d);
	const char *s = json_is_string(value) ? json_string_value(value) : "";
	size_t digits = strspn(s, "0123456789");
	if (s[digits] == '\0' && digits >= 9 && digits <= 13)
		return day_of_count(strtoll(s, NULL, 10), d);
	return dates_find(r->patterns, s, strlen(s), 0, d, NULL);
}

static const char *
day_text(const struct reading *r, struct date d)
{
	char text[DATE_SIZE];
	date_write(d, text);
	return arena_str(r->arena, text);
}

/* Where no name is a usual one: the only text of the row that is a date and nothing else, or of
 * several the one whose name says that something was published. */
static bool
day_alone(const struct reading *r, json_t *object, struct date *d)
{
	static const char *const names[] = {"pub", "fb", "release", "issue", "show"};
	const char *key;
	json_t *value;
	size_t found = 0;
	struct date one;
	struct span at;
	json_object_foreach(object, key, value)
	{
		const char *s = json_is_string(value) ? json_string_value(value) : "";
		size_t n = strlen(s);
		if (n > 40 || !dates_find(r->patterns, s, n, 0, &one, &at) || at.start > 0)
			continue;
		if (found++ == 0)
			*d = one;
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strncasecmp(key, names[i], strlen(names[i])) == 0) {
				*d = one;
				return true;
			}
	}
	return found == 1;
}

static const char *
row_day(const struct reading *r, json_t *object, const char *href)
{
	struct date d;
	for (size_t i = 0; date_names[i]; i++) {
		const char *const one[] = {date_names[i], NULL};
		json_t *value = member(object, one, 0);
		if (value && day_of(r, value, &d))
			return day_text(r, d);
	}
	return day_alone(r, object, &d) || dates_in_url(r->patterns, href, &d) ? day_text(r, d)
	                                                                       : NULL;
}

/* An address may be a small JSON object of its own: {"common":"/a.html"}. */
static const char *
row_address(const struct reading *r, json_t *value)
{
	const char *s = json_is_string(value) ? json_string_value(value) : NULL;
	if (s && *s == '{') {
		json_t *inner = json_loads(s, 0, NULL);
		const char *key;
		json_t *v;
		const char *found = NULL;
		json_object_foreach(inner, key,
		    v) if (!found && json_is_string(v) && is_address(json_string_value(v))) found =
		    arena_str(r->arena, json_string_value(v));
		json_decref(inner);
		return found;
	}
	return s && is_address(s) ? s : NULL;
}

static const char *
title_of(struct walk *w, json_t *object)
{
	const struct reading *r = w->reading;
	const char *path = w->form ? w->form->title : NULL;
	json_t *title = path ? jsonpath_get(object, path, w->kept) : member(object, title_names, 0);
	const char *text =
	    json_is_string(title) ? listing_plain(r, json_string_value(title)) : NULL;
	return text && (path || is_title(text)) && strlen(text) < CAP_TITLE ? text : NULL;
}

static const char *
address_of(struct walk *w, json_t *object)
{
	const struct reading *r = w->reading;
	const struct listing_form *f = w->form;
	if (f && f->link_template)
		return jsonpath_fill(f->link_template, object, w->kept, r->arena);
	if (f && f->link)
		return jsonpath_text(object, f->link, w->kept, r->arena);
	json_t *url = member(object, url_names, 0);
	return url ? row_address(r, url) : NULL;
}

static const char *
date_of(struct walk *w, json_t *object, const char *href)
{
	struct date d;
	const struct reading *r = w->reading;
	if (w->form == NULL || w->form->date == NULL)
		return row_day(r, object, href);
	if (strchr(w->form->date, '{')) {
		const char *text = jsonpath_joined(w->form->date, object, w->kept, r->arena);
		bool dated = text && dates_find(r->patterns, text, strlen(text), 0, &d, NULL);
		return dated ? day_text(r, d) : NULL;
	}
	json_t *value = jsonpath_get(object, w->form->date, w->kept);
	return (value && day_of(r, value, &d)) || dates_in_url(r->patterns, href, &d)
	           ? day_text(r, d)
	           : NULL;
}

static bool
take_row(struct walk *w, json_t *object)
{
	const struct reading *r = w->reading;
	if (w->listing->n == CAP_ROWS) {
		w->listing->dropped++;
		return true;
	}
	const char *text = title_of(w, object);
	const char *href = text ? address_of(w, object) : NULL;
	if (text && href == NULL)
		w->listing->dropped++;
	if (text == NULL || href == NULL)
		return false;
	listing_add(w->listing, r,
	    (struct row){text, arena_str(r->arena, listing_address(r, href)),
	        date_of(w, object, href), true});
	return true;
}

static bool
is_markup(const char *s)
{
	return strstr(s, "href") && (strstr(s, "<a ") || strstr(s, "<li"));
}

static void
walk(struct walk *w, json_t *value, int depth)
{
	const char *key;
	json_t *inner;
	size_t i;
	if (depth > JSON_DEPTH)
		return;
	if (json_is_object(value)) {
		json_object_foreach(value, key, inner) walk(w, inner, depth + 1);
	} else if (json_is_array(value)) {
		json_array_foreach(
		    value, i, inner) if (!json_is_object(inner) || !take_row(w, inner))
		    walk(w, inner, depth + 1);
	} else if (json_is_string(value) && is_markup(json_string_value(value))) {
		buf_adds(&w->markup, "<div>");
		buf_add(&w->markup, json_string_value(value), json_string_length(value));
		buf_adds(&w->markup, "</div>");
	}
}

/* The JSON of callback({…}); or of {…}. NULL when it begins like neither. */
static const char *
argument(const char *text, size_t *n)
{
	while (*n > 0 && strchr(" \t\r\n", *text)) {
		text++;
		--*n;
	}
	if (*n == 0 || *text == '<')
		return NULL;
	if (*text == '{' || *text == '[')
		return text;
	const char *open = memchr(text, '(', *n < 100 ? *n : 100);
	const char *close = memrchr(text, ')', *n);
	if (open == NULL || close == NULL || close < open)
		return NULL;
	*n = (size_t)(close - open) - 1;
	return open + 1;
}

/* The rows where `form` says that they are. */
static void
read_rows(struct walk *w, json_t *rows)
{
	const char *key;
	json_t *row;
	size_t i;
	json_array_foreach(rows, i, row) w->listing->dropped +=
	    !take_row(w, row) && title_of(w, row) == NULL;
	json_object_foreach(rows, key, row) w->listing->dropped +=
	    !take_row(w, row) && title_of(w, row) == NULL;
	if (json_is_string(rows))
		buf_add(&w->markup, json_string_value(rows), json_string_length(rows));
}

static void
read_root(struct listing *l, const struct reading *r, const struct listing_form *form,
    const char *items, json_t *root)
{
	struct walk w = {.listing = l, .reading = r, .form = form, .kept = json_array()};
	buf_init(&w.markup, CAP_PAGE);
	json_t *rows = items ? jsonpath_get(root, items, w.kept) : NULL;
	json_t *pages = member(root, pages_names, 0);
	if (json_is_integer(pages) && json_integer_value(pages) > 0 &&
	    json_integer_value(pages) < 1000000)
		l->pages = json_integer_value(pages);
	if (rows)
		read_rows(&w, rows);
	else if (items)
		buf_addf(r->notes, "list: %s leads nowhere in the data\n", items);
	else
		walk(&w, root, 0);
	if (l->n == 0 && w.markup.len > 0) {
		const char *kept = arena_strn(r->arena, w.markup.text, w.markup.len);
		l->why = "markup in JSON";
		l->dropped = 0;
		listing_read_markup(l, r, kept, w.markup.len);
	}
	buf_release(&w.markup);
	json_decref(w.kept);
}

bool
jsonlist_read(struct listing *l, const struct reading *r, const struct listing_form *form,
    const char *text, size_t n, struct fail *f)
{
	*l = (struct listing){.why = "objects with a title and an address"};
	text = argument(text, &n);
	bool small = text && json_small(text, n);
	json_t *root = small ? json_loadb(text, n, READ_FLAGS, NULL) : NULL;
	if (text && !small && (*text == '{' || *text == '[')) {
		fail_input(f, r->url, "JSON of more than %d values", CAP_JSON_VALUES);
		return true;
	}
	if (root == NULL)
		return false;
	read_root(l, r, form, form ? form->items : NULL, root);
	json_decref(root);
	return true;
}

/* The JSON that a script gives to a variable, or NULL. */
static json_t *
variable_value(const char *text, size_t n, const char *name, size_t len)
{
	const char *end = text + n;
	int tries = 0;
	for (const char *at = text; (at = memmem(at, (size_t)(end - at), name, len)); at++) {
		const char *s = at + len;
		while (s < end && strchr(" \t\r\n\"'", *s))
			s++;
		if (s >= end || (*s != '=' && *s != ':'))
			continue;
		s++;
		while (s < end && strchr(" \t\r\n", *s))
			s++;
		if (s >= end || (*s != '{' && *s != '['))
			continue;
		json_t *value = json_small(s, (size_t)(end - s))
		                    ? json_loadb(s, (size_t)(end - s), READ_FLAGS, NULL)
		                    : NULL;
		if (value || ++tries == VARIABLE_TRIES)
			return value;
	}
	return NULL;
}

bool
jsonlist_read_scripts(struct listing *l, const struct reading *r, const struct listing_form *form)
{
	size_t len = strcspn(form->items, ".");
	const char *rest = form->items[len] ? form->items + len + 1 : ".";
	json_t *root = NULL;
	for (uint32_t i = 0; i < r->page->n_nodes && root == NULL; i++) {
		size_t n;
		if (r->page->nodes[i].tag != TAG_SCRIPT)
			continue;
		const char *text = page_raw_text(r->page, i, &n);
		root = variable_value(text, n, form->items, len);
	}
	*l = (struct listing){.why = "data in a script"};
	if (root == NULL)
		return false;
	read_root(l, r, form, rest, root);
	json_decref(root);
	return true;
}

/* Rows with a day and a title of some length: menus of columns have days, too. */
static size_t
rows_of_articles(const struct listing *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		n += l->rows[i].date && utf8_count(l->rows[i].title) >= TITLE_USUAL;
	return n;
}

bool
jsonlist_guess_scripts(struct listing *l, const struct reading *r)
{
	enum { ARRAYS_MOST = 8 };
	int tries = 0;
	for (uint32_t i = 0; i < r->page->n_nodes && tries < ARRAYS_MOST; i++) {
		size_t n;
		if (r->page->nodes[i].tag != TAG_SCRIPT)
			continue;
		const char *text = page_raw_text(r->page, i, &n), *end = text + n, *at = text;
		while (n > 0 && (at = memchr(at, '[', (size_t)(end - at))) && tries < ARRAYS_MOST) {
			const char *s = at + 1;
			while (s < end && strchr(" \t\r\n", *s))
				s++;
			if (s < end && *s == '{' && json_small(at, (size_t)(end - at))) {
				struct listing found = {.why = "objects in a script"};
				json_t *root = json_loadb(at, (size_t)(end - at), READ_FLAGS, NULL);
				tries++;
				if (root)
					read_root(&found, r, NULL, NULL, root);
				json_decref(root);
				if (found.n >= 2 && rows_of_articles(&found) * 2 >= found.n) {
					*l = found;
					return true;
				}
			}
			at++;
		}
	}
	return false;
}
