/* child.c - see child.h. The parent's ends of the pipes do not block: every wait is a poll with a
 * deadline on the monotonic clock. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

static bool
go_offline(int cpu_seconds)
{
	static const int families[] = {AF_INET, AF_INET6, AF_PACKET};
	struct rlimit l = {(rlim_t)cpu_seconds, (rlim_t)cpu_seconds};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool done = filter && setrlimit(RLIMIT_CPU, &l) == 0;
	for (size_t i = 0; done && i < sizeof families / sizeof *families; i++)
		done = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
		           SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i])) == 0;
	return done && seccomp_load(filter) == 0;
}

/* Becomes the child: only returns by exec or exit. An exec that fails sends its errno up `report`.
 * cpu_seconds 0: without limits. */
static _Noreturn void
become(const char *const argv[], int in, int out, int report, pid_t parent, int cpu_seconds)
{
	int code = 0;
	if (setpgid(0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(EXIT_BUG);
	signal(SIGPIPE, SIG_DFL);
	if (cpu_seconds > 0 && !go_offline(cpu_seconds))
		_exit(EXIT_BUG);
	if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0)
		execv(argv[0], (char *const *)argv);
	code = errno;
	ssize_t told = write(report, &code, sizeof code);
	(void)told; /* the parent sees the end of the pipe either way */
	_exit(EXIT_IO);
}

static void
close_all(int (*pipes)[2], int n)
{
	for (int i = 0; i < n; i++) {
		close(pipes[i][0]);
		close(pipes[i][1]);
	}
}

static int
exec_error(int report)
{
	int code = 0;
	ssize_t n;
	while ((n = read(report, &code, sizeof code)) < 0 && errno == EINTR)
		;
	return n == (ssize_t)sizeof code ? code : 0;
}

static int
start(struct child *c, const char *const argv[], int cpu_seconds, struct fail *f)
{
	int pipes[3][2]; /* to the child, from the child, why exec failed */
	*c = (struct child){.pid = -1, .in = -1, .out = -1};
	for (int i = 0; i < 3; i++)
		if (pipe2(pipes[i], O_CLOEXEC) != 0) {
			int r = fail_io(f, argv[0], "cannot make a pipe");
			close_all(pipes, i);
			return r;
		}
	signal(SIGPIPE, SIG_IGN); /* a dead child is an EPIPE to report, not our end */
	pid_t parent = getpid();
	c->pid = fork();
	if (c->pid < 0) {
		int r = fail_io(f, argv[0], "cannot fork");
		close_all(pipes, 3);
		return r;
	}
	if (c->pid == 0)
		become(argv, pipes[0][0], pipes[1][1], pipes[2][1], parent, cpu_seconds);
	close(pipes[0][0]);
	close(pipes[1][1]);
	close(pipes[2][1]);
	c->in = pipes[0][1];
	c->out = pipes[1][0];
	int code = exec_error(pipes[2][0]);
	close(pipes[2][0]);
	if (code != 0) {
		child_kill(c);
		errno = code;
		return fail_io(f, argv[0], "cannot start");
	}
	fcntl(c->in, F_SETFL, O_NONBLOCK);
	fcntl(c->out, F_SETFL, O_NONBLOCK);
	return 0;
}

int
child_start(struct child *c, const char *const argv[], struct fail *f)
{
	return start(c, argv, 0, f);
}

int
child_start_offline(struct child *c, const char *const argv[], int cpu_seconds, struct fail *f)
{
	return start(c, argv, cpu_seconds, f);
}

/* Wait until fd is ready or the deadline is over: 1, 0 (time is up), -1. */
static int
wait_ready(int fd, short events, double deadline)
{
	for (;;) {
		double left = deadline - clock_monotonic();
		if (left <= 0)
			return 0;
		struct pollfd p = {.fd = fd, .events = events};
		int n = poll(&p, 1, (int)(left * 1000) + 1);
		if (n > 0)
			return 1;
		if (n < 0 && errno != EINTR)
			return -1;
	}
}

/* Take a whole line out of `rest` into b. */
static bool
take_line(struct buf *rest, size_t searched, struct buf *b)
{
	char *end = memchr(rest->text + searched, '\n', rest->len - searched);
	if (end == NULL)
		return false;
	size_t n = (size_t)(end - rest->text);
	buf_add(b, rest->text, n);
	memmove(rest->text, end + 1, rest->len - n - 1);
	buf_cut(rest, rest->len - n - 1);
	return true;
}

int
child_read_line(struct child *c, struct buf *rest, struct buf *b, int seconds, struct fail *f)
{
	double deadline = clock_monotonic() + seconds;
	char chunk[64 * 1024];
	size_t searched = 0;
	while (!take_line(rest, searched, b)) {
		searched = rest->len;
		int ready = wait_ready(c->out, POLLIN, deadline);
		if (ready == 0)
			return fail_input(f, NULL, "no answer within %d s", seconds);
		ssize_t n = ready < 0 ? -1 : read(c->out, chunk, sizeof chunk);
		if (n == 0)
			return 0;
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n < 0)
			return fail_io(f, NULL, "cannot read the answer");
		buf_add(rest, chunk, (size_t)n);
		if (buf_full(rest))
			return fail_input(f, NULL, "an answer longer than %zu bytes", rest->cap);
	}
	return buf_full(b) ? fail_input(f, NULL, "an answer longer than %zu bytes", b->cap) : 1;
}

