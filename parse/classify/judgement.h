/* judgement.h - private to classify/: the labels of one document while they are made, in the order
 * of the declarations here: each step may ask what the ones before it found. */
#ifndef GEPPO_PARSE_CLASSIFY_JUDGEMENT_H
#define GEPPO_PARSE_CLASSIFY_JUDGEMENT_H

#include "parse/classify/issuer.h"
#include "parse/classify/pattern.h"
#include "parse/classify/place.h"
#include "parse/classify/reading.h"
#include "parse/classify/vocabulary.h"

struct classifier {
	struct arena arena;
	struct vocabulary vocabulary;
	struct atlas atlas;
	struct issuers issuers;
	/* Values that code, not data, must know. */
	int never, yes, mixed, no, borderline;
};

struct finding {
	int value; /* of its stage; for a level enum level */
	double score;
	struct evidence words;
	const char *rule;
};

struct region_found {
	const struct region *region;
	struct evidence words;
	const char *rule;
};

enum { MEASURES = 6, REGIONS_FOUND = 64 };

struct judgement {
	const struct classifier *k;
	const struct classify_input *in;
	const struct reading *reading;
	const struct firing *firings; /* by rule */
	struct finding air;
	struct finding doc_type;
	struct authority by; /* who issued it; with `object` and `known` for judge_regions() */
	struct finding level;
	uint32_t object; /* where the title's object begins, folded */
	struct around known;
	struct finding measures[MEASURES];
	size_t n_measures;
	struct region_found regions[REGIONS_FOUND];
	size_t n_regions;
	struct finding translate;
};

/* The first rule of a stage that fires and whose conditions hold, from `from` on; NULL: none. */
const struct rule *judgement_rule(
    const struct judgement *j, enum stage stage, const struct rule *from);
const struct firing *judgement_firing(const struct judgement *j, const struct rule *r);

void judge_air(struct judgement *j);
void judge_doctype(struct judgement *j);
void judge_issuer(struct judgement *j);
void judge_measures(struct judgement *j);
void judge_regions(struct judgement *j);
void judge_priority(struct judgement *j);

#endif
