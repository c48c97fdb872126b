/* cascade.h - who followed a paper: which places issued their own, when, and which did not yet.
 *
 * A place has followed when an item of it carries the paper out (relation "implements", also by way
 * of the paper of the level between) or hands it on ("forwards"). Drafts and explanations are told
 * apart and count for nothing. Conventions are those of store.h. */
#ifndef GEPPO_STORE_CASCADE_H
#define GEPPO_STORE_CASCADE_H

#include "store/store.h"

enum follow {
	FOLLOW_PLAN,    /* its own paper */
	FOLLOW_FORWARD, /* the paper handed on as it is */
	FOLLOW_DRAFT,   /* put out for comment */
	FOLLOW_EXPLAINS /* an explanation, or news, of the paper or of one that followed */
};
/* "plan", "forward", "draft", "explains" */
const char *follow_name(enum follow kind);

struct follower {
	const char *item;
	enum follow kind;
	const char *region;              /* code of the place it is of, NULL unknown */
	const char *title, *title_ja;    /* title_ja may be NULL */
	const char *issuer, *doc_number; /* may be NULL */
	const char *date;                /* of the item; text with its precision, NULL unknown */
	bool date_is_capture;
	bool days_known;      /* both dates are known to the day, and published ones */
	int days;             /* from the paper to it; below 0: before it */
	const char *under;    /* item by way of which it follows; NULL: directly */
	const char *evidence; /* the words that say so */
	bool own; /* the one that counts for its place: the nearest in matter, then the first */
};

/* A division that should follow. */
struct following {
	const char *region;
	const struct follower *own; /* NULL: nothing yet */
	size_t below;               /* divisions right below it that followed */
	size_t below_all;           /* divisions right below it */
};

struct cascade {
	const char *item;             /* NULL: the paper is not here, others name it */
	const char *title, *title_ja; /* NULL when it is not here */
	const char *doc_number, *issuer, *date;
	const char *region;               /* the place it is of or for */
	const struct follower *followers; /* by date, those without one last */
	size_t n_followers;
	const struct following *expected; /* provinces under a national paper, members under one of
	                                     a key region, divisions right below under a local one;
	                                     by code */
	size_t n_expected;
	bool cut; /* more documents name it than were looked at */
};

/* The cascade of a paper, asked for by document number (any brackets), item, loaded document id, or
 * title. 1 found, 0 neither here nor named anywhere, -1 (EXIT_INPUT with the item ids to choose
 * from when several papers answer). `c` holds CONFIG_REGIONS. */
int store_cascade(struct store *s, const struct config *c, const char *asked, struct arena *a,
    struct cascade *out, struct fail *f) __attribute__((warn_unused_result));

#endif
