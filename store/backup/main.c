/* main.c - geppo-backup: geppo backup and geppo restore. A program apart, because libarchive and
 * all it stands on would cost every search more at its start than the search. */
#include <string.h>

#include "store/backup/backup.h"

int
main(int argc, char **argv)
{
	bool restores = argc > 1 && strcmp(argv[1], "restore") == 0;
	int rest = argc > 1 ? argc - 1 : argc;
	argv += argc > 1;
	return restores ? command_run_one("geppo restore", &restore_command, rest, argv)
	                : command_run_one("geppo backup", &backup_command, rest, argv);
}
