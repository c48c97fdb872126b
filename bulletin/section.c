/* section.c - the sections of the issue in their order, each written whether it holds anything or
 * not: the faces decide what an empty one looks like. */
#include "bulletin/making.h"

#include <string.h>

#include "bulletin/element.h"

enum { POINTS_PROPOSED = 3, POINT_WEIGHT = 40 };

const struct section_name section_names[SECTION_COUNT] = {
    [SECTION_CENTRAL] = {"central", "中央政府"},
    [SECTION_KEY] = {"key", "重点地域"},
    [SECTION_PARTNER] = {"partner", "協力対象の省・市"},
    [SECTION_OTHER] = {"other", "その他の地域"},
    [SECTION_LATE] = {"late", "遅れて見つかったもの"},
    [SECTION_DRAFTS] = {"drafts", "意見募集中・基準案"},
    [SECTION_CALENDAR] = {"calendar", "施行予定・締切カレンダー"},
    [SECTION_FOLLOWUP] = {"followup", "前号までの続報"},
    [SECTION_TRAINING] = {"training", "研修・セミナー"},
    [SECTION_TRANSLATION] = {"translation", "翻訳済み・翻訳予定"},
    [SECTION_FLASH] = {"flash", "締切後の速報"},
};

static size_t
entries_write(xmlNodePtr section, const struct making *mk, enum section which)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (p->fate != FATE_ENTRY || p->section != which)
			continue;
		entry_write(section, mk, p);
		n++;
	}
	return n;
}

void
sections_write(xmlNodePtr root, const struct making *mk, size_t counts[SECTION_COUNT])
{
	static size_t (*const writers[SECTION_COUNT])(xmlNodePtr, const struct making *) = {
	    [SECTION_DRAFTS] = drafts_write,
	    [SECTION_CALENDAR] = calendar_write,
	    [SECTION_FOLLOWUP] = followups_write,
	    [SECTION_TRAINING] = trainings_write,
	    [SECTION_TRANSLATION] = translations_write,
	    [SECTION_FLASH] = flash_write,
	};
	for (int k = 0; k < SECTION_COUNT; k++) {
		xmlNodePtr section = element_add(root, "section");
		element_attr(section, "id", section_names[k].id);
		element_attr(section, "title", section_names[k].title);
		if (k < SECTION_ENTRIES)
			counts[k] = entries_write(section, mk, (enum section)k);
		else
			counts[k] = writers[k](section, mk);
		element_number(section, "count", counts[k]);
	}
}

static void
points_settled(xmlNodePtr points, const char *lines, struct arena *a)
{
	const char *line;
	while (strcmp(lines, CHOICE_NONE) != 0 && (line = choice_line(&lines, a)) != NULL) {
		xmlNodePtr point = element_text(points, "point", line);
		if (point)
			element_attr(point, "by", "editor");
	}
}

/* The editor's words; without them the weightiest entries are proposed, each with its title. */
void
points_write(xmlNodePtr root, const struct making *mk)
{
	xmlNodePtr points = element_add(root, "points");
	const char *settled = choice_points(&mk->material->choices);
	if (settled) {
		points_settled(points, settled, mk->arena);
		return;
	}
	const struct pick *chosen[POINTS_PROPOSED] = {0};
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (p->fate != FATE_ENTRY || p->weight < POINT_WEIGHT)
			continue;
		size_t at = n < POINTS_PROPOSED ? n++ : POINTS_PROPOSED;
		for (; at > 0 && chosen[at - 1]->weight < p->weight; at--)
			if (at < POINTS_PROPOSED)
				chosen[at] = chosen[at - 1];
		if (at < POINTS_PROPOSED)
			chosen[at] = p;
	}
	for (size_t k = 0; k < n; k++)
		element_attr(line_write(points, "point", mk, chosen[k]->item), "by", "machine");
}
