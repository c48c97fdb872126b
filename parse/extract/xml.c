/* xml.c - see xml.h. */
#include "parse/extract/xml.h"

#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "parse/extract/entity.h"

/* Behind the end mark, or at the end of the source. */
static const char *
behind(const struct xml *x, const char *from, const char *mark)
{
	const char *found = memmem(from, (size_t)(x->end - from), mark, strlen(mark));
	return found ? found + strlen(mark) : x->end;
}

static bool
begins(const struct xml *x, const char *word)
{
	size_t n = strlen(word);
	return (size_t)(x->end - x->at) >= n && memcmp(x->at, word, n) == 0;
}

/* <!DOCTYPE … [ … ]>: the declarations inside are passed over with it. */
static const char *
behind_declaration(const struct xml *x)
{
	const char *close = memchr(x->at, '>', (size_t)(x->end - x->at));
	const char *open = memchr(x->at, '[', (size_t)((close ? close : x->end) - x->at));
	return open ? behind(x, behind(x, open, "]"), ">") : behind(x, x->at, ">");
}

static size_t
name_length(const char *s, const char *end)
{
	const char *at = s;
	while (at < end && !strchr(" \t\r\n/>=<\"'", *at) && *at)
		at++;
	return (size_t)(at - s);
}

static void
read_tag(struct xml *x, struct xml_token *t)
{
	const char *s = x->at + 1, *end;
	char quote = 0;
	bool closes = s < x->end && *s == '/';
	s += closes;
	for (end = s; end < x->end && (quote || *end != '>'); end++)
		if (quote ? *end == quote : *end == '"' || *end == '\'')
			quote = quote ? 0 : *end;
	/* A quote that never ends is none. */
	if (end == x->end)
		end = memchr(s, '>', (size_t)(x->end - s)) ? memchr(s, '>', (size_t)(x->end - s))
		                                           : end;
	size_t n = name_length(s, end);
	const char *colon = memchr(s, ':', n);
	*t = (struct xml_token){.kind = closes ? XML_CLOSE : XML_OPEN,
	    .text = colon ? colon + 1 : s,
	    .n = colon ? n - (size_t)(colon + 1 - s) : n,
	    .attributes = s + n,
	    .n_attributes = (size_t)(end - s) - n,
	    .empty = end > s && end[-1] == '/'};
	x->at = end < x->end ? end + 1 : end;
}

void
xml_next(struct xml *x, struct xml_token *t)
{
	while (x->at < x->end) {
		const char *from = x->at;
		if (begins(x, "<![CDATA[")) {
			const char *end = behind(x, from, "]]>");
			from += strlen("<![CDATA[");
			x->at = end;
			size_t n = (size_t)(end - from);
			n -= n >= 3 && memcmp(end - 3, "]]>", 3) == 0 ? 3 : 0;
			*t = (struct xml_token){XML_TEXT, .text = from, .n = n, .raw = true};
			return;
		}
		if (begins(x, "<!--"))
			x->at = behind(x, from, "-->");
		else if (begins(x, "<!"))
			x->at = behind_declaration(x);
		else if (begins(x, "<?"))
			x->at = behind(x, from, "?>");
		else if (*from == '<') {
			read_tag(x, t);
			return;
		} else {
			const char *open = memchr(from, '<', (size_t)(x->end - from));
			x->at = open ? open : x->end;
			*t =
			    (struct xml_token){XML_TEXT, .text = from, .n = (size_t)(x->at - from)};
			return;
		}
	}
	*t = (struct xml_token){.kind = XML_END, .text = ""};
}

bool
xml_is(const struct xml_token *t, const char *name)
{
	return strlen(name) == t->n && strncasecmp(t->text, name, t->n) == 0;
}

static void
add_decoded(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t len = 0;
		int c = s[i] == '&' ? entity_decode(s + i, n - i, &len) : 0;
		if (c > 0 && len > 0) {
			buf_addu(b, (unsigned)c);
			i += len;
		} else
			buf_addc(b, s[i++]);
	}
}

const char *
xml_attribute(const struct xml_token *t, const char *name, struct arena *a)
{
	const char *s = t->attributes, *end = s + t->n_attributes;
	size_t want = strlen(name);
	while (s < end) {
		size_t n = name_length(s, end);
		if (n == 0) {
			s++;
			continue;
		}
		const char *value = s + n;
		while (value < end && strchr(" \t\r\n", *value))
			value++;
		if (value >= end || *value != '=') {
			s += n;
			continue;
		}
		value++;
		while (value < end && strchr(" \t\r\n", *value))
			value++;
		char quote = value < end && (*value == '"' || *value == '\'') ? *value++ : 0;
		const char *close = quote ? memchr(value, quote, (size_t)(end - value)) : NULL;
		size_t len = close ? (size_t)(close - value) : name_length(value, end);
		if (n == want && strncasecmp(s, name, n) == 0) {
			struct buf b;
			buf_init(&b, CAP_FIELD);
			add_decoded(&b, value, len);
			char *text = arena_strn(a, b.text, b.len);
			buf_release(&b);
			return text;
		}
		s = value + len + (close != NULL);
		if (s == value)
			s++;
	}
	return NULL;
}

void
xml_text(const struct xml_token *t, struct buf *b)
{
	if (t->raw)
		buf_add(b, t->text, t->n);
	else
		add_decoded(b, t->text, t->n);
}
