/* jurisdiction.c - who issued it, at which level.
 * In order of trust: what stands before 关于 in the title, the issuer field, the letters of the
 * number, the place a headline begins with, the site, the source. */
#include <string.h>

#include "parse/classify/judgement.h"

/* SiteIDCode begins with the code of the place; "bm" is a ministry. */
static const struct region *
site_region(const struct judgement *j)
{
	const char *code = j->in->site_code;
	if (code == NULL || strlen(code) < 6)
		return NULL;
	if (memcmp(code, "bm", 2) == 0)
		return config_region(j->k->vocabulary.config, "000000");
	char six[7] = {0};
	memcpy(six, code, 6);
	return config_region(j->k->vocabulary.config, six);
}

/* Where the issuer ends: at the first 关于 outside 《》; 0 when there is none. */
static uint32_t
head_end(const struct passage *t)
{
	const char *about = memmem(t->text, t->n, "关于", strlen("关于"));
	const char *book = memmem(t->text, t->n, "《", strlen("《"));
	if (about == NULL || (book && book < about))
		return 0;
	for (size_t i = 0; i < t->n_hits; i++)
		if (t->text + t->hits[i].at == about)
			return t->hits[i].from;
	return 0;
}

/* "市生态环境局（转载）": what stands in brackets is about the posting. */
static uint32_t
issuer_end(const struct passage *p)
{
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
try_passage(
    const struct judgement *j, enum place_in in, uint32_t from, uint32_t to, struct authority *out)
{
	const struct classifier *k = j->k;
	return authority_find(&k->issuers, &k->vocabulary, &k->atlas, &j->reading->passages[in],
	    from, to, &j->known, out);
}

static bool
is_report(const struct judgement *j)
{
	static const char *const reports[] = {"news", "speech", "interpretation", "bulletin_data"};
	const char *type = stage_value_name(&j->k->vocabulary, STAGE_DOC_TYPE, j->doc_type.value);
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (strcmp(type, reports[i]) == 0)
			return true;
	return false;
}

/* A headline or a document's name that begins with a place or an organ is theirs. */
static bool
title_begins(const struct judgement *j, struct authority *out)
{
	const struct passage *t = &j->reading->passages[IN_TITLE];
	if (!try_passage(j, IN_TITLE, t->core_from, t->core_to, out))
		return false;
	for (size_t i = 0; i < t->n_hits; i++)
		if (t->text + t->hits[i].at == out->words.text)
			return t->hits[i].from <= t->core_from + 1;
	return false;
}

/* A reposted document of a higher place, and a report on what a place does, are not the poster's.
 */
static bool
title_overrules(const struct judgement *j, const struct authority *begins)
{
	const struct authority *by = &j->by;
	if (by->level == LEVEL_NONE)
		return true;
	if (is_report(j))
		return by->level == LEVEL_CENTRAL && begins->level != LEVEL_CENTRAL;
	return by->region && begins->region && begins->region != by->region &&
	       region_holds(&j->k->vocabulary, begins->region, by->region);
}

static void
by_title_and_issuer(struct judgement *j)
{
	const struct passage *title = &j->reading->passages[IN_TITLE];
	const struct passage *issuer = &j->reading->passages[IN_ISSUER];
	uint32_t head = head_end(title);
	if (head > title->core_from && try_passage(j, IN_TITLE, title->core_from, head, &j->by)) {
		j->object = head;
		return;
	}
	if (try_passage(j, IN_ISSUER, 0, issuer_end(issuer), &j->by))
		around_add(&j->known, j->by.region);
	struct authority begins;
	if (title_begins(j, &begins) && title_overrules(j, &begins))
		j->by = begins;
}

static void
by_source(struct judgement *j)
{
	const struct classify_input *in = j->in;
	const struct region *site = site_region(j);
	const struct region *source = config_region(j->k->vocabulary.config, in->source_region);
	if (site)
		j->by = (struct authority){region_level(site), site, false,
		    {"source", in->site_code, 0, strlen(in->site_code)}, "site code"};
	else if (source)
		j->by = (struct authority){
		    in->source_level != LEVEL_NONE ? in->source_level : region_level(source),
		    source, false, {"source", in->source_region, 0, strlen(in->source_region)},
		    "source"};
	else
		(void)authority_by_host(&j->k->issuers, in->url, &j->by);
}

/* 全市 on the site of a county of it is the city's: climb to the level that was told. */
static const struct region *
climb(const struct judgement *j, const struct region *r, enum level level)
{
	while (r && region_level(r) != level)
		r = config_region(j->k->vocabulary.config, r->parent);
	return r;
}

static void
by_local_words(struct judgement *j)
{
	struct authority local;
	const struct classifier *k = j->k;
	const struct passage *p = j->reading->passages;
	if (authority_by_local(&k->issuers, &k->vocabulary, &p[IN_ISSUER], &local) ||
	    authority_by_local(&k->issuers, &k->vocabulary, &p[IN_TITLE], &local)) {
		by_source(j);
		local.region = climb(j, j->by.region, local.level);
		j->by = local;
	}
}

/* Papers that name no place and come from nowhere known are, as a rule, national: "大气污染防治行动
 * 计划", "去年空气质量…". Not so what somebody directs or tells the public. Said with little trust.
 */
static void
by_default(struct judgement *j)
{
	static const char *const local[] = {
	    "notice", "announcement", "approval", "enforcement", "procurement", "other"};
	const char *type = stage_value_name(&j->k->vocabulary, STAGE_DOC_TYPE, j->doc_type.value);
	if (j->reading->passages[IN_TITLE].n == 0)
		return;
	for (size_t i = 0; i < sizeof local / sizeof *local; i++)
		if (strcmp(type, local[i]) == 0)
			return;
	j->by = (struct authority){LEVEL_CENTRAL, config_region(j->k->vocabulary.config, "000000"),
	    false, {0}, "no place named"};
}

/* The steps, each tried while the ones before found nothing. */
static void
issuer_search(struct judgement *j)
{
	const struct classifier *k = j->k;
	const struct passage *p = j->reading->passages;
	by_title_and_issuer(j);
	if (j->by.level == LEVEL_NONE)
		(void)authority_by_number(&k->issuers, &k->vocabulary, &p[IN_NUMBER], &j->by);
	if (j->by.level == LEVEL_NONE)
		(void)authority_by_number(&k->issuers, &k->vocabulary, &p[IN_TITLE], &j->by);
	if (j->by.level == LEVEL_NONE)
		(void)try_passage(j, IN_TITLE, p[IN_TITLE].core_from, p[IN_TITLE].length, &j->by);
	if (j->by.level == LEVEL_NONE)
		by_local_words(j);
	if (j->by.level == LEVEL_NONE && is_report(j))
		(void)try_passage(j, IN_LEAD, 0, p[IN_LEAD].length, &j->by);
	if (j->by.level == LEVEL_NONE)
		by_source(j);
	if (j->by.level == LEVEL_NONE)
		by_default(j);
}

void
judge_issuer(struct judgement *j)
{
	const struct classifier *k = j->k;
	struct authority number;
	around_add(&j->known, site_region(j));
	around_add(&j->known, config_region(k->vocabulary.config, j->in->source_region));
	if (authority_by_number(
	        &k->issuers, &k->vocabulary, &j->reading->passages[IN_NUMBER], &number))
		around_add(&j->known, number.region);
	issuer_search(j);
	j->level = (struct finding){(int)j->by.level,
	    j->by.level == LEVEL_NONE ? 0
	    : j->by.words.name        ? 0.9
	                              : 0.3,
	    j->by.words, j->by.rule ? j->by.rule : "no issuer"};
}
