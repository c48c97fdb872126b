/* Titles that no rule was written for one by one: each stands for a class, and its Japanese was
 * written by hand. A title marked ! must carry a flag, the others must carry none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "tests/unit/translate_fixture.h"

struct pair {
	const char *zh, *ja;
};

/* Drafts that are right and say so, and right ones that ask for a glance: zh begins with "!". */
static void
expect_all(const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct draft_text d;
		bool flagged = *pairs[i].zh == '!';
		title_draft(engine, pairs[i].zh + flagged, &arena, &d);
		assert_string_equal(d.ja, pairs[i].ja);
		if (flagged == (*d.flags == '\0'))
			fail_msg("%s: flags are \"%s\"", pairs[i].zh, d.flags);
	}
}

#define ALL(pairs) expect_all(pairs, sizeof(pairs) / sizeof(*(pairs)))

static void
test_verbs_side_by_side_share_their_object(void **state)
{
	static const struct pair pairs[] = {
	    {"关于调整完善重污染天气应急预案的通知",
	        "重度汚染天気緊急対応計画の調整・整備に関する通知"},
	    {"关于推广使用新能源非道路移动机械的通知",
	        "新エネルギーノンロード移動機械の普及・使用に関する通知"},
	    {"关于分解下达2025年主要污染物总量减排计划的通知",
	        "2025年主要汚染物質総量削減計画の分解・下達に関する通知"},
	    {"!关于培育发展清洁能源的意见", "クリーンエネルギーの育成・発展に関する意見"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_a_deed_that_is_encouraged_or_forbidden(void **state)
{
	static const struct pair pairs[] = {
	    {"!关于鼓励淘汰老旧柴油货车的实施意见",
	        "老朽ディーゼル貨物車の淘汰の奨励に関する実施意見"},
	    {"!关于同意建设国家大气污染防治重点实验室的通知",
	        "国家大気汚染防治重点実験室の建設への同意に関する通知"},
	    {"关于禁止在市区内燃放烟花爆竹的通告",
	        "市街地における花火・爆竹の使用禁止に関する通告"},
	    {"关于高考期间加强噪声监管的通知", "大学入試期間の騒音監督管理の強化に関する通知"},
	    {"关于调整高排放非道路移动机械禁止使用区的通告",
	        "高排出ノンロード移動機械使用禁止区域の調整に関する通告"},
	    {"!关于划定禁止使用高排放非道路移动机械区域的通告",
	        "高排出ノンロード移動機械使用禁止地域の指定に関する通告"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_two_verb_phrases_without_a_conjunction(void **state)
{
	static const struct pair pairs[] = {
	    {"!关于深化环境监测改革提高环境监测数据质量的意见",
	        "環境モニタリング改革の深化及び環境モニタリングデータ品質の引上げに関する意見"},
	    {"!关于支持绿色发展推动降碳减污的意见",
	        "グリーン発展の支援及び炭素削減・汚染削減の推進に関する意見"},
	    {"!关于深化钢铁行业超低排放改造推动绿色发展的指导意见",
	        "鉄鋼業の超低排出改造の深化及びグリーン発展の推進に関する指導意見"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_verbs_of_measures(void **state)
{
	static const struct pair pairs[] = {
	    {"关于核定2025年主要污染物总量减排目标的通知",
	        "2025年主要汚染物質総量削減目標の査定に関する通知"},
	    {"关于注销排污许可证的公告", "汚染物質排出許可証の抹消に関する公告"},
	    {"关于聘任生态环境监督员的通知", "生態環境監督員の任用に関する通知"},
	    {"关于加快淘汰国三及以下排放标准营运柴油货车的通知",
	        "国3以下の排出基準の営業用ディーゼル貨物車の淘汰の加速に関する通知"},
	    {"!关于加快淘汰国三柴油货车补贴政策的通知",
	        "国3ディーゼル貨物車補助金政策の淘汰の加速に関する通知"},
	    {"!财政部关于提前下达2025年大气污染防治资金预算的通知",
	        "2025年大気汚染防治資金予算の前倒し下達に関する財政部の通知"},
	    {"关于恢复天然气供应的通知", "天然ガス供給の再開に関する通知"},
	    {"关于对老旧柴油货车实行限制使用的通告",
	        "老朽ディーゼル貨物車に対する使用制限に関する通告"},
	    {"关于对超标排放企业进行处罚的通报", "基準超過排出企業に対する処罰に関する通報"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_work_is_business_but_not_in_the_name_of_a_plan(void **state)
{
	static const struct pair pairs[] = {
	    {"!关于切实做好秋冬季大气污染防治工作的通知",
	        "秋冬季大気汚染防治業務の確実な実施に関する通知"},
	    {"!关于召开全省大气污染防治工作会议的通知",
	        "全省大気汚染防治業務会議の開催に関する通知"},
	    {"关于公开征求《省级生态环境保护督察工作规定（征求意见稿）》意见的通知",
	        "「省級生態環境保護督察工作規定（意見募集稿）」に対する意見公募に関する通知"},
	    {"西安市大气污染治理专项行动2025年工作方案",
	        "西安市大気汚染対策特別行動2025年工作方案"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_trades_after_the_name_of_an_industry(void **state)
{
	static const struct pair pairs[] = {
	    {"!关于印发《电解铝行业节能降碳专项行动计划》的通知",
	        "「アルミニウム電解業省エネルギー・炭素削減特別行動計画」の印刷・配布に関する通知"},
	    {"关于印发《重点行业排放管理办法》的通知",
	        "「重点業種排出管理弁法」の印刷・配布に関する通知"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_answers_and_reports(void **state)
{
	static const struct pair pairs[] = {
	    {"关于对河北省人大代表第123号建议的答复",
	        "河北省人民代表大会代表第123号建議に対する回答"},
	    {"生态环境部对十四届全国人大三次会议第2345号建议的答复",
	        "第14期全国人民代表大会第3回会議第2345号建議に対する生態環境部の回答"},
	    {"!关于2024年第四季度大气污染防治专项检查情况通报",
	        "2024年第4四半期大気汚染防治特別検査の状況に関する通報"},
	    {"关于大气污染防治资金使用情况的报告", "大気汚染防治資金の使用状況に関する報告"},
	    {"关于表彰2024年度大气污染防治先进集体的通报",
	        "2024年度大気汚染防治先進集団の表彰に関する通報"},
	    {"关于拟表彰先进集体和先进个人名单的公示",
	        "先進集団及び先進個人表彰予定者名簿に関する公示"},
	    {"公告 2020年 第33号", "公告2020年第33号"},
	    {"关于实施重型柴油车国六排放标准有关要求的公告",
	        "大型ディーゼル車の国6排出基準の実施に関する要求事項についての公告"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_headlines_with_two_deeds(void **state)
{
	static const struct pair pairs[] = {
	    {"!生态环境部召开座谈会研究部署秋冬季大气污染防治工作",
	        "生態環境部、座談会を開催し秋冬季大気汚染防治業務を検討・手配"},
	    {"!生态环境部组织开展夏季监督帮扶并通报典型案例",
	        "生態環境部、夏季監督・支援を実施し典型事例を通報"},
	    {"!第三轮中央生态环境保护督察全面启动", "第3巡中央生態環境保護督察、全面的に開始"},
	    {"!2024年中国生态环境状况公报发布", "2024年中国生態環境状況公報、公表"},
	    {"!《碳排放权交易管理暂行条例》公布", "「炭素排出権取引管理暫行条例」、公布"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_things_cut_together_are_said_once(void **state)
{
	static const struct pair pairs[] = {
	    {"!关于2024年秋冬季大气污染综合治理攻坚行动督查情况的通报",
	        "2024年秋冬季大気汚染総合対策集中行動督査の状況に関する通報"},
	    {"!贯彻落实国务院《空气质量持续改善行动计划》实施方案",
	        "国務院「空気質持続的改善行動計画」貫徹・実施方案"},
	    {"关于推荐第三批减污降碳典型案例的通知",
	        "第3次汚染削減と炭素削減の典型事例の推薦に関する通知"},
	};
	(void)state;
	ALL(pairs);
}

static void
test_senses_by_their_place(void **state)
{
	static const struct pair pairs[] = {
	    {"关于严厉打击机动车排放检验机构弄虚作假行为的通知",
	        "自動車排出検査機関の虚偽・改ざんの行為の厳しい取締りに関する通知"},
	    {"!关于暂停执行国六排放标准有关规定的公告",
	        "国6排出基準の関係規定の執行の一時停止に関する公告"},
	    {"!关于参加第二十届中国国际环保展览会的通知",
	        "第20回中国国際環境保護展覧会への参加に関する通知"},
	    {"致京津冀地区企业的公开信", "京津冀（北京・天津・河北）地域企業への公開書簡"},
	    {"!关于2024年环境保护工作情况的报告", "2024年環境保護の業務状況に関する報告"},
	    {"关于推广安装净化设备的通知", "浄化設備の普及・設置に関する通知"},
	    {"对十四届全国人大三次会议第12号建议的答复",
	        "第14期全国人民代表大会第3回会議第12号建議に対する回答"},
	    {"关于对《关于划定高污染燃料禁燃区的通告》的解读",
	        "「高汚染燃料燃焼禁止区域の指定に関する通告」の解説"},
	    {"!关于给予某检测有限公司行政处罚的决定", "某検査有限公司に対する行政処罰に関する決定"},
	    {"!天津市持续深入打好污染防治攻坚战2025年度工作计划",
	        "天津市汚染防治攻略戦継続的・徹底推進2025年度工作計画"},
	    {"!GB 12345-2020 机动车排放定期检验规范", "GB 12345-2020 自動車排出定期検査規範"},
	};
	(void)state;
	ALL(pairs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_verbs_side_by_side_share_their_object),
	    cmocka_unit_test(test_a_deed_that_is_encouraged_or_forbidden),
	    cmocka_unit_test(test_two_verb_phrases_without_a_conjunction),
	    cmocka_unit_test(test_verbs_of_measures),
	    cmocka_unit_test(test_work_is_business_but_not_in_the_name_of_a_plan),
	    cmocka_unit_test(test_trades_after_the_name_of_an_industry),
	    cmocka_unit_test(test_answers_and_reports),
	    cmocka_unit_test(test_headlines_with_two_deeds),
	    cmocka_unit_test(test_things_cut_together_are_said_once),
	    cmocka_unit_test(test_senses_by_their_place),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
