/* engine.h - what the files of the drafting engine share. Others use translate.h. */
#ifndef GEPPO_TRANSLATE_ENGINE_H
#define GEPPO_TRANSLATE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "translate/translate.h"

/* ---- vocabulary: compiled once, then only read ------------------------------------------------
 */

enum term_class { TERM_OTHER, TERM_ORG, TERM_PLACE, TERM_LAW, TERM_DOCUMENT, TERM_INDUSTRY };

struct entry {
	const char *zh;
	const char *ja;
	size_t len; /* bytes of zh */
	enum term_class class;
	bool region; /* a name from regions.tsv: only where a place name can stand */
};

struct glossary {
	struct entry *entries; /* sorted by zh once glossary_sort() ran */
	size_t n, cap;
	struct arena arena;
};

void glossary_add(
    struct glossary *g, const char *zh, const char *ja, enum term_class class, bool region);
void glossary_sort(struct glossary *g);
/* All entries that begin the text s (n bytes), shortest first; at most max. */
size_t glossary_prefixes(
    const struct glossary *g, const char *s, size_t n, const struct entry *out[], size_t max);
/* The longest of them, or NULL. */
const struct entry *glossary_longest(const struct glossary *g, const char *s, size_t n);
/* The entry that is exactly this text, or NULL. */
const struct entry *glossary_find(const struct glossary *g, const char *s, size_t n);
/* The longest entry of class law or document that ends the text and leaves something before it. */
const struct entry *glossary_ending(const struct glossary *g, const char *s, size_t n);

struct kanji {
	struct kanji_row {
		int zh;
		const char *ja;
	} * rows; /* sorted by zh once kanji_sort() ran */
	size_t n, cap;
	struct arena arena;
};

void kanji_add(struct kanji *k, const char *zh, const char *ja);
void kanji_sort(struct kanji *k);
/* The Japanese form of a character, or NULL: as it is. */
const char *kanji_find(const struct kanji *k, int zh);

enum verb_kind {
	VERB_STRONG, /* begins a verb phrase wherever it stands between words */
	VERB_WEAK,   /* also a common noun: begins one only at the start, or behind a closed noun */
	VERB_ADVERB,
};

struct verb {
	const char *zh;
	const char *ja;    /* as a noun: 強化; an adverb before a noun: より一層の */
	const char *stem;  /* inside a name: 強化; an adverb: 全面 */
	const char *joint; /* between object and noun: の, への, に対する, or nothing */
	const char *when;  /* words of the object that choose this row, separated by |; "" = any */
	const char *template;
	enum verb_kind kind;
	bool names;   /* the object is the name of a document: 「」 */
	bool middle;  /* S V O: may stand behind the place where it is done */
	bool unsure;  /* its Japanese is one choice of several: flag it */
	bool governs; /* what it is done to is a deed: 鼓励|淘汰… */
	size_t len;
};

struct verbs {
	struct verb *rows; /* order of the file: the first that fits wins */
	size_t n, cap;
	struct arena arena;
};

struct pattern;

enum pattern_kind { PATTERN_WHOLE, PATTERN_TITLE, PATTERN_CLAUSE, PATTERN_NAME, PATTERN_KINDS };

/* A word of title-templates.tsv that is no pattern: document types, news verbs, places for の. */
struct word {
	const char *kind;
	const char *zh;
	const char *ja;
	const char *when;
	size_t len;
};

struct templates {
	struct pattern *patterns;
	size_t n, cap;
	struct word *words;
	size_t n_words, cap_words;
	struct arena arena;
};

struct translator {
	struct arena own;         /* holds this struct itself */
	struct glossary glossary; /* with the regions and the words of title-templates.tsv */
	struct glossary memory;   /* accepted titles */
	struct kanji kanji;
	struct verbs verbs;
	struct templates templates;
	void *jis; /* iconv_t to Shift_JIS: JIS X 0208 and nothing more */
};

