#!/usr/bin/env bats
# A page that changes: from the site to the bulletin. What a site puts around a text is no news.
bats_require_minimum_version 1.5.0

setup() {
	export LC_ALL=C.UTF-8 TZ=Asia/Shanghai
	NOW=$(date +%Y-%m)
	BEFORE=$(date -d "$NOW-01 -1 day" +%Y-%m) NEXT=$(date -d "$NOW-01 +32 days" +%Y-%m)
	D="$BATS_TEST_TMPDIR/d" SITE="$BATS_TEST_TMPDIR/site"
	"$GEPPO" init "$D" >/dev/null
	mkdir -p "$SITE/tz"
	python3 - "$SITE" >"$BATS_TEST_TMPDIR/port" <<'END' 2>/dev/null 3>&- &
import functools, http.server, sys
h = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), h)
print(s.server_address[1], flush=True)
s.serve_forever()
END
	SERVER=$!
	for _ in $(seq 100); do [ -s "$BATS_TEST_TMPDIR/port" ] && break; sleep 0.05; done
	PORT=$(cat "$BATS_TEST_TMPDIR/port")
	cat >"$D/config/geppo.yaml" <<-YAML
	fetch:
	  contact: versions-test@example.jp
	  delay_seconds: 0
	  allow_networks: [127.0.0.0/8]
	YAML
	cat >"$D/config/sources.yaml" <<-YAML
	sources:
	- {id: s1, name_zh: 生态环境部, name_ja: 生態環境部, column: 通知, level: central, region: 000000, delay_seconds: 0, list_url: "http://127.0.0.1:$PORT/tz/"}
	YAML
}

teardown() { kill "$SERVER" 2>/dev/null || true; }

# page N TITLE COUNTER SHARE DATE TEXT: an article, and what its site puts around it
page() {
	cat >"$SITE/tz/t20260610_100$1.html" <<-HTML
	<!DOCTYPE html><html><head><meta charset="utf-8"><title>$2</title>
	<meta name="ArticleTitle" content="$2"><meta name="PubDate" content="$5"></head>
	<body><h1>$2</h1><div class="info">发布时间：$5 来源：生态环境部 浏览次数：$3</div>
	<div class="TRS_Editor">$6</div><div class="share">$4</div></body></html>
	HTML
}

list() {
	{
		echo '<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知</title></head><body><ul class="list">'
		for n in "$@"; do echo "<li><a href=\"t20260610_100$n.html\">$(sed -n 's|.*<title>\(.*\)</title>.*|\1|p' "$SITE/tz/t20260610_100$n.html")</a><span>$BEFORE-1$n</span></li>"; done
		echo '</ul></body></html>'
	} >"$SITE/tz/index.html"
}

pass() {
	sqlite3 "$D/geppo.db" "UPDATE frontier SET due = '2026-01-01T00:00:00Z'" 2>/dev/null || true
	"$GEPPO" fetch --source s1 --dir "$D"
	"$GEPPO" parse --dir "$D"
	"$GEPPO" fetch --dir "$D"
	"$GEPPO" parse --dir "$D"
	"$GEPPO" store --dir "$D"
}

text() {
	printf '<p>各省、自治区生态环境厅：</p><p>第一条 为改善空气质量，制定本方案。</p><p>第二条 到2027年，第%s类源的挥发性有机物排放量下降%s。</p><p>第三条 各地应当落实%s号方案，按月报送进展。</p>%s' "$1" "$2" "$1" "$3"
}

first() {
	for n in 1 2 3 4 5; do
		page "$n" "关于印发《第${n}类源挥发性有机物综合治理方案》的通知" "${n}2" '分享到：微信 微博' "$BEFORE-1$n 09:00" "$(text "$n" 10% '')"
	done
	for n in 6 7 8 9; do
		page "$n" "关于印发《第${n}批扬尘治理方案》的通知" 7 '' "$BEFORE-01 09:00" "$(text "$n" 5% '')"
	done
}

