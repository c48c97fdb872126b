/* tag.c - see tag.h. The tables are in the order of the enums, which is alphabetical, so that they
 * serve both ways. */
#include "parse/extract/tag.h"

#include <string.h>
#include <strings.h>

#define BLOCK (TRAIT_BLOCK | TRAIT_SPECIAL)
#define CELL (BLOCK | TRAIT_SCOPE)
#define RAW (TRAIT_RAW | TRAIT_SILENT)

static const struct {
	const char *name;
	unsigned traits;
} tags[TAG_COUNT] = {
    [TAG_OTHER] = {"", 0},
    [TAG_TEXT] = {"", 0},
    [TAG_COMMENT] = {"", TRAIT_SILENT},
    [TAG_A] = {"a", 0},
    [TAG_ADDRESS] = {"address", BLOCK},
    [TAG_ARTICLE] = {"article", BLOCK},
    [TAG_ASIDE] = {"aside", BLOCK},
    [TAG_B] = {"b", 0},
    [TAG_BASE] = {"base", TRAIT_VOID},
    [TAG_BLOCKQUOTE] = {"blockquote", BLOCK},
    [TAG_BODY] = {"body", CELL},
    [TAG_BR] = {"br", BLOCK | TRAIT_VOID},
    [TAG_BUTTON] = {"button", TRAIT_SPECIAL | TRAIT_SILENT},
    [TAG_CAPTION] = {"caption", CELL},
    [TAG_CENTER] = {"center", BLOCK},
    [TAG_COL] = {"col", TRAIT_VOID},
    [TAG_DD] = {"dd", BLOCK},
    [TAG_DIV] = {"div", BLOCK},
    [TAG_DL] = {"dl", BLOCK},
    [TAG_DT] = {"dt", BLOCK},
    [TAG_EM] = {"em", 0},
    [TAG_EMBED] = {"embed", TRAIT_VOID},
    [TAG_FIELDSET] = {"fieldset", BLOCK},
    [TAG_FIGCAPTION] = {"figcaption", BLOCK},
    [TAG_FIGURE] = {"figure", BLOCK},
    [TAG_FONT] = {"font", 0},
    [TAG_FOOTER] = {"footer", BLOCK},
    [TAG_FORM] = {"form", BLOCK},
    [TAG_FRAME] = {"frame", TRAIT_VOID},
    [TAG_FRAMESET] = {"frameset", BLOCK},
    [TAG_H1] = {"h1", BLOCK},
    [TAG_H2] = {"h2", BLOCK},
    [TAG_H3] = {"h3", BLOCK},
    [TAG_H4] = {"h4", BLOCK},
    [TAG_H5] = {"h5", BLOCK},
    [TAG_H6] = {"h6", BLOCK},
    [TAG_HEAD] = {"head", BLOCK | TRAIT_SILENT},
    [TAG_HEADER] = {"header", BLOCK},
    [TAG_HR] = {"hr", BLOCK | TRAIT_VOID},
    [TAG_HTML] = {"html", CELL},
    [TAG_I] = {"i", 0},
    [TAG_IFRAME] = {"iframe", RAW},
    [TAG_IMG] = {"img", TRAIT_VOID},
    [TAG_INPUT] = {"input", TRAIT_VOID},
    [TAG_LABEL] = {"label", 0},
    [TAG_LI] = {"li", BLOCK},
    [TAG_LINK] = {"link", TRAIT_VOID},
    [TAG_MAIN] = {"main", BLOCK},
    [TAG_META] = {"meta", TRAIT_VOID},
    [TAG_NAV] = {"nav", BLOCK},
    [TAG_NOFRAMES] = {"noframes", RAW},
    [TAG_NOSCRIPT] = {"noscript", TRAIT_SILENT},
    [TAG_OBJECT] = {"object", TRAIT_SPECIAL | TRAIT_SILENT},
    [TAG_OL] = {"ol", BLOCK},
    [TAG_OPTION] = {"option", BLOCK | TRAIT_SILENT},
    [TAG_P] = {"p", BLOCK},
    [TAG_PARAM] = {"param", TRAIT_VOID},
    [TAG_PRE] = {"pre", BLOCK},
    [TAG_RECORD] = {"record", BLOCK},
    [TAG_SCRIPT] = {"script", RAW},
    [TAG_SECTION] = {"section", BLOCK},
    [TAG_SELECT] = {"select", TRAIT_SPECIAL | TRAIT_SILENT},
    [TAG_SMALL] = {"small", 0},
    [TAG_SOURCE] = {"source", TRAIT_VOID},
    [TAG_SPAN] = {"span", 0},
    [TAG_STRONG] = {"strong", 0},
    [TAG_STYLE] = {"style", RAW},
    [TAG_SUB] = {"sub", 0},
    [TAG_SUP] = {"sup", 0},
    [TAG_SVG] = {"svg", TRAIT_SILENT},
    [TAG_TABLE] = {"table", CELL},
    [TAG_TBODY] = {"tbody", BLOCK},
    [TAG_TD] = {"td", CELL},
    [TAG_TEMPLATE] = {"template", TRAIT_SILENT},
    [TAG_TEXTAREA] = {"textarea", RAW},
    [TAG_TFOOT] = {"tfoot", BLOCK},
    [TAG_TH] = {"th", CELL},
    [TAG_THEAD] = {"thead", BLOCK},
    [TAG_TITLE] = {"title", RAW},
    [TAG_TR] = {"tr", BLOCK},
    [TAG_U] = {"u", 0},
    [TAG_UL] = {"ul", BLOCK},
    [TAG_VIDEO] = {"video", TRAIT_SILENT},
    [TAG_WBR] = {"wbr", TRAIT_VOID},
    [TAG_XMP] = {"xmp", RAW},
};

