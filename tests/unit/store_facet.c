/* store_facet.c - blocks of versions, few or many, hold what was put in and nothing else. The
 * oracle is an array of a byte each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/facet.h"
#include "store/store.h"

enum { BLOCK = 1 << FACET_BLOCK_BITS };

static const char WITH[] = "SELECT block_with(?1, ?2)";
static const char WITH_ONE[] = "SELECT block_with(?1, block_with(NULL, ?2))";

/* Put n into the block by one of the two ways; the new size. */
static size_t
put(struct store *s, const char *sql, unsigned char *block, size_t bytes, int n)
{
	struct fail f = {0};
	size_t size;
	struct query q = query(s, sql);
	if (bytes > 0)
		query_blob(&q, block, bytes);
	else
		query_text(&q, NULL);
	query_int(&q, n);
	assert_int_equal(query_step(&q, &f), 1);
	const void *answer = column_blob(&q, 0, &size);
	assert_in_range(size, 2, BLOCK / 8);
	memcpy(block, answer, size);
	query_done(&q);
	return size;
}

static void
assert_holds(const unsigned char *block, size_t bytes, const unsigned char in[BLOCK])
{
	unsigned char bits[BLOCK / 8] = {0};
	facet_block_add(block, bytes, bits);
	for (int i = 0; i < BLOCK; i++)
		assert_int_equal(bits[i / 8] >> (i % 8) & 1, in[i]);
}

static void
test_a_block_grows(void **state)
{
	struct store *s = *state;
	unsigned char block[BLOCK / 8], in[BLOCK] = {0};
	size_t bytes = 0;
	for (int i = 0; i < 300; i++) {
		int n = i * 7 % BLOCK; /* 7 and 1024 share no divisor: all differ */
		in[n] = 1;
		bytes = put(s, i % 2 ? WITH : WITH_ONE, block, bytes, n);
		assert_int_equal(bytes, i < 63 ? 2 * (i + 1) : 128);
		assert_holds(block, bytes, in);
		assert_int_equal(put(s, WITH, block, bytes, n), bytes);
		assert_holds(block, bytes, in);
	}
}

static void
test_the_ends_of_a_block(void **state)
{
	unsigned char block[BLOCK / 8], in[BLOCK] = {[0] = 1, [BLOCK - 1] = 1};
	size_t bytes = put(*state, WITH, block, 0, BLOCK - 1);
	bytes = put(*state, WITH_ONE, block, bytes, 0);
	assert_int_equal(bytes, 4);
	assert_memory_equal(block, "\x03\xff\0\0", 4);
	assert_holds(block, bytes, in);
}

static char dir[] = "/tmp/geppo-facet-XXXXXX";

static int
begin(void **state)
{
	struct fail f;
	if (mkdtemp(dir) == NULL)
		return -1;
	*state = store_open(dir, STORE_WRITE, &f);
	return *state ? 0 : -1;
}

static int
end(void **state)
{
	char path[64];
	store_close(*state);
	snprintf(path, sizeof path, "%s/geppo.db", dir);
	unlink(path);
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_block_grows),
	    cmocka_unit_test(test_the_ends_of_a_block),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
