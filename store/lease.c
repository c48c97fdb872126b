/* lease.c - who holds a lease, and whether that process still is. */
#include "store/db.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/log.h"

static void
read_line(const char *path, char *out, size_t size)
{
	out[0] = '\0';
	FILE *in = fopen(path, "re");
	if (in == NULL)
		return;
	if (fgets(out, (int)size, in) == NULL)
		out[0] = '\0';
	fclose(in);
	out[strcspn(out, "\n")] = '\0';
}

/* Field 22 of /proc/PID/stat: a process id that was given out again has another one. 0: none, or
 * dead and only not yet waited for, as the orphans of a killed run are in a container whose first
 * process waits for nobody. */
static unsigned long long
start_time(long pid)
{
	char path[64], line[1024];
	unsigned long long ticks = 0;
	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	read_line(path, line, sizeof line);
	const char *at = strrchr(line, ')'); /* the name before it may hold blanks */
	if (at != NULL && strchr("ZX", at[strspn(at, ") ")]))
		return 0;
	for (int field = 2; at != NULL && field < 22; field++)
		at = strchr(at + 1, ' ');
	if (at != NULL)
		sscanf(at, "%llu", &ticks);
	return ticks;
}

/* "host/boot/", the part all owners of this machine since it started share. */
static const char *
machine(void)
{
	static char text[256];
	char boot[64];
	struct utsname name;
	if (text[0] != '\0')
		return text;
	read_line("/proc/sys/kernel/random/boot_id", boot, sizeof boot);
	uname(&name);
	snprintf(text, sizeof text, "%.64s/%.40s/", name.nodename, boot);
	return text;
}

const char *
lease_owner(void)
{
	static char text[320];
	static pid_t of; /* a child is another one */
	if (of == getpid())
		return text;
	of = getpid();
	snprintf(text, sizeof text, "%s%ld/%llu", machine(), (long)getpid(), start_time(getpid()));
	return text;
}

bool
lease_owner_lives(const char *owner)
{
	size_t host = strcspn(machine(), "/") + 1, whole = strlen(machine());
	if (owner == NULL || strncmp(owner, machine(), host) != 0)
		return true; /* another machine: only time tells */
	if (strncmp(owner, machine(), whole) != 0)
		return false; /* this machine has been started again since */
	long pid;
	unsigned long long ticks;
	if (sscanf(owner + whole, "%ld/%llu", &pid, &ticks) != 2)
		return true;
	return start_time(pid) == ticks;
}

char *
lease_token(struct arena *a)
{
	uint64_t bits[2];
	if (getrandom(bits, sizeof bits, 0) != sizeof bits)
		fatal("no random bytes");
	return arena_printf(
	    a, "%016llx%016llx", (unsigned long long)bits[0], (unsigned long long)bits[1]);
}
