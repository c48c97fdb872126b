/* region.c - for which places it holds: the lowest ones the title names within the issuer's place,
 * else what the lead and the body of a national or counted matter name, else the issuer's own. */
#include <string.h>

#include "parse/classify/judgement.h"

enum {
	BODY_TELLS = 800
}; /* a body of so many characters names the key regions it has duties for */

static bool
doctype_is(const struct judgement *j, const char *id)
{
	return strcmp(stage_value_name(&j->k->vocabulary, STAGE_DOC_TYPE, j->doc_type.value), id) ==
	       0;
}

static void
region_add(
    struct judgement *j, const struct region *r, const struct evidence *words, const char *rule)
{
	for (size_t i = 0; i < j->n_regions; i++)
		if (j->regions[i].region == r)
			return;
	if (r && j->n_regions < REGIONS_FOUND)
		j->regions[j->n_regions++] = (struct region_found){r, *words, rule};
}

/* 在上海召开 tells where people met, not where it holds. */
static bool
only_a_venue(const struct passage *p, const struct mention *m)
{
	static const char *const verbs[] = {"召开", "举行", "举办", "开幕", "闭幕", "成立"};
	if (m->words.at < strlen("在") ||
	    memcmp(m->words.text - strlen("在"), "在", strlen("在")) != 0)
		return false;
	const char *after = p->text + m->words.at + m->words.n;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strncmp(after, verbs[i], strlen(verbs[i])) == 0)
			return true;
	return false;
}

/* Within the issuer's place, and no wider than it. */
static bool
in_reach(const struct judgement *j, const struct region *r)
{
	const struct region *own = j->by.region;
	return own == NULL || j->by.level == LEVEL_CENTRAL || j->by.level == LEVEL_REGION ||
	       region_holds(&j->k->vocabulary, own, r);
}

static bool
is_lowest(const struct judgement *j, const struct mentions *m, size_t i)
{
	const struct region *r = m->list[i].region;
	for (size_t k = 0; k < m->n; k++)
		if (m->list[k].region && m->list[k].region != r && !region_is_key(r) &&
		    region_holds(&j->k->vocabulary, r, m->list[k].region))
			return false;
	return true;
}

static void
places_of_title(struct judgement *j)
{
	const struct passage *t = &j->reading->passages[IN_TITLE];
	uint32_t from = j->object > t->core_from ? j->object : t->core_from;
	struct mentions m;
	around_add(&j->known, j->by.region);
	mentions_find(&j->k->vocabulary, &j->k->atlas, t, from, t->length, &j->known, &m);
	for (size_t i = 0; i < m.n; i++) {
		const struct mention *at = &m.list[i];
		if (at->region && in_reach(j, at->region) && is_lowest(j, &m, i) &&
		    !only_a_venue(t, at))
			region_add(j, at->region, &at->words, "title");
	}
}

static bool
has_measure(const struct judgement *j, const char *id)
{
	for (size_t i = 0; i < j->n_measures; i++)
		if (strcmp(stage_value_name(&j->k->vocabulary, STAGE_MEASURE, j->measures[i].value),
		        id) == 0)
			return true;
	return false;
}

/* "…典型案例": the places of its cases are examples; the paper is for everybody. */
static bool
collects_cases(const struct judgement *j)
{
	return j->in->title != NULL && strstr(j->in->title, "案例") != NULL;
}

/* A headline that only counts its places ("约谈5市") leaves the names to the lead. */
static void
places_counted(struct judgement *j)
{
	const struct passage *lead = &j->reading->passages[IN_LEAD];
	bool wide =
	    j->n_regions == 0 || (j->n_regions == 1 && j->regions[0].region == j->by.region);
	if (!wide || !has_measure(j, "enforcement") || collects_cases(j))
		return;
	struct mentions m;
	mentions_find(&j->k->vocabulary, &j->k->atlas, lead, 0, lead->length, &j->known, &m);
	size_t before = j->n_regions;
	for (size_t i = 0; i < m.n; i++) {
		const struct mention *at = &m.list[i];
		if (at->region && !region_is_key(at->region) && at->region != j->by.region &&
		    in_reach(j, at->region) && is_lowest(j, &m, i))
			region_add(j, at->region, &at->words, "lead");
	}
	if (before == 1 && j->n_regions > 1)
		memmove(j->regions, j->regions + 1, --j->n_regions * sizeof *j->regions);
}

