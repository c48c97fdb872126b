/* want.c - see want.h. Titles say most; the head of the text says what a paper is made for; the
 * rest of it what it cites and ends. */
#include "store/want.h"

#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "store/key.h"
#include "store/mention.h"
#include "store/phrase.h"
#include "store/titlepart.h"

enum { MENTIONS = 400, MENTIONS_MOST = 25600, PLACES = 8 };

const char *const want_names[WANT_KINDS] = {
    "draft_of", "interprets", "implements", "forwards", "amends", "repeals", "cites"};

static void
want(struct wants *w, struct want one)
{
	w->all = arena_grow(w->arena, w->all, w->n, w->n + 1, &w->room, sizeof *w->all);
	w->all[w->n++] = one;
}

/* Titles whose 《》 say what they are to it. */
static void
read_title(const struct grouping *g, const struct feature *x, struct wants *w)
{
	static const struct {
		unsigned flag;
		enum want_kind kind;
	} kinds[] = {{TITLE_INTERPRETS, WANT_INTERPRETS}, {TITLE_FORWARDS, WANT_FORWARDS},
	    {TITLE_AMENDS, WANT_AMENDS}, {TITLE_REPEALS, WANT_REPEALS}};
	const struct title *t = &x->title;
	/* More time to comment on a draft changes nothing in it. */
	bool extended = t->flags & TITLE_DRAFT && t->flags & TITLE_EXTENDS;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		bool told = kinds[i].kind != WANT_INTERPRETS &&
		            t->flags & (TITLE_INTERPRETS | TITLE_REPORTS);
		if (!(t->flags & kinds[i].flag) || told ||
		    (t->flags & TITLE_DRAFT && !extended && kinds[i].kind != WANT_INTERPRETS))
			continue;
		for (size_t k = 0; k < t->n_quoted; k++)
			want(w, (struct want){.kind = extended ? WANT_CITES : kinds[i].kind,
			            .core = t->quoted[k],
			            .family = k == 0 && kinds[i].kind == WANT_INTERPRETS
			                          ? feature_family(g, x, w->arena)
			                          : NULL,
			            .named = t->quoted[k],
			            .evidence = x->d.title,
			            .said = true});
		const char *core = paper_changed(t->core, w->arena);
		if (t->n_quoted == 0 && core)
			want(w, (struct want){.kind = kinds[i].kind,
			            .core = core,
			            .named = core,
			            .evidence = x->d.title});
	}
	if (t->under)
		want(w, (struct want){.kind = WANT_IMPLEMENTS,
		            .core = t->under,
		            .named = t->under,
		            .evidence = x->d.title,
		            .said = true});
}

/* What follows from what it is: a draft has a final, a re-issued paper a former edition, a local
 * plan one above it. */
static void
read_nature(const struct grouping *g, const struct feature *x, struct wants *w)
{
	const struct title *t = &x->title;
	const unsigned about = TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS | TITLE_REPEALS;
	bool draft = t->flags & TITLE_DRAFT && !(t->flags & TITLE_INTERPRETS);
	if (t->flags & TITLE_EXTENDS || *t->core == '\0' || (t->flags & about && !draft))
		return;
	const char *family = feature_family(g, x, w->arena);
	if (draft)
		want(w, (struct want){.kind = WANT_DRAFT_OF,
		            .core = t->core,
		            .family = family,
		            .named = t->core,
		            .evidence = x->d.title});
	else if (t->flags & TITLE_PAPER && !(t->flags & TITLE_AMENDS))
		want(w, (struct want){.kind = WANT_AMENDS,
		            .core = t->core,
		            .family = family,
		            .named = t->core,
		            .evidence = "a later edition of the same title"});
	/* What only changes another paper is no plan of its own. */
	const char *above[PLACES], *topic = feature_topic(g, x, w->arena);
	size_t n = topic && !(t->flags & TITLE_AMENDS)
	               ? place_above(g->places, x->place, above, PLACES)
	               : 0;
	for (size_t i = 0; i < n; i++)
		want(w, (struct want){.kind = WANT_IMPLEMENTS,
		            .topic = topic_at(topic, above[i], w->arena),
		            .named = topic,
		            .evidence = "a local plan on the same matter"});
}

static bool
is_law(const char *core)
{
	size_t n = strlen(core);
	static const char *const ends[] = {"法", "条例", "法典", "规定"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t e = strlen(ends[i]);
		if (n >= e && strcmp(core + n - e, ends[i]) == 0 &&
		    !(n >= 6 && strcmp(core + n - 6, "办法") == 0))
			return true;
	}
	return false;
}

/* Orders and standards are kept to, plans are carried out. */
static bool
is_norm(const char *number)
{
	return strstr(number, "令") || (*number >= 'a' && *number <= 'z');
}

/* It decides itself, and does not tell of what others decided, or of what may be. */
static bool
decides(const struct feature *x)
{
	const unsigned tells = TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_REPORTS | TITLE_DRAFT;
	const unsigned acts = TITLE_PAPER | TITLE_CARRIES | TITLE_AMENDS | TITLE_REPEALS;
	return !(x->title.flags & tells) &&
	       (x->title.flags & acts || x->number || paper_end(x->title.text));
}

/* A new edition ends the former one, of nearly the same name or under the same number of a
 * standard. */
static bool
replaces(const struct feature *x, const struct mention *m)
{
	const char *own = x->title.standard ? x->title.standard : x->number;
	size_t base = m->number ? strcspn(m->number, "-") : 0;
	bool edition = own && base > 0 && m->number[base] == '-' && *own >= 'a' && *own <= 'z' &&
	               strncmp(own, m->number, base + 1) == 0;
	return !(x->title.flags & TITLE_REPEALS) &&
	       (edition || (m->core && titles_akin(m->core, x->title.core)));
}

