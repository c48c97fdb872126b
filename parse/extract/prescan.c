/* prescan.c - charset_prescan(): WHATWG HTML 13.2.3.2, "prescan a byte stream to determine its
 * encoding". */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "parse/extract/charset.h"
#include "parse/extract/label.h"

enum { PRESCAN = 64 * 1024, VALUE = 256 };

struct scan {
	const unsigned char *at, *end;
};

struct meta_attribute {
	char name[16];
	char value[VALUE];
	size_t value_len;
};

static bool
is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool
is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
put(char *to, size_t size, size_t *n, int c)
{
	if (*n + 1 < size)
		to[(*n)++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
	to[*n] = '\0';
}

static void
read_value(struct scan *s, struct meta_attribute *m)
{
	while (s->at < s->end && is_space(*s->at))
		s->at++;
	if (s->at == s->end)
		return;
	int quote = *s->at == '"' || *s->at == '\'' ? *s->at++ : 0;
	for (; s->at < s->end; s->at++) {
		if (quote ? *s->at == quote : is_space(*s->at) || *s->at == '>') {
			s->at += quote != 0;
			return;
		}
		put(m->value, sizeof m->value, &m->value_len, *s->at);
	}
}

/* The "get an attribute" steps; false at the end of the tag. */
static bool
read_attribute(struct scan *s, struct meta_attribute *m)
{
	size_t n = 0;
	memset(m, 0, sizeof *m);
	while (s->at < s->end && (is_space(*s->at) || *s->at == '/'))
		s->at++;
	if (s->at >= s->end || *s->at == '>')
		return false;
	for (; s->at < s->end; s->at++) {
		if (*s->at == '=' && n > 0) {
			s->at++;
			read_value(s, m);
			return true;
		}
		if (is_space(*s->at))
			break;
		if (*s->at == '/' || *s->at == '>')
			return true;
		put(m->name, sizeof m->name, &n, *s->at);
	}
	while (s->at < s->end && is_space(*s->at))
		s->at++;
	if (s->at < s->end && *s->at == '=') {
		s->at++;
		read_value(s, m);
	}
	return true;
}

/* "Extracting a character encoding from a meta element": content="text/html; charset=…". */
static enum charset
content_charset(const char *value, size_t len)
{
	const char *at = value, *end = value + len;
	while ((at = memmem(at, (size_t)(end - at), "charset", 7)) != NULL) {
		at += 7;
		while (at < end && is_space(*at))
			at++;
		if (at < end && *at == '=')
			break;
	}
	if (at == NULL)
		return CHARSET_NONE;
	for (at++; at < end && is_space(*at); at++)
		;
	if (at < end && (*at == '"' || *at == '\'')) {
		const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
		return close ? charset_labelled(at + 1, (size_t)(close - at - 1)) : CHARSET_NONE;
	}
	size_t n = 0;
	while (at + n < end && !is_space(at[n]) && at[n] != ';')
		n++;
	return charset_labelled(at, n);
}

/* One <meta>; CHARSET_NONE when it declares nothing that counts. */
static enum charset
read_meta(struct scan *s)
{
	struct meta_attribute m;
	bool pragma = false, need_pragma = false, seen_content = false, seen_charset = false;
	enum charset found = CHARSET_NONE;
	while (read_attribute(s, &m)) {
		if (strcmp(m.name, "http-equiv") == 0)
			pragma |= strcmp(m.value, "content-type") == 0;
		else if (strcmp(m.name, "content") == 0 && !seen_content && found == CHARSET_NONE) {
			found = content_charset(m.value, m.value_len);
			seen_content = need_pragma = found != CHARSET_NONE;
		} else if (strcmp(m.name, "charset") == 0 && !seen_charset) {
			seen_charset = true;
			found = charset_labelled(m.value, m.value_len);
			need_pragma = false;
		}
	}
	/* Cut inside the element: it declares nothing. */
	if (s->at >= s->end || (need_pragma && !pragma))
		return CHARSET_NONE;
	if (found == CHARSET_UTF16BE || found == CHARSET_UTF16LE)
		return CHARSET_UTF8;
	return found;
}

static void
skip_past(struct scan *s, const char *what)
{
	const unsigned char *hit = memmem(s->at, (size_t)(s->end - s->at), what, strlen(what));
	s->at = hit ? hit + strlen(what) : s->end;
}

static bool
at_meta(const struct scan *s)
{
	return s->end - s->at > 5 && strncasecmp((const char *)s->at, "<meta", 5) == 0 &&
	       (is_space(s->at[5]) || s->at[5] == '/');
}

const char *
charset_prescan(const unsigned char *bytes, size_t n)
{
	struct scan s = {bytes, bytes + (n < PRESCAN ? n : PRESCAN)};
	struct meta_attribute ignored;
	while (s.at < s.end) {
		size_t rest = (size_t)(s.end - s.at);
		if (rest >= 4 && memcmp(s.at, "<!--", 4) == 0) {
			s.at += 2;
			skip_past(&s, "-->");
		} else if (at_meta(&s)) {
			s.at += 5;
			enum charset c = read_meta(&s);
			if (c != CHARSET_NONE)
				return charset_name(c);
		} else if (rest > 2 && *s.at == '<' &&
		           (is_letter(s.at[1]) || (s.at[1] == '/' && is_letter(s.at[2])))) {
			while (s.at < s.end && !is_space(*s.at) && *s.at != '>')
				s.at++;
			while (read_attribute(&s, &ignored))
				;
		} else if (rest > 1 && *s.at == '<' && strchr("!/?", s.at[1]))
			skip_past(&s, ">");
		else
			s.at++;
	}
	return NULL;
}