/* Where a key region is named in the body, or false. */
static bool
body_names(const struct judgement *j, const struct region *r, struct evidence *words)
{
	const struct vocabulary *v = &j->k->vocabulary;
	const struct passage *lead = &j->reading->passages[IN_LEAD];
	for (size_t i = 0; i < j->reading->n_names; i++) {
		const struct hit *h = &j->reading->names[i];
		for (uint32_t u = v->first_use[h->literal]; u < v->first_use[h->literal + 1]; u++)
			if (v->uses[u].kind == USE_PLACE &&
			    j->k->atlas.names[v->uses[u].index].region == r) {
				*words = hit_evidence(lead, h);
				return true;
			}
	}
	return false;
}

/* A national document that sets duties for key regions: by rule, and as its body says. */
static void
duties(struct judgement *j)
{
	const struct vocabulary *v = &j->k->vocabulary;
	const struct rule *r = judgement_rule(j, STAGE_REGION, NULL);
	for (size_t i = 0; r && i < r->n_give; i++) {
		const struct region *wide =
		    config_region(v->config, stage_value_name(v, STAGE_REGION, r->give[i]));
		struct evidence words = judgement_firing(j, r)->words;
		if (region_is_key(wide) && j->reading->body_chars >= BODY_TELLS &&
		    !body_names(j, wide, &words))
			continue;
		region_add(j, wide, &words, r->id);
	}
}

/* The key regions the lead of a national matter names; beside the nation when the title says so. */
static void
keys_of_lead(struct judgement *j)
{
	const struct passage *lead = &j->reading->passages[IN_LEAD];
	const struct vocabulary *v = &j->k->vocabulary;
	struct mentions m;
	mentions_find(v, &j->k->atlas, lead, 0, lead->length, &j->known, &m);
	for (size_t i = 0; i < m.n; i++)
		if (m.list[i].region && region_is_key(m.list[i].region))
			region_add(j, m.list[i].region, &m.list[i].words, "lead");
	bool national =
	    memmem(j->in->title, strlen(j->in->title), "全国", strlen("全国")) ||
	    (j->n_measures &&
	        strcmp(stage_value_name(v, STAGE_MEASURE, j->measures[0].value), "plan") == 0);
	if (j->n_regions && national)
		region_add(j, config_region(v->config, "000000"), &j->by.words, j->by.rule);
}

/* A campaign of the cold season for key regions alone is issued by the ministries together with
 * their provinces. */
static void
raise_to_region(struct judgement *j)
{
	bool plan = doctype_is(j, "plan") || doctype_is(j, "draft");
	if (j->by.level != LEVEL_CENTRAL || !plan || !has_measure(j, "emergency") ||
	    j->n_regions == 0)
		return;
	for (size_t i = 0; i < j->n_regions; i++)
		if (!region_is_key(j->regions[i].region) || strcmp(j->regions[i].rule, "lead") == 0)
			return;
	j->level.value = LEVEL_REGION;
}

void
judge_regions(struct judgement *j)
{
	bool central = j->by.level == LEVEL_CENTRAL && j->air.value != j->k->no;
	j->n_regions = 0;
	places_of_title(j);
	if (j->air.value != j->k->no && !j->by.ambiguous)
		places_counted(j);
	if (j->n_regions == 0 && central)
		duties(j);
	if (j->n_regions == 0 && central && j->in->title)
		keys_of_lead(j);
	if (j->n_regions == 0 && j->by.region)
		region_add(j, j->by.region, &j->by.words, j->by.rule);
	raise_to_region(j);
}
