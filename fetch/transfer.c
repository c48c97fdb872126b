/* transfer.c - see transfer.h. */
#include "fetch/transfer.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/clock.h"
#include "base/log.h"

enum {
	CONNECT_SECONDS = 30,
	SLOW_BYTES = 64, /* a second, once an answer has begun; counted over... */
	SLOW_SECONDS = 30,
	CONNECTIONS = 1024
};

struct transfer {
	struct transfer *next; /* of the running ones */
	CURL *easy;
	struct curl_slist *headers;
	struct exchange x;
	const struct address_rules *rules;
	void *owner;
	bool cut_at_cap;
	double slow_seconds; /* over which the speed is judged */
	double slow_since;   /* monotonic: when the present span began; 0: no answer yet */
	size_t slow_bytes;   /* what had come by then */
	const char *stopped; /* why a callback of ours ended it */
	char refused[512];   /* the address that was refused, and why */
	char error[CURL_ERROR_SIZE];
};

struct transfers {
	CURLM *multi;
	struct transfer *running;
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

static void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	exchange_release(&t->x);
	free(t);
}

struct transfers *
transfers_new(void)
{
	struct transfers *t = calloc(1, sizeof *t);
	if (t == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    (t->multi = curl_multi_init()) == NULL)
		fatal("libcurl could not be started");
	curl_multi_setopt(t->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
	curl_multi_setopt(t->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
	/* Kept open however few are under way just now: each host's is used again. */
	curl_multi_setopt(t->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS);
	return t;
}

static void
drop(struct transfers *t, struct transfer *one)
{
	struct transfer **at = &t->running;
	while (*at != one)
		at = &(*at)->next;
	*at = one->next;
	curl_multi_remove_handle(t->multi, one->easy);
	transfer_free(one);
}

int
transfers_start(struct transfers *t, const struct transfer_ask *ask, void *owner, struct fail *f)
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
	if (curl_multi_add_handle(t->multi, one->easy) != CURLM_OK) {
		transfer_free(one);
		return fail_again(f, ask->url, "libcurl took no further transfer");
	}
	one->next = t->running;
	t->running = one;
	return 0;
}

/* ---- ends */

static const struct {
	CURLcode code;
	const char *why;
} causes[] = {
    {CURLE_COULDNT_RESOLVE_HOST, "the host name could not be resolved"},
    {CURLE_COULDNT_CONNECT, "no connection could be made"},
    {CURLE_OPERATION_TIMEDOUT, "no complete answer in time"},
    {CURLE_PARTIAL_FILE, "the response broke off before its announced length"},
    {CURLE_GOT_NOTHING, "the server closed the connection without an answer"},
    {CURLE_RECV_ERROR, "the connection broke while receiving"},
    {CURLE_SEND_ERROR, "the connection broke while sending"},
    {CURLE_PEER_FAILED_VERIFICATION, "the TLS certificate could not be verified"},
    {CURLE_SSL_CONNECT_ERROR, "no TLS connection could be agreed on"},
    {CURLE_WEIRD_SERVER_REPLY, "the answer is no HTTP response"},
    {CURLE_UNSUPPORTED_PROTOCOL, "the answer is no HTTP/1 response"},
};

static int
transfer_fail(struct fail *f, const struct transfer *t, CURLcode code)
{
	errno = 0;
	if (t->refused[0])
		return fail_config(f, NULL, "refused to connect to %s", t->refused);
	if (t->stopped)
		return fail_again(f, NULL, "%s", t->stopped);
	const char *detail = t->error[0] ? t->error : curl_easy_strerror(code);
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
		if (causes[i].code == code)
			return fail_again(f, NULL, "%s (%s)", causes[i].why, detail);
	return fail_again(f, NULL, "the transfer failed (%s)", detail);
}

/* RFC 9110 section 10.2.3: seconds, however many digits, or a date; all else says nothing. */
static int64_t
patience_asked(const struct exchange *x)
{
	enum { LONGEST = 999999999, DIGITS = 9 };
	struct arena a = {0};
	int64_t seconds = 0;
	const char *value = exchange_field(x, "Retry-After", &a);
	size_t n = value ? strspn(value, "0123456789") : 0;
	if (n > 0 && value[n + strspn(value + n, " \t")] == '\0')
		seconds = n > DIGITS ? LONGEST : strtol(value, NULL, 10);
	else if (value) {
		time_t at = curl_getdate(value, NULL);
		seconds = at > 0 ? (int64_t)at - (int64_t)time(NULL) : 0;
	}
	arena_release(&a);
	return seconds > LONGEST ? LONGEST : seconds > 0 ? seconds : 0;
}

static int
transfer_end(struct transfer *t, CURLcode code, struct fail *f)
{
	long status = 0;
	curl_off_t micro = 0;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &micro);
	t->x.status = (int)status;
	t->x.tls_failed = code == CURLE_SSL_CONNECT_ERROR;
	t->x.seconds = (double)micro / 1e6;
	t->x.retry_after = patience_asked(&t->x);
	if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && t->x.truncated && t->cut_at_cap))
		return 0;
	if (t->x.truncated == NULL)
		t->x.truncated = code == CURLE_OPERATION_TIMEDOUT ? "time" : "disconnect";
	return transfer_fail(f, t, code);
}

void *
transfers_wait(
    struct transfers *t, int milliseconds, struct exchange *x, int *failed, struct fail *f)
{
	int still, left;
	/* What has ended is handed over before all of them are looked at again. */
	CURLMsg *m = curl_multi_info_read(t->multi, &left);
	if (m == NULL) {
		curl_multi_perform(t->multi, &still);
		m = curl_multi_info_read(t->multi, &left);
	}
	if (m == NULL && milliseconds > 0) {
		curl_multi_poll(t->multi, NULL, 0, milliseconds, NULL);
		curl_multi_perform(t->multi, &still);
		m = curl_multi_info_read(t->multi, &left);
	}
	if (m == NULL || m->msg != CURLMSG_DONE)
		return NULL;
	CURLcode code = m->data.result;
	struct transfer *one = NULL;
	curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&one);
	void *owner = one->owner;
	*failed = transfer_end(one, code, f);
	*x = one->x;
	buf_init(&one->x.request, 0);
	buf_init(&one->x.head, 0);
	buf_init(&one->x.body, 0);
	drop(t, one);
	return owner;
}

void
transfers_free(struct transfers *t)
{
	if (t == NULL)
		return;
	while (t->running)
		drop(t, t->running);
	curl_multi_cleanup(t->multi);
	free(t);
	curl_global_cleanup();
}
