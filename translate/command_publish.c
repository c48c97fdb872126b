/* command_publish.c - the files of an accepted translation, by command. */
#include "translate/commands.h"

#include <stdio.h>

#include "translate/publish.h"

static bool json;
static const char *data_dir, *job;

const struct option_spec publish_options[] = {
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

static int
publish(struct store *s, struct arena *a, struct fail *f)
{
	const char *where;
	if (translation_publish(s, data_dir, job, command_now(a), a, &where, f) < 0)
		return -1;
	if (json)
		json_print(json_pack("{s:i, s:s, s:s, s:s}", "v", 1, "job", job, "state",
		    "published", "folder", where));
	else
		printf("%s  published: %s\n", job, where);
	return 0;
}

int
run_publish(const struct invocation *in)
{
	job = in->argv[0];
	data_dir = in->dir;
	return queue_command(in, STORE_WRITE, publish);
}
