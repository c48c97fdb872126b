/* entity.c - see entity.h. The names are those of HTML 4, which libxml2 holds by code point;
 * numbers 128 to 159 mean windows-1252, as in every browser. */
#include "parse/extract/entity.h"

#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 256, NAME_LONGEST = 10 };

static struct {
	const char *name;
	size_t len;
	int cp;
} names[NAMES];
static size_t n_names;

static int
name_order(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

void
entity_init(void)
{
	if (n_names)
		return;
	/* A look-up goes through libxml2's whole table; HTML 4 names nothing in two wide gaps. */
	for (unsigned cp = 34; cp < 9831; cp++) {
		cp = cp == 403 ? 710 : cp == 983 ? 8194 : cp;
		const htmlEntityDesc *e = htmlEntityValueLookup(cp);
		if (e && n_names < NAMES) {
			names[n_names].name = e->name;
			names[n_names].len = strlen(e->name);
			names[n_names++].cp = (int)cp;
		}
	}
	qsort(names, n_names, sizeof *names, name_order);
}

static int
named(const char *s, size_t n)
{
	size_t low = 0, high = n_names;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strncmp(s, names[middle].name, n);
		if (order == 0 && names[middle].len == n)
			return names[middle].cp;
		if (order <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

static int
windows_1252(int cp)
{
	static const unsigned short high[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020,
	    0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019,
	    0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
	    0x17e, 0x178};
	return cp >= 0x80 && cp < 0xa0 ? high[cp - 0x80] : cp;
}

static int
numbered(const char *s, size_t n, size_t *len)
{
	bool hex = n > 2 && (s[2] == 'x' || s[2] == 'X');
	size_t i = hex ? 3 : 2, start = i;
	int cp = 0;
	for (; i < n; i++) {
		int digit = s[i] >= '0' && s[i] <= '9' ? s[i] - '0'
		            : hex && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'f'
		                ? (s[i] | 32) - 'a' + 10
		                : -1;
		if (digit < 0)
			break;
		if (cp < 0x110000)
			cp = cp * (hex ? 16 : 10) + digit;
	}
	if (i == start)
		return 0;
	*len = i + (i < n && s[i] == ';');
	bool bad = cp == 0 || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000);
	return bad ? 0xfffd : windows_1252(cp);
}

int
entity_decode(const char *s, size_t n, size_t *len)
{
	if (n < 3)
		return 0;
	if (s[1] == '#')
		return numbered(s, n, len);
	size_t i = 1;
	while (i < n && i <= NAME_LONGEST &&
	       ((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
	           (s[i] >= '0' && s[i] <= '9')))
		i++;
	*len = i + (i < n && s[i] == ';');
	return named(s + 1, i - 1);
}
