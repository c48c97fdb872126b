/* robots.c - see robots.h. One pass over the lines; rules are kept twice, for our name and for "*",
 * because a group that names us may come after the general one. */
#include "fetch/robots.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"

enum key { KEY_NONE, KEY_AGENT, KEY_ALLOW, KEY_DISALLOW, KEY_DELAY, KEY_OTHER };

/* Spellings met in the wild. Reading a mistyped Disallow as what it means errs to the polite side.
 */
static const struct {
	const char *name;
	enum key key;
} keys[] = {
    {"user-agent", KEY_AGENT},
    {"useragent", KEY_AGENT},
    {"user agent", KEY_AGENT},
    {"allow", KEY_ALLOW},
    {"disallow", KEY_DISALLOW},
    {"dissallow", KEY_DISALLOW},
    {"dissalow", KEY_DISALLOW},
    {"disalow", KEY_DISALLOW},
    {"diasllow", KEY_DISALLOW},
    {"disallaw", KEY_DISALLOW},
    {"crawl-delay", KEY_DELAY},
    {"sitemap", KEY_OTHER},
};

/* The rules gathered for one name. */
struct gathered {
	struct robots_rule *rules;
	size_t n, room;
	double delay;
	bool named; /* some group carries the name */
};

struct reading {
	struct arena *a;
	const char *agent;
	struct gathered ours, general;
	bool in_ours, in_general; /* the group being read names them */
	bool rules_begun;         /* the next User-agent line opens a new group */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

static void
trim(const char **s, size_t *n)
{
	while (*n > 0 && is_blank((*s)[0]))
		(*s)++, (*n)--;
	while (*n > 0 && is_blank((*s)[*n - 1]))
		(*n)--;
}

static enum key
key_named(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i].name) == n && strncasecmp(keys[i].name, s, n) == 0)
			return keys[i].key;
	return KEY_NONE;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_unreserved(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

/* What may stand bare in an address. */
static bool
is_bare(int c)
{
	return is_unreserved(c) || (c && strchr("%:/?#[]@!$&'()*+,;=", c));
}

/* RFC 9309 section 2.2.2: octets that can't stand in an address encoded, escapes of unreserved
 * characters decoded, the rest of the escapes in one case. '*' and '$' that stand for themselves
 * end up encoded on both sides: all of them in a path, only a '$' before the end in a pattern. */
static char *
path_normal(const char *s, size_t n, bool pattern, struct arena *a)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, 3 * n + 1), *o = out;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		bool escape = c == '%' && i + 2 < n && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0;
		if (escape) {
			c = (unsigned char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
			i += 2;
		}
		bool literal = (c == '*' && !pattern) || (c == '$' && (!pattern || i + 1 < n));
		if (escape ? is_unreserved(c) : is_bare(c) && !literal) {
			*o++ = (char)c;
			continue;
		}
		*o++ = '%';
		*o++ = digits[c >> 4];
		*o++ = digits[c & 15];
	}
	*o = '\0';
	return out;
}

static void
gathered_add(struct gathered *g, struct arena *a, bool allow, const char *path)
{
	g->rules = arena_grow(a, g->rules, g->n, g->n + 1, &g->room, sizeof *g->rules);
	g->rules[g->n++] = (struct robots_rule){.allow = allow, .path = path};
}

static bool
is_name(const char *agent, const char *s, size_t n)
{
	return n > 0 && strlen(agent) == n && strncasecmp(agent, s, n) == 0;
}

static void
take_agent(struct reading *r, const char *value, size_t n)
{
	if (r->rules_begun)
		r->in_ours = r->in_general = r->rules_begun = false;
	if (n > 0 && value[0] == '*' && (n == 1 || is_blank(value[1]))) {
		r->in_general = r->general.named = true;
		return;
	}
	/* "Foo/1.2" and "Foo 1.2" speak of "Foo", and so does all that follows its token (RFC 9309
	 * section 2.2.1: letters, '-' and '_'). */
	size_t word = 0, token = 0;
	while (word < n && !is_blank(value[word]) && value[word] != '/')
		word++;
	while (token < word &&
	       (isalpha((unsigned char)value[token]) || value[token] == '-' || value[token] == '_'))
		token++;
	if (is_name(r->agent, value, word) || is_name(r->agent, value, token))
		r->in_ours = r->ours.named = true;
}

