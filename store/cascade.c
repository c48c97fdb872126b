/* cascade.c - see cascade.h. Relations name the nearest level above, so the followers of followers
 * are walked too; documents that name the paper among others as what they are made for count as
 * well, whatever relation was kept of them. */
#include "store/cascadepart.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/item.h"
#include "store/key.h"
#include "store/keylog.h"
#include "store/same.h"
#include "store/want.h"

static const char RELATED[] =
    "SELECT DISTINCT fm.item, r.kind, r.document, r.evidence FROM item_document tm"
    " JOIN relation r ON r.target = tm.document JOIN item_document fm ON fm.document = r.document"
    " WHERE tm.item = ?1 AND fm.item <> ?1 ORDER BY fm.item, r.kind = 'cites', r.id";

const char *
follow_name(enum follow kind)
{
	static const char *const names[] = {"plan", "forward", "draft", "explains"};
	return names[kind];
}

/* ---- the walk */

static void
step_add(struct cascade_walk *w, int64_t item, const char *kind, int64_t document,
    const char *evidence, int64_t under)
{
	if (item == w->root.item)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (w->steps[i].item == item)
			return;
	w->steps = arena_grow(w->arena, w->steps, w->n, w->n + 1, &w->room, sizeof *w->steps);
	w->steps[w->n++] = (struct cascade_step){.item = item,
	    .relation = kind,
	    .document = document,
	    .evidence = evidence,
	    .under = under};
}

static int
collect_related(struct cascade_walk *w, int64_t item, int64_t under, struct fail *f)
{
	int rc;
	struct query q = query(w->g->store, RELATED);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1) {
		const char *kind = column_text(&q, 1);
		if (strcmp(kind, "amends") == 0 || strcmp(kind, "repeals") == 0 ||
		    (under && strcmp(kind, "cites") == 0))
			continue;
		step_add(w, column_int(&q, 0), column_copy(&q, 1, w->arena), column_int(&q, 2),
		    column_copy(&q, 3, w->arena), under);
	}
	return rc;
}

static bool
wants_paper(const struct want *want, const struct cascade_root *root)
{
	if (want->number && root->number)
		return numbers_match(want->number, root->number);
	return want->core && root->core && strcmp(want->core, root->core) == 0;
}

/* A document that names the paper: what it says it is to it, or NULL. */
static const char *
said_of_paper(
    const struct cascade_walk *w, const struct feature *x, struct arena *a, const char **evidence)
{
	static const enum want_kind kinds[] = {
	    WANT_FORWARDS, WANT_IMPLEMENTS, WANT_INTERPRETS, WANT_DRAFT_OF};
	struct wants wants = {.arena = a};
	wants_read(w->g, x, &wants);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t i = 0; i < wants.n; i++) {
			const struct want *want = &wants.all[i];
			if (want->kind != kinds[k] || !want->said || !wants_paper(want, &w->root))
				continue;
			*evidence = want->evidence;
			return want_names[want->kind];
		}
	return NULL;
}

/* Steps known by a citation stay only when their text says more. */
static int
judge_citations(struct cascade_walk *w, struct fail *f)
{
	struct arena a = {0};
	size_t kept = 0;
	for (size_t i = 0; i < w->n; i++) {
		struct cascade_step step = w->steps[i];
		struct feature x;
		if (strcmp(step.relation, "cites") == 0) {
			const char *evidence = step.evidence;
			arena_reset(&a);
			if (feature_read(w->g, step.document, &a, &x, f) < 0)
				break;
			step.relation = said_of_paper(w, &x, &a, &evidence);
			step.evidence = arena_str(w->arena, evidence);
		}
		if (step.relation)
			w->steps[kept++] = step;
	}
	w->n = kept;
	arena_release(&a);
	return f->what == FAIL_NONE ? 0 : -1;
}

static int
step_waiting(struct cascade_walk *w, int64_t document, struct arena *a, struct fail *f)
{
	struct feature x;
	const char *evidence = NULL, *kind;
	arena_reset(a);
	if (feature_read(w->g, document, a, &x, f) < 0)
		return -1;
	if (x.item && (kind = said_of_paper(w, &x, a, &evidence)) != NULL)
		step_add(w, x.item, kind, x.row, arena_str(w->arena, evidence), 0);
	return 0;
}

