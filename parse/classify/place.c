/* place.c - see place.h. */
#include "parse/classify/place.h"

#include <string.h>

enum { NAME_LEAST = 6 }; /* bytes of two characters */

/* Peoples whose names stand in the full names of autonomous places and fall away in the short
 * ones: 文山壮族苗族自治州 is 文山州. */
static const char *const peoples[] = {"维吾尔", "柯尔克孜", "哈萨克", "塔吉克", "锡伯", "蒙古族",
    "蒙古", "回族", "藏族", "羌族", "彝族", "苗族", "侗族", "壮族", "瑶族", "土家族", "布依族",
    "仡佬族", "水族", "傣族", "景颇族", "傈僳族", "哈尼族", "白族", "佤族", "拉祜族", "布朗族",
    "纳西族", "普米族", "独龙族", "怒族", "德昂族", "朝鲜族", "满族", "鄂温克族", "达斡尔族",
    "鄂伦春", "土族", "撒拉族", "保安族", "东乡族", "裕固族", "哈萨克族", "塔吉克族", "黎族",
    "畲族", "仫佬族", "毛南族", "各族"};

static const struct {
	const char *level;
	const char *tail;
	const char *again; /* what the short name ends in; the bare name too when `bare` */
	bool bare;
	bool peoples;
} shortenings[] = {
    {"province", "特别行政区", "", false, false},
    {"province", "自治区", "", false, true},
    {"province", "省", "", false, false},
    {"province", "市", "", false, false},
    {"prefecture", "自治州", "州", true, true},
    {"prefecture", "地区", "", false, false},
    {"prefecture", "盟", "", false, false},
    {"prefecture", "市", "", false, false},
    {"county", "自治县", "县", true, true},
    {"county", "自治旗", "旗", true, true},
    {"county", "新区", "", false, false},
    {"county", "林区", "", false, false},
    {"county", "矿区", "", false, false},
    {"county", "县", "", false, false},
    {"county", "市", "", false, false},
    {"county", "区", "", false, false},
    {"county", "旗", "", false, false},
};

static void
name_add(
    struct atlas *t, struct vocabulary *v, const char *name, const struct region *r, enum form form)
{
	/* One character is a surname, a river, an abbreviation: never a name by itself. */
	if (form != FORM_ALIAS && strlen(name) < NAME_LEAST)
		return;
	t->names = arena_grow(v->a, t->names, t->n, t->n + 1, &t->cap, sizeof *t->names);
	if (vocabulary_use(v, name, USE_PLACE, (uint32_t)t->n) < 0)
		return;
	uint32_t literal = v->uses[v->n_uses - 1].literal;
	t->names[t->n++] = (struct place_name){r, form};
	if (region_is_key(r))
		(void)vocabulary_use(v, name, USE_KEY, 0);
	int group = form == FORM_WEAK ? -1 : vocabulary_group(v, "place");
	if (group >= 0)
		vocabulary_group_add(v, group, literal);
}

static size_t
tail_cut(const char *name, size_t n, const char *tail)
{
	size_t t = strlen(tail);
	return n > t && memcmp(name + n - t, tail, t) == 0 ? n - t : n;
}

/* 内蒙古 keeps its people: what is left must still be a name. */
static size_t
peoples_cut(const char *name, size_t n)
{
	for (size_t before = n + 1; n < before;) {
		before = n;
		for (size_t i = 0; i < sizeof peoples / sizeof *peoples; i++) {
			size_t cut = tail_cut(name, n, peoples[i]);
			n = cut >= NAME_LEAST ? cut : n;
		}
	}
	return n;
}

static void
region_names(struct atlas *t, struct vocabulary *v, const struct region *r)
{
	/* 城区, 郊区, 矿区, 东区 are common words too. */
	bool common = strcmp(r->level, "county") == 0 && strlen(r->zh) == NAME_LEAST &&
	              tail_cut(r->zh, NAME_LEAST, "区") < NAME_LEAST;
	name_add(t, v, r->zh, r, common ? FORM_WEAK : FORM_FULL);
	for (size_t i = 0; i < sizeof shortenings / sizeof *shortenings; i++) {
		size_t n = strlen(r->zh), cut = tail_cut(r->zh, n, shortenings[i].tail);
		if (strcmp(shortenings[i].level, r->level) != 0 || cut == n)
			continue;
		if (shortenings[i].peoples)
			cut = peoples_cut(r->zh, cut);
		enum form form = strcmp(r->level, "county") == 0 ? FORM_WEAK : FORM_SHORT;
		const char *bare = arena_strn(v->a, r->zh, cut);
		name_add(t, v, bare, r, form);
		if (shortenings[i].bare)
			name_add(t, v, arena_printf(v->a, "%s%s", bare, shortenings[i].again), r,
			    FORM_FULL);
		return;
	}
}

void
atlas_fill(struct atlas *t, struct vocabulary *v)
{
	const struct config *c = v->config;
	for (size_t i = 0; i < c->n_regions; i++)
		if (strcmp(c->regions[i].level, "nation") != 0)
			region_names(t, v, &c->regions[i]);
}

int
atlas_alias(struct atlas *t, struct vocabulary *v, const char *name, const struct region *region)
{
	size_t before = t->n;
	name_add(t, v, name, region, FORM_ALIAS);
	return t->n > before ? 0 : -1;
}

bool
region_is_key(const struct region *r)
{
	return strcmp(r->level, "key") == 0;
}

bool
region_holds(const struct vocabulary *v, const struct region *outer, const struct region *inner)
{
	return config_region_within(v->config, inner->code, outer->code, NULL);
}

