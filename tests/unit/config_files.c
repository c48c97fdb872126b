/* config_files.c - the two readers, YAML and tables: what they take, what they refuse and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "config/config.h"
#include "config/yaml.h"

static char path[] = "/tmp/geppo-config-XXXXXX";

static int
make_file(void **state)
{
	(void)state;
	int fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int
remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void
write_bytes(const char *bytes, size_t n)
{
	struct fail f = {0};
	assert_int_equal(file_write(path, bytes, n, &f), 0);
}

static void
test_yaml_keeps_lines(void **state)
{
	(void)state;
	struct arena a = {0};
	struct fail f = {0};
	const char *text = "# comment\n"
	                   "list:\n"
	                   "- {id: a, note: 'x: y'}\n"
	                   "-\n"
	                   "  id: b\n"
	                   "empty:\n";
	write_bytes(text, strlen(text));
	struct yaml_node *root = yaml_load(path, &a, &f);
	assert_non_null(root);
	struct yaml_node *list = yaml_get(root, "list");
	assert_int_equal(list->kind, YAML_LIST);
	assert_int_equal(list->key_line, 2);
	assert_int_equal(list->first->line, 3);
	assert_string_equal(yaml_get(list->first, "note")->text, "x: y");
	assert_true(yaml_get(list->first, "note")->quoted);
	assert_int_equal(list->first->next->line, 5);
	assert_null(list->first->next->next);
	assert_string_equal(yaml_get(root, "empty")->text, "");
	assert_null(yaml_get(root, "nothing"));
	arena_release(&a);
}

static void
test_yaml_of_comments_is_an_empty_map(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "# nothing\n\n", "---\n"};
	for (size_t i = 0; i < 3; i++) {
		struct arena a = {0};
		struct fail f = {0};
		write_bytes(texts[i], strlen(texts[i]));
		struct yaml_node *root = yaml_load(path, &a, &f);
		assert_non_null(root);
		assert_int_equal(root->kind, YAML_MAP);
		assert_null(root->first);
		arena_release(&a);
	}
}

/* Each is refused with one failure that names the place and says this. */
static void
test_yaml_refuses_what_is_hostile(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *place; /* behind the path */
		const char *why;
	} cases[] = {
	    {"a: 1\nb: *a\n", ":2", "aliases are not allowed"},
	    {"a: &x 1\n", ":1", "anchors and tags are not allowed"},
	    {"a: &x {b: 1}\n", ":1", "anchors and tags are not allowed"},
	    {"a:\n- !!int 3\n", ":2", "anchors and tags are not allowed"},
	    {"a: 1\n---\nb: 2\n", ":2", "one document a file is allowed"},
	    {"? [x, y]\n: 1\n", ":1", "a key is a list or a map; a key must be a word"},
	    {"a: \"x\\0y\"\n", ":1", "a NUL character is not allowed"},
	    {"a: {b: 1\n", ":1", "no valid YAML"},
	    {"a: [1, 2\nb: 3\n", ":2", "no valid YAML"},
	    {"x: y\na: 'never\nends\n\n", ":2", "no valid YAML"},
	    {"\ta: 1\n", ":1", "no valid YAML"},
	    {"a: \xff\xfe\n", "@3", "allowed: UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct fail f = {0};
		write_bytes(cases[i].text, strlen(cases[i].text));
		assert_null(yaml_load(path, &a, &f));
		assert_int_equal(f.exit, EXIT_CONFIG);
		assert_memory_equal(f.place, path, strlen(path));
		assert_string_equal(f.place + strlen(path), cases[i].place);
		if (strstr(f.why, cases[i].why) == NULL)
			fail_msg("\"%s\" is refused with: %s", cases[i].text, f.why);
		arena_release(&a);
	}
}

static void
test_yaml_bears_a_nul_byte_and_huge_nesting(void **state)
{
	(void)state;
	enum { DEEP = 500 * 1000 };
	struct arena a = {0};
	struct fail f = {0};
	write_bytes("a: 1\n\0b: 2\n", 11);
	assert_null(yaml_load(path, &a, &f));
	assert_int_equal(f.exit, EXIT_CONFIG);
	char *deep = malloc(DEEP);
	memset(deep, '[', DEEP);
	write_bytes(deep, DEEP);
	free(deep);
	assert_null(yaml_load(path, &a, &f));
	assert_string_equal(f.why, "nested too deeply");
	arena_release(&a);
}

