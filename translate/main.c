/* geppo-translate: Japanese drafts. Knowledge lies in config/, work in the store. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/utf8.h"
#include "translate/translate.h"

static bool explain, issuers;

static json_t *
flags_json(const char *flags)
{
	json_t *list = json_array();
	for (const char *s = flags; *s; s += s[0] == ' ') {
		size_t n = strcspn(s, " ");
		json_array_append_new(list, json_stringn(s, n));
		s += n;
	}
	return list;
}

static json_t *
pieces_json(const struct draft_text *d)
{
	json_t *list = json_array();
	for (size_t i = 0; i < d->n_pieces; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "zh", d->pieces[i].zh,
		                                "ja", d->pieces[i].ja, "by", d->pieces[i].by));
	return list;
}

/* Coverage with three places; %.3f would depend on nothing, json_real() prints seventeen. */
static void
print_draft(const struct draft_text *d)
{
	json_t *o = json_pack("{s:s, s:s, s:s, s:o}", "zh", d->zh, "ja", d->ja, "template",
	    d->template, "flags", flags_json(d->flags));
	if (o == NULL)
		bug("a draft that is no UTF-8: %s", d->zh);
	json_object_set_new(
	    o, "coverage", json_real((double)(long)(d->coverage * 1000 + 0.5) / 1000));
	if (explain)
		json_object_set_new(o, "pieces", pieces_json(d));
	json_dumpf(o, stdout, JSON_COMPACT | JSON_REAL_PRECISION(4));
	putchar('\n');
	json_decref(o);
}

/* One line of standard input: a fault, or NULL. */
static const char *
line_fault(const char *line, size_t n)
{
	if (n > CAP_TITLE)
		return "longer than a title may be";
	if (memchr(line, '\0', n))
		return "holds a NUL character";
	return utf8_valid(line, n) ? NULL : "is no UTF-8";
}

static int
draft_lines(const struct translator *t)
{
	struct arena a = {0};
	char *line = NULL;
	size_t room = 0, number = 0;
	int code = EXIT_DONE;
	for (ssize_t n; (n = getline(&line, &room, stdin)) >= 0; arena_reset(&a)) {
		struct draft_text d = {0};
		number++;
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = '\0';
		const char *fault = line_fault(line, (size_t)n);
		if (fault) {
			log_warn("standard input:%zu: %s; skipped", number, fault);
			code = EXIT_INPUT;
			continue;
		}
		(issuers ? issuer_draft : title_draft)(t, line, &a, &d);
		print_draft(&d);
	}
	if (ferror(stdin)) {
		log_warn("standard input: %s", strerror(errno));
		code = EXIT_IO;
	}
	free(line);
	arena_release(&a);
	return code;
}

static int
run_title(const struct invocation *in)
{
	struct fail f = {0};
	struct translator *t = translator_new(in->dir, &f);
	if (t == NULL) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	int code = draft_lines(t);
	translator_free(t);
	return code;
}

static const struct option_spec title_options[] = {
    {"explain", OPTION_FLAG, &explain, NULL, "show the pieces each draft was made of", 0, 0},
    {"issuers", OPTION_FLAG, &issuers, NULL, "the lines name issuers, not titles", 0, 0}, {0}};

static const struct command commands[] = {
    {"title", "", "draft titles: one a line on standard input, one JSON line each", title_options,
        0, 0, run_title},
    {0}};

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "translate") == 0) {
		argc--;
		argv++;
	}
	return command_run("geppo translate", commands, argc, argv);
}
