/* attachment_office.c - Word and Excel files and RTF, written here by hand, read to text. */
#include "tests/unit/attachment_fixture.h"

#define W                                                                                          \
	"<w:document "                                                                             \
	"xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define STRICT "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body>"
#define END "</w:body></w:document>"
#define END2 "</w:body></w:wordDocument>"
#define P(s) "<w:p><w:r><w:t>" s "</w:t></w:r></w:p>"
#define CELL(s) "<w:tc>" P(s) "</w:tc>"

static void
word(const char *document, const char *text)
{
	struct part parts[] = {{"word/document.xml", document}, {0}};
	expect_packed(parts, "docx", text);
}

static void
test_paragraphs_and_runs(void **state)
{
	(void)state;
	word(W P("一、总体要求") "<w:p><w:r><w:t>到2027年，</w:t></w:r><w:r><w:rPr/"
	                         "><w:t>浓度下降10%。"
	                         "</w:t></w:r></w:p>" END,
	    "一、总体要求\n到2027年，浓度下降10%。");
	word(STRICT P("严格格式") END, "严格格式");
}

static void
test_tables(void **state)
{
	(void)state;
	word(W "<w:tbl><w:tr>" CELL("城市") CELL("目标") "</w:tr><w:tr>" CELL("甲市") "<w:tc>" P(
	         "28") P("微克") "</w:tc></w:tr></w:tbl>" P("完") END,
	    "城市\t目标\n甲市\t28 微克\n完");
	/* A table in a cell stays in its row. */
	word(W "<w:tbl><w:tr><w:tc><w:tbl><w:tr>" CELL("内一")
	         CELL("内二") "</w:tr></w:tbl><w:p/></w:tc>" CELL("外") "</w:tr></w:tbl>" END,
	    "内一 内二\t外");
	/* Content controls around a row and a cell. */
	word(W "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>" CELL(
	         "控件") "</w:sdtContent></w:sdt>" CELL("值") "</w:tr></w:sdtContent></w:sdt></"
	                                                      "w:tbl>" END,
	    "控件\t值");
}

static void
test_changes_boxes_and_notes(void **state)
{
	(void)state;
	word(W "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</"
	       "w:delText></w:r>"
	       "</w:del><w:r><w:t>保留</w:t></w:r></w:p>" END,
	    "新增保留");
	word(W
	    "<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent>" P(
	        "框中文字") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P("框中文"
	                                                                                 "字") "</"
	                                                                                       "w:"
	                                                                                       "tx"
	                                                                                       "bx"
	                                                                                       "Co"
	                                                                                       "nt"
	                                                                                       "en"
	                                                                                       "t>"
	                                                                                       "</"
	                                                                                       "mc"
	                                                                                       ":F"
	                                                                                       "al"
	                                                                                       "lb"
	                                                                                       "ac"
	                                                                                       "k>"
	                                                                                       "</"
	                                                                                       "mc"
	                                                                                       ":A"
	                                                                                       "lt"
	                                                                                       "er"
	                                                                                       "na"
	                                                                                       "te"
	                                                                                       "Co"
	                                                                                       "nt"
	                                                                                       "en"
	                                                                                       "t>"
	                                                                                       "</"
	                                                                                       "w:"
	                                                                                       "r>"
	                                                                                       "</"
	                                                                                       "w:"
	                                                                                       "p"
	                                                                                       ">" END,
	    "框中文字");
	word(W "<w:p><w:r><w:instrText> PAGE "
	       "</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r>"
	       "</w:hyperlink></w:p>" END,
	    "链接");
	struct part parts[] = {{"word/document.xml", W P("正文") END},
	    {"word/footnotes.xml",
	        "<w:footnotes xmlns:w='w'><w:footnote>" P("脚注") "</w:footnote></w:footnotes>"},
	    {0}};
	expect_packed(parts, "docx", "正文\n脚注");
}

#define BOOK(sheets) "<workbook xmlns:r='r'><sheets>" sheets "</sheets></workbook>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define RELS                                                                                       \
	"<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/>"                    \
	"<Relationship Id='r2' Target='/xl/worksheets/sheet2.xml'/></Relationships>"

