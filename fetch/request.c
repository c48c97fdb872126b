/* request.c - see request.h. */
#include "fetch/request.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/caps.h"
#include "base/clock.h"
#include "base/log.h"

enum {
	CONNECT_SECONDS = 30,
	SLOW_BYTES = 64, /* a second, once an answer has begun; counted over... */
	SLOW_SECONDS = 30
};

/* ---- what libcurl calls */

static curl_socket_t
open_socket(void *owner, curlsocktype purpose, struct curl_sockaddr *to)
{
	(void)purpose;
	struct transfer *t = owner;
	const char *why = address_refused(t->rules, &to->addr);
	if (why == NULL)
		return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
	char text[INET6_ADDRSTRLEN] = "?";
	if (to->family == AF_INET)
		inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)&to->addr)->sin_addr, text,
		    sizeof text);
	else if (to->family == AF_INET6)
		inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(void *)&to->addr)->sin6_addr, text,
		    sizeof text);
	snprintf(t->refused, sizeof t->refused, "%s: %s", text, why);
	return CURL_SOCKET_BAD;
}

static size_t
take_header(char *bytes, size_t size, size_t n, void *owner)
{
	struct transfer *t = owner;
	n *= size;
	/* Interim answers (100, 103) come before the one that counts; trailers come behind the
	 * body and are no part of the head. */
	if (n >= 5 && memcmp(bytes, "HTTP/", 5) == 0)
		buf_clear(&t->x.head);
	if (t->x.body.len == 0)
		buf_add(&t->x.head, bytes, n);
	if (!buf_full(&t->x.head))
		return n;
	t->stopped = "the response headers are longer than allowed";
	return 0;
}

static size_t
take_body(char *bytes, size_t size, size_t n, void *owner)
{
	struct transfer *t = owner;
	size_t room = t->x.body.cap - t->x.body.len;
	n *= size;
	buf_add(&t->x.body, bytes, n <= room ? n : t->cut_at_cap ? room : 0);
	if (n <= room)
		return n;
	t->x.truncated = "length";
	t->stopped = "the response is longer than allowed";
	return 0;
}

/* An answer that drips holds its host for nothing; one that has not begun is another matter. */
static int
judge_speed(void *owner, curl_off_t all, curl_off_t now, curl_off_t up_all, curl_off_t up_now)
{
	(void)all, (void)now, (void)up_all, (void)up_now;
	struct transfer *t = owner;
	size_t bytes = t->x.head.len + t->x.body.len;
	double since = clock_monotonic() - t->slow_since;
	if (bytes == 0 || (t->slow_since > 0 && since < t->slow_seconds))
		return 0;
	if (t->slow_since > 0 && (double)(bytes - t->slow_bytes) < SLOW_BYTES * since) {
		t->x.truncated = "time";
		t->stopped = "the answer came too slowly, at less than 64 bytes a second";
		return 1;
	}
	t->slow_since = clock_monotonic();
	t->slow_bytes = bytes;
	return 0;
}

static int
take_trace(CURL *easy, curl_infotype type, char *bytes, size_t n, void *owner)
{
	(void)easy;
	struct transfer *t = owner;
	if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT)
		buf_add(&t->x.request, bytes, n);
	return 0;
}

/* ---- asking */

