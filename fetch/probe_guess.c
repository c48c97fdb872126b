/* probe_guess.c - see probe.h: what bytes and rows suggest. All of it is shown to a person before
 * it counts. */
#include "fetch/probe.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"

enum { LOOK_AT = 512 * 1024, SHAPES = 4 };

static const struct {
	const char *sign, *name;
} signs[] = {
    {"/gkmlpt/", "gkmlpt"},
    {"window._CONFIG", "gkmlpt"},
    {"jpaas-publish-server", "hanweb-jpaas"},
    {"/module/web/jpage/", "hanweb-jpage"},
    {"<datastore>", "hanweb-jpage"},
    {"/module/xxgk/search.jsp", "hanweb-xxgk"},
    {"/queryList", "hanweb-querylist"},
    {"/igs/front/", "nanwei-igs"},
    {"/common/search/", "ucap-common-search"},
    {"UCAPCONTENT", "ucap"},
    {"UCAP-CONTENT", "ucap"},
    {"vsbcontent", "vsb"},
    {"_sitegray", "vsb"},
    {"siteserver", "siteserver"},
    {"jeecms", "jeecms"},
    {"TRS_Editor", "trs"},
    {"createPageHTML", "trs"},
};

/* The shapes that the addresses of articles have in the families whose pages bear no sign. */
static const struct {
	const char *shape, *name;
} shapes[] = {
    {"t\\d{8}_\\d+\\.", "trs-tdate"},
    {"/art_\\d+_\\d+\\.", "hanweb-jpage"},
    {"/art_[0-9a-f]{32}\\.", "hanweb-jpaas"},
    {"/post_\\d+\\.", "gd-nfcms"},
    {"/\\d{8}/[0-9a-f]{32}\\.", "sh-shhex"},
    {"/\\d{6}/[0-9a-f]{32}\\.", "ucap-hexmon"},
};

static const char *
row_text(const json_t *row, const char *key)
{
	return json_string_value(json_object_get(row, key));
}

static bool
is_hex(const char *s, size_t n)
{
	bool digit = false, letter = false;
	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]) && (s[i] < 'a' || s[i] > 'f'))
			return false;
		digit |= isdigit((unsigned char)s[i]) != 0;
		letter |= s[i] >= 'a' && s[i] <= 'f';
	}
	return digit && letter;
}

static void
literal_add(struct buf *b, char c)
{
	if (strchr(".^$*+?()[]{}|\\", c))
		buf_addc(b, '\\');
	buf_addc(b, c);
}

/* A path as a pattern: numbers and 32 hexadecimal digits stand for any such, what looks like a
 * year, month or day for one of its length. */
static void
shape_add(struct buf *b, const char *path)
{
	for (const char *s = path; *s;) {
		size_t word = strspn(s, "0123456789abcdefghijklmnopqrstuvwxyz"), n = 0;
		while (isdigit((unsigned char)s[n]))
			n++;
		bool day = (n == 4 || n == 6 || n == 8) && s[0] == '2' && s[1] == '0';
		if (word == 32 && is_hex(s, 32)) {
			buf_adds(b, "[0-9a-f]{32}");
			n = 32;
		} else if (day)
			buf_addf(b, "\\d{%zu}", n);
		else if (n > 0)
			buf_adds(b, "\\d+");
		else
			literal_add(b, *s);
		s += n > 0 ? n : 1;
	}
}

/* "^https?://host/(.+/)?" and the shape of the last one or two parts of the path. Years and months
 * before them change, columns too. */
static const char *
shape_of(const char *href, struct arena *a)
{
	struct url u;
	struct buf b;
	if (!url_parse(href, strlen(href), NULL, a, &u))
		return NULL;
	const char *file = strrchr(u.path, '/') + 1, *tail = file;
	/* The folder belongs to it where it is a month, a day or an id. */
	while (tail > u.path + 1 && tail[-2] != '/')
		tail--;
	if (tail == file || !isdigit((unsigned char)*tail))
		tail = file;
	buf_init(&b, CAP_FIELD);
	buf_adds(&b, "^https?://");
	for (const char *c = u.host; *c; c++)
		literal_add(&b, *c);
	buf_adds(&b, tail == u.path + 1 ? "/" : "/(.+/)?");
	shape_add(&b, tail);
	if (*u.query) {
		size_t n = strcspn(u.query, "=");
		const char *name = arena_strn(a, u.query, u.query[n] ? n + 1 : n);
		shape_add(&b, name);
	} else if (*tail)
		buf_addc(&b, '$');
	const char *text = buf_full(&b) ? NULL : arena_str(a, b.text);
	buf_release(&b);
	return text;
}

const char *
guess_article(const json_t *items, struct arena *a)
{
	const char *kinds[SHAPES];
	size_t n = 0, i;
	json_t *row;
	json_array_foreach(items, i, row)
	{
		const char *href = row_text(row, "href"), *shape = href ? shape_of(href, a) : NULL;
		size_t k = 0;
		if (shape == NULL)
			continue;
		while (k < n && strcmp(kinds[k], shape) != 0)
			k++;
		if (k == SHAPES)
			return NULL;
		if (k == n)
			kinds[n++] = shape;
	}
	if (n == 0 || json_array_size(items) < 3)
		return NULL;
	const char *all = kinds[0];
	for (size_t k = 1; k < n; k++)
		all = arena_printf(a, "%s|%s", all, kinds[k]);
	return all;
}

