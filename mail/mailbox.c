/* mailbox.c - see mailbox.h. */
#include "mail/mailbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "mail/imap.h"

struct mailbox {
	const struct settings *settings;
	struct imap *imap;
	uint32_t validity, *uids;
	char **files; /* paths in a maildir, "new/..." */
	size_t n, next;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
list_folder(struct mailbox *m, const char *sub, struct fail *f)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", m->settings->mailbox_maildir, sub);
	DIR *d = opendir(path);
	if (d == NULL)
		return fail_io(f, path, "cannot open");
	for (struct dirent *e; (e = readdir(d)) != NULL;) {
		if (e->d_name[0] == '.')
			continue;
		m->files = realloc(m->files, (m->n + 1) * sizeof *m->files);
		if (m->files == NULL || asprintf(&m->files[m->n], "%s/%s", sub, e->d_name) < 0)
			fatal("out of memory");
		m->n++;
	}
	closedir(d);
	return 0;
}

static int
open_maildir(struct mailbox *m, struct fail *f)
{
	if (list_folder(m, "new", f) < 0 || list_folder(m, "cur", f) < 0)
		return -1;
	if (m->n > 0)
		qsort(m->files, m->n, sizeof *m->files, by_name);
	return 0;
}

struct mailbox *
mailbox_open(const struct settings *settings, struct fail *f)
{
	struct mailbox *m = calloc(1, sizeof *m);
	int rc;
	if (m == NULL)
		fatal("out of memory");
	m->settings = settings;
	if (settings->mailbox_maildir)
		rc = open_maildir(m, f);
	else if (settings->mailbox.host) {
		m->imap = imap_open(
		    &settings->mailbox, settings->mailbox_folder, &m->validity, &m->uids, &m->n, f);
		rc = m->imap ? 0 : -1;
	} else
		rc = fail_config(
		    f, NULL, "no mailbox: geppo.yaml names neither mailbox.maildir nor host");
	if (rc < 0) {
		mailbox_close(m);
		return NULL;
	}
	return m;
}

void
mailbox_close(struct mailbox *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; m->files && i < m->n; i++)
		free(m->files[i]);
	free(m->files);
	free(m->uids);
	imap_close(m->imap);
	free(m);
}

/* The name of a file as long as it lies there: without folder and flags. */
static void
place_write(const struct mailbox *m, size_t i, char out[PLACE_SIZE])
{
	if (m->imap) {
		snprintf(out, PLACE_SIZE, "imap:%.200s/%.200s:%u:%u", m->settings->mailbox.host,
		    m->settings->mailbox_folder, (unsigned)m->validity, (unsigned)m->uids[i]);
		return;
	}
	const char *name = m->files[i] + 4;
	snprintf(out, PLACE_SIZE, "maildir:%.*s", (int)strcspn(name, ":"), name);
}

/* The beginning of a file. 1, 0 when it is gone (a mail program moved it), -1. */
static int
read_file(const struct mailbox *m, const char *name, struct buf *bytes, struct fail *f)
{
	char path[4096], chunk[64 * 1024];
	ssize_t got;
	snprintf(path, sizeof path, "%s/%s", m->settings->mailbox_maildir, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? 0 : fail_io(f, path, "cannot open");
	while ((got = read(fd, chunk, sizeof chunk)) > 0 && bytes->len < bytes->cap) {
		size_t room = bytes->cap - bytes->len;
		buf_add(bytes, chunk, (size_t)got < room ? (size_t)got : room);
	}
	close(fd);
	return got < 0 ? fail_io(f, path, "cannot read") : 1;
}

int
mailbox_next(struct mailbox *m, place_known known, void *context, char place[PLACE_SIZE],
    struct buf *bytes, struct fail *f)
{
	int rc = 0;
	while (rc == 0 && m->next < m->n) {
		size_t i = m->next++;
		place_write(m, i, place);
		rc = known(context, place, f);
		if (rc < 0)
			return -1;
		if (rc == 1) {
			rc = 0;
			continue;
		}
		rc = m->imap ? imap_fetch(m->imap, m->uids[i], bytes, f)
		             : read_file(m, m->files[i], bytes, f);
	}
	return rc;
}
