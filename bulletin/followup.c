/* followup.c - what came of entries of earlier issues, and how translations stand. */
#include "bulletin/making.h"

#include <string.h>

#include "bulletin/element.h"

static bool
is_excluded(const struct making *mk, const char *item)
{
	return choice_of(&mk->material->choices, "exclude:", item) != NULL;
}

/* Its own text was changed on the page: what was seen, and when. */
static void
change_write(xmlNodePtr e, const struct sequel *q)
{
	xmlNodePtr change = element_add(e, "change");
	element_attr(change, "day", q->by_date);
	element_number(change, "changed", q->changed);
	element_number(change, "added", q->added);
	element_number(change, "removed", q->removed);
}

/* Who cites an entry is no news of it, nor is what is no paper of an authority. */
static size_t
sequel_write(xmlNodePtr section, const struct making *mk, const struct sequel *q)
{
	bool own = strcmp(q->kind, "changed") == 0;
	const struct item *old = making_item(mk, q->item), *by = making_item(mk, q->by);
	if (!old || !by || strcmp(q->kind, "cites") == 0 || is_excluded(mk, q->by) ||
	    is_excluded(mk, q->item) || (!own && item_is_noise(by)))
		return 0;
	xmlNodePtr e = line_write(section, "followup", mk, old);
	element_attr(e, "issue", q->month);
	element_attr(e, "kind", q->kind);
	element_attr(e, "direction", strcmp(q->kind, "draft_of") == 0 ? "from" : "to");
	if (own)
		change_write(e, q);
	else
		line_write(e, "by", mk, by);
	return 1;
}

static bool
is_told(const struct making *mk, const char *old, const char *by)
{
	for (size_t k = 0; k < mk->material->n_sequels; k++)
		if (strcmp(mk->material->sequels[k].item, old) == 0 &&
		    strcmp(mk->material->sequels[k].by, by) == 0)
			return true;
	return false;
}

/* What an earlier entry itself names and that came only now. */
static size_t
named_write(xmlNodePtr section, const struct making *mk, const struct item *now)
{
	size_t n = 0;
	for (size_t k = 0; k < now->n_relations; k++) {
		const struct relation *r = &now->relations[k];
		bool outward = strcmp(r->from, now->id) == 0;
		const char *id = outward ? r->to : r->from;
		const struct item *old = id ? making_item(mk, id) : NULL;
		if (old == NULL || old->last_issue == NULL ||
		    strcmp(old->last_issue, mk->month->id) >= 0 || strcmp(r->kind, "cites") == 0 ||
		    is_told(mk, old->id, now->id) || is_excluded(mk, old->id))
			continue;
		xmlNodePtr e = line_write(section, "followup", mk, old);
		element_attr(e, "issue", old->last_issue);
		element_attr(e, "kind", r->kind);
		element_attr(e, "direction", outward ? "to" : "from");
		line_write(e, "by", mk, now);
		n++;
	}
	return n;
}

size_t
followups_write(xmlNodePtr section, const struct making *mk)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->material->n_sequels; k++)
		n += sequel_write(section, mk, &mk->material->sequels[k]);
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (p->fate == FATE_ENTRY || p->fate == FATE_FOLLOWUP)
			n += named_write(section, mk, p->item);
	}
	return n;
}

/* Waiting ones of other months are only counted, for the queue may be long; who wished for one
 * finds it here. */
size_t
translations_write(xmlNodePtr section, const struct making *mk)
{
	size_t n = 0, waiting = 0;
	for (size_t k = 0; k < mk->material->n_told; k++) {
		const struct told_job *j = &mk->material->told[k];
		const struct item *i = making_item(mk, j->item);
		bool waits = strcmp(j->word, "受付") == 0;
		waiting += waits;
		if (i == NULL || (waits && !j->asked && !making_is_entry(mk, i->id)))
			continue;
		xmlNodePtr e = line_write(section, "job", mk, i);
		element_attr(e, "id", j->id);
		element_attr(e, "stands", j->word);
		element_attr(e, "since", j->day);
		element_attr(e, "asked", j->asked ? "yes" : NULL);
		n++;
	}
	element_number(section, "waiting", waiting);
	return n;
}
