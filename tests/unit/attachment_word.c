/* attachment_word.c - what Word writes by itself or puts beside the text of a DOCX: numbers of
 * lists, heads and feet, boxes, fields, deleted rows; written here by hand. */
#include "tests/unit/attachment_fixture.h"

#define NS "xmlns:w='w' xmlns:r='r'"
#define W "<w:document " NS "><w:body>"
#define END "</w:body></w:document>"
#define R(s) "<w:r><w:t>" s "</w:t></w:r>"
#define P(s) "<w:p>" R(s) "</w:p>"
#define N(num, level, s)                                                                           \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num                     \
	"'/></w:numPr></w:pPr>" R(s) "</w:p>"
#define STYLED(id, s) "<w:p><w:pPr><w:pStyle w:val='" id "'/></w:pPr>" R(s) "</w:p>"
#define LEVEL(i, format, text, more)                                                               \
	"<w:lvl w:ilvl='" i "'><w:start w:val='1'/><w:numFmt w:val='" format "'/>" more            \
	"<w:lvlText w:val='" text "'/></w:lvl>"
#define NUM(id, of, more)                                                                          \
	"<w:num w:numId='" id "'><w:abstractNumId w:val='" of "'/>" more "</w:num>"

static const char lists[] = "<w:numbering " NS "><w:abstractNum w:abstractNumId='0'>" LEVEL(
    "0", "chineseCountingThousand", "%1、", "") LEVEL("1", "chineseCounting", "（%2）", "")
    LEVEL("2", "decimal", "%3.", "") LEVEL("3", "decimalEnclosedCircleChinese", "%4", "") LEVEL("4",
        "decimal", "%1.%3.%5", "<w:isLgl/><w:suff w:val='nothing'/>") LEVEL("5", "upperRoman", "%6",
        "<w:lvlRestart w:val='0'/>") "</w:abstractNum>"
                                     "<w:abstractNum w:abstractNumId='1'>" LEVEL("0",
                                         "chineseCountingThousand", "第%1条",
                                         "") "</w:abstractNum><w:abstractNum "
                                             "w:abstractNumId='2'><w:numStyleLink w:val='L'/>"
                                             "</w:abstractNum><w:abstractNum "
                                             "w:abstractNumId='3'>" LEVEL("0", "bullet",
                                                 "\xef\x82\xb7", "") LEVEL("1", "bullet", "□",
                                                 "") "</w:abstractNum>" NUM("1", "0", "")
                                                 NUM("2", "1", "") NUM("3", "2", "") NUM(
                                                     "4", "3", "") NUM("5", "0",
                                                     "<w:lvlOverride w:ilvl='0'><w:startOverride "
                                                     "w:val='3'/></w:lvlOverride>") NUM("6", "1",
                                                     "<w:lvlOverride w:ilvl='0'>" LEVEL("0",
                                                         "chineseLegalSimplified", "%1、",
                                                         "") "</w:lvlOverride>") "</w:numbering>";

static const char styles[] =
    "<w:styles " NS "><w:style w:styleId='L'><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>"
    "</w:style><w:style w:styleId='H'><w:basedOn w:val='G'/></w:style>"
    "<w:style w:styleId='G'><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId "
    "w:val='1'/></w:numPr></w:pPr>"
    "</w:style></w:styles>";

static void
numbered(const char *document, const char *text)
{
	struct part parts[] = {{"word/document.xml", document}, {"word/numbering.xml", lists},
	    {"word/styles.xml", styles}, {0}};
	expect_packed(parts, "docx", text);
}

static void
test_numbers(void **state)
{
	(void)state;
	numbered(W N("1", "0", "要求") N("1", "1", "空气") N("1", "1", "水") N("1", "2", "甲")
	             N("1", "2", "乙") N("1", "3", "丙") N("1", "0", "任务") N("1", "1", "车")
	                 N("1", "2", "丁") END,
	    "一、要求\n（一）空气\n（二）水\n1. 甲\n2. 乙\n①丙\n二、任务\n（一）车\n1. 丁");
	/* A level that nothing came before; digits for all; one that never begins anew. */
	numbered(W N("1", "4", "a") N("1", "5", "b") N("1", "0", "c") N("1", "4", "d")
	             N("1", "5", "e") END,
	    "1.1.1a\nI b\n二、c\n2.1.1d\nII e");
	/* Numbers in the cells of a table, without a text of their own. */
	numbered(W "<w:tbl><w:tr><w:tc>" N("2", "0", "") "</w:tc><w:tc>" P(
	             "甲") "</w:tc></w:tr><w:tr><w:tc>" N("2", "0",
	             "") "</w:tc><w:tc>" P("乙") "</w:tc></w:tr></w:tbl>" END,
	    "第一条\t甲\n第二条\t乙");
	numbered(W N("4", "0", "点") N("4", "1", "框") N("0", "0", "无") N("99", "0", "无") END,
	    "点\n□框\n无\n无");
}

static void
test_lists_share_and_begin_anew(void **state)
{
	(void)state;
	/* One list under two numbers; the second says where it goes on from, once. */
	numbered(W N("1", "0", "a") N("1", "0", "b") N("5", "0", "c") N("5", "0", "d")
	             N("1", "0", "e") END,
	    "一、a\n二、b\n三、c\n四、d\n五、e");
	/* By a style, by the style that one is based on, by a list that stands for a style. */
	numbered(W STYLED("L", "a") N("3", "0", "b") STYLED("H", "c") STYLED("X", "d") END,
	    "第一条a\n第二条b\n（一）c\nd");
	numbered(W N("6", "0", "a") N("6", "0", "b") END, "壹、a\n贰、b");
	/* A style's number taken away. */
	numbered(W
	    "<w:p><w:pPr><w:pStyle w:val='L'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>" R(
	        "a") "</w:p>" END,
	    "a");
}

