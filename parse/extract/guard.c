/* guard.c - see guard.h. */
#include "parse/extract/guard.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/fail.h"

bool
guard_split(struct guard *g)
{
	void *page = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		return false;
	g->stage = page;
	g->pid = fork();
	if (g->pid == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return g->pid >= 0;
}

void
guard_stage(struct guard *g, enum guard_stage stage)
{
	if (g->stage)
		*g->stage = (char)stage;
}

bool
guard_wait(struct guard *g, int *code, const char **why)
{
	int status = 0;
	while (waitpid(g->pid, &status, 0) < 0 && errno == EINTR)
		;
	bool reading = *g->stage == GUARD_READING;
	*code = WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_BUG;
	if (!reading || (WIFEXITED(status) && *code != EXIT_IO && *code != EXIT_BUG))
		return true;
	*why = WIFEXITED(status)             ? "its reader ran out of memory"
	       : WTERMSIG(status) == SIGXCPU ? "took more CPU time than allowed"
	       : WTERMSIG(status) == SIGKILL ? "its reader was killed"
	                                     : child_status_text(status);
	return false;
}
