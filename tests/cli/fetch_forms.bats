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
