/* xpath.h - what of a page a source may point at by XPath 1.0, where the generic reading of its
 * pages falls short. */
#ifndef GEPPO_CONFIG_XPATH_H
#define GEPPO_CONFIG_XPATH_H

#include <stdbool.h>
#include <stddef.h>

enum xpath_field {
	XPATH_DROP, /* parts that are not to be read at all */
	XPATH_TITLE,
	XPATH_PUBLISHED,
	XPATH_WRITTEN,
	XPATH_DOC_NUMBER,
	XPATH_ISSUER,
	XPATH_INDEX_NUMBER,
	XPATH_CONTENT_SOURCE,
	XPATH_BODY,
	XPATH_ITEM, /* rows of a listing; the next three are looked for inside each */
	XPATH_ITEM_TITLE,
	XPATH_ITEM_LINK,
	XPATH_ITEM_DATE,
	XPATH_NEXT, /* the link to the next page of a listing */
	XPATH_COUNT
};

/* The keys of sources.yaml, in the order of the enum: "drop_xpath", "title_xpath", ... */
extern const char *const xpath_keys[XPATH_COUNT];

/* True when the expression compiles; else why (without a line end, static room of the call) and
 * where (characters from the start) are told. */
bool xpath_compiles(const char *expression, char *why, size_t room, int *at);

#endif
