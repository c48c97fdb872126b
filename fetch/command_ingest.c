/* command_ingest.c - `geppo ingest`: several archives, one after the other; a bad one does not
 * keep the others out. */
#include "fetch/fetch.h"

#include <stdio.h>

#include "base/caps.h"
#include "base/log.h"
#include "fetch/ingest.h"
#include "fetch/opening.h"

/* Take every file; the exit code of the worst that happened. */
static int
take_files(struct ingest *in, int n, char **paths)
{
	int code = EXIT_DONE;
	for (int i = 0; i < n; i++) {
		struct fail f = {0};
		if (ingest_file(in, paths[i], 0, NULL, &f) == 0)
			continue;
		log_warn("%s", fail_text(&f));
		if (code == EXIT_DONE || f.exit == EXIT_IO)
			code = f.exit;
	}
	if (code == EXIT_DONE && in->counts.damaged > 0)
		code = EXIT_INPUT;
	return code;
}

int
ingest_command(const struct invocation *call)
{
	struct opening o = {0};
	struct fail f = {0};
	if (opening_open(&o, call->dir, &f) < 0) {
		int code = opening_failed(&o, &f);
		opening_close(&o);
		return code;
	}
	struct progress progress;
	struct ingest in = {
	    .store = o.store, .config = &o.config, .dir = call->dir, .progress = &progress};
	progress_start(&progress, "ingest", 0);
	int code = take_files(&in, call->argc, call->argv);
	progress_end(&progress);
	struct buf line;
	buf_init(&line, CAP_MESSAGE);
	ingest_summary(&in.counts, &line);
	puts(line.text);
	buf_release(&line);
	opening_close(&o);
	return code;
}
