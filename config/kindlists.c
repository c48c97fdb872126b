/* kindlists.c - see kind.h: lists, each read element by element. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "config/kind.h"

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
	(void)kind_wrong(k, f, value, "networks such as 127.0.0.0/8 or fd00::/8");
	return NULL;
}

static const char *
choice_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	const char *word = kind_word(f, value);
	if (word == NULL)
		(void)kind_wrong(k, f, value, check_list(k->a, f->allowed));
	return word;
}

static const char *
region_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	const struct region *r =
	    value->kind == YAML_SCALAR ? config_region(k->config, value->text) : NULL;
	if (r != NULL)
		return r->code;
	(void)kind_wrong(
	    k, f, value, "a code of regions.tsv, such as 130400; 000000 for the nation");
	return NULL;
}

bool
kind_region(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	const char *code = region_of(k, f, value);
	if (code != NULL)
		kind_put(f, to, code);
	return code != NULL;
}

/* A list whose elements one function reads; a value given twice is a fault. */
static bool
read_list(struct check *k, const struct field *f, const struct yaml_node *value, void *to,
    const char *(*read_one)(struct check *, const struct field *, const struct yaml_node *))
{
	if (value->kind != YAML_LIST)
		return kind_wrong(k, f, value, "a list in brackets, [a, b]");
	if (f->min > 0 && value->first == NULL)
		return kind_wrong(k, f, value, "a list that is not empty");
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
	if (kind_is_mail(value))
		return value->text;
	(void)kind_wrong(k, f, value, "mail addresses such as geppo@example.jp");
	return NULL;
}

bool
kind_mails(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, mail_of);
}

bool
kind_networks(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, network_of);
}

static const char *
text_of(struct check *k, const struct field *f, const struct yaml_node *value)
{
	if (value->kind == YAML_SCALAR && *value->text)
		return value->text;
	(void)kind_wrong(k, f, value, "a list of words, such as [carbon market]");
	return NULL;
}

bool
kind_texts(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
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
	(void)kind_wrong(k, f, value, "whole numbers of days, such as [1, 3, 7, 30, 90]");
	return NULL;
}

bool
kind_days(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	if (!read_list(k, f, value, to, days_of))
		return false;
	const char *const *days = *(const char *const **)((char *)to + f->to);
	for (; *days && days[1]; days++)
		if (strtol(days[1], NULL, 10) <= strtol(days[0], NULL, 10))
			return kind_wrong(
			    k, f, value, "numbers that rise, such as [1, 3, 7, 30, 90]");
	return true;
}

bool
kind_choices(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, choice_of);
}

bool
kind_regions(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	return read_list(k, f, value, to, region_of);
}