static void
take_rule(struct reading *r, bool allow, const char *value, size_t n)
{
	r->rules_begun = true;
	if (n == 0 || n > CAP_URL || !(r->in_ours || r->in_general))
		return;
	const char *path = path_normal(value, n, true, r->a);
	if (r->in_ours)
		gathered_add(&r->ours, r->a, allow, path);
	if (r->in_general)
		gathered_add(&r->general, r->a, allow, path);
}

static void
take_delay(struct reading *r, const char *value, size_t n)
{
	char text[32], *end;
	if (n == 0 || n >= sizeof text)
		return;
	memcpy(text, value, n);
	text[n] = '\0';
	double seconds = strtod(text, &end);
	if (end == text || *end || !isfinite(seconds) || seconds < 0)
		return;
	if (r->in_ours && r->ours.delay < seconds)
		r->ours.delay = seconds;
	if (r->in_general && r->general.delay < seconds)
		r->general.delay = seconds;
}

static void
take_line(struct reading *r, const char *s, size_t n)
{
	const char *hash = memchr(s, '#', n);
	if (hash)
		n = (size_t)(hash - s);
	trim(&s, &n);
	const char *colon = memchr(s, ':', n);
	size_t key_len = colon ? (size_t)(colon - s) : 0;
	if (!colon) /* "Disallow /x": the colon forgotten */
		while (key_len < n && !is_blank(s[key_len]))
			key_len++;
	if (key_len >= n && !colon)
		return;
	const char *key = s, *value = s + key_len + 1;
	size_t value_len = n - key_len - 1;
	trim(&key, &key_len);
	trim(&value, &value_len);
	switch (key_named(key, key_len)) {
	case KEY_AGENT:
		take_agent(r, value, value_len);
		break;
	case KEY_ALLOW:
	case KEY_DISALLOW:
		take_rule(r, key_named(key, key_len) == KEY_ALLOW, value, value_len);
		break;
	case KEY_DELAY:
		take_delay(r, value, value_len);
		break;
	case KEY_NONE:
	case KEY_OTHER:
		break;
	}
}

void
robots_read(struct robots *r, const char *text, size_t n, const char *agent, struct arena *a)
{
	struct reading reading = {
	    .a = a, .agent = agent, .ours = {.delay = -1}, .general = {.delay = -1}};
	if (n > ROBOTS_BYTES)
		n = ROBOTS_BYTES;
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3, n -= 3;
	for (size_t at = 0; at < n;) {
		size_t len = 0;
		while (at + len < n && text[at + len] != '\n' && text[at + len] != '\r')
			len++;
		take_line(&reading, text + at, len);
		at += len + 1;
	}
	const struct gathered *g = reading.ours.named ? &reading.ours : &reading.general;
	*r = (struct robots){.rules = g->rules, .n = g->n, .crawl_delay = g->delay};
}

void
robots_write(const struct robots *r, struct buf *b)
{
	buf_adds(b, "User-agent: *\n");
	for (size_t i = 0; i < r->n; i++)
		buf_addf(b, "%s: %s\n", r->rules[i].allow ? "Allow" : "Disallow", r->rules[i].path);
	if (r->crawl_delay >= 0)
		buf_addf(b, "Crawl-delay: %g\n", r->crawl_delay);
}

/* '*' stands for any run of characters, '$' at the end for the end. Only the last '*' can need
 * another try, so the time is bounded by the product of the lengths. */
static bool
path_matches(const char *pattern, const char *path)
{
	const char *star = NULL, *resume = NULL;
	for (;;) {
		if (*pattern == '*') {
			star = ++pattern;
			resume = path;
		} else if (*pattern == '\0' || (*pattern == '$' && pattern[1] == '\0' && !*path)) {
			return true;
		} else if (*path && *pattern == *path) {
			pattern++, path++;
		} else if (star && *resume) {
			pattern = star;
			path = ++resume;
		} else {
			return false;
		}
	}
}

bool
robots_allows(const struct robots *r, const char *path, struct arena *a)
{
	const char *normal = path_normal(path, strlen(path), false, a);
	size_t best = 0;
	bool allowed = true;
	if (strcmp(normal, "/robots.txt") == 0)
		return true;
	for (size_t i = 0; i < r->n; i++) {
		size_t n = strlen(r->rules[i].path);
		if (n < best || (n == best && allowed) || !path_matches(r->rules[i].path, normal))
			continue;
		best = n;
		allowed = r->rules[i].allow;
	}
	return allowed;
}
