/* init.c - see init.h. */
#include "config/init.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/caps.h"
#include "base/file.h"

static const char *const files[] = {"geppo.yaml", "sources.yaml", "partners.yaml", NULL};

static int
refuse_existing(const char *dir, struct arena *a, struct fail *f)
{
	struct buf there;
	struct stat st;
	buf_init(&there, CAP_MESSAGE);
	for (const char *const *name = files; *name; name++)
		if (lstat(arena_printf(a, "%s/config/%s", dir, *name), &st) == 0)
			buf_addf(&there, "%s%s", there.len ? ", " : "", *name);
	int r = 0;
	if (there.len > 0)
		r = fail_input(f, arena_printf(a, "%s/config", dir),
		    "has %s already; nothing was written", there.text);
	buf_release(&there);
	return r;
}

static int
copy_shipped(const char *dir, const char *name, struct arena *a, struct fail *f)
{
	struct buf text;
	buf_init(&text, CAP_CONFIG_FILE);
	int r = file_read(arena_printf(a, "%s/config/%s", file_share_dir(), name), &text, f);
	if (r == 0)
		r = file_write(arena_printf(a, "%s/config/%s", dir, name), text.text, text.len, f);
	buf_release(&text);
	return r;
}

int
data_dir_init(const char *dir, struct fail *f)
{
	struct arena a = {0};
	int r = refuse_existing(dir, &a, f);
	if (r == 0)
		r = file_mkdir(arena_printf(&a, "%s/config", dir), f);
	if (r == 0)
		r = file_mkdir(arena_printf(&a, "%s/archive", dir), f);
	for (const char *const *name = files; r == 0 && *name; name++)
		r = copy_shipped(dir, *name, &a, f);
	arena_release(&a);
	return r;
}
