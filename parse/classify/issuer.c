/* issuer.c - see issuer.h. */
#include "parse/classify/issuer.h"

#include <string.h>

#include "config/table.h"

enum { OFFICE_NEAR = 10 }; /* characters within which 市…局 names its office */

static const char *const kind_names[] = {
    "organ", "office", "sub", "media", "number", "host", "local", "place", NULL};

struct loading {
	struct issuers *s;
	struct vocabulary *v;
	struct atlas *t;
};

static int
kind_named(const char *name)
{
	for (int i = 0; kind_names[i]; i++)
		if (strcmp(kind_names[i], name) == 0)
			return i;
	return -1;
}

/* "650100;652300": every one for a place, the first for others. */
static const char *
place_row(struct loading *x, const char *text, const char *codes)
{
	for (const char *c = codes; *c;) {
		size_t n = strcspn(c, ";");
		const struct region *r = config_region(x->v->config, arena_strn(x->v->a, c, n));
		if (r == NULL)
			return "unknown region; allowed: codes of regions.tsv, with ; between them";
		if (atlas_alias(x->t, x->v, arena_str(x->v->a, text), r) < 0)
			return "the text is empty or too long";
		c += n + (c[n] == ';');
	}
	return *codes ? NULL : "a place needs its region";
}

static const char *
issuer_row(void *context, int line, const char *const cells[])
{
	struct loading *x = context;
	struct vocabulary *v = x->v;
	int kind = kind_named(cells[1]);
	if (kind < 0)
		return "unknown kind; allowed: organ, office, sub, media, number, host, local, "
		       "place";
	if (kind == NAME_PLACE)
		return place_row(x, cells[0], cells[3]);
	struct issuer_name name = {arena_str(v->a, cells[0]), (enum name_kind)kind,
	    level_named(cells[2]), config_region(v->config, cells[3]), line};
	if (*cells[3] && name.region == NULL)
		return "unknown region; allowed: a code of regions.tsv";
	x->s->names =
	    arena_grow(v->a, x->s->names, x->s->n, x->s->n + 1, &x->s->cap, sizeof *x->s->names);
	if (kind != NAME_HOST && vocabulary_use(v, name.text, USE_NAME, (uint32_t)x->s->n) < 0)
		return "the text is empty or too long";
	x->s->names[x->s->n++] = name;
	return NULL;
}

void
issuers_load(
    struct issuers *s, struct vocabulary *v, struct atlas *t, const char *path, struct check *k)
{
	static const char *const columns[] = {"text", "kind", "level", "region"};
	struct loading x = {s, v, t};
	table_read(k, path, columns, 4, issuer_row, &x);
}

enum level
region_level(const struct region *r)
{
	static const struct {
		const char *name;
		enum level level;
	} levels[] = {{"nation", LEVEL_CENTRAL}, {"key", LEVEL_REGION},
	    {"province", LEVEL_PROVINCE}, {"prefecture", LEVEL_CITY}, {"county", LEVEL_COUNTY}};
	for (size_t i = 0; r && i < sizeof levels / sizeof *levels; i++)
		if (strcmp(levels[i].name, r->level) == 0)
			return levels[i].level;
	return LEVEL_NONE;
}

/* The name of a kind that a hit is, or NULL. */
static const struct issuer_name *
hit_name(
    const struct issuers *s, const struct vocabulary *v, const struct hit *h, enum name_kind kind)
{
	for (uint32_t i = v->first_use[h->literal]; i < v->first_use[h->literal + 1]; i++)
		if (v->uses[i].kind == USE_NAME && s->names[v->uses[i].index].kind == kind)
			return &s->names[v->uses[i].index];
	return NULL;
}

/* The earliest, longest hit of a kind in [from, to). */
static const struct hit *
name_find(const struct issuers *s, const struct vocabulary *v, const struct passage *p,
    enum name_kind kind, uint32_t from, uint32_t to)
{
	const struct hit *best = NULL;
	for (size_t i = 0; i < p->n_hits; i++) {
		const struct hit *h = &p->hits[i];
		if (h->from < from || h->to > to || hit_name(s, v, h, kind) == NULL)
			continue;
		if (!best || h->from < best->from || (h->from == best->from && h->to > best->to))
			best = h;
	}
	return best;
}

/* 河北省发展改革委 is no central organ, though its name holds one: an organ's name counts where no
 * place and no word of another authority stands right before it. */
static const struct hit *
organ_find(const struct issuers *s, const struct vocabulary *v, const struct passage *p,
    uint32_t from, uint32_t to, const struct mentions *places)
{
	for (;;) {
		const struct hit *h = name_find(s, v, p, NAME_ORGAN, from, to);
		if (h == NULL)
			return NULL;
		static const char *const local[] = {"省", "市", "县", "区", "州", "盟", "旗"};
		bool own = true;
		for (size_t i = 0; i < sizeof local / sizeof *local; i++)
			own &= h->at < 3 || memcmp(p->text + h->at - 3, local[i], 3) != 0;
		for (size_t i = 0; i < places->n; i++)
			own &= places->list[i].to != h->from;
		if (own)
			return h;
		from = h->from + 1;
	}
}

/* Right behind the other, or with 、 or 和 between them. */
static bool
follows(const struct mention *m, const struct mention *next)
{
	return next->from <= m->to + 1;
}

/* The lowest place of the first chain: 文山州…富宁分局 is 富宁. Where it forks
 * (辽宁省抚顺营口两市), the place above the fork. */
