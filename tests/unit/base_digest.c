/* base_digest.c - vectors of FIPS 180-4 (by NIST) and the well-known digest of nothing in WARC's
 * notation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"

static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

static void
check_sha256(const char *text, size_t n, const char *want)
{
	char hex[65];
	sha256_hex(text, n, hex);
	assert_string_equal(hex, want);
}

static void
sha256_vectors(void **state)
{
	(void)state;
	check_sha256("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_sha256("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check_sha256(
	    two_blocks, 56, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
sha1_vectors(void **state)
{
	(void)state;
	unsigned char d[SHA1_SIZE];
	sha1("abc", 3, d);
	assert_memory_equal(d,
	    "\xa9\x99\x3e\x36\x47\x06\x81\x6a\xba\x3e\x25\x71\x78\x50\xc2\x6c\x9c\xd0\xd8\x9d",
	    SHA1_SIZE);
	sha1(two_blocks, 56, d);
	assert_memory_equal(d,
	    "\x84\x98\x3e\x44\x1c\x3b\xd2\x6e\xba\xae\x4a\xa1\xf9\x51\x29\xe5\xe5\x46\x70\xf1",
	    SHA1_SIZE);
}

static void
labels(void **state)
{
	(void)state;
	char label[40];
	sha1_label("", 0, label);
	assert_string_equal(label, "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
}

/* A million letters: many blocks and a length that needs more than two bytes. */
static void
sha1_of_a_million(void **state)
{
	(void)state;
	static char text[1000000];
	unsigned char d[SHA1_SIZE];
	memset(text, 'a', sizeof text);
	sha1(text, sizeof text, d);
	assert_memory_equal(d,
	    "\x34\xaa\x97\x3c\xd4\xc4\xda\xa4\xf6\x1e\xeb\x2b\xdb\xad\x27\x31\x65\x34\x01\x6f",
	    SHA1_SIZE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sha256_vectors),
	    cmocka_unit_test(sha1_vectors),
	    cmocka_unit_test(labels),
	    cmocka_unit_test(sha1_of_a_million),
	};
	return cmocka_run_group_tests_name("base: digests", tests, NULL, NULL);
}
