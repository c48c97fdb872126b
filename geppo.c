/* geppo.c - the one command people type. It becomes the program of the room that does the work;
 * `geppo run` is the only thing it does itself: one stage after the other. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/command.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/log.h"
#include "config/config.h"

enum { PATH_SIZE = 4096 };

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

/* Listings lead to articles: both are fetched in one run. */
static const struct {
	const char *program, *command, *subcommand;
	bool goes_out;
} stages[] = {{"geppo-fetch", "fetch", NULL, true}, {"geppo-parse", "parse", NULL, false},
    {"geppo-fetch", "fetch", NULL, true}, {"geppo-parse", "parse", NULL, false},
    {"geppo-store", "store", NULL, false}, {"geppo-translate", "translate", "draft", false}};

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
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (!program_exists(stages[i].program))
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
stage(const char *program, const char *command, const char *subcommand, const char *dir)
{
	const char *argv[8] = {program_path(program), command};
	int n = 2;
	if (subcommand != NULL)
		argv[n++] = subcommand;
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
	if (!out)
		log_info("nothing is fetched: geppo.yaml names no fetch.contact");
	int worst = EXIT_DONE;
	for (size_t i = 0; i < sizeof stages / sizeof *stages && goes_on(worst); i++) {
		/* Without new pages between them the second parse finds what the first left. */
		if (!out && (stages[i].goes_out || i == 1))
			continue;
		int code =
		    stage(stages[i].program, stages[i].command, stages[i].subcommand, in->dir);
		if (code > worst)
			worst = code;
	}
	return worst;
}

static const struct command run_command = {.name = "run",
    .summary = "Every stage until nothing is left to do: fetch (when geppo.yaml names a contact), "
               "parse, store, translate draft.",
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
