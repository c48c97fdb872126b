/* reader.c - the caged child that reads a file given back, and the conversation with it. */
#include "translate/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/cage.h"
#include "base/caps.h"
#include "base/child.h"
#include "base/file.h"
#include "base/log.h"

enum { SECONDS = 20, MEMORY_MB = 512 };

static int
ask(struct child *c, const struct buf *bytes, struct buf *answer, struct fail *f)
{
	char head[32];
	struct buf rest;
	int n = snprintf(head, sizeof head, "%zu\n", bytes->len);
	buf_init(&rest, CAP_PAGE);
	int rc = child_write(c, head, (size_t)n, SECONDS, f);
	if (rc == 0)
		rc = child_write(c, bytes->text, bytes->len, SECONDS, f);
	if (rc == 0)
		rc = child_read_line(c, &rest, answer, SECONDS, f);
	buf_release(&rest);
	return rc;
}

/* How the child ended says more than the broken pipe. */
static int
lost(struct child *c, struct fail *f)
{
	int status = child_kill(c);
	return fail_input(f, NULL, "ファイルを読めませんでした(%s)", child_status_text(status));
}

static const char *
text_in(const json_t *o, const char *name, struct arena *a)
{
	const char *text = json_string_value(json_object_get(o, name));
	return arena_str(a, text ? text : "");
}

static int
answer_take(const struct buf *line, struct arena *a, struct given *out, struct fail *f)
{
	json_t *o = json_loadb(line->text, line->len, 0, NULL);
	const char *why = json_string_value(json_object_get(o, "fail"));
	json_t *units = json_object_get(o, "units"), *unit;
	int rc = 0;
	size_t i;
	if (!json_is_object(o) || why)
		rc = fail_input(f, NULL, "%s", why ? why : "ファイルを読めませんでした");
	*out = (struct given){.format = text_in(o, "format", a),
	    .stamp = text_in(o, "stamp", a),
	    .credit = text_in(o, "credit", a),
	    .source_language = text_in(o, "source_language", a),
	    .target_language = text_in(o, "target_language", a)};
	struct given_unit *list = arena_zalloc(a, json_array_size(units) + 1, sizeof *list);
	json_array_foreach(units, i, unit) list[out->n++] =
	    (struct given_unit){.id = text_in(unit, "id", a),
	        .source = text_in(unit, "source", a),
	        .target = text_in(unit, "target", a),
	        .source_tags = text_in(unit, "source_tags", a),
	        .target_tags = text_in(unit, "target_tags", a)};
	out->units = list;
	json_decref(o);
	return rc;
}

/* The one answer of a child. 0 or -1. */
static int
hear(const char *mode, const struct buf *bytes, struct buf *line, struct fail *f)
{
	const char *const argv[] = {file_program("geppo-translate"), mode, NULL};
	struct child c;
	if (child_start(&c, argv, f) < 0)
		return -1;
	if (ask(&c, bytes, line, f) != 1)
		return lost(&c, f);
	child_end(&c, 2);
	return 0;
}

int
given_read(
    const struct buf *bytes, bool weaker_cage, struct arena *a, struct given *out, struct fail *f)
{
	struct buf line;
	buf_init(&line, CAP_PAGE);
	int rc = hear(weaker_cage ? "--reader-weaker" : "--reader", bytes, &line, f);
	if (rc == 0)
		rc = answer_take(&line, a, out, f);
	buf_release(&line);
	return rc;
}

int
xliff_validate(
    const struct buf *bytes, bool weaker_cage, struct arena *a, const char **faults, struct fail *f)
{
	struct buf line;
	buf_init(&line, CAP_PAGE);
	int rc = hear(weaker_cage ? "--validator-weaker" : "--validator", bytes, &line, f);
	json_t *o = rc == 0 ? json_loadb(line.text, line.len, 0, NULL) : NULL;
	const char *said = json_string_value(json_object_get(o, "faults"));
	const char *why = json_string_value(json_object_get(o, "fail"));
	if (rc == 0 && said == NULL)
		rc = fail_input(f, NULL, "%s", why ? why : "the file cannot be read");
	*faults = arena_str(a, said);
	json_decref(o);
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
reader_main(const char *mode)
{
	bool weaker_cage = strstr(mode, "-weaker") != NULL;
	bool validator = strncmp(mode, "--validator", 11) == 0;
	struct fail f = {0};
	struct buf bytes;
	const struct cage_limits limits = {
	    .memory = (size_t)MEMORY_MB << 20, .cpu_seconds = SECONDS / 2, .output = 1 << 20};
	log_init("geppo-translate --reader", false);
	xmlInitParser();
	query_prepare();
	buf_init(&bytes, CAP_DELIVERY);
	if (cage_enter(CAGE_WORKER, &limits, weaker_cage, &f) < 0) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	if (!input_read(&bytes))
		return EXIT_INPUT;
	json_t *o = validator                         ? xliff_judge(bytes.text, bytes.len, &f)
	            : query_is(bytes.text, bytes.len) ? query_parse(bytes.text, bytes.len, &f)
	                                              : delivery_parse(bytes.text, bytes.len, &f);
	if (o == NULL)
		o = json_pack("{s:s}", "fail", f.why);
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	fflush(stdout);
	json_decref(o);
	buf_release(&bytes);
	return EXIT_DONE;
}
