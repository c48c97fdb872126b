/* command_classify.c - `geppo classify`: JSON lines in, labels out; --explain for a person. */
#include "parse/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/log.h"
#include "parse/review.h"

bool classify_explain;
const char *classify_review, *classify_take, *classify_by;

static json_t *
values_of(const struct classify_output *out, const char *kind)
{
	json_t *list = json_array();
	for (size_t i = 0; i < out->n_labels; i++)
		if (strcmp(out->labels[i].kind, kind) == 0)
			json_array_append_new(list, json_string(out->labels[i].value));
	return list;
}

static json_t *
value_of(const struct classify_output *out, const char *kind)
{
	json_t *list = values_of(out, kind);
	json_t *first =
	    json_array_size(list) > 0 ? json_incref(json_array_get(list, 0)) : json_null();
	json_decref(list);
	return first;
}

static void
print_labels(const json_t *in, const struct classify_output *out)
{
	json_t *id = json_object_get(in, "id");
	json_t *o = json_object();
	json_object_set_new(o, "id", id ? json_incref(id) : json_null());
	json_object_set_new(o, "air", value_of(out, "air"));
	json_object_set_new(o, "level", value_of(out, "level"));
	json_object_set_new(o, "region_codes", values_of(out, "region"));
	json_object_set_new(o, "doc_type", value_of(out, "doc_type"));
	json_object_set_new(o, "measures", values_of(out, "measure"));
	json_object_set_new(o, "translate", value_of(out, "translate"));
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static void
print_reading(const struct classify_input *d, const struct classify_output *out)
{
	printf("%s\n", d->title ? d->title : "(no title)");
	for (size_t i = 0; i < out->n_labels; i++) {
		const struct label *l = &out->labels[i];
		printf("  %-10s %-12s %6.2f", l->kind, l->value, l->score);
		if (l->term != NULL)
			printf("  「%s」 in %s at byte %zu", l->term, l->field ? l->field : "?",
			    l->offset);
		if (l->rule != NULL)
			printf("  (%s)", l->rule);
		putchar('\n');
	}
	putchar('\n');
}

static bool
classify_line(struct classifier *k, const char *line, size_t n, size_t number, struct arena *a)
{
	json_error_t error;
	struct classify_output out;
	json_t *o = json_loadb(line, n, 0, &error);
	if (!json_is_object(o)) {
		log_warn("standard input:%zu: %s", number, o ? "not a JSON object" : error.text);
		json_decref(o);
		return false;
	}
	struct classify_input in = {.title = json_text(o, "title", a),
	    .issuer = json_text(o, "issuer", a),
	    .url = json_text(o, "url", a),
	    .doc_number = json_text(o, "doc_number", a),
	    .published = json_text(o, "published", a),
	    .body = json_text(o, "body", a)};
	classify(k, &in, a, &out);
	if (classify_explain)
		print_reading(&in, &out);
	else
		print_labels(o, &out);
	json_decref(o);
	return true;
}

/* Returns how many lines were bad. */
static size_t
classify_input_lines(struct classifier *k)
{
	struct arena a = {0};
	struct buf line;
	bool whole;
	size_t bad = 0;
	buf_init(&line, CAP_JSON_LINE);
	for (size_t number = 1; line_read(stdin, &line, &whole); number++) {
		if (strspn(line.text, " \t\r\n") == line.len)
			continue;
		if (!whole)
			log_warn("standard input:%zu: a line longer than %d bytes", number,
			    CAP_JSON_LINE);
		bad += !whole || !classify_line(k, line.text, line.len, number, &a);
		arena_reset(&a);
	}
	buf_release(&line);
	arena_release(&a);
	return bad;
}

/* Sheets of the store's labels: printed, or taken back. */
static int
review(const struct invocation *in)
{
	struct arena memory = {0};
	struct config config;
	struct fail f = {0};
	const char *user = getenv("USER");
	const char *who = classify_by ? classify_by : user && *user ? user : NULL;
	struct store *s = NULL;
	int rc;
	if (classify_take && who == NULL) {
		log_warn("--by NAME: who marked the sheet?");
		return EXIT_USAGE;
	}
	rc = config_load(in->dir, CONFIG_REGIONS | CONFIG_VOCABULARY, &memory, &config, NULL, &f);
	if (rc == 0)
		s = store_open(in->dir, classify_take ? STORE_WRITE : STORE_READ, &f);
	if (s)
		rc = classify_take ? review_take(s, &config, classify_take, who, &f)
		                   : review_print(s, classify_review, &f);
	if (rc < 0 || s == NULL)
		log_warn("%s", fail_text(&f));
	store_close(s);
	arena_release(&memory);
	return rc < 0 || s == NULL ? f.exit : EXIT_DONE;
}

int
command_classify(const struct invocation *in)
{
	struct arena memory = {0};
	struct config config;
	struct fail f = {0};
	struct classifier *k = NULL;
	int code = EXIT_DONE;
	unsigned parts = CONFIG_REGIONS | CONFIG_VOCABULARY | CONFIG_PARTNERS;
	if (classify_review || classify_take)
		return review(in);
	if (config_load(in->dir, parts, &memory, &config, NULL, &f) == 0)
		k = classifier_new(in->dir, &config, &f);
	if (k == NULL) {
		log_warn("%s", fail_text(&f));
		code = f.exit;
	} else if (classify_input_lines(k) > 0) {
		code = EXIT_INPUT;
	}
	classifier_free(k);
	arena_release(&memory);
	return code;
}
