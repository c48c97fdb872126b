/* machine.h - what a bought translation service said of items, and how much was asked of it. */
#ifndef GEPPO_STORE_MACHINE_H
#define GEPPO_STORE_MACHINE_H

#include "base/arena.h"
#include "base/fail.h"
#include "store/store.h"

/* Always a machine's words, for people to look at: never an accepted title. */
struct machine_text {
	const char *item;    /* id */
	const char *field;   /* "title", "summary" */
	const char *source;  /* the Chinese it was made from */
	const char *text;    /* Japanese */
	const char *flags;   /* space-separated, geppo-translate(1) */
	const char *service; /* host */
	const char *at;      /* instant; set by the store when put */
};

/* Keep texts, each replacing the former of its item and field. 0 or -1. */
int store_machine_put(struct store *s, const struct machine_text *t, size_t n, struct fail *f)
    __attribute__((warn_unused_result));
/* Those of an item, by field; an item that was merged away has none. Strings live in the arena. */
int store_machine_texts(struct store *s, const char *item, struct arena *a,
    const struct machine_text **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* Count characters that are about to be sent, in the month "2026-10"; *total: with them. Committed
 * before they are sent, so that a cap holds whatever happens. */
int store_machine_use(struct store *s, const char *month, int64_t characters, int64_t *total,
    struct fail *f) __attribute__((warn_unused_result));

#endif
