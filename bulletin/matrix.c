/* matrix.c - how many entries each region has for each measure. */
#include "bulletin/making.h"

#include <string.h>

#include "bulletin/element.h"
#include "bulletin/placing.h"

/* The row an entry counts in: the nation, its key or partner region, else its province. */
static const char *
row_of(const struct making *mk, const struct pick *p)
{
	if (p->place == NULL)
		return "000000";
	const char *province = region_province(mk->config, p->place);
	bool kept = p->section == SECTION_PARTNER || p->section == SECTION_KEY;
	return kept || province == NULL ? p->place : province;
}

static bool
has_measure(const struct item *i, const char *measure)
{
	const struct label *l;
	for (size_t k = 0; (l = item_label_at(i, "measure", k)) != NULL; k++)
		if (strcmp(l->value, measure) == 0)
			return true;
	return false;
}

/* Entries of a row (NULL: all) with a measure (NULL: all). */
static size_t
count(const struct making *mk, const char *row, const char *measure)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		n += p->fate == FATE_ENTRY && (!row || strcmp(row_of(mk, p), row) == 0) &&
		     (!measure || has_measure(p->item, measure));
	}
	return n;
}

static void
row_write(xmlNodePtr matrix, const struct making *mk, const char *row)
{
	xmlNodePtr e = element_add(matrix, "row");
	element_attr(e, "code", row);
	element_attr(e, "name", region_name(mk->config, row));
	element_number(e, "count", count(mk, row, NULL));
	for (size_t k = 0; k < mk->config->n_measures; k++) {
		const struct measure *m = &mk->config->measures[k];
		size_t n = count(mk, row, m->id);
		if (n == 0)
			continue;
		xmlNodePtr cell = element_add(e, "cell");
		element_attr(cell, "measure", m->id);
		element_number(cell, "count", n);
	}
}

void
matrix_write(xmlNodePtr root, const struct making *mk)
{
	xmlNodePtr e = element_add(root, "matrix");
	for (size_t k = 0; k < mk->config->n_measures; k++) {
		const struct measure *m = &mk->config->measures[k];
		if (count(mk, NULL, m->id) > 0)
			element_attr(element_text(e, "measure", m->ja), "id", m->id);
	}
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		bool first = p->fate == FATE_ENTRY;
		for (size_t j = 0; first && j < k; j++)
			first = mk->selection->picks[j].fate != FATE_ENTRY ||
			        strcmp(row_of(mk, &mk->selection->picks[j]), row_of(mk, p)) != 0;
		if (first)
			row_write(e, mk, row_of(mk, p));
	}
}

static void
month_write(xmlNodePtr trend, const char *id, size_t n, bool issue)
{
	xmlNodePtr e = element_add(trend, "month");
	element_attr(e, "id", id);
	element_number(e, "count", n);
	element_attr(e, "from", issue ? "issue" : "store");
}

void
trend_write(xmlNodePtr root, const struct making *mk)
{
	xmlNodePtr e = element_add(root, "trend");
	const struct trend_month *before = mk->material->trend;
	for (int k = 0; before && k < TREND_MONTHS; k++)
		month_write(e, before[k].id, before[k].count, before[k].issue);
	month_write(e, mk->month->id, mk->selection->fates[FATE_ENTRY], true);
}
