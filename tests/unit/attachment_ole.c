/* attachment_ole.c - compound files with a Word document or a workbook, built here byte by byte
 * after [MS-CFB], [MS-DOC] and [MS-XLS]. */
#include "tests/unit/attachment_fixture.h"

enum { SECTOR = 512, STREAM = 8 * SECTOR };

static unsigned char file[64 * 1024];
static size_t n_file;

static void
put16(unsigned char *to, unsigned v)
{
	to[0] = (unsigned char)v;
	to[1] = (unsigned char)(v >> 8);
}

static void
put32(unsigned char *to, unsigned v)
{
	put16(to, v & 0xffff);
	put16(to + 2, v >> 16);
}

static void
put_wide(unsigned char *to, const char *ascii)
{
	for (; *ascii; ascii++, to += 2)
		put16(to, (unsigned char)*ascii);
}

static void
entry(size_t i, const char *name, int type, unsigned child, unsigned right, unsigned first,
    unsigned n)
{
	unsigned char *e = file + 2 * SECTOR + 128 * i;
	put_wide(e, name);
	put16(e + 64, 2 * (unsigned)strlen(name) + 2);
	e[66] = (unsigned char)type;
	put32(e + 68, ~0u);
	put32(e + 72, right);
	put32(e + 76, child);
	put32(e + 116, first);
	put32(e + 120, n);
}

/* Sector 0: the table; 1: the folder; then two streams of eight sectors each. */
static void
compound(const char *name, const unsigned char *a, const char *second, const unsigned char *b)
{
	static const unsigned char magic[] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
	memset(file, 0, sizeof file);
	memcpy(file, magic, sizeof magic);
	put16(file + 30, 9);
	put16(file + 32, 6);
	put32(file + 48, 1);
	put32(file + 56, STREAM);
	put32(file + 60, ~1u);
	put32(file + 68, ~1u);
	for (size_t i = 0; i < 109; i++)
		put32(file + 76 + 4 * i, i == 0 ? 0 : ~0u);
	for (unsigned i = 0; i < SECTOR / 4; i++)
		put32(file + SECTOR + 4 * i, i < 2 || i == 9 || i >= 17 ? ~1u : i + 1);
	entry(0, "Root Entry", 5, 1, ~0u, ~1u, 0);
	entry(1, name, 2, ~0u, second ? 2 : ~0u, 2, STREAM);
	if (second)
		entry(2, second, 2, ~0u, ~0u, 10, STREAM);
	memcpy(file + 3 * SECTOR, a, STREAM);
	if (second)
		memcpy(file + 11 * SECTOR, b, STREAM);
	n_file = 19 * SECTOR;
}

static unsigned char stream[STREAM], table[STREAM];
static size_t used;

static void
record(unsigned type, const void *data, size_t n)
{
	put16(stream + used, type);
	put16(stream + used + 2, (unsigned)n);
	memcpy(stream + used + 4, data, n);
	used += 4 + n;
}

static void
cell(unsigned type, unsigned row, unsigned column, unsigned xf, const void *rest, size_t n)
{
	unsigned char data[64];
	put16(data, row);
	put16(data + 2, column);
	put16(data + 4, xf);
	memcpy(data + 6, rest, n);
	record(type, data, 6 + n);
}

#define RECORD(type, ...)                                                                          \
	record(type, (const unsigned char[]){__VA_ARGS__},                                         \
	    sizeof((const unsigned char[]){__VA_ARGS__}))
#define CELL(type, row, column, xf, ...)                                                           \
	cell(type, row, column, xf, (const unsigned char[]){__VA_ARGS__},                          \
	    sizeof((const unsigned char[]){__VA_ARGS__}))

/* Where the sheet begins is known only when the globals are written. */
static void
sheet_begin(size_t bound, unsigned version)
{
	RECORD(0x00a, 0);
	put32(stream + bound + 4, (unsigned)used);
	RECORD(0x809, version & 255, version >> 8, 0x10, 0);
}

