/* xliffshape.c - elements and attributes of XLIFF 2.1 as tables; see xliffcheck.h. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/log.h"
#include "translate/xliffcheck.h"

/* The children of an element, each followed by a space, must match `content`. Elements of modules
 * have their prefix, all others are o:NAME. TEXT in front: text may stand between them.
 * Attributes: NAME, ":" and the letter of a form (below), "!" where it must be there; "+": those of
 * other namespaces may stand there too. */
struct shape {
	const char *name, *content, *attributes;
};

#define MODULE                                                                                     \
	"(?:mtc:matches |gls:glossary |mda:metadata |res:resourceData |slr:profiles |slr:data "    \
	"|val:validation |ctr:changeTrack |its:\\S+ |o:\\S+ )"
#define INLINE "TEXT(?:cp |ph |pc |sc |ec |mrk |sm |em )*"
#define CODE "canCopy:Y canDelete:Y canReorder:F copyOf:N id:N subType:U type:T "
#define SEGMENTS "(?:segment |ignorable )+"
#define FLOW "canResegment:Y translate:Y srcDir:D trgDir:D xml:space:W "

static const struct shape shapes[] = {
    {"xliff", "(?:file )+", "version!:V srcLang!:L trgLang:L xml:space:W +"},
    {"file", "(?:skeleton )?" MODULE "*(?:notes )?(?:unit |group )+", "id!:N original:s " FLOW "+"},
    {"skeleton", "TEXT(?:o:\\S+ )*", "href:s"},
    {"group", MODULE "*(?:notes )?(?:unit |group )*", "id!:N name:s type:U " FLOW "+"},
    {"unit", MODULE "*(?:notes )?(?:originalData )?" SEGMENTS, "id!:N name:s type:U " FLOW "+"},
    {"segment", "source (?:target )?", "id:N canResegment:Y state:S subState:U"},
    {"ignorable", "source (?:target )?", "id:N"}, {"notes", "(?:note )+", ""},
    {"note", "TEXT", "id:N appliesTo:A category:s priority:R +"},
    {"originalData", "(?:data )+", ""}, {"data", "TEXT(?:cp )*", "id!:N dir:D xml:space:X"},
    {"source", INLINE, "xml:lang:L xml:space:W"},
    {"target", INLINE, "xml:lang:L xml:space:W order:P"}, {"cp", "", "hex!:H"},
    {"ph", "", CODE "disp:s equiv:s dataRef:N subFlows:n"},
    {"pc", INLINE,
        CODE "canOverlap:Y dispEnd:s dispStart:s equivEnd:s equivStart:s dataRefEnd:N "
             "dataRefStart:N subFlowsEnd:n subFlowsStart:n dir:D"},
    {"sc", "", CODE "canOverlap:Y dataRef:N dir:D disp:s equiv:s isolated:Y subFlows:n"},
    {"ec", "", CODE "canOverlap:Y dataRef:N dir:D disp:s equiv:s isolated:Y startRef:N subFlows:n"},
    {"mrk", INLINE, "id!:N translate:Y type:M ref:I value:s +"},
    {"sm", "", "id!:N translate:Y type:M ref:I value:s +"}, {"em", "", "startRef!:N"},
    {"mtc:matches", "(?:mtc:match )+", ""},
    {"mtc:match", "(?:mda:metadata )?(?:originalData )?source target (?:o:\\S+ |its:\\S+ )*",
        "id:N matchQuality:Q matchSuitability:Q origin:s ref!:I reference:Y similarity:Q subType:U "
        "type:C +"},
    {"gls:glossary", "(?:gls:glossEntry )+", ""},
    {"gls:glossEntry", "gls:term (?:gls:translation )*(?:gls:definition )?(?:o:\\S+ |mda:\\S+ )*",
        "id:N ref:I +"},
    {"gls:term", "TEXT", "source:s +"}, {"gls:translation", "TEXT", "id:N ref:I source:s +"},
    {"gls:definition", "TEXT", "source:s +"}, {"mda:metadata", "(?:mda:metaGroup )+", "id:N"},
    {"mda:metaGroup", "(?:mda:metaGroup |mda:meta )+", "id:N category:s appliesTo:B"},
    {"mda:meta", "TEXT", "type!:s"},
    {"res:resourceData", "(?:res:resourceItemRef )*(?:res:resourceItem )*", ""},
    {"res:resourceItemRef", "", "id:N ref!:N +"},
    {"res:resourceItem", "(?:res:source )?(?:res:target )?(?:res:reference )*",
        "mimeType:s id:N context:Y +"},
    {"res:source", "(?:\\S+ )*", "href:s xml:lang:L +"},
    {"res:target", "(?:\\S+ )*", "href:s xml:lang:L +"},
    {"res:reference", "", "href!:s xml:lang:L +"},
    {"slr:profiles", "(?:slr:normalization )?(?:o:\\S+ )*", "generalProfile:s storageProfile:s"},
    {"slr:normalization", "", "general:Z storage:Z"}, {"slr:data", "(?:o:\\S+ )*", "profile!:s +"},
    {"val:validation", "(?:val:rule )+", "+"},
    {"val:rule", "",
        "isPresent:s occurs:P isNotPresent:s startsWith:s endsWith:s existsInSource:Y "
        "caseSensitive:Y normalization:Z disabled:Y +"},
    {"ctr:changeTrack", "(?:ctr:revisions )+", ""},
    {"ctr:revisions", "(?:ctr:revision )+", "appliesTo!:N ref:N currentVersion:N +"},
    {"ctr:revision", "(?:ctr:item )+", "author:s datetime:s version:N +"},
    {"ctr:item", "TEXT", "property!:s +"}};

