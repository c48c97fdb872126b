/* xliffrules.c - constraints of XLIFF 2.1 as XPath: each expression selects what breaks one. */
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/caps.h"
#include "base/log.h"
#include "translate/xliffcheck.h"

#define IN_TEXT "[ancestor::x:segment or ancestor::x:ignorable]"
#define DATA "ancestor::x:unit/x:originalData/x:data/@id"
#define MATCH_DATA "ancestor::mtc:match/x:originalData/x:data/@id"
#define MARKS "//*[self::x:mrk or self::x:sm]"
#define REVISIONS "*[self::ctr:revisions or self::ctr1:revisions]"
#define REACHED "ancestor-or-self::*/../slr:data//@id"

static const struct {
	const char *where, *why;
} rules[] = {{"/x:xliff[not(@trgLang)][x:file//*[self::x:segment or self::x:ignorable]/x:target]",
                 "there are targets, and no trgLang says their language"},
    {"//x:skeleton[not(@href) and not(node())]", "an empty skeleton without href"},
    {"//x:skeleton[@href and node()]", "a skeleton with href and content"},
    {"//x:unit[not(x:segment)]", "a unit without a segment"},
    {"//x:segment[@subState and not(@state)]", "subState without state"},
    {"//x:segment[@state and @state != 'initial'][not(x:target)]",
        "a state beyond initial, and no target"},
    {"//x:*[@subType and not(@type)] | //mtc:match[@subType and not(@type)]",
        "subType without type"},
    {"//x:*[starts-with(@subType, 'xlf:')][not((@type = 'fmt' and (@subType = 'xlf:lb' or "
     "@subType = 'xlf:pb' or @subType = 'xlf:b' or @subType = 'xlf:i' or @subType = 'xlf:u')) or "
     "(@type = 'ui' and @subType = 'xlf:var'))]",
        "type and subType do not go together"},
    {"//x:*[@copyOf and (@dataRef or @dataRefStart or @dataRefEnd)]",
        "copyOf on a code with original data of its own"},
    {"//x:*[@copyOf]" IN_TEXT "[not(ancestor::x:unit//*[self::x:ph or self::x:pc or self::x:sc or "
     "self::x:ec][not(@canCopy = 'no')]/@id = @copyOf)]",
        "copyOf leads to no code of the unit that may be copied"},
    {"//x:*[@canReorder = 'no' or @canReorder = 'firstNo'][not(@canCopy = 'no' and @canDelete = "
     "'no')]",
        "a code that cannot be moved must have canCopy and canDelete \"no\""},
    {"//x:ec[@isolated = 'yes'][not(@id) or @startRef]",
        "an isolated ec has an id and no startRef"},
    {"//x:ec[not(@isolated = 'yes')][@id or not(@startRef)]",
        "an ec that is not isolated has startRef and no id"},
    {"//x:ec[not(@isolated = 'yes')][@dir]", "dir on an ec that is not isolated"},
    {"//x:ec[not(@isolated = 'yes')][@fs:fs or @fs:subFs]",
        "a format style on an ec that is not isolated"},
    {"//*[@fs:subFs and not(@fs:fs)]", "fs:subFs without fs:fs"},
    {"//x:*[self::x:ph or self::x:sc or self::x:pc][not(@id)]", "a code without id"},
    {"//x:pc[boolean(@equivStart) != boolean(@equivEnd)]", "equivStart and equivEnd come together"},
    {"//x:pc[boolean(@subFlowsStart) != boolean(@subFlowsEnd)]",
        "subFlowsStart and subFlowsEnd come together"},
    {"//x:pc[boolean(@dataRefStart) != boolean(@dataRefEnd)]",
        "dataRefStart and dataRefEnd come together"},
    {"//x:*[@dataRef]" IN_TEXT "[not(" DATA " = @dataRef)] | //x:*[@dataRef][ancestor::mtc:match]"
     "[not(" MATCH_DATA " = @dataRef)]",
        "dataRef leads to no data"},
    {"//x:pc[@dataRefStart]" IN_TEXT "[not(" DATA " = @dataRefStart)] | //x:pc[@dataRefStart]"
     "[ancestor::mtc:match][not(" MATCH_DATA " = @dataRefStart)]",
        "dataRefStart leads to no data"},
    {"//x:pc[@dataRefEnd]" IN_TEXT "[not(" DATA " = @dataRefEnd)] | //x:pc[@dataRefEnd]"
     "[ancestor::mtc:match][not(" MATCH_DATA " = @dataRefEnd)]",
        "dataRefEnd leads to no data"},
    {MARKS "[@type = 'comment'][boolean(@value) = boolean(@ref)]",
        "a comment has either a value or a ref"},
    {MARKS "[@type = 'mtc:match'][@ref]", "a translation candidate has no ref"},
    {MARKS "[@type = 'term'][@value and @ref]", "a term has a value or a ref"},
    {"//x:segment[x:source/@xml:space != x:target/@xml:space] | "
     "//x:segment[x:source[@xml:space = 'preserve']][x:target[not(@xml:space)]]"
     "[not(ancestor::*[@xml:space][1]/@xml:space = 'preserve')]",
        "source and target differ in xml:space"},
    {"//x:target[@order > count(ancestor::x:unit/*[self::x:segment or self::x:ignorable])]",
        "an order beyond the number of segments"},
    {"//gls:glossEntry[not(gls:translation) and not(gls:definition)]",
        "a glossary entry without translation and definition"},
    {"//res:resourceItem[not(@mimeType)][not(res:source/* or res:target/*)][res:source or "
     "res:target]",
        "a resource item without content and without mimeType"},
    {"//res:source[not(@href) and not(*)] | //res:target[not(@href) and not(*)]",
        "an empty resource without href"},
    {"//res:source[@href and *] | //res:target[@href and *]", "a resource with href and content"},
    {"//x:*[@slr:sizeInfo and @slr:sizeInfoRef]", "sizeInfo and sizeInfoRef on one element"},
    {"//x:*[@slr:sizeInfoRef][not(" REACHED " = @slr:sizeInfoRef)]",
        "sizeInfoRef leads to nothing in an slr:data beside it or above"},
    {"//x:ec[not(@isolated = 'yes')][@slr:sizeInfo or @slr:sizeInfoRef or @slr:equivStorage]",
        "sizes on an ec that is not isolated"},
    {"//val:rule[count(@isPresent | @isNotPresent | @startsWith | @endsWith) + "
     "boolean(@*[namespace-uri() != '']) != 1]",
        "a rule asks for exactly one thing"},
    {"//val:rule[@occurs and not(@isPresent)]", "occurs without isPresent"},
    {"//val:rule[@existsInSource = 'yes'][not(@isPresent or @startsWith or @endsWith)]",
        "existsInSource without isPresent, startsWith or endsWith"},
    {"//" REVISIONS "[@ref][not(ancestor::*[self::x:file or self::x:group or "
     "self::x:unit][1]//x:*/@id "
     "= @ref)]",
        "the revised element is not there"},
    {"//" REVISIONS "[@appliesTo = 'note' and not(@ref)][count(../../x:notes/x:note[@id]) > 1]",
        "it must be said which note was revised"}};

static void
rule_apply(xmlXPathContext *context, size_t i, struct xliff_faults *faults)
{
	xmlXPathObject *o = xmlXPathEval((const xmlChar *)rules[i].where, context);
	if (o == NULL && context->opCount >= context->opLimit) {
		xliff_fault(faults, NULL, "too large to be examined");
		return;
	}
	if (o == NULL)
		bug("rule %zu does not compile: %s", i, rules[i].where);
	for (int k = 0; o->nodesetval && k < o->nodesetval->nodeNr; k++)
		xliff_fault(faults, o->nodesetval->nodeTab[k], "%s", rules[i].why);
	xmlXPathFreeObject(o);
}

static void
quiet(void *user, xmlError *error)
{
	(void)user;
	(void)error;
}

void
xliff_rules(xmlDoc *doc, struct xliff_faults *faults)
{
	xmlXPathContext *context = xmlXPathNewContext(doc);
	context->opLimit = CAP_XPATH_STEPS;
	xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)quiet);
	xliff_register(context);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		rule_apply(context, i, faults);
	xmlXPathFreeContext(context);
}
