/* queryparse.c - query.tsv as a spreadsheet saved it: UTF-8 with or without a mark, UTF-16 or
 * Shift_JIS; cells with TABs between, some in quotes. Runs in the cage. */
#include <iconv.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/reader.h"

enum { QUERY_MOST = 1024 * 1024, COLUMNS = 5 };
static iconv_t from_japanese = (iconv_t)-1, from_wide = (iconv_t)-1;

void
query_prepare(void)
{
	from_japanese = iconv_open("UTF-8", "CP932");
	from_wide = iconv_open("UTF-8", "UTF-16");
}

static bool
utf16_marked(const char *b, size_t n)
{
	return n >= 2 && (memcmp(b, "\xFF\xFE", 2) == 0 || memcmp(b, "\xFE\xFF", 2) == 0);
}

/* UTF-8 in `out`; false when it is nothing of these. */
static bool
query_text_of(const char *b, size_t n, struct buf *out)
{
	iconv_t c = utf16_marked(b, n) ? from_wide : from_japanese;
	if (!utf16_marked(b, n) && utf8_valid(b, n)) {
		bool mark = n >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0;
		buf_add(out, b + (mark ? 3 : 0), n - (mark ? 3 : 0));
		return !buf_full(out);
	}
	char *in = (char *)b, chunk[4096];
	bool fine = c != (iconv_t)-1;
	if (fine)
		iconv(c, NULL, NULL, NULL, NULL);
	while (fine && n > 0) {
		char *to = chunk;
		size_t room = sizeof chunk, before = n;
		bool done = iconv(c, &in, &n, &to, &room) != (size_t)-1;
		buf_add(out, chunk, (size_t)(to - chunk));
		fine = done || n < before;
	}
	return fine && !buf_full(out) && memchr(out->text, '\0', out->len) == NULL &&
	       utf8_valid(out->text, out->len);
}

bool
query_is(const char *bytes, size_t n)
{
	struct buf text;
	if (n == 0 || n > QUERY_MOST || memcmp(bytes, "PK", n < 2 ? n : 2) == 0)
		return false;
	buf_init(&text, 4 * QUERY_MOST);
	bool is = query_text_of(bytes, n, &text) && text.len > 0 &&
	          (text.text[0] == '#' || text.text[0] == '"') &&
	          strstr(text.text, "訳者名の表示") != NULL;
	buf_release(&text);
	return is;
}

/* One cell, its quotes taken off; *line goes behind it. */
static void
cell_take(const char **line, const char *end, struct buf *cell)
{
	const char *s = *line;
	bool quoted = s < end && *s == '"';
	buf_clear(cell);
	for (s += quoted; s < end && (quoted || *s != '\t'); s++) {
		if (quoted && *s == '"' && (s + 1 == end || s[1] != '"')) {
			quoted = false;
			continue;
		}
		s += quoted && *s == '"';
		buf_addc(cell, *s);
	}
	*line = s < end ? s + 1 : s;
}

/* "geppo-000123-v1-0a1b2c3d4e5f" in a remark. */
static void
stamp_read(const char *remark, json_t *out)
{
	const char *at = strstr(remark, "geppo-");
	size_t n = at ? strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
	if (n >= strlen("geppo-000000") && n < 64)
		json_object_set_new(out, "stamp", json_stringn(at, n));
}

static void
remark_read(const char *remark, const char *next, json_t *out)
{
	if (strstr(remark, "訳者名の表示") == NULL)
		stamp_read(remark, out);
	else if (strstr(next, "匿名"))
		json_object_set_new(out, "credit", json_string("匿名"));
	else if (strstr(next, "希望"))
		json_object_set_new(out, "credit", json_string("希望"));
}

static void
row_read(const char *line, const char *end, json_t *out)
{
	static const char *const names[COLUMNS] = {
	    "id", "source_tags", "source", "target", "target_tags"};
	json_t *unit = json_object();
	struct buf cell, first;
	bool any = false;
	buf_init(&cell, CAP_FIELD);
	buf_init(&first, CAP_FIELD);
	for (int i = 0; i < COLUMNS; i++) {
		cell_take(&line, end, &cell);
		if (i == 0)
			buf_adds(&first, cell.text);
		else if (i == 1 && first.text[0] == '#')
			remark_read(first.text, cell.text, out);
		any |= i > 0 && cell.len > 0;
		json_object_set_new(unit, names[i], json_string(cell.len ? cell.text : ""));
	}
	if (any && first.text[0] != '#' && strcmp(first.text, "番号") != 0)
		json_array_append(json_object_get(out, "units"), unit);
	json_decref(unit);
	buf_release(&cell);
	buf_release(&first);
}

json_t *
query_parse(const char *bytes, size_t n, struct fail *f)
{
	struct buf text;
	buf_init(&text, 4 * QUERY_MOST);
	json_t *out = json_pack("{s:s, s:[]}", "format", "query", "units");
	if (!query_text_of(bytes, n, &text)) {
		(void)fail_input(f, NULL, "query.tsv の文字コードが分かりません");
		json_decref(out);
		out = NULL;
	}
	for (const char *line = out ? text.text : ""; *line;) {
		size_t length = strcspn(line, "\r\n");
		if (length > 0)
			row_read(line, line + length, out);
		line += length;
		line += strspn(line, "\r\n");
	}
	buf_release(&text);
	return out;
}
