#!/usr/bin/env bats
# The month's issue from a small loaded set: what stands in it, both faces, hostile titles, wrong calls.
bats_require_minimum_version 1.5.0

setup_file() {
	export GEPPO_DIR="$BATS_FILE_TMPDIR/data" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	cat >"$BATS_FILE_TMPDIR/set.jsonl" <<'JSON'
{"id":"T01","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/zhengce/content/202606/content_1.htm","body":""}
{"id":"T02","title":"上海市生态环境局关于公开征求《上海市大气污染防治条例（修订草案）》意见的公告","issuer":"上海市生态环境局","published":"2026-06-30","doc_number":null,"url":"https://sthj.sh.gov.cn/a/2.html","body":"意见"}
{"id":"T03","title":"关于加强土壤污染防治工作的通知","issuer":"生态环境部","published":"2026-06-11","doc_number":null,"url":"https://www.mee.gov.cn/a/3.html","body":""}
{"id":"T04","title":"关于做好全国碳排放权交易市场配额分配工作的通知","issuer":"生态环境部","published":"2026-06-12","doc_number":null,"url":"https://www.mee.gov.cn/a/4.html","body":""}
{"id":"T05","title":"邯郸市重污染天气应急预案_邯郸市人民政府网站","issuer":"邯郸市人民政府","published":"2026-06-01","doc_number":null,"url":"https://www.hd.gov.cn/a/5.html","body":""}
{"id":"T06","title":"济南市扬尘污染防治工作方案","issuer":"济南市人民政府","published":"2026-05-31","doc_number":null,"url":"https://www.jinan.gov.cn/a/6.html","body":""}
{"id":"T07","title":"昆明市机动车排气污染防治条例","issuer":"昆明市人民代表大会常务委员会","published":"2026-07-01","doc_number":null,"url":"https://www.km.gov.cn/a/7.html","body":""}
{"id":"T08","title":"<script>alert(1)</script> & 昆明市大气污染防治工作方案\u0007\u202e","issuer":"昆明市<b>政府</b>","published":"2026-06-15","doc_number":"a&b<c>","url":"https://km.example/a?b=<script>&c=\"d\"","body":""}
{"id":"T09","title":"关于加强挥发性有机物治理的指导意见","issuer":"生态环境部","published":"2026","doc_number":null,"url":null,"body":""}
{"id":"T10","title":"国务院印发《空气质量持续改善行动计划》","issuer":"新华社","published":"2026-06-10","doc_number":null,"url":"https://www.mee.gov.cn/ywdt/10.html","body":""}
{"id":"T11","title":"某市大气环境自动监测设备采购项目中标公告","issuer":"某采购人","published":"2026-06-16","doc_number":null,"url":"https://ccgp.example/11.html","body":""}
JSON
	"$GEPPO" load "$BATS_FILE_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >"$BATS_FILE_TMPDIR/summary.txt"
	"$GEPPO" bulletin show 2026-06 >"$BATS_FILE_TMPDIR/issue.txt"
	"$GEPPO" bulletin show 2026-06 --format html >"$BATS_FILE_TMPDIR/issue.html"
	"$GEPPO" bulletin show 2026-06 --format xml >"$BATS_FILE_TMPDIR/issue.xml"
}

setup() { cd "$BATS_FILE_TMPDIR"; }

root() { cd "$BATS_TEST_DIRNAME/../.." && pwd; }

# id TITLE-PART: the item id of the entry whose Chinese title holds the words, from the XML.
id() {
	xmllint --xpath "string(//entry[contains(title[@lang='zh'], '$1')]/@item)" issue.xml
}

@test "air is in, the rest is out and counted" {
	[ "$(xmllint --xpath 'count(//entry)' issue.xml)" -eq 4 ]
	[ -n "$(id 空气质量持续改善行动计划)" ]
	[ -n "$(id 上海市大气污染防治条例)" ]
	[ -n "$(id 邯郸市重污染天气应急预案)" ]
	[ -n "$(id 昆明市大气污染防治工作方案)" ]
	run ! grep -q 土壤 issue.txt
	run ! grep -q 采购 issue.txt
	grep -Eq '^ +2  大気に関係しないもの' summary.txt
	grep -Eq '^ +1  調達・入札' summary.txt
	grep -q '4 entries of 8 items of the month' summary.txt
}

