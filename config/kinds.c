/* kinds.c - what each kind of field allows: one reader a kind, each reports with its own words. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <arpa/inet.h>
#include <errno.h>
#include <iconv.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/record.h"
#include "config/xpath.h"

const char *
kind_shown(struct check *k, const struct yaml_node *value)
{
	if (value->kind == YAML_SCALAR)
		return arena_printf(k->a, "\"%.80s\"", value->text);
	if (value->first == NULL)
		return value->kind == YAML_LIST ? "an empty list" : "an empty map";
	return value->kind == YAML_LIST ? "a list" : "a map";
}

static bool
wrong(struct check *k, const struct field *f, const struct yaml_node *value, const char *allowed)
{
	check_fault(
	    k, value->line, "\"%s\" is %s; allowed: %s", f->key, kind_shown(k, value), allowed);
	return false;
}

static void
put_text(const struct field *f, void *to, const char *text)
{
	*(const char **)((char *)to + f->to) = text;
}

static bool
is_line_of_text(const struct yaml_node *value)
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
	if (!is_line_of_text(value))
		return wrong(k, f, value, "one line of text");
	put_text(f, to, value->text);
	return true;
}

static bool
read_id(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	if (value->kind != YAML_SCALAR || !*value->text || *value->text == '-' ||
	    strlen(value->text) > 64 || value->text[strspn(value->text, letters)])
		return wrong(k, f, value, "up to 64 of a-z, 0-9 and hyphen, no hyphen first");
	put_text(f, to, value->text);
	return true;
}

static bool
read_number(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	char *end = NULL;
	errno = 0;
	long n = value->kind == YAML_SCALAR ? strtol(value->text, &end, 10) : 0;
	if (end == NULL || end == value->text || *end || errno || n < f->min || n > f->max)
		return wrong(k, f, value,
		    arena_printf(k->a, "a whole number from %ld to %ld", f->min, f->max));
	*(int *)((char *)to + f->to) = (int)n;
	return true;
}

static bool
read_bool(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	bool is_true = value->kind == YAML_SCALAR && strcmp(value->text, "true") == 0;
	if (!is_true && (value->kind != YAML_SCALAR || strcmp(value->text, "false") != 0))
		return wrong(k, f, value, "true, false");
	*(bool *)((char *)to + f->to) = is_true;
	return true;
}

static const char *
allowed_word(const struct field *f, const struct yaml_node *value)
{
	for (const char *const *w = f->allowed; value->kind == YAML_SCALAR && *w; w++)
		if (strcmp(*w, value->text) == 0)
			return *w;
	return NULL;
}

static bool
read_choice(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	const char *word = allowed_word(f, value);
	if (word == NULL)
		return wrong(k, f, value, check_list(k->a, f->allowed));
	put_text(f, to, word);
	return true;
}

static bool
read_level(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	const char *word = allowed_word(f, value);
	if (word == NULL)
		return wrong(k, f, value, check_list(k->a, f->allowed));
	*(enum level *)((char *)to + f->to) = level_named(word);
	return true;
}

static bool
read_url(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	struct url u;
	if (!is_line_of_text(value) || strlen(value->text) > CAP_URL ||
	    !url_parse(value->text, strlen(value->text), NULL, k->a, &u))
		return wrong(k, f, value, "an absolute http or https address");
	if (*u.user || *u.password || *u.fragment)
		return wrong(k, f, value, "an address without user, password and #fragment");
	put_text(f, to, value->text);
	return true;
}

/* A service that is sent a key: https, or plain http to this machine only. */
static bool
read_service(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	struct url u;
	if (!read_url(k, f, value, to))
		return false;
	(void)url_parse(value->text, strlen(value->text), NULL, k->a, &u);
	bool here = strcmp(u.host, "127.0.0.1") == 0 || strcmp(u.host, "localhost") == 0 ||
	            strcmp(u.host, "[::1]") == 0;
	if (strcmp(u.scheme, "https") != 0 && !here)
		return wrong(k, f, value, "an https address: a key is sent there");
	return true;
}

static bool
read_pattern(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	int code;
	size_t offset;
	if (!is_line_of_text(value))
		return wrong(k, f, value, "a regular expression (PCRE2)");
	pcre2_code *pattern = pcre2_compile(
	    (PCRE2_SPTR)value->text, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &code, &offset, NULL);
	if (pattern == NULL) {
		PCRE2_UCHAR why[128];
		pcre2_get_error_message(code, why, sizeof why);
		check_fault(k, value->line,
		    "\"%s\": the pattern does not compile, at character %zu of \"%.200s\": %s; "
		    "allowed: a regular expression (PCRE2)",
		    f->key, offset, value->text, (const char *)why);
		return false;
	}
	pcre2_code_free(pattern);
	put_text(f, to, value->text);
	return true;
}

