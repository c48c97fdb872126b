/* scope.c - 今月の確認範囲: what was looked at over the month, what was not, and which provinces
 * had nothing. */
#include "bulletin/making.h"

#include <string.h>

#include "bulletin/element.h"
#include "bulletin/placing.h"

void
watch_write(xmlNodePtr parent, const struct watch *w)
{
	xmlNodePtr e = element_add(parent, "column");
	element_attr(e, "source", w->source->id);
	element_attr(e, "site", w->source->name_ja);
	element_attr(e, "name", w->source->column);
	element_attr(e, "check", check_name(w->check));
	element_attr(e, "last", *w->last_success ? w->last_success : NULL);
	element_attr(e, "outcome", w->outcome);
	element_number(e, "failures", (size_t)w->failures);
	element_attr(e, "after", w->seen_after ? "yes" : "no");
	for (size_t k = 0; w->check == CHECK_PARTLY && k < w->n_gaps; k++) {
		xmlNodePtr gap = element_add(e, "gap");
		element_attr(gap, "from", w->gaps[k].from);
		element_attr(gap, "to", w->gaps[k].to);
	}
}

static bool
is_partner_region(const struct making *mk, const char *code)
{
	for (size_t p = 0; p < mk->config->n_partners; p++)
		for (const char *const *r = mk->config->partners[p].regions; *r; r++)
			if (strcmp(*r, code) == 0)
				return true;
	return false;
}

/* Columns of one site that nobody could see are one line; those of partner regions, and the partly
 * seen, are told one by one. */
static bool
is_lumped(const struct making *mk, const struct watch *w)
{
	return w->check == CHECK_NONE && !is_partner_region(mk, w->source->region);
}

/* The columns of the same site lumped in [from, to). */
static size_t
count_lumped(const struct making *mk, const char *site, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t k = from; k < to; k++) {
		const struct watch *w = &mk->coverage->watches[k];
		n += is_lumped(mk, w) && strcmp(w->source->name_ja, site) == 0;
	}
	return n;
}

static void
sites_write(xmlNodePtr e, const struct making *mk)
{
	for (size_t k = 0; k < mk->coverage->n; k++) {
		const struct watch *w = &mk->coverage->watches[k];
		const char *name = w->source->name_ja;
		if (!is_lumped(mk, w) || count_lumped(mk, name, 0, k) > 0)
			continue;
		xmlNodePtr site = element_add(e, "site");
		element_attr(site, "name", name);
		element_number(site, "columns", count_lumped(mk, name, k, mk->coverage->n));
		element_attr(site, "outcome", w->outcome);
	}
}

static void
columns_told(xmlNodePtr e, const struct making *mk)
{
	for (size_t k = 0; k < mk->coverage->n; k++) {
		const struct watch *w = &mk->coverage->watches[k];
		if (w->check != CHECK_WHOLE && !is_lumped(mk, w))
			watch_write(e, w);
	}
}

static size_t
entries_within(const struct making *mk, const char *code)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++)
		n += mk->selection->picks[k].fate == FATE_ENTRY &&
		     item_within(mk->config, mk->selection->picks[k].item, code, mk->month->last);
	return n;
}

/* The codes from 71 on (台湾, 香港, 澳门) are in the table of divisions, and outside what is
 * watched. */
static bool
is_watched_province(const struct region *r)
{
	return strcmp(r->level, "province") == 0 && strcmp(r->code, "710000") < 0;
}

/* Provinces without an entry, and whether that means anything. */
static void
quiet_write(xmlNodePtr e, const struct making *mk)
{
	for (size_t k = 0; k < mk->config->n_regions; k++) {
		const struct region *r = &mk->config->regions[k];
		if (!is_watched_province(r) || entries_within(mk, r->code) > 0)
			continue;
		struct region_check check = coverage_region(mk->coverage, r->code);
		xmlNodePtr quiet = element_text(e, "quiet", r->ja);
		element_attr(quiet, "code", r->code);
		bool whole = check.declared > 0 && check.whole == check.declared;
		element_attr(quiet, "check", whole ? "whole" : check.declared ? "partly" : "none");
	}
}

void
scope_write(xmlNodePtr root, const struct making *mk)
{
	const struct coverage *cv = mk->coverage;
	xmlNodePtr e = element_add(root, "scope");
	element_attr(e, "run", cv->run ? "yes" : "no");
	element_number(e, "columns", cv->n);
	element_number(e, "whole", cv->whole);
	element_number(e, "partly", cv->partly);
	element_number(e, "none", cv->none);
	element_number(e, "examined", mk->selection->n);
	if (!cv->run)
		return;
	columns_told(e, mk);
	sites_write(e, mk);
	quiet_write(e, mk);
}

enum { NEAR_MAX = 12 };

/* A near miss: a neighbour of the matter that readers ask after. */
static bool
is_near(const struct making *mk, const struct pick *p)
{
	const struct label *air = item_label(p->item, "air");
	for (const char *const *rule = mk->config->settings.near; rule && *rule; rule++)
		if (p->fate == FATE_NOT_AIR && air && air->rule && strcmp(air->rule, *rule) == 0)
			return true;
	return false;
}

void
leftout_write(xmlNodePtr root, const struct making *mk)
{
	xmlNodePtr e = element_add(root, "leftout");
	for (int k = FATE_REPORT; k < FATE_COUNT; k++) {
		if (mk->selection->fates[k] == 0)
			continue;
		xmlNodePtr reason = element_text(e, "reason", fate_names[k].title);
		element_attr(reason, "id", fate_names[k].id);
		element_number(reason, "count", mk->selection->fates[k]);
	}
	size_t near = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (is_near(mk, p) && ++near <= NEAR_MAX)
			line_write(e, "near", mk, p->item);
	}
	element_number(e, "near", near);
}
