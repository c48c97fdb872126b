/* outing.c - see outing.h. */
#include "fetch/outing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"

int
outing_lock(const char *dir, struct arena *a, struct fail *f)
{
	const char *folder = arena_printf(a, "%s/fetch", dir);
	const char *path = arena_printf(a, "%s/lock", folder);
	if (file_mkdir(folder, f) < 0)
		return -1;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_io(f, path, "the lock can't be opened");
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	bool held = errno == EWOULDBLOCK;
	close(fd);
	errno = 0;
	return held ? fail_again(f, dir, "another geppo fetch is at work in this data directory")
	            : fail_io(f, path, "the lock can't be taken");
}

const char *
outing_agent(const struct settings *s, struct arena *a, struct fail *f)
{
	const char *contact = s->fetch_contact;
	if (contact == NULL || *contact == '\0') {
		fail_config(f, "geppo.yaml",
		    "fetch.contact is not set: a mail address or web page where the operators of "
		    "the sites can reach you; without it nothing is fetched");
		return NULL;
	}
	for (const unsigned char *c = (const unsigned char *)contact; *c; c++)
		if (*c < ' ' || *c >= 0x7f) {
			fail_config(f, "geppo.yaml", "fetch.contact: only plain ASCII is allowed");
			return NULL;
		}
	return arena_printf(a, "geppo/" GEPPO_VERSION " (+%s)", contact);
}

void
outing_networks(const struct settings *s)
{
	struct buf list;
	buf_init(&list, CAP_MESSAGE);
	for (size_t i = 0; s->fetch_allow_networks && s->fetch_allow_networks[i]; i++)
		buf_addf(&list, "%s%s", i ? ", " : "", s->fetch_allow_networks[i]);
	if (list.len > 0)
		log_warn("these networks may be connected to, on any port "
		         "(fetch.allow_networks): %s",
		    list.text);
	buf_release(&list);
}
