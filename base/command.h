/* command.h - subcommands and options from tables; --help is written from the same tables.
 *
 * A program declares its commands; command_run() picks one, reads its options, calls it. Every
 * command takes --dir DIR (else $GEPPO_DIR, else "."), --help and -v (debug log). */
#ifndef GEPPO_BASE_COMMAND_H
#define GEPPO_BASE_COMMAND_H

#include <stdbool.h>

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER };

struct option_spec {
	const char *name; /* without the dashes */
	enum option_kind kind;
	void *to;        /* bool *, const char ** or long * */
	const char *arg; /* what the value is called in --help, NULL for a flag */
	const char *help;
	long min, max; /* OPTION_NUMBER only */
};

/* What a command function gets. */
struct invocation {
	const char *dir; /* the data directory */
	bool debug;
	int argc; /* words left after the options */
	char **argv;
};

struct command {
	const char *name;                        /* "ingest", or "title" below `geppo translate` */
	const char *words;                       /* its operands for --help: "FILE.warc.gz..." */
	const char *summary;                     /* one line */
	const struct option_spec *options;       /* ended by a NULL name; may be NULL */
	int min_words, max_words;                /* operands allowed; max -1 = any number */
	int (*run)(const struct invocation *in); /* returns the exit code */
};

/* Run argv[1] (after `prefix`, the words typed before it, such as "geppo translate"). Commands end
 * with a NULL name. A wrong call prints one line and the way to --help, and returns EXIT_USAGE. */
int command_run(const char *prefix, const struct command *commands, int argc, char **argv);

/* The same for a program or subcommand that is one command: options begin at argv[1]. */
int command_run_one(const char *prefix, const struct command *command, int argc, char **argv);

/* Check that standard output was written completely; turns EXIT_DONE into EXIT_IO when not. */
int command_finish_output(int code);

#endif
