/* written.c - see written.h. One pass over the bytes of each script; a text ends with its line at
 * the latest, as in the language, so a quote in a regular expression spoils one line. */
#include "parse/extract/written.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"

enum { VARIABLES = 64, TERMS = 64 };

struct variable {
	const char *name;
	size_t len;
	const char *value; /* in the arena */
};

struct script {
	const char *at, *end;
	struct variable variables[VARIABLES];
	size_t n_variables;
	struct buf value; /* of the expression that is being read */
	size_t spent;     /* bytes of all values: a=a+a would double without end */
	struct buf *out;
	struct arena *arena;
};

static bool
is_quote(char c)
{
	return c == '\'' || c == '"' || c == '`';
}

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* White space and comments. */
static void
skip_blank(struct script *s)
{
	while (s->at < s->end) {
		size_t left = (size_t)(s->end - s->at);
		const char *close = NULL;
		if (isspace((unsigned char)*s->at)) {
			s->at++;
			continue;
		}
		if (left < 2 || *s->at != '/' || (s->at[1] != '/' && s->at[1] != '*'))
			return;
		if (s->at[1] == '/')
			close = memchr(s->at, '\n', left);
		else if ((close = memmem(s->at + 2, left - 2, "*/", 2)))
			close += 2;
		s->at = close ? close : s->end;
	}
}

/* What stands behind a backslash; its value is added. */
static void
read_escape(struct script *s)
{
	static const char named[] = "n\nt\tr\rb\bf\fv\v";
	char c = *s->at++, hex[5] = "";
	const char *plain = strchr("ntrbfv", c);
	size_t digits = c == 'u' ? 4 : c == 'x' ? 2 : 0, have = 0;
	while (have < digits && s->at < s->end && isxdigit((unsigned char)*s->at))
		hex[have++] = *s->at++;
	if (digits > 0 && have == digits) {
		char text[4];
		buf_add(&s->value, text, utf8_encode((uint32_t)strtoul(hex, NULL, 16), text));
	} else if (c && plain)
		buf_addc(&s->value, strchr(named, c)[1]);
	else if (c != '\n')
		buf_addc(&s->value, c);
}

/* A text in quotes, added to the value. */
static void
read_quoted(struct script *s)
{
	char quote = *s->at++;
	while (s->at < s->end && *s->at != quote && (*s->at != '\n' || quote == '`')) {
		if (*s->at == '\\' && s->at + 1 < s->end) {
			s->at++;
			read_escape(s);
		} else
			buf_addc(&s->value, *s->at++);
	}
	s->at += s->at < s->end && *s->at == quote;
}

static struct variable *
variable(struct script *s, const char *name, size_t len)
{
	for (size_t i = s->n_variables; i-- > 0;)
		if (s->variables[i].len == len && memcmp(s->variables[i].name, name, len) == 0)
			return &s->variables[i];
	return NULL;
}

/* One text or variable. False: something else stands there. */
static bool
read_term(struct script *s)
{
	skip_blank(s);
	if (s->at == s->end)
		return false;
	if (is_quote(*s->at)) {
		read_quoted(s);
		return true;
	}
	const char *name = s->at;
	while (s->at < s->end && (is_name(*s->at) || *s->at == '.'))
		s->at++;
	const struct variable *v = variable(s, name, (size_t)(s->at - name));
	if (v)
		buf_adds(&s->value, v->value);
	return s->at > name;
}

/* Terms joined by +, into the value. False when it does not begin with one. */
static bool
read_expression(struct script *s)
{
	buf_clear(&s->value);
	bool any = false;
	for (int i = 0; i < TERMS && read_term(s); i++) {
		any = true;
		skip_blank(s);
		if (s->at == s->end || *s->at != '+' || (s->at + 1 < s->end && s->at[1] == '='))
			break;
		s->at++;
	}
	s->spent += s->value.len;
	return any;
}

static void
assign(struct script *s, const char *name, size_t len)
{
	struct variable *v = variable(s, name, len);
	if (!read_expression(s))
		return;
	if (v == NULL && s->n_variables < VARIABLES)
		v = &s->variables[s->n_variables++];
	if (v)
		*v =
		    (struct variable){name, len, arena_strn(s->arena, s->value.text, s->value.len)};
}

static bool
named(const char *name, size_t len, const char *what)
{
	return len == strlen(what) && memcmp(name, what, len) == 0;
}

/* A name, and what it is about: a call that writes, a variable that is given a text, or neither. */
static void
read_name(struct script *s)
{
	const char *name = s->at;
	while (s->at < s->end && (is_name(*s->at) || *s->at == '.'))
		s->at++;
	size_t len = (size_t)(s->at - name);
	skip_blank(s);
	if (s->at == s->end)
		return;
	if (*s->at == '(' &&
	    (named(name, len, "document.write") || named(name, len, "document.writeln"))) {
		s->at++;
		if (read_expression(s))
			buf_add(s->out, s->value.text, s->value.len);
	} else if (*s->at == '=' && s->at + 1 < s->end && s->at[1] != '=') {
		s->at++;
		assign(s, name, len);
	}
}

static void
read_script(struct script *s, const char *text, size_t n)
{
	s->at = text;
	s->end = text + n;
	for (skip_blank(s); s->at < s->end && s->spent < CAP_BODY; skip_blank(s)) {
		if (is_name(*s->at))
			read_name(s);
		else if (is_quote(*s->at)) {
			buf_clear(&s->value);
			read_quoted(s);
		} else
			s->at++;
	}
}

const char *
written_markup(const struct page *p, struct arena *a, size_t *n)
{
	struct buf out;
	struct script *s = NULL;
	const char *kept = NULL;
	buf_init(&out, CAP_BODY);
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		size_t len;
		if (p->nodes[i].tag != TAG_SCRIPT)
			continue;
		const char *text = page_raw_text(p, i, &len);
		/* Until something is written only scripts that write matter. */
		if (s == NULL && (len == 0 || memmem(text, len, "document.write", 14) == NULL))
			continue;
		if (s == NULL) {
			s = arena_zalloc(a, 1, sizeof *s);
			s->arena = a;
			s->out = &out;
			buf_init(&s->value, CAP_BODY);
		}
		/* Each writes where it stands: often into a row of its own. */
		buf_adds(&out, "<div>");
		read_script(s, text, len);
		buf_adds(&out, "</div>");
	}
	if (s)
		buf_release(&s->value);
	*n = out.len;
	if (out.len > 0)
		kept = arena_strn(a, out.text, out.len);
	buf_release(&out);
	return kept;
}
