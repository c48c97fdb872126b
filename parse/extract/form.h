/* form.h - how a list is read, as JSON: in the conversation with geppo-parse and for --list. */
#ifndef GEPPO_PARSE_EXTRACT_FORM_H
#define GEPPO_PARSE_EXTRACT_FORM_H

#include <jansson.h>
#include <stdbool.h>

#include "config/config.h"

/* {kind, referer, items, title, link, date, link_template}; the strings are the object's. False
 * when it is no object. */
bool form_read(const json_t *object, struct listing_form *form);

#endif
