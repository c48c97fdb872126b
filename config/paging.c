/* paging.c - see paging.h. */
#include "config/paging.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/url.h"

/* What the placeholders of a template stand for. */
struct values {
	long n, from, to;
	const char *pageid, *col, *name;
};

/* The last folder of an address ("col" of /a/col/index.html) or its file name without extension. */
static const char *
path_part(const char *url, bool folder, struct arena *a)
{
	const char *path = strstr(url, "://");
	path = path ? strchr(path + 3, '/') : NULL;
	size_t n = path ? strcspn(path, "?#") : 0;
	size_t end = n;
	while (end > 0 && path[end - 1] != '/')
		end--;
	if (!folder) {
		const char *dot = memrchr(path ? path + end : "", '.', n - end);
		size_t len = dot ? (size_t)(dot - path) - end : n - end;
		return len > 0 ? arena_strn(a, path + end, len) : "index";
	}
	size_t begin = end > 0 ? end - 1 : 0;
	while (begin > 0 && path[begin - 1] != '/')
		begin--;
	return end > begin + 1 ? arena_strn(a, path + begin, end - 1 - begin) : NULL;
}

/* The template with its placeholders filled in; NULL when one of them is not known. */
static const char *
fill(const char *template, const struct values *v, struct arena *a)
{
	const struct {
		const char *name, *text;
	} known[] = {{"{n}", arena_printf(a, "%ld", v->n)},
	    {"{from}", arena_printf(a, "%ld", v->from)}, {"{to}", arena_printf(a, "%ld", v->to)},
	    {"{pageid}", v->pageid}, {"{col}", v->col}, {"{name}", v->name}};
	struct buf b;
	bool missing = false;
	buf_init(&b, CAP_FIELD);
	for (const char *at = template; *at;) {
		size_t i = 0, count = sizeof known / sizeof *known;
		while (i < count && strncmp(at, known[i].name, strlen(known[i].name)) != 0)
			i++;
		if (i == count) {
			buf_addc(&b, *at++);
			continue;
		}
		missing |= known[i].text == NULL;
		buf_adds(&b, known[i].text ? known[i].text : "");
		at += strlen(known[i].name);
	}
	missing |= buf_full(&b);
	const char *text = missing ? NULL : arena_strn(a, b.text, b.len);
	buf_release(&b);
	return text;
}

/* An address with one parameter of its query set. */
static const char *
with_parameter(const char *url, const char *name, const char *text, struct arena *a)
{
	size_t len = strlen(name), whole = strcspn(url, "#");
	const char *query = memchr(url, '?', whole);
	for (const char *at = query; at && at < url + whole; at = strchr(at + 1, '&'))
		if (strncmp(at + 1, name, len) == 0 && at[1 + len] == '=') {
			const char *value = at + 2 + len;
			size_t n_value = strcspn(value, "&#");
			return arena_printf(a, "%.*s%s%.*s", (int)(value - url), url, text,
			    (int)(url + whole - value - n_value), value + n_value);
		}
	return arena_printf(a, "%.*s%c%s=%s", (int)whole, url, query ? '&' : '?', name, text);
}

/* Page n by the parameter that takes its number; NULL when the address to set it in is not known.
 */
static const char *
parameter_url(
    const struct source *s, const struct values *v, const struct paging_said *said, struct arena *a)
{
	const char *base = s->listing.data ? said->url : s->list_url;
	const char *value =
	    s->page_value ? fill(s->page_value, v, a) : arena_printf(a, "%ld", v->n);
	return base && value ? with_parameter(base, s->page_parameter, url_escaped(value, a), a)
	                     : NULL;
}

static bool
is_numbered(const char *template)
{
	return template &&
	       (strstr(template, "{n}") || strstr(template, "{from}") || strstr(template, "{to}"));
}

static bool
is_none(const struct source *s)
{
	return s->pagination && strcmp(s->pagination, "none") == 0;
}

static bool
is_reversed(const struct source *s)
{
	return s->numbering && strcmp(s->numbering, "reversed") == 0;
}

static struct values
values_of(const struct source *s, int n, const struct paging_said *said, struct arena *a)
{
	struct values v = {.n = s->first_index + n - 2,
	    .from = ((long)n - 1) * s->per_page + 1,
	    .to = (long)n * s->per_page,
	    .pageid = said ? said->pageid : NULL,
	    .col = path_part(s->list_url, true, a),
	    .name = path_part(s->list_url, false, a)};
	/* Without a number in its addresses page 1 is the first of what a body or parameter counts.
	 */
	if (n == 1 && v.n < 0)
		v.n = 0;
	if (is_reversed(s))
		v.n = (said ? said->pages : 0) - n + s->first_index - 1;
	return v;
}

/* The address of page n >= 2; NULL with *why when it can't be known. */
static const char *
page_url(const struct source *s, const struct values *v, const struct paging_said *said,
    struct arena *a, const char **why)
{
	bool template = is_numbered(s->pagination);
	const char *link;
	if (!template && s->page_parameter)
		return parameter_url(s, v, said, a);
	if (!template && is_numbered(s->listing.body))
		return s->list_url;
	if (!template)
		return said->next;
	if (is_reversed(s) && (said->pages == 0 || v->n < 0)) {
		*why = said->pages == 0 ? "pages are numbered from the last, and the page does not "
		                          "say how many there are"
		                        : NULL;
		return NULL;
	}
	link = fill(s->pagination, v, a);
	if (link == NULL && said->next)
		return said->next;
	if (link == NULL)
		*why = "the page does not say the {pageid} that the names of its pages hold";
	return link ? url_resolve(s->list_url, link, a) : NULL;
}

bool
source_page(const struct source *s, int n, const struct paging_said *said, struct arena *a,
    struct source_page *out, const char **why)
{
	static const struct paging_said nothing = {0};
	const char *reason = NULL;
	struct values v = values_of(s, n, said, a);
	*out = (struct source_page){.url = s->list_url};
	if (why == NULL)
		why = &reason;
	*why = NULL;
	if (n > 1 && (is_none(s) || (said && said->pages > 0 && n > said->pages)))
		return false;
	if (n > 1)
		out->url = page_url(s, &v, said ? said : &nothing, a, why);
	if (s->listing.body)
		out->body = fill(s->listing.body, &v, a);
	else if (s->listing.method && strcmp(s->listing.method, "POST") == 0)
		out->body = "";
	return out->url != NULL;
}
