/* facts.c - see facts.h. One pass over the text for each kind, in order of place. */
#include "parse/extract/facts.h"

#include <stdlib.h>
#include <string.h>

#include "parse/extract/dates.h"
#include "parse/extract/json.h"
#include "parse/extract/text.h"

enum { KIND_MOST = 200, SENTENCE_LONGEST = 900 };

struct scan {
	struct facts *facts;
	const struct article *article;
	const struct patterns *patterns;
	struct arena *arena;
	size_t line, n; /* the paragraph being read */
	size_t count[FACT_CONTACT + 1];
};

static struct fact *
add_fact(struct scan *s, enum fact_kind kind, size_t start, size_t end)
{
	struct facts *f = s->facts;
	static struct fact spare;
	if (s->count[kind] >= KIND_MOST) {
		f->dropped++;
		return &spare;
	}
	s->count[kind]++;
	f->fact = arena_grow(s->arena, f->fact, f->n, f->n + 1, &f->room, sizeof *f->fact);
	f->fact[f->n] =
	    (struct fact){.kind = kind, .offset = s->line + start, .length = end - start};
	return &f->fact[f->n++];
}

static const char *
group(const struct scan *s, const struct span spans[], int k)
{
	if (spans[k].start >= spans[k].end)
		return NULL;
	return text_folded(
	    s->arena, s->facts->body + s->line + spans[k].start, spans[k].end - spans[k].start);
}

/* The sentence around a place in the paragraph. */
static struct span
sentence_around(const struct scan *s, size_t at)
{
	static const char *const ends[] = {"。", "；", "！", "？"};
	const char *text = s->facts->body + s->line;
	struct span sentence = {0, s->n};
	for (size_t k = 0; k < 4; k++) {
		for (const char *hit = text;
		     (hit = memmem(hit, s->n - (size_t)(hit - text), ends[k], 3)); hit += 3) {
			size_t end = (size_t)(hit - text) + 3;
			if (end <= at && end > sentence.start)
				sentence.start = end;
			if (end > at && end < sentence.end)
				sentence.end = end;
		}
	}
	return sentence;
}

static bool
between(const char *text, struct span in, const char *word)
{
	return memmem(text + in.start, in.end - in.start, word, strlen(word)) != NULL;
}

/* Down, up or to: the last such word between the quantity and its value. */
static const char *
change_word(const char *text, struct span in)
{
	static const struct {
		const char *word, *change;
	} words[] = {{"下降", "down"}, {"降低", "down"}, {"减少", "down"}, {"削减", "down"},
	    {"压减", "down"}, {"减排", "down"}, {"控制在", "at most"}, {"不超过", "at most"},
	    {"低于", "at most"}, {"以下", "at most"}, {"降至", "at most"}, {"降到", "at most"},
	    {"达到", "at least"}, {"不低于", "at least"}, {"以上", "at least"}, {"提高", "up"},
	    {"增长", "up"}, {"提升", "up"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (between(text, in, words[i].word))
			return words[i].change;
	return NULL;
}

/* A year in the text of a span that stands in front of one of the words. */
static const char *
year_before(const struct scan *s, struct span in, const char *word, bool last)
{
	const char *text = s->facts->body + s->line, *found = NULL;
	for (size_t i = in.start; i + 4 <= in.end; i++) {
		if (text[i] != '2' || strspn(text + i, "0123456789") != 4 ||
		    strncmp(text + i + 4, "年", 3) != 0)
			continue;
		if (word && !text_begins(text + i + 7, word))
			continue;
		if (!found || last)
			found = arena_strn(s->arena, text + i, 4);
	}
	return found;
}

/* The year a change is counted from: 比2020年, 较2020年. */
static const char *
base_year(const struct scan *s, struct span in)
{
	static const char *const words[] = {"比", "较", "相比"};
	const char *text = s->facts->body + s->line;
	for (size_t i = in.start; i + 10 < in.end; i++)
		for (size_t k = 0; k < 3; k++)
			if (text_begins(text + i, words[k])) {
				const char *at = text + i + strlen(words[k]);
				if (strspn(at, "0123456789") == 4)
					return arena_strn(s->arena, at, 4);
			}
	return NULL;
}

static void
read_targets(struct scan *s)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	for (size_t at = 0; pattern_find(s->patterns, PATTERN_TARGET, text, s->n, at, spans);
	     at = spans[0].end) {
		struct span sentence = sentence_around(s, spans[0].start);
		struct span span = {spans[1].start, spans[0].end};
		struct fact *f = add_fact(s, FACT_TARGET, span.start, span.end);
		f->quantity = group(s, spans, 1);
		f->value = group(s, spans, 2);
		f->unit = group(s, spans, 3);
		struct span words = {spans[1].end, spans[2].start};
		f->change = change_word(text, words);
		f->base = base_year(s, (struct span){sentence.start, spans[0].end});
		f->year = year_before(s, sentence, "，", false);
		if (f->year == NULL)
			f->year = year_before(
			    s, (struct span){sentence.start, spans[1].start}, NULL, true);
	}
}

static void
read_limits(struct scan *s)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	for (size_t at = 0; pattern_find(s->patterns, PATTERN_LIMIT, text, s->n, at, spans);
	     at = spans[0].end) {
		struct fact *f = add_fact(s, FACT_LIMIT, spans[0].start, spans[0].end);
		f->value = group(s, spans, 1);
		f->unit = group(s, spans, 2);
	}
}

