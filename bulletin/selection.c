/* selection.c - see selection.h. */
#include "bulletin/selection.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "bulletin/placing.h"
#include "bulletin/report.h"

const struct fate_name fate_names[FATE_COUNT] = {
    [FATE_ENTRY] = {"entry", "掲載"},
    [FATE_REPORT] = {"report", "掲載文書の報道(その項目に1行で併記)"},
    [FATE_FOLLOWUP] = {"followup", "前号までの続報"},
    [FATE_NOT_AIR] = {"not-air", "大気に関係しないもの"},
    [FATE_NOISE] = {"noise", "調達・入札など行政文書でないもの"},
    [FATE_CARRIED] = {"carried", "他の号に掲載済みのもの"},
    [FATE_YEAR_ONLY] = {"year-only", "日付が年だけで月を決められないもの"},
    [FATE_BASELINE] = {"baseline", "収集開始時からあった日付不明のもの"},
    [FATE_TRIAL] = {"trial", "試験中の情報源だけにあるもの"},
    [FATE_EXCLUDED] = {"excluded", "編集者が外したもの"},
};

const char *
item_value(const struct item *i, const char *kind)
{
	const struct label *l = item_label(i, kind);
	return l ? l->value : "";
}

bool
item_is_noise(const struct item *i)
{
	const char *type = item_value(i, "doc_type");
	return strcmp(type, "procurement") == 0 || strcmp(type, "other") == 0;
}

static bool
is_report(const struct item *i)
{
	return strcmp(item_value(i, "doc_type"), "news") == 0;
}

static bool
is_air(const struct item *i)
{
	const char *air = item_value(i, "air");
	return strcmp(air, "yes") == 0 || strcmp(air, "borderline") == 0;
}

/* Known from nothing but columns that nobody has confirmed yet. */
static bool
is_on_trial(const struct config *c, const struct item *i)
{
	for (size_t k = 0; k < i->n_documents; k++) {
		const char *id = i->documents[k].source;
		const struct source *s = id ? config_source(c, id) : NULL;
		if (s == NULL || strcmp(s->state, "trial") != 0)
			return false;
	}
	return i->n_documents > 0;
}

static enum fate
first_fate(const struct config *c, const struct item *i, const struct month *m)
{
	bool elsewhere = i->last_issue && strcmp(i->last_issue, m->id) != 0;
	if (!is_air(i))
		return FATE_NOT_AIR;
	if (item_is_noise(i))
		return FATE_NOISE;
	if (is_on_trial(c, i))
		return FATE_TRIAL;
	if (i->date && strlen(i->date) == 4)
		return FATE_YEAR_ONLY;
	if (i->date_is_capture && i->baseline)
		return FATE_BASELINE;
	return elsewhere ? FATE_CARRIED : FATE_ENTRY;
}

static bool
is_before(const struct item *i, const struct month *m)
{
	size_t n = i->date ? strlen(i->date) : 0;
	return n == 4 || (n > 0 && strncmp(i->date, m->first, n < 7 ? n : 7) < 0);
}

/* Found in the month though dated before it, and not because its source was new to us. */
static bool
is_late(const struct item *i, const struct month *m)
{
	return !i->baseline && !i->merged_into && is_before(i, m);
}

static int
weigh(const struct item *i)
{
	static const struct {
		const char *kind, *value;
		int weight;
	} weights[] = {
	    {"translate", "high", 60},
	    {"translate", "medium", 30},
	    {"translate", "low", 10},
	    {"air", "yes", 8},
	    {"doc_type", "law", 25},
	    {"doc_type", "regulation", 22},
	    {"doc_type", "plan", 22},
	    {"doc_type", "standard", 20},
	    {"doc_type", "opinion", 20},
	    {"doc_type", "draft", 18},
	    {"doc_type", "guideline", 16},
	    {"doc_type", "notice", 15},
	    {"doc_type", "announcement", 10},
	    {"doc_type", "enforcement", 10},
	    {"doc_type", "interpretation", 8},
	    {"doc_type", "bulletin_data", 4},
	    {"level", "central", 6},
	    {"level", "region", 5},
	    {"level", "province", 4},
	    {"level", "city", 2},
	};
	int weight = 0;
	for (size_t k = 0; k < sizeof weights / sizeof *weights; k++)
		if (strcmp(item_value(i, weights[k].kind), weights[k].value) == 0)
			weight += weights[k].weight;
	return weight;
}

/* What an editor settled goes before every rule. */
static enum fate
chosen_fate(const struct config *c, const struct choices *chosen, const struct item *i,
    const struct month *m)
{
	if (choice_of(chosen, "exclude:", i->id))
		return FATE_EXCLUDED;
	return choice_of(chosen, "include:", i->id) ? FATE_ENTRY : first_fate(c, i, m);
}

static void
pick_add(struct selection *s, const struct config *c, const struct month *m,
    const struct places *places, const struct choices *chosen, const struct item *i, bool late)
{
	struct pick *p = &s->picks[s->n++];
	long order = choice_order(chosen, i->id);
	*p = (struct pick){.item = i,
	    .fate = chosen_fate(c, chosen, i, m),
	    .late = late,
	    .weight = weigh(i),
	    .order = order ? order : LONG_MAX};
	place_item(c, m, places, i, &p->section, &p->place);
	p->rank = place_rank(places, p->place);
	if (late && p->fate == FATE_ENTRY)
		p->section = SECTION_LATE;
}

