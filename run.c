/* run.c - geppo run: one stage after the other until nothing is left. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/child.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/log.h"
#include "config/config.h"

enum { ROUNDS = 30, ANSWER_SECONDS = 120 };

struct stage {
	const char *program, *command, *subcommand;
};

/* Lists lead to the pages behind them, to articles, those to attachments: round after round. */
static const struct stage rounds[] = {
    {"geppo-fetch", "fetch", "--once"}, {"geppo-parse", "parse", NULL}};
static const struct stage stages[] = {
    {"geppo-store", "store", NULL}, {"geppo-translate", "translate", "draft"}};

static const struct stage teller = {"geppo-bulletin", "notify", NULL};

static int
stage(const struct stage *s, const char *dir)
{
	const char *argv[8] = {file_program(s->program), s->command};
	int n = 2;
	if (s->subcommand != NULL)
		argv[n++] = s->subcommand;
	argv[n++] = "--dir";
	argv[n++] = dir;
	return child_run(argv);
}

/* Held things and things to try again do not stop the next stage; a broken disk, configuration or
 * program does. */
static bool
goes_on(int code)
{
	return code == EXIT_DONE || code == EXIT_HELD || code == EXIT_AGAIN;
}

static void
stages_run(const struct stage *s, size_t n, const char *dir, int *worst)
{
	for (size_t i = 0; i < n && goes_on(*worst); i++) {
		int code = stage(&s[i], dir);
		if (code > *worst)
			*worst = code;
	}
}

/* How many addresses are due to be fetched; 0 also when it can't be told. */
static long
due_now(const char *dir)
{
	const char *const argv[] = {
	    file_program("geppo-fetch"), "fetch", "--due", "--dir", dir, NULL};
	struct child c;
	struct buf line, rest;
	struct fail f = {0};
	long due = 0;
	if (child_start(&c, argv, &f) < 0) {
		log_warn("%s", fail_text(&f));
		return 0;
	}
	buf_init(&line, CAP_LINE);
	buf_init(&rest, CAP_LINE);
	if (child_read_line(&c, &rest, &line, ANSWER_SECONDS, &f) == 1)
		due = strtol(line.text, NULL, 10);
	child_end(&c, ANSWER_SECONDS);
	buf_release(&line);
	buf_release(&rest);
	return due;
}

/* Until nothing is due; what a site shows without end is left to the next run. Another fetch at
 * work does it for us. */
static void
rounds_run(const char *dir, int *worst)
{
	long due = 1;
	int n = 0;
	for (; due > 0 && n < ROUNDS && goes_on(*worst) && *worst != EXIT_AGAIN; n++) {
		stages_run(rounds, 2, dir, worst);
		due = due_now(dir);
	}
	if (due > 0 && n == ROUNDS)
		log_warn("after %d rounds of fetch and parse %ld address%s still due; the next run "
		         "goes on",
		    n, due, due == 1 ? " is" : "es are");
}

static int
run(const struct invocation *in)
{
	struct arena memory = {0};
	struct config config;
	struct fail f = {0};
	if (config_load_few(in->dir, CONFIG_SETTINGS, &memory, &config, NULL, &f) != 0) {
		log_warn("%s", fail_text(&f));
		arena_release(&memory);
		return f.exit;
	}
	bool out = config.settings.fetch_contact != NULL;
	arena_release(&memory);
	int worst = EXIT_DONE;
	if (out)
		rounds_run(in->dir, &worst);
	else {
		log_info("nothing is fetched: geppo.yaml names no fetch.contact");
		stages_run(&rounds[1], 1, in->dir, &worst);
	}
	stages_run(stages, sizeof stages / sizeof *stages, in->dir, &worst);
	/* Whatever ended the stages, those who must know are told. */
	int told = stage(&teller, in->dir);
	return told > worst ? told : worst;
}

static const struct command command = {.name = "run",
    .summary = "Every stage until nothing is left to do: fetch (when geppo.yaml names a contact), "
               "parse, store, translate draft; then notify.",
    .run = run};

int
main(int argc, char **argv)
{
	return command_run_one("geppo", &command, argc > 1 ? argc - 1 : argc, argv + (argc > 1));
}
