/* check.h - what geppo check counts. Private to geppo-store. */
#ifndef GEPPO_STORE_CHECK_H
#define GEPPO_STORE_CHECK_H

#include "store/db.h"

struct check_result {
	size_t faults;
	const char *kind; /* of the last fault, and how many of that kind were shown */
	size_t shown;
	int64_t captures, records; /* known; of them read in the archive */
	bool unsound;              /* the database itself is damaged */
};

/* Which rows of n are looked at, each so-manieth: all, or some two thousand. */
int64_t check_step(int64_t n, bool all);

/* One more fault, printed as "kind: what" (of one kind only the first few). */
void check_fault_found(struct check_result *r, const char *kind, const char *what);

/* The store is made of what its version is made of; unsound without a table. */
int check_schema(struct store *s, struct check_result *r, struct fail *f)
    __attribute__((warn_unused_result));
/* Versions against the digests of what was read: all, or some two thousand. */
int check_versions(struct store *s, bool all, struct check_result *r, struct fail *f)
    __attribute__((warn_unused_result));
/* The keys documents are compared by lead to them. */
int check_keys(struct store *s, bool all, struct check_result *r, struct fail *f)
    __attribute__((warn_unused_result));
/* The search indexes against the texts they are of: all, or some two thousand. */
int check_search(struct store *s, bool all, struct check_result *r, struct fail *f)
    __attribute__((warn_unused_result));
/* What bounds a search against what items say: all, or some two thousand versions. */
int check_facets(struct store *s, bool all, struct check_result *r, struct fail *f)
    __attribute__((warn_unused_result));
/* Captures against their records in the archive: all, or some two thousand spread over them. */
int check_archive(struct store *s, bool all, struct check_result *r, struct fail *f)
    __attribute__((warn_unused_result));

#endif
