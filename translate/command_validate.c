/* command_validate.c - geppo translate validate: XLIFF 2.x against its standard. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "translate/commands.h"
#include "translate/reader.h"

static bool weaker_cage, as_json;

const struct option_spec validate_options[] = {
    {"json", OPTION_FLAG, &as_json, NULL, "one JSON object a file", 0, 0},
    {"weaker-cage", OPTION_FLAG, &weaker_cage, NULL,
        "work where the kernel cannot cage the reader wholly", 0, 0},
    {0}};

static void
print_faults(const char *path, const char *faults)
{
	json_t *list = json_array();
	for (const char *at = faults; *at; at += strcspn(at, "\n") + 1) {
		int n = (int)strcspn(at, "\n"), line = (int)strcspn(at, "\t");
		if (as_json)
			json_array_append_new(
			    list, json_pack("{s:i, s:s%}", "line", atoi(at), "why", at + line + 1,
			              (size_t)(n - line - 1)));
		else
			printf("%s:%.*s: %.*s\n", path, line, at, n - line - 1, at + line + 1);
	}
	if (as_json)
		json_print(json_pack(
		    "{s:s, s:b, s:O}", "file", path, "valid", *faults == '\0', "faults", list));
	else if (*faults == '\0')
		printf("%s: valid\n", path);
	json_decref(list);
}

/* EXIT_DONE, EXIT_INPUT when it is not valid, or the exit code of what went wrong. */
static int
validate(const char *path)
{
	struct arena a = {0};
	struct fail f = {0};
	struct buf bytes;
	const char *faults = NULL;
	buf_init(&bytes, CAP_DELIVERY);
	int rc = file_read(path, &bytes, &f);
	if (rc == 0)
		rc = xliff_validate(&bytes, weaker_cage, &a, &faults, &f);
	if (rc == 0)
		print_faults(path, faults);
	else
		log_warn("%s: %s", path, fail_text(&f));
	rc = rc < 0 ? f.exit : *faults ? EXIT_INPUT : EXIT_DONE;
	buf_release(&bytes);
	arena_release(&a);
	return rc;
}

int
run_validate(const struct invocation *in)
{
	int worst = EXIT_DONE;
	for (int i = 0; i < in->argc; i++) {
		int code = validate(in->argv[i]);
		worst = code > worst ? code : worst;
	}
	return worst;
}