static void
test_sheets(void **state)
{
	(void)state;
	struct part parts[] = {
	    {"xl/workbook.xml", BOOK("<sheet name='乙' sheetId='9' r:id='r2'/>"
	                             "<sheet name='甲' sheetId='1' r:id='r1'/>"
	                             "<sheet name='藏' sheetId='2' state='hidden' r:id='r3'/>")},
	    {"xl/_rels/workbook.xml.rels", RELS},
	    {"xl/sharedStrings.xml", "<sst><si><t>城市</t></si><si><r><t>浓</t></r><r><t>度</t></r>"
	                             "<rPh><t>ノウド</t></rPh></si></sst>"},
	    {"xl/worksheets/sheet1.xml",
	        SHEET("<row><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c></row>"
	              "<row/><row><c r='A3' t='inlineStr'><is><t>甲市</t></is></c>"
	              "<c r='C3'><f>SUM(1,2)</f><v>0.28999999999999998</v></c></row>")},
	    {"xl/worksheets/sheet2.xml",
	        SHEET("<row><c t='str'><v>第二</v></c><c t='b'><v>1</v></c></row>")},
	    {0}};
	expect_packed(parts, "xlsx", "第二\tTRUE\n城市\t\t浓度\n甲市\t\t0.29");
}

static void
test_dates_of_sheets(void **state)
{
	(void)state;
	struct part parts[] = {{"xl/workbook.xml", BOOK("<sheet name='a' sheetId='1' r:id='r1'/>")},
	    {"xl/_rels/workbook.xml.rels", RELS},
	    {"xl/styles.xml",
	        "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy\"年\"m\"月\"'/>"
	        "<numFmt numFmtId='177' formatCode='0.00_ '/>"
	        "<numFmt numFmtId='178' formatCode='[$-804]yyyy/m/d h:mm AM/PM'/><numFmt "
	        "numFmtId='179' "
	        "formatCode='#,##0'/></numFmts><cellXfs><xf numFmtId='14'/>"
	        "<xf numFmtId='176'/><xf numFmtId='177'/><xf numFmtId='178'/><xf numFmtId='20'/>"
	        "<xf numFmtId='10'/><xf numFmtId='179'/></cellXfs></styleSheet>"},
	    {"xl/worksheets/sheet1.xml",
	        SHEET("<row><c s='0'><v>46150</v></c><c s='1'><v>46150.5</v></c>"
	              "<c s='2'><v>46150</v></c><c s='3'><v>46150.6875</v></c>"
	              "<c s='4'><v>0.6875</v></c><c s='5'><v>0.92135</v></c><c "
	              "s='6'><v>1234.5</v></c>"
	              "<c><v>0.333333333333333</v></c></row>")},
	    {0}};
	/* 46150 days after 1899-12-30, by a calendar: 2026-05-08. */
	expect_packed(parts, "xlsx",
	    "2026-05-08\t2026-05\t46150.00\t2026-05-08 16:30\t16:30\t92.14%\t1235\t0.33333333333");
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
	/* 大气 in GBK and by \u with a fallback of one and of two characters. */
	rtf("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 \\'cb\\'ce\\'cc\\'e5;}}\\f0 "
	    "\\'b4\\'f3\\'c6\\'f8\\par \\u22823?\\u27668?\\par \\uc2\\u22823\\'b4\\'f3x\\par}",
	    "大气\n大气\n大x");
	rtf("{\\rtf1{\\*\\generator W}{\\info{\\title no}}"
	    "\\trowd\\cellx1 a\\cell b\\cell\\row{\\header no}c\\~d\\{\\par}",
	    "a\tb\nc d{");
	rtf("{\\rtf1 \\u-10179?\\u-9216?\\bin4 \\par}\\par}", "\xf0\x9f\x90\x80");
}

static void
test_parts_by_relation(void **state)
{
	(void)state;
	struct part parts[] = {
	    {"_rels/.rels",
	        "<Relationships><Relationship Id='a' Target='/other/main.xml' "
	        "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'/>"
	        "</Relationships>"},
	    {"other/main.xml", STRICT P("别处") END},
	    {"other/footnotes.xml", "<w:footnotes xmlns:w='w'>" P("注") "</w:footnotes>"}, {0}};
	expect_packed(parts, "docx", "别处\n注");
	struct part slides[] = {{"ppt/presentation.xml", "<p/>"},
	    {"ppt/slides/slide2.xml",
	        "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>二</a:t></a:r></a:p></p:sld>"},
	    {"ppt/slides/slide1.xml",
	        "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>一</a:t></a:r></a:p></p:sld>"},
	    {0}};
	expect_packed(slides, "pptx", "一\n二");
}

#define ODF(body)                                                                                  \
	"<office:document-content xmlns:office='o' xmlns:text='t' "                                \
	"xmlns:table='b'><office:body>" body "</office:body></office:document-content>"