static void
read_dates(struct scan *s, enum pattern which, enum fact_kind kind)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	for (size_t at = 0; pattern_find(s->patterns, which, text, s->n, at, spans);
	     at = spans[0].end) {
		struct date d;
		char written[DATE_SIZE];
		bool found = dates_of_groups(text, spans, 1, &d);
		if (!found && which == PATTERN_DEADLINE)
			found = dates_of_groups(text, spans, 4, &d);
		if (!found)
			continue;
		date_write(d, written);
		add_fact(s, kind, spans[0].start, spans[0].end)->date =
		    arena_str(s->arena, written);
	}
}

static void
read_in_force(struct scan *s)
{
	read_dates(s, PATTERN_IN_FORCE, FACT_IN_FORCE);
	struct span spans[SPAN_MAX];
	const char *text = s->facts->body + s->line;
	if (pattern_find(s->patterns, PATTERN_IN_FORCE_NOW, text, s->n, 0, spans))
		add_fact(s, FACT_IN_FORCE, spans[0].start, spans[0].end)->date =
		    s->article->in_force;
}

static void
read_cites(struct scan *s)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	size_t at = 0;
	for (; pattern_find(s->patterns, PATTERN_CITE, text, s->n, at, spans); at = spans[0].end) {
		struct fact *f = add_fact(s, FACT_CITES, spans[0].start, spans[0].end);
		f->title = group(s, spans, 1);
		f->number = group(s, spans, 2);
	}
	for (at = 0; pattern_find(s->patterns, PATTERN_NUMBER_ONLY_CITE, text, s->n, at, spans);
	     at = spans[0].end) {
		bool titled =
		    spans[0].start >= 3 && memcmp(text + spans[0].start - 3, "》", 3) == 0;
		if (!titled)
			add_fact(s, FACT_CITES, spans[1].start, spans[1].end)->number =
			    group(s, spans, 1);
	}
}

static void
read_contacts(struct scan *s)
{
	const char *text = s->facts->body + s->line;
	struct span spans[SPAN_MAX];
	for (size_t at = 0; pattern_find(s->patterns, PATTERN_CONTACT, text, s->n, at, spans);
	     at = spans[0].end)
		add_fact(s, FACT_CONTACT, spans[0].start, spans[0].end)->value = group(s, spans, 1);
}

/* The first lines of a letter, ended by a colon, that name bodies of government. */
static void
read_addressee(struct scan *s, size_t paragraph)
{
	static const char *const words[] = {"人民政府", "委员会", "办公室", "厅", "局", "部门",
	    "单位", "公司", "机构", "院", "各省", "各市", "各县", "各区"};
	const char *text = s->facts->body + s->line;
	bool ends = s->n >= 3 && memcmp(text + s->n - 3, "：", 3) == 0;
	ends |= s->n > 0 && text[s->n - 1] == ':';
	if (paragraph > 12 || !ends || s->n > SENTENCE_LONGEST || s->count[FACT_ADDRESSEE] ||
	    !pattern_find(
	        s->patterns, PATTERN_ADDRESSEE, text, s->n, 0, (struct span[SPAN_MAX]){{0}}))
		return;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memmem(text, s->n, words[i], strlen(words[i]))) {
			add_fact(s, FACT_ADDRESSEE, 0, s->n);
			return;
		}
}

static int
by_place(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

void
facts_read(struct facts *f, const struct article *a, const struct patterns *p, struct arena *arena)
{
	*f = (struct facts){.body = a->body};
	struct scan s = {.facts = f, .article = a, .patterns = p, .arena = arena};
	for (size_t paragraph = 0; f->body[s.line]; paragraph++) {
		s.n = strcspn(f->body + s.line, "\n");
		read_addressee(&s, paragraph);
		read_targets(&s);
		read_limits(&s);
		read_in_force(&s);
		read_cites(&s);
		read_contacts(&s);
		if (a->deadline)
			read_dates(&s, PATTERN_DEADLINE, FACT_DEADLINE);
		s.line += s.n + (f->body[s.line + s.n] == '\n');
	}
	if (f->n > 1)
		qsort(f->fact, f->n, sizeof *f->fact, by_place);
}

void
facts_write(const struct facts *f, struct buf *b)
{
	static const char *const kinds[] = {
	    "target", "limit", "in_force", "deadline", "cites", "addressee", "contact"};
	buf_adds(b, ",\"facts\":[");
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->fact[i];
		const struct {
			const char *name, *value;
		} members[] = {{"quantity", x->quantity}, {"value", x->value}, {"unit", x->unit},
		    {"change", x->change}, {"base", x->base}, {"year", x->year}, {"date", x->date},
		    {"title", x->title}, {"number", x->number}};
		char words[SENTENCE_LONGEST + 4];
		size_t n = x->length < sizeof words - 1 ? x->length : sizeof words - 1;
		while (n < x->length && n > 0 && (f->body[x->offset + n] & 0xc0) == 0x80)
			n--;
		memcpy(words, f->body + x->offset, n);
		words[n] = '\0';
		buf_addf(b, "%s{\"kind\":\"%s\"", i ? "," : "", kinds[x->kind]);
		json_member(b, "text", words);
		buf_addf(b, ",\"offset\":%zu", x->offset);
		for (size_t k = 0; k < sizeof members / sizeof *members; k++)
			if (members[k].value)
				json_member(b, members[k].name, members[k].value);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}
