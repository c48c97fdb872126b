/* main.c - geppo-fetch: `geppo ingest`, `geppo fetch` and `geppo archive`. */
#include <stddef.h>
#include <string.h>

#include "base/command.h"
#include "base/fail.h"
#include "base/log.h"
#include "fetch/fetch.h"

static struct fetch_wish wish;
static bool once, due;

static int
run_fetch(const struct invocation *in)
{
	if (once && wish.stay) {
		log_warn("--once and --stay exclude each other");
		return EXIT_USAGE;
	}
	return due ? fetch_due_command(in) : fetch_command(in, &wish);
}

static const struct command archive_commands[] = {
    {.name = "verify",
        .words = "[FILE...]",
        .summary = "read every record, check compression, lengths and digests",
        .max_words = -1,
        .run = archive_verify_command},
    {.name = "cdxj",
        .words = "[FILE...]",
        .summary = "a sorted CDXJ index, for tools that replay web archives",
        .max_words = -1,
        .run = archive_cdxj_command},
    {.name = "show",
        .words = "URL",
        .summary = "headers and content of an address as it was archived",
        .options = archive_show_options,
        .min_words = 1,
        .max_words = 1,
        .run = archive_show_command},
    {0},
};

int
main(int argc, char **argv)
{
	static const struct option_spec fetch_options[] = {
	    {"source", OPTION_TEXT, &wish.source, "ID", "only this source, and now", 0, 0},
	    {"since", OPTION_TEXT, &wish.since, "DATE",
	        "only rows dated then or later, or not dated; the others stay due", 0, 0},
	    {"once", OPTION_FLAG, &once, NULL, "one pass over what is due (the default)", 0, 0},
	    {"stay", OPTION_FLAG, &wish.stay, NULL,
	        "stay up: a pass whenever something is due, until SIGTERM", 0, 0},
	    {"due", OPTION_FLAG, &due, NULL, "only say how many addresses are due now", 0, 0}, {0}};
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
	    {.name = "probe",
	        .words = "URL|SOURCE",
	        .summary =
	            "try a list: what geppo may fetch, would take and read, and an entry for "
	            "sources.yaml",
	        .min_words = 1,
	        .max_words = 1,
	        .run = probe_command},
	    {0},
	};
	if (argc > 1 && strcmp(argv[1], "archive") == 0)
		return command_run("geppo archive", archive_commands, argc - 1, argv + 1);
	return command_run("geppo", commands, argc, argv);
}
