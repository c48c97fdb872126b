/* store_pairs.c - pairs of documents that are one thing, or are not, as people would say who read
 * both: the shapes in which notices come again, are taken over, cut, corrected and numbered
 * through. Texts are made up; each expectation is by hand. */
#include "store_fixture.h"

struct paper {
	const char *title, *issuer, *published, *number, *url, *body;
};

struct pair {
	const char *what;
	bool one;
	struct paper papers[2];
};

#define OPENING                                                                                                                             \
	"各县区人民政府，市直有关部门：为切实改善环境空气质量，保障群众身体健康，经市政府研究同" \
	"意，现将有关事项通知如下。"
#define DUTIES                                                                                                                              \
	"一、建筑工地出入口须设置洗车平台，裸露土方当日覆盖，主要道路硬化，土石方作业全程喷淋。" \
	"二、渣土车实行密闭运输，按核定的路线和时段行驶，沿途撒漏的由运输单位负责清扫并依法处"    \
	"罚。三、城区主次干道每日洗扫不少于两遍，背街小巷由街道办事处组织人工保洁，干燥大风天气" \
	"加密洒水。四、住建局牵头建立工地清单，每周抽查两成，发现问题现场交办，三日内复查，拒不" \
	"整改的停工整顿。"
#define CLOSING                                                                                                                                \
	"五、各单位每月二十五日前报送工作进展，市督查室对工作滞后的单位挂牌督办，并在媒体公开曝光" \
	"。"
#define DUST OPENING DUTIES CLOSING
/* another notice of a like kind: the same opening, other duties */
#define STOVES                                                                                                                              \
	OPENING                                                                                                                             \
	"一、平原地区农户取暖以空气源热泵为主，山区可选用生物质成型燃料炉具，改造费用由市县两级" \
	"财政各补一半。二、供电公司十月底前完成变压器增容，燃气企业与上游签足合同气量，不得以任" \
	"何理由停供限供。三、乡镇对已改造的村庄开展散煤复燃巡查，收缴的散煤统一登记、有偿回"       \
	"收。四、农业农村局会同民政局摸清特困家庭底数，逐户核实炉具安全，一氧化碳报警器安装到"    \
	"位，坚决防止中毒事故发生。"
#define RAIN                                                                                                                                \
	"我市昨日召开专题调度会，副市长听取了气象、交警、城管三家单位的汇报，要求连夜抢修损坏的" \
	"雾炮车，对八处积尘严重的路段立即冲洗，今天上午又到汽贸园和物流港实地察看，随行人员查"    \
	"验了十二辆重型货车的排放台账。"
#define FOG                                                                                                                                    \
	"座谈中，来自高校的三位专家介绍了最近一轮静稳过程的成因，认为本地积累与区域传输各占一半，" \
	"建议提前两天启动管控；企业代表就错峰检修提出了意见，主持人逐一作了回应并布置了下一步的"    \
	"走航任务。"
/* what is left of a page when its text is a picture or a file */
#define REMNANT                                                                                                                    \
	"首页 > 政务公开 > 法定主动公开内容 > 生态环境 > "                                                       \
	"大气环境管理\n信息分类：通知公告\n索引号："                                                            \
	"11420300MB1234567X\n发布机构：市生态环境局\n主题词：大气\n上一篇：关于召开危险废物培训会" \
	"的"                                                                                                                      \
	"通知\n下一篇：关于表彰先进集体的决定\n打印本页 关闭窗口 分享到微信 微博 站点地图 "    \
	"联系我们 "                                                                                                            \
	"版权所有 网站标识码 备案序号 建议使用高分辨率浏览"
#define FILES                                                                                                       \
	"附件下载\n附件1：建筑工地扬尘防治检查评分表.xlsx\n附件2：渣土运输企业名录." \
	"docx\n附件3：主次干道"                                                                              \
	"洗扫作业时间表.pdf\n附件4：部门职责分工与联系人名单."                                \
	"doc\n附件5：工作进展月报表及填报说明.xls\n附件6"                                          \
	"：专项检查通报样表.doc"