static void
word(const char *document, const char *text)
{
	struct part parts[] = {{"word/document.xml", document}, {0}};
	expect_packed(parts, "docx", text);
}

#define MARK(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"

static void
test_fields_and_deleted(void **state)
{
	(void)state;
	/* The result of a field within the instruction of another one is none of the text. */
	word(W "<w:p>" MARK("begin") R("内") MARK("begin") R("弃") MARK("separate") R("弃")
	         MARK("end") MARK("separate") R("果") MARK("end") R("后") "</w:p>" END,
	    "内果后");
	/* A paragraph whose mark is deleted runs on; a deleted row; a cell that is covered. */
	word(W "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" R("前") "</w:p>" P("后") END,
	    "前后");
	word(W "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" P(
	         "弃") "</w:tc></w:tr><w:tr><w:tc>"
	               "<w:tcPr><w:vMerge/></w:tcPr>" P(
	                   "弃") "</w:tc><w:tc><w:tcPr><w:vMerge "
	                         "w:val='restart'/></w:tcPr>" P("留") "</w:tc></w:tr></w:tbl>" END,
	    "\t留");
	word(W "<w:p>" R("锚") "<w:r><w:pict><w:txbxContent>" P(
	         "框") "</w:txbxContent></w:pict></w:r>" R("续") "</w:p>" END,
	    "锚续\n框");
	word(W "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" R(
	         "是") "<w:r><w:sym w:font='Wingdings'"
	               " w:char='F0A8'/><w:sym w:font='Wingdings' w:char='F04A'/></w:r>" R(
	                   "否") "</w:p>" END,
	    "☑是□否");
	word(W "<w:p><w:r><w:pict><v:shape xmlns:v='v' id='a'><v:textpath "
	       "string='甲市人民政府文件'/></v:shape>"
	       "<v:shape xmlns:v='v' id='PowerPlusWaterMarkObject1'><v:textpath "
	       "string='内部'/></v:shape>"
	       "</w:pict></w:r></w:p>" END,
	    "甲市人民政府文件");
}

static void
test_heads_and_feet(void **state)
{
	(void)state;
	struct part parts[] = {
	    {"word/document.xml",
	        W "<w:p><w:pPr><w:sectPr><w:headerReference w:type='default' "
	          "r:id='h'/></w:sectPr></w:pPr>" R(
	              "正文") "</w:p><w:sectPr><w:headerReference w:type='default' r:id='h'/>"
	                      "<w:headerReference w:type='first' r:id='g'/><w:footerReference "
	                      "w:type='default' r:id='f'/>"
	                      "</w:sectPr>" END},
	    {"word/_rels/document.xml.rels",
	        "<Relationships><Relationship Id='h' Target='header1.xml'/><Relationship Id='g' "
	        "Target='header2.xml'/><Relationship Id='f' "
	        "Target='footer1.xml'/></Relationships>"},
	    {"word/header1.xml", "<w:hdr " NS ">" P("甲市生态环境局文件") "</w:hdr>"},
	    {"word/header2.xml", "<w:hdr " NS ">" P("首页不同未开") "</w:hdr>"},
	    {"word/footer1.xml",
	        "<w:ftr " NS ">" P("第 3 页 共９页") P("— 3 —") P("抄送：乙") "</w:ftr>"},
	    {0}};
	expect_packed(parts, "docx", "甲市生态环境局文件\n正文\n抄送：乙");
}

static void
rtf(const char *source, const char *text)
{
	expect(source, strlen(source), "rtf", text);
}

static void
test_rtf(void **state)
{
	(void)state;
	rtf("{\\rtf1 a{\\v b}\\v c\\v0 d{\\revised\\revdttm-2074015744 e}{\\deleted f}\\par}",
	    "ade");
	/* A number and its TAB; a box within a paragraph; notes; a nested table in a cell. */
	rtf("{\\rtf1{\\listtext \\u19968?\\u12289?\\tab}x{\\*\\shpinst{\\sp{\\sn n}{\\sv 1}}"
	    "{\\shptxt box\\par}{\\shprslt no}}y\\par z{\\*\\footnote note}\\par}",
	    "一、xy\nbox\nz\nnote");
	rtf("{\\rtf1\\pard\\intbl a\\par b\\cell\\pard\\intbl\\itap2 c\\nestcell "
	    "d\\nestcell{\\nonesttables\\par}"
	    "{\\*\\nesttableprops\\nestrow}e\\cell\\row\\pard f\\par}",
	    "a b\tc d e\nf");
	rtf("{\\rtf1{\\header\\'bc\\'d7\\'be\\'d6\\'ce\\'c4\\'bc\\'fe\\par}{\\footer\\'b5\\'da 1 "
	    "\\'d2\\'b3}x}",
	    "甲局文件\nx");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_lists_share_and_begin_anew),
	    cmocka_unit_test(test_fields_and_deleted),
	    cmocka_unit_test(test_heads_and_feet),
	    cmocka_unit_test(test_rtf),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
