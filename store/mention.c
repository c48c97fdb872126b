/* mention.c - see mention.h. */
#include "store/mention.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "store/fate.h"
#include "store/phrase.h"
#include "store/title.h"

enum {
	PURPOSE_BYTES = 1500, /* why a paper is made stands at its head */
	EVIDENCE_BYTES = 360,
	LEAST_CORE_BYTES = 12,
};

static enum mention_role
role_as(enum roll fate)
{
	return fate == ROLL_ENDS      ? MENTION_REPEALS
	       : fate == ROLL_CHANGES ? MENTION_REVISES
	                              : MENTION_CITES;
}

/* How a paper named at `at` is spoken of in its sentence. */
static enum mention_role
role_of(const char *sentence, const char *at, const char *after, bool head)
{
	static const char *const purpose[] = {"贯彻", "落实", "根据", "按照", "依据", "遵照", NULL};
	enum roll fate = fate_of(sentence, at, after);
	if (fate == ROLL_NONE && head && phrase_within(sentence, (size_t)(at - sentence), purpose))
		return MENTION_PURPOSE;
	return role_as(fate);
}

/* Where the letters of an issuer begin before the bracket of a number: words that lead up to it are
 * not part of it. */
static const char *
number_start(const char *sentence, const char *bracket)
{
	static const char *const stops[] = {"原", "据", "照", "和", "与", "及", "对", "以", "即",
	    "将", "为", "由", "于", "的", "到", NULL};
	static const char *const words[] = {"贯彻", "落实", "印发", "转发", "下发", "执行", "参照",
	    "关于", "通知", "文件", "详见", NULL};
	const char *at = bracket;
	while (at > sentence && at[-1] == ' ')
		at--;
	for (int han = 0; han < 10 && at - sentence >= 3; han++) {
		size_t len;
		if (!utf8_is_han(utf8_decode(at - 3, 3, &len)) || len != 3 ||
		    phrase_within(at - 3, 3, stops) ||
		    (at - sentence >= 6 && phrase_within(at - 6, 6, words)))
			break;
		at -= 3;
	}
	return at;
}

struct reader {
	const struct folding *fold;
	struct arena *arena;
	struct mention *out;
	size_t n, max;
	bool rolls, lists;
	enum roll roll, usual; /* what becomes of papers in a line; where no heading says */
	const char *heading;   /* that said it, NULL: the title */
};

static const char *
cut(struct reader *r, const char *text, size_t len, size_t most)
{
	if (len > most)
		for (len = most; len > 0 && (text[len] & 0xc0) == 0x80;)
			len--;
	return arena_strn(r->arena, text, len);
}

/* The sentence; a line of a roll with its heading. */
static const char *
evidence(struct reader *r, const char *sentence, size_t len, bool listed)
{
	const char *said = cut(r, sentence, len, EVIDENCE_BYTES);
	if (!listed || r->heading == NULL)
		return said;
	return arena_printf(r->arena, "%s \u2026 %s",
	    cut(r, r->heading, strlen(r->heading), EVIDENCE_BYTES / 2), said);
}

/* Where the papers of a line of a roll begin; NULL: it begins with something else. */
static const char *
list_start(const char *line)
{
	static const char *const before[] = {"原", "将", "对", "废止", "修改", NULL};
	const char *at = roll_marker(line), *word;
	while ((word = phrase_beginning(at, before)) != NULL)
		at += strlen(word);
	return phrase_starts(at, "\u300a") || number_length(at) > 0 ? at : NULL;
}

static void
add(struct reader *r, struct mention m)
{
	if (r->n < r->max)
		r->out[r->n++] = m;
}

/* What stands in brackets behind a title, when it is a number: "(国发[2023]24号)", "(国务院令第
 * 573号,2010年4月8日)", "(gb 3095-2012)". */
static size_t
bracketed_number(const char *in)
{
	size_t n = number_length(in);
	if (n > 0)
		return n;
	n = strcspn(in, "),");
	bool standard = n > 6 && n < 30 && in[0] >= 'a' && in[0] <= 'z' && memchr(in, '-', n);
	bool order = n > 9 && n < 90 && phrase_ends(in, n, "号") && strcspn(in, "0123456789") < n;
	return standard || order ? n : 0;
}

/* A number right behind a title: "《…》(国发[2023]24号)", "《…》国发[2023]24号". */
static const char *
number_behind(struct reader *r, const char **after)
{
	bool strong;
	const char *at = *after + strspn(*after, " ");
	bool open = *at == '(';
	size_t n = open ? bracketed_number(at + 1) : number_length(at);
	if (n == 0)
		return NULL;
	const char *number =
	    document_number(r->fold, arena_strn(r->arena, at + open, n), r->arena, &strong);
	*after = at + open + n;
	if (open && **after == ')')
		*after += 1;
	return number;
}