static const struct pair pairs[] = {
    /* ---- one thing */
    {"a repost under a prefix, a source line before the text", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"【转载】关于加强建筑工地扬尘管控的通知", "环境观察网", "2031-03-09", NULL,
                "http://www.hj.example.com/9", "来源：十堰市生态环境局 " DUST}}},
    {"a repost with the first sentences only", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知", "秦楚新闻网", "2031-03-05", NULL,
                "http://www.news.example.com/9", OPENING}}},
    {"a page that is the picture of the text: what is left is its frame", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-06", NULL,
                "http://www.shiyan.example.gov.cn/77.html", REMNANT}}},
    {"a page that lists the files only", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
                "http://sthj.shiyan.example.gov.cn/zfxxgk/8.html", FILES}}},
    {"two columns of one site, the frame of the page read along with one", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/zwdt/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-07", NULL,
                "http://sthj.shiyan.example.gov.cn/zfxxgk/t2.html", REMNANT "\n" DUST}}},
    {"put out again after a correction", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-18", NULL,
                "http://sthj.shiyan.example.gov.cn/t5.html",
                OPENING DUTIES "五、各单位每月五日前报送工作进展，联系电话更正为六六二二一一。"}}},
    {"an extract of the middle", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知（节选）", "十堰晚报", "2031-03-05", NULL,
                "http://www.wb.example.com/5", DUTIES}}},
    {"a mirror in traditional script", true,
        {{"关于加强建筑工地扬尘管控的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", RAIN},
            {"關於加強建築工地揚塵管控的通知", "十堰市生態環境局", "2031-03-04", NULL,
                "http://big5.shiyan.example.gov.cn/x1.html",
                "我市昨日召開專題調度會，副市長聽取了氣象、交警、城管三家單位的匯報，要求連夜搶修"
                "損壞的霧炮車，對八處積塵嚴重的路段立即沖洗。"}}},
    {"the notice on one page, the paper it carries on another", true,
        {{"关于印发《十堰市建筑工地扬尘防治方案》的通知", "十堰市人民政府", "2031-03-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html",
             "各县区人民政府，市直有关部门：《十堰市建筑工地扬尘防治方案》已经市政府第九次常务会"
             "议审议通过，现印发给你们，请结合实际认真贯彻执行。执行中遇到的问题，请及时向市住"
             "建局反映。"},
            {"关于印发《十堰市建筑工地扬尘防治方案》的通知", "十堰市人民政府", "2031-03-05", NULL,
                "http://www.shiyan.example.gov.cn/2.html", DUTIES CLOSING}}},
    {"news of one text under two headlines", true,
        {{"我市连夜调度重污染应对", "十堰市政府网", "2031-01-04", NULL,
             "http://www.shiyan.example.gov.cn/n1.html", RAIN FOG},
            {"十堰：副市长深夜查雾炮", "汉江网", "2031-01-05", NULL,
                "http://www.hanjiang.example.com/n2.html",
                "汉江网讯 " RAIN FOG " 责任编辑：丁一"}}},
    {"a headline cut short on a list", true,
        {{"关于进一步加强全市建筑工地和道路扬尘污染管控工作的通知", "十堰市生态环境局",
             "2031-03-04", NULL, "http://sthj.shiyan.example.gov.cn/t1.html", DUST},
            {"关于进一步加强全市建筑工地和道路扬尘污染管…", "秦楚网", "2031-03-04", NULL,
                "http://www.qc.example.com/1", OPENING}}},
    {"an old notice taken over years later keeps the years in it", true,
        {{"关于做好道路保洁工作的通知", "十堰市生态环境局", "2031-03-04", NULL,
             "http://sthj.shiyan.example.gov.cn/t1.html", "2031年是攻坚之年。" DUST},
            {"道路保洁怎么做", "某文库", "2034-05-04", NULL, "http://www.wk.example.com/7",
                "上传时间：2034年5月 2031年是攻坚之年。" DUST}}},
    {"an alert on the site of the bureau and that of the city, one day", true,
        {{"十堰市发布重污染天气黄色预警", "十堰市生态环境局", "2031-12-04", NULL,
             "http://sthj.shiyan.example.gov.cn/a.html", RAIN},
            {"十堰市发布重污染天气黄色预警", "十堰市人民政府", "2031-12-04", NULL,
                "http://www.shiyan.example.gov.cn/b.html", RAIN}}},
    {"a district with its city's name and without", true,
        {{"徐州市鼓楼区清洁取暖实施方案", "徐州市鼓楼区人民政府", "2031-09-04", NULL,
             "http://www.xzgl-example.gov.cn/1.html", STOVES},
            {"鼓楼区清洁取暖实施方案", "鼓楼区人民政府", "2031-09-05", NULL,
                "http://www.xzgl-example.gov.cn/2.html", STOVES}}},
    {"a zone named with its city and without", true,
        {{"关于做好秸秆禁烧有关工作的通知", "石嘴山市高新区管理委员会", "2031-05-04", NULL,
             "http://gxq.szs.example.gov.cn/1.html", STOVES},
            {"关于做好秸秆禁烧有关工作的通知", "高新区管理委员会", "2031-05-05", NULL,
                "http://gxq.szs.example.gov.cn/6.html", STOVES}}},
    {"an ambiguous district in the title, its city as issuer", true,
        {{"鼓楼区清洁取暖实施方案", "徐州市人民政府", "2031-09-04", NULL,
             "http://www.xz.example.gov.cn/1.html", ""},
            {"鼓楼区清洁取暖实施方案", "鼓楼区人民政府", "2031-09-05", NULL,
                "http://www.xz.example.gov.cn/2.html", STOVES}}},
    {"one name within that of a district which several cities have, a repost", true,
        {{"关于印发《铁东区清洁取暖实施方案》的通知", "铁东区人民政府", "2031-09-04", NULL,
             "http://www.td-example.gov.cn/1.html", STOVES},
            {"转载：关于印发《铁东区清洁取暖实施方案》的通知", "环境观察网", "2031-09-05", NULL,
                "http://www.hj.example.com/2.html", "来源：铁东区政府 " STOVES}}},
    {"one list of firms under two hands, numbered the same in another way", true,
        {{"关于公布第2批绩效分级企业名单的通知", "湖北省生态环境厅", "2031-06-04", NULL,
             "http://sthjt.hubei.example.gov.cn/1.html", DUST},
            {"关于公布第二批绩效分级企业名单的通知", "荆楚网", "2031-06-05", NULL,
                "http://www.jc.example.com/2.html", DUST}}},
    {"a ministry's notice that a province's bureau put up under its own name", true,
        {{"关于加强建筑工地扬尘管控的通知", "生态环境部", "2031-03-04", NULL,
             "http://www.mee.example.gov.cn/t1.html", DUST},
            {"关于加强建筑工地扬尘管控的通知", "河北省生态环境厅", "2031-03-10", NULL,
                "http://hbepb.hebei.example.gov.cn/t2.html", "【字体：大 中 小】" DUST}}},
    /* ---- not one thing */
    {"a pattern that two provinces copied, each with its own name in it", false,
        {{"关于加强建筑工地扬尘管控的通知", "安徽省生态环境厅", "2031-03-04", NULL,
             "http://sthjt.ah.example.gov.cn/t1.html", DUST "安徽省生态环境厅 3月4日"},
            {"关于加强建筑工地扬尘管控的通知", "江西省生态环境厅", "2031-03-10", NULL,
                "http://sthjt.jiangxi.example.gov.cn/t2.html", DUST "江西省生态环境厅 3月10日"}}},
    {"districts of one name in two cities", false,
        {{"鼓楼区清洁取暖实施方案", "鼓楼区人民政府", "2031-09-04", NULL,
             "http://www.njgl-example.gov.cn/1.html", STOVES},
            {"鼓楼区清洁取暖实施方案", "鼓楼区人民政府", "2031-09-15", NULL,
                "http://www.fzgl-example.gov.cn/6.html", DUST}}},
    {"the same, without texts that tell", false,
        {{"鼓楼区清洁取暖实施方案", "鼓楼区人民政府", "2031-09-04", NULL,
             "http://www.njgl-example.gov.cn/1.html", ""},
            {"鼓楼区清洁取暖实施方案", "鼓楼区人民政府", "2031-09-15", NULL,
                "http://www.fzgl-example.gov.cn/6.html", ""}}},
    {"the same, named with one of the cities", false,
        {{"福州市鼓楼区清洁取暖实施方案", "福州市鼓楼区人民政府", "2031-09-04", NULL,
             "http://www.fzgl-example.gov.cn/1.html", ""},
            {"关于印发徐州市鼓楼区清洁取暖实施方案的通知", "鼓楼区人民政府", "2031-09-15", NULL,
                "http://www.xzgl-example.gov.cn/6.html", ""}}},
    {"words anyone may use, from a district that several cities have and from a city", false,
        {{"关于做好秸秆禁烧有关工作的通知", "城关区生态环境局", "2031-05-04", NULL,
             "http://www.cg-example.gov.cn/1.html", RAIN},
            {"关于做好秸秆禁烧有关工作的通知", "石嘴山市生态环境局", "2031-05-05", NULL,
                "http://sthj.szs.example.gov.cn/6.html", ""}}},
    {"words anyone may use, from two zones that stand in no list of places", false,
        {{"关于做好秸秆禁烧有关工作的通知", "高新区管理委员会", "2031-05-04", NULL,
             "http://www.gx.example.gov.cn/1.html", ""},
            {"关于做好秸秆禁烧有关工作的通知", "经开区管理委员会", "2031-05-05", NULL,
                "http://www.jk.example.gov.cn/6.html", ""}}},
    {"words anyone may use, from districts of two names that several cities have", false,
        {{"关于做好秸秆禁烧有关工作的通知", "城关区生态环境局", "2031-05-04", NULL,
             "http://www.cg-example.gov.cn/1.html", ""},
            {"关于做好秸秆禁烧有关工作的通知", "朝阳区生态环境局", "2031-05-05", NULL,
                "http://sthj.cy-example.gov.cn/6.html", ""}}},
    {"two notices of one bureau under one general title, days apart", false,
        {{"关于做好大气污染防治有关工作的通知", "十堰市生态环境局", "2031-05-04", NULL,
             "http://sthj.shiyan.example.gov.cn/1.html", RAIN},
            {"关于做好大气污染防治有关工作的通知", "十堰市生态环境局", "2031-05-09", NULL,
                "http://sthj.shiyan.example.gov.cn/6.html", FOG}}},
    {"the same with longer texts that share how such notices begin", false,
        {{"关于做好大气污染防治有关工作的通知", "十堰市生态环境局", "2031-05-04", NULL,
             "http://sthj.shiyan.example.gov.cn/1.html", DUST},
            {"关于做好大气污染防治有关工作的通知", "十堰市生态环境局", "2031-06-19", NULL,
                "http://sthj.shiyan.example.gov.cn/6.html", STOVES}}},
    {"two meetings under one headline", false,
        {{"市政府召开大气污染防治调度会", "十堰市人民政府", "2031-05-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html", RAIN},
            {"市政府召开大气污染防治调度会", "十堰市人民政府", "2031-05-11", NULL,
                "http://www.shiyan.example.gov.cn/6.html", FOG}}},
    {"the status of a month from two bureaus' own hands, nothing shared", false,
        {{"十堰市2031年5月环境空气质量状况", "十堰市生态环境局", "2031-06-04", NULL,
             "http://sthj.shiyan.example.gov.cn/1.html", RAIN},
            {"十堰市2031年5月环境空气质量状况", "十堰市生态环境局", "2031-06-05", NULL,
                "http://sthj.shiyan.example.gov.cn/6.html", FOG}}},
    {"a weekly forecast in last week's words", false,
        {{"十堰市空气质量预报", "十堰市生态环境局", "2031-05-04", NULL,
             "http://sthj.shiyan.example.gov.cn/1.html", RAIN},
            {"十堰市空气质量预报", "十堰市生态环境局", "2031-05-18", NULL,
                "http://sthj.shiyan.example.gov.cn/6.html", RAIN}}},
    {"this year's notice copied from last year's but for the year in it", false,
        {{"关于做好秋冬季工地扬尘管控工作的通知", "十堰市生态环境局", "2031-10-04", NULL,
             "http://sthj.shiyan.example.gov.cn/1.html",
             DUST "本通知自2031年10月15日起执行，至2032年3月15日止。"},
            {"关于做好秋冬季工地扬尘管控工作的通知", "十堰市生态环境局", "2032-10-06", NULL,
                "http://sthj.shiyan.example.gov.cn/6.html",
                DUST "本通知自2032年10月15日起执行，至2033年3月15日止。"}}},
    {"the same, no date known but those in the texts", false,
        {{"关于做好秋冬季工地扬尘管控工作的通知", "十堰市生态环境局", NULL, NULL,
             "http://sthj.shiyan.example.gov.cn/1.html", DUST "本通知自2024年10月15日起执行。"},
            {"关于做好秋冬季工地扬尘管控工作的通知", "十堰市生态环境局", NULL, NULL,
                "http://sthj.shiyan.example.gov.cn/6.html",
                DUST "本通知自2025年10月15日起执行。"}}},
    {"batches in the same words", false,
        {{"关于公布第一批绩效分级企业名单的通知", "湖北省生态环境厅", "2031-06-04", NULL,
             "http://sthjt.hubei.example.gov.cn/1.html", DUST},
            {"关于公布第二批绩效分级企业名单的通知", "湖北省生态环境厅", "2031-06-25", NULL,
                "http://sthjt.hubei.example.gov.cn/2.html", DUST}}},
    {"two shares of one fund in the same words", false,
        {{"关于下达第一批大气污染防治资金预算的通知", "湖北省财政厅", "2031-06-04", NULL,
             "http://czt.hubei.example.gov.cn/1.html", DUST},
            {"关于下达第二批大气污染防治资金预算的通知", "湖北省财政厅", "2031-06-25", NULL,
                "http://czt.hubei.example.gov.cn/2.html", DUST}}},
    {"an alert and the higher one of the same evening", false,
        {{"十堰市人民政府发布重污染天气黄色预警的公告", "十堰市人民政府", "2031-12-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html", DUST},
            {"十堰市人民政府发布重污染天气橙色预警的公告", "十堰市人民政府", "2031-12-04", NULL,
                "http://www.shiyan.example.gov.cn/2.html", DUST}}},
    {"an alert and its end the next day", false,
        {{"十堰市人民政府关于启动重污染天气黄色预警的公告", "十堰市人民政府", "2031-12-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html", DUST},
            {"十堰市人民政府关于解除重污染天气黄色预警的公告", "十堰市人民政府", "2031-12-05", NULL,
                "http://www.shiyan.example.gov.cn/2.html", DUST}}},
    {"quarters in the same words", false,
        {{"十堰市一季度建筑工地扬尘检查情况", "十堰市住房和城乡建设局", "2031-04-04", NULL,
             "http://zj.shiyan.example.gov.cn/1.html", DUST},
            {"十堰市二季度建筑工地扬尘检查情况", "十堰市住房和城乡建设局", "2031-07-04", NULL,
                "http://zj.shiyan.example.gov.cn/2.html", DUST}}},
    {"halves of a year in the same words", false,
        {{"十堰市上半年建筑工地扬尘检查情况", "十堰市住房和城乡建设局", "2031-07-04", NULL,
             "http://zj.shiyan.example.gov.cn/1.html", DUST},
            {"十堰市下半年建筑工地扬尘检查情况", "十堰市住房和城乡建设局", "2031-12-29", NULL,
                "http://zj.shiyan.example.gov.cn/2.html", DUST}}},
    {"first put up for objections, then announced", false,
        {{"关于十堰市绩效分级A级企业名单的公示", "湖北省生态环境厅", "2031-06-04", NULL,
             "http://sthjt.hubei.example.gov.cn/1.html", DUST},
            {"关于十堰市绩效分级A级企业名单的公告", "湖北省生态环境厅", "2031-06-20", NULL,
                "http://sthjt.hubei.example.gov.cn/2.html", DUST}}},
    {"one paper in two cities from one pattern", false,
        {{"十堰市建筑工地扬尘防治办法", "十堰市人民政府", "2031-03-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html", DUST},
            {"襄阳市建筑工地扬尘防治办法", "襄阳市人民政府", "2031-03-04", NULL,
                "http://www.xiangyang.example.gov.cn/1.html", DUST}}},
    {"a paper of a name that comes back with other duties months later", false,
        {{"关于印发《十堰市建筑工地扬尘防治方案》的通知", "十堰市人民政府", "2031-03-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html", RAIN},
            {"关于印发《十堰市建筑工地扬尘防治方案》的通知", "十堰市人民政府", "2031-08-30", NULL,
                "http://www.shiyan-example.gov.cn/2.html", FOG}}},
    {"a draft and its final in the same words", false,
        {{"十堰市建筑工地扬尘防治办法（征求意见稿）", "十堰市人民政府", "2031-03-04", NULL,
             "http://www.shiyan.example.gov.cn/1.html", DUST},
            {"十堰市建筑工地扬尘防治办法", "十堰市人民政府", "2031-05-04", NULL,
                "http://www.shiyan.example.gov.cn/2.html", DUST}}},
};