static const struct mention *
chain_end(const struct vocabulary *v, const struct mentions *m)
{
	const struct mention *end = m->n ? &m->list[0] : NULL, *above = NULL;
	for (size_t i = 1; i < m->n; i++) {
		const struct mention *next = &m->list[i];
		if (end->region == NULL)
			break;
		bool below = next->region ? region_holds(v, end->region, next->region)
		                          : next->from == end->to;
		bool beside = above && next->region && follows(end, next) &&
		              region_holds(v, above->region, next->region);
		if (!below && beside)
			return above;
		if (below) {
			above = end;
			end = next;
		}
	}
	return end;
}

static void
authority_of_organ(struct authority *out, const struct passage *p, const struct hit *h,
    const struct issuer_name *name)
{
	*out = (struct authority){name->level, name->region, false, hit_evidence(p, h), "organ"};
}

static void
authority_of_place(struct authority *out, const struct mention *m, bool sub)
{
	static const struct region unknown = {.code = "", .level = ""};
	struct region level_only = unknown;
	level_only.level = m->level;
	enum level level = region_level(&level_only);
	/* A key region acts through the ministries; what its own bodies issue is told by organ
	 * rows. */
	if (level == LEVEL_REGION)
		level = LEVEL_CENTRAL;
	if (sub && level == LEVEL_CITY)
		level = LEVEL_COUNTY;
	*out = (struct authority){level, m->region, m->region == NULL, m->words, "place"};
}

bool
authority_find(const struct issuers *s, const struct vocabulary *v, const struct atlas *t,
    const struct passage *p, uint32_t from, uint32_t to, const struct around *known,
    struct authority *out)
{
	struct mentions m;
	mentions_find(v, t, p, from, to, known, &m);
	const struct mention *place = chain_end(v, &m);
	const struct hit *organ = organ_find(s, v, p, from, to, &m);
	if (organ) {
		/* 国家税务总局北京市税务局 is Beijing's. */
		bool dispatched = place && m.list[0].from == organ->to &&
		                  name_find(s, v, p, NAME_OFFICE, place->to, to);
		bool before = !place || organ->from < m.list[0].from ||
		              (organ->from == m.list[0].from && organ->to > m.list[0].to);
		if (!dispatched && before) {
			authority_of_organ(out, p, organ, hit_name(s, v, organ, NAME_ORGAN));
			return true;
		}
	}
	if (place == NULL)
		return false;
	if (name_find(s, v, p, NAME_MEDIA, from, to) && !name_find(s, v, p, NAME_OFFICE, from, to))
		return false;
	authority_of_place(out, place, name_find(s, v, p, NAME_SUB, place->to, to) != NULL);
	return true;
}

/* 市金融局…: the bare word for a division, and an office close behind it. */
static const struct hit *
bare_office(
    const struct issuers *s, const struct vocabulary *v, const struct passage *p, enum level *level)
{
	static const struct {
		const char *word;
		enum level level;
	} bare[] = {{"省", LEVEL_PROVINCE}, {"市", LEVEL_CITY}, {"州", LEVEL_CITY},
	    {"县", LEVEL_COUNTY}, {"区", LEVEL_COUNTY}};
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		*level = bare[i].level;
		if (strncmp(p->text, bare[i].word, strlen(bare[i].word)) == 0)
			return name_find(s, v, p, NAME_OFFICE, 1, OFFICE_NEAR);
	}
	return NULL;
}

bool
authority_by_local(const struct issuers *s, const struct vocabulary *v, const struct passage *p,
    struct authority *out)
{
	enum level level;
	const struct hit *h = bare_office(s, v, p, &level);
	if (h == NULL) {
		h = name_find(s, v, p, NAME_LOCAL, 0, p->length);
		if (h == NULL)
			return false;
		level = hit_name(s, v, h, NAME_LOCAL)->level;
	}
	*out = (struct authority){level, NULL, false, hit_evidence(p, h), "local word"};
	return true;
}

/* The letters must be followed by the year's bracket, else 桂政通 would be 桂政's. */
static bool
year_follows(const char *s)
{
	static const char *const brackets[] = {
	    "〔", "﹝", "[", "［", "【", "(", "（", " ", "20", "19", "第", "字", "发", "函", "办"};
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
		if (strncmp(s, brackets[i], strlen(brackets[i])) == 0)
			return true;
	return false;
}

bool
authority_by_number(const struct issuers *s, const struct vocabulary *v, const struct passage *p,
    struct authority *out)
{
	const struct hit *best = NULL;
	for (size_t i = 0; i < p->n_hits; i++) {
		const struct hit *h = &p->hits[i];
		const struct issuer_name *name = hit_name(s, v, h, NAME_NUMBER);
		bool first = h->from == 0 || (h->at > 0 && strchr("( ,;", p->text[h->at - 1]));
		first |= h->at >= 3 && strncmp(p->text + h->at - 3, "（", 3) == 0;
		if (name && first && year_follows(p->text + h->end) &&
		    (!best || h->to - h->from > best->to - best->from))
			best = h;
	}
	if (best == NULL)
		return false;
	authority_of_organ(out, p, best, hit_name(s, v, best, NAME_NUMBER));
	out->rule = "number";
	return true;
}

bool
authority_by_host(const struct issuers *s, const char *url, struct authority *out)
{
	const char *host = url ? strstr(url, "://") : NULL;
	if (host == NULL)
		return false;
	host += 3;
	size_t n = strcspn(host, "/:?#");
	for (size_t i = 0; i < s->n; i++) {
		const struct issuer_name *name = &s->names[i];
		size_t t = strlen(name->text);
		if (name->kind != NAME_HOST || n < t || memcmp(host + n - t, name->text, t) != 0 ||
		    (n > t && host[n - t - 1] != '.'))
			continue;
		*out = (struct authority){name->level, name->region, false,
		    {"url", host + n - t, (size_t)(host - url) + n - t, t}, "host"};
		return true;
	}
	return false;
}