static struct pick *
find(struct selection *s, const char *item)
{
	for (size_t k = 0; k < s->n; k++)
		if (item && strcmp(s->picks[k].item->id, item) == 0)
			return &s->picks[k];
	return NULL;
}

const struct pick *
selection_find(const struct selection *s, const char *item)
{
	return find((struct selection *)s, item);
}

static const struct item *
find_item(const struct item *items, size_t n, const char *id)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(items[k].id, id) == 0)
			return &items[k];
	return NULL;
}

static void
fold_under(struct pick *p, const struct pick *target)
{
	p->fate = FATE_REPORT;
	p->under = target->item;
	p->section = target->section;
}

/* A report goes under the document it reports when that is an entry of this issue, and among the
 * follow-ups when an earlier issue held it. Reports of reports stay entries, and so does what only
 * cites a document: a digest of the week cites many. */
static bool
fold_related(struct selection *s, struct pick *p, const struct material *mat)
{
	for (size_t k = 0; k < p->item->n_relations; k++) {
		const struct relation *r = &p->item->relations[k];
		if (r->to == NULL || strcmp(r->from, p->item->id) != 0 ||
		    strcmp(r->to, p->item->id) == 0 || strcmp(r->kind, "cites") == 0)
			continue;
		const struct pick *target = selection_find(s, r->to);
		if (target && target->fate == FATE_ENTRY && !is_report(target->item)) {
			fold_under(p, target);
			return true;
		}
		const struct item *old = find_item(mat->related, mat->n_related, r->to);
		if (!target && old && old->last_issue && !is_report(old)) {
			p->fate = FATE_FOLLOWUP;
			return true;
		}
	}
	return false;
}

bool
item_reports(const struct item *news, const struct item *paper)
{
	const char *type = item_value(paper, "doc_type");
	return is_report(news) && !is_report(paper) && strcmp(type, "interpretation") != 0 &&
	       strcmp(type, "speech") != 0 &&
	       title_reports(news->documents[0].title, paper->documents[0].title);
}

/* Without a relation in the store: by what both titles hold. */
static void
fold_named(struct selection *s, struct pick *p)
{
	for (size_t k = 0; k < s->n; k++) {
		const struct pick *target = &s->picks[k];
		if (target->fate == FATE_ENTRY && item_reports(p->item, target->item)) {
			fold_under(p, target);
			return;
		}
	}
}

static int
compare_picks(const void *x, const void *y)
{
	const struct pick *a = x, *b = y;
	if (a->fate != b->fate)
		return (int)a->fate - (int)b->fate;
	if (a->section != b->section)
		return (int)a->section - (int)b->section;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	int place = strcmp(a->place ? a->place : "", b->place ? b->place : "");
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->fate == FATE_ENTRY && place != 0)
		return place;
	if (a->weight != b->weight)
		return b->weight - a->weight;
	int date = strcmp(a->item->date ? a->item->date : "", b->item->date ? b->item->date : "");
	return date != 0 ? date : strcmp(a->item->id, b->item->id);
}

static void
count(struct selection *s)
{
	for (size_t k = 0; k < s->n; k++) {
		const struct pick *p = &s->picks[k];
		s->fates[p->fate]++;
		if (p->fate == FATE_ENTRY)
			s->sections[p->section]++;
	}
}

/* Reports become lines of what they report, unless an editor wants them as entries. */
static void
fold_reports(struct selection *s, const struct material *mat)
{
	for (size_t k = 0; k < s->n; k++) {
		struct pick *p = &s->picks[k];
		if (p->fate == FATE_ENTRY && is_report(p->item) &&
		    !choice_of(&mat->choices, "include:", p->item->id) && !fold_related(s, p, mat))
			fold_named(s, p);
	}
}

void
selection_make(const struct config *c, const struct month *m, const struct material *mat,
    struct arena *a, struct selection *out)
{
	*out = (struct selection){0};
	out->picks =
	    arena_zalloc(a, mat->n_month + mat->n_seen + mat->n_included + 1, sizeof *out->picks);
	struct places places;
	places_make(c, a, &places);
	for (size_t k = 0; k < mat->n_month; k++)
		if (!mat->month[k].merged_into)
			pick_add(out, c, m, &places, &mat->choices, &mat->month[k], false);
	for (size_t k = 0; k < mat->n_seen; k++)
		if (is_late(&mat->seen[k], m))
			pick_add(out, c, m, &places, &mat->choices, &mat->seen[k], true);
	for (size_t k = 0; k < mat->n_included; k++)
		if (!selection_find(out, mat->included[k].id))
			pick_add(out, c, m, &places, &mat->choices, &mat->included[k],
			    is_before(&mat->included[k], m));
	fold_reports(out, mat);
	qsort(out->picks, out->n, sizeof *out->picks, compare_picks);
	count(out);
}