/* News of meetings and purchases invoke papers too, and carry out none. */
static bool
may_follow(const struct feature *x)
{
	const unsigned told = TITLE_DRAFT | TITLE_REPORTS | TITLE_PAPER | TITLE_CARRIES;
	return !(x->title.flags & TITLE_RECURS) &&
	       (x->title.flags & told || x->number || paper_end(x->title.text));
}

static enum want_kind
kind_of(const struct feature *x, const struct mention *m)
{
	const unsigned about = TITLE_INTERPRETS | TITLE_FORWARDS | TITLE_AMENDS | TITLE_REPEALS;
	if (m->role == MENTION_REPEALS)
		return !decides(x) ? WANT_CITES : replaces(x, m) ? WANT_AMENDS : WANT_REPEALS;
	if (m->role == MENTION_REVISES && x->title.flags & TITLE_DRAFT)
		return WANT_DRAFT_OF;
	if (m->role == MENTION_REVISES && x->title.flags & TITLE_AMENDS && decides(x))
		return WANT_AMENDS;
	if (m->role == MENTION_PURPOSE && !(x->title.flags & about) && may_follow(x) &&
	    !(m->core && is_law(m->core)) && !(m->number && is_norm(m->number)))
		return WANT_IMPLEMENTS;
	return WANT_CITES;
}

/* A paper that is ended under the same name as its own is the former edition. */
static bool
is_itself(const struct feature *x, const struct mention *m)
{
	bool named = m->core && strcmp(m->core, x->title.core) == 0;
	bool numbered = m->number && x->number && strcmp(m->number, x->number) == 0;
	bool former = m->role == MENTION_REPEALS && m->number && !numbered;
	return numbered || (named && !former);
}

/* An explanation, or a paper handed on, whose title does not name it: the text begins with it. */
static bool
names_subject(const struct feature *x, const struct mention *m, enum want_kind *kind)
{
	bool hands = x->title.flags & TITLE_FORWARDS;
	if (!(x->title.flags & (TITLE_FORWARDS | TITLE_INTERPRETS)) || x->title.n_quoted > 0 ||
	    m->role == MENTION_PURPOSE || (hands && !strstr(m->sentence, "转发")))
		return false;
	*kind = hands ? WANT_FORWARDS : WANT_INTERPRETS;
	return true;
}

/* Decisions that clear up decades name papers by the thousand. */
static size_t
all_mentions(const struct grouping *g, const struct feature *x, const struct mention_text *text,
    struct arena *a, struct mention **out)
{
	for (size_t most = MENTIONS;; most *= 8) {
		*out = arena_zalloc(a, most, sizeof **out);
		size_t n = mentions_read(g->fold, text, a, *out, most);
		if (n < most)
			return n;
		if (most >= MENTIONS_MOST) {
			log_warn(
			    "document %s: names more than %d papers; the others are not looked for",
			    x->d.id, MENTIONS_MOST);
			return n;
		}
	}
}

static void
read_text(const struct grouping *g, const struct feature *x, const struct mention_text *text,
    struct wants *w)
{
	struct mention *found;
	size_t n = all_mentions(g, x, text, w->arena, &found);
	bool subject = false;
	for (size_t i = 0; i < n; i++) {
		const struct mention *m = &found[i];
		struct want one = {.kind = kind_of(x, m),
		    .core = m->core,
		    .number = m->number,
		    .named = m->named,
		    .evidence = m->sentence,
		    .said = true};
		if (is_itself(x, m))
			continue;
		if (!subject && text->heading == NULL && names_subject(x, m, &one.kind))
			subject = one.second = true;
		want(w, one);
	}
}

/* "关于贯彻国发〔2023〕24号文件的实施意见": the papers in 《》 of a title are read with it. */
static void
read_title_numbers(const struct grouping *g, const struct feature *x,
    const struct mention_text *title, struct wants *w)
{
	struct mention found[PLACES];
	size_t n = mentions_read(g->fold, title, w->arena, found, PLACES);
	for (size_t i = 0; i < n; i++)
		if (found[i].core == NULL && !is_itself(x, &found[i]))
			want(
			    w, (struct want){.kind = x->title.flags & TITLE_FORWARDS ? WANT_FORWARDS
			                             : x->title.flags & TITLE_INTERPRETS
			                                 ? WANT_INTERPRETS
			                                 : kind_of(x, &found[i]),
			           .number = found[i].number,
			           .named = found[i].named,
			           .evidence = x->d.title,
			           .said = true});
}

/* A decision on what is in force lists it in its text, or in files called by what becomes of it. */
static void
read_body(const struct grouping *g, const struct feature *x, struct wants *w)
{
	static const char *const clears[] = {"清理", "废止", "失效", "修改", "有效", NULL};
	const unsigned both = TITLE_AMENDS | TITLE_REPEALS;
	unsigned acts = decides(x) ? x->title.flags & both : 0;
	struct mention_text title = {.text = x->title.text},
	                    text = {.text = arena_strn(w->arena, x->d.body, x->own),
	                        .roll = acts == TITLE_REPEALS  ? ROLL_ENDS
	                                : acts == TITLE_AMENDS ? ROLL_CHANGES
	                                                       : ROLL_NONE,
	                        .lists = decides(x) && phrase_holds(x->title.text, clears)};
	read_title_numbers(g, x, &title, w);
	read_text(g, x, &text, w);
	for (size_t i = 0; i < x->n_files; i++) {
		text.text = x->files[i].text;
		text.heading = x->files[i].name;
		if (*text.text)
			read_text(g, x, &text, w);
	}
}

void
wants_read(const struct grouping *g, const struct feature *x, struct wants *out)
{
	read_title(g, x, out);
	read_nature(g, x, out);
	read_body(g, x, out);
}
