/* converter.h - foreign programs that turn a file into text, each run in a cage of its own.
 *
 * A caged reader cannot start a program. So a broker is forked before the cage is entered: it
 * parses nothing, it copies bytes from the reader into a converter's standard input and the
 * converter's output back, with limits on time and size. */
#ifndef GEPPO_PARSE_ATTACHMENT_CONVERTER_H
#define GEPPO_PARSE_ATTACHMENT_CONVERTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum converter_kind { CONVERT_PDF, CONVERT_COUNT };

struct converter;

struct converter_limits {
	int wall_seconds;
	size_t memory; /* bytes of address space */
	bool weaker_allowed;
};

/* Fork the broker; before the cage. NULL when it cannot be started. */
struct converter *converter_new(const struct converter_limits *l);
/* End and reap the broker. */
void converter_free(struct converter *c);

/* Convert n bytes; the text goes to `out` (its cap binds). *cpu_seconds may be used, and what was
 * is taken off. 0, or the reason of the failure in why (of `room` bytes) and the program's exit
 * code, or -1 when none can be given. */
int converter_run(struct converter *c, enum converter_kind kind, const unsigned char *bytes,
    size_t n, double *cpu_seconds, struct buf *out, char *why, size_t room);

#endif
