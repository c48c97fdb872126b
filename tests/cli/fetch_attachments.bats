#!/usr/bin/env bats
# Files behind notices are fetched when the notice is one that we want to read, once, and again when
# the notice changes or is looked at again.
load fetch_site
bats_require_minimum_version 1.5.0

setup() {
	site_setup
	mkdir -p "$SITE/kept"
}
teardown() { site_stop; }

# page NAME TITLE FILE [WORDS]
page() {
	cat >"$SITE/kept/$1.html" <<-H
	<html><head><title>$2</title></head><body><h1>$2</h1><div>发布时间：2026-06-03 来源：试验市生态环境局</div>
	<div class="TRS_Editor"><p>各区县：现将有关文件印发给你们，请遵照执行。${4:-}</p><p><a href="/kept/$3">附件：全文</a></p></div></body></html>
	H
}

list() {
	{
		echo '<html><head><title>通知</title></head><body><ul>'
		for page in "$@"; do
			echo "<li><a href=\"/kept/$page.html\">$(sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$SITE/kept/$page.html")</a><span>2026-06-03</span></li>"
		done
		echo '</ul></body></html>'
	} >"$SITE/kept/index.html"
}

# Everything that is due, until nothing is.
rounds() {
	for _ in 1 2 3 4; do
		"$GEPPO" fetch --dir "$DIR"
		"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	done
	"$GEPPO" store --dir "$DIR"
	"$GEPPO" check --dir "$DIR"
}

# The next look is now.
due() { sql "UPDATE frontier SET due = '2026-01-01T00:00:00Z' WHERE url LIKE '%$1'"; }

@test "only the files of relevant notices are asked for, and once" {
	site_start 127.0.0.1
	source_add kept 127.0.0.1 /kept/
	page t1_1 关于印发大气污染防治试验方案的通知 plan.docx
	page t1_2 关于举办职工运动会的通知 sport.docx
	list t1_1 t1_2 t1_1
	printf '试验市大气污染防治方案\n一、加强扬尘治理，降低细颗粒物浓度。\n' | python3 tests/files.py docx "$SITE/kept/plan.docx"
	printf '比赛日程\n' | python3 tests/files.py docx "$SITE/kept/sport.docx"
	rounds
	[ "$(asked 127.0.0.1 | grep -c docx)" -eq 1 ]
	[ "$(asked 127.0.0.1 | grep docx)" = /kept/plan.docx ]
	[ "$(sql "SELECT role, title FROM frontier WHERE url LIKE '%docx'")" = "attachment|附件：全文" ]
	[ "$(sql "SELECT state, text FROM attachment_text")" = "read|试验市大气污染防治方案
一、加强扬尘治理，降低细颗粒物浓度。" ]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '[.attachments.read, .attachments.unasked]')" = "[1,1]" ]
	# Looked at again it is asked for with its validator, and is what it was.
	due plan.docx
	rounds
	[ "$(asked 127.0.0.1 | grep -c docx)" -eq 2 ]
	[ "$(sql "SELECT count(*) FROM version")" -eq 2 ]
	# The file changes: a version, with the difference.
	sleep 1 # two looks within one second are one instant
	printf '试验市大气污染防治方案\n一、加强扬尘治理，降低细颗粒物和臭氧浓度。\n' | python3 tests/files.py docx "$SITE/kept/plan.docx"
	due plan.docx
	rounds
	[ "$(sql "SELECT count(*) FROM version")" -eq 3 ]
	item=$("$GEPPO" store export-groups --dir "$DIR" | grep "$(sql "SELECT d.name FROM document d JOIN version v ON v.document = d.id WHERE by_attachment")" | cut -f2)
	[[ "$("$GEPPO" store diff --dir "$DIR" "$item")" == *"{+和臭氧+}"* ]]
	# The page changes: its file is looked at again without being due.
	page t1_1 关于印发大气污染防治试验方案的通知 plan.docx 本通知自发布之日起施行。
	due t1_1.html
	before=$(asked 127.0.0.1 | grep -c docx)
	rounds
	[ "$(asked 127.0.0.1 | grep -c docx)" -eq $((before + 1)) ]
}

@test "a page in place of the file, a file that is gone, one behind a redirect" {
	site_start 127.0.0.1
	source_add kept 127.0.0.1 /kept/
	page t1_1 关于印发大气污染防治第一方案的通知 one.docx
	page t1_2 关于印发大气污染防治第二方案的通知 two.docx
	page t1_3 关于印发大气污染防治第三方案的通知 three.docx
	list t1_1 t1_2 t1_3
	echo '<html><body>系统维护中，请稍后访问。</body></html>' >"$SITE/kept/one.docx"
	echo /kept/store/9 >"$SITE/kept/three.docx.to"
	mkdir -p "$SITE/kept/store"
	printf '试验市第三方案\n一、加强挥发性有机物治理。\n' | python3 tests/files.py docx "$SITE/kept/store/9"
	rounds
	[ "$(sql "SELECT a.href LIKE '%one.docx', t.state, t.why FROM attachment a JOIN attachment_text t ON t.id = a.file WHERE a.href LIKE '%one.docx'")" = "1|held|a page came instead of the file" ]
	[ "$(sql "SELECT t.state, t.text FROM attachment a JOIN attachment_text t ON t.id = a.file WHERE a.href LIKE '%three.docx'")" = "read|试验市第三方案
一、加强挥发性有机物治理。" ]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '.attachments | [.read, .held, .failed]')" = "[1,1,1]" ]
	# It is not taken for the file when the file comes.
	printf '试验市第一方案\n一、加强工业炉窑治理。\n' | python3 tests/files.py docx "$SITE/kept/one.docx"
	due one.docx
	rounds
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '.attachments | [.read, .held, .failed]')" = "[2,0,1]" ]
	# A new store from the archive alone says the same.
	NEW="$BATS_TEST_TMPDIR/new"
	mkdir -p "$NEW"
	cp -r "$DIR/config" "$NEW/"
	"$GEPPO" ingest --dir "$NEW" "$DIR"/archive/*.warc.gz
	"$GEPPO" parse --dir "$NEW" || [ $? -eq 1 ]
	texts() { sqlite3 "$1/geppo.db" "SELECT a.href, t.state, t.text FROM attachment a JOIN attachment_text t ON t.id = a.file ORDER BY 1"; }
	[ "$(texts "$NEW")" = "$(texts "$DIR")" ]
}
