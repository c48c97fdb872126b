/* check.c - see check.h. */
#include "config/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/caps.h"

static void
report(struct check *k, const struct fail *f)
{
	if (k->faults != NULL)
		buf_addf(k->faults, "%s\n", fail_text(f));
	if (k->n++ == 0)
		*k->first = *f;
}

void
check_fault(struct check *k, int line, const char *fmt, ...)
{
	struct fail f = {0};
	struct buf why;
	buf_init(&why, CAP_MESSAGE);
	va_list ap;
	va_start(ap, fmt);
	buf_vaddf(&why, fmt, ap);
	va_end(ap);
	const char *place = line > 0 ? arena_printf(k->a, "%s:%d", k->path, line) : k->path;
	(void)fail_config(&f, place, "%s", why.text);
	buf_release(&why);
	report(k, &f);
}

void
check_take(struct check *k, const struct fail *f)
{
	struct fail taken = *f;
	if (taken.exit == EXIT_INPUT)
		taken.exit = EXIT_CONFIG;
	report(k, &taken);
}

int
check_result(struct check *k)
{
	if (k->n == 0)
		return 0;
	if (k->n > 1)
		fail_in(k->first, "first of %zu faults", k->n);
	return -1;
}

enum { LONGEST_WORD = 40 };

/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
static size_t
distance(const char *x, size_t n, const char *y, size_t m)
{
	size_t rows[3][LONGEST_WORD + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t j = 0; j <= m; j++)
		above[j] = j;
	for (size_t i = 1; i <= n; i++) {
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = above[j - 1] + (x[i - 1] != y[j - 1]);
			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			row[j] = best;
		}
		size_t *spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[m];
}

const char *
check_nearest(const char *word, const char *const *words)
{
	size_t n = strlen(word), best = n / 3 + 2;
	const char *found = NULL;
	if (n > LONGEST_WORD)
		return NULL;
	for (; *words; words++) {
		size_t m = strlen(*words);
		if (m > LONGEST_WORD)
			continue;
		size_t d = distance(word, n, *words, m);
		if (d < best && d < m) {
			best = d;
			found = *words;
		}
	}
	return found;
}

const char *
check_list(struct arena *a, const char *const *words)
{
	struct buf b;
	buf_init(&b, CAP_MESSAGE);
	for (size_t i = 0; words[i]; i++)
		buf_addf(&b, "%s%s", i ? ", " : "", words[i]);
	const char *list = arena_strn(a, b.text, b.len);
	buf_release(&b);
	return list;
}
