/* archive.c - see archive.h. A response is written after its request, so that in a file that was
 * closed in peace the last recorded capture ends where the file ends. */
#include "fetch/archive.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"

#define SOFTWARE "geppo/" GEPPO_VERSION
#define OURS_BEGIN "geppo-"
#define OURS_END ".warc.gz"
#define NOT_MODIFIED "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
#define IDENTICAL "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

struct archive {
	struct arena arena;
	const char *dir;    /* the data directory */
	const char *folder; /* DIR/archive */
	const char *name;   /* of the open file, as the store knows it */
	struct warc_writer *writer;
	int64_t records;
	int64_t full; /* bytes, then a new file is begun */
};

static bool
is_ours(const char *name)
{
	size_t n = strlen(name), m = strlen(OURS_END);
	return strncmp(name, OURS_BEGIN, strlen(OURS_BEGIN)) == 0 && n > m &&
	       strcmp(name + n - m, OURS_END) == 0;
}

/* ---- what an earlier run left */

static int
copy_tail(int from, int64_t at, const char *path, struct fail *f)
{
	struct buf tail;
	struct stat st;
	buf_init(&tail, 2 * (size_t)CAP_PAGE);
	if (fstat(from, &st) < 0)
		return fail_io(f, path, "the archive can't be looked at");
	int rc = 0;
	for (int64_t done = at; rc == 0 && done < st.st_size;) {
		char part[65536];
		ssize_t n = pread(from, part, sizeof part, done);
		if (n <= 0)
			rc = fail_io(f, path, "the torn tail can't be read");
		else
			buf_add(&tail, part, (size_t)n);
		done += n;
	}
	if (rc == 0 && buf_full(&tail))
		rc = fail_input(f, path,
		    "what lies behind the last good record is longer than any record; look at it "
		    "by hand");
	if (rc == 0)
		rc = file_write(path, tail.text, tail.len, f);
	buf_release(&tail);
	return rc;
}

static int
cut_tail(const char *path, int64_t at, int64_t size, struct arena *a, struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	const char *copy = arena_printf(a, "%s.torn-%s", path, now);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return fail_io(f, path, "the archive can't be opened for cutting its torn tail");
	int rc = copy_tail(fd, at, copy, f);
	/* With nothing good before it, the copy is all there is. */
	if (rc == 0 && (at == 0 ? unlink(path) : ftruncate(fd, at)) < 0)
		rc = fail_io(f, path, "the torn tail can't be cut");
	if (rc == 0 && fsync(fd) < 0)
		rc = fail_io(f, path, "the archive can't be made durable");
	close(fd);
	if (rc == 0)
		log_warn("%s@%" PRId64 ": a torn tail of %" PRId64 " bytes was cut; copy: %s", path,
		    at, size - at, copy);
	return rc;
}

/* Take in what lies behind the last recorded end of one file of ours. */
static int
file_settle(struct archive *r, const char *path, struct ingest *in, struct fail *f)
{
	struct stat st;
	const char *name = ingest_archive_name(r->dir, path, &r->arena);
	if (name == NULL || stat(path, &st) < 0)
		return fail_io(f, path, "the archive went away");
	int64_t end = store_archive_end(in->store, name, f), good = end;
	if (end < 0)
		return -1;
	if (st.st_size < end)
		log_warn("%s: ends at %" PRId64 ", but captures up to %" PRId64
		         " are recorded; part of the archive is lost",
		    path, (int64_t)st.st_size, end);
	if (st.st_size <= end)
		return 0;
	if (ingest_file(in, path, end, &good, f) < 0) {
		if (f->exit != EXIT_INPUT)
			return -1;
		log_warn("%s", fail_text(f));
	}
	return good < st.st_size ? cut_tail(path, good, st.st_size, &r->arena, f) : 0;
}

static int
folder_settle(struct archive *r, struct ingest *in, struct fail *f)
{
	struct dirent **list = NULL;
	int rc = 0, n = scandir(r->folder, &list, NULL, alphasort);
	if (n < 0)
		return fail_io(f, r->folder, "the archive folder can't be read");
	for (int i = 0; i < n; i++) {
		if (rc == 0 && is_ours(list[i]->d_name)) {
			const char *path =
			    arena_printf(&r->arena, "%s/%s", r->folder, list[i]->d_name);
			rc = file_settle(r, path, in, f);
			r->name = path; /* names carry their time: the last is the newest */
		}
		free(list[i]);
	}
	free(list);
	return rc;
}

/* ---- the file being written */

static int
writer_open(struct archive *r, const char *path, struct fail *f)
{
	r->writer = warc_writer_open(path, SOFTWARE, f);
	if (r->writer == NULL)
		return -1;
	r->name = ingest_archive_name(r->dir, path, &r->arena);
	return r->name ? 0 : fail_io(f, path, "the archive went away");
}

