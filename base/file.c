/* file.c - see file.h. The only code that opens a file for writing under its live name's folder. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

static int
read_all(int fd, const char *path, struct buf *b, struct fail *f)
{
	char chunk[64 * 1024];
	for (;;) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n == 0)
			return 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_io(f, path, "cannot read");
		buf_add(b, chunk, (size_t)n);
		if (buf_full(b))
			return fail_input(f, path, "larger than the %zu bytes allowed", b->cap);
	}
}

int
file_read(const char *path, struct buf *b, struct fail *f)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		int code = errno;
		(void)fail_io(f, path, "cannot open");
		if (code == ENOENT || code == EISDIR || code == ENOTDIR) {
			f->what = FAIL_HOLD;
			f->exit = EXIT_INPUT;
		}
		return -1;
	}
	int r = read_all(fd, path, b, f);
	close(fd);
	return r;
}

static int
write_all(int fd, const char *path, const char *bytes, size_t n, struct fail *f)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return fail_io(f, path, "cannot write");
		bytes += done;
		n -= (size_t)done;
	}
	return fsync(fd) == 0 ? 0 : fail_io(f, path, "cannot fsync");
}

int
file_sync_folder(const char *path, struct fail *f)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	snprintf(
	    folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int r = fd >= 0 && fsync(fd) == 0 ? 0 : fail_io(f, folder, "cannot fsync the folder");
	if (fd >= 0)
		close(fd);
	return r;
}

int
file_write(const char *path, const void *bytes, size_t n, struct fail *f)
{
	char temporary[PATH_MAX];
	if ((size_t)snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= sizeof temporary)
		return fail_input(f, path, "path too long");
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return fail_io(f, path, "cannot create a temporary file beside");
	int r = write_all(fd, temporary, bytes, n, f);
	if (r == 0 && fchmod(fd, 0644) != 0)
		r = fail_io(f, temporary, "cannot set the mode");
	if (close(fd) != 0 && r == 0)
		r = fail_io(f, temporary, "cannot close");
	if (r == 0 && rename(temporary, path) != 0)
		r = fail_io(f, path, "cannot rename into place");
	if (r != 0) {
		unlink(temporary);
		return r;
	}
	return file_sync_folder(path, f);
}

int
file_mkdir(const char *path, struct fail *f)
{
	char part[PATH_MAX];
	if (strlen(path) >= sizeof part)
		return fail_input(f, path, "path too long");
	for (const char *s = path + 1;; s++) {
		if (*s != '/' && *s != '\0')
			continue;
		snprintf(part, sizeof part, "%.*s", (int)(s - path), path);
		if (mkdir(part, 0755) != 0 && errno != EEXIST)
			return fail_io(f, part, "cannot make the folder");
		if (*s == '\0')
			return 0;
	}
}

static const char *
program_dir(void)
{
	static char dir[PATH_MAX];
	if (dir[0] == '\0') {
		ssize_t n = readlink("/proc/self/exe", dir, sizeof dir - 1);
		if (n <= 0)
			fatal("cannot read /proc/self/exe");
		dir[n] = '\0';
		*strrchr(dir, '/') = '\0';
	}
	return dir;
}

const char *
file_program(const char *name)
{
	static char path[PATH_MAX + 32];
	snprintf(path, sizeof path, "%s/%s", program_dir(), name);
	return path;
}

const char *
file_share_dir(void)
{
	static char dir[PATH_MAX];
	char path[PATH_MAX + 32];
	if (dir[0] == '\0') {
		snprintf(path, sizeof path, "%s/../../share/geppo", program_dir());
		if (realpath(path, dir) == NULL)
			fatal("%s: the shared data is not there: is geppo installed whole?", path);
	}
	return dir;
}
