/* members.h - the files in a container, unpacked in memory with caps. Names are only compared,
 * never opened. */
#ifndef GEPPO_PARSE_ATTACHMENT_MEMBERS_H
#define GEPPO_PARSE_ATTACHMENT_MEMBERS_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "parse/attachment/attachment.h"

struct member {
	const char *name;     /* UTF-8, "/" between folders, no leading "/" */
	unsigned char *bytes; /* a NUL stands behind them */
	size_t n;
};

struct members {
	struct member *list;
	size_t n, room;
	size_t encrypted, broken, links; /* members that could not be read, or are no files */
	bool cut;                        /* the archive breaks off, or is none */
};

/* Unpack a ZIP, RAR or 7z archive; all members. False: held, r->why says why. Either way
 * members_release() it. */
bool members_unpack(
    struct attachment_reading *r, const struct attachment_file *file, struct members *m);
void members_release(struct members *m);
/* By name (letter case does not count), or NULL. The first of two with one name stands. */
const struct member *member_named(const struct members *m, const char *name);
/* A path as written in a file of the container, from the folder of `base`: "../x", "/x", "x". In
 * the arena; NULL when it leads outside. */
const char *member_path(const char *base, const char *path, struct arena *a);

/* The path of the document in a package of ECMA-376, by its relations; NULL: they name none. */
const char *package_main(struct attachment_reading *r, const struct members *m);
/* The relations of a part of it; xmlFreeDoc() them. NULL: none. */
xmlDoc *relations_of(struct attachment_reading *r, const struct members *m, const char *part);
/* The path that an id stands for among them, in the arena, or NULL. `relations` may be NULL. */
const char *relation_target(
    const char *part, const xmlDoc *relations, const char *id, struct arena *a);

/* The readers for trees that come from elsewhere. */
void docx_tree(struct attachment_reading *r, const xmlNode *root);
void odf_tree(struct attachment_reading *r, const xmlNode *root);

/* A member as a tree, without its DTD (one that has a DOCTYPE is refused: r->notes); xmlFreeDoc()
 * it. NULL: none. */
xmlDoc *member_xml(struct attachment_reading *r, const struct member *m);

/* Element names without their namespaces: files use many. */
bool part_is(const xmlNode *n, const char *name);
const xmlNode *part_child(const xmlNode *n, const char *name);
/* An attribute's value by local name, in the arena; NULL when absent. */
const char *part_attribute(const xmlNode *n, const char *name, struct arena *a);
/* The texts directly below an element, in the arena. */
const char *part_text(const xmlNode *n, struct arena *a);

#endif
