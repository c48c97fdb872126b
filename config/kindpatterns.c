/* kindpatterns.c - see kind.h: what a library compiles, PCRE2 and XPath. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/caps.h"
#include "config/config.h"
#include "config/kind.h"
#include "config/xpath.h"

/* The pattern compiles; else false after reporting. *groups: how many it captures. */
static bool
pattern_compiles(struct check *k, const char *key, const struct yaml_node *value, uint32_t *groups)
{
	int code;
	size_t offset;
	pcre2_code *pattern = pcre2_compile(
	    (PCRE2_SPTR)value->text, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &code, &offset, NULL);
	if (pattern == NULL) {
		PCRE2_UCHAR why[128];
		pcre2_get_error_message(code, why, sizeof why);
		check_fault(k, value->line,
		    "\"%s\": the pattern does not compile, at character %zu of \"%.200s\": %s; "
		    "allowed: a regular expression (PCRE2)",
		    key, offset, value->text, (const char *)why);
		return false;
	}
	(void)pcre2_pattern_info(pattern, PCRE2_INFO_CAPTURECOUNT, groups);
	pcre2_code_free(pattern);
	return true;
}

bool
kind_pattern(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	uint32_t groups;
	if (!kind_is_line(value))
		return kind_wrong(k, f, value, "a regular expression (PCRE2)");
	if (!pattern_compiles(k, f->key, value, &groups))
		return false;
	kind_put(f, to, value->text);
	return true;
}

bool
kind_takes(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	size_t n = 0;
	uint32_t groups = 0;
	if (value->kind != YAML_MAP || value->first == NULL)
		return kind_wrong(k, f, value, "a map of names to regular expressions (PCRE2)");
	for (const struct yaml_node *v = value->first; v; v = v->next)
		n++;
	struct listing_take *takes = arena_zalloc(k->a, n + 1, sizeof *takes);
	n = 0;
	for (const struct yaml_node *v = value->first; v; v = v->next) {
		if (v->key[strspn(v->key, letters)] || !kind_is_line(v))
			return kind_wrong(
			    k, f, v, "a name of letters, and a regular expression (PCRE2)");
		if (!pattern_compiles(k, v->key, v, &groups))
			return false;
		if (groups == 0)
			return kind_wrong(k, f, v, "a pattern with a group (...) around the value");
		takes[n++] = (struct listing_take){v->key, v->text};
	}
	*(const struct listing_take **)((char *)to + f->to) = takes;
	return true;
}

bool
kind_xpath(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	char why[128];
	int at = 0;
	if (!kind_is_line(value) || strlen(value->text) > CAP_FIELD)
		return kind_wrong(k, f, value, "an XPath 1.0 expression");
	if (!xpath_compiles(value->text, why, sizeof why, &at)) {
		check_fault(k, value->line,
		    "\"%s\": the XPath does not compile, at character %d of \"%.200s\": %s", f->key,
		    at, value->text, why);
		return false;
	}
	kind_put(f, to, value->text);
	return true;
}
