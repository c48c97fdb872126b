/* base_warc.c - archives written by us and read back, then cut, flipped and joined in the ways
 * disks and tools do it. With a file it prints what it holds: archives of other tools are read so
 * in tests/real. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/warc.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

static char folder[] = "/tmp/geppo-warc-XXXXXX";
static char path[64];

static int
setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/a.warc.gz", folder);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void
put(const char *text, size_t n)
{
	struct fail f;
	assert_int_equal(file_write(path, text, n, &f), 0);
}

/* Three responses with bodies "body 0".. behind the warcinfo; their places. */
static void
write_three(struct warc_place place[3])
{
	struct fail f;
	unlink(path);
	struct warc_writer *w = warc_writer_open(path, "geppo test", &f);
	assert_non_null(w);
	for (int i = 0; i < 3; i++) {
		char body[24], url[32];
		snprintf(body, sizeof body, "body %d", i);
		snprintf(url, sizeof url, "http://a.cn/%d", i);
		struct warc_entry e = {.type = "response",
		    .date = "2026-06-01T00:00:00Z",
		    .url = url,
		    .content_type = "application/http;msgtype=response",
		    .head = HEAD,
		    .head_len = strlen(HEAD),
		    .body = body,
		    .body_len = strlen(body)};
		assert_int_equal(warc_write(w, &e, &place[i], &f), 0);
	}
	assert_int_equal(warc_writer_size(w), place[2].offset + place[2].length);
	warc_writer_close(w);
}

/* Walk the file: "w" warcinfo, a digit for each body read, "!" for each damage. */
static const char *
walk(struct fail *last)
{
	static char seen[64];
	size_t n = 0;
	struct fail f;
	struct arena a = {0};
	struct warc_reader *r = warc_open(path, 0, &f);
	assert_non_null(r);
	struct warc_record rec;
	struct http_message m;
	for (int got; (got = warc_next(r, &a, &rec, &f)) != 0 && n < 60;) {
		if (got < 0) {
			seen[n++] = '!';
			*last = f;
		} else if (strcmp(rec.type, "warcinfo") == 0) {
			seen[n++] = 'w';
		} else {
			assert_true(warc_http(&rec, &a, &m));
			seen[n++] = (char)m.body[m.body_len - 1];
		}
	}
	seen[n] = '\0';
	warc_close(r);
	arena_release(&a);
	return seen;
}

static void
reads_back_what_was_written(void **state)
{
	(void)state;
	struct warc_place place[3];
	struct fail f;
	write_three(place);
	assert_string_equal(walk(&f), "w012");

	struct arena a = {0};
	struct warc_record rec;
	struct http_message m;
	struct warc_reader *r = warc_open(path, place[1].offset, &f);
	assert_non_null(r);
	assert_int_equal(warc_next(r, &a, &rec, &f), 1);
	assert_string_equal(rec.id, place[1].id);
	assert_memory_equal(rec.id, "urn:uuid:", 9);
	assert_string_equal(rec.url, "http://a.cn/1");
	assert_string_equal(rec.date, "2026-06-01T00:00:00Z");
	assert_string_equal(rec.payload_digest, place[1].digest);
	assert_int_equal(rec.offset, place[1].offset);
	assert_int_equal(rec.length, place[1].length);
	assert_false(rec.truncated || rec.digest_wrong);
	assert_true(warc_http(&rec, &a, &m));
	assert_int_equal(m.status, 200);
	assert_string_equal(m.content_type, "text/html");
	assert_int_equal(m.body_len, 6);
	warc_close(r);
	arena_release(&a);
}

static void
one_writer_at_a_time(void **state)
{
	(void)state;
	struct fail f;
	struct warc_writer *w = warc_writer_open(path, "geppo test", &f);
	assert_non_null(w);
	assert_null(warc_writer_open(path, "geppo test", &f));
	assert_int_equal(f.exit, EXIT_AGAIN);
	warc_writer_close(w);
}

