/* cage.c - see cage.h. Landlock by system call (Debian 12's libc has no wrapper), then seccomp,
 * which closes the door to everything not on the list, the calls used here included. */
#include "base/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"

/* linux/landlock.h of the oldest supported kernel headers lacks the later fields. */
struct ruleset {
	uint64_t fs, net, scoped;
};

static const struct {
	uint64_t fs, net, scoped;
	size_t size;
} landlock_abi[] = {
    {0, 0, 0, 0},
    {(1u << 13) - 1, 0, 0, 8},
    {(1u << 14) - 1, 0, 0, 8},
    {(1u << 15) - 1, 0, 0, 8},
    {(1u << 15) - 1, 3, 0, 16},
    {(1u << 16) - 1, 3, 0, 16},
    {(1u << 16) - 1, 3, 3, 24},
};

/* What a converter may read, and the two files it may execute. */
static const char *const readable[] = {"/usr/lib", "/lib", "/lib64", "/usr/share/poppler",
    "/usr/share/tesseract-ocr", "/etc/ld.so.cache", NULL};
static const char loader[] = "/lib64/ld-linux-x86-64.so.2";

enum { PATH_EXECUTE = 1, PATH_READ = 4, FOLDER_READ = 8 };

/* linux/landlock.h: struct landlock_path_beneath_attr is packed. */
struct path_rule {
	uint64_t access;
	int32_t fd;
} __attribute__((packed));

/* A path that is not there needs no rule. */
static int
allow_path(int ruleset, const char *path, uint64_t file, uint64_t folder, struct fail *f)
{
	struct stat st;
	int fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return 0;
	int r = fstat(fd, &st);
	struct path_rule rule = {
	    .access = r == 0 && S_ISDIR(st.st_mode) ? file | folder : file, .fd = fd};
	if (r == 0)
		r = (int)syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0);
	close(fd);
	return r == 0 ? 0 : fail_io(f, path, "cannot add a Landlock rule");
}

static int
allow_program(int ruleset, const char *program, struct fail *f)
{
	for (size_t i = 0; readable[i]; i++)
		if (allow_path(ruleset, readable[i], PATH_READ, FOLDER_READ, f) != 0)
			return -1;
	return allow_path(ruleset, loader, PATH_EXECUTE | PATH_READ, 0, f) != 0
	           ? -1
	           : allow_path(ruleset, program, PATH_EXECUTE | PATH_READ, 0, f);
}

/* program NULL: no path at all. */
static int
forbid_paths(const char *program, struct fail *f)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
	if (abi < 1)
		return fail_io(f, NULL, "the kernel has no Landlock");
	long known = sizeof landlock_abi / sizeof *landlock_abi - 1;
	long use = abi < known ? abi : known;
	struct ruleset rules = {
	    landlock_abi[use].fs, landlock_abi[use].net, landlock_abi[use].scoped};
	int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, landlock_abi[use].size, 0);
	if (fd < 0)
		return fail_io(f, NULL, "cannot make a Landlock ruleset");
	/* Nothing that the ruleset handles is allowed without a rule. */
	if (program && allow_program(fd, program, f) != 0) {
		close(fd);
		return -1;
	}
	long r = syscall(SYS_landlock_restrict_self, fd, 0);
	close(fd);
	return r == 0 ? 0 : fail_io(f, NULL, "cannot enter Landlock");
}

/* What parsing bytes from one open descriptor to another needs. Everything else is EPERM, so that
 * a library's optional call (fstat by stdio) fails softly instead of killing the page. */
static const int allowed[] = {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(readv),
    SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(brk), SCMP_SYS(munmap),
    SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(gettid),
    SCMP_SYS(getpid), SCMP_SYS(wait4)};

/* And what a dynamically linked program needs besides; paths are Landlock's. */
static const int allowed_program[] = {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat),
    SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(getdents64),
    SCMP_SYS(arch_prctl), SCMP_SYS(set_tid_address), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(clock_getres), SCMP_SYS(time), SCMP_SYS(sysinfo),
    SCMP_SYS(uname), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield), SCMP_SYS(poll), SCMP_SYS(fadvise64),
    SCMP_SYS(getcwd)};

enum { PROTECTION_EXEC = 4, FILES_OF_PROGRAM = 32 };

static int
allow_calls(scmp_filter_ctx filter, const int *calls, size_t n)
{
	int r = 0;
	for (size_t i = 0; i < n && r == 0; i++)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	return r;
}

/* Memory, but never made executable: patterns were compiled before. */
static int
allow_memory(scmp_filter_ctx filter)
{
	int r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROTECTION_EXEC, 0));
	return r != 0 ? r
	              : seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	                    SCMP_A2(SCMP_CMP_MASKED_EQ, PROTECTION_EXEC, 0));
}

