/* store_group.c - what becomes one item, what does not, and how items relate. Titles, places and
 * numbers are made up after the ways such papers are called; expectations follow the definitions of
 * store.h. */
#include "store_made.h"

static void
test_postings_of_one_notice(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"a1", "关于加强夏收期间秸秆禁烧工作的通知", "海州省生态环境厅", "2025-05-10", NULL,
	        "https://sthjt.example.gov.cn/tz/202505/t20250510_88001.html", NULL},
	    {"a2", "关于加强夏收期间秸秆禁烧工作的通知_海州省生态环境厅", "海州省生态环境厅",
	        "2025-05-12", NULL, "http://www.example.gov.cn/zc/202505/t20250512_99002.html",
	        NULL},
	    {"a3", "转载丨关于加强夏收期间秸秆禁烧工作的通知", "海州环保网（转载）", "2025-05-15",
	        NULL, "http://news.example.com/1.html", NULL},
	    {"a4", "關於加強夏收期間秸稈禁燒工作的通知", "某网站镜像", "2025-05", NULL,
	        "http://mirror.example.com/x", NULL},
	    {"a5", "关于加强夏收期间秸秆禁烧工作的通知", "海州省生态环境厅", "2022-05-11", NULL,
	        NULL, NULL}};
	LOAD(made);
	assert_one("a1", "a2");
	assert_one("a1", "a3");
	assert_one("a1", "a4");
	assert_two("a1", "a5"); /* three years earlier: another year's notice */
}

static void
test_a_notice_and_the_paper_it_carries(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"b1", "保定市人民政府关于印发《保定市扬尘污染综合治理方案》的通知", "保定市人民政府",
	        "2024-03-05", "保政发〔2024〕8号", NULL, NULL},
	    {"b2", "保定市扬尘污染综合治理方案", "保定市人民政府", "2024-03-05", "保政发[2024]8号",
	        NULL, NULL},
	    {"b3", "保定市扬尘污染综合治理方案", "某环保网", "2024-03-20", NULL, NULL, NULL},
	    {"b4", "《保定市扬尘污染综合治理方案》政策解读", "保定市生态环境局", "2024-03-08", NULL,
	        NULL, NULL},
	    {"b5", "关于公开征求《保定市扬尘污染综合治理方案（征求意见稿）》意见的公告",
	        "保定市生态环境局", "2023-12-01", NULL, NULL, NULL},
	    {"b6", "保定市印发《保定市扬尘污染综合治理方案》", "保定日报", "2024-03-06", NULL, NULL,
	        NULL},
	    {"b7",
	        "安新县人民政府转发《保定市人民政府关于印发〈保定市扬尘污染综合治理方案〉的通知》的"
	        "通知",
	        "安新县人民政府", "2024-03-18", NULL, NULL, NULL}};
	LOAD(made);
	assert_one("b1", "b2");
	assert_one("b1", "b3");
	for (int i = 4; i <= 7; i++)
		assert_two("b1", made[i - 1].id);
	assert_related("b4", "interprets", "b1");
	assert_related("b5", "draft_of", "b1");
	assert_related("b7", "forwards", "b1");
}

static void
test_two_papers_under_one_number(void **state)
{
	(void)state;
	static const struct made made[] = {{"c1", "关于推进玻璃行业深度治理的意见", "生态环境部",
	                                       "2024-01-19", "环大气〔2024〕95号", NULL, NULL},
	    {"c2", "关于推进陶瓷行业深度治理的意见", "生态环境部", "2024-01-19",
	        "环大气〔2024〕95号", NULL, NULL},
	    {"c3", "玻璃二十条", "某网站", "2024-01", "环大气〔2024〕95号", NULL,
	        "《关于推进玻璃行业深度治理的意见》通称"}};
	LOAD(made);
	assert_two("c1", "c2");
	assert_one("c1", "c3");
}

static void
test_later_editions_are_re_issues(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"d1", "唐山市人民政府办公室关于印发唐山市臭氧污染应急预案的通知",
	        "唐山市人民政府办公室", "2016-04-01", "唐政办字〔2016〕41号", NULL, NULL},
	    {"d2", "唐山市人民政府办公室关于印发唐山市臭氧污染应急预案的通知",
	        "唐山市人民政府办公室", "2020-05-20", "唐政办字〔2020〕77号", NULL, NULL},
	    {"d3", "唐山市臭氧污染应急预案（2024年修订）", "唐山市人民政府办公室", "2024-06-02",
	        NULL, NULL, NULL},
	    {"d4", "工业涂装大气污染物排放标准（GB 99990-2012）", "环境保护部", "2012-03-01",
	        "GB 99990-2012", NULL, NULL},
	    {"d5", "工业涂装大气污染物排放标准（GB 99990—2025）", "生态环境部", "2025-02-11",
	        "GB 99990—2025", NULL, NULL},
	    {"d6", "关于修改《海河流域船舶排气管理办法》的决定", "交通运输部", "2023-01-05", NULL,
	        NULL, NULL},
	    {"d7", "海河流域船舶排气管理办法", "交通运输部", "2015-08-01", NULL, NULL, NULL}};
	LOAD(made);
	assert_two("d1", "d2");
	assert_two("d2", "d3");
	assert_two("d4", "d5");
	assert_related("d2", "amends", "d1");
	assert_related("d3", "amends", "d2"); /* the nearest former one */
	assert_related("d5", "amends", "d4");
	assert_related("d6", "amends", "d7");
	assert_null(related("d1", "amends"));
}

