/* main.c - geppo-store: documents to items, search, status. */
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

int
main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "store";
	const char *next = argc > 2 ? argv[2] : "";
	int rest = argc > 1 ? argc - 1 : argc;
	argv += argc > 1;
	if (strcmp(command, "status") == 0)
		return command_run_one("geppo status", &status_command, rest, argv);
	if (strcmp(command, "search") == 0)
		return command_run_one("geppo search", &search_command, rest, argv);
	if (is_subcommand(next))
		return command_run("geppo store", store_subcommands, rest, argv);
	return command_run_one("geppo store", &store_pass_command, rest, argv);
}
