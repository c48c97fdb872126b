#!/usr/bin/env bats
# Lists and heads of pages in ways of writing that are seldom: each row's title, day and address.

setup() { cd "$BATS_TEST_TMPDIR"; }

# Rows: how one is written from $t title, $d and $m and $y day, month, year, $h address.
rows() {
	cat > make.py <<-'END'
	import string, sys
	titles = ["关于印发大气污染防治工作要点的通知", "关于公布重点排污单位名录的公告", "四月份环境空气质量状况",
	    "关于征求机动车检验办法意见的公告", "关于启动重污染天气黄色预警的通知"]
	row = string.Template(sys.argv[1])
	print("<meta charset=utf-8><title>通知公告-甲市生态环境局</title>" + sys.argv[2])
	print("".join(row.substitute(t=t, y=2026, m="0%d" % (5 - i), d=28 - i, h="%d.html" % i) for i, t in enumerate(titles)))
	print(sys.argv[3])
	END
	python3 make.py "$1" "$2" "$3" > page.html
	run "$GEPPO" extract --url http://a.gov.cn/tz/index.html page.html
	jq -r '[.kind, .items[0, 4].title, .items[0, 4].date, .items[4].href] | join("|")' <<< "$output" > got
	echo "listing|关于印发大气污染防治工作要点的通知|关于启动重污染天气黄色预警的通知|2026-05-28|2026-01-24|http://a.gov.cn/tz/4.html" |
		diff - got
}

@test "a date within the link, whole or in two pieces" {
	rows '<a href="$h"><span>$t</span><span>$y-$m-$d</span></a>' '<div>' '</div>'
	rows '<li><a href="$h"><div><span>$m-$d</span><span>$y</span></div><div>$t</div></a></li>' '<ul>' '</ul>'
	rows '<li><b>${m}月${d}日</b><i>$y</i><a href="$h">$t</a></li>' '<ul>' '</ul>'
}

@test "links in lines, the date behind each" {
	rows '·<a href="$h">$t</a> ($y-$m-$d)<br>' '<table><tr><td>' '</td></tr></table>'
}

@test "objects in a script, whatever their variable is called" {
	rows '{"title":"$t","url":"$h","pubDate":"$y-$m-$d 10:00:00"},' '<div></div><script>var anyList = [' '{}];</script>'
}

@test "the next page by a sign or by its number" {
	rows '<li><a href="$h">$t</a>$y-$m-$d</li>' '<ul>' '</ul><a href="?page=2">2</a><a href="?page=9">9</a>'
	jq -e '.next == "http://a.gov.cn/tz/index.html?page=2"' <<< "$output"
	rows '<li><a href="$h">$t</a>$y-$m-$d</li>' '<ul>' '</ul><a href="?page=1">1</a><a href="?page=2">2</a>'
	jq -e '.next == null' <<< "$output"
	rows '<li><a href="$h">$t</a>$y-$m-$d</li>' '<ul>' '</ul><a href="?page=1">1</a><a href="?page=3">&gt;</a>'
	jq -e '.next == "http://a.gov.cn/tz/index.html?page=3"' <<< "$output"
}

@test "a title on two lines, a date in English, a number under another label" {
	text='为持续改善环境空气质量，根据有关规定，结合本市实际，现就有关事项通知如下，请各单位认真贯彻执行，并按时报送情况。'
	cat > page.html <<-END
	<meta charset=utf-8><title>甲市生态环境局关于加强治理的通知--甲市人民政府</title>
	<p>公文编号：甲环函〔2026〕3号</p><h2>甲市生态环境局<br>关于加强治理的通知</h2><span>May 8, 2026</span><div><p>$text</p><p>$text</p></div>
	END
	run "$GEPPO" extract page.html
	echo "$output"
	[ "$(jq -r '[.title, .published, .doc_number] | join("|")' <<< "$output")" = \
		"甲市生态环境局关于加强治理的通知|2026-05-08|甲环函〔2026〕3号" ]
}

@test "a column's name in <title>, a later update, JSON-LD, a line above its files" {
	text='为持续改善环境空气质量，根据有关规定，结合本市实际，现就有关事项通知如下，请各单位认真贯彻执行，并按时报送情况。'
	cat > page.html <<-END
	<meta charset=utf-8><title>甲市环境</title><table><tr><td>关于加强重点行业治理的通知</td></tr><tr><td>添加日期：2026年05月08日
	更新时间：2026年05月10日</td></tr><tr><td><div>$text</div><div>$text</div></td></tr></table>
	END
	run "$GEPPO" extract page.html
	echo "$output"
	[ "$(jq -r '[.title, .published] | join("|")' <<< "$output")" = "关于加强重点行业治理的通知|2026-05-08" ]
	cat > page.html <<-END
	<meta charset=utf-8><title>关于加强重点行业治理的通知</title><script type="application/ld+json">{"datePublished": "2026-05-08T08:00:00+08:00"}</script>
	<h1>关于加强重点行业治理的通知</h1><div>$text</div><div>$text</div>
	END
	run "$GEPPO" extract page.html
	[ "$(jq -r .published <<< "$output")" = 2026-05-08 ]
	cat > page.html <<-END
	<meta charset=utf-8><title>关于加强重点行业治理的通知</title><div><h1>关于加强重点行业治理的通知</h1><div>发布日期：2026-05-08</div>
	<div><p>现将有关文件予以公布，详见附件。</p><p><a href="/a.pdf">重点行业治理方案.pdf</a></p></div></div>
	END
	run "$GEPPO" extract page.html
	jq -e '(.body | startswith("现将有关文件予以公布，详见附件。")) and (.attachments | length) == 1' <<< "$output"
}