#define NMTOKEN "[-.:_0-9A-Za-z\\x{b7}-\\x{10ffff}]+"
#define USER "[^\\s:]+:[^\\s:]+"

/* The forms of values. */
static const struct {
	char letter;
	const char *pattern, *said;
} forms[] = {{'A', "source|target", "source or target"},
    {'B', "source|target|ignorable", "source, target or ignorable"},
    {'C', "am|mt|icm|idm|tb|tm|other", "am, mt, icm, idm, tb, tm or other"},
    {'D', "ltr|rtl|auto", "ltr, rtl or auto"}, {'F', "yes|no|firstNo", "yes, no or firstNo"},
    {'H',
        "(?i)(?:0{2}0[0-8bcef]|0{2}1[0-9a-f]|0{2}7f|0{2}8[0-46-9a-f]|0{2}9[0-9a-f]|d[89a-f][0-9a-f]"
        "{2}|fff[ef])",
        "the hexadecimal number of a character that XML does not allow"},
    {'I', "\\S*", "an address"},
    {'h',
        "a|b|bdo|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|div|dl|"
        "dt|em|h[1-6]|head|hr|html|i|img|label|legend|li|ol|p|pre|q|s|samp|select|small|span|"
        "strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul",
        "the name of an element of HTML that the format style module lists"},
    {'L', "(?:[a-zA-Z]{2,8}|[xi])(?:-[a-zA-Z0-9]{1,8})*", "a language by BCP 47"},
    {'M', "generic|comment|term|" USER, "generic, comment, term or prefix:name"},
    {'N', NMTOKEN, "one name token"}, {'P', "\\s*\\+?0*[1-9][0-9]*\\s*", "a number from 1"},
    {'Q', "(?:[0-9]{1,2}(?:\\.[0-9]*)?|100(?:\\.0*)?)", "a number from 0 to 100"},
    {'R', "[1-9]|10", "a number from 1 to 10"},
    {'S', "initial|translated|reviewed|final", "initial, translated, reviewed or final"},
    {'T', "fmt|ui|quote|link|image|other", "fmt, ui, quote, link, image or other"},
    {'U', USER, "prefix:name"}, {'V', "2\\.[01]", "2.0 or 2.1"},
    {'W', "default|preserve", "default or preserve"}, {'X', "preserve", "preserve"},
    {'Y', "yes|no", "yes or no"}, {'Z', "none|nfc|nfd", "none, nfc or nfd"},
    {'i', "[0-9]+", "a whole number"}, {'j', "(?![0-9]*\\.[0-9]+$)(?s).*", "no fraction"},
    {'z', "\\*|[0-9]+(?:,(?:[0-9]+|\\*))?", "*, 0 or 0,0 or 0,*"},
    {'n', "\\s*" NMTOKEN "(?:\\s+" NMTOKEN ")*\\s*", "name tokens"}, {'s', "(?s).*", "a text"}};

