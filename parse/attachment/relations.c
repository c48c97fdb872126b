/* relations.c - which part of a package of ECMA-376 stands for which name. */
#include <string.h>

#include "parse/attachment/members.h"

enum { RELATIONS_MOST = 5000 };

const char *
package_main(struct attachment_reading *r, const struct members *m)
{
	const struct member *rels = member_named(m, "_rels/.rels");
	xmlDoc *doc = rels ? member_xml(r, rels) : NULL;
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	const char *found = NULL;
	for (const xmlNode *n = root ? root->children : NULL; n && !found; n = n->next) {
		const char *type =
		    part_is(n, "Relationship") ? part_attribute(n, "Type", r->arena) : NULL;
		const char *to = type ? part_attribute(n, "Target", r->arena) : NULL;
		const char *slash = type ? strrchr(type, '/') : NULL;
		if (to && slash && strcmp(slash, "/officeDocument") == 0)
			found = member_path("", to, r->arena);
	}
	xmlFreeDoc(doc);
	return found && member_named(m, found) ? found : NULL;
}

xmlDoc *
relations_of(struct attachment_reading *r, const struct members *m, const char *part)
{
	const char *slash = strrchr(part, '/'), *name = slash ? slash + 1 : part;
	const char *path =
	    member_path(part, arena_printf(r->arena, "_rels/%s.rels", name), r->arena);
	return path ? member_xml(r, member_named(m, path)) : NULL;
}

const char *
relation_target(const char *part, const xmlDoc *relations, const char *id, struct arena *a)
{
	const xmlNode *root = relations ? xmlDocGetRootElement(relations) : NULL;
	size_t seen = 0;
	for (const xmlNode *n = root ? root->children : NULL; n && seen < RELATIONS_MOST;
	     n = n->next, seen++) {
		const char *mine = part_is(n, "Relationship") ? part_attribute(n, "Id", a) : NULL;
		if (mine && id && strcmp(mine, id) == 0) {
			const char *to = part_attribute(n, "Target", a);
			return to ? member_path(part, to, a) : NULL;
		}
	}
	return NULL;
}
