/* command_archive.c - `geppo archive`: is it whole, what is in it, what was a page on a day. */
#include "fetch/fetch.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/url.h"
#include "base/warc.h"
#include "fetch/surt.h"
#include "store/store.h"

static const char *at_text;
static bool raw, body_only;

const struct option_spec archive_show_options[] = {
    {"at", OPTION_TEXT, &at_text, "DATE", "as it was then: a day, or an instant (default: now)", 0,
        0},
    {"raw", OPTION_FLAG, &raw, NULL, "the block as it is archived, compression kept", 0, 0},
    {"body", OPTION_FLAG, &body_only, NULL, "without the headers", 0, 0}, {0}};

/* ---- the files that are meant */

typedef int (*file_take)(const char *path, void *context, struct fail *f);

static int
is_archive(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return n > 8 && strcmp(e->d_name + n - 8, ".warc.gz") == 0;
}

/* Those named, else all of DIR/archive. The exit code of the worst. */
static int
files_each(const struct invocation *in, file_take take, void *context)
{
	struct arena a = {0};
	struct dirent **list = NULL;
	const char *folder = arena_printf(&a, "%s/archive", in->dir);
	int code = EXIT_DONE, n = in->argc;
	if (n == 0 && (n = scandir(folder, &list, is_archive, alphasort)) < 0) {
		log_warn("%s: %s", folder, strerror(errno));
		return EXIT_IO;
	}
	for (int i = 0; i < n; i++) {
		struct fail f = {0};
		const char *path =
		    list ? arena_printf(&a, "%s/%s", folder, list[i]->d_name) : in->argv[i];
		if (take(path, context, &f) < 0) {
			log_warn("%s", fail_text(&f));
			code = f.exit > code ? f.exit : code;
		}
		if (list)
			free(list[i]);
	}
	free(list);
	arena_release(&a);
	return code;
}

/* ---- verify */

/* The payload of a response block as archived: what follows the header. */
static bool
payload_fits(const struct warc_record *rec)
{
	char right[40];
	const char *end =
	    rec->block_len > 0 ? memmem(rec->block, rec->block_len, "\r\n\r\n", 4) : NULL;
	bool response = rec->type && strcasecmp(rec->type, "response") == 0;
	if (!response || rec->truncated || rec->payload_digest == NULL || end == NULL ||
	    strncasecmp(rec->payload_digest, "sha1:", 5) != 0)
		return true;
	size_t head = (size_t)((const unsigned char *)end + 4 - rec->block);
	sha1_label(rec->block + head, rec->block_len - head, right);
	return strcasecmp(rec->payload_digest, right) == 0;
}

/* What is wrong with a record that could be read, or NULL. Other writers reckon payload digests
 * over other bytes (chunks taken out or not): only a block digest is the standard's to the letter.
 */
static const char *
record_fault(const struct warc_record *rec, bool ours)
{
	int64_t seconds;
	if (rec->digest_wrong)
		return "its block digest is wrong";
	if (ours && !payload_fits(rec))
		return "its payload digest is wrong";
	if (rec->id == NULL)
		return "it has no WARC-Record-ID";
	if (rec->date == NULL || !instant_parse(rec->date, &seconds))
		return "its WARC-Date is no instant";
	return NULL;
}

struct verified {
	size_t records, faults;
	bool ours;
};

static void
verify_record(struct verified *v, const char *path, const struct warc_record *rec)
{
	const char *fault = record_fault(rec, v->ours);
	v->records++;
	if (fault == NULL)
		return;
	v->faults++;
	printf("%s@%" PRId64 ": %s\n", path, rec->offset, fault);
}

static int
verify_file(const char *path, void *context, struct fail *f)
{
	struct arena a = {0};
	struct warc_record rec;
	struct verified v = {0};
	const char *name = strrchr(path, '/');
	v.ours = strncmp(name ? name + 1 : path, "geppo-", 6) == 0;
	(void)context;
	struct warc_reader *r = warc_open(path, 0, f);
	if (r == NULL)
		return -1;
	int got;
	while ((got = warc_next(r, &a, &rec, f)) != 0) {
		if (got > 0)
			verify_record(&v, path, &rec);
		else {
			v.faults++;
			printf("%s\n", fail_text(f));
			if (f->exit == EXIT_IO)
				break;
		}
		arena_reset(&a);
	}
	warc_close(r);
	arena_release(&a);
	printf("%s: %zu record%s, %zu fault%s\n", path, v.records, v.records == 1 ? "" : "s",
	    v.faults, v.faults == 1 ? "" : "s");
	if (got < 0)
		return -1;
	return v.faults == 0 ? 0 : fail_input(f, path, "the archive is not whole");
}

int
archive_verify_command(const struct invocation *in)
{
	return files_each(in, verify_file, NULL);
}

/* ---- cdxj */

struct index_lines {
	struct arena arena;
	const char **lines;
	size_t n, cap;
};

static bool
is_indexed(const struct warc_record *rec)
{
	static const char *const kinds[] = {"response", "revisit", "resource"};
	for (size_t i = 0; rec->type && rec->url && i < sizeof kinds / sizeof *kinds; i++)
		if (strcasecmp(rec->type, kinds[i]) == 0)
			return true;
	return false;
}

