/* judgement.c - which rules hold, given the labels made so far. */
#include "parse/classify/judgement.h"

#include <string.h>

static bool
partner_place(const struct judgement *j)
{
	const struct config *c = j->k->vocabulary.config;
	for (size_t r = 0; r < j->n_regions; r++)
		for (size_t p = 0; p < c->n_partners; p++)
			for (const char *const *code = c->partners[p].regions; code && *code;
			     code++)
				if (strcmp(*code, j->regions[r].region->code) == 0)
					return true;
	return false;
}

/* The year of the document: published, else the latest its number or title names; 9999: unknown. */
static int
document_year(const struct judgement *j)
{
	const char *texts[] = {j->in->published, j->in->doc_number, j->in->title};
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		int year = 0;
		for (const char *s = texts[t]; s && *s; s++)
			if ((s[0] == '2' || s[0] == '1') && strspn(s, "0123456789") == 4) {
				int y = (s[0] - '0') * 1000 + (s[1] - '0') * 100 +
				        (s[2] - '0') * 10 + s[3] - '0';
				year = y > year ? y : year;
				s += 3;
			} else {
				s += strspn(s, "0123456789") > 1 ? strspn(s, "0123456789") - 1 : 0;
			}
		if (year)
			return year;
	}
	return 9999;
}

static bool
year_holds(const struct judgement *j, const struct when *w)
{
	if (!w->from && !w->before)
		return true;
	int year = document_year(j);
	return year >= w->from && (!w->before || year < w->before);
}

static uint64_t
measures_bits(const struct judgement *j)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < j->n_measures; i++)
		bits |= 1ull << j->measures[i].value;
	return bits;
}

static bool
when_holds(const struct judgement *j, const struct when *w)
{
	uint64_t first = j->n_measures ? 1ull << j->measures[0].value : 0;
	return (!w->air || w->air >> j->air.value & 1) &&
	       (!w->doc_type || w->doc_type >> j->doc_type.value & 1) &&
	       (!w->level || w->level >> j->level.value & 1) &&
	       (!w->measure || w->measure & measures_bits(j)) && (!w->first || w->first & first) &&
	       (!w->partner || partner_place(j)) && year_holds(j, w);
}

const struct firing *
judgement_firing(const struct judgement *j, const struct rule *r)
{
	return &j->firings[r - j->k->vocabulary.rules];
}

const struct rule *
judgement_rule(const struct judgement *j, enum stage stage, const struct rule *from)
{
	const struct vocabulary *v = &j->k->vocabulary;
	for (const struct rule *r = from ? from : v->rules; r < v->rules + v->n_rules; r++) {
		const struct firing *f = judgement_firing(j, r);
		if (r->stage == stage && (!r->has_terms || f->fired) && !f->blocked &&
		    (!r->has_lead || f->lead) && when_holds(j, &r->when))
			return r;
	}
	return NULL;
}
