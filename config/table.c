/* table.c - config_table(), see config.h. */
#include "config/table.h"

#include <string.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/utf8.h"

enum { MOST_COLUMNS = 32 };

struct table {
	struct check *k;
	const char *const *columns;
	size_t n_columns;
	int cell_of[MOST_COLUMNS]; /* which cell of a line holds the wanted column */
	size_t width;              /* columns the head names; 0 before it is read */
};

/* Split at tabs, in place; the count (cells past MOST_COLUMNS are counted, not kept). */
static size_t
split(char *line, const char *cells[MOST_COLUMNS])
{
	size_t n = 0;
	for (char *tab;; line = tab + 1) {
		if (n < MOST_COLUMNS)
			cells[n] = line;
		n++;
		if ((tab = strchr(line, '\t')) == NULL)
			return n;
		*tab = '\0';
	}
}

static void
read_head(struct table *t, int line, const char *const cells[], size_t n)
{
	t->width = n;
	for (size_t i = 0; i < t->n_columns; i++) {
		t->cell_of[i] = -1;
		for (size_t j = 0; j < n; j++)
			if (strcmp(cells[j], t->columns[i]) == 0)
				t->cell_of[i] = (int)j;
		if (t->cell_of[i] < 0)
			check_fault(t->k, line,
			    "no column \"%s\"; the first line must name the columns, with tabs "
			    "between them",
			    t->columns[i]);
	}
}

static void
read_row(
    struct table *t, int line, const char *const cells[], size_t n, config_row row, void *context)
{
	const char *wanted[MOST_COLUMNS];
	if (n > t->width) {
		check_fault(
		    t->k, line, "%zu cells; allowed: %zu, as the first line names", n, t->width);
		return;
	}
	for (size_t i = 0; i < t->n_columns; i++)
		wanted[i] = (size_t)t->cell_of[i] < n ? cells[t->cell_of[i]] : "";
	const char *fault = row(context, line, wanted);
	if (fault != NULL)
		check_fault(t->k, line, "%s", fault);
}

/* NULL, or why this line cannot be read at all. */
static const char *
line_fault(const char *line, size_t n)
{
	if (n > CAP_LINE)
		return "the line is too long";
	if (memchr(line, '\0', n) != NULL)
		return "a NUL character is not allowed";
	return utf8_valid(line, n) ? NULL : "not valid UTF-8";
}

/* One line that is no comment. False: nothing more can be read. */
static bool
read_line(struct table *t, int number, char *line, size_t n, config_row row, void *context)
{
	const char *cells[MOST_COLUMNS];
	const char *fault = line_fault(line, n);
	if (fault != NULL) {
		check_fault(t->k, number, "%s", fault);
		return t->width > 0;
	}
	size_t count = split(line, cells);
	if (t->width > 0) {
		read_row(t, number, cells, count, row, context);
		return true;
	}
	size_t faults = t->k->n;
	read_head(t, number, cells, count < MOST_COLUMNS ? count : MOST_COLUMNS);
	return t->k->n == faults;
}

static void
read_lines(struct table *t, char *at, const char *end, config_row row, void *context)
{
	if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	for (int number = 1; at < end; number++) {
		char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t n = stop ? (size_t)(stop - at) : (size_t)(end - at);
		char *line = at;
		at += stop ? n + 1 : n;
		if (n > 0 && line[n - 1] == '\r')
			n--;
		line[n] = '\0';
		if (n > 0 && *line != '#' && !read_line(t, number, line, n, row, context))
			return;
	}
	if (t->width == 0)
		check_fault(t->k, 0, "empty; the first line must name the columns");
}

void
table_read(struct check *k, const char *path, const char *const columns[], size_t n_columns,
    config_row row, void *context)
{
	struct table t = {.k = k, .columns = columns, .n_columns = n_columns};
	struct buf text;
	struct fail f = {0};
	k->path = path;
	buf_init(&text, CAP_CONFIG_FILE);
	if (file_read(path, &text, &f) < 0)
		check_take(k, &f);
	else {
		char *copy = arena_strn(k->a, text.text, text.len);
		read_lines(&t, copy, copy + text.len, row, context);
	}
	buf_release(&text);
}

int
config_table(const char *path, const char *const columns[], size_t n_columns, config_row row,
    void *context, struct buf *faults, struct fail *f)
{
	struct arena a = {0};
	struct check k = {.a = &a, .faults = faults, .first = f};
	table_read(&k, path, columns, n_columns, row, context);
	int r = check_result(&k);
	arena_release(&a);
	return r;
}