static int
allow_program_calls(scmp_filter_ctx filter, const char *program)
{
	int r =
	    allow_calls(filter, allowed_program, sizeof allowed_program / sizeof *allowed_program);
	/* The loader maps the code of libraries, from files. */
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		    SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, 0));
	/* This one execution; the address means nothing to the program that replaces us. */
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(execve), 1,
		    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)(uintptr_t)program));
	/* Reading limits, and never setting any. */
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2,
		    SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
	/* Standard error is turned to nowhere between this and the execution. */
	return r != 0 ? r : seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(dup2), 0);
}

static int
forbid_calls(const char *program, struct fail *f)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return fail_io(f, NULL, "cannot make a seccomp filter");
	int r = allow_calls(filter, allowed, sizeof allowed / sizeof *allowed);
	if (r == 0)
		r = allow_memory(filter);
	if (r == 0 && program)
		r = allow_program_calls(filter, program);
	/* cage_arm() sets this process's own soft limit. */
	if (r == 0 && program == NULL)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2,
		    SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU));
	if (r == 0)
		r = seccomp_load(filter);
	seccomp_release(filter);
	errno = -r;
	return r == 0 ? 0 : fail_io(f, NULL, "cannot load the seccomp filter");
}

static int
limit(int resource, rlim_t value, struct fail *f)
{
	struct rlimit l;
	if (getrlimit(resource, &l) != 0)
		return fail_io(f, NULL, "cannot read a resource limit");
	if (l.rlim_max != RLIM_INFINITY && value > l.rlim_max)
		value = l.rlim_max;
	l = (struct rlimit){value, value};
	return setrlimit(resource, &l) == 0 ? 0 : fail_io(f, NULL, "cannot set a resource limit");
}

#if !defined(__SANITIZE_ADDRESS__)
static size_t
mapped_now(void)
{
	unsigned long pages = 0;
	FILE *statm = fopen("/proc/self/statm", "re");
	if (statm != NULL) {
		if (fscanf(statm, "%lu", &pages) != 1)
			pages = 0;
		fclose(statm);
	}
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static int
limit_memory(size_t more, struct fail *f)
{
	return more == 0 ? 0 : limit(RLIMIT_AS, mapped_now() + more, f);
}
#else
/* The sanitizer maps terabytes of shadow: an address space limit would end it at once. */
static int
limit_memory(size_t more, struct fail *f)
{
	(void)more;
	(void)f;
	return 0;
}
#endif

static int
set_limits(const struct cage_limits *l, rlim_t files, struct fail *f)
{
	if (limit_memory(l->memory, f) != 0 || limit(RLIMIT_FSIZE, l->output, f) != 0 ||
	    limit(RLIMIT_NOFILE, files, f) != 0 || limit(RLIMIT_NPROC, 0, f) != 0 ||
	    limit(RLIMIT_CORE, 0, f) != 0)
		return -1;
	if (l->cpu_seconds > 0)
		cage_arm(l->cpu_seconds);
	return 0;
}

/* A missing protection ends it, unless the operator has accepted that in writing. */
static int
protect(int (*step)(const char *program, struct fail *f), const char *program, bool weaker_allowed,
    struct fail *f)
{
	if (step(program, f) == 0)
		return 0;
	if (!weaker_allowed)
		return -1;
	log_warn("the cage is weaker (cage.allow_without is set): %s", fail_text(f));
	return 0;
}

static int
enter(const char *program, const struct cage_limits *limits, bool weaker_allowed, struct fail *f)
{
	rlim_t files = program ? FILES_OF_PROGRAM : 0;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fail_io(f, NULL, "cannot give up new privileges");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return fail_io(f, NULL, "cannot forbid dumps");
	if (protect(forbid_paths, program, weaker_allowed, f) != 0 ||
	    set_limits(limits, files, f) != 0)
		return -1;
	return protect(forbid_calls, program, weaker_allowed, f);
}

int
cage_enter(
    enum cage_role role, const struct cage_limits *limits, bool weaker_allowed, struct fail *f)
{
	(void)role; /* one role so far: its rights are the list above */
	return enter(NULL, limits, weaker_allowed, f);
}

int
cage_enter_program(
    const char *program, const struct cage_limits *limits, bool weaker_allowed, struct fail *f)
{
	return enter(program, limits, weaker_allowed, f);
}

void
cage_arm(int cpu_seconds)
{
	struct rusage used;
	struct rlimit l;
	if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &l) != 0)
		fatal("cannot read the CPU time used");
	l.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + cpu_seconds);
	if (l.rlim_max != RLIM_INFINITY && l.rlim_cur > l.rlim_max)
		l.rlim_cur = l.rlim_max;
	if (setrlimit(RLIMIT_CPU, &l) != 0)
		fatal("cannot set the CPU limit");
}