/* Attributes of modules, on elements of the core. */
static const struct {
	const char *name;
	char form;
} module_attributes[] = {{"fs:fs", 'h'}, {"fs:subFs", 's'}, {"slr:equivStorage", 'i'},
    {"slr:sizeInfo", 'j'}, {"slr:sizeInfoRef", 'N'}, {"slr:sizeRestriction", 'z'},
    {"slr:storageRestriction", 'z'}, {"itsm:domains", 's'}, {"itsm:lang", 'L'}, {"xml:lang", 'L'}};

enum { SHAPES = sizeof shapes / sizeof *shapes, FORMS = sizeof forms / sizeof *forms };

/* Compiled when first asked for: most files need a few. */
static pcre2_code *shape_codes[SHAPES], *form_codes[FORMS];

static bool
matches(pcre2_code **code, const char *pattern, const char *text)
{
	char whole[1024];
	int error;
	PCRE2_SIZE at;
	if (*code == NULL) {
		snprintf(whole, sizeof whole, "^(?:%s)$", pattern);
		*code = pcre2_compile((PCRE2_SPTR)whole, PCRE2_ZERO_TERMINATED,
		    PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &error, &at, NULL);
		if (*code == NULL)
			bug("the pattern %s: error %d", pattern, error);
	}
	pcre2_match_data *m = pcre2_match_data_create(1, NULL);
	int rc = pcre2_match(*code, (PCRE2_SPTR)text, strlen(text), 0, 0, m, NULL);
	pcre2_match_data_free(m);
	return rc >= 0;
}

static size_t
form_of(char letter)
{
	for (size_t i = 0; i < FORMS; i++)
		if (forms[i].letter == letter)
			return i;
	bug("no form %c", letter);
}

/* "mtc:match", "xml:lang"; an attribute without prefix is in no namespace, an element in that of
 * the core. */
static void
full_name(const xmlNs *ns, bool attribute, const xmlChar *name, char out[64])
{
	const char *prefix = attribute && ns == NULL ? "" : xliff_prefix(ns);
	snprintf(out, 64, "%s%s%s", prefix, *prefix ? ":" : "", (const char *)name);
}

/* How the shape's list speaks of an attribute: what follows its name, or NULL. */
static const char *
listed(const char *list, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = list; *at; at += strcspn(at, " ") + (at[strcspn(at, " ")] == ' '))
		if (strncmp(at, name, n) == 0 && (at[n] == ':' || at[n] == '!'))
			return at + n;
	return NULL;
}

static char
module_form(const char *name)
{
	for (size_t i = 0; i < sizeof module_attributes / sizeof *module_attributes; i++)
		if (strcmp(module_attributes[i].name, name) == 0)
			return module_attributes[i].form;
	return 0;
}

/* Namespaces whose attributes are all known. */
static bool
is_closed(const char *name)
{
	return strncmp(name, "fs:", 3) == 0 || strncmp(name, "slr:", 4) == 0 ||
	       strncmp(name, "xml:", 4) == 0;
}

