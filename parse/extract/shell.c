/* shell.c - see shell.h: a quoted text in a script that looks like the address of a list service.
 */
#include "parse/extract/shell.h"

#include <ctype.h>
#include <string.h>

#include "base/caps.h"
#include "parse/extract/listing.h"

enum { ADDRESS_LONGEST = 300 };

static bool
is_service(const char *s, size_t n)
{
	static const char *const marks[] = {"queryList", "dataproxy", "getList", "/api/",
	    "api-gateway", ".json", "search.jsp", "/search?", "unit?", "listVO", "loadData"};
	if (n < 6 || n > ADDRESS_LONGEST || (*s != '/' && *s != '.' && !isalnum((unsigned char)*s)))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || strchr("<>{}\\", s[i]))
			return false;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (memmem(s, n, marks[i], strlen(marks[i])))
			return true;
	return false;
}

static const char *
service_in(const struct reading *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] != '"' && s[i] != '\'')
			continue;
		const char *close = memchr(s + i + 1, s[i], n - i - 1);
		size_t len = close ? (size_t)(close - s) - i - 1 : 0;
		if (close == NULL || len > ADDRESS_LONGEST)
			continue;
		if (is_service(s + i + 1, len))
			return listing_address(r, arena_strn(r->arena, s + i + 1, len));
		i += len + 1;
	}
	return NULL;
}

const char *
shell_data(const struct reading *r)
{
	const char *found = NULL;
	for (uint32_t i = 0; i < r->page->n_nodes && !found; i++) {
		size_t n;
		if (r->page->nodes[i].tag != TAG_SCRIPT)
			continue;
		const char *text = page_raw_text(r->page, i, &n);
		found = service_in(r, text, n < CAP_FIELD * 8 ? n : CAP_FIELD * 8);
	}
	return found;
}