/* One pattern row; a fault text or NULL. Patterns are compiled by templates_compile(). */
const char *template_add(struct templates *t, int line, const char *const cells[]);
/* Compile every pattern, now that the words they mention are known; 0 or -1 with f. */
int templates_compile(struct templates *t, const char *path, struct fail *f);
void templates_free(struct templates *t);
const struct word *word_find(const struct templates *t, const char *kind, const char *s, size_t n);

const char *verb_add(struct verbs *v, const char *const cells[]);

/* ---- one draft --------------------------------------------------------------------------------
 */

enum flag {
	FLAG_CHAR_MAP = 1 << 0,
	FLAG_SINGLE_DE = 1 << 1,
	FLAG_DOUBLE_VO = 1 << 2,
	FLAG_VO_IN_NAME = 1 << 3,
	FLAG_LONG_COMPOUND = 1 << 4,
	FLAG_UNKNOWN_ISSUER = 1 << 5,
	FLAG_NONJIS = 1 << 6,
	FLAG_PAREN_NESTED = 1 << 7,
	FLAG_SLOGAN = 1 << 8,
	FLAG_PROCUREMENT = 1 << 9,
	FLAG_NEWS_VERB = 1 << 10,
	FLAG_LEADING_ADVERB = 1 << 11,
	FLAG_NO_TEMPLATE = 1 << 12,
	FLAG_TRUNCATED = 1 << 13,
	FLAG_PREPOSITION = 1 << 14,
	FLAG_WORD_ORDER = 1 << 15,
	FLAG_NOT_SIMPLIFIED = 1 << 16,
	FLAG_TWO_PLANS = 1 << 17,
	FLAG_SENSE = 1 << 18,
	FLAG_JOINS = 1 << 19,
};

enum { RUN_DEPTH = 24, MASKS = 1024 };

enum mode {
	MODE_NAME,   /* the name of a document: no の between nouns */
	MODE_OBJECT, /* what a verb or に関する governs */
	MODE_NEWS,   /* what a headline reports */
};

struct run {
	const struct translator *t;
	struct arena *a;
	unsigned flags;
	const char *template;
	size_t han;    /* characters of the original */
	size_t mapped; /* of them left to the character map */
	struct piece *pieces;
	size_t n_pieces, cap_pieces;
	const char *masks[MASKS]; /* bracketed stretches hidden from the patterns */
	size_t n_masks;
	int depth;               /* recursion */
	int in_paren;            /* inside （） of the original */
	size_t loose;            /* joins of nouns without の in the last phrase */
	const char *glosses[16]; /* entries whose （gloss） was printed already */
	size_t n_glosses;
};

void run_piece(struct run *r, const char *zh, size_t n, const char *ja, const char *by);
/* The text of a buffer, which is given back; what did not fit in its cap is flagged. */
const char *run_text(struct run *r, struct buf *b);

/* Unify widths, blanks, quotes and dashes; drop what a web page adds to a title. */
const char *title_normalise(const char *zh, struct arena *a, unsigned *flags);

/* Hide bracketed stretches, at the outermost level, behind private-use characters, and back. */
enum { MASK_BOOK = 0xE000, MASK_PAREN = 0xE800, MASK_QUOTE = 0xF000, MASK_END = 0xF800 };
const char *text_mask(struct run *r, const char *text);
const char *text_unmask(struct run *r, const char *text);

/* The length of the bracketed stretch that begins at s, 0 when none does or it is never closed. */
size_t bracket_length(const char *s, size_t n);
/* Alternate 「」 and 『』 by depth over the whole draft; flags nested （）. */
const char *bracket_levels(struct run *r, const char *ja);

struct number {
	size_t len;
	const char *ja;
	bool counts; /* "6件": wants の before a noun */
	bool copied;
};
/* A number, date, range, ordinal, count, Latin word or standard number at s; false when there is
 * none. `before` is the character before s, 0 at the start. */
bool number_match(const char *s, size_t n, int before, struct arena *a, struct number *out);
/* The length of a document number (环大气〔2019〕35号) at s, or 0. */
size_t docnumber_length(const char *s, size_t n);

