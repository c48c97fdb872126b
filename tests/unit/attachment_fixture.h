/* attachment_fixture.h - archives made in memory, and a file read outside of any cage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/caps.h"
#include "parse/attachment/attachment.h"

struct part {
	const char *name, *text;
};

static unsigned char packed[1 << 20];
static size_t n_packed;

/* A ZIP of the parts, up to one without a name; its size. */
static size_t
pack(const struct part *parts)
{
	struct archive *a = archive_write_new();
	size_t used = 0;
	archive_write_set_format_zip(a);
	assert_int_equal(archive_write_open_memory(a, packed, sizeof packed, &used), ARCHIVE_OK);
	for (; parts->name; parts++) {
		struct archive_entry *e = archive_entry_new();
		archive_entry_set_pathname(e, parts->name);
		archive_entry_set_filetype(e, AE_IFREG);
		archive_entry_set_size(e, (la_int64_t)strlen(parts->text));
		assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
		archive_write_data(a, parts->text, strlen(parts->text));
		archive_entry_free(e);
	}
	archive_write_free(a);
	n_packed = used;
	return used;
}

static struct arena memory;

/* The answer for n bytes as an attachment; json_decref() it. */
static json_t *
answer_of(const void *bytes, size_t n)
{
	static struct extractor *x;
	struct extract_input in = {.kind = "attachment", .bytes = bytes, .n = n};
	struct buf json;
	if (x == NULL) {
		x = extractor_new();
		extractor_attach(x, attachment_answer, NULL);
	}
	buf_init(&json, CAP_JSON_LINE);
	extract(x, &in, &memory, &json);
	json_t *answer = json_loadb(json.text, json.len, 0, NULL);
	assert_non_null(answer);
	buf_release(&json);
	arena_reset(&memory);
	return answer;
}

static const char *
member_of(json_t *answer, const char *name)
{
	const char *text = json_string_value(json_object_get(answer, name));
	return text ? text : "";
}

static void
expect(const void *bytes, size_t n, const char *type, const char *text)
{
	json_t *answer = answer_of(bytes, n);
	assert_string_equal(member_of(answer, "type"), type);
	assert_string_equal(member_of(answer, "reason"), "");
	assert_string_equal(member_of(answer, "state"), "read");
	assert_string_equal(member_of(answer, "text"), text);
	json_decref(answer);
}

static inline void
expect_packed(const struct part *parts, const char *type, const char *text)
{
	expect(packed, pack(parts), type, text);
}

static inline void
expect_held(const void *bytes, size_t n, const char *reason)
{
	json_t *answer = answer_of(bytes, n);
	assert_string_equal(member_of(answer, "state"), "held");
	assert_string_equal(member_of(answer, "reason"), reason);
	assert_true(json_is_null(json_object_get(answer, "text")));
	json_decref(answer);
}