static void
test_biff8(void **state)
{
	(void)state;
	memset(stream, 0, sizeof stream);
	used = 0;
	RECORD(0x809, 0, 6, 5, 0);
	RECORD(0x41e, 176, 0, 6, 0, 0, 'y', 'y', '/', 'm', '/', 'd');
	RECORD(0x0e0, 0, 0, 0, 0);
	RECORD(0x0e0, 0, 0, 176, 0);
	RECORD(0x0e0, 0, 0, 10, 0);
	size_t bound = used;
	RECORD(0x085, 0, 0, 0, 0, 0, 0, 1, 0, 'a');
	RECORD(0x085, 0, 0, 0, 0, 1, 0, 1, 0, 'h');
	/* 大气 is cut between two records, the second one says anew how wide it is; 城 has runs. */
	RECORD(0x0fc, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 0x27, 0x59);
	RECORD(0x03c, 1, 0x14, 0x6c, 1, 0, 9, 1, 0, 0xce, 0x57, 0, 0, 0, 0);
	sheet_begin(bound, 0x600);
	CELL(0x0fd, 0, 0, 0, 0, 0, 0, 0);
	CELL(0x0fd, 0, 2, 0, 1, 0, 0, 0);
	/* 46150 as an integer RK, in a format of days: 2026-05-08; then 12.50%. */
	CELL(0x27e, 2, 0, 1, 0x1a, 0xd1, 2, 0);
	CELL(0x203, 2, 1, 2, 0, 0, 0, 0, 0, 0, 0xc0, 0x3f);
	/* 28 and 0.35 in one record. */
	CELL(0x0bd, 2, 2, 0, 0x72, 0, 0, 0, 0, 0, 0x8f, 0, 0, 0, 3, 0);
	/* A formula whose text comes behind it. */
	CELL(0x006, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0);
	RECORD(0x207, 1, 0, 1, 0x02, 0x5e);
	CELL(0x205, 3, 2, 0, 1, 0);
	RECORD(0x00a, 0);
	compound("Workbook", stream, NULL, NULL);
	json_t *answer = answer_of(file, n_file);
	assert_string_equal(
	    member_of(answer, "text"), "大气\t\t城\n2026-05-08\t12.50%\t28\t0.35\n\t市\tTRUE");
	assert_string_equal(member_of(answer, "type"), "xls");
	assert_string_equal(json_string_value(json_array_get(json_object_get(answer, "notes"), 0)),
	    "xls: a hidden sheet left out");
	json_decref(answer);
}

static void
test_biff5_and_password(void **state)
{
	(void)state;
	memset(stream, 0, sizeof stream);
	used = 0;
	RECORD(0x809, 0, 5, 5, 0);
	RECORD(0x042, 0xa8, 3);
	size_t bound = used;
	RECORD(0x085, 0, 0, 0, 0, 0, 0, 1, 'a');
	sheet_begin(bound, 0x500);
	CELL(0x204, 0, 0, 0, 4, 0, 0xb4, 0xf3, 0xc6, 0xf8); /* 大气 in GBK */
	RECORD(0x00a, 0);
	compound("Book", stream, NULL, NULL);
	expect(file, n_file, "xls", "大气");
	used = 0;
	RECORD(0x809, 0, 6, 5, 0);
	RECORD(0x02f, 0, 0, 0, 0, 0, 0);
	compound("Workbook", stream, NULL, NULL);
	expect_held(file, n_file, "protected by a password");
}

/* One page of paragraph properties: characters from..to have the property `code`. */
static void
property_page(size_t page, unsigned from, unsigned to, unsigned code, int paragraphs)
{
	unsigned char *p = stream + page * SECTOR;
	p[511] = 1;
	put32(p, from);
	put32(p + 4, to);
	p[8] = 128; /* words from the start of the page */
	unsigned char *x = p + 256;
	if (paragraphs) {
		*x++ = 3; /* words, one byte less: style and one property */
		x += 2;
	} else
		*x++ = 3;
	put16(x, code);
	x[2] = 1;
}

static void
word_begin(const char *wide, size_t n)
{
	memset(stream, 0, sizeof stream);
	memset(table, 0, sizeof table);
	put16(stream, 0xa5ec);
	put16(stream + 2, 0xc1);
	put32(stream + 0x4c, (unsigned)n);
	put32(stream + 0x1a6, 21);
	memcpy(stream + 2 * SECTOR, wide, 2 * n);
	table[0] = 2;
	put32(table + 1, 16);
	put32(table + 5 + 4, (unsigned)n);
	put32(table + 5 + 8 + 2, 2 * SECTOR);
}

/* Tables of pages: characters at 64 of the table stream, paragraphs at 96. */
static void
word_properties(unsigned fib, unsigned at, unsigned from, unsigned to, unsigned page)
{
	put32(stream + fib, at);
	put32(stream + fib + 4, 12);
	put32(table + at, from);
	put32(table + at + 4, to);
	put32(table + at + 8, page);
}

