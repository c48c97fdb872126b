/* converter.c - see converter.h. */
#include "parse/attachment/converter.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cage.h"
#include "base/caps.h"
#include "base/clock.h"
#include "base/log.h"

/* Bytes of address space a converter may have. */
enum { CONVERTER_MEMORY = 480 * 1024 * 1024 };

enum { CODE_NO_CAGE = 125, CODE_NO_PROGRAM = 127 };

struct converter {
	int fd;
	pid_t pid;
	int ocr_seconds;
};

/* Of an A4 page 220 dots an inch, and of a hostile one no more dots than of that. */
#define PAGE_LONG_SIDE "2600"

static const char the_page[] = ""; /* stands for the number of the page */

/* tesseract would start threads of its own. */
static const char *const environment[] = {
    "LC_ALL=C.UTF-8", "HOME=/nonexistent", "OMP_THREAD_LIMIT=1", NULL};

static const struct {
	const char *program;
	const char *const argv[12];
	const char *data; /* a pattern of what it cannot do without, or NULL */
} programs[CONVERT_COUNT] = {
    [CONVERT_PDF] = {"/usr/bin/pdftotext", {"pdftotext", "-q", "-tsv", "-enc", "UTF-8", "-", "-"},
        NULL},
    [CONVERT_PAGE] = {"/usr/bin/pdftoppm",
        {"pdftoppm", "-q", "-gray", "-scale-to", PAGE_LONG_SIDE, "-f", the_page, "-l", the_page,
            "-"},
        NULL},
    [CONVERT_PICTURE] = {"/usr/bin/tesseract",
        {"tesseract", "stdin", "stdout", "-l", "chi_sim", "-c", "tessedit_create_tsv=1", "--dpi",
            "220"},
        "/usr/share/tesseract-ocr/*/tessdata/chi_sim.traineddata"},
};

/* What the exit codes of pdftotext(1) mean; the others know only good and bad. */
static const struct {
	uint32_t kind;
	int code;
	const char *why;
} meanings[] = {
    {CONVERT_PDF, 1, "damaged: no PDF that can be opened"},
    {CONVERT_PDF, 3, "the file forbids copying its text"},
    {CONVERT_PDF, 99, "damaged: no page of it can be read"},
    {CONVERT_PAGE, 1, "damaged: a page that cannot be drawn"},
    {CONVERT_PICTURE, 1, "a picture that tesseract cannot read"},
};

/* What is asked of the broker, and what it answers in front of the bytes. */
struct question {
	uint32_t kind;
	int32_t cpu_seconds, page;
	uint64_t n;
};
struct reply {
	int32_t code; /* exit code; -1: `why` */
	uint64_t n;
	double cpu_seconds; /* used */
	char why[128];
};

static bool
read_all(int fd, void *to, size_t n)
{
	for (size_t got = 0; got < n;) {
		ssize_t r = read(fd, (char *)to + got, n - got);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		got += (size_t)r;
	}
	return true;
}

static bool
write_all(int fd, const void *from, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t r = write(fd, (const char *)from + done, n - done);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		done += (size_t)r;
	}
	return true;
}

/* The input as a file without a name, so that the program may seek in it. */
static int
input_file(int from, uint64_t n)
{
	char chunk[65536];
	int fd = memfd_create("input", MFD_CLOEXEC);
	while (n > 0) {
		size_t want = n < sizeof chunk ? (size_t)n : sizeof chunk;
		if (!read_all(from, chunk, want)) {
			if (fd >= 0)
				close(fd);
			return -2;
		}
		if (fd >= 0 && !write_all(fd, chunk, want)) {
			close(fd);
			fd = -1;
		}
		n -= want;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

static _Noreturn void
become(const struct converter_limits *l, const struct question *q, int in, int out, int socket)
{
	const char *argv[sizeof programs->argv / sizeof *programs->argv];
	char page[12];
	struct fail f = {0};
	struct cage_limits limits = {
	    .memory = l->memory < CONVERTER_MEMORY ? l->memory : CONVERTER_MEMORY,
	    .cpu_seconds = q->cpu_seconds,
	    .output = CAP_PAGE};
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	const char *program = programs[q->kind].program;
	snprintf(page, sizeof page, "%d", (int)q->page);
	for (size_t i = 0; i < sizeof argv / sizeof *argv; i++)
		argv[i] = programs[q->kind].argv[i] == the_page ? page : programs[q->kind].argv[i];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_DFL);
	if (null < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0)
		_exit(126);
	close(socket);
	if (cage_enter_program(program, &limits, l->weaker_allowed, &f) != 0) {
		log_warn("%s", fail_text(&f));
		_exit(CODE_NO_CAGE);
	}
	dup2(null, 2);
	execve(program, (char *const *)argv, (char *const *)environment);
	_exit(CODE_NO_PROGRAM);
}

/* Take the program's output until it ends, is too much or too slow. */
static const char *
collect(int from, double deadline, struct buf *out)
{
	char chunk[65536];
	for (;;) {
		double left = deadline - clock_monotonic();
		struct pollfd p = {.fd = from, .events = POLLIN};
		if (left <= 0)
			return "took too long";
		int ready = poll(&p, 1, (int)(left * 1000) + 1);
		if (ready <= 0)
			continue;
		ssize_t n = read(from, chunk, sizeof chunk);
		if (n == 0)
			return NULL;
		if (n > 0)
			buf_add(out, chunk, (size_t)n);
		if (buf_full(out))
			return "gave more text than is allowed";
	}
}

/* How the program ended, in words. */
static void
outcome(uint32_t kind, int status, const char *bad, struct reply *reply)
{
	const char *name = programs[kind].argv[0], *why = NULL;
	if (bad)
		snprintf(reply->why, sizeof reply->why, "%s %s", name, bad);
	else if (WIFSIGNALED(status))
		snprintf(reply->why, sizeof reply->why, "%s was ended by signal %d (%s)", name,
		    WTERMSIG(status),
		    WTERMSIG(status) == SIGXCPU ? "CPU time" : strsignal(WTERMSIG(status)));
	if (bad || WIFSIGNALED(status))
		return;
	reply->code = WEXITSTATUS(status);
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].kind == kind && meanings[i].code == reply->code)
			why = meanings[i].why;
	if (why)
		snprintf(reply->why, sizeof reply->why, "%s", why);
	else if (reply->code == CODE_NO_CAGE || reply->code == CODE_NO_PROGRAM)
		snprintf(reply->why, sizeof reply->why, "%s is not run: %s", name,
		    reply->code == CODE_NO_CAGE ? "its cage cannot be had on this kernel"
		                                : "it cannot be executed");
	else
		snprintf(reply->why, sizeof reply->why, "%s gave up with exit code %d", name,
		    reply->code);
}

