/* parts.h - private to translate/: the files of a package, XML written by libxml2, zip archives
 * written by libarchive. */
#ifndef GEPPO_TRANSLATE_PARTS_H
#define GEPPO_TRANSLATE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/xmlwriter.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"

struct part {
	const char *path; /* ASCII, below the archive's folder; a folder ends with '/' */
	const char *bytes;
	size_t n;
};
struct parts {
	struct part *list;
	size_t n, room;
	struct arena *memory;
};
/* Add a file; its bytes are copied. */
void part_add(struct parts *p, const char *path, const void *bytes, size_t n);
/* A zip of all parts below `folder` ("" = none) dated `seconds`: the same parts give the same
 * bytes. */
int parts_zip(const struct parts *p, const char *folder, int64_t seconds, struct buf *out,
    struct fail *f) __attribute__((warn_unused_result));

/* An XML document in the making. Escaping is the library's; what XML 1.0 cannot hold is dropped. */
struct xml {
	xmlBufferPtr bytes;
	xmlTextWriterPtr to;
};
void xml_begin(struct xml *x, const char *doctype, const char *system_id, bool indent);
void xml_start(struct xml *x, const char *name);
void xml_attribute(struct xml *x, const char *name, const char *value);
void xml_text(struct xml *x, const char *text);
void xml_end(struct xml *x);
/* <name language="…">text</name>; language may be NULL. */
void xml_element(struct xml *x, const char *name, const char *language, const char *text);
/* Close everything and add it as a part. */
void xml_finish(struct xml *x, struct parts *p, const char *path);

#endif