/* Nothing but what joins the titles of a list stands between. */
static bool
only_joins(const char *from, const char *to)
{
	static const char *const joins[] = {
	    "\u300a", "、", "和", "及", "与", "以及", "以", " ", NULL};
	for (const char *word; from < to; from += strlen(word))
		if ((word = phrase_beginning(from, joins)) == NULL)
			return false;
	return from == to;
}

/* What stands in the place of a list: the papers it begins with, or those a verb stands before,
 * joined by nothing but "、" and the like. */
struct chain {
	const char *end; /* behind the last of them; NULL: there is none */
	enum roll fate;
	bool verb; /* said by a verb before the first: goes before what is said behind */
};

static enum mention_role
chain_role(struct chain *c, const char *sentence, const char *at, const char *after, bool head)
{
	bool goes_on = c->end && only_joins(c->end, paper_open(sentence, at));
	bool verb = fate_before(sentence, at) != ROLL_NONE;
	enum roll own = goes_on && c->verb ? c->fate : fate_of(sentence, at, after);
	if (own == ROLL_NONE && goes_on)
		own = c->fate;
	else if (!goes_on)
		c->verb = verb;
	c->end = verb || goes_on ? after : NULL;
	if (verb)
		c->fate = own;
	return own == ROLL_NONE ? role_of(sentence, at, after, head) : role_as(own);
}

static void
read_titles(struct reader *r, const char *sentence, size_t len, bool head, bool listed)
{
	const char *copy = arena_strn(r->arena, sentence, len), *after = copy, *in;
	struct chain chain = {.end = listed ? list_start(copy) : NULL, .fate = r->roll};
	size_t n;
	while ((in = title_quoted(after, &n, &after)) != NULL) {
		const char *core = title_core(in, n, r->arena);
		const char *number = number_behind(r, &after);
		enum mention_role role = chain_role(&chain, copy, in, after, head);
		if (strlen(core) < LEAST_CORE_BYTES)
			continue;
		add(r, (struct mention){.role = role,
		           .core = core,
		           .number = number,
		           .named = arena_strn(r->arena, in, n),
		           .sentence = evidence(r, sentence, len, listed)});
	}
}

/* It was read with the title before it. */
static bool
behind_title(const char *sentence, const char *at)
{
	while (at > sentence && (at[-1] == '(' || at[-1] == ' '))
		at--;
	return at - sentence >= 3 && memcmp(at - 3, "\u300b", 3) == 0;
}

/* The first bracket of a number's year at or after a place. */
static const char *
year_bracket(const char *at)
{
	/* the bytes that such brackets begin with */
	for (; (at = strpbrk(at, "[({<\xe2\xe3\xef")) != NULL; at++) {
		size_t n = year_opening(at);
		if (n > 0 && strspn(at + n, "0123456789") == 4)
			return at;
	}
	return NULL;
}

static void
add_number(struct reader *r, const char *sentence, const char *at, size_t n, bool head)
{
	bool strong;
	const char *text = arena_strn(r->arena, at, n);
	const char *number = document_number(r->fold, text, r->arena, &strong);
	if (strong)
		add(r, (struct mention){.role = role_of(sentence, at, at + n, head),
		           .number = number,
		           .named = text,
		           .sentence = evidence(r, sentence, strlen(sentence), false)});
}

/* Numbers that stand without a title. */
static void
read_numbers(struct reader *r, const char *sentence, size_t len, bool head, bool listed)
{
	const char *copy = arena_strn(r->arena, sentence, len);
	struct chain chain = {.end = listed ? list_start(copy) : NULL, .fate = r->roll};
	for (const char *at = copy; (at = year_bracket(at)) != NULL;) {
		bool strong;
		const char *start = number_start(copy, at);
		size_t n = number_length(start);
		at += year_opening(at);
		if (n == 0 || behind_title(copy, start))
			continue;
		const char *text = arena_strn(r->arena, start, n);
		const char *number = document_number(r->fold, text, r->arena, &strong);
		enum mention_role role = chain_role(&chain, copy, start, start + n, head);
		if (strong)
			add(r, (struct mention){.role = role,
			           .number = number,
			           .named = text,
			           .sentence = evidence(r, sentence, len, listed)});
	}
}

