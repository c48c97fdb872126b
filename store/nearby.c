/* nearby.c - see nearby.h. */
#include "store/nearby.h"

enum {
	RUN_FEW = 16,  /* documents with a run that still tells them apart */
	RUN_DAYS = 60, /* and RUN_NEAREST a side, of a run that many have */
	RUN_NEAREST = 6,
};

/* Documents with a run. One that thousands have is a set phrase of notices: of those only the
 * nearest in time are looked at. */
static int
find_by_run(
    const struct grouping *g, uint64_t run, int64_t day, struct row_set *out, struct fail *f)
{
	int64_t key = key_of_run(run);
	struct row_set latest = {.arena = out->arena, .except = out->except};
	int n = key_find_latest(g->store, key, RUN_FEW + 1, &latest, f);
	if (n < 0)
		return -1;
	if (n <= RUN_FEW) {
		*out = latest;
		return 0;
	}
	return day ? key_find(g->store, key, day, RUN_DAYS, RUN_NEAREST, out, f) : 0;
}

int
documents_alike(const struct grouping *g, const struct feature *x, const struct signature *sign,
    struct row_set *out, struct fail *f)
{
	struct row_set once = {.arena = out->arena, .except = x->row};
	int64_t day = feature_day(x);
	for (size_t i = 0; i < sign->n; i++) {
		struct row_set these = {.arena = out->arena, .except = x->row};
		if (find_by_run(g, sign->low[i], day, &these, f) < 0)
			return -1;
		for (size_t k = 0; k < these.n; k++)
			if (!rows_add(&once, these.all[k]))
				rows_add(out, these.all[k]);
	}
	return 0;
}
