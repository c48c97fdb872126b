/* opening.c - see opening.h. */
#include "fetch/opening.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/log.h"

int
opening_open(struct opening *o, const char *dir, struct fail *f)
{
	struct buf faults;
	buf_init(&faults, CAP_CONFIG_FILE);
	int bad = config_load(dir, CONFIG_SETTINGS | CONFIG_SOURCES | CONFIG_REGIONS, &o->arena,
	    &o->config, &faults, f);
	fputs(faults.text, stderr);
	o->told = bad && faults.len > 0;
	buf_release(&faults);
	if (bad)
		return -1;
	o->store = store_open(dir, STORE_WRITE, f);
	return o->store ? store_sources_declare(o->store, &o->config, f) : -1;
}

int
opening_failed(const struct opening *o, const struct fail *f)
{
	if (!o->told)
		log_info("%s", fail_text(f));
	return f->exit;
}

void
opening_close(struct opening *o)
{
	if (o->store)
		store_close(o->store);
	o->store = NULL;
	arena_release(&o->arena);
}
