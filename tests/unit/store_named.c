/* store_named.c - papers found although they are not called as the one that relates to them calls
 * them: a draft whose final has another name, titles that stand within titles. */
#include "store_made.h"

#define DRAFT                                                                                                                                \
	"第一条 为了防治扬尘污染，改善城市空气质量，根据有关法律，结合本市实际，制定本办法。第二" \
	"条 建设单位应当将防治费用列入工程造价，在开工前向住房和城乡建设部门备案，施工单位在工地" \
	"出入口公示负责人和举报电话。第三条 施工现场应当设置不低于两米的硬质围挡，物料堆放采取覆" \
	"盖、喷淋措施，车辆冲洗干净方可驶出。第四条 从事渣土运输的车辆应当密闭，安装定位装置，按" \
	"照核准的时间和路线行驶。第五条 道路保洁作业应当采取机械化清扫方式，干燥季节增加洒水频"    \
	"次。第六条 违反本办法规定的，由主管部门责令改正，处一万元以上十万元以下罚款，拒不改正的" \
	"责令停工整治。"
#define FINAL                                                                                                                                \
	"第一条 为了防治扬尘污染，改善城市空气质量，根据有关法律，结合本市实际，制定本办法。第二" \
	"条 建设单位应当将防治费用列入工程造价，在开工前向住房和城乡建设部门备案，施工单位在工地" \
	"出入口公示负责人、监督部门和举报电话。第三条 施工现场应当设置不低于两米的硬质围挡，物料" \
	"堆放采取覆盖、喷淋措施，车辆冲洗干净方可驶出。第四条 从事渣土运输的车辆应当密闭，安装定" \
	"位装置，按照核准的时间和路线行驶。第五条 违反本办法规定的，由主管部门责令改正，处二万元" \
	"以上十万元以下罚款，拒不改正的责令停工整治。本办法自十月一日起施行。"
#define OTHER                                                                                                                                \
	"第一条 机动车所有人应当保持排放控制装置正常使用，不得拆除或者改装。第二条 检验机构应当"   \
	"按照规范进行检验，对数据的真实性负责，视频资料保存两年以上。第三条 加油站销售的车用燃料" \
	"应当符合国家标准，储运单位按季度报送抽检结果。第四条 重型货车通行限行区域的，向公安机关" \
	"申领通行证，按照载明的时段和路线行驶。第五条 对伪造检验结果的，没收违法所得，并处十万元" \
	"以上五十万元以下罚款。"

#define LAST                                                                                                                                  \
	"第七条 乡镇人民政府、街道办事处发现违法行为的，应当及时制止并向主管部门报告。第八条 对举" \
	"报属实的，给予举报人五百元以上的奖励，并为其保密。第九条 "                                               \
	"国家机关工作人员玩忽职守、滥用职"                                                                                    \
	"权的，依法给予处分，构成犯罪的追究刑事责任。"
#define OTHER_LAST                                                                                                                            \
	"第六条 "                                                                                                                          \
	"公交、环卫和邮政车辆新增或者更新的，优先选用新能源车型，充电设施由市属平台公司统一建"      \
	"设。第七条 交警与生态环境执法人员每周至少开展两次联合路检，现场使用透光式烟度计。第八条 " \
	"物流"                                                                                                                              \
	"园区、工矿企业建立门禁视频系统，记录进出车辆的车牌和排放阶段，保存期不少于一年。第九条 "  \
	"老旧"                                                                                                                              \
	"柴油货车提前报废的，按照车型和使用年限给予补贴，所需经费列入部门预算。第十条 "                 \
	"非道路移动机械编"                                                                                                            \
	"码登记，禁用区内发现冒黑烟的，由所有人限期维修后复检。"

static void
test_a_draft_whose_final_is_called_otherwise(void **state)
{
	(void)state;
	static const struct made made[] = {
	    {"a1", "关于公开征求《襄阳市扬尘污染防治管理办法（征求意见稿）》意见的公告",
	        "襄阳市住房和城乡建设局", "2031-03-01", NULL, NULL, DRAFT},
	    {"a2", "襄阳市扬尘污染防治办法", "襄阳市人民政府", "2031-08-20", NULL, NULL, FINAL},
	    {"b1", "宜昌市扬尘污染防治条例（草案）", "宜昌市人民代表大会常务委员会", "2031-04-01",
	        NULL, NULL, DRAFT},
	    {"b2", "宜昌市扬尘污染防治若干规定", "宜昌市人民代表大会常务委员会", "2031-11-20", NULL,
	        NULL, FINAL},
	    {"c1", "荆州市扬尘污染防治管理办法（征求意见稿）", "荆州市人民政府", "2031-03-01", NULL,
	        NULL, DRAFT},
	    {"c2", "荆州市机动车排气污染防治办法", "荆州市人民政府", "2031-08-01", NULL, NULL,
	        OTHER},
	    {"c3", "荆州市扬尘污染防治技术导则", "荆州市人民政府", "2030-08-01", NULL, NULL, FINAL},
	    {"k1", "黄石市柴油货车污染治理工作方案（征求意见稿）", "黄石市生态环境局", "2031-03-01",
	        NULL, NULL, DRAFT LAST},
	    {"k2", "黄石市柴油货车污染治理攻坚方案", "黄石市人民政府", "2031-08-01", NULL, NULL,
	        OTHER OTHER_LAST},
	    {"k3", "鄂州市柴油货车污染治理工作方案（征求意见稿）", "鄂州市生态环境局", "2031-03-01",
	        NULL, NULL, "现公开征求意见，请于三月底前反馈。"},
	    {"k4", "鄂州市柴油货车污染治理攻坚方案", "鄂州市人民政府", "2031-08-01", NULL, NULL,
	        OTHER OTHER_LAST},
	    {"c4", "孝感市扬尘污染防治办法", "孝感市人民政府", "2031-08-01", NULL, NULL, FINAL}};
	LOAD(made);
	assert_related("a1", "draft_of", "a2");
	assert_related("b1", "draft_of", "b2");
	assert_related("k3", "draft_of", "k4"); /* the page of the draft has not its text */
	/* nearly the name, and whole papers that share nothing */
	assert_null(related("k1", "draft_of"));
	/* another matter, before the draft, another city */
	assert_null(related("c1", "draft_of"));
}