static void
test_word(void **state)
{
	/* 甲 CR | 乙 cell 丙 cell (row end) | field: x, 丁 | 戊 deleted | CR */
	static const char text[] = "\x32\x75\r\0"
	                           "\x59\x4e\7\0\x19\x4e\7\0\7\0"
	                           "\x13\0x\0\x14\0\x01\x4e\x15\0"
	                           "\x0a\x62\r\0";
	const unsigned begin = 2 * SECTOR, end = begin + sizeof text - 1;
	(void)state;
	word_begin(text, (sizeof text - 1) / 2);
	word_properties(0xfa, 64, begin, end, 4);
	property_page(4, begin + 24, begin + 26, 0x0800, 0);
	word_properties(0x102, 96, begin, end, 5);
	property_page(5, begin + 12, begin + 14, 0x2417, 1);
	compound("WordDocument", stream, "0Table", table);
	json_t *answer = answer_of(file, n_file);
	assert_string_equal(member_of(answer, "text"), "甲\n乙\t丙\n丁");
	assert_string_equal(json_string_value(json_array_get(json_object_get(answer, "notes"), 0)),
	    "doc: 1 characters deleted or hidden left out");
	json_decref(answer);
	put16(stream + 10, 0x100);
	compound("WordDocument", stream, "0Table", table);
	expect_held(file, n_file, "protected by a password");
}

/* Paragraphs of a simple list: 一、 and so on; the second one begins at 五. */
static void
test_word_numbers(void **state)
{
	static const char text[] = "\x32\x75\r\0\x59\x4e\r\0\r\0";
	const unsigned begin = 2 * SECTOR;
	(void)state;
	word_begin(text, (sizeof text - 1) / 2);
	word_properties(0x102, 96, begin, begin + 8, 5);
	property_page(5, begin, begin + 8, 0x460b, 1);
	put32(stream + 0x2e2, 200);
	put32(stream + 0x2e6, 30);
	put16(table + 200, 1);
	put32(table + 202, 77);
	table[202 + 26] = 1;
	unsigned char *level = table + 230;
	put32(level, 1);
	level[4] = 39;
	level[6] = 1;
	put16(level + 28, 2);
	put16(level + 32, 0x3001);
	put32(stream + 0x2ea, 300);
	put32(stream + 0x2ee, 20);
	put32(table + 300, 1);
	put32(table + 304, 77);
	compound("WordDocument", stream, "0Table", table);
	expect(file, n_file, "doc", "一、甲\n二、乙");
	/* An override that says where it begins. */
	table[304 + 12] = 1;
	put32(table + 324, 5);
	put32(table + 328, 16);
	compound("WordDocument", stream, "0Table", table);
	expect(file, n_file, "doc", "五、甲\n六、乙");
}

static void
test_word_95(void **state)
{
	(void)state;
	memset(stream, 0, sizeof stream);
	put16(stream, 0xa5dc);
	put16(stream + 2, 101);
	put32(stream + 0x18, 1024);
	put32(stream + 0x1c, 1029);
	memcpy(stream + 1024, "\xb4\xf3\r\xc6\xf8", 5);
	compound("WordDocument", stream, NULL, NULL);
	expect(file, n_file, "doc", "大\n气");
}

static void
test_hostile(void **state)
{
	(void)state;
	/* A chain of sectors that bites its tail. */
	compound("WordDocument", stream, NULL, NULL);
	put32(file + SECTOR + 4 * 9, 2);
	put32(file + 2 * SECTOR + 128 + 120, ~0u);
	json_t *answer = answer_of(file, n_file);
	assert_string_equal(member_of(answer, "type"), "doc");
	json_decref(answer);
	compound("EncryptedPackage", stream, NULL, NULL);
	expect_held(file, n_file, "protected by a password");
	compound("Else", stream, NULL, NULL);
	expect_held(file, n_file, "a compound file that is no Word or Excel file");
	/* Every cut and every changed byte of the folder ends in an answer. */
	compound("Workbook", stream, NULL, NULL);
	for (size_t n = 8; n < n_file; n += 97)
		json_decref(answer_of(file, n));
	for (size_t at = 28; at < 3 * SECTOR; at += 3) {
		unsigned char was = file[at];
		file[at] ^= 0xff;
		json_decref(answer_of(file, n_file));
		file[at] = was;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_biff8),
	    cmocka_unit_test(test_biff5_and_password),
	    cmocka_unit_test(test_word),
	    cmocka_unit_test(test_word_numbers),
	    cmocka_unit_test(test_word_95),
	    cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests_name("attachment: compound files", tests, NULL, NULL);
}
