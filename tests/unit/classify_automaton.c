/* The automaton: every occurrence of every term, overlapping and nested, found in one reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "parse/classify/automaton.h"

struct machine {
	struct arena a;
	struct automaton *m;
};

static int
open_machine(void **state)
{
	static struct machine x;
	x = (struct machine){0};
	x.m = calloc(1, sizeof *x.m);
	*state = &x;
	return x.m ? 0 : -1;
}

static int
close_machine(void **state)
{
	struct machine *x = *state;
	free(x->m);
	arena_release(&x->a);
	return 0;
}

static uint32_t
add(struct machine *x, const char *term)
{
	uint16_t folded[64];
	size_t n = strlen(term);
	for (size_t i = 0; i < n; i++)
		folded[i] = (unsigned char)term[i];
	return automaton_add(x->m, &x->a, folded, n);
}

/* How often a literal ends in the text. */
static int
occurrences(const struct automaton *m, const char *text, uint32_t literal)
{
	int count = 0;
	uint32_t node = 0;
	for (; *text; text++) {
		node = automaton_step(m, node, (unsigned char)*text);
		uint32_t out =
		    m->nodes[node].literal != AUTOMATON_NONE ? node : m->nodes[node].shorter;
		for (; out != AUTOMATON_NONE; out = m->nodes[out].shorter)
			count += m->nodes[out].literal == literal;
	}
	return count;
}

static void
test_nested_and_overlapping(void **state)
{
	struct machine *x = *state;
	uint32_t he = add(x, "he"), she = add(x, "she"), hers = add(x, "hers"), aa = add(x, "aa");
	automaton_compile(x->m, &x->a);
	assert_int_equal(occurrences(x->m, "ushers", he), 1);
	assert_int_equal(occurrences(x->m, "ushers", she), 1);
	assert_int_equal(occurrences(x->m, "ushers", hers), 1);
	assert_int_equal(occurrences(x->m, "aaaa", aa), 3);
	assert_int_equal(occurrences(x->m, "h e", he), 0);
}

static void
test_same_term_same_number(void **state)
{
	struct machine *x = *state;
	uint32_t one = add(x, "one"), two = add(x, "two");
	assert_int_not_equal(one, two);
	assert_int_equal(add(x, "one"), one);
	assert_int_equal(x->m->n_literals, 2);
}

static void
test_a_prefix_is_no_term(void **state)
{
	struct machine *x = *state;
	uint32_t longer = add(x, "abc");
	automaton_compile(x->m, &x->a);
	assert_int_equal(occurrences(x->m, "ab", longer), 0);
	assert_int_equal(occurrences(x->m, "aabc", longer), 1);
}

/* Against plain search, on texts of two letters, where everything overlaps. */
static void
test_as_plain_search(void **state)
{
	struct machine *x = *state;
	static const char *const terms[] = {"a", "b", "ab", "ba", "aab", "abab", "bbb", "babba"};
	uint32_t ids[8];
	for (int i = 0; i < 8; i++)
		ids[i] = add(x, terms[i]);
	automaton_compile(x->m, &x->a);
	unsigned seed = 7;
	for (int round = 0; round < 200; round++) {
		char text[33] = {0};
		for (int i = 0; i < 32; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = seed >> 16 & 1 ? 'a' : 'b';
		}
		for (int i = 0; i < 8; i++) {
			int plain = 0;
			for (const char *at = text; (at = strstr(at, terms[i])); at++)
				plain++;
			assert_int_equal(occurrences(x->m, text, ids[i]), plain);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_nested_and_overlapping, open_machine, close_machine),
	    cmocka_unit_test_setup_teardown(
	        test_same_term_same_number, open_machine, close_machine),
	    cmocka_unit_test_setup_teardown(test_a_prefix_is_no_term, open_machine, close_machine),
	    cmocka_unit_test_setup_teardown(test_as_plain_search, open_machine, close_machine),
	};
	return cmocka_run_group_tests_name("classify automaton", tests, NULL, NULL);
}
