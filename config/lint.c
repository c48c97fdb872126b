/* lint.c - the vocabularies that no part of struct config holds: empty cells, entries given twice,
 * and files that nobody would read. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "config/parts.h"
#include "config/table.h"
#include "config/yaml.h"

/* The first cells of a table with their lines, to find those given twice. */
struct heads {
	struct arena *a;
	struct head {
		const char *text;
		int line;
	} * all;
	size_t n, cap;
};

static void
head_add(struct heads *h, const char *text, int line)
{
	h->all = arena_grow(h->a, h->all, h->n, h->n + 1, &h->cap, sizeof *h->all);
	h->all[h->n++] = (struct head){text, line};
}

static int
by_text_then_line(const void *x, const void *y)
{
	const struct head *a = x, *b = y;
	int order = strcmp(a->text, b->text);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void
check_twice(struct check *k, struct heads *h)
{
	if (h->n == 0)
		return;
	qsort(h->all, h->n, sizeof *h->all, by_text_then_line);
	for (size_t i = 1; i < h->n; i++)
		if (strcmp(h->all[i - 1].text, h->all[i].text) == 0)
			check_fault(k, h->all[i].line, "\"%s\" is there already, on line %d",
			    h->all[i].text, h->all[i - 1].line);
}

static const char *
term_row(void *context, int line, const char *const cells[])
{
	if (!*cells[0] || !*cells[1] || !*cells[2])
		return "zh, ja and class must not be empty";
	head_add(context, cells[0], line);
	return NULL;
}

size_t
glossary_check(struct check *k, const char *path)
{
	static const char *const columns[] = {"zh", "ja", "class"};
	struct heads h = {.a = k->a};
	table_read(k, path, columns, 3, term_row, &h);
	check_twice(k, &h);
	return h.n;
}

static const char *
kanji_row(void *context, int line, const char *const cells[])
{
	if (utf8_count(cells[0]) != 1 || !*cells[1])
		return "zh must be one character, ja must not be empty";
	head_add(context, cells[0], line);
	return NULL;
}

void
kanji_check(struct check *k, const char *path)
{
	static const char *const columns[] = {"zh", "ja", "alts"};
	struct heads h = {.a = k->a};
	table_read(k, path, columns, 3, kanji_row, &h);
	check_twice(k, &h);
}

static bool
ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);
	return n > m && strcmp(name + n - m, end) == 0;
}

static int
is_data(const struct dirent *e)
{
	return e->d_name[0] != '.' && (ends_in(e->d_name, ".tsv") || ends_in(e->d_name, ".yaml"));
}

/* The names of the data files of a folder, sorted; NULL-terminated, empty when there is no such
 * folder. */
static const char *const *
data_files(const char *folder, struct arena *a)
{
	struct dirent **entries = NULL;
	int n = scandir(folder, &entries, is_data, alphasort);
	const char **names = arena_zalloc(a, n > 0 ? (size_t)n + 1 : 1, sizeof *names);
	for (int i = 0; i < n; i++) {
		names[i] = arena_str(a, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return names;
}

static bool
is_among(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

static const char *
any_row(void *context, int line, const char *const cells[])
{
	(void)context, (void)line, (void)cells;
	return NULL;
}

static void
check_form(struct check *k, const char *path)
{
	struct fail f = {0};
	if (ends_in(path, ".tsv"))
		table_read(k, path, NULL, 0, any_row, NULL);
	else if (yaml_load(path, k->a, &f) == NULL)
		check_take(k, &f);
}

void
others_check(struct check *k, const char *dir, const char *const *read_already)
{
	const char *own_folder = arena_printf(k->a, "%s/config", dir);
	const char *const *shipped =
	    data_files(arena_printf(k->a, "%s/config", file_share_dir()), k->a);
	for (const char *const *name = shipped; *name; name++)
		if (!is_among(*name, read_already))
			check_form(k, config_path(dir, *name, k->a));
	for (const char *const *name = data_files(own_folder, k->a); *name; name++) {
		if (is_among(*name, shipped))
			continue;
		const char *near = check_nearest(*name, shipped);
		k->path = arena_printf(k->a, "%s/%s", own_folder, *name);
		check_fault(k, 0, "no program reads a file of this name; %s%s%s",
		    near ? "did you mean " : "allowed: ", near ? near : check_list(k->a, shipped),
		    near ? "?" : "");
	}
}