static void
test_open_document(void **state)
{
	(void)state;
	struct part text[] = {{"mimetype", "application/vnd.oasis.opendocument.text"},
	    {"content.xml",
	        ODF("<text:tracked-changes><text:p>删去</text:p></"
	            "text:tracked-changes><text:h>标题</text:h>"
	            "<text:p>甲<text:s/><text:span>乙</text:span></"
	            "text:p><table:table><table:table-row>"
	            "<table:table-cell><text:p>城市</text:p></table:table-cell>"
	            "<table:table-cell table:number-columns-repeated='2'/>"
	            "<table:table-cell><text:p>目标</text:p></table:table-cell>"
	            "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
	            "</table:table>")},
	    {0}};
	expect_packed(text, "odf", "标题\n甲 乙\n城市\t\t\t目标");
	struct part locked[] = {{"mimetype", "x"}, {"content.xml", "\1\2\3"},
	    {"META-INF/manifest.xml", "<m><e><encryption-data/></e></m>"}, {0}};
	expect_held(packed, pack(locked), "protected by a password");
}

static void
test_single_files(void **state)
{
	(void)state;
	static const char word[] =
	    "<?xml version='1.0'?><w:wordDocument xmlns:w='w'><w:body>" P("二〇〇三") END2;
	expect(word, sizeof word - 1, "docx", "二〇〇三");
	static const char book[] =
	    "<?xml version='1.0'?><Workbook "
	    "xmlns:ss='s'><Worksheet><Table><Row><Cell><Data>城市</Data></Cell>"
	    "<Cell "
	    "ss:Index='3'><Data>目标</Data><Comment><Data>不要</Data></Comment></Cell></Row></"
	    "Table>"
	    "</Worksheet></Workbook>";
	expect(book, sizeof book - 1, "xlsx", "城市\t\t目标");
	static const char page[] =
	    "<html><head><title>文件</title><style>p{}</style></head><table><tr><td>城市"
	    "<td><p>目标<p>值</table>完<script>no()</script></html>";
	expect(page, sizeof page - 1, "html", "城市\t目标 值\n完");
	static const char saved[] =
	    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_N\"\r\n\r\nx\r\n"
	    "----=_N\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: "
	    "quoted-printable\r\n\r\n<p>=B4=F3=\r\n=C6=F8</p>\r\n----=_N\r\nContent-Type: "
	    "image/png\r\n\r\n"
	    "----=_N--\r\n";
	expect(saved, sizeof saved - 1, "mhtml", "大气");
	static const char mail[] = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
	                           "Content-Transfer-Encoding: base64\n\n5aSn5rCU\n";
	expect(mail, sizeof mail - 1, "mhtml", "大气");
	static const char other[] = "<?xml version='1.0'?><a>文字</a>";
	expect_held(other, sizeof other - 1, "XML that is no document is not read");
}

static void
test_hostile_office(void **state)
{
	(void)state;
	struct part doctype[] = {
	    {"word/document.xml",
	        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" W P("&x;") END},
	    {0}};
	expect_held(packed, pack(doctype), "XML with a DOCTYPE (word/document.xml)");
	struct part outside[] = {
	    {"xl/workbook.xml", BOOK("<sheet name='a' sheetId='1' r:id='r1'/>")},
	    {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' "
	                                   "Target='../../../../etc/passwd'/></Relationships>"},
	    {0}};
	expect_held(packed, pack(outside), "no text found in it");
	struct part damaged[] = {{"word/document.xml", W P("前半") "<w:p><w:r><w:t>后半"}, {0}};
	expect_packed(damaged, "docx", "前半\n后半");
	size_t n = pack(damaged);
	json_t *answer = answer_of(packed, n / 3);
	assert_string_not_equal(member_of(answer, "reason"), "");
	json_decref(answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paragraphs_and_runs),
	    cmocka_unit_test(test_tables),
	    cmocka_unit_test(test_changes_boxes_and_notes),
	    cmocka_unit_test(test_sheets),
	    cmocka_unit_test(test_dates_of_sheets),
	    cmocka_unit_test(test_rtf),
	    cmocka_unit_test(test_parts_by_relation),
	    cmocka_unit_test(test_open_document),
	    cmocka_unit_test(test_single_files),
	    cmocka_unit_test(test_hostile_office),
	};
	return cmocka_run_group_tests_name("attachment: Office files", tests, NULL, NULL);
}
