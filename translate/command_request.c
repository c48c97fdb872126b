/* command_request.c - `geppo translate request`: a wish that did not come by mail. */
#include "translate/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "store/request.h"
#include "translate/queue.h"

static const char *partner, *mail;
static bool json;

const struct option_spec request_options[] = {
    {"for", OPTION_TEXT, &partner, "ID", "who asks: a partner or a recipient of partners.yaml", 0,
        0},
    {"mail", OPTION_TEXT, &mail, "ADDRESS", "where the result goes, if not to that one", 0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

/* The first active reader of a partner. */
static const struct recipient *
partner_reader(const struct config *c, const char *id)
{
	for (size_t i = 0; i < c->n_recipients; i++)
		if (c->recipients[i].partner && strcmp(c->recipients[i].partner, id) == 0 &&
		    strcmp(c->recipients[i].state, "active") == 0)
			return &c->recipients[i];
	return NULL;
}

/* A partner nobody of whom gets mail is named instead of an address: the wish counts, and its
 * result is fetched. */
static int
request_fill(struct request *r, const struct config *c, struct arena *a, struct fail *f)
{
	const struct recipient *to = config_recipient(c, partner);
	bool known = config_partner(c, partner) != NULL;
	if (!to && !known)
		return fail_input(f, partner, "no partner and no recipient of partners.yaml");
	r->partner = to ? to->partner : partner;
	if (to == NULL)
		to = partner_reader(c, partner);
	r->recipient = mail ? NULL : to ? to->id : partner;
	r->address = mail ? mail : to ? to->address : arena_printf(a, "partner:%s", partner);
	return 0;
}

static int
request_put(
    struct store *s, const struct config *c, const char *item, struct arena *a, struct fail *f)
{
	struct request r = {.item = item, .via = "editor"};
	enum request_fate fate;
	if (request_fill(&r, c, a, f) < 0 || store_request_put(s, &r, &fate, f) < 0)
		return -1;
	if (fate == REQUEST_UNKNOWN)
		return fail_input(f, item, "no such item");
	int queued = queue_request(s, item, a, f);
	int64_t demand = queued < 0 ? -1 : store_demand(s, item, f);
	if (demand < 0)
		return -1;
	if (json)
		json_print(json_pack("{s:i, s:s, s:s, s:b, s:I, s:b}", "v", 1, "item", item, "for",
		    partner, "known", fate == REQUEST_KNOWN, "demand", (json_int_t)demand, "queued",
		    queued == 1));
	else
		printf("%s  %s for %s; %lld asked for it%s\n", item,
		    fate == REQUEST_KNOWN ? "known already" : "noted", partner, (long long)demand,
		    queued == 1 ? "; it is in the queue now" : "");
	return 0;
}

int
run_request(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct config c;
	if (partner == NULL ||
	    (mail && (strchr(mail, '@') == NULL || strpbrk(mail, " \r\n\t<>,")))) {
		log_warn("say who asks: --for PARTNER, and an address for --mail");
		return EXIT_USAGE;
	}
	int rc = config_load(
	    in->dir, CONFIG_SETTINGS | CONFIG_PARTNERS | CONFIG_REGIONS, &a, &c, NULL, &f);
	struct store *s = rc == 0 ? store_open(in->dir, STORE_WRITE, &f) : NULL;
	rc = s ? request_put(s, &c, in->argv[0], &a, &f) : -1;
	store_close(s);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}
