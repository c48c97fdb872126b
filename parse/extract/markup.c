/* markup.c - the tokenizer behind page_read(): tags, attributes, comments and text after WHATWG
 * HTML 13.2.5, without its error states. Each byte is looked at a bounded number of times. */
#include <string.h>
#include <strings.h>

#include "parse/extract/page.h"
#include "parse/extract/tree.h"

struct reader {
	const char *at, *end;
	struct tree tree;
	struct attribute attributes[CAP_ATTRIBUTES];
	size_t n_attributes;
	bool closed_itself; /* "/>" */
};

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *
find(const char *at, const char *end, const char *what)
{
	return memmem(at, (size_t)(end - at), what, strlen(what));
}

static void
keep_attribute(struct reader *r, const char *name, size_t n, const char *value, size_t len)
{
	enum attribute_name known = attribute_named(name, n);
	if (known == ATTR_NONE || r->n_attributes == CAP_ATTRIBUTES)
		return;
	for (size_t i = 0; i < r->n_attributes; i++)
		if (r->attributes[i].name == known)
			return;
	r->attributes[r->n_attributes++] = (struct attribute){
	    value, len > UINT32_MAX ? UINT32_MAX : (uint32_t)len, (uint8_t)known};
}

/* An unclosed quote takes the rest of the page, as in browsers. */
static const char *
quoted_end(const char *at, const char *end, char quote)
{
	const char *close = memchr(at, quote, (size_t)(end - at));
	return close ? close : end;
}

static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && is_space(*at))
		at++;
	return at;
}

size_t
markup_name(const char *at, const char *end)
{
	const char *start = at;
	while (at < end && !is_space(*at) && *at != '>' && *at != '/')
		at++;
	return (size_t)(at - start);
}

/* Behind the '='. */
static const char *
read_value(const char *at, const char *end, struct raw_attribute *out)
{
	if (at < end && (*at == '"' || *at == '\'')) {
		const char *close = quoted_end(at + 1, end, *at);
		out->value = at + 1;
		out->len = (size_t)(close - at - 1);
		return close < end ? close + 1 : close;
	}
	out->value = at;
	while (at < end && !is_space(*at) && *at != '>')
		at++;
	out->len = (size_t)(at - out->value);
	return at;
}

bool
markup_attribute(const char **where, const char *end, struct raw_attribute *out)
{
	const char *at = skip_space(*where, end);
	while (at < end && *at == '/')
		at = skip_space(at + 1, end);
	if (at == end || *at == '>') {
		*where = at < end ? at + 1 : at;
		return false;
	}
	out->name = at++;
	while (at < end && !is_space(*at) && *at != '=' && *at != '>' && *at != '/')
		at++;
	out->n = (size_t)(at - out->name);
	out->value = out->name;
	out->len = 0;
	at = skip_space(at, end);
	if (at < end && *at == '=')
		at = read_value(skip_space(at + 1, end), end, out);
	*where = at;
	return true;
}

/* Attributes up to and with the '>'. */
static void
read_attributes(struct reader *r)
{
	struct raw_attribute a;
	r->n_attributes = 0;
	while (markup_attribute(&r->at, r->end, &a))
		keep_attribute(r, a.name, a.n, a.value, a.len);
	r->closed_itself = r->end - r->at >= 0 && r->at[-1] == '>' && r->at[-2] == '/';
}

/* Where the end tag of a raw element begins, else the end of the page. */
static const char *
raw_end(const struct reader *r, enum tag tag)
{
	const char *name = tag_name(tag);
	size_t n = strlen(name);
	for (const char *at = r->at; (at = find(at, r->end, "</")) != NULL; at += 2) {
		size_t rest = (size_t)(r->end - at) - 2;
		if (rest >= n && strncasecmp(at + 2, name, n) == 0 &&
		    (rest == n || !is_letter(at[2 + n])))
			return at;
	}
	return r->end;
}

