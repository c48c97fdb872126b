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

enum converter_kind {
	CONVERT_PDF,     /* to words with their places (pdftotext -tsv) */
	CONVERT_PAGE,    /* one page of a PDF to a picture (pdftoppm) */
	CONVERT_PICTURE, /* a picture to words with their places (tesseract, chi_sim) */
	CONVERT_COUNT
};

struct converter;

struct converter_limits {
	int wall_seconds;
	int ocr_seconds; /* CPU for reading the pictures of one attachment; 0: they are not read */
	size_t memory;   /* bytes of address space */
	bool weaker_allowed;
};

/* Fork the broker; before the cage. NULL when it cannot be started. */
struct converter *converter_new(const struct converter_limits *l);
/* End and reap the broker. */
void converter_free(struct converter *c);

/* CPU seconds that pictures of one attachment may take; 0: not enabled, or no converter. */
int converter_ocr_seconds(const struct converter *c);

/* One conversion. */
struct conversion {
	enum converter_kind kind;
	int page; /* of CONVERT_PAGE, from 1 */
	const void *bytes;
	size_t n;
	double *cpu_seconds; /* may be used, and what was is taken off */
	char why[160];       /* filled when it fails: for a person */
};

/* The text (or the picture) goes to `out`, whose cap binds. 0, or the program's exit code, or -1
 * when none can be given; then c->why says why. */
int converter_run(struct converter *to, struct conversion *c, struct buf *out);

#endif