/* A link whose placeholders are known, one of them a number. */
static bool
is_page_link(const char *text)
{
	static const char *const names[] = {"{n}", "{from}", "{to}", "{pageid}", "{col}", "{name}"};
	bool numbered = false;
	for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
		size_t i = 0;
		while (i < sizeof names / sizeof *names &&
		       strncmp(at, names[i], strlen(names[i])) != 0)
			i++;
		if (i == sizeof names / sizeof *names)
			return false;
		numbered |= i < 3;
	}
	return numbered;
}

static bool
read_xpath(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	char why[128];
	int at = 0;
	if (!is_line_of_text(value) || strlen(value->text) > CAP_FIELD)
		return wrong(k, f, value, "an XPath 1.0 expression");
	if (!xpath_compiles(value->text, why, sizeof why, &at)) {
		check_fault(k, value->line,
		    "\"%s\": the XPath does not compile, at character %d of \"%.200s\": %s", f->key,
		    at, value->text, why);
		return false;
	}
	put_text(f, to, value->text);
	return true;
}

static bool
read_pages(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	bool none = value->kind == YAML_SCALAR && strcmp(value->text, "none") == 0;
	bool itself = value->kind == YAML_SCALAR && strcmp(value->text, "auto") == 0;
	if (!none && !itself && (!is_line_of_text(value) || !is_page_link(value->text)))
		return wrong(k, f, value,
		    "a link with {n}, such as index_{n}.html (also {from}, {to}, {pageid}, {col}, "
		    "{name}), auto or none");
	put_text(f, to, itself ? NULL : value->text);
	return true;
}

static bool
read_charset(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	iconv_t converter = (iconv_t)-1;
	if (is_line_of_text(value) && !strchr(value->text, '/'))
		converter = iconv_open("UTF-8", value->text);
	if (converter == (iconv_t)-1)
		return wrong(k, f, value, "an encoding that iconv knows, such as utf-8 or gb18030");
	iconv_close(converter);
	put_text(f, to, value->text);
	return true;
}

static bool
is_printable_ascii(char c)
{
	return c >= ' ' && c <= '~';
}

static bool
is_mail(const struct yaml_node *value)
{
	const char *at = is_line_of_text(value) ? strchr(value->text, '@') : NULL;
	if (at == NULL || at == value->text || !at[1] || strchr(at + 1, '@') ||
	    strlen(value->text) > 254 || at - value->text > 64)
		return false;
	for (const char *s = value->text; *s; s++)
		if (!is_printable_ascii(*s) || strchr(" ()<>,;:[]\\\"", *s))
			return false;
	return true;
}

static bool
read_mail(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	if (!is_mail(value))
		return wrong(k, f, value, "one mail address, such as geppo@example.jp");
	put_text(f, to, value->text);
	return true;
}

static bool
read_month(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	char first[DATE_SIZE], last[DATE_SIZE];
	if (!is_line_of_text(value) || !date_month(value->text, first, last))
		return wrong(k, f, value, "a month, YYYY-MM");
	put_text(f, to, value->text);
	return true;
}

static bool
read_host(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
	if (value->kind != YAML_SCALAR || !*value->text || *value->text == '-' ||
	    strlen(value->text) > 253 || value->text[strspn(value->text, letters)])
		return wrong(k, f, value, "the name or address of a machine");
	put_text(f, to, value->text);
	return true;
}

static bool
read_date(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	struct date d;
	if (value->kind != YAML_SCALAR || !date_parse(value->text, &d) || d.day == 0)
		return wrong(k, f, value, "a day, YYYY-MM-DD");
	put_text(f, to, value->text);
	return true;
}

static bool
read_contact(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	bool ok = is_mail(value);
	if (!ok && is_line_of_text(value) && !strpbrk(value->text, " ()<>;"))
		ok = url_host(value->text, k->a) != NULL;
	if (!ok)
		return wrong(k, f, value, "one mail address, or one http or https address");
	put_text(f, to, value->text);
	return true;
}

static const char *
network_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	unsigned char address[16];
	char text[64] = "", *slash, *end = NULL;
	if (value->kind == YAML_SCALAR && strlen(value->text) < sizeof text)
		memcpy(text, value->text, strlen(value->text) + 1);
	if ((slash = strchr(text, '/')) != NULL)
		*slash = '\0';
	int bits = inet_pton(AF_INET, text, address) == 1    ? 32
	           : inet_pton(AF_INET6, text, address) == 1 ? 128
	                                                     : -1;
	long prefix = slash ? strtol(slash + 1, &end, 10) : -1;
	if (bits > 0 && slash && end != slash + 1 && !*end && prefix >= 0 && prefix <= bits)
		return value->text;
	(void)wrong(k, f, value, "networks such as 127.0.0.0/8 or fd00::/8");
	return NULL;
}