/* Cut at every byte of the last record: the others stay readable, the tail is told of once. */
static void
a_torn_tail_costs_one_record(void **state)
{
	(void)state;
	struct warc_place place[3];
	struct buf whole;
	struct fail f;
	write_three(place);
	buf_init(&whole, 1 << 20);
	assert_int_equal(file_read(path, &whole, &f), 0);
	for (size_t n = (size_t)place[2].offset + 1; n < whole.len; n++) {
		put(whole.text, n);
		assert_string_equal(walk(&f), "w01!");
		char where[128];
		snprintf(where, sizeof where, "%s@%d", path, (int)place[2].offset);
		assert_string_equal(f.place, where);
		assert_int_equal(f.exit, EXIT_INPUT);
	}
	buf_release(&whole);
}

/* A flipped bit in the middle record: damage or its checksum tells, the last one is read. */
static void
damage_costs_one_record(void **state)
{
	(void)state;
	struct warc_place place[3];
	struct buf whole;
	struct fail f;
	write_three(place);
	buf_init(&whole, 1 << 20);
	assert_int_equal(file_read(path, &whole, &f), 0);
	for (int64_t i = 0; i < place[1].length; i++) {
		char *byte = whole.text + place[1].offset + i;
		*byte ^= 0x10;
		put(whole.text, whole.len);
		*byte ^= 0x10;
		/* Time, flags and system in a member's header, and the padding bits behind the
		 * last block, say nothing of the content. */
		bool unchecked = (i >= 3 && i < 10) || i == place[1].length - 9;
		const char *seen = walk(&f);
		if (!unchecked || strchr(seen, '!'))
			assert_string_equal(seen, "w0!2");
		else
			assert_string_equal(seen, "w012");
	}
	buf_release(&whole);
}

#define RECORD(type, body, length)                                                                 \
	"WARC/1.0\r\nWARC-Type: " type "\r\nWARC-Record-ID: <urn:x:1>\r\nContent-Length: " length  \
	"\r\n\r\n" body "\r\n\r\n"

static void
plain_files_and_wrong_lengths(void **state)
{
	(void)state;
	struct fail f;
	static const char good[] = RECORD("warcinfo", "abc", "3")
	    RECORD("response", "HTTP/1.1 200 OK\r\n\r\n1", "20") RECORD("warcinfo", "", "0");
	put(good, sizeof good - 1);
	assert_string_equal(walk(&f), "w1w");
	static const char long_length[] =
	    RECORD("warcinfo", "abc", "3000") RECORD("warcinfo", "abc", "3");
	put(long_length, sizeof long_length - 1);
	assert_string_equal(walk(&f), "!w");
	static const char no_length[] =
	    RECORD("warcinfo", "abc", "-3") RECORD("warcinfo", "abc", "3");
	put(no_length, sizeof no_length - 1);
	assert_string_equal(walk(&f), "!w");
	static const char in_body[] = RECORD("warcinfo", "\nWARC/1.0\r\nx", "12");
	put(in_body, sizeof in_body - 1);
	assert_string_equal(walk(&f), "w");
}

/* Several records in one member share its offset and are told apart by their ids. */
static void
one_member_for_all(void **state)
{
	(void)state;
	struct fail f;
	static const char text[] = RECORD("warcinfo", "abc", "3") RECORD("warcinfo", "", "0");
	gzFile z = gzopen(path, "wb");
	assert_int_equal(gzwrite(z, text, sizeof text - 1), sizeof text - 1);
	gzclose(z);
	assert_string_equal(walk(&f), "ww");
}

static void
refuses_what_is_no_archive(void **state)
{
	(void)state;
	struct fail f;
	static const char *const texts[] = {"", "<html>", "filedesc://x.arc 0.0.0.0", "\x1f\x8b"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		put(texts[i], strlen(texts[i]));
		assert_null(warc_open(path, 0, &f));
		assert_int_equal(f.exit, EXIT_INPUT);
		assert_memory_equal(f.place, path, strlen(path));
	}
	assert_null(warc_open("/nonexistent.warc", 0, &f));
	assert_int_equal(f.exit, EXIT_INPUT);
	assert_null(warc_open("/tmp", 0, &f));
	assert_int_equal(f.exit, EXIT_INPUT);
}

