/* main.c - geppo-store: documents to items, and all that is asked of the store. */
#include <stdio.h>
#include <string.h>

#include "store/commands.h"

static bool
is_subcommand(const char *word)
{
	for (const struct command *c = store_subcommands; c->name; c++)
		if (strcmp(c->name, word) == 0)
			return true;
	return false;
}

/* Commands of their own, beside `geppo store`. */
static const struct {
	const char *name;
	const struct command *command;
} own[] = {{"status", &status_command}, {"search", &search_command}, {"cascade", &cascade_command},
    {"check", &check_command}, {"export", &export_command}};

int
main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "store";
	const char *next = argc > 2 ? argv[2] : "";
	char prefix[32];
	int rest = argc > 1 ? argc - 1 : argc;
	argv += argc > 1;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(own[i].name, command) == 0) {
			snprintf(prefix, sizeof prefix, "geppo %s", own[i].name);
			return command_run_one(prefix, own[i].command, rest, argv);
		}
	if (is_subcommand(next))
		return command_run("geppo store", store_subcommands, rest, argv);
	return command_run_one("geppo store", &store_pass_command, rest, argv);
}
