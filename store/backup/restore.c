/* restore.c - geppo restore. Everything is unpacked beside, compared with the manifest and looked
 * through before anything takes its place; the store comes last. */
#include "store/backup/backup.h"

#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "store/commands.h"

static const char INTEGRITY[] = "PRAGMA quick_check(1)";

/* A line of the manifest. */
struct part {
	bool is_file;
	const char *digest, *path;
	int64_t size;
	bool found;
};

struct restore {
	const char *dir, *file;
	char work[4096];
	struct arena arena;
	struct part *parts;
	size_t n, room;
};

bool
backup_path_allowed(const char *path)
{
	if (strcmp(path, "geppo.db") == 0)
		return true;
	if (strncmp(path, "config/", 7) != 0 && strncmp(path, "archive/", 8) != 0)
		return false;
	for (const char *at = path; *at; at += *at == '/') {
		size_t n = strcspn(at, "/");
		if (n == 0 || (n == 1 && at[0] == '.') || (n == 2 && strncmp(at, "..", 2) == 0))
			return false;
		at += n;
		if (*at == '/' && at[1] == '\0')
			return false;
	}
	return true;
}

/* ---- the manifest */

static int
read_part(struct restore *r, char *line, struct fail *f)
{
	char *rest = NULL, *what = strtok_r(line, "\t", &rest);
	char *digest = strtok_r(NULL, "\t", &rest), *size = strtok_r(NULL, "\t", &rest);
	char *path = strtok_r(NULL, "", &rest), *end = NULL;
	if (path == NULL)
		return fail_input(f, r->file, "the manifest is not whole");
	struct part p = {.is_file = strcmp(what, "file") == 0,
	    .digest = digest,
	    .path = path,
	    .size = strtoll(size, &end, 10)};
	if (*end || (p.is_file && !backup_path_allowed(path)))
		return fail_input(f, r->file, "the manifest names \"%s\"", path);
	r->parts = arena_grow(&r->arena, r->parts, r->n, r->n + 1, &r->room, sizeof *r->parts);
	r->parts[r->n++] = p;
	return 0;
}

static int
read_manifest(struct restore *r, struct archive *in, struct archive_entry *e, struct fail *f)
{
	int64_t size = archive_entry_size(e);
	if (strcmp(archive_entry_pathname(e), "MANIFEST") != 0 || size <= 0 ||
	    size > CAP_CONFIG_FILE)
		return fail_input(
		    f, r->file, "no backup of geppo: it does not begin with a manifest");
	char *text = arena_zalloc(&r->arena, (size_t)size + 1, 1);
	if (archive_read_data(in, text, (size_t)size) != size)
		return archive_fail(in, r->file, f);
	if (strncmp(text, BACKUP_HEAD, strlen(BACKUP_HEAD)) != 0)
		return fail_input(f, r->file, "a backup of another kind or a newer geppo");
	char *rest = NULL;
	for (char *line = strtok_r(text + strlen(BACKUP_HEAD), "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		if (read_part(r, line, f) < 0)
			return -1;
	return 0;
}

/* ---- unpacking */

static struct part *
part_named(struct restore *r, const char *path)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->parts[i].is_file && strcmp(r->parts[i].path, path) == 0)
			return &r->parts[i];
	return NULL;
}

static int
make_folder_of(const char *path, struct arena *a, struct fail *f)
{
	const char *slash = strrchr(path, '/');
	return file_mkdir(arena_strn(a, path, (size_t)(slash - path)), f);
}

static int
unpack(struct restore *r, struct archive *in, struct archive_entry *e, struct fail *f)
{
	const char *name = archive_entry_pathname(e);
	struct part *p = name ? part_named(r, name) : NULL;
	if (p == NULL || p->found || archive_entry_filetype(e) != AE_IFREG ||
	    archive_entry_size(e) != p->size)
		return fail_input(f, r->file, "holds \"%s\", which its manifest does not name so",
		    name ? name : "?");
	const char *to = arena_printf(&r->arena, "%s/%s", r->work, name);
	if (make_folder_of(to, &r->arena, f) < 0)
		return -1;
	int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_io(f, to, "cannot write");
	int rc =
	    archive_read_data_into_fd(in, fd) < ARCHIVE_WARN ? archive_fail(in, r->file, f) : 0;
	if (rc == 0 && fsync(fd) < 0)
		rc = fail_io(f, to, "cannot write");
	if (close(fd) < 0 && rc == 0)
		rc = fail_io(f, to, "cannot write");
	char hex[65];
	int64_t size;
	if (rc == 0)
		rc = file_digest(to, -1, hex, &size, f);
	if (rc == 0 && (size != p->size || strcmp(hex, p->digest) != 0))
		rc = fail_input(f, r->file, "%s is damaged: its digest does not fit", name);
	p->found = rc == 0;
	return rc;
}

static int
unpack_all(struct restore *r, struct fail *f)
{
	struct archive *in = archive_read_new();
	struct archive_entry *e;
	int rc = 0, step;
	if (in == NULL)
		fatal("out of memory");
	archive_read_support_filter_gzip(in);
	archive_read_support_format_tar(in);
	if (archive_read_open_filename(in, r->file, 1 << 16) != ARCHIVE_OK)
		rc = archive_fail(in, r->file, f);
	for (size_t i = 0; rc == 0; i++) {
		step = archive_read_next_header(in, &e);
		if (step == ARCHIVE_EOF)
			break;
		if (step != ARCHIVE_OK)
			rc = archive_fail(in, r->file, f);
		else
			rc = i == 0 ? read_manifest(r, in, e, f) : unpack(r, in, e, f);
	}
	archive_read_free(in);
	for (size_t i = 0; rc == 0 && i < r->n; i++)
		if (r->parts[i].is_file && !r->parts[i].found)
			rc = fail_input(f, r->file, "%s is missing in it", r->parts[i].path);
	if (rc == 0 && part_named(r, "geppo.db") == NULL)
		rc = fail_input(f, r->file, "holds no store");
	return rc;
}

