/* backup.c - geppo backup. The store is copied as it is at one moment, whatever the stages write
 * meanwhile; what the archive holds is read off the copy. */
#include "store/backup/backup.h"

#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "store/commands.h"

static const char COPY[] = "VACUUM INTO ?";
/* It writes another file only, but counts as writing. */
static const char LET_COPY[] = "PRAGMA query_only=OFF";
static const char SEGMENTS[] =
    "SELECT warc, max(offset + length), count(*) FROM capture GROUP BY warc ORDER BY warc";

enum { CHUNK = 1 << 16 };

struct backup {
	const char *dir;
	const char *path, *part; /* the file, and its name until it is complete */
	char work[4096];         /* folder of the copy */
	bool with_archive;
	struct archive *out;
	struct buf manifest;
	size_t files, segments;
	struct arena arena;
};

/* A file that goes in. */
struct member {
	const char *from, *name;
	int64_t size;
	struct member *next;
};

int
file_digest(const char *path, int64_t n, char hex[65], int64_t *size, struct fail *f)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;
	if (fd < 0 || fstat(fd, &st) < 0) {
		rc = fail_io(f, path, "cannot read");
	} else {
		*size = n < 0 ? st.st_size : n;
		if (st.st_size < *size)
			rc = fail_input(f, path, "%lld bytes are there, %lld are known of",
			    (long long)st.st_size, (long long)*size);
	}
	void *bytes =
	    rc == 0 && *size > 0 ? mmap(NULL, (size_t)*size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	if (rc == 0 && bytes == MAP_FAILED)
		rc = fail_io(f, path, "cannot read");
	if (rc == 0)
		sha256_hex(bytes ? bytes : "", (size_t)*size, hex);
	if (bytes && bytes != MAP_FAILED)
		munmap(bytes, (size_t)*size);
	if (fd >= 0)
		close(fd);
	return rc;
}

int
archive_fail(struct archive *a, const char *path, struct fail *f)
{
	const char *why = archive_error_string(a);
	int number = archive_errno(a);
	errno = number == ENOSPC || number == EIO || number == EACCES ? number : 0;
	if (errno)
		return fail_io(f, path, "cannot write or read");
	return fail_input(f, path, "%s", why ? why : "no backup");
}

/* ---- the parts */

