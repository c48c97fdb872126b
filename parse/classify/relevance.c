/* relevance.c - does it concern clean air: yes, borderline or no.
 * A title that says so decides; what it says of neighbours (water, carbon, roads) counts unless air
 * itself is named; a silent title lets the lead speak, then how often the body names air. */
#include "parse/classify/judgement.h"

enum {
	BODY_LEAST = 4,       /* mentions */
	BODY_PER_THOUSAND = 6 /* mentions in a thousand characters */
};

struct tally {
	const struct rule *first[8]; /* by value: the first rule that fired */
	int count[8];
};

static void
tally_make(const struct judgement *j, struct tally *t)
{
	*t = (struct tally){0};
	const struct rule *r = judgement_rule(j, STAGE_AIR, NULL);
	for (; r; r = judgement_rule(j, STAGE_AIR, r + 1)) {
		int value = r->give[0];
		t->count[value] += judgement_firing(j, r)->count;
		if (t->first[value] == NULL)
			t->first[value] = r;
	}
}

static void
found(struct judgement *j, int value, const struct rule *r, double score)
{
	const struct firing *f = r ? judgement_firing(j, r) : NULL;
	j->air = (struct finding){
	    value, score, f ? f->words : (struct evidence){0}, r ? r->id : "nothing of air"};
}

/* More mentions make it stronger, never certain. */
static double
strength(double least, int count)
{
	double s = least + 0.1 * (count > 4 ? 3 : count - 1);
	return s > 0.95 ? 0.95 : s;
}

static void
by_body(struct judgement *j)
{
	const struct reading *r = j->reading;
	if (r->body_weight >= BODY_LEAST &&
	    r->body_weight * 1000 >= (long)r->body_chars * BODY_PER_THOUSAND) {
		double score = 0.3 + (double)r->body_weight / (double)(r->body_chars + 1);
		j->air = (struct finding){j->k->borderline, score > 0.6 ? 0.6 : score, r->in_body,
		    "body names air often"};
		return;
	}
	found(j, j->k->no, NULL, 0);
}

void
judge_air(struct judgement *j)
{
	const struct classifier *k = j->k;
	struct tally t;
	tally_make(j, &t);
	if (t.first[k->never])
		found(j, k->no, t.first[k->never], 0);
	else if (t.first[k->yes] && t.first[k->mixed])
		found(j, k->borderline, t.first[k->mixed], 0.5);
	else if (t.first[k->yes])
		found(j, k->yes, t.first[k->yes], strength(0.7, t.count[k->yes]));
	else if (t.first[k->no])
		found(j, k->no, t.first[k->no], 0.1);
	else if (t.first[k->borderline] || t.first[k->mixed])
		found(j, k->borderline,
		    t.first[k->borderline] ? t.first[k->borderline] : t.first[k->mixed],
		    strength(0.4, t.count[k->borderline] + t.count[k->mixed]));
	else
		by_body(j);
}
