/* worker.h - the conversation with geppo-parse: captures in, answers out, until the input ends. */
#ifndef GEPPO_PARSE_EXTRACT_WORKER_H
#define GEPPO_PARSE_EXTRACT_WORKER_H

#include "parse/extract/extract.h"

/* Read from standard input a line of JSON {id,url,content_type,charset,kind,status,xpath,list,
 * length} and then exactly `length` bytes; write one line of JSON; again. Each page gets its own
 * CPU seconds. Returns the exit code: EXIT_DONE at the end of the input, EXIT_INPUT when the
 * conversation makes no sense, EXIT_IO. */
int worker_run(struct extractor *x, int cpu_seconds);

#endif
