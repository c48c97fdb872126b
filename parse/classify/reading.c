/* reading.c - see reading.h. */
#include "parse/classify/reading.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"

enum {
	LEAD_CHARS = 240, /* a lead is the first lines of the body, up to so much */
	LEAD_ENOUGH = 60, /* and no further line is begun after so much */
	HITS_MOST =
	    1024, /* of one short text; a title has some forty, patterns are searched among them */
	RING = AUTOMATON_TERM + 1
};

/* Reads one text; every hit goes to `seen`. */
struct scan {
	const struct vocabulary *v;
	const char *text;
	size_t n;
	void (*seen)(void *context, const struct hit *h);
	void *context;
	uint32_t length; /* out: folded characters */
};

static void
outputs(const struct scan *s, uint32_t node, const uint32_t ring[RING], size_t end)
{
	const struct automaton *m = &s->v->automaton;
	if (m->nodes[node].literal == AUTOMATON_NONE)
		node = m->nodes[node].shorter;
	for (; node != AUTOMATON_NONE; node = m->nodes[node].shorter) {
		const struct automaton_node *at = &m->nodes[node];
		uint32_t from = s->length - at->depth;
		struct hit h = {at->literal, from, s->length, ring[from % RING], (uint32_t)end};
		s->seen(s->context, &h);
	}
}

/* Three bytes are nearly all of a Chinese text; what is rarer or ill-formed goes the long way. */
static inline int
char_at(const char *text, size_t n, size_t *len)
{
	const unsigned char *s = (const unsigned char *)text;
	if (n >= 3 && s[0] > 0xe0 && s[0] < 0xed && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		*len = 3;
		return (s[0] & 0x0f) << 12 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f);
	}
	return utf8_decode(text, n, len);
}

static void
scan_run(struct scan *s)
{
	const struct automaton *m = &s->v->automaton;
	uint32_t ring[RING]; /* byte where a folded character begins */
	uint32_t node = 0;
	for (size_t i = 0, len; i < s->n; i += len) {
		unsigned c = fold_char(&s->v->fold, char_at(s->text + i, s->n - i, &len));
		if (c == FOLD_SKIP)
			continue;
		ring[s->length++ % RING] = (uint32_t)i;
		node = automaton_step(m, node, c);
		if (m->nodes[node].ends)
			outputs(s, node, ring, i + len);
	}
}

/* ---- short texts */

struct collect {
	struct passage *p;
	struct arena *a;
};

static void
hit_keep(void *context, const struct hit *h)
{
	struct collect *c = context;
	struct passage *p = c->p;
	if (p->n_hits == HITS_MOST)
		return;
	p->hits = arena_grow(c->a, p->hits, p->n_hits, p->n_hits + 1, &p->cap_hits, sizeof *h);
	p->hits[p->n_hits++] = *h;
}

static bool
is_mask(const struct vocabulary *v, uint32_t literal)
{
	uint32_t end = v->first_use[literal + 1];
	return end > v->first_use[literal] && v->uses[end - 1].kind == USE_MASK;
}

/* Words wholly inside a mask are not seen. */
static void
masks_apply(const struct vocabulary *v, struct passage *p)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->n_hits; i++) {
		const struct hit *h = &p->hits[i];
		bool masked = false;
		for (size_t j = 0; j < p->n_hits && !masked; j++) {
			const struct hit *m = &p->hits[j];
			masked = m->from <= h->from && m->to >= h->to &&
			         m->to - m->from > h->to - h->from && is_mask(v, m->literal);
		}
		if (!masked)
			p->hits[kept++] = *h;
	}
	p->n_hits = kept;
}

static void
passage_read(struct passage *p, const struct vocabulary *v, const char *name, const char *text,
    size_t n, struct arena *a)
{
	*p = (struct passage){.text = text ? text : "", .name = name, .n = text ? n : 0};
	struct collect c = {p, a};
	struct scan s = {.v = v, .text = p->text, .n = p->n, .seen = hit_keep, .context = &c};
	scan_run(&s);
	p->length = p->core_to = s.length;
	masks_apply(v, p);
}