static void
check_body(const char *message, size_t n, const char *want, bool cut)
{
	struct arena a = {0};
	struct http_message m;
	struct warc_record rec = {.block = (const unsigned char *)message, .block_len = n};
	assert_true(warc_http(&rec, &a, &m));
	assert_int_equal(m.body_len, strlen(want));
	assert_memory_equal(m.body, want, m.body_len);
	assert_int_equal(m.body_cut, cut);
	arena_release(&a);
}

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
#define CODED(name) "HTTP/1.1 200 OK\r\nContent-Encoding: " name "\r\n\r\n"
#define CHECK(message, want, cut) check_body(message, sizeof(message) - 1, want, cut)

static void
takes_codings_off(void **state)
{
	(void)state;
	CHECK(CHUNKED "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde", false);
	CHECK(CHUNKED "3\r\nabc\r\n9\r\nde", "abcde", true);
	CHECK(CHUNKED "3\r\nabc\r\nzz\r\n", "abc", true);
	CHECK(CHUNKED "<html>never chunked", "<html>never chunked", false);
	CHECK("HTTP/1.0 404\n\nplain", "plain", false);
	CHECK(CODED("gzip") "<html>not packed", "<html>not packed", false);
	CHECK(CODED("br") "\x0b\x02", "", true);
	CHECK("HTTP/1.1 302 Found\r\nLocation: /x\r\n", "", true);

	unsigned char packed[256];
	char message[512] = CODED("deflate");
	uLongf n = sizeof packed;
	assert_int_equal(compress(packed, &n, (const unsigned char *)"hello hello", 11), Z_OK);
	size_t head = strlen(message);
	memcpy(message + head, packed, n);
	check_body(message, head + n, "hello hello", false);
	memcpy(message + head, packed + 2, n - 6); /* bare deflate, as some servers send it */
	check_body(message, head + n - 6, "hello hello", false);
}

static void
last_header_wins(void **state)
{
	(void)state;
	struct arena a = {0};
	struct http_message m;
	static const char text[] = "HTTP/1.1 301 Moved\r\ncontent-type: a\r\nContent-Type:  b\r\n"
	                           "Location: http://b.cn/\r\nETag: \"1\"\r\n\r\n";
	struct warc_record rec = {
	    .block = (const unsigned char *)text, .block_len = sizeof text - 1};
	assert_true(warc_http(&rec, &a, &m));
	assert_int_equal(m.status, 301);
	assert_string_equal(m.content_type, "b");
	assert_string_equal(m.location, "http://b.cn/");
	assert_string_equal(m.etag, "\"1\"");
	assert_null(m.last_modified);
	rec.block = (const unsigned char *)"GET / HTTP/1.1\r\n\r\n";
	rec.block_len = 18;
	assert_false(warc_http(&rec, &a, &m));
	arena_release(&a);
}

/* "offset type status body-length [cut]" a record, "damage file@offset: why", "refused ...". */
static int
list_file(const char *name)
{
	struct fail f;
	struct arena a = {0};
	struct warc_record rec;
	struct http_message m;
	struct warc_reader *r = warc_open(name, 0, &f);
	if (r == NULL) {
		printf("refused %s\n", fail_text(&f));
		return f.exit;
	}
	for (int got; (got = warc_next(r, &a, &rec, &f)) != 0; arena_reset(&a)) {
		if (got < 0) {
			printf("damage %s\n", fail_text(&f));
			continue;
		}
		bool http = warc_http(&rec, &a, &m);
		printf("%" PRId64 " %s %d %zu%s%s\n", rec.offset, rec.type, http ? m.status : 0,
		    http ? m.body_len : rec.block_len, http && m.body_cut ? " cut" : "",
		    rec.digest_wrong ? " digest" : "");
	}
	warc_close(r);
	arena_release(&a);
	return EXIT_DONE;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return list_file(argv[1]);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_back_what_was_written),
	    cmocka_unit_test(one_writer_at_a_time),
	    cmocka_unit_test(a_torn_tail_costs_one_record),
	    cmocka_unit_test(damage_costs_one_record),
	    cmocka_unit_test(plain_files_and_wrong_lengths),
	    cmocka_unit_test(one_member_for_all),
	    cmocka_unit_test(refuses_what_is_no_archive),
	    cmocka_unit_test(takes_codings_off),
	    cmocka_unit_test(last_header_wins),
	};
	return cmocka_run_group_tests_name("base: archives", tests, setup, teardown);
}
