/* url.c - see url.h. Follows the basic URL parser of the WHATWG URL Standard, for the two schemes
 * that are fetched; each part is a function instead of a state. */
#include "base/url.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/host.h"

/* What is left to read: one pass from start to end. */
struct text {
	const char *s;
	size_t n;
};

/* Percent-encode sets beyond controls and non-ASCII (section 1.3). */
static const char FRAGMENT_SET[] = " \"<>`";
static const char QUERY_SET[] = " \"#<>'";
static const char PATH_SET[] = " \"#<>?^`{}";
static const char USERINFO_SET[] = " \"#<>?^`{}/:;=@[\\]|";

static const char *
encoded(const char *s, size_t n, const char *set, struct arena *a)
{
	char *out = arena_alloc(a, 3 * n + 1);
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c > 0x1f && c < 0x7f && !strchr(set, c))
			out[k++] = s[i];
		else
			k += (size_t)snprintf(out + k, 4, "%%%02X", c);
	}
	out[k] = '\0';
	return out;
}

/* Leading and trailing controls and blanks go, tabs and line ends go everywhere (section 4.4). */
static struct text
cleaned(const char *s, size_t n, struct arena *a)
{
	while (n > 0 && (unsigned char)s[0] <= 0x20) {
		s++;
		n--;
	}
	while (n > 0 && (unsigned char)s[n - 1] <= 0x20)
		n--;
	char *out = arena_alloc(a, n + 1);
	size_t k = 0;
	for (size_t i = 0; i < n; i++)
		if (s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
			out[k++] = s[i];
	out[k] = '\0';
	return (struct text){out, k};
}

static bool
is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* The length of "scheme" before ':', or 0 when the text does not begin with a scheme. */
static size_t
scheme_length(struct text t)
{
	for (size_t i = 0; i < t.n; i++) {
		char c = (char)(t.s[i] | 32);
		bool letter = c >= 'a' && c <= 'z';
		bool later = (t.s[i] >= '0' && t.s[i] <= '9') || strchr("+-.", t.s[i]);
		if (t.s[i] == ':')
			return i;
		if (!letter && !(i > 0 && later))
			return 0;
	}
	return 0;
}

static struct text
text_from(struct text t, size_t i)
{
	return (struct text){t.s + i, t.n - i};
}

static size_t
text_find(struct text t, const char *stop)
{
	size_t i = 0;
	while (i < t.n && (t.s[i] == '\0' || !strchr(stop, t.s[i])))
		i++;
	return i;
}

/* ".", "..", with their dots also as %2e. */
static int
dots(const char *s, size_t n)
{
	int count = 0;
	for (size_t i = 0; i < n; count++) {
		if (s[i] == '.')
			i++;
		else if (i + 2 < n && strncasecmp(s + i, "%2e", 3) == 0)
			i += 3;
		else
			return 0;
	}
	return count <= 2 ? count : 0;
}

static void
drop_last_segment(struct buf *path)
{
	const char *slash = strrchr(path->text, '/');
	if (slash != NULL)
		buf_cut(path, (size_t)(slash - path->text));
}

/* Add the segments of t to the path (which holds complete "/segment"s); stops at ? or #. */
static struct text
read_path(struct text t, struct buf *path, struct arena *a)
{
	for (;;) {
		size_t n = text_find(t, "/\\?#");
		bool more = n < t.n && is_slash(t.s[n]);
		int d = dots(t.s, n);
		if (d == 2)
			drop_last_segment(path);
		if (d == 0 || !more) {
			buf_addc(path, '/');
			if (d == 0)
				buf_adds(path, encoded(t.s, n, PATH_SET, a));
		}
		t = text_from(t, n);
		if (!more)
			return t;
		t = text_from(t, 1);
	}
}

static struct text
read_query(struct text t, struct url *u, struct arena *a)
{
	u->query = "";
	if (t.n == 0 || t.s[0] != '?')
		return t;
	size_t n = text_find(t, "#");
	if (n > 1)
		u->query = encoded(t.s, n, QUERY_SET, a);
	else
		u->query = "?";
	return text_from(t, n);
}

static bool
read_port(struct text t, struct url *u)
{
	u->port = strcmp(u->scheme, "https") == 0 ? 443 : 80;
	int port = 0;
	for (size_t i = 0; i < t.n; i++) {
		if (t.s[i] < '0' || t.s[i] > '9')
			return false;
		port = port * 10 + (t.s[i] - '0');
		if (port > 65535)
			return false;
	}
	if (t.n > 0)
		u->port = port;
	return true;
}

static void
read_credentials(struct text t, struct url *u, struct arena *a)
{
	size_t n = text_find(t, ":");
	u->user = encoded(t.s, n, USERINFO_SET, a);
	if (n < t.n)
		u->password = encoded(t.s + n + 1, t.n - n - 1, USERINFO_SET, a);
}

static bool
read_authority(struct text *t, struct url *u, struct arena *a)
{
	while (t->n > 0 && is_slash(t->s[0]))
		*t = text_from(*t, 1);
	struct text authority = {t->s, text_find(*t, "/\\?#")};
	*t = text_from(*t, authority.n);
	const char *at = memrchr(authority.s, '@', authority.n);
	if (at != NULL) {
		size_t n = (size_t)(at - authority.s);
		read_credentials((struct text){authority.s, n}, u, a);
		authority = text_from(authority, n + 1);
	}
	size_t host = authority.n > 0 && authority.s[0] == '[' ? text_find(authority, "]") : 0;
	host += text_find(text_from(authority, host), ":");
	u->host = host_parse(authority.s, host, a);
	struct text port = text_from(authority, host < authority.n ? host + 1 : host);
	return u->host != NULL && read_port(port, u);
}

static void
write_href(struct url *u, struct arena *a)
{
	bool credentials = *u->user || *u->password;
	bool usual = u->port == (strcmp(u->scheme, "https") == 0 ? 443 : 80);
	const char *port = usual ? "" : arena_printf(a, ":%d", u->port);
	u->href =
	    arena_printf(a, "%s://%s%s%s%s%s%s%s%s%s", u->scheme, u->user, *u->password ? ":" : "",
	        u->password, credentials ? "@" : "", u->host, port, u->path, u->query, u->fragment);
}

/* A reference without authority, against its base: what of the base stays. */
static struct text
read_relative(
    struct text t, const struct url *base, struct url *u, struct buf *path, struct arena *a)
{
	const char *scheme = u->scheme;
	*u = *base;
	u->scheme = scheme;
	if (t.n > 0 && is_slash(t.s[0]))
		return read_path(text_from(t, 1), path, a);
	buf_adds(path, base->path);
	if (t.n == 0 || t.s[0] == '?' || t.s[0] == '#')
		return t;
	drop_last_segment(path);
	return read_path(t, path, a);
}

static bool
read_url(struct text t, const struct url *base, struct arena *a, struct url *u, struct buf *path)
{
	size_t n = scheme_length(t);
	bool http = n == 4 && strncasecmp(t.s, "http", 4) == 0;
	bool https = n == 5 && strncasecmp(t.s, "https", 5) == 0;
	if (n > 0 && !http && !https)
		return false;
	if (n == 0 && base == NULL)
		return false;
	u->scheme = n == 0 ? base->scheme : http ? "http" : "https";
	if (n > 0)
		t = text_from(t, n + 1);
	bool slashes = t.n > 1 && is_slash(t.s[0]) && is_slash(t.s[1]);
	bool strict = t.n > 1 && t.s[0] == '/' && t.s[1] == '/';
	/* "http:page" is relative to a base of the same scheme, absolute otherwise. */
	bool same = n > 0 && base != NULL && strcmp(base->scheme, u->scheme) == 0;
	bool absolute = n == 0 ? slashes : !same || strict || slashes;
	bool empty = t.n == 0 || t.s[0] == '#';
	if (absolute) {
		if (!read_authority(&t, u, a))
			return false;
		bool rooted = t.n > 0 && is_slash(t.s[0]);
		if (rooted)
			t = read_path(text_from(t, 1), path, a);
		else
			buf_addc(path, '/');
		empty = false;
	} else {
		t = read_relative(t, base, u, path, a);
	}
	u->path = arena_strn(a, path->text, path->len);
	if (absolute || !empty)
		t = read_query(t, u, a);
	u->fragment = t.n > 0 ? encoded(t.s, t.n, FRAGMENT_SET, a) : "";
	return true;
}

bool
url_parse(const char *text, size_t n, const struct url *base, struct arena *a, struct url *out)
{
	struct url u = {.user = "", .password = "", .query = "", .fragment = ""};
	struct buf path;
	if (n > CAP_URL)
		return false;
	buf_init(&path, 3 * CAP_URL);
	bool ok = read_url(cleaned(text, n, a), base, a, &u, &path) && !buf_full(&path);
	buf_release(&path);
	if (!ok)
		return false;
	write_href(&u, a);
	*out = u;
	return true;
}

const char *
url_resolve(const char *base, const char *link, struct arena *a)
{
	struct url b, u;
	bool have = base != NULL && url_parse(base, strlen(base), NULL, a, &b);
	return url_parse(link, strlen(link), have ? &b : NULL, a, &u) ? u.href : NULL;
}

const char *
url_host(const char *text, struct arena *a)
{
	struct url u;
	return url_parse(text, strlen(text), NULL, a, &u) ? u.host : NULL;
}

/* True for a query parameter that names a visit, not a page. */
static bool
is_session(const char *s, size_t n)
{
	static const char *const names[] = {"jsessionid", "phpsessid", "sid", "spm", "sessionid"};
	size_t name = 0;
	while (name < n && s[name] != '=')
		name++;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == name && strncasecmp(s, names[i], name) == 0)
			return true;
	return n >= 4 && strncasecmp(s, "utm_", 4) == 0;
}

