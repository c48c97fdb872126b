/* measure.c - which kinds of measure, most important first. Each rule that holds speaks for its
 * measures in order; the heaviest voice counts, and what stands earlier in the title goes first. */
#include "parse/classify/judgement.h"

enum { FAINT = 15 }; /* a lighter voice counts only where no other speaks */

static double
voice(const struct judgement *j, const struct rule *r, size_t place)
{
	const struct firing *f = judgement_firing(j, r);
	double early = f->words.name ? 1.0 / (2.0 + (double)f->words.at) : 0;
	return (double)r->weight - 2.0 * (double)place + early;
}

static void
measure_add(struct finding *all, size_t *n, const struct finding *one)
{
	size_t i = 0;
	while (i < *n && all[i].value != one->value)
		i++;
	if (i == *n)
		all[(*n)++] = *one;
	else if (one->score > all[i].score)
		all[i] = *one;
}

static void
measures_sort(struct finding *all, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct finding one = all[i];
		size_t k = i;
		for (; k > 0 && all[k - 1].score < one.score; k--)
			all[k] = all[k - 1];
		all[k] = one;
	}
}

void
judge_measures(struct judgement *j)
{
	struct finding all[64]; /* a when.measure has as many bits */
	size_t n = 0;
	j->n_measures = 0;
	if (j->air.value == j->k->no)
		return;
	const struct rule *r = judgement_rule(j, STAGE_MEASURE, NULL);
	for (; r; r = judgement_rule(j, STAGE_MEASURE, r + 1))
		for (size_t i = 0; i < r->n_give; i++) {
			struct finding one = {
			    r->give[i], voice(j, r, i), judgement_firing(j, r)->words, r->id};
			measure_add(all, &n, &one);
		}
	measures_sort(all, n);
	while (n > 1 && all[0].score >= FAINT && all[n - 1].score < FAINT)
		n--;
	for (; j->n_measures < n && j->n_measures < MEASURES; j->n_measures++) {
		j->measures[j->n_measures] = all[j->n_measures];
		j->measures[j->n_measures].score /= 100;
	}
}
