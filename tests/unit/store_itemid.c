/* store_itemid.c - ids are found wrong when mistyped. The example values were worked out by hand:
 * letter, digits weighted 2, 3, ... by place, summed with the letter's place in the alphabet
 * without I, O and Z, modulo 23. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/itemid.h"

static void
test_examples_by_hand(void **state)
{
	(void)state;
	static const struct {
		int64_t n;
		const char *id;
	} cases[] = {
	    {0, "A0000A"},
	    {427, "A0427K"}, /* 0 + 2*0 + 3*4 + 4*2 + 5*7 = 55 = 9 mod 23, the tenth letter is K */
	    {10000, "B0000B"}, {230000, "A00000A"}, /* the first of five digits */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char id[ITEMID_SIZE];
		itemid_write(cases[i].n, id);
		assert_string_equal(id, cases[i].id);
	}
}

static const char all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* Ids from every region of the numbers. */
static int64_t
sample(int i)
{
	return (int64_t)i * 7919 % 2000000;
}

static void
test_every_wrong_character_is_found(void **state)
{
	(void)state;
	int tried = 0;
	for (int i = 0; i < 3000; i++) {
		char id[ITEMID_SIZE], read[ITEMID_SIZE];
		itemid_write(sample(i), id);
		assert_true(itemid_parse(id, read));
		assert_string_equal(read, id);
		for (size_t at = 0; id[at]; at++) {
			char right = id[at];
			for (const char *c = all; *c; c++) {
				/* O and I among digits are read as the digits they look like. */
				bool twin =
				    (*c == 'O' && right == '0') || (*c == 'I' && right == '1');
				if (*c == right || twin)
					continue;
				id[at] = *c;
				assert_false(itemid_parse(id, read));
				tried++;
			}
			id[at] = right;
		}
	}
	assert_true(tried > 500000);
}

static void
test_every_swap_of_neighbours_is_found(void **state)
{
	(void)state;
	int tried = 0;
	for (int i = 0; i < 20000; i++) {
		char id[ITEMID_SIZE], read[ITEMID_SIZE];
		itemid_write(sample(i), id);
		for (size_t at = 0; id[at + 1]; at++) {
			char first = id[at];
			if (first == id[at + 1])
				continue;
			id[at] = id[at + 1];
			id[at + 1] = first;
			assert_false(itemid_parse(id, read));
			id[at + 1] = id[at];
			id[at] = first;
			tried++;
		}
	}
	assert_true(tried > 50000);
}

static void
test_typed_in_any_way(void **state)
{
	(void)state;
	static const char *const typed[] = {
	    "a0427k", "\uff21\uff10\uff14\uff12\uff17\uff2b", " A0427K\n", "AO427K", "A 0427 K"};
	static const char *const wrong[] = {"", "A", "A427K", "0427K", "A0427", "A0427K7", "A04x7K",
	    "\u6c17A0427K", "A0427KA0427KA0427K"};
	char id[ITEMID_SIZE];
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		assert_true(itemid_parse(typed[i], id));
		assert_string_equal(id, "A0427K");
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(itemid_parse(wrong[i], id));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_examples_by_hand),
	    cmocka_unit_test(test_every_wrong_character_is_found),
	    cmocka_unit_test(test_every_swap_of_neighbours_is_found),
	    cmocka_unit_test(test_typed_in_any_way),
	};
	return cmocka_run_group_tests_name("store: item ids", tests, NULL, NULL);
}
