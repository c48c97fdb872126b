/* extract.c - a fuzz target (libFuzzer) over the way of one capture through the page reader. The
 * first byte says how the capture came: expected kind, header, address; the rest is the page.
 * Checked of every answer: it is one line of well-formed UTF-8 that is a JSON object with the
 * members its readers rely on. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
answer_check(const struct buf *json)
{
	static const char *const members[] = {
	    "v", "id", "url", "kind", "charset", "replaced", "fail", "notes"};
	json_error_t error;
	if (!utf8_valid(json->text, json->len) || memchr(json->text, '\n', json->len))
		abort();
	json_t *answer = json_loadb(json->text, json->len, 0, &error);
	if (!json_is_object(answer))
		abort();
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (json_object_get(answer, members[i]) == NULL)
			abort();
	const char *kind = json_string_value(json_object_get(answer, "kind"));
	if (kind == NULL ||
	    (strcmp(kind, "listing") == 0) != json_is_array(json_object_get(answer, "items")))
		abort();
	json_decref(answer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const kinds[] = {NULL, "article", "listing", NULL};
	static const char *const types[] = {
	    NULL, "text/html; charset=gb2312", "application/json", "text/html; charset=utf-8"};
	static struct extractor *x;
	static struct arena a;
	static struct buf json;
	if (x == NULL) {
		x = extractor_new();
		buf_init(&json, CAP_JSON_LINE);
	}
	if (n == 0)
		return 0;
	struct extract_input in = {.id = "fuzz",
	    .url = data[0] & 16 ? "http://www.example.gov.cn/art/2026/5/10/index.html" : NULL,
	    .kind = kinds[data[0] & 3],
	    .content_type = types[data[0] >> 2 & 3],
	    .bytes = data + 1,
	    .n = n - 1,
	    .status = data[0] & 32 ? 404 : 200,
	    .explain = data[0] & 64};
	extract(x, &in, &a, &json);
	answer_check(&json);
	buf_clear(&json);
	arena_reset(&a);
	return 0;
}
