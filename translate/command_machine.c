/* command_machine.c - geppo translate machine: titles and summaries by the service that is
 * configured, for items that have none yet. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/utf8.h"
#include "store/machine.h"
#include "translate/commands.h"
#include "translate/machine.h"

enum { DAYS_BACK = 62 };

static bool as_json;
static const char *ids_given[1001];

const struct option_spec machine_options[] = {
    {"json", OPTION_FLAG, &as_json, NULL, "one JSON object an item", 0, 0}, {0}};

struct machine_pass {
	struct store *s;
	const struct config *config;
	struct translator *t;
	struct machine *m;
	size_t asked, had, capped;
	int64_t characters;
};

static const char *
text_of(const struct machine_text *list, size_t n, const char *field, const char *source)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].field, field) == 0 && strcmp(list[i].source, source) == 0)
			return list[i].text;
	return NULL;
}

/* Counted before it is sent. False: the month's cap would be passed. */
static int
may_ask(struct machine_pass *p, int64_t characters, struct arena *a, struct fail *f)
{
	int64_t total = 0;
	const char *month = arena_strn(a, command_now(a), 7);
	if (store_machine_use(p->s, month, 0, &total, f) < 0)
		return -1;
	if (total + characters > p->config->settings.machine_characters)
		return 0;
	return store_machine_use(p->s, month, characters, &total, f) < 0 ? -1 : 1;
}

static void
print_texts(const char *item, const struct machine_text *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (as_json)
			json_print(json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "item", item,
			    "field", texts[i].field, "zh", texts[i].source, "ja", texts[i].text,
			    "flags", texts[i].flags, "service", texts[i].service));
		else {
			printf("%s  %s  %s\n", item, texts[i].field, texts[i].flags);
			print_line("  zh", texts[i].source);
			print_line("  ja", texts[i].text);
		}
}

static int
item_ask(struct machine_pass *p, const struct item *item, struct arena *a, struct fail *f)
{
	const struct document *d = &item->documents[0];
	const char *const fields[] = {"title", "summary"};
	const char *const sources[] = {d->title, summary_source(d->body, a)};
	const struct machine_text *had;
	struct machine_text texts[2];
	const char *zh[2], *ja[2], *flags[2];
	size_t n = 0, n_had;
	if (store_machine_texts(p->s, item->id, a, &had, &n_had, f) < 0)
		return -1;
	int64_t characters = 0;
	for (size_t i = 0; i < 2; i++)
		if (*sources[i] && text_of(had, n_had, fields[i], sources[i]) == NULL) {
			characters += (int64_t)utf8_count(sources[i]);
			texts[n] = (struct machine_text){.item = item->id,
			    .field = fields[i],
			    .source = sources[i],
			    .service = machine_name(p->m)};
			zh[n++] = sources[i];
		}
	p->had += n == 0;
	int may = n == 0 ? 0 : may_ask(p, characters, a, f);
	p->capped += n > 0 && may == 0;
	if (may <= 0)
		return may;
	if (machine_translate(p->m, p->t, zh, n, a, ja, flags, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		texts[i].text = ja[i];
		texts[i].flags = flags[i];
	}
	p->asked++;
	p->characters += characters;
	print_texts(item->id, texts, n);
	return store_machine_put(p->s, texts, n, f);
}

static const char *
days_ago(int days, struct arena *a)
{
	char text[INSTANT_SIZE];
	int64_t now = 0;
	(void)instant_parse(command_now(a), &now);
	instant_write(now - (int64_t)days * 86400, text);
	return arena_str(a, text);
}

/* Those named, or the newest that concern air. */
static int
items_ask(struct machine_pass *p, const struct invocation *in, struct fail *f)
{
	struct arena a = {0}, unit = {0};
	struct item_query q = {.air = "yes"};
	const struct item *items;
	size_t n = 0;
	for (int i = 0; i < in->argc; i++)
		ids_given[i] = in->argv[i];
	if (in->argc > 0)
		q = (struct item_query){.ids = ids_given};
	else
		q.seen_from = days_ago(DAYS_BACK, &a);
	int rc = store_items(p->s, &q, &a, &items, &n, f);
	if (rc == 0 && in->argc > 0 && n < (size_t)in->argc)
		rc = fail_input(f, NULL, "%d items were named, %zu are there", in->argc, n);
	for (size_t i = n; rc == 0 && i-- > 0; arena_reset(&unit))
		rc = item_ask(p, &items[i], &unit, f);
	arena_release(&unit);
	arena_release(&a);
	return rc;
}

int
run_machine(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct config c;
	struct machine_pass p = {.config = &c};
	int rc = config_load(in->dir, CONFIG_SETTINGS, &a, &c, NULL, &f);
	p.m = rc == 0 ? machine_open(&c.settings, &f) : NULL;
	p.t = p.m ? translator_new(in->dir, &f) : NULL;
	p.s = p.t ? store_open(in->dir, STORE_WRITE, &f) : NULL;
	rc = p.s ? items_ask(&p, in, &f) : -1;
	if (p.s)
		log_info(
		    "%zu items translated by machine (%lld characters), %zu had it, %zu beyond "
		    "the month's %d characters",
		    p.asked, (long long)p.characters, p.had, p.capped,
		    c.settings.machine_characters);
	store_close(p.s);
	translator_free(p.t);
	machine_close(p.m);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : p.capped ? EXIT_HELD : EXIT_DONE;
}
