/* geppo.c - the one command people type. It becomes the program of the room that does the work;
 * `geppo run` is the only thing it does itself: one stage after the other. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/child.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/log.h"
#include "config/config.h"

enum { PATH_SIZE = 4096, ROUNDS = 30, ANSWER_SECONDS = 120 };

static const struct {
	const char *command, *program, *summary;
} table[] = {{"init", "geppo-config", "make a data directory with configuration to start from"},
    {"config", "geppo-config", "check the configuration"},
    {"fetch", "geppo-fetch", "poll the sources that are due"},
    {"probe", "geppo-fetch", "try a list before it becomes a source"},
    {"ingest", "geppo-fetch", "take in captures from WARC archives"},
    {"archive", "geppo-fetch", "verify the archive, index it, show a page as it was"},
    {"load", "geppo-parse", "take in documents extracted elsewhere"},
    {"parse", "geppo-parse", "captures to documents"},
    {"extract", "geppo-extract", "one page on standard input to JSON"},
    {"classify", "geppo-parse", "JSON lines to labels"},
    {"store", "geppo-store", "documents to items"}, {"search", "geppo-store", "find items"},
    {"cascade", "geppo-store", "who followed a paper, and when"},
    {"check", "geppo-store", "look for faults in store and archive"},
    {"export", "geppo-store", "items and documents as JSON lines or CSV"},
    {"backup", "geppo-store", "copy store and configuration into one file"},
    {"restore", "geppo-store", "put a backup into an empty data directory"},
    {"notify", "geppo-bulletin", "tell the operators what broke, recovered or stalls"},
    {"status", "geppo-store", "health of sources, queue lengths, last success"},
    {"bulletin", "geppo-bulletin", "draft and show the month's issue"},
    {"translate", "geppo-translate", "Japanese drafts of titles, the translators' queue"},
    {"run", NULL, "every stage until nothing is left to do"}};

static const size_t table_size = sizeof table / sizeof *table;

static const char *
program_path(const char *program)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/%s", file_program_dir(), program);
	return path;
}

struct stage {
	const char *program, *command, *subcommand;
};

/* Lists lead to the pages behind them, to articles, those to attachments: round after round. */
static const struct stage rounds[] = {
    {"geppo-fetch", "fetch", "--once"}, {"geppo-parse", "parse", NULL}};
static const struct stage stages[] = {
    {"geppo-store", "store", NULL}, {"geppo-translate", "translate", "draft"}};

static const struct stage teller = {"geppo-bulletin", "notify", NULL};

static bool
program_exists(const char *program)
{
	return access(program_path(program), X_OK) == 0;
}

/* A command exists when its program does; run, when those of all its stages do. */
static bool
command_exists(const char *program)
{
	if (program != NULL)
		return program_exists(program);
	for (size_t i = 0; i < 2; i++)
		if (!program_exists(rounds[i].program) || !program_exists(stages[i].program))
			return false;
	return true;
}

static int
print_help(void)
{
	puts("usage: geppo [--dir DIR] COMMAND ...\n");
	for (size_t i = 0; i < table_size; i++)
		if (command_exists(table[i].program))
			printf("  %-10s %s\n", table[i].command, table[i].summary);
	puts("\nThe data directory is --dir DIR, else $GEPPO_DIR, else the current folder."
	     "\ngeppo COMMAND --help tells more.");
	return command_finish_output(EXIT_DONE);
}

static int
stage(const struct stage *s, const char *dir)
{
	const char *argv[8] = {program_path(s->program), s->command};
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
	    program_path("geppo-fetch"), "fetch", "--due", "--dir", dir, NULL};
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
	if (config_load(in->dir, CONFIG_SETTINGS, &memory, &config, NULL, &f) != 0) {
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
	int told = program_exists(teller.program) ? stage(&teller, in->dir) : EXIT_DONE;
	return told > worst ? told : worst;
}

static const struct command run_command = {.name = "run",
    .summary = "Every stage until nothing is left to do: fetch (when geppo.yaml names a contact), "
               "parse, store, translate draft; then notify.",
    .run = run};

static int
become(const char *program, char **argv)
{
	argv[0] = (char *)program_path(program);
	execv(argv[0], argv);
	log_warn("%s: cannot start: %s", program_path(program), strerror(errno));
	return EXIT_IO;
}

/* "geppo --dir DIR command": the option may stand before the command too. */
static int
take_dir(int argc, char **argv)
{
	const char *dir = NULL;
	int used = 0;
	if (argc > 2 && strcmp(argv[1], "--dir") == 0) {
		dir = argv[2];
		used = 2;
	} else if (argc > 1 && strncmp(argv[1], "--dir=", 6) == 0) {
		dir = argv[1] + 6;
		used = 1;
	}
	if (dir != NULL && setenv("GEPPO_DIR", dir, 1) != 0)
		fatal("out of memory");
	return used;
}

int
main(int argc, char **argv)
{
	log_init("geppo", false);
	int used = take_dir(argc, argv);
	argc -= used;
	argv += used;
	if (argc < 2) {
		fputs("geppo: a command is missing (see geppo --help)\n", stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return print_help();
	if (strcmp(argv[1], "--version") == 0) {
		puts("geppo " GEPPO_VERSION);
		return command_finish_output(EXIT_DONE);
	}
	for (size_t i = 0; i < table_size; i++) {
		if (strcmp(table[i].command, argv[1]) != 0 || !command_exists(table[i].program))
			continue;
		if (table[i].program == NULL)
			return command_run_one("geppo", &run_command, argc - 1, argv + 1);
		return become(table[i].program, argv);
	}
	fprintf(stderr, "geppo: no such command: %s (see geppo --help)\n", argv[1]);
	return EXIT_USAGE;
}
