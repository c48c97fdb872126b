/* base_cage.c - what a caged process is asked to do, and must not be able to. Each probe runs
 * twice, in two children: free, where it must not meet EPERM or EACCES for the cage's reason, and
 * caged, where it must be denied. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cage.h"
#include "base/log.h"

enum { PROBE_DONE = 0, PROBE_DENIED = 10, PROBE_OTHER = 11, PROBE_NO_CAGE = 12 };

static int
open_secret(void)
{
	return open("/etc/passwd", O_RDONLY);
}

static int
create_file(void)
{
	char name[64];
	snprintf(name, sizeof name, "/tmp/geppo-cage-%d", (int)getpid());
	int fd = open(name, O_CREAT | O_WRONLY, 0600);
	unlink(name);
	return fd;
}

static int
connect_out(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return -1;
	int r = connect(fd, (struct sockaddr *)&to, sizeof to);
	return r < 0 && errno == ECONNREFUSED ? 0 : r;
}

static int
bind_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	return fd < 0 ? -1 : bind(fd, (struct sockaddr *)&at, sizeof at);
}

static int
unix_socket(void)
{
	int pair[2];
	return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

static int
run_program(void)
{
	return execl("/bin/true", "true", (char *)NULL);
}

static int
fork_child(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid < 0 ? -1 : 0;
}

static int
trace_me(void)
{
	return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int
signal_parent(void)
{
	return kill(getppid(), 0);
}

static int
mount_something(void)
{
	/* Refused for its arguments when allowed at all: EPERM only from the cage (or without
	 * root). */
	return mount("none", "/nowhere", "tmpfs", 0, NULL) < 0 && errno != EPERM ? 0 : -1;
}

static int
change_user(void)
{
	return setuid(getuid());
}

static int
read_memory_of_parent(void)
{
	char name[64];
	pid_t parent = getppid(); /* a converter is not even told */
	snprintf(name, sizeof name, "/proc/%d/status", parent > 0 ? (int)parent : 1);
	return open(name, O_RDONLY);
}

static int
ring(void)
{
	return syscall(SYS_io_uring_setup, 0, NULL) < 0 && errno != EPERM ? 0 : -1;
}

static int
keys(void)
{
	return syscall(SYS_keyctl, 0, 0, 0, 0, 0) < 0 && errno == EPERM ? -1 : 0;
}

