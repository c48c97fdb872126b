/* vocabulary.c - what the engine knows, read from the configuration and compiled once. */
#include <iconv.h>
#include <string.h>

#include "base/log.h"
#include "config/config.h"
#include "translate/engine.h"

static enum term_class
class_named(const char *name)
{
	static const struct {
		const char *name;
		enum term_class class;
	} classes[] = {{"org", TERM_ORG}, {"place", TERM_PLACE}, {"law", TERM_LAW},
	    {"document", TERM_DOCUMENT}, {"industry", TERM_INDUSTRY}};
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (strcmp(name, classes[i].name) == 0)
			return classes[i].class;
	return TERM_OTHER;
}

static const char *
glossary_row(void *context, int line, const char *const cells[])
{
	struct translator *t = context;
	(void)line;
	if (*cells[0] == '\0' || *cells[1] == '\0')
		return "zh and ja must not be empty";
	glossary_add(&t->glossary, cells[0], cells[1], class_named(cells[2]), false);
	return NULL;
}

static const char *
kanji_row(void *context, int line, const char *const cells[])
{
	struct translator *t = context;
	(void)line;
	if (*cells[0] == '\0')
		return "zh must not be empty";
	if (*cells[1] != '\0')
		kanji_add(&t->kanji, cells[0], cells[1]);
	return NULL;
}

static const char *
verb_row(void *context, int line, const char *const cells[])
{
	struct translator *t = context;
	(void)line;
	return verb_add(&t->verbs, cells);
}

/* A word row is a term that only titles need. */
static const char *
template_row(void *context, int line, const char *const cells[])
{
	struct translator *t = context;
	if (strcmp(cells[0], "word") == 0) {
		if (*cells[2] == '\0' || *cells[3] == '\0')
			return "zh and ja must not be empty";
		glossary_add(&t->glossary, cells[2], cells[3], class_named(cells[4]), false);
		return NULL;
	}
	return template_add(&t->templates, line, cells);
}

static int
regions_add(struct translator *t, const char *dir, struct fail *f)
{
	struct arena a = {0};
	struct config c;
	int rc = config_load(dir, CONFIG_REGIONS, &a, &c, NULL, f);
	for (size_t i = 0; rc == 0 && i < c.n_regions; i++) {
		const struct region *region = &c.regions[i];
		/* 市辖区 and names of one or two characters (城区) are words as often as places. */
		if (strlen(region->zh) > 6 && strcmp(region->zh, "市辖区") != 0)
			glossary_add(&t->glossary, region->zh, region->ja, TERM_PLACE, true);
	}
	arena_release(&a);
	return rc;
}

static int
tables_read(struct translator *t, const char *dir, struct fail *f)
{
	static const char *const glossary[] = {"zh", "ja", "class"};
	static const char *const kanji[] = {"zh", "ja"};
	static const char *const verbs[] = {
	    "zh", "ja", "kind", "joint", "when", "stem", "template", "note"};
	static const char *const templates[] = {"kind", "id", "zh", "ja", "when"};
	static const struct {
		const char *file;
		const char *const *columns;
		size_t n;
		config_row row;
	} tables[] = {
	    {"title-templates.tsv", templates, 5, template_row},
	    {"glossary.tsv", glossary, 3, glossary_row},
	    {"kanji.tsv", kanji, 2, kanji_row},
	    {"verbs.tsv", verbs, 8, verb_row},
	};
	struct arena a = {0};
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < sizeof(tables) / sizeof(*tables); i++) {
		const char *path = config_path(dir, tables[i].file, &a);
		rc = config_table(path, tables[i].columns, tables[i].n, tables[i].row, t, NULL, f);
		if (rc == 0 && i == 0)
			rc = templates_compile(&t->templates, path, f);
	}
	arena_release(&a);
	return rc;
}

struct translator *
translator_new(const char *dir, struct fail *f)
{
	struct arena own = {0};
	struct translator *t = arena_zalloc(&own, 1, sizeof(*t));
	t->own = own;
	t->jis = iconv_open("SHIFT_JIS", "UTF-8");
	if (t->jis == (iconv_t)-1)
		fatal("iconv has no SHIFT_JIS");
	if (tables_read(t, dir, f) < 0 || regions_add(t, dir, f) < 0) {
		translator_free(t);
		return NULL;
	}
	glossary_sort(&t->glossary);
	kanji_sort(&t->kanji);
	return t;
}

void
translator_free(struct translator *t)
{
	if (t == NULL)
		return;
	templates_free(&t->templates);
	arena_release(&t->glossary.arena);
	arena_release(&t->memory.arena);
	arena_release(&t->kanji.arena);
	arena_release(&t->verbs.arena);
	(void)iconv_close(t->jis);
	struct arena own = t->own;
	arena_release(&own);
}

void
translator_remember(struct translator *t, const char *zh, const char *ja)
{
	struct arena a = {0};
	unsigned flags = 0;
	glossary_add(&t->memory, title_normalise(zh, &a, &flags), ja, TERM_DOCUMENT, false);
	glossary_sort(&t->memory);
	arena_release(&a);
}