static int
copy_store(struct backup *b, struct fail *f)
{
	struct store *s = store_open(b->dir, STORE_READ, f);
	if (s == NULL)
		return -1;
	int rc = db_script(s, LET_COPY, f);
	if (rc == 0) {
		struct query q = query(s, COPY);
		query_text(&q, arena_printf(&b->arena, "%s/geppo.db", b->work));
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	store_close(s);
	return rc;
}

static struct member *
add_member(struct backup *b, struct member *last, const char *from, const char *name)
{
	struct member *m = arena_zalloc(&b->arena, 1, sizeof *m);
	m->from = arena_str(&b->arena, from);
	m->name = arena_str(&b->arena, name);
	last->next = m;
	return m;
}

static int
describe(struct backup *b, const char *what, const char *path, int64_t n, const char *name,
    int64_t *size, struct fail *f)
{
	char hex[65];
	if (file_digest(path, n, hex, size, f) < 0)
		return -1;
	buf_addf(&b->manifest, "%s\t%s\t%lld\t%s\n", what, hex, (long long)*size, name);
	return 0;
}

static int
add_config(struct backup *b, struct member **last, struct fail *f)
{
	const char *folder = arena_printf(&b->arena, "%s/config", b->dir);
	struct stat st;
	struct dirent *e;
	DIR *d = opendir(folder);
	if (d == NULL)
		return errno == ENOENT ? 0 : fail_io(f, folder, "cannot read");
	while ((e = readdir(d)) != NULL) {
		const char *from = arena_printf(&b->arena, "%s/%s", folder, e->d_name);
		if (e->d_name[0] == '.' || stat(from, &st) < 0 || !S_ISREG(st.st_mode))
			continue;
		*last = add_member(b, *last, from, arena_printf(&b->arena, "config/%s", e->d_name));
	}
	closedir(d);
	return 0;
}

/* Web archives: members with --with-archive when they lie in the data directory, else named. */
static int
add_segments(struct backup *b, struct member **last, struct fail *f)
{
	struct store *s = store_open(b->work, STORE_READ, f);
	struct query q;
	int rc = -1;
	if (s == NULL)
		return -1;
	q = query(s, SEGMENTS);
	while ((rc = query_step(&q, f)) == 1) {
		const char *name = column_copy(&q, 0, &b->arena);
		int64_t size = column_int(&q, 1);
		const char *from =
		    *name == '/' ? name : arena_printf(&b->arena, "%s/%s", b->dir, name);
		if (b->with_archive && backup_path_allowed(name)) {
			*last = add_member(b, *last, from, name);
			(*last)->size = size;
			continue;
		}
		b->segments++;
		struct fail why = {0};
		if (describe(b, "segment", from, size, name, &size, &why) < 0) {
			log_warn("%s", fail_text(&why));
			buf_addf(&b->manifest, "segment\t-\t%lld\t%s\n", (long long)size, name);
		}
	}
	store_close(s);
	return rc;
}

/* ---- the file */

static int
write_bytes(
    struct backup *b, const char *name, const void *bytes, size_t n, int64_t whole, struct fail *f)
{
	if (whole >= 0) {
		struct archive_entry *e = archive_entry_new();
		archive_entry_set_pathname(e, name);
		archive_entry_set_filetype(e, AE_IFREG);
		archive_entry_set_perm(e, 0600);
		archive_entry_set_size(e, whole);
		int rc = archive_write_header(b->out, e);
		archive_entry_free(e);
		if (rc != ARCHIVE_OK)
			return archive_fail(b->out, b->part, f);
	}
	return n == 0 || archive_write_data(b->out, bytes, n) == (la_ssize_t)n
	           ? 0
	           : archive_fail(b->out, b->part, f);
}

static int
write_member(struct backup *b, const struct member *m, struct fail *f)
{
	static char chunk[CHUNK];
	FILE *in = fopen(m->from, "re");
	if (in == NULL)
		return fail_io(f, m->from, "cannot read");
	int rc = write_bytes(b, m->name, NULL, 0, m->size, f);
	for (int64_t left = m->size; rc == 0 && left > 0;) {
		size_t n = fread(chunk, 1, left < CHUNK ? (size_t)left : CHUNK, in);
		if (n == 0)
			rc = fail_io(f, m->from, "it became shorter while it was read");
		else
			rc = write_bytes(b, m->name, chunk, n, -1, f);
		left -= (int64_t)n;
	}
	fclose(in);
	return rc;
}

static int
write_all(struct backup *b, struct member *first, struct fail *f)
{
	for (struct member *m = first; m; m = m->next) {
		b->files++;
		if (describe(b, "file", m->from, m->size > 0 ? m->size : -1, m->name, &m->size, f) <
		    0)
			return -1;
	}
	if (buf_full(&b->manifest))
		return fail_input(f, b->dir, "too many archives to name");
	if (write_bytes(
	        b, "MANIFEST", b->manifest.text, b->manifest.len, (int64_t)b->manifest.len, f) < 0)
		return -1;
	for (struct member *m = first; m; m = m->next)
		if (write_member(b, m, f) < 0)
			return -1;
	return 0;
}

static int
sync_and_name(struct backup *b, struct fail *f)
{
	int fd = open(b->part, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0 || rename(b->part, b->path) < 0) {
		if (fd >= 0)
			close(fd);
		return fail_io(f, b->path, "cannot write");
	}
	close(fd);
	return file_sync_folder(b->path, f);
}

static int
write_file(struct backup *b, struct member *first, struct fail *f)
{
	b->out = archive_write_new();
	if (b->out == NULL)
		fatal("out of memory");
	int rc = 0;
	if (archive_write_add_filter_gzip(b->out) != ARCHIVE_OK ||
	    archive_write_set_format_pax_restricted(b->out) != ARCHIVE_OK ||
	    archive_write_open_filename(b->out, b->part) != ARCHIVE_OK)
		rc = archive_fail(b->out, b->part, f);
	if (rc == 0)
		rc = write_all(b, first, f);
	if (archive_write_close(b->out) != ARCHIVE_OK && rc == 0)
		rc = archive_fail(b->out, b->part, f);
	archive_write_free(b->out);
	return rc == 0 ? sync_and_name(b, f) : rc;
}

static int
make_backup(struct backup *b, struct fail *f)
{
	struct member first = {0}, *last = &first;
	snprintf(b->work, sizeof b->work, "%s.XXXXXX", b->path);
	if (access(b->path, F_OK) == 0)
		return fail_input(f, b->path, "is there already; nothing was written");
	if (mkdtemp(b->work) == NULL)
		return fail_io(f, b->work, "cannot make a folder");
	buf_adds(&b->manifest, BACKUP_HEAD);
	const char *copy = arena_printf(&b->arena, "%s/geppo.db", b->work);
	int rc = copy_store(b, f);
	if (rc == 0) {
		last = add_member(b, last, copy, "geppo.db");
		rc = add_config(b, &last, f);
	}
	if (rc == 0)
		rc = add_segments(b, &last, f);
	if (rc == 0)
		rc = write_file(b, first.next, f);
	unlink(copy);
	rmdir(b->work);
	if (rc < 0)
		unlink(b->part);
	return rc;
}

/* ---- the command */

static bool with_archive;

static const struct option_spec options[] = {
    {"with-archive", OPTION_FLAG, &with_archive, NULL,
        "put the web archives in too, not only their names", 0, 0},
    {0}};

static int
default_path(struct backup *b, struct fail *f)
{
	char now[INSTANT_SIZE], plain[INSTANT_SIZE];
	size_t n = 0;
	instant_now(now);
	for (const char *c = now; *c; c++)
		if (*c != '-' && *c != ':')
			plain[n++] = *c;
	plain[n] = '\0';
	const char *folder = arena_printf(&b->arena, "%s/backup", b->dir);
	b->path = arena_printf(&b->arena, "%s/geppo-%s.tar.gz", folder, plain);
	return file_mkdir(folder, f);
}

static int
backup(const struct invocation *in)
{
	struct backup b = {.dir = in->dir, .with_archive = with_archive};
	struct fail f = {0};
	int rc = 0;
	buf_init(&b.manifest, CAP_CONFIG_FILE);
	if (in->argc > 0)
		b.path = in->argv[0];
	else
		rc = default_path(&b, &f);
	b.part = arena_printf(&b.arena, "%s.part", b.path);
	if (rc == 0)
		rc = make_backup(&b, &f);
	if (rc == 0) {
		puts(b.path);
		log_info("%zu files, %zu web archives named only", b.files, b.segments);
	}
	buf_release(&b.manifest);
	arena_release(&b.arena);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

const struct command backup_command = {.name = "",
    .words = "[FILE]",
    .summary = "Copy the store as it is at this moment, the configuration and the list of web\n"
               "archives into one file; stages may go on meanwhile. Prints its name.",
    .options = options,
    .max_words = 1,
    .run = backup};
