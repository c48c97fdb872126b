/* attachment_ofd.c - OFD packages written here by hand, read to text by where it stands. */
#include "tests/unit/attachment_fixture.h"

#define OFD(info)                                                                                  \
	"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocInfo>" info         \
	"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
#define DOCUMENT(pages)                                                                            \
	"<ofd:Document xmlns:ofd='o'><ofd:CommonData><ofd:TemplatePage ID='9' "                    \
	"BaseLoc='Tpls/T.xml'/>"                                                                   \
	"</ofd:CommonData><ofd:Pages>" pages "</ofd:Pages><ofd:Annotations>A/Annotations.xml"      \
	"</ofd:Annotations></ofd:Document>"
#define PAGE(layers) "<ofd:Page xmlns:ofd='o'><ofd:Content>" layers "</ofd:Content></ofd:Page>"
#define TEXT(box, codes)                                                                           \
	"<ofd:Layer><ofd:TextObject Boundary='" box "' Size='4'>" codes                            \
	"</ofd:TextObject></ofd:Layer>"
#define CODE(x, y, s) "<ofd:TextCode X='" x "' Y='" y "' DeltaX='g 40 4'>" s "</ofd:TextCode>"

static void
pages(const char *document, const char *page0, const char *page1, const char *text)
{
	struct part parts[] = {{"OFD.xml", OFD("")}, {"Doc_0/Document.xml", document},
	    {"Doc_0/Pages/0.xml", page0}, {"Doc_0/Pages/1.xml", page1 ? page1 : PAGE("")}, {0}};
	expect_packed(parts, "ofd", text);
}

static void
test_pages_in_order(void **state)
{
	(void)state;
	pages(
	    DOCUMENT(
	        "<ofd:Page ID='2' BaseLoc='Pages/1.xml'/><ofd:Page ID='1' BaseLoc='Pages/0.xml'/>"),
	    PAGE(TEXT("20 20 100 10", CODE("0", "4", "后页"))),
	    PAGE(TEXT("20 20 100 10", CODE("0", "4", "前页"))), "前页\n后页");
}

static void
test_reading_order(void **state)
{
	(void)state;
	/* Drawn from the bottom up, one line out of two objects, the last two cells of a row. */
	pages(DOCUMENT("<ofd:Page ID='1' BaseLoc='Pages/0.xml'/>"),
	    PAGE(TEXT("20 60 20 6", CODE("0", "4", "城市")) TEXT(
	        "80 60 20 6", CODE("0", "4", "目标")) TEXT("28 30 8 6", CODE("0", "4", "污染"))
	            TEXT("20 30 8 6", CODE("0", "4", "大气"))),
	    NULL, "大气污染\n城市\t目标");
}

static void
test_lines_of_a_paragraph(void **state)
{
	(void)state;
	pages(DOCUMENT("<ofd:Page ID='1' BaseLoc='Pages/0.xml'/>"),
	    PAGE(TEXT("20 20 60 40", CODE("8", "4", "为改善空气质量特制定")
	                                 CODE("0", "10", "本方案。") CODE("8", "16", "第二段。"))),
	    NULL, "为改善空气质量特制定本方案。\n第二段。");
}

static void
test_matrix_and_deltas(void **state)
{
	(void)state;
	/* A matrix moves the second object above the first. */
	pages(DOCUMENT("<ofd:Page ID='1' BaseLoc='Pages/0.xml'/>"),
	    PAGE(TEXT("20 40 60 10",
	        CODE("0", "4",
	            "下")) "<ofd:TextObject Boundary='20 40 60 10' CTM='1 0 0 1 0 -30' Size='4'>"
	                   "<ofd:TextCode X='0' Y='4' DeltaX='4 g 2 4 "
	                   "99'>上行文字</ofd:TextCode></ofd:TextObject>"),
	    NULL, "上行文字\n下");
}

