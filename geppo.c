/* geppo.c - the one command people type: dispatches to the programs of the rooms. */
#include <stdio.h>

#include "base/command.h"
#include "base/fail.h"

int
main(void)
{
	puts("geppo " GEPPO_VERSION);
	return command_finish_output(EXIT_DONE);
}
