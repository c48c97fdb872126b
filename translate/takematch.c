/* takematch.c - what a file holds, found in its job: by number, then by source. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "translate/take.h"

int
given_number(const char *id, int64_t job)
{
	char *end;
	long long j = strtoll(id, &end, 10);
	if (*end != '-' || j != job)
		return 0;
	long n = strtol(end + 1, &end, 10);
	return *end == '\0' && n > 0 && n < 1000000 ? (int)n : 0;
}

/* Quotes, dashes and dots that editors exchange for each other. */
static int
fold_typed(int cp)
{
	switch (cp = utf8_fold_width(cp)) {
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
	case '\'':
		return '"';
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return '-';
	default:
		return cp;
	}
}

/* The next character that counts, 0 at the end: blanks, forms of line ends and marks of byte order
 * aside. */
static int
next_typed(const char **s)
{
	for (size_t len; **s;) {
		int cp = utf8_decode(*s, strlen(*s), &len);
		*s += len;
		if (!utf8_is_space(cp) && cp >= 0x20 && cp != 0xFEFF)
			return fold_typed(cp);
	}
	return 0;
}

/* As tools may have touched it. */
static bool
same_source(const char *a, const char *b)
{
	int ca, cb;
	do {
		ca = next_typed(&a);
		cb = next_typed(&b);
	} while (ca == cb && ca != 0);
	return ca == cb;
}

static void
lost_add(struct taking *t, const char *line)
{
	t->lost[t->n_lost++] = line;
}

static void
target_set(struct taking *t, size_t i, const struct given_unit *u)
{
	t->units[i].target = u->target;
	t->units[i].source_tags = u->source_tags;
	t->units[i].target_tags = u->target_tags;
	for (size_t k = 0; k < t->n_targets; k++)
		if (t->targets[k].n == t->units[i].n) {
			t->targets[k].target = u->target;
			return;
		}
	t->targets[t->n_targets++] = (struct given_target){.n = t->units[i].n, .target = u->target};
}

/* Every segment with that source, for files that know no numbers. */
static bool
match_source(struct taking *t, const struct given_unit *u)
{
	bool found = false;
	for (size_t i = 0; i < t->work.n; i++)
		if (!t->units[i].fixed && same_source(t->units[i].source, u->source)) {
			target_set(t, i, u);
			found = true;
		}
	return found;
}

static void
unit_match(struct taking *t, const struct given_unit *u, struct arena *a)
{
	int n = given_number(u->id, t->work.job.number);
	bool empty = *u->target == '\0' || same_source(u->target, u->source);
	for (size_t i = 0; i < t->work.n; i++)
		if (n > 0 && t->units[i].n == n && same_source(t->units[i].source, u->source)) {
			/* In a part, a draft nobody touched is not yet anybody's text. */
			bool draft = t->partial && t->units[i].draft &&
			             strcmp(t->units[i].draft, u->target) == 0;
			if (!empty && !draft && !t->units[i].fixed)
				target_set(t, i, u);
			return;
		}
	if (empty)
		return;
	if (match_source(t, u)) {
		if (n > 0)
			lost_add(t,
			    arena_printf(a, "%s: 番号と原文が合わないので、原文で照合した", u->id));
		return;
	}
	lost_add(t, arena_printf(a, "%s: この案件の原文にない(%.60s)", *u->id ? u->id : "番号なし",
	                u->source));
	if (*u->id && n > 0)
		finding_add(&t->findings,
		    &(struct check_unit){.n = n, .id = u->id, .source = u->source}, "id",
		    CHECK_ERROR, "番号と原文が合わない");
}

void
taking_match(struct taking *t, struct arena *a)
{
	for (size_t i = 0; i < t->given.n; i++)
		unit_match(t, &t->given.units[i], a);
}
