#!/usr/bin/env bats
# What a source overrides by XPath: checked with the configuration, used on its pages in the cage.

setup() {
	cd "$BATS_TEST_TMPDIR"
	export GEPPO_DIR=$PWD/data
	"$GEPPO" init data > /dev/null
	cat > data/config/sources.yaml <<-'END'
	sources:
	- name_zh: 邯郸市
	  name_ja: 邯鄲市
	  level: city
	  region: 130400
	  article: '^http://hd.example/a/'
	  title_xpath: //b[@data-role='t']
	  published_xpath: string(//i)
	  issuer_xpath: //missing
	  body_xpath: //custom-text
	  drop_xpath: //div[@class='promo']
	  columns:
	  - {id: hd, column: 通知, list_url: 'http://hd.example/list/', item_xpath: "//tr[@role='row']",
	     item_title_xpath: "td[1]", item_link_xpath: "td[2]/a", item_date_xpath: "td[3]", next_xpath: "//*[@id='more']"}
	END
	cat > page.html <<-'END'
	<title>首页</title><div><b data-role=t>关于印发某方案的通知</b><i>2026-05-10</i><p>2020-01-01</p>
	<custom-text><p>第一段说明大气污染防治工作的要求，请各单位认真执行。</p>
	<div class=promo>这一段不属于正文，是站点的宣传，请不要收录。</div><p>第二段说明工作安排。</p></custom-text>
	<p>正文以外的一段话，也写得很长，讲的是本网站的其他事情，与本文无关。</p></div>
	END
	cat > list.html <<-'END'
	<ul><li><a href=/x1>本栏以外的链接之一号文件</a>2026-01-01<li><a href=/x2>本栏以外的链接之二号文件</a>2026-01-02</ul>
	<table><tr role=row><td>关于大气的公告一<td><a href="/a/1.html">看</a><td>2026-05-01
	<tr role=row><td>关于大气的公告二<td><a href="/a/2.html">看</a><td>2026年5月2日
	<tr role=row><td>没有链接的公告<td>–<td>2026-05-03</table><a id=more href="?p=2">还有</a>
	END
}

@test "fields and text of an article are those pointed at; what finds nothing is said" {
	run "$GEPPO" config check
	[ "$status" -eq 0 ]
	"$GEPPO" extract --source hd --explain < page.html > out
	[ "$(jq -r '[.kind, .title, .published, .explain.body] | @tsv' out)" = \
		"$(printf 'article\t关于印发某方案的通知\t2026-05-10\tbody_xpath')" ]
	[ "$(jq -r .body out)" = "第一段说明大气污染防治工作的要求，请各单位认真执行。
第二段说明工作安排。" ]
	[ "$(jq -r '.notes[]' out | grep xpath)" = "issuer_xpath: nothing found" ]
}

@test "rows of a list are those pointed at, and one without a link is counted" {
	"$GEPPO" extract --source hd --url http://hd.example/list/ < list.html > out
	[ "$(jq -r '.items[] | [.title, .href, .date] | @tsv' out)" = \
		"$(printf '关于大气的公告一\thttp://hd.example/a/1.html\t2026-05-01\n关于大气的公告二\thttp://hd.example/a/2.html\t2026-05-02')" ]
	[ "$(jq -r '[.kind, .dropped, .next] | @tsv' out)" = "$(printf 'listing\t1\thttp://hd.example/list/?p=2')" ]
}

@test "a wrong expression is a fault with file and line" {
	sed -i 's|//missing|//missing[|' data/config/sources.yaml
	run "$GEPPO" config check
	[ "$status" -eq 78 ]
	[[ "$output" == *"sources.yaml:9: "*issuer_xpath*"does not compile"* ]]
	run "$GEPPO" extract --source hd < page.html
	[ "$status" -eq 78 ]
	run "$GEPPO" extract --source nobody < page.html
	[ "$status" -eq 78 ]
}

@test "an expression that never ends is stopped, and the generic reading stands" {
	sed -i "s|//missing|//*[count(//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1]) > 1]|" data/config/sources.yaml
	{ cat page.html; yes '<p><b>x</b></p>' | head -n 300; } > long.html
	run timeout 20 "$GEPPO" extract --source hd < long.html
	[ "$status" -eq 0 ]
	jq -e '.notes[] | select(startswith("issuer_xpath: "))' <<< "$output"
	[ "$(jq -r .kind <<< "$output")" = article ]
}

@test "geppo parse reads a source's pages by its expressions" {
	[ -x "$(command -v python3)" ]
	python3 - <<-'END'
	body = open("page.html", "rb").read()
	http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
	head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
	    "WARC-Date: 2026-05-11T00:00:00Z\r\nWARC-Target-URI: http://hd.example/a/1.html\r\n"
	    "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)).encode()
	open("one.warc", "wb").write(head + http + b"\r\n\r\n")
	END
	"$GEPPO" ingest one.warc
	"$GEPPO" parse
	[ "$(sqlite3 data/geppo.db 'select title, published from version')" = "关于印发某方案的通知|2026-05-10" ]
}

@test "a source's charset decides where page and header name none and there is too little to tell" {
	printf '<p>\xa4\x6a\xae\xf0\xa6\xc3\xac\x56</p>' > short.html # 大氣污染 in Big5
	[ "$("$GEPPO" extract --source hd < short.html | jq -r .charset)" != big5 ]
	sed -i 's|^  level: city|  level: city\n  charset: big5|' data/config/sources.yaml
	[ "$("$GEPPO" extract --source hd < short.html | jq -r .charset)" = big5 ]
	[ "$("$GEPPO" extract --source hd < page.html | jq -r .charset)" = utf-8 ]
}
