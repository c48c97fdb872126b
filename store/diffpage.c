/* diffpage.c - geppo store diff, changes, since. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "store/commands.h"
#include "store/history.h"

static bool json;
static long from_version, to_version;
static const char *from_at, *to_at;

const struct option_spec diff_options[] = {
    {"from", OPTION_NUMBER, &from_version, "N", "version (default: the one before)", 1, 1000000},
    {"to", OPTION_NUMBER, &to_version, "N", "version (default: the last)", 1, 1000000},
    {"json", OPTION_FLAG, &json, NULL, "as JSON", 0, 0}, {0}};
const struct option_spec changes_options[] = {
    {"from", OPTION_TEXT, &from_at, "INSTANT", "captured at or after (UTC, or its beginning)", 0,
        0},
    {"to", OPTION_TEXT, &to_at, "INSTANT", "captured before", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "as JSON", 0, 0}, {0}};
const struct option_spec since_options[] = {
    {"json", OPTION_FLAG, &json, NULL, "as JSON", 0, 0}, {0}};

static void
set(json_t *o, const char *name, const char *text)
{
	json_object_set_new(o, name, text ? json_string(text) : json_null());
}

static void
set_number(json_t *o, const char *name, size_t n)
{
	json_object_set_new(o, name, json_integer((json_int_t)n));
}

static int
print_json(json_t *o)
{
	json_dumpf(o, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(o);
	return 0;
}

static json_t *
clause_json(const struct clause_diff *c)
{
	json_t *o = json_object(), *list = json_array();
	set(o, "change", clause_change_name(c->change));
	set(o, "label", c->label);
	set(o, "before", c->before);
	set(o, "after", c->after);
	for (size_t i = 0; i < c->n_stretches; i++) {
		char kind[2] = {c->stretches[i].kind, '\0'};
		json_array_append_new(list, json_pack("[s,s]", kind, c->stretches[i].text));
	}
	json_object_set_new(o, "stretches", list);
	return o;
}

static json_t *
diff_json(const struct version_diff *d)
{
	json_t *o = json_object(), *fields = json_array(), *clauses = json_array();
	set(o, "document", d->document);
	set(o, "item", d->item);
	set(o, "title", d->title);
	set(o, "url", d->url);
	set_number(o, "from", (size_t)d->from);
	set_number(o, "to", (size_t)d->to);
	set(o, "from_at", d->from_at);
	set(o, "to_at", d->to_at);
	set_number(o, "added", d->added);
	set_number(o, "removed", d->removed);
	set_number(o, "changed", d->changed);
	set_number(o, "renumbered", d->renumbered);
	set_number(o, "same", d->same);
	json_object_set_new(o, "trivial", json_boolean(d->trivial));
	json_object_set_new(o, "official", json_boolean(d->official));
	for (size_t i = 0; i < d->n_fields; i++) {
		json_t *field = json_object();
		set(field, "field", d->fields[i].field);
		set(field, "before", d->fields[i].before);
		set(field, "after", d->fields[i].after);
		json_array_append_new(fields, field);
	}
	for (size_t i = 0; i < d->n_clauses; i++)
		json_array_append_new(clauses, clause_json(&d->clauses[i]));
	json_object_set_new(o, "fields", fields);
	json_object_set_new(o, "clauses", clauses);
	return o;
}

static void
print_head(const struct version_diff *d)
{
	printf("%s  %s  %s\n", d->item ? d->item : "-", d->document, d->title);
	printf("version %d of %s, version %d of %s: ", d->from, d->from_at, d->to, d->to_at);
	if (d->trivial)
		puts("nothing that counts changed");
	else
		printf(
		    "%zu clauses changed, %zu added, %zu removed, %zu renumbered, %zu the same%s\n",
		    d->changed, d->added, d->removed, d->renumbered, d->same,
		    d->official ? "" : " (no official text)");
}

/* What went between [- and -], what came between {+ and +}. */
static void
print_clause(const struct clause_diff *c)
{
	switch (c->change) {
	case CLAUSE_ADDED:
		printf("+ %s\n", c->after);
		break;
	case CLAUSE_REMOVED:
		printf("- %s\n", c->before);
		break;
	case CLAUSE_RENUMBERED:
		printf("= %s\n", c->after);
		break;
	case CLAUSE_CHANGED:
		fputs("~ ", stdout);
		for (size_t i = 0; i < c->n_stretches; i++) {
			const struct stretch *s = &c->stretches[i];
			printf(s->kind == '='   ? "%s"
			       : s->kind == '-' ? "[-%s-]"
			                        : "{+%s+}",
			    s->text);
		}
		putchar('\n');
	}
}

static void
print_diff(const struct version_diff *d)
{
	print_head(d);
	for (size_t i = 0; i < d->n_fields; i++)
		printf("%s: [-%s-] {+%s+}\n", d->fields[i].field,
		    d->fields[i].before ? d->fields[i].before : "",
		    d->fields[i].after ? d->fields[i].after : "");
	for (size_t i = 0; i < d->n_clauses; i++)
		print_clause(&d->clauses[i]);
}

static int
finish(struct store *s, struct arena *a, int rc, const struct fail *f)
{
	store_close(s);
	arena_release(a);
	return rc < 0 ? store_failed(f) : EXIT_DONE;
}

int
diff_run(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct version_diff d;
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc =
	    s ? store_version_diff(s, in->argv[0], (int)from_version, (int)to_version, &a, &d, &f)
	      : -1;
	if (rc == 0 && json)
		puts("null");
	else if (rc == 0)
		printf("%s: there is only one version\n", in->argv[0]);
	else if (rc == 1 && json)
		print_json(diff_json(&d));
	else if (rc == 1)
		print_diff(&d);
	return finish(s, &a, rc, &f);
}

int
changes_run(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	const struct version_diff *list;
	size_t n = 0;
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc = s ? store_changes(
	                 s, in->argc > 0 ? in->argv[0] : NULL, from_at, to_at, &a, &list, &n, &f)
	           : -1;
	json_t *all = json_array();
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (json)
			json_array_append_new(all, diff_json(&list[i]));
		else
			print_head(&list[i]);
	if (rc == 0 && json)
		print_json(json_incref(all));
	else if (rc == 0 && n == 0)
		puts("no official text changed");
	json_decref(all);
	return finish(s, &a, rc, &f);
}

int
since_run(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	const struct sequel *list;
	size_t n = 0;
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc = s ? store_since(s, in->argv[0], &a, &list, &n, &f) : -1;
	json_t *all = json_array();
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct sequel *x = &list[i];
		const struct {
			const char *name, *text;
		} cells[] = {{"item", x->item}, {"title", x->title}, {"title_ja", x->title_ja},
		    {"month", x->month}, {"kind", x->kind}, {"by", x->by},
		    {"by_title", x->by_title}, {"by_title_ja", x->by_title_ja},
		    {"by_date", x->by_date}, {"evidence", x->evidence}};
		json_t *o = json_object();
		for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
			set(o, cells[k].name, cells[k].text);
		json_array_append_new(all, o);
		if (!json)
			printf("%s (%s) %s\n  %s: %s %s %s\n", x->item, x->month, x->title, x->kind,
			    x->by_date ? x->by_date : "-", x->by, x->by_title);
	}
	if (rc == 0 && json)
		print_json(json_incref(all));
	else if (rc == 0 && n == 0)
		puts("nothing came of earlier entries");
	json_decref(all);
	return finish(s, &a, rc, &f);
}
