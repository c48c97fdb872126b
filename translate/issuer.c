/* issuer.c - one or several issuers: split where sites put blanks or 、, joined as Japanese does.
 */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

enum { ISSUERS = 64, ISSUERS_SHOWN = 4 };

/* The next separator outside brackets, or the end. */
static size_t
part_length(const char *s)
{
	size_t n = strlen(s), i = 0;
	while (i < n) {
		size_t len = bracket_length(s + i, n - i);
		if (len == 0) {
			if (s[i] == ' ' || strncmp(s + i, "、", 3) == 0 ||
			    strncmp(s + i, "，", 3) == 0 || strncmp(s + i, "；", 3) == 0)
				return i;
			(void)utf8_decode(s + i, n - i, &len);
		}
		i += len;
	}
	return n;
}

static size_t
parts_split(struct run *r, const char *text, const char *parts[ISSUERS])
{
	size_t n = 0;
	while (*text && n < ISSUERS) {
		size_t len = part_length(text);
		if (len > 0)
			parts[n++] = arena_strn(r->a, text, len);
		text += len;
		if (*text)
			text += *text == ' ' ? 1 : 3;
	}
	return n;
}

static const char *
parts_join(struct run *r, const char *const ja[], size_t n)
{
	const char *joint = "・";
	for (size_t i = 0; i < n && n > 1; i++)
		if (strstr(ja[i], "・"))
			joint = "、";
	struct buf b;
	buf_init(&b, CAP_TITLE * 4);
	size_t shown = n > ISSUERS_SHOWN ? 1 : n;
	for (size_t i = 0; i < shown; i++)
		buf_addf(&b, "%s%s", i > 0 ? joint : "", ja[i]);
	if (shown < n)
		buf_addf(&b, "等%zu機関", n);
	return run_text(r, &b);
}

const char *
issuers_draft(struct run *r, const char *text, bool strict)
{
	const char *parts[ISSUERS], *ja[ISSUERS];
	const struct entry *whole = glossary_find(&r->t->glossary, text, strlen(text));
	if (whole && whole->class == TERM_ORG) {
		run_piece(r, text, strlen(text), whole->ja, "glossary");
		return whole->ja;
	}
	size_t n = parts_split(r, text, parts);
	for (size_t i = 0; i < n; i++) {
		bool known = noun_is_org(r, parts[i], true);
		if (!known && strict)
			return NULL;
		if (!known)
			r->flags |= FLAG_UNKNOWN_ISSUER;
	}
	unsigned before = r->flags;
	for (size_t i = 0; i < n; i++)
		ja[i] = noun_draft(r, parts[i], MODE_NAME);
	/* Names of bodies are long and take no の: nothing to doubt there. */
	r->flags &= before | ~(unsigned)(FLAG_JOINS | FLAG_LONG_COMPOUND);
	return parts_join(r, ja, n);
}
