/* cage.h - take rights away from this process for good, before it touches what it was not given.
 *
 * Seccomp (allow-list, the rest kills or fails with EPERM), Landlock (no path at all, or only the
 * data directory), no new privileges, resource limits. Entering fails closed: where the kernel
 * lacks Landlock or seccomp, cage_enter() fails unless the operator allowed that in writing
 * (cage.allow_without in geppo.yaml, handed down as `weaker_allowed`). */
#ifndef GEPPO_BASE_CAGE_H
#define GEPPO_BASE_CAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fail.h"

enum cage_role {
	CAGE_WORKER, /* parses hostile bytes: open descriptors only, no file, no network, no exec */
};

struct cage_limits {
	size_t memory;   /* bytes of address space on top of what is mapped now; 0: none */
	int cpu_seconds; /* for the next unit of work; see cage_arm() */
	size_t output;   /* bytes any file write may reach (RLIMIT_FSIZE); pipes are capped by the
	                    reader */
};

/* Open everything first (converters, patterns, data files), then call this once. 0 or -1. */
int cage_enter(enum cage_role role, const struct cage_limits *limits, bool weaker_allowed,
    struct fail *f) __attribute__((warn_unused_result));

/* The same for a foreign program about to be executed (execve(program, ...) with this very pointer,
 * the next thing done): it may read the system's libraries and the converters' data, nothing else;
 * no network, no writing by path, no process of its own. 0 or -1. */
int cage_enter_program(const char *program, const struct cage_limits *limits, bool weaker_allowed,
    struct fail *f) __attribute__((warn_unused_result));

/* Give the next unit of work its own CPU seconds: the soft limit counts from the time used so far.
 * Must be allowed from inside the cage. */
void cage_arm(int cpu_seconds);

#endif
