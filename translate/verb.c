/* verb.c - the head of a Chinese verb phrase: adverbs and verbs, which Japanese puts behind the
 * object. Rows of config/verbs.tsv, in the order of the file. */
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "translate/engine.h"

const char *
verb_add(struct verbs *v, const char *const cells[])
{
	static const struct {
		const char *name;
		enum verb_kind kind;
		bool names, middle;
	} kinds[] = {
	    {"strong", VERB_STRONG, false, false},
	    {"weak", VERB_WEAK, false, false},
	    {"adverb", VERB_ADVERB, false, false},
	    {"names", VERB_STRONG, true, false},
	    {"middle", VERB_STRONG, false, true},
	};
	if (*cells[0] == '\0' || *cells[1] == '\0')
		return "zh and ja must not be empty";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(cells[2], kinds[i].name) != 0)
			continue;
		v->rows = arena_grow(&v->arena, v->rows, v->n, v->n + 1, &v->cap, sizeof(*v->rows));
		v->rows[v->n++] = (struct verb){
		    .zh = arena_str(&v->arena, cells[0]),
		    .ja = arena_str(&v->arena, cells[1]),
		    .stem = arena_str(&v->arena, *cells[5] ? cells[5] : cells[1]),
		    .joint = strcmp(cells[3], "-") == 0
		                 ? ""
		                 : arena_str(&v->arena, *cells[3] ? cells[3] : "の"),
		    .when = arena_str(&v->arena, cells[4]),
		    .template = arena_str(&v->arena, *cells[6] ? cells[6] : "P14"),
		    .kind = kinds[i].kind,
		    .names = kinds[i].names,
		    .middle = kinds[i].middle,
		    .unsure = strstr(cells[7], "unsure") != NULL,
		    .governs = strstr(cells[7], "governs") != NULL,
		    .len = strlen(cells[0]),
		};
		return NULL;
	}
	return "kind: one of strong, weak, names, middle, adverb";
}

/* One of the words of `when` occurs in the object. */
static bool
object_fits(const char *when, const char *object)
{
	if (*when == '\0')
		return true;
	for (const char *word = when; *word;) {
		size_t len = strcspn(word, "|");
		if (memmem(object, strlen(object), word, len))
			return true;
		word += len + (word[len] == '|');
	}
	return false;
}

/* The longest verb or adverb at s. */
static const struct verb *
verb_longest(const struct verbs *v, const char *s, size_t n)
{
	const struct verb *best = NULL;
	for (size_t i = 0; i < v->n; i++) {
		const struct verb *k = &v->rows[i];
		if (k->len <= n && (!best || k->len > best->len) && memcmp(s, k->zh, k->len) == 0)
			best = k;
	}
	return best;
}

/* Among the rows of that verb the first whose object fits. */
static const struct verb *
verb_sense(const struct verbs *v, const struct verb *k, const char *object)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->rows[i].kind != VERB_ADVERB && strcmp(v->rows[i].zh, k->zh) == 0 &&
		    object_fits(v->rows[i].when, object))
			return &v->rows[i];
	return k;
}

static size_t
conjunction_length(const char *s, const char **ja)
{
	static const struct {
		const char *zh, *ja;
	} words[] = {{"、", "・"}, {"和", "及び"}, {"与", "及び"}, {"及", "及び"}, {"并", "・"}};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strncmp(s, words[i].zh, strlen(words[i].zh)) == 0) {
			*ja = words[i].ja;
			return strlen(words[i].zh);
		}
	}
	return 0;
}

enum { HEAD_WORDS = 6 };

struct head_words {
	const struct verb *verb[HEAD_WORDS];
	const char *before[HEAD_WORDS]; /* conjunction in front of the verb */
	size_t verbs;
	const struct verb *adverb[HEAD_WORDS];
	size_t adverbs;
	size_t len;
	bool bare; /* two verbs without a conjunction: 培育|壮大 */
};

/* Another verb right behind the last one, which shares its object: 培育|壮大新能源产业. */
static const struct verb *
verb_beside(struct run *r, const struct head_words *h, const char *s)
{
	size_t n = strlen(s);
	const struct verb *last = h->verb[h->verbs - 1], *k = verb_longest(&r->t->verbs, s, n);
	if (last->governs || last->middle || k == NULL || k->kind == VERB_ADVERB || k->names ||
	    k->middle || k->len == n)
		return NULL;
	const struct entry *e = glossary_longest(&r->t->glossary, s, n),
	                   *object = glossary_longest(&r->t->glossary, s + k->len, n - k->len);
	if ((e && e->len > k->len) || object == NULL || object->class == TERM_DOCUMENT ||
	    object->class == TERM_LAW ||
	    word_find(&r->t->templates, "nominal", object->zh, object->len))
		return NULL;
	return k;
}

