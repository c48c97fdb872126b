/* config_manual.c - geppo-config(5) names every key the tables know, and no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/caps.h"
#include "base/file.h"
#include "config/record.h"

static const struct {
	const char *heading; /* the part of the manual, up to the next .Sh */
	const struct record *records[3];
} parts[] = {
    {".Sh GEPPO.YAML\n", {&settings_record}},
    {".Sh SOURCES.YAML\n", {&source_record, &site_record}},
    {".Sh PARTNERS.YAML\n", {&partner_record, &group_record, &recipient_record}},
    {".Sh VOCABULARIES\n", {&measure_record, &doctype_record}},
};
enum { PARTS = sizeof parts / sizeof *parts };

static struct buf manual;

static int
read_manual(void **state)
{
	(void)state;
	struct fail f = {0};
	buf_init(&manual, CAP_CONFIG_FILE);
	return file_read("man/geppo-config.5", &manual, &f);
}

static int
forget_manual(void **state)
{
	(void)state;
	buf_release(&manual);
	return 0;
}

/* The text of a part, NUL-terminated, in the arena. */
static const char *
part_text(const char *heading, struct arena *a)
{
	const char *start = strstr(manual.text, heading);
	assert_non_null(start);
	const char *end = strstr(start + 1, "\n.Sh ");
	return end ? arena_strn(a, start, (size_t)(end - start) + 1) : arena_str(a, start);
}

static size_t
require_keys(const struct record *r, const char *text, struct arena *a)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct field *f = &r->fields[i];
		const char *form = f->kind == FIELD_SECTION ? "\n.Ss %s\n" : "\n.It Cm %s\n";
		if (strstr(text, arena_printf(a, form, f->key)) == NULL &&
		    strstr(text, arena_printf(a, "\n.Cm %s", f->key)) == NULL)
			fail_msg("the manual says nothing of \"%s\" in %s", f->key, r->noun);
		n += 1 + (f->section ? require_keys(f->section, text, a) : 0);
	}
	return n;
}

static void
test_every_key_is_in_the_manual(void **state)
{
	(void)state;
	struct arena a = {0};
	size_t n = 0;
	for (size_t i = 0; i < PARTS; i++)
		for (size_t j = 0; j < 3 && parts[i].records[j]; j++)
			n += require_keys(parts[i].records[j], part_text(parts[i].heading, &a), &a);
	assert_true(n > 40);
	arena_release(&a);
}

static bool
has_key(const struct record *r, const char *key)
{
	for (size_t i = 0; r && i < r->n; i++)
		if (strcmp(r->fields[i].key, key) == 0 || has_key(r->fields[i].section, key))
			return true;
	return false;
}

static void
test_the_manual_names_no_other_key(void **state)
{
	(void)state;
	struct arena a = {0};
	size_t n = 0;
	for (size_t i = 0; i < PARTS; i++) {
		const char *at = part_text(parts[i].heading, &a);
		while ((at = strstr(at, "\n.It Cm ")) != NULL) {
			at += strlen("\n.It Cm ");
			const char *key = arena_strn(&a, at, strcspn(at, "\n"));
			bool known = false;
			for (size_t j = 0; j < 3; j++)
				known |= has_key(parts[i].records[j], key);
			if (!known)
				fail_msg("no key \"%s\" exists", key);
			n++;
		}
	}
	assert_true(n > 25);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_key_is_in_the_manual),
	    cmocka_unit_test(test_the_manual_names_no_other_key),
	};
	return cmocka_run_group_tests_name("config: manual", tests, read_manual, forget_manual);
}
