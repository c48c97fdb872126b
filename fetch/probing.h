/* probing.h - private to fetch/: a probe at work, and its report. The whole of what is printed can
 * stand in sources.yaml: it is comments, and an entry. */
#ifndef GEPPO_FETCH_PROBING_H
#define GEPPO_FETCH_PROBING_H

#include "fetch/probe.h"

struct probe {
	struct arena arena;
	struct config config;
	struct config shipped; /* as it comes with geppo; loaded when it is asked for */
	struct pass pass;
	struct reader reader;
	const struct source *declared; /* NULL: only an address is known */
	struct source s;               /* what is found out */
	json_t *list;                  /* the reader's answer to page 1 */
	const char *at;                /* the address that page 1 came from in the end */
	bool sure, article;
	bool no_list; /* the address is that of an article */
	bool told;    /* faults of the configuration were printed */
	struct buf out;
};

/* ---- probe_say.c */

/* "# name        text", cleaned of what a site could do to a terminal or to YAML. */
void say(struct probe *p, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Where a look went, what robots.txt says, how it ended. */
void say_look(struct probe *p, const char *what, const char *url, const struct look *l);
/* The rows of p->list, and what else its answer says. */
void say_rows(struct probe *p);
/* A member of an answer of the reader, NULL when it is empty. */
const char *answer_text(const json_t *answer, const char *key);
size_t answer_rows(const json_t *answer);

/* ---- probe_list.c */

/* Read page 1 as it is declared, else as it looks, and tell of it. */
void list_read(struct probe *p, const struct look *l);
/* What the reader says of a page of the list as p->s describes it; NULL after telling why. The
 * caller's. */
json_t *list_answer(struct probe *p, const struct look *l);
/* Tell of p->list, read from l, and of what it suggests. */
void list_say(struct probe *p, const struct look *l);
/* The source that requests for the list are made for, or NULL. */
const struct source *list_source(const struct probe *p);

/* ---- probe_shell.c */

/* Page 1 shows no rows: look where it leads to, as other sources declare it or as its scripts show.
 * False: the pass can't go on. */
bool list_elsewhere(struct probe *p, const struct look *l);

/* ---- probe_pages.c */

/* Find the page behind page 1, and look at it. False: the pass can't go on. */
bool list_pages(struct probe *p);

#endif
