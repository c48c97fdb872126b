/* command_package.c - `geppo translate package`. */
#include "translate/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "translate/package.h"

static const char *by, *out_path, *with;
static bool json, whole;

const struct option_spec package_options[] = {
    {"by", OPTION_TEXT, &by, "NAME", "for whom it is noted (default: $USER)", 0, 0},
    {"out", OPTION_TEXT, &out_path, "FILE", "the zip to write (default: JOB.zip here)", 0, 0},
    {"with", OPTION_TEXT, &with, "LIST", "more of: xliff21,tbx,srx,memory (or all)", 0, 0},
    {"whole", OPTION_FLAG, &whole, NULL, "all segments of a superseded job, not only those changed",
        0, 0},
    {"json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0}, {0}};

static int
wishes_read(struct package *p, struct fail *f)
{
	const struct {
		const char *name;
		bool *to;
	} wishes[] = {
	    {"xliff21", &p->xliff21}, {"tbx", &p->tbx}, {"srx", &p->srx}, {"memory", &p->memory}};
	for (const char *at = with ? with : ""; *at;) {
		size_t n = strcspn(at, ",");
		bool known = n == 3 && strncmp(at, "all", 3) == 0, all = known;
		for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
			if (all ||
			    (strlen(wishes[i].name) == n && strncmp(at, wishes[i].name, n) == 0))
				known = *wishes[i].to = true;
		if (!known)
			return fail_input(f, with, "--with takes xliff21, tbx, srx, memory or all");
		at += n + (at[n] == ',');
	}
	return 0;
}

static int
package_told(const struct package *p, const char *path, const struct buf *zip, const char *digest)
{
	const struct queue_job *j = &p->work->job;
	if (json)
		json_print(json_pack("{s:i, s:s, s:i, s:s, s:s, s:s, s:I, s:b, s:I}", "v", 1, "job",
		    j->id, "edition", j->edition, "stamp", p->stamp, "file", path, "sha256", digest,
		    "bytes", (json_int_t)zip->len, "changes_only", p->changes, "files",
		    (json_int_t)p->parts.n));
	else
		printf("%s  edition %d  %s  %zu bytes  sha256 %s\n", j->id, j->edition, path,
		    zip->len, digest);
	return 0;
}

static int
package_run(struct store *s, const char *dir, const char *job, struct arena *a, struct buf *zip,
    struct fail *f)
{
	struct work w;
	struct config c;
	char digest[65];
	const char *who = by ? by : getenv("USER");
	struct package p = {
	    .store = s, .dir = dir, .work = &w, .config = &c, .now = command_now(a)};
	if (wishes_read(&p, f) < 0 || config_load(dir, CONFIG_SETTINGS, a, &c, NULL, f) < 0 ||
	    work_open(s, job, p.now, a, &w, f) < 0)
		return -1;
	p.changes = !whole && w.job.edition > 1 && strcmp(w.job.state, "superseded") == 0;
	w.matches = leverage_find(w.segments, w.n, w.memory, w.n_memory, a);
	if (package_make(&p, a, zip, f) < 0)
		return -1;
	const char *path = out_path ? out_path : arena_printf(a, "%s.zip", w.job.id);
	sha256_hex(zip->text, zip->len, digest);
	const struct job_step step = {.job = job,
	    .action = JOB_PACKAGE,
	    .who = who && *who ? who : "geppo",
	    .now = p.now,
	    .file = digest};
	if (file_write(path, zip->text, zip->len, f) < 0 || store_job_step(s, &step, f) < 0)
		return -1;
	return package_told(&p, path, zip, digest);
}

int
run_package(const struct invocation *in)
{
	struct arena a = {0};
	struct fail f = {0};
	struct buf zip;
	buf_init(&zip, CAP_PAGE);
	struct store *s = store_open(in->dir, STORE_WRITE, &f);
	int rc = s ? package_run(s, in->dir, in->argv[0], &a, &zip, &f) : -1;
	store_close(s);
	buf_release(&zip);
	arena_release(&a);
	return rc < 0 ? step_failed(&f) : EXIT_DONE;
}
