/* base_file.c - whole files: read with a cap, written beside and renamed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char folder[] = "/tmp/geppo-file-XXXXXX";
static char path[64];

static int
setup(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/a", folder);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder); /* fails when anything was left behind */
}

static int
entries(void)
{
	int n = 0;
	DIR *d = opendir(folder);
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void
reads_back_what_was_written(void **state)
{
	(void)state;
	struct fail f = {0};
	struct buf b;
	buf_init(&b, 100);
	assert_int_equal(file_write(path, "one\0two", 7, &f), 0);
	assert_int_equal(file_read(path, &b, &f), 0);
	assert_int_equal(b.len, 7);
	assert_memory_equal(b.text, "one\0two", 7);
	assert_int_equal(entries(), 1);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	buf_release(&b);
}

static void
names_the_path_that_cannot_be_read(void **state)
{
	(void)state;
	struct fail f = {0};
	struct buf b;
	buf_init(&b, 100);
	assert_int_equal(file_read("/nonexistent/x", &b, &f), -1);
	assert_int_equal(f.exit, EXIT_INPUT);
	assert_string_equal(
	    fail_text(&f), "/nonexistent/x: cannot open: No such file or directory");
	assert_int_equal(file_read(folder, &b, &f), -1);
	assert_string_equal(f.place, folder);

	char more[101] = {0};
	assert_int_equal(file_write(path, more, sizeof more, &f), 0);
	assert_int_equal(file_read(path, &b, &f), -1);
	assert_int_equal(f.exit, EXIT_INPUT);
	assert_string_equal(f.why, "larger than the 100 bytes allowed");
	buf_release(&b);
}

/* A disk that is full in the middle of writing: the old file stays, nothing is left beside it. */
static void
a_failed_write_leaves_the_old_file(void **state)
{
	(void)state;
	struct fail f = {0};
	struct buf b;
	static char large[8192];
	struct rlimit before, small;
	assert_int_equal(file_write(path, "old", 3, &f), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	int r = file_write(path, large, sizeof large, &f);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(r, -1);
	assert_int_equal(f.exit, EXIT_IO);
	assert_non_null(strstr(f.why, "cannot write"));
	assert_int_equal(entries(), 1);
	buf_init(&b, 100);
	assert_int_equal(file_read(path, &b, &f), 0);
	assert_string_equal(b.text, "old");
	buf_release(&b);
}

static void
makes_folders_above_folders(void **state)
{
	(void)state;
	struct fail f = {0};
	char deep[96];
	struct stat st;
	snprintf(deep, sizeof deep, "%s/x/y", folder);
	assert_int_equal(file_mkdir(deep, &f), 0);
	assert_int_equal(file_mkdir(deep, &f), 0);
	assert_int_equal(stat(deep, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	rmdir(deep);
	*strrchr(deep, '/') = '\0';
	rmdir(deep);
	assert_int_equal(file_write(path, "", 0, &f), 0);
	snprintf(deep, sizeof deep, "%s/z", path);
	assert_int_equal(file_mkdir(deep, &f), -1);
	assert_int_equal(f.exit, EXIT_IO);
}

static void
knows_where_the_program_lies(void **state)
{
	(void)state;
	char self[4096], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	assert_true(n > 0);
	self[n] = '\0';
	slash = strrchr(self, '/');
	assert_string_equal(slash, "/base_file");
	strcpy(slash, "/other");
	assert_string_equal(file_program("other"), self);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_back_what_was_written),
	    cmocka_unit_test(names_the_path_that_cannot_be_read),
	    cmocka_unit_test(a_failed_write_leaves_the_old_file),
	    cmocka_unit_test(makes_folders_above_folders),
	    cmocka_unit_test(knows_where_the_program_lies),
	};
	return cmocka_run_group_tests_name("base: files", tests, setup, teardown);
}