/* ---- taking its place */

static int
check_store(struct restore *r, struct fail *f)
{
	struct store *s = store_open(r->work, STORE_READ, f);
	if (s == NULL)
		return -1;
	struct query q = query(s, INTEGRITY);
	int rc = query_step(&q, f);
	if (rc == 1)
		rc = strcmp(column_text(&q, 0), "ok") == 0
		         ? 0
		         : fail_input(
		               f, r->file, "the store in it is damaged: %s", column_text(&q, 0));
	query_done(&q);
	store_close(s);
	return rc;
}

/* A file that is there must be the same one. */
static int
refuse_other(struct restore *r, struct fail *f)
{
	/* A journal that a killed writer left would be rolled back into the restored store. */
	static const char *const parts[] = {"", "-journal", "-wal", "-shm"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *db = arena_printf(&r->arena, "%s/geppo.db%s", r->dir, parts[i]);
		if (access(db, F_OK) == 0)
			return fail_input(f, db, "is there already; nothing was changed");
	}
	for (size_t i = 0; i < r->n; i++) {
		char hex[65];
		int64_t size;
		const char *to = arena_printf(&r->arena, "%s/%s", r->dir, r->parts[i].path);
		if (!r->parts[i].is_file || access(to, F_OK) != 0)
			continue;
		if (file_digest(to, -1, hex, &size, f) < 0)
			return -1;
		if (strcmp(hex, r->parts[i].digest) != 0)
			return fail_input(
			    f, to, "is there already, and is another one; nothing was changed");
	}
	return 0;
}

static int
put_part(struct restore *r, const struct part *p, struct fail *f)
{
	const char *from = arena_printf(&r->arena, "%s/%s", r->work, p->path);
	const char *to = arena_printf(&r->arena, "%s/%s", r->dir, p->path);
	if (make_folder_of(to, &r->arena, f) < 0)
		return -1;
	if (rename(from, to) < 0)
		return fail_io(f, to, "cannot write");
	return file_sync_folder(to, f);
}

static int
put_all(struct restore *r, struct fail *f)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->parts[i].is_file && strcmp(r->parts[i].path, "geppo.db") != 0 &&
		    put_part(r, &r->parts[i], f) < 0)
			return -1;
	return put_part(r, part_named(r, "geppo.db"), f);
}

/* Web archives the backup only names: how many are not here as they were. */
static size_t
count_segments(struct restore *r)
{
	size_t wrong = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct part *p = &r->parts[i];
		char hex[65];
		int64_t size;
		struct fail why = {0};
		if (p->is_file)
			continue;
		const char *path =
		    *p->path == '/' ? p->path : arena_printf(&r->arena, "%s/%s", r->dir, p->path);
		if (file_digest(path, p->size, hex, &size, &why) < 0)
			log_warn("%s", fail_text(&why));
		else if (strcmp(hex, p->digest) != 0)
			log_warn("%s: another file than the one backed up", path);
		else
			continue;
		wrong++;
	}
	return wrong;
}

static void
clear_work(struct restore *r)
{
	static const char *const folders[] = {"config", "archive", ""};
	for (size_t i = 0; i < r->n; i++)
		if (r->parts[i].is_file)
			unlink(arena_printf(&r->arena, "%s/%s", r->work, r->parts[i].path));
	for (size_t i = 0; i < r->n; i++) { /* folders below archive/, deepest first */
		char *path = arena_printf(&r->arena, "%s/%s", r->work, r->parts[i].path), *slash;
		while (r->parts[i].is_file && (slash = strrchr(path, '/')) != NULL &&
		       (size_t)(slash - path) > strlen(r->work)) {
			*slash = '\0';
			rmdir(path);
		}
	}
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		rmdir(arena_printf(&r->arena, "%s/%s", r->work, folders[i]));
}

static int
restore(const struct invocation *in)
{
	struct restore r = {.dir = in->dir, .file = in->argv[0]};
	struct fail f = {0};
	snprintf(r.work, sizeof r.work, "%s/restore.XXXXXX", in->dir);
	int rc = file_mkdir(in->dir, &f);
	if (rc == 0 && mkdtemp(r.work) == NULL)
		rc = fail_io(&f, r.work, "cannot make a folder");
	if (rc == 0) {
		rc = unpack_all(&r, &f);
		if (rc == 0)
			rc = check_store(&r, &f);
		if (rc == 0)
			rc = refuse_other(&r, &f);
		if (rc == 0)
			rc = put_all(&r, &f);
		clear_work(&r);
	}
	size_t missing = rc == 0 ? count_segments(&r) : 0;
	if (rc == 0)
		log_info("restored; %zu web archives are not here as they were", missing);
	arena_release(&r.arena);
	return rc < 0 ? store_failed(&f) : missing ? EXIT_HELD : EXIT_DONE;
}

const struct command restore_command = {.name = "",
    .words = "FILE",
    .summary = "Put a backup into a data directory that has no store. Nothing is changed unless\n"
               "all of it is whole.",
    .min_words = 1,
    .max_words = 1,
    .run = restore};
