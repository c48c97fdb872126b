/* log.h - one line a unit of work, on standard error: "program: text". Control characters, line
 * ends and bidirectional overrides in the text are escaped, so that one event is one line. */
#ifndef GEPPO_BASE_LOG_H
#define GEPPO_BASE_LOG_H

#include <stdbool.h>

/* Name the program once, at start; `debug` turns log_debug() on. */
void log_init(const char *program, bool debug);

void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* This process cannot go on (memory, its own database, the cage): one line, exit EXIT_IO.
 * Leases and transactions make it safe to stop at any line. */
_Noreturn void fatal(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Our mistake: one line, then exit EXIT_BUG (no core of private data is left). */
_Noreturn void bug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
