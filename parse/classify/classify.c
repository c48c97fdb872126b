/* classify.c - see classify.h. */
#include "parse/classify/classify.h"

#include <string.h>

#include "parse/classify/judgement.h"
#include "parse/classify/lint.h"

/* Stands in the vocabulary for the issuer's own name: a character no text has (private use). */
#define SELF "\uf8ff"

static const char *const files[] = {"relevance.yaml", "terms.yaml", "priority.yaml"};
enum { FILES = sizeof files / sizeof *files };

/* Everything but the compiling. With `lint`, what can be read is questioned too. */
static void
vocabularies_load(struct classifier *k, const char *dir, struct check *check, bool lint)
{
	struct vocabulary *v = &k->vocabulary;
	struct lint l = {.v = v, .check = check};
	struct fail f = {0};
	if (fold_fill(&v->fold, dir, &f) < 0) {
		check_take(check, &f);
		return;
	}
	v->self = vocabulary_literal(v, SELF, strlen(SELF));
	vocabulary_group_add(v, vocabulary_group(v, "self"), v->self);
	(void)vocabulary_group(v, "place"); /* patterns may ask for it before places are read */
	for (size_t i = 0; i < FILES; i++) {
		const char *path = config_path(dir, files[i], v->a);
		const struct yaml_node *root = vocabulary_read(v, path, check);
		if (lint && root)
			lint_file(&l, path, root);
	}
	atlas_fill(&k->atlas, v);
	issuers_load(&k->issuers, v, &k->atlas, config_path(dir, "issuers.tsv", v->a), check);
	if (lint)
		lint_whole(&l, &k->issuers);
}

static struct classifier *
classifier_read(
    const char *dir, const struct config *c, struct buf *faults, bool lint, struct fail *f)
{
	struct arena a = {0};
	struct classifier *k = arena_zalloc(&a, 1, sizeof *k);
	k->arena = a;
	struct vocabulary *v = &k->vocabulary;
	v->a = &k->arena;
	v->config = c;
	k->never = stage_value(v, STAGE_AIR, "never");
	k->yes = stage_value(v, STAGE_AIR, "yes");
	k->mixed = stage_value(v, STAGE_AIR, "mixed");
	k->no = stage_value(v, STAGE_AIR, "no");
	k->borderline = stage_value(v, STAGE_AIR, "borderline");
	struct check check = {.a = v->a, .config = c, .faults = faults, .first = f};
	vocabularies_load(k, dir, &check, lint);
	if (check_result(&check) == 0)
		return k;
	classifier_free(k);
	return NULL;
}

struct classifier *
classifier_new(const char *dir, const struct config *c, struct fail *f)
{
	struct classifier *k = classifier_read(dir, c, NULL, false, f);
	if (k)
		vocabulary_compile(&k->vocabulary);
	return k;
}

int
classifier_check(const char *dir, const struct config *c, struct buf *faults, struct fail *f)
{
	struct classifier *k = classifier_read(dir, c, faults, true, f);
	classifier_free(k);
	return k ? 0 : -1;
}

void
classifier_free(struct classifier *k)
{
	if (k == NULL)
		return;
	struct arena a = k->arena; /* holds k itself */
	arena_release(&a);
}

/* ---- labels */

static void
label_add(struct label *all, size_t *n, const char *kind, const char *value, int rank,
    const struct finding *f, struct arena *a)
{
	const struct evidence *e = &f->words;
	all[(*n)++] = (struct label){kind, value, rank, f->score,
	    e->name ? arena_strn(a, e->text, e->n) : NULL, e->name, e->at, f->rule};
}

static void
labels_make(const struct judgement *j, struct arena *a, struct classify_output *out)
{
	const struct vocabulary *v = &j->k->vocabulary;
	struct label *all = arena_zalloc(a, 4 + j->n_regions + j->n_measures, sizeof *all);
	size_t n = 0;
	label_add(all, &n, "air", stage_value_name(v, STAGE_AIR, j->air.value), 0, &j->air, a);
	label_add(all, &n, "level", level_name((enum level)j->level.value), 0, &j->level, a);
	for (size_t i = 0; i < j->n_regions; i++) {
		const struct region_found *r = &j->regions[i];
		struct finding f = {0, 0.9, r->words, r->rule};
		label_add(all, &n, "region", r->region->code, (int)i, &f, a);
	}
	label_add(all, &n, "doc_type", stage_value_name(v, STAGE_DOC_TYPE, j->doc_type.value), 0,
	    &j->doc_type, a);
	for (size_t i = 0; i < j->n_measures; i++)
		label_add(all, &n, "measure",
		    stage_value_name(v, STAGE_MEASURE, j->measures[i].value), (int)i,
		    &j->measures[i], a);
	label_add(all, &n, "translate", stage_value_name(v, STAGE_TRANSLATE, j->translate.value), 0,
	    &j->translate, a);
	*out = (struct classify_output){all, n};
}

void
classify(struct classifier *k, const struct classify_input *in, struct arena *a,
    struct classify_output *out)
{
	struct reading reading;
	reading_make(&reading, &k->vocabulary, in, a);
	struct firing *firings = arena_zalloc(a, k->vocabulary.n_rules + 1, sizeof *firings);
	patterns_match(&k->vocabulary, &reading, firings);
	struct judgement j = {.k = k, .in = in, .reading = &reading, .firings = firings};
	judge_air(&j);
	judge_doctype(&j);
	judge_issuer(&j);
	judge_measures(&j);
	judge_regions(&j);
	judge_priority(&j);
	labels_make(&j, a, out);
}
