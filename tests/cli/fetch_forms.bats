#!/usr/bin/env bats
# The interfaces that the shipped sources.yaml describes: answers of their shape, written here, are
# read as those sources declare. Titles, addresses and dates are made up.
bats_require_minimum_version 1.5.0

setup() { cd "$BATS_TEST_DIRNAME/../.."; DIR="$BATS_TEST_TMPDIR/data"; "$GEPPO" init "$DIR" >/dev/null 2>&1 || "$GEPPO" init --dir "$DIR" >/dev/null; }

# as SOURCE URL: the rows of standard input, one a line.
as() { "$GEPPO" extract --dir "$DIR" --kind listing --source "$1" --url "$2" | jq -r '.items[] | "\(.date) \(.title) \(.href)"'; }

@test "every source that is described passes the check; at least 150 are declared" {
	run "$GEPPO" config check --dir "$DIR"
	[ "$status" -eq 0 ]
	[ "${output%% sources*}" -ge 150 ]
}

@test "a block of a page that an interface gives as markup within JSON (jpaas)" {
	rows='<ul><li class="cf"><a href="/gongkai/zc/wjk/art/2026/art_17339_801001.html" title="住房城乡建设部关于施工扬尘防治的通知">住房城乡建设部关于施工…</a><span>2026-06-03</span></li><li><a href="/gongkai/zc/wjk/art/2026/art_17339_801002.html">关于绿色建造技术导则的公告</a><span>2026-05-28</span></li></ul>'
	for source in mohurd-wjk mohurd-zcjd; do
		result=$(jq -n --arg html "$rows" '{success:true,code:"200",data:{html:$html}}' | as $source "https://www.mohurd.gov.cn/api-gateway/x?pageId=1")
		[ "$result" = "2026-06-03 住房城乡建设部关于施工扬尘防治的通知 https://www.mohurd.gov.cn/gongkai/zc/wjk/art/2026/art_17339_801001.html
2026-05-28 关于绿色建造技术导则的公告 https://www.mohurd.gov.cn/gongkai/zc/wjk/art/2026/art_17339_801002.html" ]
	done
	for source in samr-zjwj miit-tz; do
		[ "$(jq -n --arg html "$rows" '{success:true,data:{html:$html}}' | as $source "https://example.gov.cn/x" | wc -l)" -eq 2 ]
	done
}

@test "catalogues of Guangdong (gkmlpt): epoch seconds, two addresses a row" {
	result=$(cat <<-JSON | as gd-gov-wjk "https://www.gd.gov.cn/gkmlpt/api/all/5?page=1&sid=2"
	{"classify":{"id":5,"post_count":2},"articles":[
	 {"id":1,"title":"广东省人民政府关于印发空气质量改善方案的通知","document_number":"粤府〔2026〕1号","date":1780444800,"display_publish_time":1780448400,"url":"https://www.gd.gov.cn/gkmlpt/content/4/4900/post_4900001.html","post_url":"","is_expired":false},
	 {"id":2,"title":"广东省机动车排气污染防治条例实施办法","date":1779840000,"url":"http://www.gd.gov.cn/gkmlpt/content/4/4900/post_4900002.html"}],"total":2}
	JSON
	)
	[ "$result" = "2026-06-03 广东省人民政府关于印发空气质量改善方案的通知 https://www.gd.gov.cn/gkmlpt/content/4/4900/post_4900001.html
2026-05-27 广东省机动车排气污染防治条例实施办法 http://www.gd.gov.cn/gkmlpt/content/4/4900/post_4900002.html" ]
}

@test "queryList: the address is JSON within JSON" {
	result=$(cat <<-'JSON' | as jx-sthjt-tzgg "https://sthjt.jiangxi.gov.cn/queryList"
	{"success":true,"data":{"total":31,"results":[{"source":{"title":"关于开展夏季臭氧污染防治工作的通知","pubDate":"2026-06-02 10:11:12","urls":"{\"common\":\"/jxssthjt/m/1.html\",\"pc\":\"/jxssthjt/col/col42164/content/content_2001.html\"}"}}]}}
	JSON
	)
	[ "$result" = "2026-06-02 关于开展夏季臭氧污染防治工作的通知 https://sthjt.jiangxi.gov.cn/jxssthjt/col/col42164/content/content_2001.html" ]
}

@test "Suzhou, the National People's Congress, its database of laws" {
	result=$(cat <<-JSON | as sz-gov-api "http://www.suzhou.gov.cn/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15"
	{"code":"0","data":{"totalPage":9,"list":[{"TITLE":"市政府关于大气环境质量达标规划的通知","URL":"/szsrmzf/zfwj/202606/aa11bb22cc33dd44ee55ff6677889900.shtml","C_WJBH":"苏府〔2026〕7号","PUBLISHED_TIME_FORMAT":"2026-06-04"}]}}
	JSON
	)
	[ "$result" = "2026-06-04 市政府关于大气环境质量达标规划的通知 https://www.suzhou.gov.cn/szsrmzf/zfwj/202606/aa11bb22cc33dd44ee55ff6677889900.shtml" ]
	result=$(echo '{"total":1,"rows":[{"flxxId":"ff80808111","flxxmc":"大气污染防治法（修订草案）","ksrq":"2026-06-27","jsrq":"2026-07-26"}]}' | as npc-flca "http://www.npc.gov.cn/flcaw/flca-list?page=1")
	[ "$result" = "2026-06-27 大气污染防治法（修订草案） http://www.npc.gov.cn/flcaw/userIndex.html?lid=ff80808111" ]
	result=$(echo '{"code":200,"total":1,"rows":[{"bbbs":"2c909fdd01","title":"某市<em>大气</em>污染防治条例","gbrq":"2026-06-01","sxrq":"2026-08-01","zdjgName":"某市人大"}]}' | as npc-flk "https://flk.npc.gov.cn/law-search/search/list")
	[ "$result" = "2026-06-01 某市大气污染防治条例 https://flk.npc.gov.cn/detail?id=2c909fdd01" ]
}

@test "the feed of a ministry; the answer of a directory as HTML (xxgk)" {
	result=$(cat <<-XML | as miit-rss "https://www.miit.gov.cn/rss"
	<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>政策文件</title><item><title>关于新能源汽车推广的通知</title><link>https://www.miit.gov.cn/zwgk/zcwj/wjfb/tz/art/2026/art_0123456789abcdef0123456789abcdef.html</link><pubDate>Wed, 03 Jun 2026 01:00:00 GMT</pubDate></item></channel></rss>
	XML
	)
	[ "$result" = "2026-06-03 关于新能源汽车推广的通知 https://www.miit.gov.cn/zwgk/zcwj/wjfb/tz/art/2026/art_0123456789abcdef0123456789abcdef.html" ]
	result=$(cat <<-HTML | as zj-sthjt-xxgk-qtwj "https://sthjt.zj.gov.cn/module/xxgk/search.jsp"
	<div class="xxgk_content"><table><tr class="tr_main_value_odd"><td><a href="https://sthjt.zj.gov.cn/art/2026/6/3/art_1229106886_600001.html" title="浙江省生态环境厅关于印发挥发性有机物治理指南的通知">浙江省生态环境厅关于印发…</a></td><td>2026-06-03</td></tr><tr class="tr_main_value_even"><td><a href="https://sthjt.zj.gov.cn/art/2026/5/20/art_1229106886_600002.html">关于大气污染物排放标准的公告</a></td><td>2026-05-20</td></tr><tr><td><a href="https://sthjt.zj.gov.cn/art/2026/5/10/art_1229106886_600003.html">关于重型柴油车远程监控的通知</a></td><td>2026-05-10</td></tr></table></div>
	HTML
	)
	[ "$(head -1 <<<"$result")" = "2026-06-03 浙江省生态环境厅关于印发挥发性有机物治理指南的通知 https://sthjt.zj.gov.cn/art/2026/6/3/art_1229106886_600001.html" ]
	[ "$(wc -l <<<"$result")" -eq 3 ]
}

@test "consultations: a moment in a hidden row, a period from day to day" {
	result=$(jq -n --arg html '<ul><li><span class="fr">2026-09-19</span><a href="/gzcy/yjzj/art/2026/art_0123456789abcdef0123456789abcdef.html" title="关于公开征求《重型柴油车排放标准》意见的公示">关于公开征求…</a><span class="endtime" style="display:none !important;">1792339200000</span></li><li><span class="fr">2026-09-11</span><a href="/gzcy/yjzj/art/2026/art_1123456789abcdef0123456789abcdef.html" title="关于征求《绿色工厂评价通则》意见的公示">关于征求…</a><span class="endtime" style="display:none !important;">1791339200000</span></li></ul>' '{success:true,data:{html:$html}}' |
		as miit-yjzj "https://www.miit.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1")
	[ "$result" = "2026-09-19 关于公开征求《重型柴油车排放标准》意见的公示 https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_0123456789abcdef0123456789abcdef.html
2026-09-11 关于征求《绿色工厂评价通则》意见的公示 https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_1123456789abcdef0123456789abcdef.html" ]
	result=$(jq -n --arg html '<ul><li class="zjnav04Left02_content"><div class="doctitle"><a href="/hd/zjdc/art/2026/art_2123456789abcdef0123456789abcdef.html" title="《车用汽油》国家标准征求意见稿">《车用汽油》国家标准…</a></div><div class="zjq">2026-09-17至2026-10-17</div><div class="zt">进行中</div></li><li class="zjnav04Left02_content"><div class="doctitle"><a href="/hd/zjdc/art/2026/art_3123456789abcdef0123456789abcdef.html" title="关于修订产品质量监督抽查办法的征求意见">关于修订…</a></div><div class="zjq">2026-08-01至2026-08-31</div><div class="zt">已结束</div></li></ul>' '{success:true,data:{html:$html}}' |
		as samr-zjdc "https://www.samr.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1")
	[ "$result" = "2026-09-17 《车用汽油》国家标准征求意见稿 https://www.samr.gov.cn/hd/zjdc/art/2026/art_2123456789abcdef0123456789abcdef.html
2026-08-01 关于修订产品质量监督抽查办法的征求意见 https://www.samr.gov.cn/hd/zjdc/art/2026/art_3123456789abcdef0123456789abcdef.html" ]
}

@test "channels with texts in their rows (ucap); directories of documents (eportal)" {
	for row in hlj-sthj-gfxwj=http://sthj.hlj.gov.cn gs-sthj-xxgk=https://sthj.gansu.gov.cn; do
		result=$(echo '{"status":200,"data":{"total":41,"rows":1,"page":1,"results":[{"title":"关于印发秸秆综合利用方案的通知","subTitle":"","url":"/sthj/c111958/202606/0123456789abcdef0123456789abcdef.shtml","content":"各市（地）生态环境局：","contentHtml":"<p><a href=\"/x.html\">附件：名单一览表</a>各市（地）生态环境局：</p>","publishedTime":1780444800000,"publishedTimeStr":"2026-06-03 09:30:00","domainMetaList":[{"resultList":[{"key":"refno","value":"黑环发〔2026〕5号"},{"key":"writedate","value":"2026-05-30"}]}]}]}}' |
			as ${row%%=*} "${row#*=}/common/search/0123456789abcdef0123456789abcdef?page=1")
		[ "$result" = "2026-06-03 关于印发秸秆综合利用方案的通知 ${row#*=}/sthj/c111958/202606/0123456789abcdef0123456789abcdef.shtml" ]
	done
	result=$(echo '{"total":2,"result":[{"id":7,"title":"关于做好夏季臭氧管控的函","url":"/sthj/xxgk/zwxxgk/xxgkml/2026060309301234567/index.shtml","wh":"辽环函〔2026〕81号","fbsj":"2026-06-03"},{"id":6,"title":"关于机动车排放检验的函","url":"/sthj/xxgk/zwxxgk/xxgkml/2026052009301234567/index.shtml","wh":"","fbsj":"2026-05-20"}]}' |
		as ln-sthj-xxgkml "https://sthj.ln.gov.cn/eportal/ui?moduleId=5&pageNo=1")
	[ "$result" = "2026-06-03 关于做好夏季臭氧管控的函 https://sthj.ln.gov.cn/sthj/xxgk/zwxxgk/xxgkml/2026060309301234567/index.shtml
2026-05-20 关于机动车排放检验的函 https://sthj.ln.gov.cn/sthj/xxgk/zwxxgk/xxgkml/2026052009301234567/index.shtml" ]
}

@test "the energy administration: addresses relative to its data; Shandong: by number" {
	result=$(echo '{"pagenum":1,"datasource":[{"title":"<a href=\"x\">国家能源局关于散煤替代的通知</a>","showTitle":"国家能源局关于散煤替代的通知","publishUrl":"../20260603/0123456789abcdef0123456789abcdef/c.html","publishTime":"2026-06-03 17:10:41","linkUrls":[]}]}' |
		as nea-tz "https://www.nea.gov.cn/policy/ds_7290c82b05cc4d49be4971ade193edfc.json")
	[ "$result" = "2026-06-03 国家能源局关于散煤替代的通知 https://www.nea.gov.cn/20260603/0123456789abcdef0123456789abcdef/c.html" ]
	result=$(echo '{"code":"200","data":{"total":1,"list":[{"iid":"0a1b2c3d4e5f","title":"山东省扬尘污染防治管理办法","publishDate":"2026-06-03"}]}}' | as sd-gov-policy "http://www.shandong.gov.cn/jpaas-jpolicy-console-server/interface/getPolicyByOrgId")
	[ "$result" = "2026-06-03 山东省扬尘污染防治管理办法 http://www.shandong.gov.cn/jpaas-jpolicy-web-server/front/info/detail?iid=0a1b2c3d4e5f" ]
}

@test "what searches answer: Dalian, Inner Mongolia, Tianjin, Beijing" {
	result=$(echo '{"msg":{"list":{"全部":{"totalPage":3,"list":[{"xqurl":"https://www.dl.gov.cn/art/2026/6/3/art_1_1.html","xqtitle":"大连市<font color=red>大气</font>污染防治实施方案","xqpudate":"2026-06-03","lmname":"通知"}]}}}}' | as dl-gov-search "https://www.dl.gov.cn/dhc/searchJs/retrieval")
	[ "$result" = "2026-06-03 大连市大气污染防治实施方案 https://www.dl.gov.cn/art/2026/6/3/art_1_1.html" ]
	result=$(echo '{"data":{"total":1,"data":[{"news_doctitle":"关于<em>大气</em>治理的通知公告","docpuburl":"https://sthjt.nmg.gov.cn/tz/202606/t20260603_1.html","docpubtime":"2026-06-03 10:00:00","sourcename":"厅"}]}}' | as nmg-sthjt-search "https://sthjt.nmg.gov.cn/nmsearch/trssearch/searchAll.do")
	[ "$result" = "2026-06-03 关于大气治理的通知公告 https://sthjt.nmg.gov.cn/tz/202606/t20260603_1.html" ]
	result=$(echo '{"page":{"totalPages":1,"content":[{"title":"天津市大气污染防治条例解读","url":"https://sthj.tj.gov.cn/ZWXX808/HBYW1316/202606/t20260603_6000001.html","trs_time":"2026-06-03 08:00:00","trs_type":"1"}]}}' | as tj-sthj-search "https://sthj.tj.gov.cn/igs/front/search.jhtml")
	[ "$result" = "2026-06-03 天津市大气污染防治条例解读 https://sthj.tj.gov.cn/ZWXX808/HBYW1316/202606/t20260603_6000001.html" ]
	result=$(echo '{"ok":true,"totalHits":1,"resultDocs":[{"data":{"titleO":"北京市大气污染防治工作方案","url":"https://sthjj.beijing.gov.cn/bjhrb/x/543210987/index.html","docDate":"2026-06-03"}}]}' | as bj-sthjj-search "https://sthjj.beijing.gov.cn/so/ss/query/s")
	[[ "$result" == *"北京市大气污染防治工作方案 https://sthjj.beijing.gov.cn/bjhrb/x/543210987/index.html" ]]
}

@test "rows that scripts of the page write (Wuhan)" {
	result=$(cat <<-'HTML' | as wh-gov-gfxwj "https://www.wuhan.gov.cn/zwgk/xxgk/zfwj/gfxwj/index.shtml"
	<html><body><ul><script>
	var url = "./202606/t20260603_2600001.shtml"; var title = "市人民政府关于空气质量改善行动方案的通知"; var FILENUM = "武政规〔2026〕3号";
	document.writeln('<li><a href="'+url+'" title="'+title+'">'+title+'</a>');
	if(FILENUM!=""){document.writeln('<em>'+FILENUM+'</em>');}
	document.writeln('<span>2026-06-03</span></li>');
	</script><script>
	var url = "./202605/t20260528_2600002.shtml"; var title = "市人民政府办公厅关于扬尘污染防治的通知"; var FILENUM = "";
	document.writeln('<li><a href="'+url+'" title="'+title+'">'+title+'</a>');
	document.writeln('<span>2026-05-28</span></li>');
	</script></ul></body></html>
	HTML
	)
	[ "$result" = "2026-06-03 市人民政府关于空气质量改善行动方案的通知 https://www.wuhan.gov.cn/zwgk/xxgk/zfwj/gfxwj/202606/t20260603_2600001.shtml
2026-05-28 市人民政府办公厅关于扬尘污染防治的通知 https://www.wuhan.gov.cn/zwgk/xxgk/zfwj/gfxwj/202605/t20260528_2600002.shtml" ]
}

@test "a date in parts; a date under a name of its own" {
	rows='{"list":[{"t":"关于大气污染防治的通知一","u":"/a/1.html","ym":"2026年6月","d":"3日"},{"t":"关于大气污染防治的通知二","u":"/a/2.html","ym":"2026年5月","d":"28日"}]}'
	result=$("$GEPPO" extract --kind listing --list '{"kind":"json","items":"list","title":"t","link":"u","date":"{ym}{d}"}' --url http://x.cn/ <<<"$rows" | jq -r '.items[].date' | xargs)
	[ "$result" = "2026-06-03 2026-05-28" ]
	rows='{"list":[{"title":"关于大气污染防治的通知一","url":"/a/1.html","cwrq":"2026-05-01","fbsj":"2026-06-03"},{"title":"关于大气污染防治的通知二","url":"/a/2.html","sj":"2026/5/28 10:00"}]}'
	result=$("$GEPPO" extract --kind listing --list '{"kind":"json"}' --url http://x.cn/ <<<"$rows" | jq -r '.items[].date' | xargs)
	[ "$result" = "2026-06-03 2026-05-28" ]
}