void
around_add(struct around *k, const struct region *r)
{
	if (r && k->n < AROUND)
		k->regions[k->n++] = r;
}

/* ---- which place a name means */

/* Words behind a weak name that show it to be a place after all. */
static bool
shown_to_be_place(const struct passage *p, const struct hit *h)
{
	static const char *const after[] = {"分局", "县分局", "区分局", "市分局"};
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		if (strncmp(p->text + h->end, after[i], strlen(after[i])) == 0)
			return true;
	return false;
}

static bool
adjoins(const struct vocabulary *v, const struct mention *before, const struct hit *h,
    const struct region *r)
{
	return before && before->to == h->from && before->region && before->region != r &&
	       region_holds(v, before->region, r);
}

static int
rank_of(const char *level)
{
	return strcmp(level, "province") == 0 ? 3 : strcmp(level, "prefecture") == 0 ? 2 : 1;
}

/* How well a region fits what is known around its name: more is better, 0 = nothing speaks for it.
 */
static int
fitness(const struct vocabulary *v, const struct region *r, const struct around *known,
    const struct mentions *so_far)
{
	int best = 0;
	for (size_t i = 0; i < known->n && best == 0; i++)
		if (region_holds(v, known->regions[i], r) || region_holds(v, r, known->regions[i]))
			best = 2 * (int)(AROUND - i) + 2;
	for (size_t i = 0; i < so_far->n && best == 0; i++)
		if (so_far->list[i].region && region_holds(v, so_far->list[i].region, r))
			best = 2;
	return best;
}

struct choice {
	const struct region *region;
	const char *level;
	int score;
	bool tie;
};

static void
choice_offer(struct choice *c, const struct region *r, int score)
{
	if (c->level == NULL || score > c->score) {
		*c = (struct choice){r, r->level, score, false};
	} else if (score == c->score && c->region != r) {
		c->tie = true;
	}
}

/* Every place of that name is weighed; with no or equal grounds for several it stays open. */
static struct choice
name_resolve(const struct vocabulary *v, const struct atlas *t, const struct passage *p,
    const struct hit *h, const struct around *known, const struct mentions *so_far)
{
	struct choice c = {0};
	const struct mention *before = so_far->n ? &so_far->list[so_far->n - 1] : NULL;
	for (uint32_t i = v->first_use[h->literal]; i < v->first_use[h->literal + 1]; i++) {
		if (v->uses[i].kind != USE_PLACE)
			continue;
		const struct place_name *name = &t->names[v->uses[i].index];
		bool next_to = adjoins(v, before, h, name->region);
		if (name->form == FORM_WEAK && !next_to && !shown_to_be_place(p, h))
			continue;
		int score = fitness(v, name->region, known, so_far) * 4;
		if (next_to)
			score += 200;
		if (name->form != FORM_WEAK)
			score += rank_of(name->region->level);
		choice_offer(&c, name->region, score);
	}
	if (c.tie)
		c.region = NULL;
	return c;
}

static void
mention_add(struct mentions *out, const struct passage *p, const struct hit *h,
    const struct region *r, const char *level)
{
	if (out->n < MENTIONS)
		out->list[out->n++] =
		    (struct mention){r, level, h->from, h->to, hit_evidence(p, h)};
}

/* An alias stands for all its regions; true when the name is one. */
static bool
alias_add(const struct vocabulary *v, const struct atlas *t, const struct passage *p,
    const struct hit *h, struct mentions *out)
{
	bool any = false;
	for (uint32_t i = v->first_use[h->literal]; i < v->first_use[h->literal + 1]; i++) {
		const struct place_name *name =
		    v->uses[i].kind == USE_PLACE ? &t->names[v->uses[i].index] : NULL;
		if (name == NULL || name->form != FORM_ALIAS)
			continue;
		mention_add(out, p, h, name->region, name->region->level);
		any = true;
	}
	return any;
}

static bool
is_place(const struct vocabulary *v, uint32_t literal)
{
	for (uint32_t i = v->first_use[literal]; i < v->first_use[literal + 1]; i++)
		if (v->uses[i].kind == USE_PLACE)
			return true;
	return false;
}

/* The longest acceptable name that begins at the earliest character from `at` on; taken in. Returns
 * where to go on, or `to` when there is none. */
static uint32_t
mention_next(const struct vocabulary *v, const struct atlas *t, const struct passage *p,
    uint32_t at, uint32_t to, const struct around *known, struct mentions *out)
{
	const struct hit *best = NULL;
	struct choice best_choice = {0};
	for (size_t i = 0; i < p->n_hits; i++) {
		const struct hit *h = &p->hits[i];
		if (h->from < at || h->to > to || !is_place(v, h->literal))
			continue;
		if (best && (h->from > best->from || (h->from == best->from && h->to <= best->to)))
			continue;
		struct choice c = name_resolve(v, t, p, h, known, out);
		if (c.level == NULL)
			continue;
		best = h;
		best_choice = c;
	}
	if (best == NULL)
		return to;
	if (!alias_add(v, t, p, best, out))
		mention_add(out, p, best, best_choice.region, best_choice.level);
	return best->to;
}

void
mentions_find(const struct vocabulary *v, const struct atlas *t, const struct passage *p,
    uint32_t from, uint32_t to, const struct around *known, struct mentions *out)
{
	out->n = 0;
	while (from < to && out->n < MENTIONS)
		from = mention_next(v, t, p, from, to, known, out);
}
