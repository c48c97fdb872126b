/* point.c - see point.h. */
#include "bulletin/point.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "bulletin/figure.h"

/* Writing: a word without its Japanese spoils the phrase. */
struct phrase {
	const struct config *config;
	struct buf text;
	bool spoilt;
};

static void
word_add(struct phrase *p, const char *kind, const char *id)
{
	const char *ja = config_wording(p->config, kind, id);
	if (ja)
		buf_adds(&p->text, ja);
	else
		p->spoilt = true;
}

static void
quantity_add(struct phrase *p, const struct figure *x)
{
	word_add(p, "quantity", x->quantity_id);
	if (x->aspect && !same_text(x->kind, "limit"))
		word_add(p, "aspect", x->aspect);
}

/* A division by its name in regions.tsv, or a known name; NULL: neither. */
static const char *
place_word(const struct config *c, const char *zh)
{
	const char *ja = config_wording(c, "place", zh);
	for (size_t i = 0; !ja && i < c->n_regions; i++)
		if (strcmp(c->regions[i].zh, zh) == 0)
			ja = c->regions[i].ja;
	return ja;
}

/* One place, or a list joined as Chinese joins it. No name of a place holds a joiner and is unknown
 * for it: the whole is looked up first. */
static void
place_add(struct phrase *p, const char *zh)
{
	static const char *const joiners[] = {"、", "和", "与", "及"};
	const char *ja = place_word(p->config, zh);
	if (ja) {
		buf_adds(&p->text, ja);
		return;
	}
	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) {
		const char *join = strstr(zh, joiners[i]);
		if (join == NULL)
			continue;
		struct arena a = {0};
		place_add(p, arena_strn(&a, zh, (size_t)(join - zh)));
		arena_release(&a);
		buf_adds(&p->text, "、");
		place_add(p, join + strlen(joiners[i]));
		return;
	}
	p->spoilt = true;
}

/* A range is written with a hyphen: mail charsets differ on the wave dash. */
static void
value_add(struct phrase *p, const char *value, const char *unit)
{
	p->spoilt |= value == NULL;
	buf_adds(&p->text, value ? value : "");
	if (unit)
		word_add(p, "unit", unit);
}

static const char *
bound_word(const char *bound)
{
	static const struct {
		const char *bound, *ja;
	} words[] = {{"at most", "以内"}, {"at least", "以上"}, {"about", "程度"}};
	for (size_t i = 0; bound && i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].bound, bound) == 0)
			return words[i].ja;
	return "";
}

/* 2026-10-01 as 2026年10月1日; a year that was said is left out. */
static void
day_add(struct phrase *p, const char *day, const char *said)
{
	int year = 0, month = 0, of = 0;
	int n = sscanf(day, "%4d-%2d-%2d", &year, &month, &of);
	if (n < 2) {
		p->spoilt = true;
		return;
	}
	if (said == NULL || strncmp(day, said, 4) != 0)
		buf_addf(&p->text, "%d年", year);
	buf_addf(&p->text, "%d月", month);
	if (n == 3)
		buf_addf(&p->text, "%d日", of);
}

static void
time_add(struct phrase *p, const struct figure *x, const char *behind)
{
	if (x->period == NULL) {
		if (x->year)
			buf_addf(&p->text, "%s年%s", x->year, behind);
		return;
	}
	const char *to = strchr(x->period, '/');
	day_add(p, x->period, NULL);
	if (to) {
		buf_addc(&p->text, '-');
		day_add(p, to + 1, x->period);
	}
	buf_adds(&p->text, same_text(behind, "までに") ? "に" : behind);
}

static void
versus_add(struct phrase *p, const char *base, const char *versus)
{
	if (base)
		buf_addf(&p->text, "%s年比", base);
	else if (versus)
		buf_adds(&p->text, same_text(versus, "last month") ? "前月比" : "前年同期比");
}

/* Concentrations and shares fall and rise, amounts are cut and grow. */
static const char *
move_word(const struct figure *x)
{
	bool level = same_text(x->aspect, "concentration") || same_text(x->unit_id, "point") ||
	             (x->quantity_id && strstr(x->quantity_id, "_share"));
	bool set = same_text(x->kind, "target");
	if (same_text(x->change, "down"))
		return level ? "低下" : set ? "削減" : "減少";
	return level ? "上昇" : "増加";
}

static const char *
member(const struct figure *x, size_t offset)
{
	return *(const char *const *)((const char *)x + offset);
}

