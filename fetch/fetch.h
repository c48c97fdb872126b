/* fetch.h - what the fetch room hands on: captures in the store, their bytes in archives.
 *
 * Nothing above this room calls into it; the store and DIR/archive/ are the hand-over. Its two
 * commands are declared here for its program. */
#ifndef GEPPO_FETCH_FETCH_H
#define GEPPO_FETCH_FETCH_H

#include <stdbool.h>

#include "base/command.h"

/* geppo ingest FILE...: captures from archives. 0; EXIT_INPUT when a file or record was damaged
 * (what could be taken in is in); EXIT_IO, EXIT_CONFIG. */
int ingest_command(const struct invocation *in);

/* What `geppo fetch` is to do. */
struct fetch_wish {
	const char *source; /* only this one, and now; NULL: all */
	const char *since;  /* only rows dated then or later, or not at all; NULL: all */
	bool stay;          /* pass after pass, until SIGTERM or SIGINT */
	bool asked;         /* the source's list was asked for in an earlier pass */
};

/* geppo fetch: poll what is due. 0; EXIT_HELD when a listing could not be seen; EXIT_CONFIG without
 * a contact; EXIT_AGAIN while another one runs; EXIT_IO. */
int fetch_command(const struct invocation *in, const struct fetch_wish *w);

/* geppo fetch --due: the number of addresses that are due now, on standard output. */
int fetch_due_command(const struct invocation *in);

/* geppo probe URL|SOURCE: a list tried out for a person who adds it. EXIT_HELD when no rows, or no
 * article of them, could be read; EXIT_USAGE, EXIT_CONFIG, EXIT_AGAIN, EXIT_IO. */
int probe_command(const struct invocation *in);

/* geppo archive verify|cdxj [FILE...]: all of DIR/archive without names. EXIT_INPUT when a record
 * is damaged. geppo archive show URL: EXIT_INPUT when nothing of it is archived. */
int archive_verify_command(const struct invocation *in);
int archive_cdxj_command(const struct invocation *in);
int archive_show_command(const struct invocation *in);
extern const struct option_spec archive_show_options[];

#endif
