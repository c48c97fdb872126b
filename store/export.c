/* export.c - groups and relations as tables, with the ids documents were loaded under. */
#include <stdio.h>

#include "store/commands.h"

static const char GROUPS[] = "SELECT d.name, i.name FROM item_document m"
                             " JOIN document d ON d.id = m.document JOIN item i ON i.id = m.item"
                             " ORDER BY d.id";
static const char RELATIONS[] =
    "SELECT d.name, r.kind, t.name FROM relation r JOIN document d ON d.id = r.document"
    " JOIN document t ON t.id = r.target JOIN item_document dm ON dm.document = d.id"
    " JOIN item_document tm ON tm.document = t.id WHERE dm.item <> tm.item"
    " GROUP BY 1, 2, 3 ORDER BY d.id, r.kind, t.id";

static int
print_rows(const struct invocation *in, const char *sql, int columns)
{
	struct fail f = {0};
	int rc = -1;
	struct store *s = store_open(in->dir, STORE_READ, &f);
	if (s) {
		struct query q = query(s, sql);
		while ((rc = query_step(&q, &f)) == 1)
			for (int i = 0; i < columns; i++)
				printf("%s%c", column_text(&q, i), i + 1 < columns ? '\t' : '\n');
	}
	store_close(s);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

int
export_groups_run(const struct invocation *in)
{
	return print_rows(in, GROUPS, 2);
}

int
export_relations_run(const struct invocation *in)
{
	return print_rows(in, RELATIONS, 3);
}