const char *
guess_cms(const char *body, size_t n, const json_t *items)
{
	struct arena a = {0};
	const char *name = NULL;
	json_t *row;
	size_t k;
	if (n > LOOK_AT)
		n = LOOK_AT;
	json_array_foreach(items, k, row)
	{
		const char *href = row_text(row, "href"), *shape = href ? shape_of(href, &a) : NULL;
		for (size_t i = 0; shape && !name && i < sizeof shapes / sizeof *shapes; i++)
			if (strstr(shape, shapes[i].shape))
				name = shapes[i].name;
	}
	for (size_t i = 0; !name && body && i < sizeof signs / sizeof *signs; i++)
		if (memmem(body, n, signs[i].sign, strlen(signs[i].sign)))
			name = signs[i].name;
	arena_release(&a);
	return name;
}

/* A name and a bracket, as a script that calls back begins. */
static bool
is_call(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && (isalnum((unsigned char)s[i]) || s[i] == '_' || s[i] == '.' || s[i] == '$'))
		i++;
	return i > 0 && i < 64 && i < n && s[i] == '(';
}

const char *
guess_kind(const char *body, size_t n)
{
	static const char *const feeds[] = {"<rss", "<feed", "<rdf:RDF"};
	static const char *const maps[] = {"<urlset", "<sitemapindex"};
	if (n > 2 && memcmp(body, "\x1f\x8b", 2) == 0)
		return "sitemap";
	if (n >= 3 && memcmp(body, "\xef\xbb\xbf", 3) == 0)
		body += 3, n -= 3;
	while (n > 0 && isspace((unsigned char)*body))
		body++, n--;
	if (n > 0 && (*body == '{' || *body == '['))
		return "json";
	if (is_call(body, n))
		return "jsonp";
	size_t head = n < 4096 ? n : 4096;
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
		if (memmem(body, head, feeds[i], strlen(feeds[i])))
			return "rss";
	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
		if (memmem(body, head, maps[i], strlen(maps[i])))
			return "sitemap";
	return "html";
}

/* "?a=1&page=2": the member whose number is the only thing that differs between two queries. */
static const char *
parameter_of(const char *query, const char *before, long *number, struct arena *a)
{
	for (const char *s = query; *s; s += strcspn(s, "&")) {
		s++;
		size_t name = strcspn(s, "=&");
		char *end;
		long value = s[name] == '=' ? strtol(s + name + 1, &end, 10) : 0;
		if (value < 1 || value > 2 || (*end && *end != '&'))
			continue;
		const char *whole = arena_strn(a, s, (size_t)(end - s));
		/* What page 1 says too is no number of a page. */
		if (strstr(before, whole))
			continue;
		*number = value;
		return arena_strn(a, s, name);
	}
	return NULL;
}

/* The last run of digits in a name stands for the page; the one before it may be the column's. */
static const char *
template_of(const char *name, const char *pageid, long *number, struct arena *a)
{
	size_t n = strcspn(name, "?#"), end = n;
	while (end > 0 && !isdigit((unsigned char)name[end - 1]))
		end--;
	size_t begin = end;
	while (begin > 0 && isdigit((unsigned char)name[begin - 1]))
		begin--;
	if (begin == end || end - begin > 4)
		return NULL;
	*number = strtol(name + begin, NULL, 10);
	const char *head = arena_strn(a, name, begin);
	const char *at = pageid ? strstr(head, pageid) : NULL;
	if (at)
		head =
		    arena_printf(a, "%.*s{pageid}%s", (int)(at - head), head, at + strlen(pageid));
	return arena_printf(a, "%s{n}%s", head, name + end);
}

/* The member of the query that says which page this is, by its usual names. */
static const char *
page_in_query(const char *query, long *number, struct arena *a)
{
	static const char *const names[] = {"page", "pageNo", "pageNum", "pageIndex", "pageNumber",
	    "currentPage", "curPage", "currpage", "page_no", "pn", "p", NULL};
	for (const char *s = query; *s; s += strcspn(s, "&")) {
		s++;
		size_t name = strcspn(s, "=&");
		char *end;
		long value = s[name] == '=' ? strtol(s + name + 1, &end, 10) : -1;
		if (value < 0 || value > 1 || end == s + name + 1 || (*end && *end != '&'))
			continue;
		for (size_t i = 0; names[i]; i++)
			if (strlen(names[i]) == name && strncasecmp(s, names[i], name) == 0) {
				*number = value + 1;
				return arena_strn(a, s, name);
			}
	}
	return NULL;
}

void
guess_pages(struct source *s, const char *next, const char *pageid, struct arena *a)
{
	struct url list, u;
	long number = 0;
	if (!url_parse(s->list_url, strlen(s->list_url), NULL, a, &list))
		return;
	if (next == NULL) {
		s->page_parameter = page_in_query(list.query, &number, a);
		s->first_index = s->page_parameter ? (int)number : s->first_index;
		return;
	}
	if (!url_parse(next, strlen(next), NULL, a, &u))
		return;
	if (strcmp(u.path, list.path) == 0 && *u.query) {
		s->page_parameter = parameter_of(u.query, list.query, &number, a);
		s->first_index = s->page_parameter ? (int)number : s->first_index;
		return;
	}
	const char *file = strrchr(u.path, '/') + 1;
	size_t folder = (size_t)(strrchr(list.path, '/') + 1 - list.path);
	bool near = strcmp(u.host, list.host) == 0 && (size_t)(file - u.path) == folder &&
	            strncmp(u.path, list.path, folder) == 0;
	const char *name = arena_printf(a, "%s%s", near ? file : next, near ? u.query : "");
	const char *template = template_of(name, pageid, &number, a);
	if (template == NULL)
		return;
	s->pagination = template;
	s->first_index = (int)number;
}