static bool
is_clean(const char *value)
{
	for (const unsigned char *s = (const unsigned char *)value; *s; s++)
		if (*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

/* Validators came from a server once: what could break out of a header is not sent back. */
static void
add_header(struct transfer *t, const char *name, const char *value)
{
	struct buf line;
	if (value == NULL || *value == '\0' || !is_clean(value))
		return;
	buf_init(&line, CAP_FIELD);
	buf_addf(&line, "%s: %s", name, value);
	struct curl_slist *longer =
	    buf_full(&line) ? t->headers : curl_slist_append(t->headers, line.text);
	buf_release(&line);
	if (longer == NULL)
		fatal("out of memory");
	t->headers = longer;
}

static void
set_headers(struct transfer *t, const struct transfer_ask *ask)
{
	add_header(t, "Accept", "text/html, application/xhtml+xml, */*;q=0.5");
	add_header(t, "Accept-Language", "zh-CN, zh;q=0.9");
	/* Asked for and kept as received: the archive holds what the server sent. */
	add_header(t, "Accept-Encoding", "gzip, deflate");
	add_header(t, "Referer", ask->referer);
	add_header(t, "If-None-Match", ask->etag);
	add_header(t, "If-Modified-Since", ask->last_modified);
	if (ask->body) {
		bool json = *ask->body == '{' || *ask->body == '[';
		add_header(t, "Content-Type",
		    json ? "application/json" : "application/x-www-form-urlencoded");
		curl_easy_setopt(t->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE, (long)strlen(ask->body));
		curl_easy_setopt(t->easy, CURLOPT_COPYPOSTFIELDS, ask->body);
		/* No "Expect: 100-continue": a form is short. */
		t->headers = curl_slist_append(t->headers, "Expect:");
	}
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(t->easy, CURLOPT_USERAGENT, ask->agent);
}

/* Where it may go and what it may use. */
static bool
set_bounds(struct transfer *t, const struct transfer_ask *ask)
{
	CURL *e = t->easy;
	return curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_PROXY, ask->proxy ? ask->proxy : "") == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_NOPROXY, "") == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
	       curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t) == CURLE_OK;
}

/* Servers older than RFC 5746. */
static CURLcode
allow_old(CURL *easy, void *context, void *owner)
{
	(void)easy;
	(void)owner;
	SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
	return CURLE_OK;
}

static void
set_old_tls(CURL *e)
{
	curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_0);
	curl_easy_setopt(e, CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");
	curl_easy_setopt(e, CURLOPT_SSL_CTX_FUNCTION, allow_old);
	/* A connection agreed on in the usual way is none of these. */
	curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
}

static void
set_transfer(struct transfer *t, const struct transfer_ask *ask)
{
	CURL *e = t->easy;
	long total = ask->timeout_seconds;
	curl_easy_setopt(e, CURLOPT_URL, ask->url);
	/* The folder of the system's authorities holds beside it. */
	if (ask->ca_file)
		curl_easy_setopt(e, CURLOPT_CAINFO, ask->ca_file);
	if (ask->old_tls)
		set_old_tls(e);
	curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L);
	/* An archive holds HTTP/1.1 messages, and one connection a host is the rule anyway. */
	curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(e, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(e, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(
	    e, CURLOPT_CONNECTTIMEOUT, total < CONNECT_SECONDS ? total : (long)CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, total);
	curl_easy_setopt(e, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(e, CURLOPT_XFERINFOFUNCTION, judge_speed);
	curl_easy_setopt(e, CURLOPT_XFERINFODATA, t);
	curl_easy_setopt(e, CURLOPT_MAXLIFETIME_CONN, 600L);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(e, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, take_trace);
	curl_easy_setopt(e, CURLOPT_DEBUGDATA, t);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->error);
	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
}

struct transfer *
request_new(const struct transfer_ask *ask, void *owner)
{
	struct transfer *one = calloc(1, sizeof *one);
	if (one == NULL || (one->easy = curl_easy_init()) == NULL)
		fatal("out of memory");
	one->owner = owner;
	one->rules = ask->rules;
	one->cut_at_cap = ask->cut_at_cap;
	one->slow_seconds = SLOW_SECONDS;
	if (ask->timeout_seconds < 2 * SLOW_SECONDS)
		one->slow_seconds = ask->timeout_seconds / 2.0;
	buf_init(&one->x.request, CAP_HTTP_HEADER + CAP_FIELD);
	buf_init(&one->x.head, CAP_HTTP_HEADER);
	buf_init(&one->x.body, ask->body_cap);
	instant_now(one->x.at);
	if (!set_bounds(one, ask))
		bug("libcurl refused an option that keeps it within bounds");
	set_transfer(one, ask);
	set_headers(one, ask);
	return one;
}

void
request_free(struct transfer *t)
{
	if (t == NULL)
		return;
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	exchange_release(&t->x);
	free(t);
}