/* "geppo-20261123T010203Z.warc.gz"; within one second a counter keeps names apart. */
static const char *
new_path(struct archive *r)
{
	char now[INSTANT_SIZE], compact[INSTANT_SIZE];
	size_t n = 0;
	struct stat st;
	instant_now(now);
	for (const char *s = now; *s; s++)
		if (*s != '-' && *s != ':')
			compact[n++] = *s;
	compact[n] = '\0';
	const char *path =
	    arena_printf(&r->arena, "%s/" OURS_BEGIN "%s" OURS_END, r->folder, compact);
	for (int i = 1; stat(path, &st) == 0; i++)
		path = arena_printf(
		    &r->arena, "%s/" OURS_BEGIN "%s-%03d" OURS_END, r->folder, compact, i);
	return path;
}

int
archive_turn(struct archive *r, struct fail *f)
{
	if (r->writer && warc_writer_size(r->writer) < r->full)
		return 0;
	if (r->writer && warc_sync(r->writer, f) < 0)
		return -1;
	if (r->writer)
		warc_writer_close(r->writer);
	r->writer = NULL;
	return writer_open(r, new_path(r), f);
}

struct archive *
archive_open(const char *dir, struct ingest *in, struct fail *f)
{
	struct archive *r = calloc(1, sizeof *r);
	if (r == NULL)
		fatal("out of memory");
	r->full = (int64_t)in->config->settings.fetch_archive_mb * 1024 * 1024;
	r->dir = arena_str(&r->arena, dir);
	r->folder = arena_printf(&r->arena, "%s/archive", dir);
	struct stat st;
	int rc = file_mkdir(r->folder, f);
	if (rc == 0)
		rc = folder_settle(r, in, f);
	if (rc == 0) {
		const char *newest = r->name;
		bool goes_on = newest && stat(newest, &st) == 0 && st.st_size < r->full;
		rc = writer_open(r, goes_on ? newest : new_path(r), f);
	}
	if (rc == 0)
		return r;
	archive_close(r);
	return NULL;
}

int
archive_sync(struct archive *r, struct fail *f)
{
	return r->writer ? warc_sync(r->writer, f) : 0;
}

void
archive_close(struct archive *r)
{
	struct fail ignored; /* of what is unrecorded: robots.txt of a pass that failed */
	if (r == NULL)
		return;
	if (archive_sync(r, &ignored) < 0)
		log_warn("%s", fail_text(&ignored));
	if (r->writer)
		warc_writer_close(r->writer);
	arena_release(&r->arena);
	free(r);
}

static void
entry_part(struct warc_entry *e, const struct buf *head, const struct buf *body)
{
	e->head = head->text;
	e->head_len = head->len;
	e->body = body ? body->text : NULL;
	e->body_len = body ? body->len : 0;
}

static struct warc_entry
entry_of(const char *url, const struct exchange *x, const struct capture *same)
{
	struct warc_entry e = {.type = "response",
	    .date = x->at,
	    .url = url,
	    .content_type = "application/http;msgtype=response",
	    .payload_digest = x->digest[0] && x->status != 304 ? x->digest : NULL,
	    .truncated = x->truncated};
	if (x->status == 304) {
		e.type = "revisit";
		e.profile = NOT_MODIFIED;
	}
	if (same) {
		e.type = "revisit";
		e.profile = IDENTICAL;
		e.truncated = "length"; /* section 6.7.2 asks for it */
		e.refers_to = same->id;
		e.refers_to_url = same->url;
		e.refers_to_date = same->at;
		e.payload_digest = same->digest;
	}
	return e;
}

int
archive_put_same(struct archive *r, const char *url, const struct exchange *x,
    const struct capture *same, struct arena *a, struct capture *row, struct fail *f)
{
	struct warc_place asked, got;
	struct buf head;
	struct warc_entry request = {.type = "request",
	    .date = x->at,
	    .url = url,
	    .content_type = "application/http;msgtype=request"};
	struct warc_entry response = entry_of(url, x, same);
	response.concurrent_to = asked.id;
	buf_init(&head, CAP_HTTP_HEADER + CAP_LINE);
	exchange_head(x, &head);
	entry_part(&request, &x->request, NULL);
	entry_part(&response, &head, same ? NULL : &x->body);
	int rc = warc_add(r->writer, &request, &asked, f);
	if (rc == 0)
		rc = warc_add(r->writer, &response, &got, f);
	buf_release(&head);
	if (rc < 0)
		return -1;
	r->records += 2;
	*row = (struct capture){.id = arena_str(a, got.id),
	    .url = url,
	    .at = arena_str(a, x->at),
	    .warc = r->name,
	    .offset = got.offset,
	    .length = got.length,
	    .type = response.type,
	    .status = x->status,
	    .content_type = exchange_field(x, "Content-Type", a),
	    .digest = got.digest[0] ? arena_str(a, got.digest) : NULL};
	return 0;
}

int
archive_put(struct archive *r, const char *url, const struct exchange *x, struct arena *a,
    struct capture *row, struct fail *f)
{
	return archive_put_same(r, url, x, NULL, a, row, f);
}

int64_t
archive_records(const struct archive *r)
{
	return r->records;
}