/* The same when the final is known before the draft is found, and when another fits by its name. */
static void
test_whichever_comes_first(void **state)
{
	(void)state;
	static const struct made first[] = {{"d1", "襄阳市扬尘污染防治若干规定", "襄阳市人民政府",
	    "2031-08-20", NULL, NULL, FINAL}};
	static const struct made then[] = {{"d2", "襄阳市扬尘污染防治管理办法（征求意见稿）",
	    "襄阳市人民政府", "2031-03-01", NULL, NULL, DRAFT}};
	static const struct made named[] = {{"d3", "襄阳市扬尘污染防治管理办法", "襄阳市人民政府",
	    "2031-09-20", NULL, NULL, "略。"}};
	LOAD(first);
	LOAD(then);
	assert_related("d2", "draft_of", "d1");
	LOAD(named);
	assert_related("d2", "draft_of", "d3");
}

static void
test_titles_within_titles(void **state)
{
	(void)state;
	static const struct made made[] = {{"e1", "国务院关于修改《船舶排气管理条例》的决定",
	                                       "国务院", "2031-03-01", NULL, NULL, NULL},
	    {"e2", "《国务院关于修改〈船舶排气管理条例〉的决定》解读", "司法部", "2031-03-03", NULL,
	        NULL, NULL},
	    {"e3", "关于加强船舶管理的通知", "武汉市交通运输局", "2031-05-03", NULL, NULL,
	        "各单位：依照《国务院关于修改〈船舶排气管理条例〉的决定》，现通知如下。"},
	    {"e4", "船舶排气管理条例", "国务院", "2021-03-01", NULL, NULL, NULL},
	    {"f1", "湖北省贯彻落实《清洁港口行动计划》实施方案", "湖北省人民政府", "2031-06-01",
	        NULL, NULL, NULL},
	    {"f2", "《湖北省贯彻落实〈清洁港口行动计划〉实施方案》政策解读", "湖北省交通运输厅",
	        "2031-06-02", NULL, NULL, NULL},
	    {"f3", "武汉市人民政府转发《湖北省人民政府关于印发〈湖北省岸电建设方案〉的通知》的通知",
	        "武汉市人民政府", "2031-07-02", NULL, NULL, NULL},
	    {"f4", "湖北省岸电建设方案", "湖北省人民政府", "2031-07-01", NULL, NULL, NULL},
	    {"g1", "〈湖北省岸电建设方案〉解读", "湖北省交通运输厅", "2031-07-03", NULL, NULL,
	        NULL},
	    {"g2", "<<湖北省岸电建设方案>>一图读懂", "湖北省交通运输厅", "2031-07-03", NULL, NULL,
	        NULL},
	    {"h1", "关于《〈湖北省机动车排放条例〉实施细则（征求意见稿）》公开征求意见的公告",
	        "湖北省生态环境厅", "2031-02-03", NULL, NULL, NULL},
	    {"h2", "《湖北省机动车排放条例》实施细则", "湖北省人民政府", "2031-09-03", NULL, NULL,
	        NULL},
	    {"i1", "关于《湖北省油品管理办法修订草案》公开征求意见的公告", "湖北省商务厅",
	        "2031-02-03", NULL, NULL, NULL},
	    {"i2", "湖北省油品管理办法（2031年修订）", "湖北省商务厅", "2031-09-03", NULL, NULL,
	        NULL}};
	LOAD(made);
	assert_related("e1", "amends", "e4");
	assert_related("e2", "interprets", "e1");
	assert_related("e3", "cites", "e1");
	assert_related("f2", "interprets", "f1");
	assert_related("f3", "forwards", "f4");
	assert_related("g1", "interprets", "f4");
	assert_related("g2", "interprets", "f4");
	assert_related("h1", "draft_of", "h2");
	assert_related("i1", "draft_of", "i2");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_a_draft_whose_final_is_called_otherwise),
	    TEST(test_whichever_comes_first),
	    TEST(test_titles_within_titles),
	};
	return cmocka_run_group_tests_name("store: papers by other names", tests, NULL, NULL);
}
