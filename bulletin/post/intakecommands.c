/* intakecommands.c - mailbox and requests, as typed. */
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "bulletin/post/desk.h"
#include "store/request.h"

static bool json_option;
const struct option_spec requests_options[] = {
    {"json", OPTION_FLAG, &json_option, NULL, "as JSON", 0, 0}, {0}};

int
command_mailbox(const struct invocation *in)
{
	struct desk d;
	size_t counts[INTAKE_OUTCOMES] = {0}, all = 0;
	int lock = -1, rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	if (rc == 0)
		rc = lock = outbox_lock(in->dir, &d.f);
	if (rc >= 0)
		rc = mailbox_take(d.store, &d.config, counts, &d.f);
	if (lock >= 0)
		close(lock);
	for (int i = 0; i < INTAKE_OUTCOMES; i++)
		all += counts[i];
	printf("%zu new messages", all);
	for (int i = 0; i < INTAKE_OUTCOMES; i++)
		if (counts[i] > 0)
			printf(", %zu %s", counts[i], intake_name((enum intake_outcome)i));
	putchar('\n');
	return desk_close(&d, rc, counts[INTAKE_UNREAD] > 0 ? EXIT_HELD : EXIT_DONE);
}

static const char *
title_of(struct desk *d, const char *id)
{
	const char *ids[] = {id, NULL};
	const struct item *found;
	size_t n;
	if (store_items(d->store, &(struct item_query){.ids = ids}, &d->a, &found, &n, &d->f) < 0)
		return NULL;
	return n == 0                    ? ""
	       : found->title_ja         ? found->title_ja
	       : found->n_documents == 0 ? ""
	                                 : found->documents[0].title;
}

static int
print_demands(struct desk *d, const struct demand *list, size_t n)
{
	json_t *rows = json_array();
	int rc = 0;
	for (size_t i = 0; i < n && rc == 0; i++) {
		const char *title = title_of(d, list[i].item);
		if (title == NULL)
			rc = -1;
		else if (json_option)
			json_array_append_new(
			    rows, json_pack("{s:s, s:i, s:s, s:s, s:s}", "item", list[i].item,
			              "municipalities", list[i].bodies, "first", list[i].first_at,
			              "last", list[i].last_at, "title", title));
		else
			printf("%-10s %3d  since %.10s  %s\n", list[i].item, list[i].bodies,
			    list[i].first_at, title);
	}
	json_t *all = json_pack("{s:i, s:o}", "v", 1, "requests", rows);
	if (rc == 0 && json_option) {
		json_dumpf(all, stdout, JSON_INDENT(1));
		putchar('\n');
	}
	json_decref(all);
	return rc;
}

int
command_requests(const struct invocation *in)
{
	struct desk d;
	const struct demand *list;
	size_t n;
	int rc = desk_open(&d, in, STORE_READ, DESK_CONFIG);
	if (rc == 0)
		rc = store_demands(d.store, &d.a, &list, &n, &d.f);
	if (rc == 0)
		rc = print_demands(&d, list, n);
	return desk_close(&d, rc, EXIT_DONE);
}
