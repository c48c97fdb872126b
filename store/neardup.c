/* neardup.c - see neardup.h. A text is compared only with those it shares two of its smallest runs
 * with, so that the work grows with the number of texts, not of pairs. */
#include "store/neardup.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/caps.h"
#include "base/log.h"

enum {
	SHARED_RUNS = 2,  /* of the signatures, before texts are compared */
	CANDIDATES = 256, /* texts a run may lead to; a run of more is a phrase of forms */
	LEAST_RUNS = 28,  /* shorter texts are told apart by nothing */
};

bool
likeness_is_same(const struct likeness *l)
{
	return l->smaller >= LEAST_RUNS && (l->jaccard >= 0.45 || l->contained >= 0.7);
}

struct text {
	const char *id, *text;
	size_t len, group; /* index of a text of the same group, itself at the top */
	struct signature sign;
};

struct texts {
	struct arena arena;
	struct text *all;
	size_t n, room;
};

static double
seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
take_line(
    struct texts *t, const char *line, size_t len, const char *path, size_t number, struct fail *f)
{
	json_error_t error;
	char place[512];
	snprintf(place, sizeof place, "%s:%zu", path, number);
	json_t *o = json_loadb(line, len, 0, &error);
	const char *id = json_string_value(json_object_get(o, "id"));
	const char *text = json_string_value(json_object_get(o, "text"));
	if (id == NULL || text == NULL) {
		json_decref(o);
		return fail_input(f, place, "not a JSON object with the strings id and text");
	}
	t->all = arena_grow(&t->arena, t->all, t->n, t->n + 1, &t->room, sizeof *t->all);
	t->all[t->n] = (struct text){.id = arena_str(&t->arena, id),
	    .text = arena_str(&t->arena, text),
	    .len = strlen(text),
	    .group = t->n};
	t->n++;
	json_decref(o);
	return 0;
}

static int
read_texts(struct texts *t, const char *path, struct fail *f)
{
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t len;
	int rc = 0;
	errno = 0;
	FILE *in = fopen(path, "re");
	if (in == NULL)
		return fail_io(f, path, "can not be read");
	while (rc == 0 && (len = getline(&line, &room, in)) > 0)
		if (len > 1)
			rc = take_line(t, line, (size_t)len, path, ++number, f);
	if (rc == 0 && ferror(in))
		rc = fail_io(f, path, "can not be read");
	if (rc == 0 && t->n == 0)
		rc = fail_input(f, path, "holds no text");
	free(line);
	fclose(in);
	return rc;
}

static void
sign_texts(const struct folding *fold, struct texts *t)
{
	double started = seconds();
	for (size_t i = 0; i < t->n; i++)
		text_sign(fold, t->all[i].text, t->all[i].len, &t->all[i].sign);
	double took = seconds() - started;
	log_info("%zu texts signed in %.4f s: %.0f texts/s", t->n, took, (double)t->n / took);
}

static size_t
top(struct texts *t, size_t i)
{
	while (t->all[i].group != i)
		i = t->all[i].group = t->all[t->all[i].group].group;
	return i;
}

/* Runs with the texts that have them, sorted: an index that is a list. */
struct posting {
	uint64_t run;
	size_t text;
};

static int
by_run(const void *x, const void *y)
{
	const struct posting *a = x, *b = y;
	if (a->run != b->run)
		return a->run < b->run ? -1 : 1;
	return (a->text > b->text) - (a->text < b->text);
}

static struct posting *
post(struct texts *t, size_t *n)
{
	struct posting *list = arena_alloc(&t->arena, (t->n * SIGNATURE_SIZE + 1) * sizeof *list);
	*n = 0;
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->all[i].sign.n; k++)
			list[(*n)++] = (struct posting){t->all[i].sign.low[k], i};
	qsort(list, *n, sizeof *list, by_run);
	return list;
}

static size_t
first_of(const struct posting *list, size_t n, uint64_t run)
{
	size_t low = 0;
	while (low < n) {
		size_t middle = low + (n - low) / 2;
		if (list[middle].run < run)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

static bool
texts_same(const struct folding *fold, const struct text *x, const struct text *y, struct arena *a)
{
	struct shingles one, other;
	text_shingles(fold, x->text, x->len, a, &one);
	text_shingles(fold, y->text, y->len, a, &other);
	struct likeness l = shingles_compare(&one, &other);
	arena_reset(a);
	return likeness_is_same(&l);
}

/* Join text i with earlier ones that share enough runs; `shared` counts them by text. */
static void
join_text(const struct folding *fold, struct texts *t, size_t i, const struct posting *list,
    size_t n, unsigned char *shared, struct arena *a)
{
	const struct signature *s = &t->all[i].sign;
	for (int pass = 0; pass < 2; pass++)
		for (size_t k = 0; k < s->n; k++) {
			size_t at = first_of(list, n, s->low[k]), tried = 0;
			for (; at < n && list[at].run == s->low[k] && list[at].text < i &&
			       tried < CANDIDATES;
			     at++, tried++) {
				size_t other = list[at].text;
				if (pass == 1)
					shared[other] = 0;
				else if (++shared[other] == SHARED_RUNS &&
				         top(t, other) != top(t, i) &&
				         texts_same(fold, &t->all[i], &t->all[other], a))
					t->all[top(t, i)].group = top(t, other);
			}
		}
}

int
neardup_file(const struct folding *fold, const char *path, struct fail *f)
{
	struct texts t = {0};
	struct arena scratch = {0};
	size_t n;
	int rc = read_texts(&t, path, f);
	if (rc == 0) {
		sign_texts(fold, &t);
		struct posting *list = post(&t, &n);
		unsigned char *shared = arena_zalloc(&t.arena, t.n, 1);
		for (size_t i = 0; i < t.n; i++)
			join_text(fold, &t, i, list, n, shared, &scratch);
		for (size_t i = 0; i < t.n; i++)
			printf("%s\t%s\n", t.all[i].id, t.all[top(&t, i)].id);
	}
	arena_release(&scratch);
	arena_release(&t.arena);
	return rc;
}
