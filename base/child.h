/* child.h - child processes with pipes: start, talk, wait with a limit, never leave one behind. */
#ifndef GEPPO_BASE_CHILD_H
#define GEPPO_BASE_CHILD_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/fail.h"

struct child {
	pid_t pid;
	int in;  /* write here: the child's standard input */
	int out; /* read here: the child's standard output */
};

/* Start argv[0] (a path) with pipes on standard input and output; standard error is inherited. The
 * child gets its own process group and dies when its parent does. 0 or -1. */
int child_start(struct child *c, const char *const argv[], struct fail *f)
    __attribute__((warn_unused_result));

/* The same for a tool that has no business outside: it cannot make an internet socket, and gets
 * `cpu_seconds` of processor time. */
int child_start_offline(struct child *c, const char *const argv[], int cpu_seconds, struct fail *f)
    __attribute__((warn_unused_result));

/* Read one line (without its end) into b, waiting at most `seconds` in all. 1: a line; 0: the end
 * of output; -1: time, cap or read error, f says which. `rest` keeps what came after the line and
 * belongs to this child's conversation (buf_init it once). */
int child_read_line(struct child *c, struct buf *rest, struct buf *b, int seconds, struct fail *f)
    __attribute__((warn_unused_result));

/* Write all bytes, waiting at most `seconds`. 0 or -1; a child that died is a failure, not SIGPIPE.
 */
int child_write(struct child *c, const void *bytes, size_t n, int seconds, struct fail *f)
    __attribute__((warn_unused_result));

/* Close the pipes, wait up to `seconds`, then kill the group. The wait status as of waitpid(2). */
int child_end(struct child *c, int seconds);

/* Kill the whole group at once and reap it; the wait status. */
int child_kill(struct child *c);

/* "exit code 3", "killed by signal 11 (Segmentation fault)": static text for a reason. */
const char *child_status_text(int status);

/* Run argv to its end with inherited standard streams; its exit code, or EXIT_BUG when a signal
 * ended it, or EXIT_IO when it could not be started. */
int child_run(const char *const argv[]);

#endif
