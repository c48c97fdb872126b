/* terms.c - see machine.h: how a text goes to a translation service and how it comes back. */
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"
#include "translate/machine.h"

enum { TERM_LEAST = 2 * 3, TERMS_MOST = 200, LINE_LEAST = 15 };

static size_t
character(const char *s, size_t n)
{
	size_t len;
	(void)utf8_decode(s, n, &len);
	return len;
}

static void
add_escaped(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '<' || s[i] == '>' || s[i] == '&')
			buf_adds(b, s[i] == '<' ? "&lt;" : s[i] == '>' ? "&gt;" : "&amp;");
		else
			buf_addc(b, s[i]);
}

const char *
terms_put(const struct translator *t, const char *zh, struct arena *a, const char ***terms)
{
	struct buf b;
	size_t n = 0, left = strlen(zh), room = 0;
	*terms = arena_grow(a, NULL, 0, 1, &room, sizeof **terms);
	buf_init(&b, CAP_BODY);
	for (size_t step; left > 0; zh += step, left -= step) {
		const struct entry *e =
		    n < TERMS_MOST ? glossary_longest(&t->glossary, zh, left) : NULL;
		bool kept = e && e->len > TERM_LEAST && e->ja && *e->ja;
		step = kept ? e->len : character(zh, left);
		if (!kept) {
			add_escaped(&b, zh, step);
			continue;
		}
		buf_adds(&b, "<t>");
		add_escaped(&b, e->ja, strlen(e->ja));
		buf_adds(&b, "</t>");
		*terms = arena_grow(a, *terms, n, n + 2, &room, sizeof **terms);
		(*terms)[n++] = arena_str(a, e->ja);
	}
	(*terms)[n] = NULL;
	const char *out = arena_str(a, b.text);
	buf_release(&b);
	return out;
}

static size_t
entity(const char *s, char *out)
{
	static const struct {
		const char *name;
		char c;
	} entities[] = {
	    {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (strncmp(s, entities[i].name, strlen(entities[i].name)) == 0) {
			*out = entities[i].c;
			return strlen(entities[i].name);
		}
	*out = *s;
	return 1;
}

const char *
terms_take(const char *xml, struct arena *a)
{
	char *out = arena_alloc(a, strlen(xml) + 1), *to = out;
	for (size_t n; *xml; xml += n) {
		n = *xml == '<' ? strcspn(xml, ">") : 0;
		if (n > 0 && xml[n] == '>') {
			n++;
			continue;
		}
		n = entity(xml, to++);
	}
	*to = '\0';
	return out;
}

/* Where the sentence that goes beyond `most` characters begins; all of it when none does. */
static size_t
sentences(const char *s, size_t n, size_t most)
{
	size_t end = 0, characters = 0;
	for (size_t i = 0, len; i < n; i += len) {
		len = character(s + i, n - i);
		if (++characters > most)
			return end;
		if (len == 3 && memcmp(s + i, "。", 3) == 0)
			end = i + len;
	}
	return n;
}

/* Lines that only address somebody, head a part or are short say nothing by themselves. */
static bool
says_something(const char *line, size_t n)
{
	return n >= LINE_LEAST * 3 && memmem(line, n, "。", 3) != NULL;
}

const char *
summary_source(const char *body, struct arena *a)
{
	struct buf b;
	size_t left = SUMMARY_CHARACTERS;
	buf_init(&b, CAP_FIELD);
	while (*body && left > 0) {
		size_t n = strcspn(body, "\n");
		size_t taken = says_something(body, n) ? sentences(body, n, left) : 0;
		buf_add(&b, body, taken);
		size_t said = utf8_count(b.text);
		/* A sentence that does not fit ends it. */
		left = taken == 0 && says_something(body, n) ? 0 : SUMMARY_CHARACTERS - said;
		body += n + (body[n] == '\n');
	}
	const char *out = arena_str(a, b.text);
	buf_release(&b);
	return out;
}
