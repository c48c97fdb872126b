/* print.c - the page to PDF by WeasyPrint: a child process in a folder of its own, without a
 * network, with limits on its time and on the size of what it gives. */
#include "bulletin/finish.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/child.h"
#include "base/file.h"

/* Most of it goes into the fonts, whatever the length: half a minute on an idle machine. */
enum { PRINT_SECONDS = 600 };

/* The first `name` of $PATH. */
static bool
find_tool(const char *name, char path[PATH_MAX])
{
	const char *dirs = getenv("PATH");
	for (dirs = dirs ? dirs : "/usr/bin:/bin"; *dirs;) {
		size_t n = strcspn(dirs, ":");
		int len = snprintf(path, PATH_MAX, "%.*s/%s", (int)n, dirs, name);
		if (n > 0 && len < PATH_MAX && access(path, X_OK) == 0)
			return true;
		dirs += n + (dirs[n] == ':');
	}
	return false;
}

static int
print(const char *tool, const char *page, const char *paper, struct buf *out, struct fail *f)
{
	const char *const argv[] = {tool, "--quiet", "--encoding", "utf-8", page, paper, NULL};
	struct child c;
	if (child_start_offline(&c, argv, PRINT_SECONDS, f) < 0)
		return -1;
	int status = child_end(&c, PRINT_SECONDS);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return fail_input(f, tool, "made no PDF: %s", child_status_text(status));
	return file_read(paper, out, f);
}

int
finish_pdf(const char *dir, const struct buf *in, struct buf *out, struct fail *f)
{
	(void)dir;
	char tool[PATH_MAX], page[PATH_MAX], paper[PATH_MAX], folder[] = "/tmp/geppo-print-XXXXXX";
	if (!find_tool("weasyprint", tool))
		return fail_config(f, "weasyprint", "is not installed: no PDF can be made");
	if (mkdtemp(folder) == NULL)
		return fail_io(f, folder, "cannot make a folder");
	snprintf(page, sizeof page, "%s/issue.html", folder);
	snprintf(paper, sizeof paper, "%s/issue.pdf", folder);
	int rc = file_write(page, in->text, in->len, f);
	if (rc == 0)
		rc = print(tool, page, paper, out, f);
	(void)unlink(page); /* what is not there needs no removing */
	(void)unlink(paper);
	(void)rmdir(folder);
	return rc;
}