static bool
is_there(const char *pattern)
{
	glob_t found;
	if (pattern == NULL)
		return true;
	bool there = glob(pattern, GLOB_NOSORT, NULL, &found) == 0;
	globfree(&found);
	return there;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void
convert(const struct converter_limits *l, const struct question *q, int in, int socket,
    struct buf *out, struct reply *reply)
{
	int pipes[2], status = 0;
	struct rusage used = {0};
	*reply = (struct reply){.code = -1};
	const char *program = programs[q->kind].program;
	snprintf(reply->why, sizeof reply->why, "%s could not be started", program);
	if (access(program, X_OK) != 0) {
		snprintf(reply->why, sizeof reply->why, "%s is not installed", program);
		return;
	}
	if (!is_there(programs[q->kind].data)) {
		snprintf(reply->why, sizeof reply->why, "its data is not installed: %s",
		    programs[q->kind].data);
		return;
	}
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return;
	pid_t pid = fork();
	if (pid == 0)
		become(l, q, in, pipes[1], socket);
	close(pipes[1]);
	const char *bad =
	    pid < 0 ? NULL : collect(pipes[0], clock_monotonic() + l->wall_seconds, out);
	close(pipes[0]);
	if (pid < 0)
		return;
	if (bad)
		kill(pid, SIGKILL);
	while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR)
		;
	reply->cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
	outcome(q->kind, status, bad, reply);
}

static _Noreturn void
broker(const struct converter_limits *l, int socket)
{
	struct question q;
	struct reply reply;
	struct buf out;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	close(0);
	close(1);
	/* Numbers 0 and 1 stay taken, or a pipe would get them and be closed by dup2. */
	if (open("/dev/null", O_RDWR) != 0 || open("/dev/null", O_RDWR) != 1)
		_exit(EXIT_IO);
	buf_init(&out, CAP_CONVERTED);
	while (read_all(socket, &q, sizeof q) && q.kind < CONVERT_COUNT && q.n <= CAP_PAGE) {
		buf_clear(&out);
		int in = input_file(socket, q.n);
		if (in == -2)
			break;
		reply = (struct reply){.code = -1, .why = "no memory for its input"};
		if (in >= 0) {
			convert(l, &q, in, socket, &out, &reply);
			close(in);
		}
		reply.n = out.len;
		if (!write_all(socket, &reply, sizeof reply) ||
		    !write_all(socket, out.text, out.len))
			break;
	}
	_exit(0);
}

struct converter *
converter_new(const struct converter_limits *l)
{
	int ends[2];
	struct converter *c = calloc(1, sizeof *c);
	if (c == NULL)
		fatal("out of memory");
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		free(c);
		return NULL;
	}
	c->pid = fork();
	if (c->pid == 0) {
		close(ends[0]);
		broker(l, ends[1]);
	}
	close(ends[1]);
	c->fd = ends[0];
	c->ocr_seconds = l->ocr_seconds;
	if (c->pid < 0) {
		close(c->fd);
		free(c);
		return NULL;
	}
	return c;
}

void
converter_free(struct converter *c)
{
	if (c == NULL)
		return;
	close(c->fd); /* the broker ends with its conversation */
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(c);
}

int
converter_ocr_seconds(const struct converter *c)
{
	return c ? c->ocr_seconds : 0;
}

int
converter_run(struct converter *to, struct conversion *c, struct buf *out)
{
	struct question q = {.kind = c->kind,
	    .page = c->page,
	    .n = c->n,
	    .cpu_seconds = (int32_t)ceil(*c->cpu_seconds)};
	struct reply reply;
	char chunk[65536];
	bool over = *c->cpu_seconds <= 0;
	snprintf(c->why, sizeof c->why, "%s",
	    over ? "the CPU time for converters is used up" : "no converter can be run");
	if (over || to == NULL || !write_all(to->fd, &q, sizeof q) ||
	    !write_all(to->fd, c->bytes, c->n) || !read_all(to->fd, &reply, sizeof reply))
		return -1;
	for (uint64_t left = reply.n; left > 0;) {
		size_t want = left < sizeof chunk ? (size_t)left : sizeof chunk;
		if (!read_all(to->fd, chunk, want))
			return -1;
		buf_add(out, chunk, want);
		left -= want;
	}
	*c->cpu_seconds -= reply.cpu_seconds;
	reply.why[sizeof reply.why - 1] = '\0';
	snprintf(c->why, sizeof c->why, "%s", reply.why);
	return reply.code;
}