static const char *
choice_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	const char *word = allowed_word(f, value);
	if (word == NULL)
		(void)wrong(k, f, value, check_list(k->a, f->allowed));
	return word;
}

static const char *
region_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	const struct region *r =
	    value->kind == YAML_SCALAR ? config_region(k->config, value->text) : NULL;
	if (r != NULL)
		return r->code;
	(void)wrong(k, f, value, "a code of regions.tsv, such as 130400; 000000 for the nation");
	return NULL;
}

static bool
read_region(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	const char *code = region_of(k, f, value);
	if (code != NULL)
		put_text(f, to, code);
	return code != NULL;
}

/* A list whose elements one function reads; a value given twice is a fault. */
static bool
read_list(struct check *k, const struct field *f, const struct yaml_node *value, void *to,
    const char *(*read_one)(struct check *, const struct field *, const struct yaml_node *))
{
	if (value->kind != YAML_LIST)
		return wrong(k, f, value, "a list in brackets, [a, b]");
	if (f->min > 0 && value->first == NULL)
		return wrong(k, f, value, "a list that is not empty");
	size_t n = 0, cap = 0;
	const char **list = arena_grow(k->a, NULL, 0, 1, &cap, sizeof *list);
	bool ok = true;
	for (const struct yaml_node *v = value->first; v; v = v->next) {
		const char *one = read_one(k, f, v);
		for (size_t i = 0; one && i < n; i++)
			if (strcmp(list[i], one) == 0) {
				check_fault(k, v->line, "\"%s\" has %s twice", f->key, one);
				one = NULL;
			}
		if ((ok &= one != NULL)) {
			list = arena_grow(k->a, list, n, n + 2, &cap, sizeof *list);
			list[n++] = one;
		}
	}
	list[n] = NULL;
	*(const char *const **)((char *)to + f->to) = list;
	return ok;
}

static const char *
mail_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	if (is_mail(value))
		return value->text;
	(void)wrong(k, f, value, "mail addresses such as geppo@example.jp");
	return NULL;
}

static bool
read_mails(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, mail_of);
}

static bool
read_networks(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, network_of);
}

static const char *
text_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	if (value->kind == YAML_SCALAR && *value->text)
		return value->text;
	(void)wrong(k, f, value, "a list of words, such as [carbon market]");
	return NULL;
}

static bool
read_texts(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, text_of);
}

static const char *
days_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	char *end = NULL;
	long n = value->kind == YAML_SCALAR ? strtol(value->text, &end, 10) : 0;
	if (end && end != value->text && !*end && n >= 1 && n <= f->max)
		return value->text;
	(void)wrong(k, f, value, "whole numbers of days, such as [1, 3, 7, 30, 90]");
	return NULL;
}

static bool
read_days(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	if (!read_list(k, f, value, to, days_of))
		return false;
	const char *const *days = *(const char *const **)((char *)to + f->to);
	for (; *days && days[1]; days++)
		if (strtol(days[1], NULL, 10) <= strtol(days[0], NULL, 10))
			return wrong(k, f, value, "numbers that rise, such as [1, 3, 7, 30, 90]");
	return true;
}

static bool
read_choices(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, choice_of);
}

static bool
read_regions(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, region_of);
}

static bool
read_section(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	size_t faults = k->n;
	record_require(k, f->section, value->line, record_read(k, f->section, value, to));
	return k->n == faults;
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
    [FIELD_CHOICES] = read_choices,
    [FIELD_LEVEL] = read_level,
    [FIELD_URL] = read_url,
    [FIELD_SERVICE] = read_service,
    [FIELD_PATTERN] = read_pattern,
    [FIELD_XPATH] = read_xpath,
    [FIELD_PAGES] = read_pages,
    [FIELD_DAYS] = read_days,
    [FIELD_CHARSET] = read_charset,
    [FIELD_MAIL] = read_mail,
    [FIELD_MONTH] = read_month,
    [FIELD_MAILS] = read_mails,
    [FIELD_TEXTS] = read_texts,
    [FIELD_HOST] = read_host,
    [FIELD_DATE] = read_date,
    [FIELD_CONTACT] = read_contact,
    [FIELD_NETWORKS] = read_networks,
    [FIELD_REGION] = read_region,
    [FIELD_REGIONS] = read_regions,
    [FIELD_SECTION] = read_section,
    [FIELD_OTHER] = read_other,
};