static const char *
key_query(const char *query, struct arena *a)
{
	char *out = arena_alloc(a, strlen(query) + 1);
	size_t k = 0;
	for (const char *s = query + (*query == '?'); *s;) {
		size_t n = strcspn(s, "&");
		if (n > 0 && !is_session(s, n)) {
			out[k] = k == 0 ? '?' : '&';
			memcpy(out + k + 1, s, n);
			k += n + 1;
		}
		s += n + (s[n] == '&');
	}
	out[k] = '\0';
	return out;
}

/* The path without ";jsessionid=…" and without a last segment that only names the folder. */
static const char *
key_path(const char *path, struct arena *a)
{
	static const char *const folder_names[] = {"index.html", "index.htm", "index.shtml",
	    "index.jsp", "index.php", "default.html", "default.htm", "default.aspx"};
	size_t n = strcspn(path, ";");
	if (path[n] == ';' && strncasecmp(path + n, ";jsessionid=", 12) != 0)
		n = strlen(path);
	char *out = arena_strn(a, path, n);
	char *last = strrchr(out, '/') + 1;
	for (size_t i = 0; i < sizeof folder_names / sizeof *folder_names; i++)
		if (strcasecmp(last, folder_names[i]) == 0)
			*last = '\0';
	return out;
}

static void
upper_escapes(char *s)
{
	for (; *s; s++)
		for (int i = 1; *s == '%' && i <= 2 && s[i]; i++)
			if (s[i] >= 'a' && s[i] <= 'f')
				s[i] = (char)(s[i] - 32);
}

const char *
url_key(const char *text, struct arena *a)
{
	struct url u;
	if (text == NULL || !url_parse(text, strlen(text), NULL, a, &u))
		return NULL;
	const char *host = strncmp(u.host, "www.", 4) == 0 ? u.host + 4 : u.host;
	bool usual = u.port == 80 || u.port == 443;
	char *key =
	    arena_printf(a, "http://%s%s%s%s", host, usual ? "" : arena_printf(a, ":%d", u.port),
	        key_path(u.path, a), key_query(u.query, a));
	upper_escapes(key);
	return key;
}

const char *
url_escaped(const char *text, struct arena *a)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, strlen(text) * 3 + 1), *to = out;
	for (const char *at = text; *at; at++) {
		unsigned char c = (unsigned char)*at;
		if (strchr(plain, c)) {
			*to++ = (char)c;
			continue;
		}
		*to++ = '%';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15];
	}
	*to = '\0';
	return out;
}
