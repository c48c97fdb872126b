/* imap.c - see imap.h; libcurl connects, secures and logs in, the few commands after that are ours:
 * its own FETCH marks what it reads, and gives no way to look without. */
#include "mail/imap.h"

#include <curl/curl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/clock.h"
#include "base/log.h"
#include "mail/password.h"

struct imap {
	CURL *curl;
	const struct mail_server *server;
	char error[CURL_ERROR_SIZE];
	char room[16 * 1024];
	size_t at, end; /* what of it was read and not used */
	struct buf line;
	int tag;
};

static int
lost(struct imap *m, const char *what, struct fail *f)
{
	return fail_again(f, m->server->host, "%s", what);
}

static int
wait_for(struct imap *m, short events)
{
	curl_socket_t s = CURL_SOCKET_BAD;
	(void)curl_easy_getinfo(m->curl, CURLINFO_ACTIVESOCKET, &s);
	struct pollfd p = {.fd = s, .events = events};
	return s == CURL_SOCKET_BAD ? -1 : poll(&p, 1, m->server->timeout_seconds * 1000);
}

static int
fill(struct imap *m, struct fail *f)
{
	for (;;) {
		size_t got = 0;
		CURLcode rc = curl_easy_recv(m->curl, m->room, sizeof m->room, &got);
		if (rc == CURLE_OK && got > 0) {
			m->at = 0;
			m->end = got;
			return 0;
		}
		if (rc != CURLE_AGAIN)
			return lost(m, "the server closed the connection", f);
		if (wait_for(m, POLLIN) <= 0)
			return lost(m, "the server does not answer", f);
	}
}

static int
say(struct imap *m, const char *text, struct fail *f)
{
	size_t left = strlen(text);
	while (left > 0) {
		size_t sent = 0;
		CURLcode rc = curl_easy_send(m->curl, text, left, &sent);
		if (rc == CURLE_AGAIN && wait_for(m, POLLOUT) > 0)
			continue;
		if (rc != CURLE_OK)
			return lost(m, "the server closed the connection", f);
		text += sent;
		left -= sent;
	}
	return 0;
}

/* One line without its end into m->line. */
static int
line_read(struct imap *m, struct fail *f)
{
	buf_clear(&m->line);
	for (;;) {
		if (m->at == m->end && fill(m, f) < 0)
			return -1;
		char c = m->room[m->at++];
		if (c == '\n')
			break;
		if (c != '\0' && c != '\r')
			buf_addc(&m->line, c);
		if (buf_full(&m->line))
			return lost(m, "the server's answer is longer than allowed", f);
	}
	return 0;
}

/* n bytes of a literal; what is over the cap is read and dropped. */
static int
literal_read(struct imap *m, size_t n, struct buf *out, struct fail *f)
{
	while (n > 0) {
		if (m->at == m->end && fill(m, f) < 0)
			return -1;
		size_t some = m->end - m->at < n ? m->end - m->at : n;
		size_t room = out ? out->cap - out->len : 0;
		if (out)
			buf_add(out, m->room + m->at, some < room ? some : room);
		m->at += some;
		n -= some;
	}
	return 0;
}

/* The length of the literal a line announces at its end, or -1. */
static long
literal_at(const char *line)
{
	const char *open = strrchr(line, '{');
	char *end;
	if (open == NULL || open[1] < '0' || open[1] > '9')
		return -1;
	long n = strtol(open + 1, &end, 10);
	return strcmp(end, "}") == 0 && n >= 0 ? n : -1;
}

typedef void (*imap_line)(void *context, const char *line);

/* A command and its answers: untagged lines to `take`, literals to `out` (the first of them).
 * 0, or -1 also when the server says NO. */
static int
command(struct imap *m, const char *text, imap_line take, void *context, struct buf *out,
    struct fail *f)
{
	char tag[16];
	struct buf b;
	snprintf(tag, sizeof tag, "g%d ", ++m->tag);
	buf_init(&b, CAP_MESSAGE);
	buf_addf(&b, "%s%s\r\n", tag, text);
	int rc = say(m, b.text, f);
	buf_release(&b);
	while (rc == 0) {
		rc = line_read(m, f);
		if (rc < 0 || strncmp(m->line.text, tag, strlen(tag)) == 0)
			break;
		long n = literal_at(m->line.text);
		if (take)
			take(context, m->line.text);
		if (n >= 0)
			rc = literal_read(
			    m, (size_t)n, strstr(m->line.text, "BODY[]") ? out : NULL, f);
	}
	if (rc == 0 && strncasecmp(m->line.text + strlen(tag), "OK", 2) != 0)
		rc = lost(m, m->line.text + strlen(tag), f);
	return rc;
}

struct examining {
	uint32_t validity;
	uint32_t *uids;
	size_t n, room;
};