static void
attribute_check(
    const xmlNode *n, xmlAttr *at, const struct shape *shape, struct xliff_faults *faults)
{
	char name[64];
	full_name(at->ns, true, at->name, name);
	const char *said = listed(shape->attributes, name);
	char letter = said ? said[said[0] == '!' ? 2 : 1] : module_form(name);
	bool open = strchr(shape->attributes, '+') != NULL;
	bool module = at->ns && letter != 0;
	if (said == NULL && !module && (at->ns == NULL || !open || is_closed(name))) {
		xliff_fault(faults, n, "%s cannot have the attribute %s", shape->name, name);
		return;
	}
	if (letter == 0)
		return;
	size_t form = form_of(letter);
	xmlChar *value = xmlNodeListGetString(n->doc, at->children, 1);
	if (!matches(&form_codes[form], forms[form].pattern, value ? (char *)value : ""))
		xliff_fault(faults, n, "%s of %s is \"%.100s\"; allowed: %s", name, shape->name,
		    value ? (char *)value : "", forms[form].said);
	xmlFree(value);
}

static bool
has_attribute(const xmlNode *n, const char *name, size_t len)
{
	char full[64];
	for (xmlAttr *at = n->properties; at; at = at->next) {
		full_name(at->ns, true, at->name, full);
		if (strlen(full) == len && memcmp(full, name, len) == 0)
			return true;
	}
	return false;
}

static void
required_check(const xmlNode *n, const struct shape *shape, struct xliff_faults *faults)
{
	for (const char *at = shape->attributes; *at;) {
		size_t n_name = strcspn(at, ":! ");
		if (strncmp(at, "xml:", 4) == 0)
			n_name = 4 + strcspn(at + 4, ":! ");
		if (at[n_name] == '!' && !has_attribute(n, at, n_name))
			xliff_fault(
			    faults, n, "%s has no attribute %.*s", shape->name, (int)n_name, at);
		at += strcspn(at, " ");
		at += *at == ' ';
	}
}

static bool
is_blank(const xmlChar *text)
{
	return text == NULL || text[strspn((const char *)text, " \t\r\n")] == '\0';
}

static void
content_check(const xmlNode *n, size_t i, struct xliff_faults *faults)
{
	const char *content = shapes[i].content;
	bool text = strncmp(content, "TEXT", 4) == 0;
	struct buf children;
	char name[64];
	buf_init(&children, CAP_DELIVERY);
	for (xmlNode *c = n->children; c; c = c->next) {
		if (c->type == XML_ELEMENT_NODE) {
			full_name(c->ns, false, c->name, name);
			buf_addf(&children, "%s ", name);
		} else if ((c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) &&
		           !text && !is_blank(c->content)) {
			xliff_fault(faults, n, "%s cannot hold text", shapes[i].name);
			break;
		}
	}
	if (buf_full(&children) ||
	    !matches(&shape_codes[i], content + (text ? 4 : 0), children.text))
		xliff_fault(faults, n, "%s cannot hold these elements in this order: %.200s",
		    shapes[i].name, children.len ? children.text : "none");
	buf_release(&children);
}

static void
element_check(const xmlNode *n, struct xliff_faults *faults)
{
	char name[64];
	full_name(n->ns, false, n->name, name);
	for (size_t i = 0; i < SHAPES; i++) {
		if (strcmp(shapes[i].name, name) != 0)
			continue;
		for (xmlAttr *at = n->properties; at; at = at->next)
			attribute_check(n, at, &shapes[i], faults);
		required_check(n, &shapes[i], faults);
		content_check(n, i, faults);
		return;
	}
	if (strncmp(name, "o:", 2) != 0 && strncmp(name, "its:", 4) != 0)
		xliff_fault(faults, n, "there is no element %s in XLIFF 2.1", name);
}

void
xliff_shape(xmlDoc *doc, struct xliff_faults *faults)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	if (!xliff_is(root, "xliff"))
		xliff_fault(faults, root, "the outermost element is not xliff of " XLIFF_CORE);
	for (xmlNode *n = NULL; (n = xliff_next(root, n));)
		element_check(n, faults);
	for (size_t i = 0; i < SHAPES; i++) {
		pcre2_code_free(shape_codes[i]);
		shape_codes[i] = NULL;
	}
	for (size_t i = 0; i < FORMS; i++) {
		pcre2_code_free(form_codes[i]);
		form_codes[i] = NULL;
	}
}
