/* kind.h - private to config/: the readers of fields (kinds.c, kindtexts.c, kindlists.c) and what
 * they share. Each reader is a kind_read of record.h. */
#ifndef GEPPO_CONFIG_KIND_H
#define GEPPO_CONFIG_KIND_H

#include "config/record.h"

/* Report that the value is not what the field allows; always false. */
bool kind_wrong(
    struct check *k, const struct field *f, const struct yaml_node *value, const char *allowed);
void kind_put(const struct field *f, void *to, const char *text);
/* One line of text: not empty, at most CAP_FIELD bytes, no control characters. */
bool kind_is_line(const struct yaml_node *value);
bool kind_is_mail(const struct yaml_node *value);
/* The one of the field's allowed words that the value is, or NULL. */
const char *kind_word(const struct field *f, const struct yaml_node *value);

bool kind_url(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_service(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_pages(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_charset(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_mail(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_host(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_contact(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_region(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_mails(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_networks(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_texts(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_days(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_choices(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_regions(struct check *k, const struct field *f, const struct yaml_node *value, void *to);

/* Of sources only. A regular expression (const char *), XPath 1.0 (const char *), a map of names to
 * patterns (const struct listing_take *). */
bool kind_pattern(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_xpath(struct check *k, const struct field *f, const struct yaml_node *value, void *to);
bool kind_takes(struct check *k, const struct field *f, const struct yaml_node *value, void *to);

#endif
