/* making.h - the parts of the XML, each written by one file. Private to bulletin/. The
 * vocabulary is geppo-issue(5) and templates/issue.rng. */
#ifndef GEPPO_BULLETIN_MAKING_H
#define GEPPO_BULLETIN_MAKING_H

#include <libxml/tree.h>

#include "bulletin/coverage.h"
#include "bulletin/month.h"
#include "bulletin/selection.h"

/* Everything the writers read. */
struct making {
	const struct config *config;
	const struct month *month;
	const struct material *material;
	const struct selection *selection;
	const struct coverage *coverage;
	struct arena *arena;
};

/* entry.c: an entry in full; the one-line form (id, titles, dates, kind), whose element is returned
 * for more attributes. */
void entry_write(xmlNodePtr parent, const struct making *mk, const struct pick *p);
xmlNodePtr line_write(
    xmlNodePtr parent, const char *name, const struct making *mk, const struct item *i);
/* An item by id among all that was read, or NULL; a region's Japanese name, or its code. */
const struct item *making_item(const struct making *mk, const char *id);
bool making_is_entry(const struct making *mk, const char *id);
bool making_has_job(const struct making *mk, const char *item);
const char *region_name(const struct config *c, const char *code);

/* place.c: how the partner regions stand, and which edition shows which. */
void places_write(xmlNodePtr root, const struct making *mk);

/* section.c: all sections; the number of entries or lines of each goes to counts. */
void sections_write(xmlNodePtr root, const struct making *mk, size_t counts[SECTION_COUNT]);
/* 要点: the editor's, or items proposed for it. */
void points_write(xmlNodePtr root, const struct making *mk);

/* lines.c: sections made of lines; each returns how many. */
size_t drafts_write(xmlNodePtr section, const struct making *mk);
size_t calendar_write(xmlNodePtr section, const struct making *mk);
size_t trainings_write(xmlNodePtr section, const struct making *mk);
size_t flash_write(xmlNodePtr section, const struct making *mk);
/* followup.c: what came of entries of earlier issues; how translations stand. */
size_t followups_write(xmlNodePtr section, const struct making *mk);
size_t translations_write(xmlNodePtr section, const struct making *mk);

/* matrix.c: region by measure, with counts. */
void matrix_write(xmlNodePtr root, const struct making *mk);
/* The months before, and this one. */
void trend_write(xmlNodePtr root, const struct making *mk);

/* scope.c: what was left out; what was looked at; one column that was not seen throughout. */
void leftout_write(xmlNodePtr root, const struct making *mk);
void scope_write(xmlNodePtr root, const struct making *mk);
void watch_write(xmlNodePtr parent, const struct watch *w);

#endif
