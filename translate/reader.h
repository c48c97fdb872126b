/* reader.h - private to translate/: files that translators give back. They are as hostile as the
 * web and are read in a caged process of their own (`geppo-translate --reader`): no file, no
 * network, limits on time, memory and size; no document type with declarations of its own, no
 * entity is expanded. XLIFF 1.2 (also as SDLXLIFF and MQXLIFF), XLIFF 2.x, TMX, the table of the
 * DOCX; and query.tsv, the form for questions. */
#ifndef GEPPO_TRANSLATE_READER_H
#define GEPPO_TRANSLATE_READER_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"

/* Of a form for questions: id is the segment, source and target the words, source_tags the kind,
 * target_tags the question. */
struct given_unit {
	const char *id; /* as in the file, "" when it has none */
	const char *source, *target;
	const char *source_tags, *target_tags; /* inline codes in order, "g1 x2" */
};
struct given {
	const char *format; /* "xliff-1.2", "xliff-2", "tmx", "docx", "query" */
	const char *credit; /* of a form for questions: 希望, 匿名, else "" */
	const char *stamp; /* the first "geppo-000123-v1-0a1b2c3d4e5f" in the place for it, or "" */
	const char *source_language, *target_language; /* "" when not said */
	const struct given_unit *units;
	size_t n;
};

/* Read a file's bytes in a caged child. A file that is none of these is refused (EXIT_INPUT). */
int given_read(const struct buf *bytes, bool weaker_cage, struct arena *a, struct given *out,
    struct fail *f) __attribute__((warn_unused_result));

/* Whether a file is XLIFF 2.0 or 2.1 (xliffcheck.h), decided in a caged child. 0 with `faults`,
 * lines of "line<TAB>why", empty when it is; -1 when it could not be decided. */
int xliff_validate(const struct buf *bytes, bool weaker_cage, struct arena *a, const char **faults,
    struct fail *f) __attribute__((warn_unused_result));

/* The child, "--reader" or "--validator" with "-weaker" behind it for a weaker cage: "length\n" and
 * the bytes on standard input, one line of JSON out. The exit code. */
int reader_main(const char *mode);

/* Inside the child: what the bytes hold, or NULL with f. */
json_t *delivery_parse(const char *bytes, size_t n, struct fail *f);
/* Whether it is the form for questions, and what it holds (queryparse.c). The first is called
 * before the cage is closed: it opens what converts Shift_JIS and UTF-16, which Excel
 * writes. */
void query_prepare(void);
bool query_is(const char *bytes, size_t n);
json_t *query_parse(const char *bytes, size_t n, struct fail *f);
/* True for XML that brings declarations of its own, which is not given to the parser. */
bool delivery_declares(const char *bytes, size_t n);
/* Inside the child: {"faults":"…"}, or NULL with f. */
json_t *xliff_judge(const char *bytes, size_t n, struct fail *f);

#endif
