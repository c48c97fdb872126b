/* commands.c - geppo store and what it can be asked to do besides its pass. */
#include "store/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/itemid.h"
#include "store/neardup.h"
#include "store/pass.h"
#include "store/rebuild.h"
#include "store/retain.h"

int
store_failed(const struct fail *f)
{
	log_warn("%s", fail_text(f));
	return f->exit;
}

static bool rebuild, retain, dry_run;
static const struct option_spec pass_options[] = {
    {"rebuild", OPTION_FLAG, &rebuild, NULL,
        "put all documents together anew; ids and decisions stay", 0, 0},
    {"retain", OPTION_FLAG, &retain, NULL,
        "instead of the pass: drop what geppo.yaml does not want kept", 0, 0},
    {"dry-run", OPTION_FLAG, &dry_run, NULL, "with --retain: only say what would be dropped", 0, 0},
    {0}};

static void
say_retained(const struct retained *r)
{
	if (r->months == 0)
		printf("%s: kept for ever (keep.%s in geppo.yaml)\n", r->what, r->setting);
	else
		printf("%s before %s: %lld %sdropped, %lld still of use\n", r->what, r->before,
		    (long long)r->dropped, dry_run ? "would be " : "", (long long)r->kept);
}

static int
retain_run(const struct invocation *in)
{
	struct arena a = {0};
	struct config config;
	struct retained done[RETAINED_KINDS];
	struct fail f = {0};
	struct store *s = NULL;
	int rc = config_load_few(in->dir, CONFIG_SETTINGS, &a, &config, NULL, &f);
	if (rc == 0)
		s = store_open(in->dir, STORE_WRITE, &f);
	rc = s ? store_retain(s, &config.settings, dry_run, done, &f) : -1;
	for (size_t i = 0; rc == 0 && i < RETAINED_KINDS; i++)
		say_retained(&done[i]);
	store_close(s);
	arena_release(&a);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

static int
pass(const struct invocation *in)
{
	if ((retain && rebuild) || (dry_run && !retain)) {
		log_warn("--retain goes without --rebuild, --dry-run only with --retain");
		return EXIT_USAGE;
	}
	if (retain)
		return retain_run(in);
	struct arena a = {0};
	struct config config;
	struct pass_result done = {0};
	struct fail f = {0};
	struct store *s = NULL;
	int code = EXIT_DONE;
	if (config_load_few(in->dir, CONFIG_REGIONS, &a, &config, NULL, &f) < 0 ||
	    (s = store_open(in->dir, STORE_WRITE, &f)) == NULL ||
	    (rebuild && rebuild_begin(s, &f) < 0) || pass_run(s, &config, &done, &f) < 0)
		code = store_failed(&f);
	else
		log_info("%zu documents grouped, %zu held; %lld items", done.grouped, done.held,
		    (long long)done.items);
	if (code == EXIT_DONE && done.held > 0)
		code = EXIT_HELD;
	store_close(s);
	arena_release(&a);
	return code;
}

const struct command store_pass_command = {.name = "",
    .summary =
        "Put documents that are the same thing together as one item, find how items relate,\n"
        "and make them searchable. Also: geppo store why ITEM, diff ITEM, changes,\n"
        "since YYYY-MM, merge, split, retry, export-groups, export-relations, neardup FILE.",
    .options = pass_options,
    .run = pass};

static int
neardup(const struct invocation *in)
{
	struct fail f = {0};
	struct folding *fold = folding_load(in->dir, &f);
	int rc = fold ? neardup_file(fold, in->argv[0], &f) : -1;
	folding_free(fold);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

static int
decide(const struct invocation *in, const struct decision *d)
{
	struct fail f = {0};
	struct store *s = store_open(in->dir, STORE_WRITE, &f);
	int rc = s ? store_decide(s, d, &f) : -1;
	store_close(s);
	if (rc < 0)
		return store_failed(&f);
	log_info("decided; the next geppo store carries it out");
	return EXIT_DONE;
}

static const char *who, *why_text;
static const struct option_spec decision_options[] = {
    {"who", OPTION_TEXT, &who, "NAME", "who decides (default: $USER)", 0, 0},
    {"why", OPTION_TEXT, &why_text, "TEXT", "the reason, kept with the decision", 0, 0}, {0}};

static const char *
decider(void)
{
	const char *user = getenv("USER");
	return who ? who : user && *user ? user : "unknown";
}

static int
merge(const struct invocation *in)
{
	char subject[64], value[ITEMID_SIZE];
	if (!itemid_parse(in->argv[1], value)) {
		log_warn("%s: no item id; one letter, digits and a check letter, such as A0427K",
		    in->argv[1]);
		return EXIT_INPUT;
	}
	snprintf(subject, sizeof subject, "item:%s", in->argv[0]);
	return decide(in, &(struct decision){.subject = subject,
	                      .field = "merge",
	                      .value = value,
	                      .who = decider(),
	                      .why = why_text});
}

static int
split(const struct invocation *in)
{
	char subject[512];
	snprintf(subject, sizeof subject, "document:%s", in->argv[0]);
	return decide(
	    in, &(struct decision){
	            .subject = subject, .field = "split", .who = decider(), .why = why_text});
}

static int
retry(const struct invocation *in)
{
	struct fail f = {0};
	struct store *s = store_open(in->dir, STORE_WRITE, &f);
	int64_t n =
	    s ? store_release_held(s, STAGE_STORE, in->argc > 0 ? in->argv[0] : NULL, &f) : -1;
	store_close(s);
	if (n < 0)
		return store_failed(&f);
	log_info("%lld documents wait again", (long long)n);
	return EXIT_DONE;
}

const struct command store_subcommands[] = {
    {.name = "why",
        .words = "ITEM",
        .summary = "Show an item's documents and why each is in it, and what it relates to.",
        .min_words = 1,
        .max_words = 1,
        .run = why_run},
    {.name = "merge",
        .words = "ITEM ITEM",
        .summary = "Decide that two items are one.",
        .options = decision_options,
        .min_words = 2,
        .max_words = 2,
        .run = merge},
    {.name = "split",
        .words = "DOCUMENT",
        .summary = "Decide that a document does not belong to its item.",
        .options = decision_options,
        .min_words = 1,
        .max_words = 1,
        .run = split},
    {.name = "retry",
        .words = "[DOCUMENT]",
        .summary = "Put held documents back to the queue.",
        .max_words = 1,
        .run = retry},
    {.name = "diff",
        .words = "ITEM|DOCUMENT",
        .summary = "Show what changed between two versions, clause by clause.",
        .options = diff_options,
        .min_words = 1,
        .max_words = 1,
        .run = diff_run},
    {.name = "changes",
        .words = "[ITEM]",
        .summary = "List official texts that changed in more than trivial ways.",
        .options = changes_options,
        .max_words = 1,
        .run = changes_run},
    {.name = "since",
        .words = "YYYY-MM",
        .summary = "List what came in a month of entries of earlier issues.",
        .options = since_options,
        .min_words = 1,
        .max_words = 1,
        .run = since_run},
    {.name = "export-groups",
        .summary = "Print each document and its item: document id TAB item id.",
        .run = export_groups_run},
    {.name = "export-relations",
        .summary = "Print each relation: document id TAB relation TAB document id.",
        .run = export_relations_run},
    {.name = "neardup",
        .words = "FILE",
        .summary = "Group the texts of a file of JSON lines {id, text}: print id TAB group.",
        .min_words = 1,
        .max_words = 1,
        .run = neardup},
    {0}};
