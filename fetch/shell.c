/* shell.c - see shell.h. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "fetch/shell.h"

#include <pcre2.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/url.h"
#include "base/utf8.h"

enum { VALUE_MOST = 512, MATCH_STEPS = 20000000 };

/* What attributes write for characters that scripts and addresses hold. */
static const struct {
	const char *written, *meant;
} references[] = {{"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}};

static char *
plain(const char *s, size_t n, size_t *out_n, struct arena *a)
{
	size_t count = sizeof references / sizeof *references;
	char *out = arena_alloc(a, n + 1), *to = out;
	for (size_t i = 0; i < n;) {
		size_t k = 0, len = 0;
		for (; k < count; k++) {
			len = strlen(references[k].written);
			if (n - i >= len && memcmp(s + i, references[k].written, len) == 0)
				break;
		}
		*to++ = k < count ? *references[k].meant : s[i];
		i += k < count ? len : 1;
	}
	*out_n = (size_t)(to - out);
	return out;
}

/* The first group of the pattern in the page, or NULL: not there, or nothing an address can hold.
 */
static const char *
taken(const char *pattern, const char *page, size_t n, struct arena *a)
{
	int code;
	size_t offset;
	const char *value = NULL;
	pcre2_code *p = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &code, &offset, NULL);
	pcre2_match_data *data = p ? pcre2_match_data_create_from_pattern(p, NULL) : NULL;
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(limits, MATCH_STEPS);
	if (data && pcre2_match(p, (PCRE2_SPTR)page, n, 0, 0, data, limits) > 1) {
		const size_t *span = pcre2_get_ovector_pointer(data);
		size_t len = span[3] - span[2];
		bool fits = span[2] != PCRE2_UNSET && len > 0 && len <= VALUE_MOST &&
		            utf8_valid(page + span[2], len);
		for (size_t i = 0; fits && i < len; i++)
			fits = (unsigned char)page[span[2] + i] >= ' ';
		value = fits ? arena_strn(a, page + span[2], len) : NULL;
	}
	pcre2_match_context_free(limits);
	pcre2_match_data_free(data);
	pcre2_code_free(p);
	return value;
}

static const struct listing_take *
take_named(const struct listing_take *t, const char *name, size_t n)
{
	for (; t && t->name; t++)
		if (strlen(t->name) == n && strncmp(t->name, name, n) == 0)
			return t;
	return NULL;
}

/* A value alone is an address; among other text it is a part of one, and no more. */
static const char *
filled(const struct source *s, const char *page, size_t n, struct arena *a, const char **missing)
{
	struct buf b;
	bool alone = s->listing.data[0] == '{' && strchr(s->listing.data, '}')[1] == '\0';
	buf_init(&b, CAP_URL);
	*missing = NULL;
	for (const char *at = s->listing.data; *at && !*missing;) {
		size_t len = *at == '{' ? strcspn(at + 1, "}") : 0;
		const struct listing_take *t =
		    len ? take_named(s->listing.take, at + 1, len) : NULL;
		if (t == NULL) {
			buf_addc(&b, *at++);
			continue;
		}
		const char *value = taken(t->pattern, page, n, a);
		if (value == NULL)
			*missing = t->name;
		else
			buf_adds(&b, alone ? value : url_escaped(value, a));
		at += len + 2;
	}
	const char *link = *missing || buf_full(&b) ? NULL : arena_strn(a, b.text, b.len);
	buf_release(&b);
	return link;
}

const char *
shell_leads(const struct source *s, const char *url, const char *page, size_t n, struct arena *a,
    const char **missing)
{
	struct arena room = {0};
	size_t len;
	const char *text = plain(page, n, &len, &room);
	const char *link = filled(s, text, len, a, missing);
	arena_release(&room);
	const char *address = link ? url_resolve(url, link, a) : NULL;
	if (address == NULL && *missing == NULL)
		*missing = "an address";
	return address;
}
