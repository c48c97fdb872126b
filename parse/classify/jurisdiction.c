/* jurisdiction.c - at which level it was issued, and for which places it holds.
 * The issuer is, in order of trust: what stands before 关于 in the title, the issuer field, the
 * letters of the number, the place a headline begins with, the site, the source. The place is the
 * lowest one the title names within the issuer's, else the issuer's. */
#include <string.h>

#include "parse/classify/judgement.h"

struct scene {
	struct judgement *j;
	const struct vocabulary *v;
	struct around known;
	struct authority by; /* who issued it */
	bool in_title;       /* found before 关于 or at the start of the title */
	uint32_t object;     /* where the title's object begins, folded */
	struct mentions title;
};

static bool
doctype_is(const struct judgement *j, const char *id)
{
	return strcmp(stage_value_name(&j->k->vocabulary, STAGE_DOC_TYPE, j->doc_type.value), id) ==
	       0;
}

/* SiteIDCode begins with the code of the place; "bm" is a ministry. */
static const struct region *
site_region(const struct scene *s)
{
	const char *code = s->j->in->site_code;
	if (code == NULL || strlen(code) < 6)
		return NULL;
	if (memcmp(code, "bm", 2) == 0)
		return config_region(s->v->config, "000000");
	char six[7] = {0};
	memcpy(six, code, 6);
	return config_region(s->v->config, six);
}

/* Where the issuer ends and the object begins: at the first 关于 that is not inside 《》. */
static uint32_t
head_end(const struct passage *t, const struct vocabulary *v)
{
	const char *about = memmem(t->text, t->n, "关于", strlen("关于"));
	const char *book = memmem(t->text, t->n, "《", strlen("《"));
	if (about == NULL || (book && book < about))
		return 0;
	uint32_t at = 0;
	for (size_t i = 0; i < t->n_hits; i++)
		if (t->text + t->hits[i].at == about)
			return t->hits[i].from;
	(void)v;
	return at;
}

static bool
try_passage(struct scene *s, enum place_in in, uint32_t from, uint32_t to)
{
	const struct classifier *k = s->j->k;
	return authority_find(&k->issuers, s->v, &k->atlas, &s->j->reading->passages[in], from, to,
	    &s->known, &s->by);
}

/* "市生态环境局（转载）": what is in brackets is about the posting. */
static uint32_t
issuer_end(const struct passage *p, const struct vocabulary *v)
{
	(void)v;
	const char *open = memmem(p->text, p->n, "（", strlen("（"));
	if (open == NULL)
		open = memchr(p->text, '(', p->n);
	if (open == NULL || open == p->text)
		return p->length;
	uint32_t end = 0;
	for (size_t i = 0; i < p->n_hits; i++)
		if (p->text + p->hits[i].end <= open && p->hits[i].to > end)
			end = p->hits[i].to;
	return end;
}

static bool
is_report(const struct judgement *j)
{
	return doctype_is(j, "news") || doctype_is(j, "speech") || doctype_is(j, "interpretation");
}

/* A headline or a document's name that begins with a place is that place's. */
static bool
title_begins(const struct scene *s, struct authority *out)
{
	const struct passage *t = &s->j->reading->passages[IN_TITLE];
	const struct classifier *k = s->j->k;
	if (!authority_find(
	        &k->issuers, s->v, &k->atlas, t, t->core_from, t->core_to, &s->known, out))
		return false;
	const char *start = out->words.text;
	const struct hit *h = NULL;
	for (size_t i = 0; i < t->n_hits && !h; i++)
		if (t->text + t->hits[i].at == start)
			h = &t->hits[i];
	return h && h->from <= t->core_from + 1;
}

static void
find_issuer(struct scene *s)
{
	const struct passage *title = &s->j->reading->passages[IN_TITLE];
	const struct passage *issuer = &s->j->reading->passages[IN_ISSUER];
	struct authority begins, number;
	bool has_number = authority_by_number(
	    &s->j->k->issuers, s->v, &s->j->reading->passages[IN_NUMBER], &number);
	if (has_number)
		around_add(&s->known, number.region);
	uint32_t head = head_end(title, s->v);
	if (head > title->core_from && try_passage(s, IN_TITLE, title->core_from, head)) {
		s->object = head;
		s->in_title = true;
		return;
	}
	bool field = try_passage(s, IN_ISSUER, 0, issuer_end(issuer, s->v));
	if (field)
		around_add(&s->known, s->by.region);
	if (title_begins(s, &begins)) {
		/* A reposted document of a higher place, and a report on what a place does. */
		bool higher = field && s->by.region && begins.region &&
		              begins.region != s->by.region &&
		              region_holds(s->v, begins.region, s->by.region) && !is_report(s->j);
		bool report = field && s->by.level == LEVEL_CENTRAL && is_report(s->j) &&
		              begins.level != LEVEL_CENTRAL;
		if (!field || higher || report) {
			s->by = begins;
			s->in_title = true;
			return;
		}
	}
	if (field)
		return;
	if (has_number)
		s->by = number;
	else if (authority_by_number(&s->j->k->issuers, s->v, title, &number))
		s->by = number;
	else if (!try_passage(s, IN_TITLE, title->core_from, title->length))
		(void)0;
}