@test "a site's tail is no part of a title" {
	[ "$(xmllint --xpath "string(//entry/title[contains(., '邯郸市')])" issue.xml)" = 邯郸市重污染天气应急预案 ]
	run ! grep -q 政府网站 issue.txt
}

@test "a carbon paper is a near miss, by title only" {
	near="$(sed -n '/━ [0-9]*　候補から外したもの/,/━ [0-9]*　今月/p' issue.txt)"
	[[ "$near" == *炭素排出権* ]]
	[ "$(xmllint --xpath 'count(//near[contains(title, "碳排放权")])' issue.xml)" -eq 1 ]
}

@test "the month's first and last day are in, the days beside them out" {
	[ "$(xmllint --xpath 'count(//entry[date="2026-06-01"])' issue.xml)" -eq 1 ]
	[ "$(xmllint --xpath 'count(//entry[date="2026-06-30"])' issue.xml)" -eq 1 ]
	run ! grep -q 済南 issue.txt
	# July 1 is told in advance, by its title
	[ "$(xmllint --xpath 'count(//section[@id="flash"]/line)' issue.xml)" -eq 1 ]
	[ "$(xmllint --xpath 'string(//section[@id="flash"]/line/date)' issue.xml)" = 2026-07-01 ]
	# a year alone is in no month
	[ "$(xmllint --xpath 'count(//*[date="2026"])' issue.xml)" -eq 0 ]
}

@test "entries stand in their places" {
	[ "$(xmllint --xpath 'count(//section[@id="central"]/entry)' issue.xml)" -eq 1 ]
	[ "$(xmllint --xpath 'string(//entry[contains(title, "上海市")]/@place)' issue.xml)" = 310000 ]
	[ "$(xmllint --xpath 'string(//entry[contains(title, "邯郸市")]/@place)' issue.xml)" = 130400 ]
	[ "$(xmllint --xpath 'count(//section[@id="other"]/entry)' issue.xml)" -eq 1 ]
	[ "$(xmllint --xpath 'count(//section[@id="drafts"]/line)' issue.xml)" -eq 1 ]
}

@test "news of a document is a line of its entry" {
	[ "$(xmllint --xpath 'string(//entry[number="国发〔2026〕31号"]/report/title)' issue.xml)" = \
		国务院印发《空气质量持续改善行动计划》 ]
}

@test "the XML follows the schema" {
	xmllint --noout --relaxng "$(root)/bulletin/templates/issue.rng" issue.xml
}

@test "text and page carry the same items" {
	ids="$(xmllint --xpath '//@item' issue.xml | grep -o '"[^"]*"' | tr -d '"' | sort -u)"
	[ "$(wc -l <<<"$ids")" -ge 6 ]
	for i in $ids; do
		grep -q "\[$i\]" issue.txt
		grep -q ">\[$i\]<" issue.html
	done
	for date in 2026-06-01 2026-06-10 2026-06-30; do
		grep -q "発表 $date" issue.txt
		grep -q "発表 $date" issue.html
	done
}

@test "hostile titles are only text" {
	run ! grep -qi '<script' issue.html
	run ! grep -q '<b>' issue.html
	grep -q '&lt;script&gt;alert(1)&lt;/script&gt; &amp;' issue.html
	grep -q '<script>alert(1)</script> &' issue.txt
	run ! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae' issue.txt
	run ! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae' issue.html
}

@test "the page loads nothing from elsewhere" {
	run ! grep -Eqi '<(img|link|iframe|object|script)|@import|url\(' issue.html
	grep -q '<html lang="ja">' issue.html
}

@test "ids and Japanese headlines survive CP932 and ISO-2022-JP" {
	shanghai="$(id 上海市大气污染防治条例)"
	for charset in CP932 ISO-2022-JP; do
		iconv -c -f UTF-8 -t $charset issue.txt | iconv -f $charset -t UTF-8 >"again.$charset"
		for i in $(xmllint --xpath '//entry/@item' issue.xml | grep -o '"[^"]*"' | tr -d '"'); do
			grep -q "^\[$i\]" "again.$charset"
		done
		grep -q "^\[$shanghai\] .*上海市大気汚染防治条例" "again.$charset"
		grep -q '発表 2026-06-30' "again.$charset"
		grep -q '本文は未収録' "again.$charset"
		grep -q '★この月は情報源の自動収集を実施していません' "again.$charset"
	done
}

@test "an edition puts its own partners first" {
	run -0 "$GEPPO" bulletin show 2026-06 --edition kitakyushu
	[[ "$output" == *"【北九州市版】"* ]]
	own="${output#*━━ 1　}"
	own="${own%%━━ 2　*}"
	[[ "$own" == *"上海市　新着1件"* ]]
	[[ "$own" == *"邯鄲市　新着1件"* ]]
	[[ "$own" == *"天津市　★未確認(収集は実施せず)"* ]]
	[[ "$own" != *瀋陽市* ]]
	[[ "$output" != *"0件"* ]]
}

@test "drafting again changes nothing, and an item stands in one issue" {
	run -0 "$GEPPO" bulletin draft 2026-06 --issued 2026-07-07
	"$GEPPO" bulletin show 2026-06 --format xml | cmp - issue.xml
	run -0 "$GEPPO" bulletin draft 2026-07 --issued 2026-08-07
	run -0 "$GEPPO" bulletin show 2026-07 --format xml
	[ "$(grep -c '<entry ' <<<"$output")" -eq 1 ]
	[[ "$output" == *昆明市机动车排气污染防治条例* ]]
}

@test "a month of nothing is an issue too" {
	run -0 "$GEPPO" bulletin draft 2019-01 --issued 2019-02-07
	run -0 "$GEPPO" bulletin show 2019-01
	[[ "$output" == *"掲載する項目は見つかりませんでした。"* ]]
	[[ "$output" == *"今月の確認範囲"* ]]
	[[ "$output" == *"協力対象の省・市"* ]]
	[[ "$output" == *"該当なし：中央政府、重点地域、その他の地域"* ]]
}

@test "wrong calls are told apart" {
	run -64 "$GEPPO" bulletin draft 2026
	[[ "$output" == *"not a month"*2026* ]]
	run -64 "$GEPPO" bulletin draft 2026-13
	run -64 "$GEPPO" bulletin draft 2026-06 --issued yesterday
	run -64 "$GEPPO" bulletin show 2026-06 --format rtf
	run -64 "$GEPPO" bulletin show
	run -65 "$GEPPO" bulletin send 2026-06 --any-day
	run -65 "$GEPPO" bulletin show 2001-01
	[[ "$output" == *"no issue"* ]]
	run -65 "$GEPPO" bulletin show 2026-06 --edition osaka
	[[ "$output" == *osaka* ]]
	run -78 "$GEPPO" bulletin draft 2026-06 --dir "$BATS_TEST_TMPDIR/none"
	run -74 bash -c '"$GEPPO" bulletin show 2026-06 >/dev/full'
}

@test "an approved issue is not drafted again" {
	cp -r "$GEPPO_DIR" "$BATS_TEST_TMPDIR/approved"
	sqlite3 "$BATS_TEST_TMPDIR/approved/geppo.db" "UPDATE issue SET state = 'approved' WHERE month = '2026-06'"
	run -65 "$GEPPO" bulletin draft 2026-06 --dir "$BATS_TEST_TMPDIR/approved"
	[[ "$output" == *approved* ]]
}

@test "an editor's template is used, and may touch no file" {
	cp -r "$GEPPO_DIR" "$BATS_TEST_TMPDIR/own"
	mkdir "$BATS_TEST_TMPDIR/own/templates"
	sheet="$BATS_TEST_TMPDIR/own/templates/issue-text.xsl"
	cat >"$sheet" <<'XSL'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="text"/><xsl:param name="edition"/>
<xsl:template match="/">見出し&#9;<xsl:value-of select="/issue/@month"/></xsl:template>
</xsl:stylesheet>
XSL
	run -0 "$GEPPO" bulletin show 2026-06 --dir "$BATS_TEST_TMPDIR/own"
	[ "$output" = "見出し2026-06" ]
	sed -i "s|<xsl:value-of.*/>|<xsl:document href='$BATS_TEST_TMPDIR/written'>x</xsl:document>|" "$sheet"
	run -65 "$GEPPO" bulletin show 2026-06 --dir "$BATS_TEST_TMPDIR/own"
	[ ! -e "$BATS_TEST_TMPDIR/written" ]
	sed -i "s|<xsl:document.*xsl:document>|<xsl:copy-of select=\"document('/etc/xml/catalog')\"/>|" "$sheet"
	run "$GEPPO" bulletin show 2026-06 --dir "$BATS_TEST_TMPDIR/own"
	[[ "$output" != *catalog\ xmlns* ]]
	echo '<xsl:broken' >"$sheet"
	run -78 "$GEPPO" bulletin show 2026-06 --dir "$BATS_TEST_TMPDIR/own"
	[[ "$output" == *issue-text.xsl* ]]
}
