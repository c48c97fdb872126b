/* priority.c - how much it is worth a full translation: the first rule of relevance.yaml that
 * holds; a rule may ask for a partner's place. */
#include "parse/classify/judgement.h"

void
judge_priority(struct judgement *j)
{
	const struct rule *r = judgement_rule(j, STAGE_TRANSLATE, NULL);
	if (r) {
		j->translate =
		    (struct finding){r->give[0], 0.8, judgement_firing(j, r)->words, r->id};
		return;
	}
	int none = stage_value(&j->k->vocabulary, STAGE_TRANSLATE, "none");
	j->translate = (struct finding){none, 0.5, {0}, "no rule asks for it"};
}
