/* kinds.c - what each kind of field allows: one reader a kind, each reports with its own words. */
#include "config/kind.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/utf8.h"
#include "config/config.h"

const char *
kind_shown(struct check *k, const struct yaml_node *value)
{
	if (value->kind == YAML_SCALAR)
		return arena_printf(k->a, "\"%.80s\"", value->text);
	if (value->first == NULL)
		return value->kind == YAML_LIST ? "an empty list" : "an empty map";
	return value->kind == YAML_LIST ? "a list" : "a map";
}

bool
kind_wrong(
    struct check *k, const struct field *f, const struct yaml_node *value, const char *allowed)
{
	check_fault(
	    k, value->line, "\"%s\" is %s; allowed: %s", f->key, kind_shown(k, value), allowed);
	return false;
}

void
kind_put(const struct field *f, void *to, const char *text)
{
	*(const char **)((char *)to + f->to) = text;
}

bool
kind_is_line(const struct yaml_node *value)
{
	if (value->kind != YAML_SCALAR || !*value->text || strlen(value->text) > CAP_FIELD)
		return false;
	size_t n = strlen(value->text), len;
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(value->text + i, n - i, &len);
		if (cp < ' ' || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029)
			return false;
	}
	return true;
}

static bool
read_text(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	if (!kind_is_line(value))
		return kind_wrong(k, f, value, "one line of text");
	kind_put(f, to, value->text);
	return true;
}

static bool
read_id(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	if (value->kind != YAML_SCALAR || !*value->text || *value->text == '-' ||
	    strlen(value->text) > 64 || value->text[strspn(value->text, letters)])
		return kind_wrong(k, f, value, "up to 64 of a-z, 0-9 and hyphen, no hyphen first");
	kind_put(f, to, value->text);
	return true;
}

static bool
read_number(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	char *end = NULL;
	errno = 0;
	long n = value->kind == YAML_SCALAR ? strtol(value->text, &end, 10) : 0;
	if (end == NULL || end == value->text || *end || errno || n < f->min || n > f->max)
		return kind_wrong(k, f, value,
		    arena_printf(k->a, "a whole number from %ld to %ld", f->min, f->max));
	*(int *)((char *)to + f->to) = (int)n;
	return true;
}

static bool
read_bool(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	bool is_true = value->kind == YAML_SCALAR && strcmp(value->text, "true") == 0;
	if (!is_true && (value->kind != YAML_SCALAR || strcmp(value->text, "false") != 0))
		return kind_wrong(k, f, value, "true, false");
	*(bool *)((char *)to + f->to) = is_true;
	return true;
}

const char *
kind_word(const struct field *f, const struct yaml_node *value)
{
	for (const char *const *w = f->allowed; value->kind == YAML_SCALAR && *w; w++)
		if (strcmp(*w, value->text) == 0)
			return *w;
	return NULL;
}

static bool
read_choice(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	const char *word = kind_word(f, value);
	if (word == NULL)
		return kind_wrong(k, f, value, check_list(k->a, f->allowed));
	kind_put(f, to, word);
	return true;
}

static bool
read_level(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	const char *word = kind_word(f, value);
	if (word == NULL)
		return kind_wrong(k, f, value, check_list(k->a, f->allowed));
	*(enum level *)((char *)to + f->to) = level_named(word);
	return true;
}

static bool
read_month(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	char first[DATE_SIZE], last[DATE_SIZE];
	if (!kind_is_line(value) || !date_month(value->text, first, last))
		return kind_wrong(k, f, value, "a month, YYYY-MM");
	kind_put(f, to, value->text);
	return true;
}

static bool
read_date(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	struct date d;
	if (value->kind != YAML_SCALAR || !date_parse(value->text, &d) || d.day == 0)
		return kind_wrong(k, f, value, "a day, YYYY-MM-DD");
	kind_put(f, to, value->text);
	return true;
}

static bool
read_section(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	size_t faults = k->n;
	record_require(k, f->section, value->line, record_read(k, f->section, value, to));
	return k->n == faults;
}

static bool
read_own(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return f->read(k, f, value, to);
}

static bool
read_other(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	(void)k, (void)f, (void)value, (void)to;
	return true;
}

const kind_read kind_readers[FIELD_KINDS] = {
    [FIELD_TEXT] = read_text,
    [FIELD_ID] = read_id,
    [FIELD_NUMBER] = read_number,
    [FIELD_BOOL] = read_bool,
    [FIELD_CHOICE] = read_choice,
    [FIELD_CHOICES] = kind_choices,
    [FIELD_LEVEL] = read_level,
    [FIELD_URL] = kind_url,
    [FIELD_SERVICE] = kind_service,
    [FIELD_PAGES] = kind_pages,
    [FIELD_DAYS] = kind_days,
    [FIELD_CHARSET] = kind_charset,
    [FIELD_MAIL] = kind_mail,
    [FIELD_MONTH] = read_month,
    [FIELD_MAILS] = kind_mails,
    [FIELD_TEXTS] = kind_texts,
    [FIELD_HOST] = kind_host,
    [FIELD_DATE] = read_date,
    [FIELD_CONTACT] = kind_contact,
    [FIELD_NETWORKS] = kind_networks,
    [FIELD_REGION] = kind_region,
    [FIELD_REGIONS] = kind_regions,
    [FIELD_SECTION] = read_section,
    [FIELD_OWN] = read_own,
    [FIELD_OTHER] = read_other,
};