/* The second says where it is taken from, or NULL. */
static bool
are_one(const struct pair *p, const char *source)
{
	static const char *const ids[] = {"x", "y"};
	const struct item *found[2];
	for (size_t i = 0; i < 2; i++) {
		const struct paper *x = &p->papers[i];
		const struct document d = {.loaded_id = ids[i],
		    .title = x->title,
		    .issuer = x->issuer,
		    .published = x->published,
		    .doc_number = x->number,
		    .url = x->url,
		    .body = x->body,
		    .content_source = i == 1 ? source : NULL,
		    .captured_at = "2036-06-01T00:00:00Z"};
		assert_int_equal(store_document_load(s, &d, NULL, 0, &f), 1);
	}
	run_pass();
	for (size_t i = 0; i < 2; i++) {
		const char *only[] = {ids[i], NULL};
		size_t n;
		assert_works(
		    store_items(s, &(struct item_query){.ids = only}, &memory, &found[i], &n, &f));
		assert_int_equal(n, 1);
	}
	return strcmp(found[0]->id, found[1]->id) == 0;
}

/* Whichever of the two comes first. */
static void
test_pairs(void **state)
{
	size_t wrong = 0;
	for (size_t i = 0; i < 2 * (sizeof pairs / sizeof *pairs); i++) {
		struct pair p = pairs[i / 2];
		if (i % 2 == 1) {
			p.papers[0] = pairs[i / 2].papers[1];
			p.papers[1] = pairs[i / 2].papers[0];
		}
		assert_int_equal(set_up(state), 0);
		if (are_one(&p, NULL) != p.one) {
			print_message(
			    "# %s: %s\n", p.what, p.one ? "taken for two" : "taken for one");
			wrong++;
		}
		assert_int_equal(tear_down(state), 0);
	}
	assert_int_equal(wrong, 0);
}

/* A province's page with little more than the first words is the ministry's when it says so. */
static void
test_whose_it_says_it_is(void **state)
{
	static const struct pair p = {"a lead on a province's site", true,
	    {{"关于加强建筑工地扬尘管控的通知", "生态环境部", "2031-03-04", NULL,
	         "http://www.mee.example.gov.cn/t1.html", DUST},
	        {"关于加强建筑工地扬尘管控的通知", "河北省生态环境厅", "2031-03-10", NULL,
	            "http://hbepb.hebei.example.gov.cn/t2.html", OPENING}}};
	static const struct {
		const char *source;
		bool one;
	} cases[] = {{"生态环境部网站", true}, {NULL, false}, {"河北日报", false},
	    {"河北省生态环境厅", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(set_up(state), 0);
		assert_int_equal(are_one(&p, cases[i].source), cases[i].one);
		assert_int_equal(tear_down(state), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pairs), cmocka_unit_test(test_whose_it_says_it_is)};
	return cmocka_run_group_tests_name("store: pairs of documents", tests, NULL, NULL);
}