static void
moved_add(struct phrase *p, const struct figure *x)
{
	versus_add(p, x->base, x->versus);
	value_add(p, x->value, x->unit_id);
	buf_adds(&p->text, bound_word(x->bound));
	buf_adds(&p->text, move_word(x));
}

/* True when the figures of a group are not all alike in a member. */
static bool
differ(const struct figure_group *g, size_t offset)
{
	for (size_t i = 1; i < g->n; i++)
		if (!same_text(member(&g->of[0], offset), member(&g->of[i], offset)))
			return true;
	return false;
}

static void
places_behind(struct phrase *p, const struct figure_group *g)
{
	if (g->of[0].place == NULL || differ(g, offsetof(struct figure, place)))
		return;
	buf_addc(&p->text, '(');
	place_add(p, g->of[0].place);
	buf_addc(&p->text, ')');
}

/* NOx・VOC排出量 */
static void
names_add(struct phrase *p, const struct figure_group *g)
{
	for (size_t i = 0; i < g->n && differ(g, offsetof(struct figure, quantity_id)); i++) {
		if (i)
			buf_adds(&p->text, "・");
		if (i + 1 < g->n && same_text(g->of[i].aspect, g->of[g->n - 1].aspect))
			word_add(p, "quantity", g->of[i].quantity_id);
		else
			quantity_add(p, &g->of[i]);
	}
	if (!differ(g, offsetof(struct figure, quantity_id)))
		quantity_add(p, &g->of[0]);
}

/* The figures themselves: one for all, or each with what it is of, or where. */
static void
figures_add(struct phrase *p, const struct figure_group *g)
{
	bool by_quantity = differ(g, offsetof(struct figure, quantity_id)),
	     by_place = differ(g, offsetof(struct figure, place));
	const struct figure *x = &g->of[0];
	if (!differ(g, offsetof(struct figure, value))) {
		names_add(p, g);
		buf_adds(&p->text, "を");
		versus_add(p, g->n == 1 ? x->base : NULL, x->versus);
		buf_adds(&p->text, g->n > 1 ? "それぞれ" : "");
		value_add(p, x->value, x->unit_id);
		return;
	}
	if (!by_quantity) {
		quantity_add(p, x);
		buf_adds(&p->text, "を");
		versus_add(p, NULL, x->versus);
	}
	for (size_t i = 0; i < g->n; i++) {
		if (i)
			buf_adds(&p->text, "、");
		if (by_quantity) {
			quantity_add(p, &g->of[i]);
			buf_adds(&p->text, "を");
		} else if (by_place && g->of[i].place) {
			place_add(p, g->of[i].place);
			buf_adds(&p->text, "で");
		}
		value_add(p, g->of[i].value, x->unit_id);
	}
}

/* 2030年までにPM2.5濃度を2025年比12%低下(全国) */
static void
target_write(struct phrase *p, const struct figure_group *g)
{
	const struct figure *x = &g->of[0];
	bool moves = figure_moves(x);
	time_add(p, x, moves ? "までに" : "に");
	figures_add(p, g);
	if (moves) {
		buf_adds(&p->text, bound_word(x->bound));
		buf_adds(&p->text, move_word(x));
		if (g->n > 1 && x->base)
			buf_addf(&p->text, "(%s年比)", x->base);
	} else
		buf_adds(&p->text, x->change ? bound_word(x->change) : "に");
	if (g->moved.kind) {
		buf_adds(&p->text, "、");
		moved_add(p, &g->moved);
	}
	places_behind(p, g);
}

/* 限値：粒子状物質 10、SO2 35 mg/m³ */
static void
limit_write(struct phrase *p, const struct figure_group *g)
{
	buf_adds(&p->text, "限値：");
	for (size_t i = 0; i < g->n; i++) {
		buf_adds(&p->text, i ? "、" : "");
		word_add(p, "quantity", g->of[i].quantity_id);
		buf_addc(&p->text, ' ');
		value_add(p, g->of[i].value, i + 1 == g->n ? g->of[i].unit_id : NULL);
	}
	if (same_text(g->of[0].change, "at least"))
		p->spoilt = true;
	places_behind(p, g);
}