static void
test_template_annotation_and_title(void **state)
{
	(void)state;
	struct part parts[] = {
	    {"OFD.xml", OFD("<ofd:Title>文件标题</ofd:Title><ofd:CustomDatas><ofd:CustomData "
	                    "Name='密级'>公开"
	                    "</ofd:CustomData></ofd:CustomDatas>")},
	    {"Doc_0/Document.xml", DOCUMENT("<ofd:Page ID='1' BaseLoc='Pages/0.xml'/>")},
	    {"Doc_0/Pages/0.xml",
	        "<ofd:Page xmlns:ofd='o'><ofd:Template TemplateID='9'/><ofd:Content>" TEXT(
	            "20 40 60 10", CODE("0", "4", "正文")) "</ofd:Content></ofd:Page>"},
	    {"Doc_0/Tpls/T.xml", PAGE(TEXT("20 10 60 10", CODE("0", "4", "红头")))},
	    {"Doc_0/A/Annotations.xml", "<ofd:Annotations xmlns:ofd='o'><ofd:Page "
	                                "PageID='1'><ofd:FileLoc>P/A.xml</ofd:FileLoc>"
	                                "</ofd:Page></ofd:Annotations>"},
	    {"Doc_0/A/P/A.xml",
	        "<ofd:PageAnnot xmlns:ofd='o'><ofd:Annot><ofd:Appearance Boundary='20 60 60 "
	        "10'>" TEXT("0 0 60 10", CODE("0", "4", "批注")) "</ofd:Appearance></ofd:Annot>"
	                                                         "</ofd:PageAnnot>"},
	    {0}};
	json_t *answer = answer_of(packed, pack(parts));
	assert_string_equal(member_of(answer, "text"), "红头\n正文\n批注");
	assert_string_equal(member_of(answer, "file_title"), "文件标题");
	assert_string_equal(json_string_value(json_array_get(json_object_get(answer, "notes"), 0)),
	    "ofd: 密级: 公开");
	json_decref(answer);
}

static void
test_wrong_paths_and_pictures(void **state)
{
	(void)state;
	struct part lost[] = {{"OFD.xml", OFD("")},
	    {"Doc_0/Document.xml", DOCUMENT("<ofd:Page ID='1' BaseLoc='/Elsewhere/0.xml'/>")},
	    {"Doc_0/Pages/0.xml", PAGE(TEXT("20 20 60 10", CODE("0", "4", "不能丢")))}, {0}};
	json_t *answer = answer_of(packed, pack(lost));
	assert_string_equal(member_of(answer, "text"), "不能丢");
	assert_int_equal(json_array_size(json_object_get(answer, "notes")), 2);
	json_decref(answer);
	struct part pictures[] = {{"OFD.xml", OFD("")},
	    {"Doc_0/Document.xml", DOCUMENT("<ofd:Page ID='1' BaseLoc='Pages/0.xml'/>")},
	    {"Doc_0/Pages/0.xml", PAGE("<ofd:Layer><ofd:ImageObject ResourceID='1'/></ofd:Layer>")},
	    {0}};
	answer = answer_of(packed, pack(pictures));
	assert_string_equal(member_of(answer, "state"), "scanned");
	assert_string_equal(
	    member_of(answer, "reason"), "scanned, not read: pages of pictures without text");
	json_decref(answer);
}

static void
test_red_head(void **state)
{
	(void)state;
	pages(DOCUMENT("<ofd:Page ID='1' BaseLoc='Pages/0.xml'/>"),
	    PAGE(TEXT("50 20 60 6", CODE("0", "4", "甲环发〔2026〕8号"))
	            TEXT("40 40 99 6", CODE("0", "4", "关于印发大气方案的通知"))
	                TEXT("20 60 99 6", CODE("0", "4", "各县（市、区）人民政府："))
	                    TEXT("80 80 99 6", CODE("0", "4", "2026年5月8日"))),
	    NULL,
	    "甲环发〔2026〕8号\n关于印发大气方案的通知\n各县（市、区）人民政府：\n2026年5月8日");
	json_t *answer = answer_of(packed, n_packed);
	assert_string_equal(member_of(answer, "doc_number"), "甲环发〔2026〕8号");
	assert_string_equal(member_of(answer, "title"), "关于印发大气方案的通知");
	assert_string_equal(member_of(answer, "written"), "2026-05-08");
	json_decref(answer);
	/* A cover is no title of four lines. */
	static const char cover[] = "空气质量年报\n2026年5月8日\n目 录\n第一章 概况\n正文。\n";
	answer = answer_of(cover, sizeof cover - 1);
	assert_string_equal(member_of(answer, "title"), "");
	json_decref(answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pages_in_order),
	    cmocka_unit_test(test_reading_order),
	    cmocka_unit_test(test_lines_of_a_paragraph),
	    cmocka_unit_test(test_matrix_and_deltas),
	    cmocka_unit_test(test_template_annotation_and_title),
	    cmocka_unit_test(test_wrong_paths_and_pictures),
	    cmocka_unit_test(test_red_head),
	};
	return cmocka_run_group_tests_name("attachment: OFD", tests, NULL, NULL);
}