enum token_kind {
	TOKEN_KANJI, /* a character no word accounts for */
	TOKEN_MARK,  /* punctuation and whatever else is no character */
	TOKEN_COPY,
	TOKEN_NUMBER,
	TOKEN_TERM,
	TOKEN_DOCNUMBER,
	TOKEN_BRACKET, /* with what stands in it */
};

struct token {
	const char *s; /* in the text that was cut */
	size_t n;
	const char *ja; /* NULL before a bracket or document number is drafted */
	enum token_kind kind;
	enum term_class class;
	bool noun;   /* not a mark, not a function word */
	bool counts; /* "6件" */
};

/* Cut a text into words: fewest characters left over, then fewest words, then the longest first. */
struct token *noun_tokens(struct run *r, const char *text, size_t *n);
/* One character as a token of its own. */
struct token token_character(struct run *r, const char *s, size_t n);
/* Draft a noun phrase. */
const char *noun_draft(struct run *r, const char *text, enum mode mode);
/* True when the last word of the text is an organisation, or a place with `places`. */
bool noun_is_org(struct run *r, const char *text, bool places);
/* Something can be done there, or by it: a place, a body, 通道城市. */
bool noun_is_scene(struct run *r, const char *text);
bool token_is(const struct token *t, const char *zh);
/* The row of that kind whose zh ends the token, the longest ending first; NULL when none does. */
const struct word *token_ending(struct run *r, const char *kind, const struct token *t);
/* Flag what is doubtful in a phrase; no[i] says that の was put behind t[i]. */
void phrase_doubts(struct run *r, const struct token *t, size_t n, const bool *no, enum mode mode);
/* Where the joins of tokens want の; used by noun_draft(). */
const char *noun_join(struct run *r, struct token *t, size_t n, enum mode mode);

struct verb_head {
	size_t len;       /* bytes of adverbs and verbs */
	const char *ja;   /* noun with its adverbs */
	const char *stem; /* the same inside a name */
	const char *joint;
	const char *template;
	bool names;
	bool adverb_first;
	bool unsure;
	bool governs;
};
/* Adverbs and coordinated verbs at the start of a text that goes on with an object. */
bool verb_head(struct run *r, const char *text, bool strong, struct verb_head *out);
/* The text is exactly a verb. */
bool verb_is(const struct verbs *v, const char *s, size_t n);
/* The text begins with a verb or adverb and goes on. */
bool verb_begins(const struct verbs *v, const char *s, size_t n);
/* A verb that begins a phrase stands at t[i], and no noun behind it makes it a noun. */
bool verb_stands(struct run *r, const struct token *t, size_t n, size_t i, enum mode mode);
/* Where a second verb phrase begins in an object, 0 = nowhere. */
size_t verb_second(struct run *r, const char *object);

/* Verb and object, or NULL when the text does not begin with a verb (a strong one). */
const char *verb_phrase(struct run *r, const char *text, bool strong);
/* The same as what a line of a list says: 鉄鋼業の超低排出改造を全面的に推進. */
const char *verb_predicate(struct run *r, const char *text);
/* A clause as a Japanese noun phrase: patterns, verb and object, else a noun phrase. */
const char *clause_draft(struct run *r, const char *text);
/* The same in 「」, unless the source marks what is the name in it. */
const char *name_quoted(struct run *r, const char *text);
/* The name of a document. */
const char *name_draft(struct run *r, const char *text);
/* A title, or whatever stands in 《》: memory, patterns, then a name. */
const char *title_any(struct run *r, const char *text);
/* Issuers; with `strict` NULL when they are not recognised as such. */
const char *issuers_draft(struct run *r, const char *text, bool strict);

/* The first pattern of the kind that fits the text, rendered; NULL when none does. */
const char *pattern_draft(struct run *r, enum pattern_kind kind, const char *text);

/* The names of a set of flags, space-separated. */
const char *flag_names(unsigned flags, struct arena *a);

/* What a draft came to: its flags and how much of it is known. */
void draft_end(struct run *r, const char *zh, const char *ja, struct draft_text *out);

#endif
