/* vocabulary.h - private to classify/: what people edit (relevance.yaml, terms.yaml), compiled.
 *
 * A file is a map:
 *   words: {NAME: [WORD...]}   groups, for all files; a WORD may be in several
 *   masks: [WORD...]           what stands inside one of these in a text is not seen
 *   STAGE: [RULE...]           STAGE is air, doc_type, measure, region or translate
 * A RULE is a map:
 *   id:     its name in --explain
 *   give:   value, or list of values, of the stage
 *   terms:  patterns, any of which makes it fire
 *   unless: patterns, any of which keeps it from firing
 *   lead:   patterns, one of which the lead must match too
 *   in:     title (default), issuer, doc_number, lead, body
 *   air, level, doc_type, measure, first: labels it asks for (any of those listed)
 *   partner: yes when it asks for a partner's place
 *   from, before: first year, first year no longer (of the document's date)
 *   weight: orders measures, 0..100 (50); below 15 it counts only where no other rule speaks
 * A pattern is WORDs and <groups>; … lets any text stand between, ‥ at most three characters; ^ and
 * $ bind it to the ends. The group <place> holds the names of all places (not the weak ones),
 * <self> is the issuer's own name where the title begins with it. */
#ifndef GEPPO_PARSE_CLASSIFY_VOCABULARY_H
#define GEPPO_PARSE_CLASSIFY_VOCABULARY_H

#include <stdbool.h>
#include <stdint.h>

#include "config/check.h"
#include "config/config.h"
#include "config/yaml.h"
#include "parse/classify/automaton.h"
#include "parse/classify/fold.h"

enum stage {
	STAGE_AIR,
	STAGE_DOC_TYPE,
	STAGE_MEASURE,
	STAGE_REGION, /* the nation and key regions a national document has duties for */
	STAGE_TRANSLATE,
	STAGES
};

/* Where a pattern may match; the bit 1 << place. */
enum place_in { IN_TITLE, IN_ISSUER, IN_NUMBER, IN_LEAD, PASSAGES, IN_BODY = PASSAGES };

enum { PATTERN_ATOMS = 6, RULE_VALUES = 8, GROUPS = 64 };

enum { GAP_SHORT = 3, GAP_ANY = 255 };

struct atom {
	bool group;  /* any word of group `id`; else the literal `id` */
	uint8_t gap; /* most characters between it and the atom before */
	uint32_t id;
};

enum pattern_role { ROLE_TERM, ROLE_UNLESS, ROLE_LEAD };

struct pattern {
	struct atom atoms[PATTERN_ATOMS];
	uint8_t n;
	bool start, end; /* bound to the ends of the passage's core */
	enum pattern_role role;
	uint32_t rule;
};

/* What a rule asks of the labels made so far: a bit a value, 0 = anything. */
struct when {
	uint32_t air, level, doc_type;
	uint64_t measure, first;
	bool partner;
	int from, before; /* years; 0: any */
};

struct rule {
	enum stage stage;
	const char *id;
	uint8_t give[RULE_VALUES]; /* index into the stage's values */
	size_t n_give;
	unsigned in; /* bits of enum place_in */
	int weight;
	bool has_terms, has_lead;
	struct when when;
};

/* Which things a literal stands for, beside its place in patterns. */
enum use_kind {
	USE_PATTERN,
	USE_PLACE,
	USE_KEY, /* a name of a key region, kept of a body */
	USE_NAME,
	USE_MASK /* last: is_mask() looks there */
};
struct use {
	uint32_t literal;
	enum use_kind kind;
	uint32_t index;
};

struct vocabulary {
	struct arena *a;
	const struct config *config;
	struct fold fold;
	struct automaton automaton;
	struct rule *rules; /* in the order of the files */
	size_t n_rules, cap_rules;
	struct pattern *patterns;
	size_t n_patterns, cap_patterns;
	const char *groups[GROUPS];
	size_t n_groups;
	struct use *uses; /* after vocabulary_compile(): sorted by literal */
	size_t n_uses, cap_uses;
	uint32_t self;        /* literal of <self> */
	uint32_t *first_use;  /* by literal, n_literals + 1 */
	uint64_t *groups_of;  /* by literal: the groups it is a word of */
	int16_t *body_weight; /* by literal: what a mention in the body says about air */
	size_t cap_groups_of;
};

/* The values of a stage, NULL-terminated; measures and document types come from the config. */
int stage_value(const struct vocabulary *v, enum stage stage, const char *name);
const char *stage_value_name(const struct vocabulary *v, enum stage stage, int value);

/* Read one file, whose faults are reported to k. Words of earlier files are known in later ones.
 * The file as a tree, for the lint; NULL when it is no map. */
const struct yaml_node *vocabulary_read(struct vocabulary *v, const char *path, struct check *k);

/* Add a word for something outside the rules; 0, or -1 when it is empty or too long. */
int vocabulary_use(struct vocabulary *v, const char *word, enum use_kind kind, uint32_t index);

/* The number of a word, added when new; AUTOMATON_NONE when it is empty or too long. */
uint32_t vocabulary_literal(struct vocabulary *v, const char *word, size_t n);

/* The group of a name, made when new; -1 when there are too many. */
int vocabulary_group(struct vocabulary *v, const char *name);
void vocabulary_group_add(struct vocabulary *v, int group, uint32_t literal);

/* Build the automaton and the tables by literal. */
void vocabulary_compile(struct vocabulary *v);

#endif
