/* flagged.c - which rule of flags.yaml puts an item in the queue. */
#include <string.h>

#include "translate/queue.h"

static bool
one_of(const char *word, const char *const words[])
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

/* Any label of that kind has one of the values. */
static bool
labelled(const struct item *item, const char *kind, const char *const *values)
{
	const struct label *l;
	if (values == NULL)
		return true;
	for (size_t k = 0; (l = item_label_at(item, kind, k)) != NULL; k++)
		if (one_of(l->value, values))
			return true;
	return false;
}

static bool
about_partner(const struct config *c, const struct item *item)
{
	const struct label *l;
	for (size_t k = 0; (l = item_label_at(item, "region", k)) != NULL; k++)
		for (size_t p = 0; p < c->n_partners; p++)
			for (const char *const *code = c->partners[p].regions; *code; code++)
				if (config_region_within(c, l->value, *code, NULL))
					return true;
	return false;
}

/* What an item does to what was there before it. */
static const struct {
	const char *relation, *novelty;
} deeds[] = {{"amends", "amending"}, {"repeals", "amending"}, {"forwards", "following"},
    {"implements", "following"}, {"interprets", "following"}};

static bool
has_novelty(const struct item *item, const char *const *values)
{
	bool is_new = true;
	if (values == NULL)
		return true;
	for (size_t i = 0; i < item->n_relations; i++)
		for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++) {
			const struct relation *r = &item->relations[i];
			if (strcmp(r->kind, deeds[k].relation) != 0 ||
			    strcmp(r->from, item->id) != 0)
				continue;
			if (one_of(deeds[k].novelty, values))
				return true;
			is_new = false;
		}
	bool changed = item->n_documents > 0 && item->documents[0].version > 1;
	return (changed && one_of("changed", values)) ||
	       (is_new && !changed && one_of("new", values));
}

/* What an editor said stands above all rules. */
static const struct flag_rule editors[] = {{.name = "editor", .priority = "high"},
    {.name = "editor", .priority = "medium"}, {.name = "editor", .priority = "low"}};

static const struct flag_rule *
editors_rule(const char *flag)
{
	for (size_t i = 0; i < sizeof editors / sizeof *editors; i++)
		if (strcmp(editors[i].priority, flag) == 0)
			return &editors[i];
	return NULL;
}

const struct flag_rule *
flags_find(const struct flags *flags, const struct config *c, const struct item *item)
{
	const struct label *air = item_label(item, "air");
	if (item->flag)
		return editors_rule(item->flag);
	if (air == NULL || strcmp(air->value, "no") == 0)
		return NULL;
	for (size_t i = 0; i < flags->n; i++) {
		const struct flag_rule *r = &flags->rules[i];
		if (labelled(item, "translate", r->translate) &&
		    labelled(item, "doc_type", r->doc_type) && labelled(item, "level", r->level) &&
		    labelled(item, "measure", r->measure) && has_novelty(item, r->novelty) &&
		    (!r->partner || about_partner(c, item)))
			return r;
	}
	return NULL;
}
