/* review.h - private to parse/: the monthly sample sheet of labels, given out and taken back.
 *
 * A sheet is UTF-8 text. "#" begins a comment, "|" what a person reads to judge; neither is read
 * back. item A0427K 5f0c9a21     the item, and a check of the labels the sheet was printed with air
 * yes           a kind and its values, most important first, ";" between them, "-": none A changed
 * value is a correction: it becomes a decision "label.KIND" (or "flag") about the item. */
#ifndef GEPPO_PARSE_REVIEW_H
#define GEPPO_PARSE_REVIEW_H

#include "base/arena.h"
#include "config/config.h"
#include "store/store.h"

enum { REVIEW_ITEMS = 30, REVIEW_KINDS = 7, REVIEW_CHECK = 9 };

/* The kinds of a sheet, in its order; the last is "flag", an editor's word on translation. */
extern const char *const review_kinds[REVIEW_KINDS];

/* An item's values of a kind as a sheet has them. In the arena. */
const char *review_values(const struct item *item, const char *kind, struct arena *a);
/* The check of an item's values: 8 hexadecimal digits. */
void review_check(const struct item *item, struct arena *a, char out[REVIEW_CHECK]);

/* Print the sheet of a month ("2026-06") on standard output: up to 30 items drawn by a hash of
 * month and id, so that the draw is by chance and the same each time; those about air first, up to
 * a third of them not, and every item of the month that editors corrected already. 0 or -1. */
int review_print(struct store *s, const char *month, struct fail *f)
    __attribute__((warn_unused_result));

/* Take a sheet back: every fault of it is a warning with its line, and then nothing is taken (-1,
 * EXIT_INPUT); else the corrections are decisions by `who`, and how often the labels of each kind
 * were right is printed. */
int review_take(struct store *s, const struct config *c, const char *path, const char *who,
    struct fail *f) __attribute__((warn_unused_result));

#endif