static int
executable_memory(void)
{
	void *p = mmap(
	    NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p == MAP_FAILED ? -1 : 0;
}

static int
raise_limit(void)
{
	struct rlimit l = {1 << 20, 1 << 20};
	return setrlimit(RLIMIT_FSIZE, &l);
}

static const struct {
	const char *name;
	int (*probe)(void);
} probes[] = {{"open /etc/passwd", open_secret}, {"create a file", create_file},
    {"connect", connect_out}, {"bind", bind_port}, {"unix socket", unix_socket},
    {"exec", run_program}, {"fork", fork_child}, {"ptrace", trace_me},
    {"signal the parent", signal_parent}, {"mount", mount_something}, {"setuid", change_user},
    {"read /proc of the parent", read_memory_of_parent}, {"io_uring", ring}, {"keyctl", keys},
    {"executable memory", executable_memory}, {"raise a limit", raise_limit}};

enum { FREE, CAGED, CAGED_PROGRAM };

static int
probe_code(int (*probe)(void))
{
	errno = 0;
	int r = probe();
	return r >= 0 ? PROBE_DONE : errno == EPERM || errno == EACCES ? PROBE_DENIED : PROBE_OTHER;
}

static const char *self; /* this program's path */

/* Execute this program once more in the cage of converters; it makes the probe of that number. */
static _Noreturn void
become_converter(int (*probe)(void))
{
	struct cage_limits limits = {.memory = 64 << 20, .cpu_seconds = 5, .output = 1 << 20};
	struct fail f = {0};
	char number[12], name[] = "converter", *argv[] = {name, number, NULL},
	                 *environment[] = {NULL};
	size_t i = 0;
	while (i < sizeof probes / sizeof *probes && probes[i].probe != probe)
		i++;
	snprintf(number, sizeof number, "%zu", i);
	if (cage_enter_program(self, &limits, false, &f) != 0)
		_exit(PROBE_NO_CAGE);
	execve(self, argv, environment);
	_exit(PROBE_NO_CAGE);
}

static int
in_child(int (*probe)(void), int caged)
{
	pid_t pid = fork();
	if (pid == 0 && caged == CAGED_PROGRAM)
		become_converter(probe);
	if (pid == 0) {
		struct cage_limits limits = {
		    .memory = 64 << 20, .cpu_seconds = 5, .output = 1 << 20};
		struct fail f = {0};
		if (caged && cage_enter(CAGE_WORKER, &limits, false, &f) != 0)
			_exit(PROBE_NO_CAGE);
		_exit(probe_code(probe));
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
test_every_probe_is_denied(void **state)
{
	(void)state;
	size_t n = sizeof probes / sizeof *probes, denied = 0, free_works = 0;
	for (size_t i = 0; i < n; i++) {
		int inside = in_child(probes[i].probe, CAGED);
		int converter = in_child(probes[i].probe, CAGED_PROGRAM);
		if (inside != PROBE_DENIED || converter != PROBE_DENIED)
			print_error("%s: a reader: %d, a converter: %d\n", probes[i].name, inside,
			    converter);
		denied += (size_t)(inside == PROBE_DENIED) + (converter == PROBE_DENIED);
		free_works += in_child(probes[i].probe, FREE) == PROBE_DONE;
	}
	assert_int_equal(denied, 2 * n);
	/* The probes do ask for something: outside (as root) they get it. */
	assert_in_range(free_works, geteuid() == 0 ? n : n - 4, n);
}

static int
spin(void)
{
	for (volatile unsigned i = 0;; i++)
		;
	return 0;
}

static int
spin_after_arming(void)
{
	cage_arm(1);
	return spin();
}

static int
eat_memory(void)
{
	for (int i = 0; i < 64; i++)
		if (malloc(4 << 20) == NULL) {
			errno = EPERM;
			return -1;
		}
	return 0;
}

static void
test_limits_hold(void **state)
{
	(void)state;
	assert_int_equal(in_child(spin_after_arming, 1), -SIGXCPU);
#if !defined(__SANITIZE_ADDRESS__)
	assert_int_equal(in_child(eat_memory, 1), PROBE_DENIED);
#endif
	assert_int_equal(in_child(eat_memory, 0), PROBE_DONE);
}

/* A kernel without Landlock or without seccomp, as far as a process can tell: each call is denied
 * before by a filter of our own. */
static int
enter_without(int call, bool weaker, bool program)
{
	pid_t pid = fork();
	if (pid == 0) {
		struct cage_limits limits = {.cpu_seconds = 5, .output = 1 << 20};
		struct fail f = {0};
		scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
		seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0);
		if (seccomp_load(filter) != 0)
			_exit(PROBE_OTHER);
		log_init("cage", false);
		int null = open("/dev/null", O_WRONLY);
		dup2(null, 2);
		int r = program ? cage_enter_program(self, &limits, weaker, &f)
		                : cage_enter(CAGE_WORKER, &limits, weaker, &f);
		_exit(r == 0 ? PROBE_DONE : PROBE_NO_CAGE);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
test_fails_closed(void **state)
{
	static const int calls[] = {SCMP_SYS(landlock_create_ruleset), SCMP_SYS(seccomp)};
	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (int program = 0; program < 2; program++) {
			assert_int_equal(enter_without(calls[i], false, program), PROBE_NO_CAGE);
			assert_int_equal(enter_without(calls[i], true, program), PROBE_DONE);
		}
}

int
main(int argc, char **argv)
{
	size_t number = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	if (strcmp(argv[0], "converter") == 0)
		return number < sizeof probes / sizeof *probes ? probe_code(probes[number].probe)
		                                               : PROBE_OTHER;
	self = realpath(argv[0], NULL);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_probe_is_denied),
	    cmocka_unit_test(test_limits_hold),
	    cmocka_unit_test(test_fails_closed),
	};
	return cmocka_run_group_tests_name("base: the cage", tests, NULL, NULL);
}