static void
test_annual_plans_and_series_stay_apart(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"e1", "关于印发《德州市2024年大气污染防治工作要点》的通知", "德州市生态环境局",
	        "2024-02-20", NULL, NULL, NULL},
	    {"e2", "关于印发《德州市2025年大气污染防治工作要点》的通知", "德州市生态环境局",
	        "2025-02-18", NULL, NULL, NULL},
	    {"e3", "关于启动重污染天气橙色预警的公告", "德州市人民政府", "2025-01-03", NULL,
	        "http://www.dz.example.gov.cn/1", NULL},
	    {"e4", "关于启动重污染天气橙色预警的公告", "德州市人民政府", "2025-01-19", NULL,
	        "http://www.dz.example.gov.cn/2", NULL},
	    {"e5", "关于启动重污染天气橙色预警的公告", "德州市人民政府", "2025-01-19", NULL,
	        "http://sthj.dz.example.gov.cn/3", NULL},
	    {"e6", "空气站运维服务项目采购合同公告", "某局", NULL, NULL, "http://zb.example.com/5",
	        NULL},
	    {"e7", "空气站运维服务项目采购合同公告", "某局", NULL, NULL, "http://zb.example.com/6",
	        NULL}};
	LOAD(made);
	assert_two("e1", "e2");
	assert_two("e3", "e4");
	assert_one("e4", "e5");
	assert_two("e6", "e7");
	assert_null(related("e2", "amends"));
}

static void
test_same_words_from_two_places(void **state)
{
	(void)state;
	static const struct made made[] = {{"f1", "关于印发2025年臭氧污染防治工作方案的通知",
	                                       "济宁市生态环境局", "2025-04-02", NULL, NULL, NULL},
	    {"f2", "关于印发2025年臭氧污染防治工作方案的通知", "洛阳市生态环境局", "2025-04-03",
	        NULL, NULL, NULL}};
	LOAD(made);
	assert_two("f1", "f2");
}

#define LONG                                                                                                                                   \
	"各县（市、区）人民政府要把工业炉窑整治放在突出位置，逐户建立台账，明确责任人和完成时限。" \
	"燃煤加热炉和煤气发生炉原则上改用天然气或电，确有困难的须在十月底前完成除尘脱硫改造并安装" \
	"在线监测设备。对逾期没有完成改造的企业依法停产整治，供电部门配合采取限电措施。市级财政对" \
	"提前"                                                                                                                               \
	"完成的企业按投资额的一成给予奖补，最高不超过五十万元。每月五日前各地将进展报市工业炉窑整" \
	"治"                                                                                                                                  \
	"专班办公室，专班每季度通报一次，连续两次排名末位的由市领导约谈。施工期间要落实扬尘管控六" \
	"个"                                                                                                                                  \
	"百分之百，运输车辆须为国五以上排放标准，禁止夜间偷排偷运，群众举报查实的给予一千元以上奖" \
	"励。"
#define OTHER                                                                                                                                  \
	"为做好秋粮收购期间的运输保障，决定自九月二十日起在全市范围内开通粮食运输绿色通道，持证车" \
	"辆优先"                                                                                                                            \
	"过磅、优先卸车，不得收取任何费用。收购企业要提前公布价格和质量标准，做到一次告知、随到随" \
	"收，"                                                                                                                               \
	"夜间延长收购至二十二时。粮食和物资储备部门会同市场监管部门每周巡查，严查压级压价和打白条" \
	"行为。"

static void
test_texts_alike_under_other_titles(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"g1", "我市全面部署工业炉窑整治", "聊城市生态环境局", "2025-07-01", NULL,
	        "http://a.example.gov.cn/1", LONG},
	    {"g2", "聊城：工业炉窑整治再加力", "聊城新闻网", "2025-07-02", NULL,
	        "http://b.example.com/1",
	        "本网讯（记者 某某）" LONG "责任编辑：某某 上一篇 下一篇"},
	    {"g3", "开通粮食运输绿色通道", "聊城市政府", "2025-07-02", NULL,
	        "http://c.example.gov.cn/1", OTHER},
	    {"g4", "我市全面部署工业炉窑整治", "聊城市生态环境局", "2025-07-01", NULL,
	        "http://a.example.gov.cn/2", OTHER OTHER OTHER}};
	LOAD(made);
	assert_one("g1", "g2");
	assert_two("g1", "g3");
}