static void
index_record(
    struct index_lines *l, const char *name, const struct warc_record *rec, struct arena *scratch)
{
	struct http_message m = {0};
	char instant[INSTANT_SIZE];
	int64_t seconds;
	struct buf line;
	if (!is_indexed(rec) || rec->date == NULL || !instant_parse(rec->date, &seconds))
		return;
	instant_write(seconds, instant);
	bool http = warc_http(rec, scratch, &m);
	const char *mime = strcasecmp(rec->type, "revisit") == 0 ? "warc/revisit"
	                   : http                                ? m.content_type
	                                                         : rec->content_type;
	buf_init(&line, CAP_LINE);
	surt_line(&line, rec, instant, mime, http ? m.status : 0, name);
	l->lines = arena_grow(&l->arena, l->lines, l->n, l->n + 1, &l->cap, sizeof *l->lines);
	if (!buf_full(&line))
		l->lines[l->n++] = arena_str(&l->arena, line.text);
	else
		log_warn("%s@%" PRId64 ": too long for a line of the index", name, rec->offset);
	buf_release(&line);
}

static int
index_file(const char *path, void *context, struct fail *f)
{
	struct arena a = {0};
	struct warc_record rec;
	struct index_lines *l = context;
	const char *slash = strrchr(path, '/');
	struct warc_reader *r = warc_open(path, 0, f);
	int got, faults = 0;
	if (r == NULL)
		return -1;
	while ((got = warc_next(r, &a, &rec, f)) != 0) {
		if (got > 0)
			index_record(l, slash ? slash + 1 : path, &rec, &a);
		else if (faults++, f->exit == EXIT_IO)
			break;
		arena_reset(&a);
	}
	warc_close(r);
	arena_release(&a);
	return faults ? -1 : 0;
}

static int
by_line(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

int
archive_cdxj_command(const struct invocation *in)
{
	struct index_lines l = {0};
	int code = files_each(in, index_file, &l);
	if (l.n > 0)
		qsort(l.lines, l.n, sizeof *l.lines, by_line);
	for (size_t i = 0; i < l.n; i++)
		puts(l.lines[i]);
	arena_release(&l.arena);
	return code;
}

/* ---- show */

/* The instant until which a capture may be; false: no date. A day is meant to its end. */
static bool
until(const char *text, struct arena *a, const char **instant)
{
	struct date d;
	int64_t seconds;
	char out[INSTANT_SIZE];
	if (text == NULL) {
		*instant = "9999-12-31T23:59:59Z";
		return true;
	}
	if (date_parse(text, &d) && d.day > 0) {
		*instant = arena_printf(a, "%sT23:59:59Z", text);
		return true;
	}
	if (!instant_parse(text, &seconds))
		return false;
	instant_write(seconds, out);
	*instant = arena_str(a, out);
	return true;
}

/* The record of a capture: at its place, or behind it in a member that several share. */
static int
record_of(const char *dir, const struct capture *c, struct arena *a, struct warc_record *rec,
    struct fail *f)
{
	const char *path = *c->warc == '/' ? c->warc : arena_printf(a, "%s/%s", dir, c->warc);
	struct warc_reader *r = warc_open(path, c->offset, f);
	int got = r ? warc_next(r, a, rec, f) : -1;
	while (got > 0 && rec->id && strcmp(rec->id, c->id) != 0 && rec->offset == c->offset)
		got = warc_next(r, a, rec, f);
	warc_close(r);
	if (got == 0)
		return fail_input(f, path, "the record %s is not in the archive", c->id);
	return got < 0 ? -1 : 0;
}

static int
record_print(const struct warc_record *rec, struct arena *a, struct fail *f)
{
	struct http_message m;
	if (raw || !warc_http(rec, a, &m)) {
		fwrite(rec->block, 1, rec->block_len, stdout);
		return 0;
	}
	if (m.body_cut)
		log_warn("the content is cut short or damaged: what was readable is shown");
	if (!body_only)
		fputs(m.headers, stdout);
	if (fwrite(m.body, 1, m.body_len, stdout) != m.body_len)
		return fail_io(f, "standard output", "cannot write");
	return 0;
}

static int
show(const struct invocation *in, struct store *s, const char *url, const char *instant,
    struct arena *a, struct fail *f)
{
	struct capture c, shown;
	struct warc_record rec;
	int found = store_capture_at(s, url, instant, false, a, &c, f);
	if (found <= 0)
		return found < 0 ? -1
		                 : fail_input(f, url, "nothing archived%s%s",
		                       at_text ? " until " : "", at_text ? at_text : "");
	shown = c;
	if (strcmp(c.type, "revisit") == 0) {
		found = store_capture_at(s, url, c.at, true, a, &shown, f);
		if (found <= 0)
			return found < 0 ? -1
			                 : fail_input(f, url,
			                       "only a revisit is archived, not what it repeats");
		log_info("captured %s, unchanged since %s", c.at, shown.at);
	} else
		log_info("captured %s, %s@%" PRId64, c.at, c.warc, c.offset);
	return record_of(in->dir, &shown, a, &rec, f) < 0 ? -1 : record_print(&rec, a, f);
}

int
archive_show_command(const struct invocation *in)
{
	struct arena a = {0};
	struct url u;
	struct fail f = {0};
	const char *instant, *text = in->argv[0];
	struct store *s = NULL;
	int rc = -1;
	if (!url_parse(text, strlen(text), NULL, &a, &u))
		fail_input(&f, text, "no http or https address");
	else if (!until(at_text, &a, &instant)) {
		fail_input(&f, at_text, "no date; allowed: 2026-06-30 or 2026-06-30T01:02:03Z");
		f.exit = EXIT_USAGE;
	} else if ((s = store_open(in->dir, STORE_READ, &f)) != NULL)
		rc = show(in, s, u.href, instant, &a, &f);
	store_close(s);
	arena_release(&a);
	if (rc == 0)
		return EXIT_DONE;
	log_warn("%s", fail_text(&f));
	return f.exit;
}
