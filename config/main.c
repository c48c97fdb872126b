/* main.c - geppo-config: `geppo init DIR` and `geppo config check`. */
#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/log.h"
#include "config/config.h"
#include "config/flags.h"
#include "config/init.h"
#include "config/parts.h"
#include "parse/classify/classify.h"

static int
run_init(const struct invocation *in)
{
	const char *dir = in->argv[0];
	struct fail f = {0};
	if (data_dir_init(dir, &f) < 0) {
		log_warn("%s", fail_text(&f));
		return f.exit;
	}
	printf("%s is ready. Next:\n"
	       "  1. edit %s/config/geppo.yaml: name the publisher and, so that geppo may go out,\n"
	       "     fetch.contact; look through sources.yaml and partners.yaml beside it\n"
	       "  2. geppo config check --dir %s\n"
	       "  3. geppo run --dir %s\n",
	    dir, dir, dir, dir);
	return EXIT_DONE;
}

static const char *const read_whole[] = {"doctypes.yaml", "flags.yaml", "geppo.yaml",
    "glossary.tsv", "issuers.tsv", "kanji.tsv", "holidays.tsv", "key-regions.tsv", "measures.yaml",
    "partners.yaml", "priority.yaml", "quantities.tsv", "regions.tsv", "relevance.yaml",
    "sources.yaml", "terms.yaml", NULL};

/* What the classifier and the queue read themselves. Their words name measures, types and regions:
 * without those every one would be wrong. */
static void
rules_check(struct check *k, const char *dir, const struct config *c)
{
	struct flags flags;
	struct fail f = {0};
	if (classifier_check(dir, c, k->faults, &f) < 0 && k->n++ == 0)
		*k->first = f;
	f = (struct fail){0};
	if (flags_load(dir, c, k->a, &flags, k->faults, &f) < 0 && k->n++ == 0)
		*k->first = f;
}

/* Everything an operator may have edited, one report. Returns the number of glossary terms. */
static size_t
check_all(const char *dir, struct arena *a, struct config *c, struct buf *faults, struct fail *f)
{
	struct check k = {.a = a, .config = c, .faults = faults, .first = f};
	bool loaded = config_load(dir, CONFIG_ALL, a, c, faults, f) == 0;
	k.n = loaded ? 0 : 1; /* so that *f stays the first */
	if (strcmp(f->place, dir) == 0)
		return 0; /* no data directory: nothing more to say */
	size_t terms = glossary_check(&k, config_path(dir, "glossary.tsv", a));
	kanji_check(&k, config_path(dir, "kanji.tsv", a));
	if (loaded)
		rules_check(&k, dir, c);
	others_check(&k, dir, read_whole);
	return terms;
}

static void
print_counts(const struct config *c, size_t terms)
{
	size_t pairs = 0;
	for (size_t i = 0; i < c->n_partners; i++)
		for (const char *const *r = c->partners[i].regions; *r; r++)
			pairs++;
	printf("%zu sources, %zu partners in %zu pairs, %zu regions, %zu terms: no faults%s\n",
	    c->n_sources, c->n_partners, pairs, c->n_regions, terms,
	    c->settings.fetch_contact ? ""
	                              : "; fetch.contact is not set, so geppo does not go out");
}

static int
run_check(const struct invocation *in)
{
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	struct buf faults;
	buf_init(&faults, CAP_CONFIG_FILE);
	size_t terms = check_all(in->dir, &a, &c, &faults, &f);
	int code = f.what == FAIL_NONE ? EXIT_DONE : f.exit;
	fputs(faults.text, stderr);
	if (buf_full(&faults))
		log_warn("more faults than can be shown");
	if (code == EXIT_DONE)
		print_counts(&c, terms);
	buf_release(&faults);
	arena_release(&a);
	return code;
}

static const struct command commands[] = {
    {"init", "DIR", "make a data directory with configuration to start from", NULL, 1, 1, run_init},
    {0}};

static const struct command config_commands[] = {
    {"check", "", "report every fault of the configuration", NULL, 0, 0, run_check}, {0}};

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "config") == 0)
		return command_run("geppo config", config_commands, argc - 1, argv + 1);
	return command_run("geppo", commands, argc, argv);
}