int
child_write(struct child *c, const void *bytes, size_t n, int seconds, struct fail *f)
{
	const char *p = bytes;
	double deadline = clock_monotonic() + seconds;
	while (n > 0) {
		int ready = wait_ready(c->in, POLLOUT, deadline);
		if (ready == 0)
			return fail_input(f, NULL, "did not take its input within %d s", seconds);
		ssize_t done = ready < 0 ? -1 : write(c->in, p, n);
		if (done < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (done < 0)
			return fail_io(f, NULL, "cannot write to the child");
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

static void
close_pipes(struct child *c)
{
	if (c->in >= 0)
		close(c->in);
	if (c->out >= 0)
		close(c->out);
	c->in = c->out = -1;
}

static int
reap(struct child *c)
{
	int status = 0;
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	c->pid = -1;
	return status;
}

int
child_kill(struct child *c)
{
	close_pipes(c);
	if (kill(-c->pid, SIGKILL) != 0)
		kill(c->pid, SIGKILL); /* it has not come as far as its own group */
	return reap(c);
}

int
child_end(struct child *c, int seconds)
{
	double deadline = clock_monotonic() + seconds;
	close_pipes(c);
	for (;;) {
		int status = 0;
		pid_t done = waitpid(c->pid, &status, WNOHANG);
		if (done == c->pid) {
			c->pid = -1;
			return status;
		}
		if (clock_monotonic() > deadline)
			return child_kill(c);
		nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
	}
}

const char *
child_status_text(int status)
{
	static char text[128];
	if (WIFSIGNALED(status))
		snprintf(text, sizeof text, "killed by signal %d (%s)", WTERMSIG(status),
		    strsignal(WTERMSIG(status)));
	else
		snprintf(text, sizeof text, "exit code %d", WEXITSTATUS(status));
	return text;
}

int
child_run(const char *const argv[])
{
	struct child c = {.in = -1, .out = -1};
	c.pid = fork();
	if (c.pid < 0) {
		log_warn("%s: cannot fork: %s", argv[0], strerror(errno));
		return EXIT_IO;
	}
	if (c.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execv(argv[0], (char *const *)argv);
		log_warn("%s: cannot start: %s", argv[0], strerror(errno));
		_exit(EXIT_IO);
	}
	int status = reap(&c);
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	log_warn("%s: %s", argv[0], child_status_text(status));
	return EXIT_BUG;
}