static void
test_a_page_seen_through_a_gateway(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"h1", "机动车排放检验机构管理规定", "生态环境部", "2021-01-05", NULL,
	        "https://www.mee.example.gov.cn/zcwj/202101/t20210105_815.shtml", NULL},
	    {"h2", "機動車排放檢驗機構管理規定", "鏡像", NULL, NULL,
	        "http://big5.mee.example.gov.cn/gate/big5/www.mee.example.gov.cn/zcwj/202101/"
	        "t20210105_815.shtml",
	        NULL}};
	LOAD(made);
	assert_one("h1", "h2");
}

static void
test_who_carries_out_what(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"i1", "国务院关于印发《清洁运输提升行动计划》的通知", "国务院", "2024-02-01",
	        "国发〔2024〕91号", NULL, NULL},
	    {"i2", "山东省人民政府关于印发山东省清洁运输提升行动计划的通知", "山东省人民政府",
	        "2024-06-10", "鲁政发〔2024〕61号", NULL, NULL},
	    {"i3", "济南市清洁运输提升行动实施方案", "济南市人民政府", "2024-09-01", NULL, NULL,
	        NULL},
	    {"i4", "四川省贯彻落实《清洁运输提升行动计划》实施方案", "四川省人民政府", "2024-08-01",
	        NULL, NULL, NULL},
	    {"i5", "关于进一步做好货车管理的通知", "成都市交通运输局", "2024-12-01", NULL, NULL,
	        "各有关单位：根据《四川省贯彻落实〈清洁运输提升行动计划〉实施方案》要求，现通知如下"
	        "。"},
	    {"i6", "济南市清洁运输提升行动实施方案", "济南市人民政府", "2019-09-01", NULL, NULL,
	        NULL},
	    {"i7", "湖南省机动车污染防治条例", "湖南省人大常委会", "2024-05-01", NULL, NULL,
	        "为了防治机动车污染，根据《中华人民共和国大气污染防治法》，制定本条例。"}};
	LOAD(made);
	assert_related("i2", "implements", "i1");
	assert_related("i3", "implements", "i2"); /* the nearest above */
	assert_related("i4", "implements", "i1");
	assert_related("i5", "implements", "i4");
	assert_null(related("i6", "implements")); /* five years before it */
	assert_null(related("i7", "implements")); /* a law is a basis, not a plan */
	assert_string_equal(related("i7", "cites"), "-");
}

static void
test_what_comes_later_is_found(void **state)
{
	(void)state;
	static const struct made first[] = {{"j1", "石家庄市烧烤油烟整治方案（征求意见稿）",
	                                        "石家庄市城管局", "2025-03-01", NULL, NULL, NULL},
	    {"j2", "一图读懂《石家庄市烧烤油烟整治方案》", "石家庄市城管局", "2025-04-22", NULL,
	        NULL, NULL}};
	static const struct made then[] = {{"j3", "关于印发《石家庄市烧烤油烟整治方案》的通知",
	    "石家庄市城管局", "2025-04-20", NULL, NULL, NULL}};
	LOAD(first);
	assert_null(related("j1", "draft_of"));
	assert_string_equal(related("j2", "interprets"), "-");
	LOAD(then);
	assert_related("j1", "draft_of", "j3");
	assert_related("j2", "interprets", "j3");
}

/* Grouping must not depend on the order in which documents come. */
static void
test_a_late_bridge_brings_two_items_together(void **state)
{
	(void)state;
	static const struct made apart[] = {
	    {"k1", "关于印发《邢台市餐饮油烟污染防治办法》的通知", "邢台市人民政府", "2025-01-10",
	        NULL, "http://a.example.gov.cn/k1", LONG},
	    {"k2", "邢台：餐饮油烟有了新规矩", "邢台网", "2025-01-12", NULL,
	        "http://b.example.com/k2", "要点摘录"}};
	static const struct made bridge[] = {{"k3", "邢台：餐饮油烟有了新规矩", "牛城晚报",
	    "2025-01-12", NULL, "http://c.example.com/k3", "全文如下。" LONG}};
	LOAD(apart);
	assert_two("k1", "k2");
	const char *old = item_of("k1"), *young = item_of("k2");
	LOAD(bridge);
	assert_one("k1", "k2");
	assert_one("k1", "k3");
	assert_string_equal(item_of("k1"), old);
	/* The name that went still answers. */
	const char *ids[] = {young, NULL};
	const struct item *found;
	size_t n;
	assert_works(store_items(s, &(struct item_query){.ids = ids}, &memory, &found, &n, &f));
	assert_int_equal(n, 1);
	assert_string_equal(found[0].id, young);
	assert_string_equal(found[0].merged_into, old);
	assert_int_equal(found[0].n_documents, 3);
}

