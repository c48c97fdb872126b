/* password.c - see password.h. */
#include "mail/password.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"

int
password_read(
    const struct mail_server *server, const char *variable, char *out, size_t size, struct fail *f)
{
	const char *value = getenv(variable);
	struct buf file;
	int rc = 0;
	*out = '\0';
	if (server->user == NULL)
		return 0;
	buf_init(&file, CAP_MESSAGE);
	if (server->password_file)
		rc = file_read(server->password_file, &file, f);
	else if (value)
		buf_adds(&file, value);
	else
		rc = fail_config(
		    f, NULL, "no password: neither password_file nor %s is set", variable);
	if (rc == 0)
		snprintf(out, size, "%.*s", (int)strcspn(file.text, "\r\n"), file.text);
	if (file.len > 0)
		explicit_bzero(file.text, file.len);
	buf_release(&file);
	return rc;
}
