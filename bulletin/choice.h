/* choice.h - what editors settled about the issue of a month. Each choice is a decision in the
 * store (store_decide()); the newest of a subject and field holds, and a NULL or empty value takes
 * it back. `geppo bulletin edit` writes them, the making of an issue honours them.
 *
 *   subject          field        value
 *   issue:2026-10    include:ID   "yes": an entry, whatever the rules said, of whatever month
 *                    exclude:ID   "yes": no entry; it wins over include
 *                    order:ID     a number from 1: its place among the entries of its section;
 *                                 those without one follow in their usual order
 *                    points       lines (LF): the points of the issue, in place of those proposed
 *   item:A0427K      title_ja     the accepted Japanese title
 *                    note         why it matters to a Japanese local body
 *                    bullets      up to POINTS_MAX lines (LF) in place of the machine's points
 *
 * points and bullets may be "-": none at all. ID is an item's id as geppo writes it. title_ja, note
 * and bullets hold in every issue. */
#ifndef GEPPO_BULLETIN_CHOICE_H
#define GEPPO_BULLETIN_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fail.h"
#include "store/store.h"

#define CHOICE_NONE "-"

struct choices {
	const struct decision *list; /* those in force for one month's issue */
	size_t n;
};

/* The choices that bear on a month ("2026-10"): those about its issue, and the bullets of items.
 * 0 or -1. */
int choices_read(struct store *s, const char *month, struct arena *a, struct choices *out,
    struct fail *f) __attribute__((warn_unused_result));

/* The value of "include:" and the like, for an item; NULL: not chosen. `field` with its colon. */
const char *choice_of(const struct choices *c, const char *field, const char *item);
/* The number of "order:", 0 when none was given. */
long choice_order(const struct choices *c, const char *item);
/* The lines of the points; NULL: those proposed hold. */
const char *choice_points(const struct choices *c);
/* The editor's bullets of an item; NULL: the machine's points hold. CHOICE_NONE is for the caller
 * to honour, here and above. */
const char *choice_bullets(const struct choices *c, const char *item);
/* The ids that "include:" names, NULL-terminated. */
const char *const *choices_included(const struct choices *c, struct arena *a);

/* Take the next line that is not blank off *lines into the arena; NULL at the end. */
const char *choice_line(const char **lines, struct arena *a);

/* Who decides, as --by takes it: one line of at most 200 bytes UTF-8 of which something can be
 * seen. */
bool choice_who_valid(const char *name);

#endif
