/* reader.c - the caged child that reads a message, and the conversation with it. */
#include "mail/reader.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "base/cage.h"
#include "base/caps.h"
#include "base/child.h"
#include "base/file.h"
#include "base/log.h"
#include "mail/parse.h"

enum { SECONDS = 20, MEMORY_MB = 512 };

static int
ask(struct child *c, const char *bytes, size_t n, struct buf *answer, struct fail *f)
{
	char head[32];
	struct buf rest;
	int len = snprintf(head, sizeof head, "%zu\n", n);
	buf_init(&rest, CAP_JSON_LINE);
	int rc = child_write(c, head, (size_t)len, SECONDS, f);
	if (rc == 0)
		rc = child_write(c, bytes, n, SECONDS, f);
	if (rc == 0)
		rc = child_read_line(c, &rest, answer, SECONDS, f);
	buf_release(&rest);
	return rc;
}

static const char *
text_in(const json_t *o, const char *name, struct arena *a)
{
	return arena_str(a, json_string_value(json_object_get(o, name)));
}

static const char *const *
texts_in(const json_t *o, const char *name, struct arena *a)
{
	const json_t *list = json_object_get(o, name);
	size_t n = json_array_size(list);
	const char **out = arena_zalloc(a, n + 1, sizeof *out);
	for (size_t i = 0, k = 0; i < n; i++) {
		const char *text = json_string_value(json_array_get(list, i));
		if (text)
			out[k++] = arena_str(a, text);
	}
	return out;
}

static void
fates_take(const json_t *list, struct arena *a, struct mail_read *out)
{
	size_t n = json_array_size(list);
	struct mail_fate *fates = arena_zalloc(a, n + 1, sizeof *fates);
	for (size_t i = 0; i < n; i++) {
		const json_t *o = json_array_get(list, i);
		fates[i] = (struct mail_fate){.recipient = text_in(o, "recipient", a),
		    .action = text_in(o, "action", a),
		    .status = text_in(o, "status", a),
		    .said = text_in(o, "said", a)};
	}
	out->fates = fates;
	out->n_fates = n;
}

static int
answer_take(const struct buf *line, struct arena *a, struct mail_read *out, struct fail *f)
{
	json_t *o = json_loadb(line->text, line->len, 0, NULL);
	int rc = json_is_object(o) ? 0 : fail_input(f, NULL, "the message could not be read");
	if (rc == 0) {
		*out = (struct mail_read){.from = text_in(o, "from", a),
		    .subject = text_in(o, "subject", a),
		    .message_id = text_in(o, "message_id", a),
		    .answers = texts_in(o, "answers", a),
		    .to = texts_in(o, "to", a),
		    .automatic = text_in(o, "automatic", a),
		    .silent = json_is_true(json_object_get(o, "silent")),
		    .text = text_in(o, "text", a),
		    .cut = json_is_true(json_object_get(o, "cut")),
		    .original = text_in(o, "original", a)};
		fates_take(json_object_get(o, "fates"), a, out);
	}
	json_decref(o);
	return rc;
}

int
mail_read(const char *bytes, size_t n, bool weaker_cage, struct arena *a, struct mail_read *out,
    struct fail *f)
{
	const char *const argv[] = {file_program("geppo-bulletin"),
	    weaker_cage ? "--mail-reader-weaker" : "--mail-reader", NULL};
	struct child c;
	struct buf line;
	if (child_start(&c, argv, f) < 0)
		return -1;
	buf_init(&line, CAP_JSON_LINE);
	int rc = ask(&c, bytes, n, &line, f);
	if (rc != 1) /* how it ended says more than the broken pipe */
		rc = fail_input(f, NULL, "the message could not be read (%s)",
		    child_status_text(child_kill(&c)));
	else {
		child_end(&c, 2);
		rc = answer_take(&line, a, out, f);
	}
	buf_release(&line);
	return rc;
}

static bool
input_read(struct buf *bytes)
{
	char head[32], chunk[65536];
	if (fgets(head, sizeof head, stdin) == NULL)
		return false;
	size_t left = strtoul(head, NULL, 10);
	while (left > 0) {
		size_t got = fread(chunk, 1, left < sizeof chunk ? left : sizeof chunk, stdin);
		if (got == 0)
			return false;
		buf_add(bytes, chunk, got);
		left -= got;
	}
	return !buf_full(bytes);
}

int
mail_reader_main(const char *mode)
{
	struct fail f = {0};
	struct buf bytes;
	const struct cage_limits limits = {
	    .memory = (size_t)MEMORY_MB << 20, .cpu_seconds = SECONDS / 2, .output = 1 << 20};
	log_init("geppo-bulletin --mail-reader", false);
	xmlInitParser();
	message_parser_open();
	buf_init(&bytes, CAP_MAIL);
	if (cage_enter(CAGE_WORKER, &limits, strstr(mode, "-weaker") != NULL, &f) < 0) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	if (!input_read(&bytes))
		return EXIT_INPUT;
	json_t *o = message_parse(bytes.text, bytes.len);
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	fflush(stdout);
	json_decref(o);
	buf_release(&bytes);
	return EXIT_DONE;
}
