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

static const char PUT[] = "SELECT block_join(?1, block_of(?2))";
static const char PUT_AGAIN[] = "SELECT block_join(block_of(?2), ?1)";
static const char HELD[] = "SELECT block_holds(?1, block_of(?2))";
static const char PUT_ALL[] = "WITH RECURSIVE n (v) AS (SELECT ?1 UNION ALL SELECT v + ?3 FROM n"
                              " WHERE v + ?3 < ?2) SELECT block_of(v) FROM n";

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

static bool
held(struct store *s, const unsigned char *block, size_t bytes, int n)
{
	struct fail f = {0};
	struct query q = query(s, HELD);
	query_blob(&q, block, bytes);
	query_int(&q, n);
	assert_int_equal(query_step(&q, &f), 1);
	bool answer = column_int(&q, 0) != 0;
	query_done(&q);
	return answer;
}

static void
assert_holds(const unsigned char *block, size_t bytes, const unsigned char in[BLOCK])
{
	static unsigned char bits[BLOCK / 8];
	memset(bits, 0, sizeof bits);
	facet_block_add(block, bytes, bits);
	for (int i = 0; i < BLOCK; i++)
		if ((bits[i / 8] >> (i % 8) & 1) != in[i])
			fail_msg("number %d is told otherwise", i);
}

static void
test_a_block_grows(void **state)
{
	struct store *s = *state;
	static unsigned char block[BLOCK / 8], in[BLOCK];
	size_t bytes = 0;
	for (int i = 0; i < 5000; i++) {
		int n = i * 13 % BLOCK; /* 13 and 65536 share no divisor: all differ */
		assert_true(bytes == 0 || !held(s, block, bytes, n));
		in[n] = 1;
		bytes = put(s, i % 2 ? PUT : PUT_AGAIN, block, bytes, n);
		assert_int_equal(bytes, i < 4095 ? 2 * (i + 1) : 8192);
		if (i % 100 == 0 || (i > 4090 && i < 4100))
			assert_holds(block, bytes, in);
		assert_true(held(s, block, bytes, n));
		assert_int_equal(put(s, PUT, block, bytes, n), bytes);
	}
	assert_holds(block, bytes, in);
}

static void
test_the_ends_of_a_block(void **state)
{
	static unsigned char block[BLOCK / 8], in[BLOCK] = {[0] = 1, [BLOCK - 1] = 1};
	size_t bytes = put(*state, PUT, block, 0, BLOCK - 1);
	bytes = put(*state, PUT, block, bytes, 0);
	assert_int_equal(bytes, 4);
	assert_memory_equal(block, "\0\0\xff\xff", 4); /* in their order */
	assert_holds(block, bytes, in);
}

/* A group of numbers at once: from 5 below 60000, each tenth or each thousandth. */
static void
test_many_at_once(void **state)
{
	for (int step = 10; step <= 1000; step *= 100) {
		struct fail f = {0};
		size_t bytes;
		static unsigned char in[BLOCK];
		struct query q = query(*state, PUT_ALL);
		memset(in, 0, sizeof in);
		for (int n = 5; n < 60000; n += step)
			in[n] = 1;
		query_int(&q, 5);
		query_int(&q, 60000);
		query_int(&q, step);
		assert_int_equal(query_step(&q, &f), 1);
		const void *block = column_blob(&q, 0, &bytes);
		assert_int_equal(bytes, step == 10 ? 8192 : 2 * 60);
		assert_holds(block, bytes, in);
		query_done(&q);
	}
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
	    cmocka_unit_test(test_many_at_once),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
