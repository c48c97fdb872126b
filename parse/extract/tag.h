/* tag.h - the elements and attributes the extractor knows, and how elements behave. */
#ifndef GEPPO_PARSE_EXTRACT_TAG_H
#define GEPPO_PARSE_EXTRACT_TAG_H

#include <stdbool.h>
#include <stddef.h>

enum tag {
	TAG_OTHER,
	TAG_TEXT,
	TAG_COMMENT,
	TAG_A,
	TAG_ADDRESS,
	TAG_ARTICLE,
	TAG_ASIDE,
	TAG_B,
	TAG_BASE,
	TAG_BLOCKQUOTE,
	TAG_BODY,
	TAG_BR,
	TAG_BUTTON,
	TAG_CAPTION,
	TAG_CENTER,
	TAG_COL,
	TAG_DD,
	TAG_DIV,
	TAG_DL,
	TAG_DT,
	TAG_EM,
	TAG_EMBED,
	TAG_FIELDSET,
	TAG_FIGCAPTION,
	TAG_FIGURE,
	TAG_FONT,
	TAG_FOOTER,
	TAG_FORM,
	TAG_FRAME,
	TAG_FRAMESET,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_HEAD,
	TAG_HEADER,
	TAG_HR,
	TAG_HTML,
	TAG_I,
	TAG_IFRAME,
	TAG_IMG,
	TAG_INPUT,
	TAG_LABEL,
	TAG_LI,
	TAG_LINK,
	TAG_MAIN,
	TAG_META,
	TAG_NAV,
	TAG_NOFRAMES,
	TAG_NOSCRIPT,
	TAG_OBJECT,
	TAG_OL,
	TAG_OPTION,
	TAG_P,
	TAG_PARAM,
	TAG_PRE,
	TAG_RECORD,
	TAG_SCRIPT,
	TAG_SECTION,
	TAG_SELECT,
	TAG_SMALL,
	TAG_SOURCE,
	TAG_SPAN,
	TAG_STRONG,
	TAG_STYLE,
	TAG_SUB,
	TAG_SUP,
	TAG_SVG,
	TAG_TABLE,
	TAG_TBODY,
	TAG_TD,
	TAG_TEMPLATE,
	TAG_TEXTAREA,
	TAG_TFOOT,
	TAG_TH,
	TAG_THEAD,
	TAG_TITLE,
	TAG_TR,
	TAG_U,
	TAG_UL,
	TAG_VIDEO,
	TAG_WBR,
	TAG_XMP,
	TAG_COUNT
};

enum attribute_name {
	ATTR_NONE,
	ATTR_CLASS,
	ATTR_COLSPAN,
	ATTR_CONTENT,
	ATTR_DATA_URL,
	ATTR_HIDDEN,
	ATTR_HREF,
	ATTR_HTTP_EQUIV,
	ATTR_ID,
	ATTR_NAME,
	ATTR_ONCLICK,
	ATTR_PROPERTY,
	ATTR_ROWSPAN,
	ATTR_SRC,
	ATTR_STYLE,
	ATTR_TITLE,
	ATTR_TYPE,
	ATTR_VALUE
};

enum tag_trait {
	TRAIT_BLOCK = 1,   /* begins and ends a line */
	TRAIT_VOID = 2,    /* holds nothing, has no end tag */
	TRAIT_RAW = 4,     /* its text runs to its end tag, markup or not */
	TRAIT_SILENT = 8,  /* its text is not read by a visitor */
	TRAIT_SCOPE = 16,  /* no implied end crosses it: cells, tables, the page */
	TRAIT_SPECIAL = 32 /* an inline end tag does not cross it */
};

/* Letter case is ignored; unknown names give TAG_OTHER or ATTR_NONE. */
enum tag tag_named(const char *name, size_t n);
const char *tag_name(enum tag tag);
unsigned tag_traits(enum tag tag);
enum attribute_name attribute_named(const char *name, size_t n);

#endif
