/* translate.h - Japanese drafts of Chinese official titles and issuers, made by rules alone.
 *
 * Order of work: exact memory of accepted titles, then patterns (config/title-templates.tsv), verb
 * and object inverted (config/verbs.tsv), words by the glossary, single characters last. A draft is
 * for an editor's eye: what the rules are not sure of is flagged, never hidden. The flags are
 * documented in geppo-translate(1). */
#ifndef GEPPO_TRANSLATE_TRANSLATE_H
#define GEPPO_TRANSLATE_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"

struct translator;

/* Load the vocabulary of a data directory and compile it. NULL on a fault: f names file:line. */
struct translator *translator_new(const char *dir, struct fail *f);
void translator_free(struct translator *t);

/* Remember an accepted title: it is the draft of exactly that title from now on. */
void translator_remember(struct translator *t, const char *zh, const char *ja);

/* A stretch of the original and what it became. */
struct piece {
	const char *zh;
	const char *ja;
	const char *by; /* "memory", "template", "verb", "glossary", "number", "copied", "kanji" */
};

struct draft_text {
	const char *zh;       /* as given, without surrounding blanks */
	const char *ja;       /* never NULL */
	const char *template; /* "P01".., "F01".., "P00" from memory, "NONE" */
	const char *flags;    /* space-separated, "" when there is nothing to look at */
	double coverage;      /* share of the Han characters not left to the character map, 0..1 */
	const struct piece *pieces;
	size_t n_pieces;
};

/* Draft a title, or the name of one or several issuers. Results live in the arena. Never fails. */
void title_draft(
    const struct translator *t, const char *zh, struct arena *a, struct draft_text *out);
void issuer_draft(
    const struct translator *t, const char *zh, struct arena *a, struct draft_text *out);
/* The same for a key fact, as a line of a list: subject, change, figure (fact.c). */
void fact_draft(
    const struct translator *t, const char *zh, struct arena *a, struct draft_text *out);

/* Characters of a source text as Japanese agencies count them: every character but blanks; a run
 * of digits or of Latin letters is one. */
int64_t source_characters(const char *text);

#endif