/* The site or source when nothing in the document tells. */
static void
fall_back(struct scene *s)
{
	const struct classify_input *in = s->j->in;
	const struct region *site = site_region(s);
	if (s->by.level != LEVEL_NONE)
		return;
	if (site) {
		s->by = (struct authority){region_level(site), site, false,
		    {"source", in->site_code, 0, strlen(in->site_code)}, "site code"};
		return;
	}
	const struct region *source = config_region(s->v->config, in->source_region);
	if (source) {
		enum level level =
		    in->source_level != LEVEL_NONE ? in->source_level : region_level(source);
		s->by = (struct authority){level, source, false,
		    {"source", in->source_region, 0, strlen(in->source_region)}, "source"};
		return;
	}
	(void)authority_by_host(&s->j->k->issuers, in->url, &s->by);
}

static void
region_add(
    struct judgement *j, const struct region *r, const struct evidence *words, const char *rule)
{
	for (size_t i = 0; i < j->n_regions; i++)
		if (j->regions[i].region == r)
			return;
	if (j->n_regions < REGIONS_FOUND)
		j->regions[j->n_regions++] = (struct region_found){r, *words, rule};
}

/* 在上海召开 tells where people met, not where it holds. */
static bool
only_a_venue(const struct passage *p, const struct mention *m)
{
	static const char *const verbs[] = {"召开", "举行", "举办", "开幕", "闭幕", "成立"};
	const char *before = m->words.text - strlen("在");
	if (before < p->text || memcmp(before, "在", strlen("在")) != 0)
		return false;
	const char *after = m->words.text + m->words.n;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strncmp(after, verbs[i], strlen(verbs[i])) == 0)
			return true;
	return false;
}

/* Within the issuer's place, and no wider than it. */
static bool
in_reach(const struct scene *s, const struct region *r)
{
	const struct region *own = s->by.region;
	return own == NULL || s->by.level == LEVEL_CENTRAL || s->by.level == LEVEL_REGION ||
	       region_holds(s->v, own, r);
}

static bool
is_lowest(const struct scene *s, const struct mentions *m, size_t i)
{
	for (size_t k = 0; k < m->n; k++)
		if (k != i && m->list[k].region && m->list[k].region != m->list[i].region &&
		    !region_is_key(m->list[i].region) &&
		    region_holds(s->v, m->list[i].region, m->list[k].region))
			return false;
	return true;
}

static void
take_places(struct scene *s, const struct passage *p, const struct mentions *m, const char *rule)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct mention *at = &m->list[i];
		if (at->region && in_reach(s, at->region) && is_lowest(s, m, i) &&
		    !only_a_venue(p, at))
			region_add(s->j, at->region, &at->words, rule);
	}
}

static bool
has_key(const struct judgement *j)
{
	for (size_t i = 0; i < j->n_regions; i++)
		if (region_is_key(j->regions[i].region))
			return true;
	return false;
}

static void
places_of_title(struct scene *s)
{
	const struct passage *t = &s->j->reading->passages[IN_TITLE];
	struct mentions m;
	around_add(&s->known, s->by.region);
	mentions_find(s->v, &s->j->k->atlas, t, s->object > t->core_from ? s->object : t->core_from,
	    t->length, &s->known, &m);
	take_places(s, t, &m, "title");
}

/* The lead names the places of a report whose headline only counts them ("约谈5市"), and the key
 * regions of a national matter. */
static void
places_of_lead(struct scene *s)
{
	const struct passage *lead = &s->j->reading->passages[IN_LEAD];
	struct mentions m;
	mentions_find(s->v, &s->j->k->atlas, lead, 0, lead->length, &s->known, &m);
	bool counted = doctype_is(s->j, "enforcement");
	for (size_t i = 0; i < s->j->n_measures; i++)
		counted |= strcmp(stage_value_name(s->v, STAGE_MEASURE, s->j->measures[i].value),
		               "enforcement") == 0;
	bool central = s->by.level == LEVEL_CENTRAL;
	for (size_t i = 0; i < m.n; i++) {
		const struct mention *at = &m.list[i];
		if (!at->region || !in_reach(s, at->region) || !is_lowest(s, &m, i))
			continue;
		if (counted || (central && region_is_key(at->region)))
			region_add(s->j, at->region, &at->words, "lead");
	}
}

static void
find_regions(struct scene *s)
{
	struct judgement *j = s->j;
	places_of_title(s);
	if (j->n_regions == 0 && j->air.value != j->k->no && !s->by.ambiguous)
		places_of_lead(s);
	if (j->n_regions == 0 && s->by.region)
		region_add(j, s->by.region, &s->by.words, s->by.rule);
	if (j->n_regions == 0 && s->by.level == LEVEL_CENTRAL) {
		const struct region *nation = config_region(s->v->config, "000000");
		if (nation)
			region_add(j, nation, &s->by.words, s->by.rule);
	}
}

/* A plan for a key region alone is issued by the ministries together with its provinces. */
static void
raise_to_region(struct scene *s)
{
	struct judgement *j = s->j;
	if (s->by.level != LEVEL_CENTRAL || j->air.value == j->k->no || !doctype_is(j, "plan"))
		return;
	for (size_t i = 0; i < j->n_regions; i++)
		if (!region_is_key(j->regions[i].region) ||
		    strcmp(j->regions[i].rule, "title") != 0)
			return;
	if (has_key(j))
		s->by.level = LEVEL_REGION;
}

void
judge_place(struct judgement *j)
{
	struct scene s = {.j = j, .v = &j->k->vocabulary};
	j->n_regions = 0;
	around_add(&s.known, site_region(&s));
	around_add(&s.known, config_region(s.v->config, j->in->source_region));
	find_issuer(&s);
	fall_back(&s);
	find_regions(&s);
	raise_to_region(&s);
	j->level = (struct finding){(int)s.by.level, s.by.level == LEVEL_NONE ? 0 : 0.9, s.by.words,
	    s.by.rule ? s.by.rule : "no issuer"};
}