/* 実績：2026年9月のPM2.5濃度 19 μg/m³(全国、前年同期比5.0%低下) */
static void
status_write(struct phrase *p, const struct figure_group *g)
{
	const struct figure *x = &g->of[0];
	buf_adds(&p->text, "実績：");
	time_add(p, x, "の");
	for (size_t i = 0; i < g->n; i++) {
		buf_adds(&p->text, i ? "、" : "");
		if (i == 0 || differ(g, offsetof(struct figure, quantity_id)))
			quantity_add(p, &g->of[i]);
		if (differ(g, offsetof(struct figure, place)) && g->of[i].place) {
			buf_addc(&p->text, ' ');
			place_add(p, g->of[i].place);
		}
		buf_addc(&p->text, ' ');
		if (figure_moves(x))
			versus_add(p, x->base, x->versus);
		value_add(p, g->of[i].value, x->unit_id);
		if (figure_moves(x))
			buf_adds(&p->text, move_word(&g->of[i]));
	}
	buf_adds(&p->text, figure_moves(x) ? "" : bound_word(x->change));
	bool placed = x->place && !differ(g, offsetof(struct figure, place));
	if (!placed && !g->moved.kind)
		return;
	buf_addc(&p->text, '(');
	if (placed)
		place_add(p, x->place);
	if (g->moved.kind) {
		buf_adds(&p->text, placed ? "、" : "");
		moved_add(p, &g->moved);
	}
	buf_addc(&p->text, ')');
}

static const char *
phrase_make(const struct config *c, const struct figure_group *g, struct arena *a)
{
	struct phrase p = {.config = c};
	buf_init(&p.text, CAP_MESSAGE);
	if (same_text(g->of[0].kind, "target"))
		target_write(&p, g);
	else if (same_text(g->of[0].kind, "limit"))
		limit_write(&p, g);
	else
		status_write(&p, g);
	bool good = !p.spoilt && !buf_full(&p.text);
	const char *ja = good ? arena_str(a, p.text.text) : NULL;
	buf_release(&p.text);
	return ja;
}

/* Days of one kind that differ, at most `max`. */
static size_t
days_of(json_t *all, const char *kind, const char *days[], size_t max)
{
	size_t n = 0, i;
	json_t *fact;
	json_array_foreach(all, i, fact)
	{
		const char *day = json_string_value(json_object_get(fact, "date"));
		const char *is = json_string_value(json_object_get(fact, "kind"));
		size_t k = 0;
		if (!day || !is || strcmp(is, kind) != 0 || n == max)
			continue;
		while (k < n && strcmp(days[k], day) != 0)
			k++;
		days[k] = day;
		n += k == n;
	}
	return n;
}

/* Days are told where there is no figure to tell; those in force also where there are several, for
 * the entry's own date is one of them only. */
static size_t
days_add(json_t *all, struct arena *a, size_t made, struct point out[POINTS_MAX])
{
	static const struct {
		const char *kind, *before, *behind;
	} kinds[] = {{"in_force", "", "に施行"}, {"deadline", "期限は", ""}};
	bool none = made == 0;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		const char *days[POINTS_MAX];
		size_t n = days_of(all, kinds[k].kind, days, POINTS_MAX);
		for (size_t i = 0; i < n && (none || (k == 0 && n > 1)) && made < POINTS_MAX; i++) {
			struct phrase p = {0};
			buf_init(&p.text, CAP_MESSAGE);
			buf_adds(&p.text, kinds[k].before);
			day_add(&p, days[i], NULL);
			buf_adds(&p.text, kinds[k].behind);
			if (!p.spoilt)
				out[made++] = (struct point){.kind = kinds[k].kind,
				    .ja = arena_str(a, p.text.text),
				    .zh = ""};
			buf_release(&p.text);
		}
	}
	return made;
}

size_t
points_make(const struct config *c, const char *facts, const char *drafted, struct arena *a,
    struct point out[POINTS_MAX])
{
	json_t *all = json_loads(facts ? facts : "[]", 0, NULL);
	json_t *drafts = json_loads(drafted ? drafted : "{}", 0, NULL);
	size_t n, made = 0;
	struct figure_group *groups = figures_group(all, &n);
	for (; made < n && made < POINTS_MAX; made++) {
		const struct figure *x = &groups[made].of[0];
		const char *ja = phrase_make(c, &groups[made], a);
		const char *draft = json_string_value(json_object_get(drafts, x->text));
		out[made] = (struct point){.kind = arena_str(a, x->kind),
		    .ja = ja || draft == NULL ? ja : arena_str(a, draft),
		    .zh = arena_str(a, x->text),
		    .attachment = x->attachment};
	}
	free(groups);
	made = days_add(all, a, made, out);
	json_decref(all);
	json_decref(drafts);
	return made;
}