/* ---- the core of a title */

/* Byte offset to folded index. */
static uint32_t
index_at(const struct passage *p, const struct vocabulary *v, size_t byte)
{
	uint32_t index = 0;
	for (size_t i = 0, len; i < byte && i < p->n; i += len)
		index += fold_char(&v->fold, utf8_decode(p->text + i, p->n - i, &len)) != FOLD_SKIP;
	return index;
}

static bool
bytes_end(const char *s, size_t n, const char *tail)
{
	size_t t = strlen(tail);
	return n >= t && memcmp(s + n - t, tail, t) == 0;
}

/* The bracket that closes last is taken off with what it holds; a title of nothing else stays. */
static size_t
bracket_cut(const char *s, size_t n)
{
	static const char *const pairs[][2] = {
	    {"（", "）"}, {"(", ")"}, {"(", "）"}, {"（", ")"}, {"［", "］"}, {"[", "]"}};
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		if (!bytes_end(s, n, pairs[k][1]))
			continue;
		size_t open = strlen(pairs[k][0]);
		for (size_t i = n - strlen(pairs[k][1]); i-- > 0;)
			if (i + open <= n && memcmp(s + i, pairs[k][0], open) == 0)
				return i > 0 ? i : n;
	}
	return n;
}

static size_t
blank_cut(const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '.'))
		n--;
	static const char *const tails[] = {"。", "　", "！", "…"};
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		while (bytes_end(s, n, tails[i]))
			n -= strlen(tails[i]);
	return n;
}

static size_t
core_end(const char *s, size_t n)
{
	/* "…的通知_中华人民共和国生态环境部": what a page's <title> adds. */
	const char *bar = memrchr(s, '_', n);
	if (bar && bar > s)
		n = (size_t)(bar - s);
	const char *tail = memmem(s, n, "-中华人民共和国", strlen("-中华人民共和国"));
	if (tail && tail > s)
		n = (size_t)(tail - s);
	for (size_t before = n + 1; n < before;) {
		before = n;
		n = bracket_cut(s, blank_cut(s, n));
	}
	return n;
}

/* "视频丨", "专家解读 | ", "【百日攻坚】" stand before the title proper. */
static size_t
core_start(const char *s, size_t n)
{
	static const char *const marks[] = {"丨", "|", "｜", "│"};
	size_t from = 0;
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
		const char *at = memmem(s, n < 72 ? n : 72, marks[k], strlen(marks[k]));
		if (at && (size_t)(at - s) + strlen(marks[k]) > from)
			from = (size_t)(at - s) + strlen(marks[k]);
	}
	if (from == 0 && n > 3 && memcmp(s, "【", 3) == 0) {
		const char *close = memmem(s, n, "】", 3);
		from = close ? (size_t)(close - s) + 3 : 0;
	}
	return from < n ? from : 0;
}

static void
core_find(struct passage *p, const struct vocabulary *v)
{
	size_t end = core_end(p->text, p->n), from = core_start(p->text, end);
	const char *s = p->text + from;
	size_t n = end - from;
	/* 《X》 alone is X. */
	if (n > 6 && memcmp(s, "《", 3) == 0 && bytes_end(s, n, "》") &&
	    memmem(s + 3, n - 3, "《", 3) == NULL) {
		from += 3;
		end -= 3;
	}
	p->core_from = index_at(p, v, from);
	p->core_to = index_at(p, v, end);
}

/* The issuer's own name at the start of the title is seen as the word <self>. */
static void
self_find(struct reading *r, const struct vocabulary *v, struct arena *a)
{
	struct passage *t = &r->passages[IN_TITLE];
	const struct passage *issuer = &r->passages[IN_ISSUER];
	size_t at = 0, n = issuer->n;
	while (at < t->n && index_at(t, v, at) < t->core_from)
		at++;
	if (n == 0 || t->n - at <= n || memcmp(t->text + at, issuer->text, n) != 0)
		return;
	struct hit self = {
	    v->self, t->core_from, index_at(t, v, at + n), (uint32_t)at, (uint32_t)(at + n)};
	struct collect c = {t, a};
	hit_keep(&c, &self);
	size_t i = t->n_hits - 1;
	for (; i > 0 && t->hits[i - 1].to > self.to; i--)
		t->hits[i] = t->hits[i - 1];
	t->hits[i] = self;
}