static void
read_start_tag(struct reader *r)
{
	const char *name = r->at;
	r->at += markup_name(name, r->end);
	enum tag tag = tag_named(name, (size_t)(r->at - name));
	read_attributes(r);
	struct page *p = r->tree.page;
	uint32_t before = p->n_nodes;
	tree_open(&r->tree, tag, r->attributes, r->n_attributes);
	if (p->starts && p->n_nodes > before)
		p->starts[before] = name;
	if (r->closed_itself && (tag == TAG_OTHER || tag == TAG_SVG))
		tree_close(&r->tree, tag);
	else if (tag_traits(tag) & TRAIT_RAW) {
		const char *end = raw_end(r, tag);
		tree_text(&r->tree, TAG_TEXT, r->at, (size_t)(end - r->at));
		r->at = end;
		tree_close(&r->tree, tag);
	}
}

static void
read_end_tag(struct reader *r)
{
	const char *name = r->at;
	r->at += markup_name(name, r->end);
	enum tag tag = tag_named(name, (size_t)(r->at - name));
	read_attributes(r);
	if (tag == TAG_P && !r->tree.count[TAG_P])
		tag = TAG_BR;
	if (tag == TAG_BR)
		tree_open(&r->tree, TAG_BR, NULL, 0);
	else
		tree_close(&r->tree, tag);
}

/* "<!...", "<?..." and "</" before no letter. A CDATA section's content is read as markup: that is
 * how the lists stand in it. */
static void
read_declaration(struct reader *r)
{
	size_t rest = (size_t)(r->end - r->at);
	if (rest >= 4 && memcmp(r->at, "<!--", 4) == 0) {
		const char *text = r->at + 4, *close = find(text, r->end, "-->");
		const char *end = close ? close : r->end;
		if (text < r->end && *text == '>')
			end = text;
		tree_text(&r->tree, TAG_COMMENT, text, (size_t)(end - text));
		r->at = end == close ? end + 3 : end < r->end ? end + 1 : end;
		return;
	}
	if (rest >= 9 && memcmp(r->at, "<![CDATA[", 9) == 0) {
		r->at += 9;
		return;
	}
	const char *close = memchr(r->at, '>', rest);
	r->at = close ? close + 1 : r->end;
}

static void
read_text(struct reader *r)
{
	const char *start = r->at;
	for (;;) {
		const char *tag = memchr(r->at, '<', (size_t)(r->end - r->at));
		if (tag == NULL || r->end - tag < 2) {
			r->at = r->end;
			break;
		}
		r->at = tag;
		if (is_letter(tag[1]) || tag[1] == '/' || tag[1] == '!' || tag[1] == '?')
			break;
		r->at++;
	}
	tree_text(&r->tree, TAG_TEXT, start, (size_t)(r->at - start));
}

static void
read_markup(struct reader *r)
{
	if (r->end - r->at < 2 || *r->at != '<') {
		read_text(r);
	} else if (is_letter(r->at[1])) {
		r->at++;
		read_start_tag(r);
	} else if (r->at[1] == '/' && r->end - r->at > 2 && is_letter(r->at[2])) {
		r->at += 2;
		read_end_tag(r);
	} else if (r->at[1] == '!' || r->at[1] == '?' || r->at[1] == '/') {
		read_declaration(r);
	} else
		read_text(r);
}

/* Most nodes a source can give: a tag and a text behind it for each '<'. */
static size_t
node_estimate(const char *text, size_t n)
{
	size_t tags = 0;
	for (const char *at = text; (at = memchr(at, '<', n - (size_t)(at - text))) != NULL; at++)
		tags++;
	return tags * 2 + 4 < CAP_NODES ? tags * 2 + 4 : CAP_NODES;
}

static void
read_all(struct page *p, const char *text, size_t n)
{
	struct reader *r = arena_zalloc(p->arena, 1, sizeof *r);
	r->at = text;
	r->end = text + n;
	tree_start(&r->tree, p);
	while (r->at < r->end)
		read_markup(r);
	tree_finish(&r->tree);
}

static void
page_start(struct page *p, const char *text, size_t n, struct arena *a)
{
	*p = (struct page){.arena = a, .room = node_estimate(text, n)};
	p->nodes = arena_alloc(a, p->room * sizeof *p->nodes);
}

void
page_read(struct page *p, const char *text, size_t n, struct arena *a)
{
	page_start(p, text, n, a);
	read_all(p, text, n);
}

void
page_read_source(struct page *p, const char *text, size_t n, struct arena *a)
{
	page_start(p, text, n, a);
	p->starts = arena_zalloc(a, p->room, sizeof *p->starts);
	p->source_end = text + n;
	read_all(p, text, n);
}
