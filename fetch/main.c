/* main.c - geppo-fetch: `geppo ingest` and `geppo fetch`. */
#include <stddef.h>

#include "base/command.h"
#include "fetch/fetch.h"

static const char *source;

static int
run_fetch(const struct invocation *in)
{
	return fetch_command(in, source);
}

int
main(int argc, char **argv)
{
	static const struct option_spec fetch_options[] = {
	    {"source", OPTION_TEXT, &source, "ID", "only this source, and now", 0, 0}, {0}};
	static const struct command commands[] = {
	    {.name = "ingest",
	        .words = "FILE.warc.gz...",
	        .summary = "take captures in from web archives (WARC 1.0 and 1.1, gzip or plain)",
	        .min_words = 1,
	        .max_words = -1,
	        .run = ingest_command},
	    {.name = "fetch",
	        .summary = "poll what is due: listings, and the pages they led to",
	        .options = fetch_options,
	        .run = run_fetch},
	    {0},
	};
	return command_run("geppo", commands, argc, argv);
}