/* Documents that looked for a paper by its number or name. */
static int
collect_waiting(struct cascade_walk *w, struct fail *f)
{
	const struct {
		enum key_kind kind;
		const char *text;
	} keys[] = {{KEY_WANTS_NUMBER, w->root.number}, {KEY_WANTS_CORE, w->root.core}};
	struct arena a = {0};
	int64_t *rows = arena_zalloc(w->arena, CASCADE_MOST, sizeof *rows);
	int rc = 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys && rc == 0; i++) {
		size_t n = 0;
		if (keys[i].text)
			rc = keylog_all(w->g->store, key_of(keys[i].kind, keys[i].text),
			    CASCADE_MOST, rows, &n, f);
		w->cut = w->cut || n == CASCADE_MOST;
		for (size_t k = 0; k < n && rc == 0; k++)
			rc = step_waiting(w, rows[k], &a, f);
	}
	arena_release(&a);
	return rc;
}

static bool
leads_on(const char *relation)
{
	return strcmp(relation, "implements") == 0 || strcmp(relation, "forwards") == 0;
}

int
cascade_walk(struct cascade_walk *w, struct fail *f)
{
	if (w->root.item &&
	    (collect_related(w, w->root.item, 0, f) < 0 || judge_citations(w, f) < 0))
		return -1;
	if (collect_waiting(w, f) < 0)
		return -1;
	for (size_t i = 0; i < w->n && w->n < CASCADE_MOST; i++)
		if (leads_on(w->steps[i].relation) &&
		    collect_related(w, w->steps[i].item, w->steps[i].item, f) < 0)
			return -1;
	w->cut = w->cut || w->n >= CASCADE_MOST;
	return 0;
}

/* ---- what each of them is */

/* An editor's word, else the place its title or issuer names, else the label. */
static const char *
region_of(const struct feature *x, const struct label *labels, size_t n, struct arena *a)
{
	const char *label = NULL;
	for (size_t i = 0; i < n; i++)
		if (strcmp(labels[i].kind, "region") == 0 && labels[i].rank == 0) {
			if (labels[i].rule && strcmp(labels[i].rule, "decision") == 0)
				return labels[i].value;
			label = labels[i].value;
		}
	return place_depth(x->place) >= 3 || label == NULL ? arena_str(a, x->place) : label;
}

static enum follow
kind_of(
    const struct cascade_step *step, const struct feature *x, const struct label *labels, size_t n)
{
	const char *type = "";
	for (size_t i = 0; i < n; i++)
		if (strcmp(labels[i].kind, "doc_type") == 0 && labels[i].rank == 0)
			type = labels[i].value;
	if (strcmp(step->relation, "interprets") == 0 || strcmp(type, "interpretation") == 0 ||
	    strcmp(type, "news") == 0 || x->title.flags & (TITLE_INTERPRETS | TITLE_REPORTS))
		return FOLLOW_EXPLAINS;
	if (strcmp(step->relation, "draft_of") == 0 || strcmp(type, "draft") == 0 ||
	    x->title.flags & TITLE_DRAFT)
		return FOLLOW_DRAFT;
	return strcmp(step->relation, "forwards") == 0 ? FOLLOW_FORWARD : FOLLOW_PLAN;
}

static void
count_days(const char *from, struct follower *out)
{
	struct date a, b;
	if (from == NULL || out->date == NULL || out->date_is_capture || !date_parse(from, &a) ||
	    !date_parse(out->date, &b) || a.day == 0 || b.day == 0)
		return;
	out->days_known = true;
	out->days = (int)(date_days(b) - date_days(a));
}

static bool
topics_same(const char *x, const char *y)
{
	return x && y && (strstr(x, y) || strstr(y, x));
}

int
cascade_follower(struct cascade_walk *w, struct cascade_step *step, const char *since,
    struct follower *out, struct fail *f)
{
	struct arena *a = w->arena;
	struct cascade_card card;
	struct feature x;
	const struct label *labels;
	size_t n;
	if (cascade_card_read(w->g->store, step->item, a, &card, f) < 0 ||
	    feature_read(w->g, card.representative, a, &x, f) < 0 ||
	    item_labels(w->g->store, step->item, card.representative, x.d.id, a, &labels, &n, f) <
	        0)
		return -1;
	*out = (struct follower){.item = card.item,
	    .kind = kind_of(step, &x, labels, n),
	    .region = region_of(&x, labels, n, a),
	    .title = x.d.title,
	    .title_ja = card.title_ja,
	    .issuer = x.d.issuer,
	    .doc_number = x.d.doc_number,
	    .date = card.date,
	    .date_is_capture = card.date_is_capture,
	    .evidence = step->evidence};
	if (step->under && (out->under = item_name(w->g->store, step->under, a, f)) == NULL)
		return -1;
	step->near = topics_same(feature_topic(w->g, &x, a), w->root.topic);
	count_days(since, out);
	return 0;
}