static void
take_examine(void *context, const char *line)
{
	struct examining *e = context;
	const char *at = strcasestr(line, "[UIDVALIDITY ");
	if (at)
		e->validity = (uint32_t)strtoul(at + 13, NULL, 10);
}

static void
take_search(void *context, const char *line)
{
	struct examining *e = context;
	if (strncasecmp(line, "* SEARCH", 8) != 0)
		return;
	for (char *s = (char *)line + 8, *end; *s; s = end) {
		uint32_t uid = (uint32_t)strtoul(s, &end, 10);
		if (end == s)
			break;
		if (e->n == e->room) {
			e->room = e->room ? e->room * 2 : 256;
			e->uids = realloc(e->uids, e->room * sizeof *e->uids);
			if (e->uids == NULL)
				fatal("out of memory");
		}
		e->uids[e->n++] = uid;
	}
}

static void
examine_command(const char *folder, struct buf *out)
{
	buf_adds(out, "EXAMINE \"");
	for (; *folder; folder++) {
		if (*folder == '"' || *folder == '\\')
			buf_addc(out, '\\');
		if (*folder >= ' ')
			buf_addc(out, *folder);
	}
	buf_adds(out, "\"");
}

static int
examine(struct imap *m, const char *folder, struct examining *e, struct fail *f)
{
	struct buf b;
	buf_init(&b, CAP_MESSAGE);
	examine_command(folder, &b);
	int rc = command(m, b.text, take_examine, e, NULL, f);
	buf_release(&b);
	return rc < 0 ? rc : command(m, "UID SEARCH ALL", take_search, e, NULL, f);
}

static void
set_up(struct imap *m, const char *password)
{
	const struct mail_server *server = m->server;
	bool tls = strcmp(server->security, "tls") == 0, v6 = strchr(server->host, ':') != NULL;
	bool none = strcmp(server->security, "none") == 0;
	char url[512];
	snprintf(url, sizeof url, "%s://%s%s%s:%d/", tls ? "imaps" : "imap", v6 ? "[" : "",
	    server->host, v6 ? "]" : "",
	    server->port ? server->port
	    : tls        ? 993
	                 : 143);
	curl_easy_setopt(m->curl, CURLOPT_URL, url);
	curl_easy_setopt(m->curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(m->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(m->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(m->curl, CURLOPT_USE_SSL, (long)(none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(m->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (server->ca_file)
		curl_easy_setopt(m->curl, CURLOPT_CAINFO, server->ca_file);
	if (server->user) {
		curl_easy_setopt(m->curl, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(m->curl, CURLOPT_PASSWORD, password);
	}
	curl_easy_setopt(m->curl, CURLOPT_CONNECTTIMEOUT, (long)server->timeout_seconds);
	curl_easy_setopt(m->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)server->timeout_seconds);
	curl_easy_setopt(m->curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(m->curl, CURLOPT_ERRORBUFFER, m->error);
}

/* What waiting does not mend is a person's. */
static int
not_opened(struct imap *m, CURLcode rc, struct fail *f)
{
	const char *why = *m->error ? m->error : curl_easy_strerror(rc);
	bool settings = rc == CURLE_LOGIN_DENIED || rc == CURLE_PEER_FAILED_VERIFICATION ||
	                rc == CURLE_USE_SSL_FAILED;
	return settings ? fail_config(f, m->server->host, "%s", why) : lost(m, why, f);
}

struct imap *
imap_open(const struct mail_server *server, const char *folder, uint32_t *validity, uint32_t **uids,
    size_t *n, struct fail *f)
{
	char password[512];
	struct examining e = {0};
	if (password_read(server, "GEPPO_MAILBOX_PASSWORD", password, sizeof password, f) < 0)
		return NULL;
	struct imap *m = calloc(1, sizeof *m);
	if (m == NULL || (m->curl = curl_easy_init()) == NULL)
		fatal("out of memory");
	m->server = server;
	buf_init(&m->line, CAP_JSON_LINE);
	set_up(m, password);
	CURLcode rc = curl_easy_perform(m->curl);
	explicit_bzero(password, sizeof password);
	int bad = rc == CURLE_OK ? examine(m, folder, &e, f) : not_opened(m, rc, f);
	if (bad < 0) {
		free(e.uids);
		imap_close(m);
		return NULL;
	}
	*validity = e.validity;
	*uids = e.uids;
	*n = e.n;
	return m;
}

void
imap_close(struct imap *m)
{
	if (m == NULL)
		return;
	curl_easy_cleanup(m->curl);
	buf_release(&m->line);
	free(m);
}

int
imap_fetch(struct imap *m, uint32_t uid, struct buf *bytes, struct fail *f)
{
	char text[64];
	snprintf(text, sizeof text, "UID FETCH %u BODY.PEEK[]", (unsigned)uid);
	if (command(m, text, NULL, NULL, bytes, f) < 0)
		return -1;
	return bytes->len > 0;
}
