/* take.h - private to translate/: a file given back, matched with its job, checked, and taken or
 * refused. */
#ifndef GEPPO_TRANSLATE_TAKE_H
#define GEPPO_TRANSLATE_TAKE_H

#include <jansson.h>

#include "store/question.h"
#include "translate/check.h"
#include "translate/reader.h"
#include "translate/work.h"

struct taking {
	/* in */
	const char *dir;
	const char *name; /* the file's, for people only */
	const char *who;
	const char *now;
	const char *job;   /* said by a person, or NULL: the file knows */
	const char *waive; /* "000123-0007:reason; 000123-0009:reason", or NULL */
	bool partial, reviewer;
	struct buf bytes;
	/* out */
	char digest[65];
	struct given given;
	struct work work;
	bool known;               /* work is loaded */
	const char *refused;      /* Japanese, or NULL */
	struct check_unit *units; /* the whole edition as it would stand */
	struct given_target *targets;
	size_t n_targets;
	const char **lost; /* lines on what was not found */
	size_t n_lost;
	struct given_waiver *waivers;
	size_t n_waivers;
	struct findings findings;
	size_t errors, warnings, notices, waived;
	const char *path; /* where the bytes are kept, below the data directory */
	struct delivered done;
	const struct question *questions; /* of a form for questions, which has no texts */
	size_t n_questions;
	int64_t new_questions;
};

/* Read the file, find its job, match, check. 0 also when it is refused (t->refused); -1 when it
 * could not be judged (disk, database). */
int taking_judge(struct taking *t, struct store *s, const struct config *c, struct arena *a,
    struct fail *f) __attribute__((warn_unused_result));
/* Match every unit of the file with the edition; what was not found is listed. Widths, blanks,
 * quotes and dashes that tools exchange make no difference. */
void taking_match(struct taking *t, struct arena *a);
/* A number of the job in a unit's id: "000123-0007", or 0. */
int given_number(const char *id, int64_t job);
/* Keep the bytes, then note the file and, when nothing stands against it, its texts. */
int taking_commit(struct taking *t, struct store *s, struct arena *a, struct fail *f)
    __attribute__((warn_unused_result));
/* The report, for programs and (Japanese) for translators. */
json_t *taking_json(const struct taking *t, struct arena *a);
void taking_report(const struct taking *t, bool delivered, struct buf *b, struct arena *a);

#endif