static void
test_yaml_missing_file_is_named(void **state)
{
	(void)state;
	struct arena a = {0};
	struct fail f = {0};
	assert_null(yaml_load("/nonexistent/x.yaml", &a, &f));
	assert_string_equal(f.place, "/nonexistent/x.yaml");
	arena_release(&a);
}

/* Collects "line:first|second" of each row. */
static const char *
collect(void *context, int line, const char *const cells[])
{
	if (strcmp(cells[0], "bad") == 0)
		return "bad is bad";
	buf_addf(context, "%d:%s|%s ", line, cells[0], cells[1]);
	return NULL;
}

static void
test_table_finds_columns_by_name(void **state)
{
	(void)state;
	static const char *const columns[] = {"ja", "zh"};
	struct buf rows;
	struct fail f = {0};
	const char *text = "\xef\xbb\xbf# head\n"
	                   "zh\tnote\tja\r\n"
	                   "\n"
	                   "# between\n"
	                   "a\tn\tA\r\n"
	                   "b\tn\t\n"
	                   "c\n"
	                   "d\tn\tD";
	buf_init(&rows, 1000);
	write_bytes(text, strlen(text));
	assert_int_equal(config_table(path, columns, 2, collect, &rows, NULL, &f), 0);
	assert_string_equal(rows.text, "5:A|a 6:|b 7:|c 8:D|d ");
	buf_release(&rows);
}

static void
test_table_reports_every_fault(void **state)
{
	(void)state;
	static const char *const columns[] = {"zh", "ja"};
	struct buf rows, faults, expected;
	struct fail f = {0};
	const char *text = "zh\tja\n"
	                   "bad\tx\n"
	                   "a\tb\tc\n"
	                   "e\t\xff\n"
	                   "g\th\n";
	buf_init(&rows, 1000);
	buf_init(&faults, 4000);
	buf_init(&expected, 4000);
	write_bytes(text, strlen(text));
	assert_int_equal(config_table(path, columns, 2, collect, &rows, &faults, &f), -1);
	buf_addf(&expected,
	    "%s:2: bad is bad\n"
	    "%s:3: 3 cells; allowed: 2, as the first line names\n"
	    "%s:4: not valid UTF-8\n",
	    path, path, path);
	assert_string_equal(faults.text, expected.text);
	assert_string_equal(rows.text, "5:g|h ");
	assert_string_equal(f.why, "first of 3 faults: bad is bad");
	assert_int_equal(f.exit, EXIT_CONFIG);
	buf_release(&rows);
	buf_release(&faults);
	buf_release(&expected);
}

static void
test_table_without_its_head(void **state)
{
	(void)state;
	static const char *const columns[] = {"zh", "ja"};
	static const struct {
		const char *bytes;
		size_t n;
		const char *why;
	} cases[] = {{"", 0, "empty; "}, {"# only\n", 7, "empty; "},
	    {"zh\tjp\nx\ty\n", 10, "no column \"ja\""}, {"zh\t\0ja\n", 7, "a NUL character"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fail f = {0};
		struct buf rows;
		buf_init(&rows, 100);
		write_bytes(cases[i].bytes, cases[i].n);
		assert_int_equal(config_table(path, columns, 2, collect, &rows, NULL, &f), -1);
		assert_memory_equal(f.why, cases[i].why, strlen(cases[i].why));
		assert_int_equal(rows.len, 0);
		buf_release(&rows);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_yaml_keeps_lines),
	    cmocka_unit_test(test_yaml_of_comments_is_an_empty_map),
	    cmocka_unit_test(test_yaml_refuses_what_is_hostile),
	    cmocka_unit_test(test_yaml_bears_a_nul_byte_and_huge_nesting),
	    cmocka_unit_test(test_yaml_missing_file_is_named),
	    cmocka_unit_test(test_table_finds_columns_by_name),
	    cmocka_unit_test(test_table_reports_every_fault),
	    cmocka_unit_test(test_table_without_its_head),
	};
	return cmocka_run_group_tests_name("config: files", tests, make_file, remove_file);
}
