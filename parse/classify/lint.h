/* lint.h - private to classify/: what is no fault of form in the vocabularies and still cannot be
 * meant. */
#ifndef GEPPO_PARSE_CLASSIFY_LINT_H
#define GEPPO_PARSE_CLASSIFY_LINT_H

#include "config/check.h"
#include "parse/classify/issuer.h"
#include "parse/classify/vocabulary.h"

/* A word or pattern where it stands. */
struct lint_word {
	const char *folded; /* as the classifier sees it, UTF-8 */
	const char *text;   /* as it is written */
	const char *list;   /* the group or rule it belongs to */
	const char *path;
	int line;
	uint32_t owner; /* lists are numbered */
};

struct lint_words {
	struct lint_word *all;
	size_t n, cap;
};

struct lint {
	struct vocabulary *v;
	struct check *check;
	uint32_t lists;
	struct lint_words members; /* of groups */
	struct lint_words masks;
	struct lint_words terms;   /* patterns that make a rule fire */
	struct lint_words groups;  /* names of groups, where they are made */
	struct lint_words saying;  /* patterns of rules of air that give yes */
	struct lint_words denying; /* and of those that give no or never */
	uint64_t groups_used;
};

/* Question a file that was read; `root` as from vocabulary_read(). */
void lint_file(struct lint *l, const char *path, const struct yaml_node *root);
/* What only shows when all files are read. */
void lint_whole(struct lint *l, const struct issuers *s);

#endif