/* Standards and orders that stand without a title: "gb 3095-2012", "国务院令第736号". */
static void
read_bare(struct reader *r, const char *sentence, size_t len, bool head)
{
	const char *copy = arena_strn(r->arena, sentence, len), *at;
	size_t n = 0;
	for (const char *rest = copy; (at = standard_in(rest, &n)) != NULL; rest = at + n)
		if (!behind_title(copy, at))
			add_number(r, copy, at, n, head);
	for (at = copy; (at = strstr(at, "令第")) != NULL; at += strlen("令第")) {
		const char *start = number_start(copy, at), *digits = at + strlen("令第");
		digits += strspn(digits, " ");
		n = strspn(digits, "0123456789");
		if (n > 0 && phrase_starts(digits + n, "号") && !behind_title(copy, start))
			add_number(
			    r, copy, start, (size_t)(digits + n - start) + strlen("号"), head);
	}
}

/* A line or row of a roll that names its paper without 《》, or in another column than its
 * number. */
static bool
read_roll(struct reader *r, const char *line, size_t len)
{
	struct roll_paper paper;
	bool strong;
	if (!r->lists && r->roll == ROLL_NONE)
		return false;
	const char *copy = arena_strn(r->arena, line, len);
	if (!roll_paper(copy, r->arena, &paper) || (!paper.row && list_start(copy)))
		return false;
	enum roll fate = paper.fate != ROLL_NONE ? paper.fate : r->roll;
	const char *core = title_core(paper.title, strlen(paper.title), r->arena);
	if (fate == ROLL_NONE || strlen(core) < LEAST_CORE_BYTES)
		return false;
	add(r, (struct mention){.role = role_as(fate),
	           .core = core,
	           .number = document_number(r->fold, paper.number, r->arena, &strong),
	           .named = paper.title,
	           .sentence = evidence(r, line, len, true)});
	return true;
}

/* Up to the next stop, whose own bytes are *stop. */
static size_t
sentence_length(const char *s, size_t *stop)
{
	static const char *const stops[] = {"。", "；", ";", "\n", "!", "?", NULL};
	size_t n = 0;
	for (; s[n += strcspn(s + n, "\xe3\xef;\n!?")]; n++) /* where one of them may begin */
		for (size_t i = 0; stops[i]; i++)
			if (strncmp(s + n, stops[i], *stop = strlen(stops[i])) == 0)
				return n;
	*stop = 0;
	return n;
}

static void
read_sentence(struct reader *r, const char *sentence, size_t len, bool head)
{
	enum roll next;
	if (r->rolls) {
		const char *copy = arena_strn(r->arena, sentence, len);
		if (roll_heading(copy, &next)) {
			r->roll = next == ROLL_NONE ? r->usual : next;
			r->heading = next == ROLL_NONE ? NULL : copy;
		} else if (read_roll(r, sentence, len)) {
			return;
		}
	}
	bool listed = r->roll != ROLL_NONE && list_start(sentence) != NULL;
	read_titles(r, sentence, len, head, listed);
	read_numbers(r, sentence, len, head, listed);
	read_bare(r, sentence, len, head);
}

/* Only where some text speaks of an end, or the title does, are lines read as those of a roll. */
static bool
holds_rolls(const struct mention_text *text, const char *whole)
{
	return text->lists || text->roll != ROLL_NONE || fate_ends(whole);
}

size_t
mentions_read(const struct folding *fold, const struct mention_text *text, struct arena *a,
    struct mention *out, size_t max)
{
	struct reader r = {.fold = fold,
	    .arena = a,
	    .out = out,
	    .max = max,
	    .roll = text->roll,
	    .usual = text->roll,
	    .lists = text->lists};
	struct buf whole;
	buf_init(&whole, CAP_BODY);
	fold_text(fold, text->text, &whole);
	r.rolls = holds_rolls(text, whole.text);
	if (text->heading) {
		r.heading = phrase_folded(fold, text->heading, a);
		r.usual = r.roll = r.lists && roll_words(r.heading) != ROLL_NONE
		                       ? roll_words(r.heading)
		                       : text->roll;
	}
	for (size_t at = 0; at < whole.len && r.n < max;) {
		const char *sentence = whole.text + at;
		size_t stop, len = sentence_length(sentence, &stop);
		if (len > 0 && len < CAP_FIELD)
			read_sentence(&r, sentence, len, at < PURPOSE_BYTES);
		at += len + stop;
	}
	buf_release(&whole);
	return r.n;
}

bool
text_names(const struct folding *fold, const char *text, const char *core)
{
	enum { LOOKED_AT = 16 };
	struct arena a = {0};
	struct mention found[LOOKED_AT];
	bool named = false;
	size_t n = mentions_read(fold, &(struct mention_text){.text = text}, &a, found, LOOKED_AT);
	for (size_t i = 0; i < n; i++)
		named = named || (found[i].core && strcmp(found[i].core, core) == 0);
	arena_release(&a);
	return named;
}
