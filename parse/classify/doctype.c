/* doctype.c - what kind of document it is: the first rule of terms.yaml that holds. */
#include "parse/classify/judgement.h"

void
judge_doctype(struct judgement *j)
{
	const struct vocabulary *v = &j->k->vocabulary;
	const struct rule *r = judgement_rule(j, STAGE_DOC_TYPE, NULL);
	if (r) {
		const struct firing *f = judgement_firing(j, r);
		j->doc_type =
		    (struct finding){r->give[0], r->has_terms ? 0.9 : 0.5, f->words, r->id};
		return;
	}
	int other = stage_value(v, STAGE_DOC_TYPE, "other");
	j->doc_type = (struct finding){other < 0 ? 0 : other, 0, {0}, "no form of document"};
}
