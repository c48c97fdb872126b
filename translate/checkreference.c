/* checkreference.c - numbers of documents ("国办发〔2019〕53号": as printed, or with the characters
 * converted; digits and brackets exact), of standards ("GB 3095-2012") and addresses. */
#include <string.h>

#include "base/utf8.h"
#include "translate/check.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "〔2019〕53号" at a bracket, also in [] and （）: its length and where the year stands, or 0. */
static size_t
number_behind(const char *at, const char **year, size_t *close)
{
	static const char *const brackets[][2] = {
	    {"〔", "〕"}, {"[", "]"}, {"［", "］"}, {"（", "）"}, {"(", ")"}};
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		size_t open = strlen(brackets[i][0]), n;
		if (strncmp(at, brackets[i][0], open) != 0)
			continue;
		const char *s = at + open;
		*close = strlen(brackets[i][1]);
		*year = s;
		if (strspn(s, "0123456789") != 4 || strncmp(s + 4, brackets[i][1], *close) != 0)
			return 0;
		s += 4 + *close;
		s += strncmp(s, "第", 3) == 0 ? 3 : 0;
		n = strspn(s, "0123456789");
		return n > 0 && strncmp(s + n, "号", 3) == 0 ? (size_t)(s + n + 3 - at) : 0;
	}
	return 0;
}

/* The two characters before `at` are those before `there`, as printed or converted. */
static bool
same_head(const struct checker *c, const char *source, const char *at, const char *target,
    const char *there)
{
	for (int k = 0; k < 2; k++) {
		size_t len;
		if (at - source < 3 || (unsigned char)at[-3] < 0xE0)
			return true;
		if (there - target < 3)
			return false;
		int zh = utf8_decode(at - 3, 3, &len), ja = utf8_decode(there - 3, 3, &len);
		if (zh != ja && checker_kanji(c, zh) != ja)
			return false;
		at -= 3;
		there -= 3;
	}
	return true;
}

/* `number` somewhere in the target, behind the same letters. */
static bool
number_kept(const struct checker *c, const struct check_unit *u, const char *at, const char *number)
{
	for (const char *t = u->target; (t = strstr(t, number)) != NULL; t += strlen(number))
		if (same_head(c, u->source, at, u->target, t))
			return true;
	return false;
}

static void
check_document_numbers(const struct checker *c, const struct check_unit *u, struct findings *to)
{
	for (const char *at = u->source; *at; at++) {
		const char *year;
		size_t close, n = number_behind(at, &year, &close);
		if (n == 0)
			continue;
		const char *printed = arena_strn(to->memory, at, n);
		const char *usual = arena_printf(to->memory, "〔%.4s〕%.*s", year,
		    (int)(at + n - (year + 4 + close)), year + 4 + close);
		if (!number_kept(c, u, at, printed) && !number_kept(c, u, at, usual))
			finding_add(to, u, "reference", CHECK_WARNING,
			    arena_printf(to->memory,
			        "文書番号 …%s が訳文にそのままの形でない(数字と〔〕は変えない)",
			        usual));
	}
}

/* Without blanks, dashes one dash, widths folded: only so much may differ. */
static char *
standard_form(const char *text, struct arena *a)
{
	char *out = arena_alloc(a, strlen(text) + 1), *to = out;
	size_t len;
	for (size_t left = strlen(text); left > 0; text += len, left -= len) {
		int cp = utf8_fold_width(utf8_decode(text, left, &len));
		if (utf8_is_space(cp))
			continue;
		bool dash = cp == 0x2010 || cp == 0x2011 || cp == 0x2013 || cp == 0x2014 ||
		            cp == 0x2015 || cp == 0x2212;
		if (dash)
			cp = '-';
		if (cp < 0x80)
			*to++ = (char)cp;
		else {
			memcpy(to, text, len);
			to += len;
		}
	}
	*to = '\0';
	return out;
}

/* "GB/T15432-1995" at the begin of a folded text: its length, or 0. */
static size_t
standard_length(const char *s)
{
	static const char *const heads[] = {
	    "GB", "HJ", "DB", "JB", "SH", "QB", "HG", "CJ", "JT", "GA", "JJ", "NB", "YB", "TB"};
	size_t n = 0, head = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	for (size_t i = 0; i < sizeof heads / sizeof *heads && head >= 2; i++)
		if (strncmp(s, heads[i], 2) == 0)
			n = head;
	if (n == 0)
		return 0;
	while (is_digit(s[n]) || s[n] == '/' || s[n] == '.' || s[n] == '-' ||
	       (s[n] >= 'A' && s[n] <= 'Z'))
		n++;
	while (n > 0 && !is_digit(s[n - 1]))
		n--;
	return n > head + 1 ? n : 0;
}

static void
check_standards(const struct check_unit *u, struct findings *to)
{
	const char *from = standard_form(u->source, to->memory);
	const char *in = standard_form(u->target, to->memory);
	for (size_t i = 0; from[i]; i++) {
		bool inside = i > 0 && from[i - 1] >= 'A' && from[i - 1] <= 'Z';
		size_t n = inside ? 0 : standard_length(from + i);
		if (n == 0)
			continue;
		const char *number = arena_strn(to->memory, from + i, n);
		if (!strstr(in, number))
			finding_add(to, u, "reference", CHECK_WARNING,
			    arena_printf(
			        to->memory, "基準番号 %s が訳文にそのままの形でない", number));
		i += n - 1;
	}
}

static void
check_addresses(const struct check_unit *u, struct findings *to)
{
	for (const char *at = u->source; (at = strstr(at, "http")) != NULL; at += 4) {
		size_t n =
		    strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		               ":/.-_?=&%#~+");
		const char *url = arena_strn(to->memory, at, n), *there = strstr(u->target, url);
		if (there == NULL || is_digit(there[n]) || there[n] == '/')
			finding_add(to, u, "url", CHECK_WARNING, "URL が変わっている");
	}
}

void
check_references(const struct checker *c, const struct check_unit *u, struct findings *to)
{
	check_document_numbers(c, u, to);
	check_standards(u, to);
	check_addresses(u, to);
}