static void
decide(const char *subject, const char *field, const char *value)
{
	const struct decision d = {
	    .subject = subject, .field = field, .value = value, .who = "test"};
	assert_works(store_decide(s, &d, &f));
	run_pass();
}

static void
test_editors_have_the_last_word(void **state)
{
	(void)state;
	char subject[64];
	static const struct made made[] = {
	    {"l1", "沧州市港口岸电建设方案", "沧州市交通局", "2025-03-01", NULL,
	        "http://a.example.gov.cn/1", NULL},
	    {"l2", "沧州市港口岸电建设方案", "沧州市交通局", "2025-03-04", NULL,
	        "http://b.example.gov.cn/1", NULL},
	    {"l3", "沧州港口岸电怎么建", "渤海新区网", "2025-03-05", NULL, "http://c.example.com/1",
	        NULL}};
	LOAD(made);
	const char *first = item_of("l1"), *third = item_of("l3");
	assert_one("l1", "l2");
	decide("document:l2", "split", NULL);
	assert_two("l1", "l2");
	run_pass();
	assert_two("l1", "l2");
	/* Looked at again, as after a new version, it stays out. */
	const struct document again = {.loaded_id = "l2",
	    .title = made[1].title,
	    .issuer = made[1].issuer,
	    .published = made[1].published,
	    .body = "补充说明",
	    .captured_at = "2026-07-01T00:00:00Z"};
	assert_int_equal(store_document_load(s, &again, NULL, 0, &f), 1);
	run_pass();
	assert_two("l1", "l2");
	snprintf(subject, sizeof subject, "item:%s", third);
	decide(subject, "merge", first);
	assert_one("l1", "l3");
	assert_string_equal(item_of("l3"), first);
	assert_two("l1", "l2");
	assert_int_equal(
	    store_decide(s,
	        &(struct decision){
	            .subject = "item:A9999A", .field = "note", .value = "x", .who = "test"},
	        &f),
	    -1);
	assert_int_equal(f.exit, EXIT_INPUT);
}

static void
test_a_page_that_changed_leaves_its_item(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"m1", "衡水市散煤清零实施方案", "衡水市人民政府", "2025-03-01", NULL, NULL, NULL},
	    {"m2", "衡水市散煤清零实施方案", "衡水新闻网", "2025-03-02", NULL, NULL, NULL}};
	static const struct document now = {.loaded_id = "m2",
	    .title = "衡水市散煤清零实施方案（征求意见稿）",
	    .issuer = "衡水新闻网",
	    .published = "2025-03-02",
	    .body = "",
	    .captured_at = "2026-07-01T00:00:00Z"};
	LOAD(made);
	assert_one("m1", "m2");
	assert_int_equal(store_document_load(s, &now, NULL, 0, &f), 1);
	run_pass();
	assert_two("m1", "m2");
	assert_related("m2", "draft_of", "m1");
}

static void
test_the_original_represents(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"n1", "关于开展加油站油气回收专项检查的通知", "某环保网（转载）", "2025-06-03", NULL,
	        "http://www.example.com/1", LONG LONG LONG},
	    {"n2", "关于开展加油站油气回收专项检查的通知", "天津市生态环境局", "2025-06-01",
	        "津环气〔2025〕7号", "https://sthj.tj.gov.cn/1", LONG}};
	LOAD(made);
	const char *ids[] = {"n1", NULL};
	const struct item *found;
	size_t n;
	assert_works(store_items(s, &(struct item_query){.ids = ids}, &memory, &found, &n, &f));
	assert_int_equal(found[0].n_documents, 2);
	assert_string_equal(found[0].documents[0].id, "n2");
	assert_string_equal(found[0].date, "2025-06-01");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_postings_of_one_notice),
	    TEST(test_a_notice_and_the_paper_it_carries),
	    TEST(test_two_papers_under_one_number),
	    TEST(test_later_editions_are_re_issues),
	    TEST(test_annual_plans_and_series_stay_apart),
	    TEST(test_same_words_from_two_places),
	    TEST(test_texts_alike_under_other_titles),
	    TEST(test_a_page_seen_through_a_gateway),
	    TEST(test_who_carries_out_what),
	    TEST(test_what_comes_later_is_found),
	    TEST(test_a_late_bridge_brings_two_items_together),
	    TEST(test_editors_have_the_last_word),
	    TEST(test_a_page_that_changed_leaves_its_item),
	    TEST(test_the_original_represents),
	};
	return cmocka_run_group_tests_name("store: grouping and relations", tests, NULL, NULL);
}
