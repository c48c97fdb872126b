/* meta.h - what a page's header says: <title>, <base> and the <meta> elements of the government's
 * page rules (国办发〔2017〕47号). */
#ifndef GEPPO_PARSE_EXTRACT_META_H
#define GEPPO_PARSE_EXTRACT_META_H

#include "parse/extract/page.h"

struct meta {
	const char *title; /* <title> */
	const char *base;  /* href of <base> */
	const char *article_title, *published, *content_source, *url;
	const char *site_name, *site_code, *column_name, *og_title;
};

void meta_read(struct meta *m, const struct page *p);

#endif