/* Read adverbs, then verbs with conjunctions between them. */
static bool
head_read(struct run *r, const char *text, bool strong, struct head_words *h)
{
	const struct verbs *v = &r->t->verbs;
	*h = (struct head_words){0};
	for (;;) {
		const char *s = text + h->len, *ja = NULL;
		size_t joint = h->verbs > 0 ? conjunction_length(s, &ja) : 0;
		const struct verb *k = verb_longest(v, s + joint, strlen(s + joint));
		if (h->verbs > 0 && joint == 0) {
			k = h->bare ? NULL : verb_beside(r, h, s);
			h->bare |= k != NULL;
			ja = "・";
		}
		if (k == NULL || h->verbs == HEAD_WORDS || h->adverbs == HEAD_WORDS)
			break;
		if (k->kind == VERB_ADVERB) {
			if (h->verbs > 0)
				break;
			h->adverb[h->adverbs++] = k;
		} else {
			if (strong && k->kind != VERB_STRONG)
				break;
			h->before[h->verbs] = h->verbs > 0 ? ja : NULL;
			h->verb[h->verbs++] = k;
		}
		h->len += joint + k->len;
	}
	const struct verb *last = h->adverbs > 0 ? h->adverb[h->adverbs - 1] : NULL;
	if (h->verbs == 0 && last && !strong) /* 加快|发展 has an adverb, 加快|铁水联运 a verb */
		for (size_t i = 0; i < v->n && h->verbs == 0; i++)
			if (v->rows[i].kind != VERB_ADVERB &&
			    strcmp(v->rows[i].zh, last->zh) == 0) {
				h->verb[h->verbs++] = &v->rows[i];
				h->adverbs--;
			}
	return h->verbs > 0 && text[h->len] != '\0';
}

/* True when the words behind the head make it part of a longer term: 改善|空气质量 is no verb
 * phrase when the glossary has the whole, 实施|方案 never is one. */
static bool
head_is_term(struct run *r, const char *text, const struct head_words *h)
{
	const struct entry *e = glossary_longest(&r->t->glossary, text, strlen(text));
	if (e && e->len > h->len)
		return true;
	const struct verb *last = h->verb[h->verbs - 1];
	const char *at = text + h->len - last->len;
	e = glossary_longest(&r->t->glossary, at, strlen(at));
	return e && e->len > last->len;
}

#define SUITABLE "適切な"

bool
verb_head(struct run *r, const char *text, bool strong, struct verb_head *out)
{
	struct head_words h;
	const struct verbs *v = &r->t->verbs;
	*out = (struct verb_head){0};
	if (!head_read(r, text, strong, &h) || head_is_term(r, text, &h))
		return false;
	struct buf ja, stem;
	buf_init(&ja, CAP_TITLE);
	buf_init(&stem, CAP_TITLE);
	bool unsure = h.bare;
	for (size_t i = 0; i < h.adverbs; i++) {
		unsure |= h.adverb[i]->unsure;
		buf_adds(&ja, h.adverb[i]->ja);
		buf_adds(&stem, h.adverb[i]->stem);
	}
	const struct verb *sense = h.verb[0];
	for (size_t i = 0; i < h.verbs; i++) {
		sense = verb_sense(v, h.verb[i], text + h.len);
		unsure |= sense->unsure;
		const char *noun = sense->ja;
		if (h.adverbs > 0 && strncmp(noun, SUITABLE, sizeof(SUITABLE) - 1) == 0)
			noun += sizeof(SUITABLE) - 1; /* 統筹|做好: one adjective is enough */
		buf_addf(&ja, "%s%s", h.before[i] ? h.before[i] : "", noun);
		buf_addf(&stem, "%s%s", h.before[i] ? "・" : "", sense->stem);
	}
	*out = (struct verb_head){
	    .len = h.len,
	    .ja = run_text(r, &ja),
	    .stem = run_text(r, &stem),
	    .joint = sense->joint,
	    .template = sense->template,
	    .names = sense->names,
	    .adverb_first = h.adverbs > 0,
	    .unsure = unsure,
	    .governs = sense->governs,
	};
	return true;
}

bool
verb_begins(const struct verbs *v, const char *s, size_t n)
{
	const struct verb *k = verb_longest(v, s, n);
	return k && k->len < n && k->kind != VERB_WEAK;
}

/* The verb that is this text, whatever adverb it may be too. */
static const struct verb *
verb_exact(const struct verbs *v, const char *s, size_t n)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->rows[i].len == n && v->rows[i].kind != VERB_ADVERB &&
		    memcmp(v->rows[i].zh, s, n) == 0)
			return &v->rows[i];
	return NULL;
}

bool
verb_is(const struct verbs *v, const char *s, size_t n)
{
	return verb_exact(v, s, n) != NULL;
}

bool
verb_stands(struct run *r, const struct token *t, size_t n, size_t i, enum mode mode)
{
	const struct verb *k = verb_exact(&r->t->verbs, t[i].s, t[i].n);
	if (k == NULL || i + 1 >= n || !t[i + 1].noun)
		return false;
	if (word_find(&r->t->templates, "nominal", t[i + 1].s, t[i + 1].n))
		return false;
	/* 项目|申报|指南 is what the guide is of. */
	if (i > 0 && i + 2 == n && t[i + 1].class == TERM_DOCUMENT)
		return false;
	if (k->kind == VERB_STRONG)
		return true;
	if (i == 0 || t[i - 1].class == TERM_PLACE)
		return mode == MODE_NAME;
	return word_find(&r->t->templates, "closing", t[i - 1].s, t[i - 1].n) != NULL;
}

size_t
verb_second(struct run *r, const char *object)
{
	size_t n;
	struct token *t = noun_tokens(r, object, &n);
	for (size_t i = 1; i + 1 < n; i++) {
		struct verb_head head;
		const struct verb *before = verb_longest(&r->t->verbs, t[i - 1].s, t[i - 1].n);
		if (!t[i - 1].noun || !verb_stands(r, t, n, i, MODE_OBJECT) ||
		    (before && before->kind != VERB_WEAK) || t[i - 1].class == TERM_PLACE)
			continue;
		if (verb_head(r, t[i].s, false, &head))
			return (size_t)(t[i].s - object);
	}
	return 0;
}
