/* geppo.c - the one command people type. It becomes the program of the room that does the work, and
 * needs no library for that but C's: what it costs is added to every command. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/command.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/log.h"

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
    {"backup", "geppo-backup", "copy store and configuration into one file"},
    {"restore", "geppo-backup", "put a backup into an empty data directory"},
    {"notify", "geppo-bulletin", "tell the operators what broke, recovered or stalls"},
    {"status", "geppo-store", "health of sources, queue lengths, last success"},
    {"bulletin", "geppo-bulletin", "draft and show the month's issue"},
    {"translate", "geppo-translate", "Japanese drafts of titles, the translators' queue"},
    {"run", "geppo-run", "every stage until nothing is left to do"}};

static const size_t table_size = sizeof table / sizeof *table;

static bool
program_exists(const char *program)
{
	return access(file_program(program), X_OK) == 0;
}

static int
print_help(void)
{
	puts("usage: geppo [--dir DIR] COMMAND ...\n");
	for (size_t i = 0; i < table_size; i++)
		if (program_exists(table[i].program))
			printf("  %-10s %s\n", table[i].command, table[i].summary);
	puts("\nThe data directory is --dir DIR, else $GEPPO_DIR, else the current folder."
	     "\ngeppo COMMAND --help tells more.");
	return command_finish_output(EXIT_DONE);
}

static int
become(const char *program, char **argv)
{
	argv[0] = (char *)file_program(program);
	execv(argv[0], argv);
	log_warn("%s: cannot start: %s", file_program(program), strerror(errno));
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
	for (size_t i = 0; i < table_size; i++)
		if (strcmp(table[i].command, argv[1]) == 0 && program_exists(table[i].program))
			return become(table[i].program, argv);
	fprintf(stderr, "geppo: no such command: %s (see geppo --help)\n", argv[1]);
	return EXIT_USAGE;
}
