/* cascadepart.h - the steps of store_cascade(). Private to store/. */
#ifndef GEPPO_STORE_CASCADEPART_H
#define GEPPO_STORE_CASCADEPART_H

#include "store/cascade.h"
#include "store/feature.h"

enum { CASCADE_MOST = 5000 }; /* followers of one paper */

/* The paper that is followed. */
struct cascade_root {
	int64_t item;       /* 0: not here */
	const char *number; /* as document_number(), or NULL */
	const char *core;   /* of its title, or NULL */
	const char *topic;
};

/* An item that follows, before it is looked at. */
struct cascade_step {
	int64_t item;
	const char *relation;
	int64_t document; /* that says so */
	const char *evidence;
	int64_t under; /* item by way of which, 0: directly */
	bool near;     /* on the same matter as the root */
};

struct cascade_walk {
	const struct grouping *g;
	struct arena *arena;
	struct cascade_root root;
	struct cascade_step *steps;
	size_t n, room;
	bool cut; /* there are more than were looked at */
};

/* What an item says of itself. */
struct cascade_card {
	const char *item;
	int64_t representative;
	const char *date;
	bool date_is_capture;
	const char *title_ja;
};
int cascade_card_read(struct store *s, int64_t item, struct arena *a, struct cascade_card *out,
    struct fail *f) __attribute__((warn_unused_result));

/* Find the paper: 1, 0 (neither here nor named), -1 with EXIT_INPUT when several answer. */
int cascade_find(const struct grouping *g, const char *asked, struct arena *a,
    struct cascade_root *out, struct fail *f) __attribute__((warn_unused_result));
/* All items that follow w->root. */
int cascade_walk(struct cascade_walk *w, struct fail *f) __attribute__((warn_unused_result));
/* One of them as readers see it; `since` is the date of the paper. Sets step->near. */
int cascade_follower(struct cascade_walk *w, struct cascade_step *step, const char *since,
    struct follower *out, struct fail *f) __attribute__((warn_unused_result));

/* The place should follow; it did; how many did. A partner region of partner i that the paper
 * concerns and that did not, told with the first partner that has it. */
bool cascade_expects(const struct cascade *t, const char *region);
/* It is, or lies below, one that should. */
bool cascade_is_below(const struct config *c, const struct cascade *t, const char *region);
/* The first draft of a place, or NULL. */
const struct follower *cascade_draft(const struct cascade *t, const char *region);
bool cascade_has_own(const struct cascade *t, const char *region);
size_t cascade_followed(const struct cascade *t);
bool cascade_lacks_partner(
    const struct config *c, const struct cascade *t, size_t i, const char *region);

void cascade_print_json(const struct config *c, const struct cascade *t, const char *asked);

#endif
