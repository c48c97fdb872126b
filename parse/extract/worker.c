/* worker.c - see worker.h. */
#include "parse/extract/worker.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cage.h"
#include "base/caps.h"
#include "base/fail.h"
#include "base/log.h"
#include "config/xpath.h"
#include "parse/extract/form.h"

/* One header line; the strings in `in` and its form belong to *header. 1, 0 at the end of the
 * input, -1. */
static int
read_header(char **line, size_t *room, json_t **header, const char *xpath[XPATH_COUNT],
    struct listing_form *form, struct extract_input *in, size_t *length)
{
	ssize_t n = getline(line, room, stdin);
	if (n < 0)
		return ferror(stdin) ? -1 : 0;
	*header = n < CAP_LINE ? json_loadb(*line, (size_t)n, 0, NULL) : NULL;
	if (!json_is_object(*header)) {
		log_warn("a header line of the conversation is no JSON object");
		return -1;
	}
	json_t *size = json_object_get(*header, "length");
	if (!json_is_integer(size) || json_integer_value(size) < 0) {
		log_warn("a header names no length");
		return -1;
	}
	*length = (size_t)json_integer_value(size);
	*in = (struct extract_input){.id = json_string_value(json_object_get(*header, "id")),
	    .url = json_string_value(json_object_get(*header, "url")),
	    .content_type = json_string_value(json_object_get(*header, "content_type")),
	    .charset = json_string_value(json_object_get(*header, "charset")),
	    .kind = json_string_value(json_object_get(*header, "kind")),
	    .status = (int)json_integer_value(json_object_get(*header, "status"))};
	json_t *given = json_object_get(*header, "xpath");
	for (int i = 0; i < XPATH_COUNT; i++)
		xpath[i] = json_string_value(json_object_get(given, xpath_keys[i]));
	in->xpath = json_is_object(given) ? xpath : NULL;
	if (form_read(json_object_get(*header, "list"), form))
		in->form = form;
	return 1;
}

/* Exactly n bytes; what is beyond the cap is read and not kept. */
static bool
read_bytes(struct buf *page, size_t n)
{
	char chunk[65536];
	buf_clear(page);
	while (n > 0) {
		size_t got = fread(chunk, 1, n < sizeof chunk ? n : sizeof chunk, stdin);
		if (got == 0)
			return false;
		buf_add(page, chunk, got);
		n -= got;
	}
	return true;
}

static void
answer(struct extractor *x, struct extract_input *in, const struct buf *page, struct arena *a,
    struct buf *json)
{
	buf_clear(json);
	if (buf_full(page))
		extract_refuse(in, "the page is longer than the bytes allowed", json);
	else {
		in->bytes = (const unsigned char *)page->text;
		in->n = page->len;
		extract(x, in, a, json);
	}
	buf_addc(json, '\n');
	fwrite(json->text, 1, json->len, stdout);
	fflush(stdout);
	arena_reset(a);
}

int
worker_run(struct extractor *x, int cpu_seconds)
{
	struct buf page, json;
	struct arena a = {0};
	char *line = NULL;
	size_t room = 0, length = 0;
	int got, code = EXIT_DONE;
	buf_init(&page, CAP_PAGE);
	buf_init(&json, CAP_JSON_LINE);
	for (;;) {
		struct extract_input in;
		struct listing_form form;
		const char *xpath[XPATH_COUNT];
		json_t *header = NULL;
		got = read_header(&line, &room, &header, xpath, &form, &in, &length);
		if (got == 1 && !read_bytes(&page, length)) {
			log_warn("the input ends inside a page");
			got = -1;
		}
		if (got == 1) {
			cage_arm(cpu_seconds);
			answer(x, &in, &page, &a, &json);
		}
		json_decref(header);
		if (got != 1 || ferror(stdout))
			break;
	}
	if (got < 0)
		code = ferror(stdin) ? EXIT_IO : EXIT_INPUT;
	free(line);
	buf_release(&page);
	buf_release(&json);
	arena_release(&a);
	return code;
}