static const char *const attributes[] = {[ATTR_NONE] = "",
    [ATTR_CLASS] = "class",
    [ATTR_COLSPAN] = "colspan",
    [ATTR_CONTENT] = "content",
    [ATTR_DATA_URL] = "data-url",
    [ATTR_HIDDEN] = "hidden",
    [ATTR_HREF] = "href",
    [ATTR_HTTP_EQUIV] = "http-equiv",
    [ATTR_ID] = "id",
    [ATTR_NAME] = "name",
    [ATTR_ONCLICK] = "onclick",
    [ATTR_PROPERTY] = "property",
    [ATTR_ROWSPAN] = "rowspan",
    [ATTR_SRC] = "src",
    [ATTR_STYLE] = "style",
    [ATTR_TITLE] = "title",
    [ATTR_TYPE] = "type",
    [ATTR_VALUE] = "value"};

/* strcmp() of a counted name, letter case ignored, with a whole word. The name may hold NULs. */
static int
name_compare(const char *name, size_t n, const char *word)
{
	size_t i = 0;
	for (; i < n && word[i]; i++) {
		unsigned char c = (unsigned char)name[i];
		if (c >= 'A' && c <= 'Z')
			c |= 32;
		if (c != (unsigned char)word[i])
			return c < (unsigned char)word[i] ? -1 : 1;
	}
	return i < n ? 1 : word[i] ? -1 : 0;
}

/* The first tag of each letter; those of one letter stand together. */
static const enum tag letters[26] = {TAG_A, TAG_B, TAG_CAPTION, TAG_DD, TAG_EM, TAG_FIELDSET,
    TAG_OTHER, TAG_H1, TAG_I, TAG_OTHER, TAG_OTHER, TAG_LABEL, TAG_MAIN, TAG_NAV, TAG_OBJECT, TAG_P,
    TAG_OTHER, TAG_RECORD, TAG_SCRIPT, TAG_TABLE, TAG_U, TAG_VIDEO, TAG_WBR, TAG_XMP, TAG_OTHER,
    TAG_OTHER};

enum tag
tag_named(const char *name, size_t n)
{
	char letter = (char)(n > 0 ? name[0] | 32 : 0);
	if (letter < 'a' || letter > 'z')
		return TAG_OTHER;
	enum tag tag = letters[letter - 'a'];
	for (; tag != TAG_OTHER && tag < TAG_COUNT && tags[tag].name[0] == letter; tag++)
		if (name_compare(name, n, tags[tag].name) == 0)
			return tag;
	return TAG_OTHER;
}

const char *
tag_name(enum tag tag)
{
	return tags[tag].name;
}

unsigned
tag_traits(enum tag tag)
{
	return tags[tag].traits;
}

enum attribute_name
attribute_named(const char *name, size_t n)
{
	for (size_t i = 1; i < sizeof attributes / sizeof *attributes; i++)
		if ((name[0] | 32) == attributes[i][0] && name_compare(name, n, attributes[i]) == 0)
			return (enum attribute_name)i;
	return ATTR_NONE;
}