@test "fetched, parsed, stored, drafted: one changed text is news, four changed pages are not" {
	first
	list 6 7 8 9
	pass # the first harvest is the baseline
	sleep 1 # the server tells when a page changed by whole seconds
	list 1 2 3 4 5 6 7 8 9
	pass
	"$GEPPO" bulletin draft "$BEFORE" --issued "$NOW-02" --dir "$D"
	"$GEPPO" bulletin show "$BEFORE" --format xml --dir "$D" >"$BATS_TEST_TMPDIR/before.xml"
	[ "$(xmllint --xpath 'count(//entry)' "$BATS_TEST_TMPDIR/before.xml")" -eq 9 ]

	sleep 1
	title() { echo "关于印发《第${1}类源挥发性有机物综合治理方案》的通知"; }
	page 1 "$(title 1)" 12 '分享到：微信 微博' "$BEFORE-11 09:00" "$(text 1 20% '<p>第四条 本方案自印发之日起施行。</p>')"
	page 2 "$(title 2)" 90210 '分享到：微信 微博' "$BEFORE-12 09:00" "$(text 2 10% '<p>浏览次数：90210</p>')"
	page 3 "$(title 3)" 32 '分享到：微信 微博 抖音 手机扫一扫' "$BEFORE-13 09:00" "$(text 3 10% '<p>分享到：抖音</p><p>【打印】【关闭】</p>')"
	page 4 "$(title 4)" 42 '' "$BEFORE-14 09:00" "$(text 4 10% '' | sed 's|。</p>|。 \&nbsp;</p>\n|g; s|<p>|<p>　　|g; s|为改善|为 改善|')"
	page 5 "$(title 5)" 52 '' "$(date -d "$BEFORE-15" +%Y年%-m月%-d日)" "$(text 5 10% '')"
	pass

	# Every version is kept, with its capture and its instant; sqlite is the oracle.
	ask() { sqlite3 "$D/geppo.db" "$1"; }
	[ "$(ask "SELECT count(*) FROM version v JOIN document d ON d.id = v.document WHERE d.url LIKE '%1001.html'")" -eq 2 ]
	[ "$(ask "SELECT count(DISTINCT v.at || v.capture) FROM version v JOIN document d ON d.id = v.document JOIN capture c ON c.record = v.capture AND c.at = v.at WHERE d.url LIKE '%1001.html'")" -eq 2 ]
	[ "$(ask "SELECT count(*) FROM version WHERE body LIKE '%下降10！%' OR body LIKE '%第1类源%下降10%'")" -eq 1 ]
	run --separate-stderr "$GEPPO" store changes --json --dir "$D"
	[ "$status" -eq 0 ]
	echo "$output"
	[ "$(jq length <<<"$output")" -eq 1 ]
	document=$(ask "SELECT name FROM document WHERE url LIKE '%1001.html'")
	run --separate-stderr "$GEPPO" store diff "$document" --dir "$D"
	[[ "$output" == *"10"*"20"* && "$output" == *"第四条"* && "$output" != *"第三条"* ]]

	"$GEPPO" bulletin draft "$NOW" --issued "$NEXT-05" --dir "$D"
	"$GEPPO" bulletin show "$NOW" --format xml --dir "$D" >"$BATS_TEST_TMPDIR/now.xml"
	say() { xmllint --xpath "$1" "$BATS_TEST_TMPDIR/now.xml"; }
	[ "$(say 'count(//followup)')" -eq 1 ]
	[ "$(say 'string(//followup[@kind="changed"]/title)')" = "$(title 1)" ]
	[ "$(say 'string(//followup/change/@changed)')" -eq 1 ]
	[ "$(say 'string(//followup/change/@added)')" -eq 1 ]
	[ "$(say 'count(//entry)')" -eq 0 ]
	"$GEPPO" bulletin show "$NOW" --format text --dir "$D" | sed ':a;N;$!ba;s/\n//g;s/[ 　]//g' | grep -q '本文が改められた'
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}

@test "a page left blank keeps its text; back again, it never changed" {
	says() {
		jq -nc --arg body "$1" '{id: "x", title: "关于加强工业炉窑管理的通知", issuer: "保定市生态环境局", published: "2027-01-10",
			doc_number: "保环发〔2027〕3号", body: $body}' >"$BATS_TEST_TMPDIR/x.jsonl"
		"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/x.jsonl" 2>/dev/null
		"$GEPPO" store --dir "$D" 2>/dev/null
	}
	changes() { "$GEPPO" store changes --json --dir "$D" | jq -c '.[] | [.from, .to, .removed]'; }
	says $'第一条 炉窑应当联网。\n第二条 限值为每立方米30毫克。'
	says ""
	# While it lasts it is told, and what was read stays what readers find.
	[ "$(changes)" = "[1,2,2]" ]
	run "$GEPPO" search 限值 --dir "$D"
	[[ "$output" == A0000A* ]]
	[ "$("$GEPPO" export --of documents --dir "$D" | jq -r '.version, .body' | head -1)" = 1 ]
	says $'第一条 炉窑应当联网。\n第二条 限值为每立方米30毫克。'
	[ -z "$(changes)" ]
	[ "$(sqlite3 "$D/geppo.db" "SELECT group_concat(length(body)) FROM version")" = 28,0,28 ]
	says ""
	says $'第一条 炉窑应当联网。\n第二条 限值为每立方米20毫克。'
	[ "$(changes)" = "[3,5,0]" ]
	run "$GEPPO" store diff x --dir "$D"
	[[ "$output" == *"[-30-]{+20+}"* ]]
	run "$GEPPO" check --all --dir "$D"
	[ "$status" -eq 0 ]
}
