/* check.h - private to translate/: is a translation whole and true to its source, as far as a
 * machine can say. Only what is empty, stands under a wrong number, changes a figure or breaks a
 * tag is an error; the rest warns or informs, because a person decides. */
#ifndef GEPPO_TRANSLATE_CHECK_H
#define GEPPO_TRANSLATE_CHECK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/fail.h"
#include "config/config.h"

enum check_level { CHECK_NOTICE, CHECK_WARNING, CHECK_ERROR };

/* A sentence and its translation. */
struct check_unit {
	int n;
	const char *id;
	const char *source, *target; /* target "" = empty */
	const char *draft;           /* the machine's, or NULL */
	const char *source_tags, *target_tags;
	bool fixed;
};
struct finding {
	int n;
	const char *id;
	const char *check; /* "number", "empty", ...: geppo-translate(1) */
	enum check_level level;
	const char *text;   /* Japanese */
	const char *waived; /* the reason, or NULL */
};
struct findings {
	struct finding *list;
	size_t n, room;
	struct arena *memory;
};
void finding_add(struct findings *to, const struct check_unit *u, const char *check,
    enum check_level level, const char *text);
const char *check_level_name(enum check_level level);    /* "error" ... */
const char *check_level_name_ja(enum check_level level); /* 誤り ... */

struct checker;
/* The glossary and the characters of a data directory; NULL on a fault. */
struct checker *checker_new(const char *dir, struct arena *a, struct fail *f);
/* All checks of all units, in their order. `partial`: what is empty is not looked at. */
void check_units(const struct checker *c, const struct check_unit *u, size_t n, bool partial,
    struct findings *to);

/* Figures by value: 万/亿 and 万/億, Chinese numerals, full-width digits. NULL, or what differs. */
const char *check_numbers(const char *source, const char *target, struct arena *a);
/* The rules that look at one sentence's words (checktext.c), marks and widths (checkmark.c),
 * numbers of documents and standards and addresses (checkreference.c). */
void check_text(const struct check_unit *u, struct findings *to);
void check_marks(const struct check_unit *u, struct findings *to);
void check_references(const struct checker *c, const struct check_unit *u, struct findings *to);
/* The Japanese form of a simplified character; itself when it has none. */
int checker_kanji(const struct checker *c, int cp);

#endif