/* ---- the body */

static size_t
lead_end(const char *body, size_t n)
{
	size_t i = 0, len;
	for (int chars = 0; i < n && chars < LEAD_CHARS; i += len, chars++) {
		if (body[i] == '\n' && chars >= LEAD_ENOUGH)
			break;
		(void)utf8_decode(body + i, n - i, &len);
	}
	return i;
}

struct tally {
	const struct vocabulary *v;
	struct reading *r;
	struct hit recent[16]; /* weighed words, to be taken back by a mask that holds them */
	size_t n_recent;
	struct hit mask;
};

static void
mask_tally(struct tally *t, const struct hit *h)
{
	t->mask = *h;
	for (size_t i = 0; i < 16 && i < t->n_recent; i++) {
		struct hit *w = &t->recent[(t->n_recent - 1 - i) % 16];
		if (w->from >= h->from && w->literal != AUTOMATON_NONE) {
			t->r->body_weight -= t->v->body_weight[w->literal];
			w->literal = AUTOMATON_NONE;
		}
	}
}

static bool
is_key_region(const struct vocabulary *v, uint32_t literal)
{
	for (uint32_t i = v->first_use[literal]; i < v->first_use[literal + 1]; i++)
		if (v->uses[i].kind == USE_KEY)
			return true;
	return false;
}

static void
name_keep(struct reading *r, const struct hit *h)
{
	for (size_t i = 0; i < r->n_names; i++)
		if (r->names[i].literal == h->literal)
			return;
	if (r->n_names < BODY_NAMES)
		r->names[r->n_names++] = *h;
}

static void
hit_tally(void *context, const struct hit *h)
{
	struct tally *t = context;
	const struct vocabulary *v = t->v;
	if (is_mask(v, h->literal))
		mask_tally(t, h);
	if (is_key_region(v, h->literal))
		name_keep(t->r, h);
	if (v->body_weight[h->literal] == 0 || (h->from >= t->mask.from && h->to <= t->mask.to))
		return;
	t->r->body_weight += v->body_weight[h->literal];
	t->recent[t->n_recent++ % 16] = *h;
	if (t->r->in_body.name == NULL)
		t->r->in_body = (struct evidence){
		    "body", t->r->passages[IN_LEAD].text + h->at, h->at, h->end - h->at};
}

static void
body_read(
    struct reading *r, const struct vocabulary *v, const char *body, size_t n, struct arena *a)
{
	passage_read(&r->passages[IN_LEAD], v, "body", body, lead_end(body, n), a);
	struct tally t = {.v = v, .r = r};
	struct scan s = {.v = v, .text = body, .n = n, .seen = hit_tally, .context = &t};
	scan_run(&s);
	r->body_chars = s.length;
}

static size_t
capped(const char *text, size_t cap)
{
	return text ? strnlen(text, cap) : 0;
}

void
reading_make(
    struct reading *r, const struct vocabulary *v, const struct classify_input *in, struct arena *a)
{
	*r = (struct reading){0};
	passage_read(
	    &r->passages[IN_TITLE], v, "title", in->title, capped(in->title, CAP_TITLE), a);
	passage_read(
	    &r->passages[IN_ISSUER], v, "issuer", in->issuer, capped(in->issuer, CAP_FIELD), a);
	passage_read(&r->passages[IN_NUMBER], v, "doc_number", in->doc_number,
	    capped(in->doc_number, CAP_TITLE), a);
	body_read(r, v, in->body ? in->body : "", capped(in->body, CAP_BODY), a);
	core_find(&r->passages[IN_TITLE], v);
	self_find(r, v, a);
}

struct evidence
hit_evidence(const struct passage *p, const struct hit *h)
{
	return (struct evidence){p->name, p->text + h->at, h->at, h->end - h->at};
}
