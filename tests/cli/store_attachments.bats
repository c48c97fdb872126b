#!/usr/bin/env bats
# Pages and the files behind them are one document, whichever comes first: labels, key facts,
# items, search, versions. Archives are made here; what is in the store, sqlite3 says from outside.
bats_require_minimum_version 1.5.0

SITE=http://sthj.example.cn/tz

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	new "$DIR"
}

new() {
	mkdir -p "$1/config"
	cat >"$1/config/sources.yaml" <<-YAML
	sources:
	- {id: shiyan, name_zh: 试验市生态环境局, name_ja: 試験市生態環境局, column: 通知, level: central, region: 000000, list_url: "$SITE/", article: '^http://sthj\.example\.cn/tz/[a-z]+\d*$'}
	YAML
}

sql() { sqlite3 "$DIR/geppo.db" "$@"; }

# archive NAME < SPEC: see tests/files.py.
archive() { python3 tests/files.py "$BATS_TEST_TMPDIR/$1.warc.gz"; }

# take NAME...: the archives one after the other, each parsed before the next; then grouped.
take() {
	for name in "$@"; do
		"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/$name.warc.gz"
		"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	done
	"$GEPPO" store --dir "$DIR"
	"$GEPPO" check --dir "$DIR"
}

# A plan of a made-up city, one paragraph a line; $1: its concentration, $2: further words.
plan() {
	jq -nc --arg target "${1:-32}" --arg more "${2:-}" '["试验市空气质量持续改善行动方案",
	"为深入打好蓝天保卫战，持续改善全市环境空气质量，结合本市实际，制定本方案。",
	"一、主要目标。到2027年，全市细颗粒物（PM2.5）年均浓度控制在\($target)微克/立方米以下，重度及以上污染天数比率控制在百分之一以内。",
	"二、优化产业结构。严格控制高耗能高排放项目，依法依规淘汰落后产能，推动钢铁、焦化、水泥行业超低排放改造，完成三十台工业炉窑清洁能源替代。",
	"三、优化能源结构。有序推进散煤清洁替代，巩固提升平原地区清洁取暖成果，新增用电量主要由非化石能源发电满足。",
	"四、优化交通结构。推进大宗货物铁路运输，加快淘汰国三及以下排放标准柴油货车，港口码头岸电使用率提高到百分之八十。",
	"五、强化面源治理。施工工地落实百分之百围挡、覆盖、冲洗要求，禁止露天焚烧秸秆，治理餐饮油烟和恶臭异味扰民问题。",
	"六、强化多污染物减排。推进挥发性有机物全流程全环节综合治理，开展低效失效治理设施排查整治，推进氨排放控制。",
	"七、完善应对机制。修订重污染天气应急预案，动态更新应急减排清单，实施区域联防联控，提升预警预报能力。\($more)"]'
}

bland() {
	cat <<-J
	{"url":"$SITE/article1","page":{"title":"关于做好有关工作的通知","date":"2026-06-03","body":["各区县：现将有关事项通知如下，请遵照执行。"],"files":[["附件1 工作方案","$SITE/f/plan.docx"],["附件2 名单","$SITE/f/list.pdf"]]}}
	J
}

files() {
	cat <<-J
	{"url":"$SITE/f/plan.docx","docx":$(plan)}
	{"url":"$SITE/f/list.pdf","scan":2}
	J
}

# All that follows from pages and files, without instants and row numbers.
answer() {
	sqlite3 "$1/geppo.db" <<-'SQL'
	SELECT 'capture', record, state, outcome, why FROM capture ORDER BY record;
	SELECT 'version', name, number, v.at, title, doc_number, head, by_attachment FROM document d JOIN version v ON v.document = d.id ORDER BY 2, 3;
	SELECT 'attachment', name, number, n, href, t.state, t.why, t.at, t.text, t.facts FROM document d JOIN version v ON v.document = d.id JOIN attachment a ON a.version = v.id LEFT JOIN attachment_text t ON t.id = a.file ORDER BY 2, 3, 4;
	SELECT 'label', name, kind, rank, value, term, field, offset FROM label JOIN document ON document.id = label.document ORDER BY name, kind, rank;
	SELECT 'group', group_concat(name) FROM (SELECT item, name FROM item_document m JOIN document d ON d.id = m.document ORDER BY item, name) GROUP BY item ORDER BY 2;
	SELECT 'texts', count(*) FROM attachment_text;
	SELECT 'relabel', count(*) FROM document WHERE relabel > 0;
	SELECT 'frontier', url, role FROM frontier ORDER BY url;
	SQL
}

@test "a bland notice is what its file says; the words have their place; scanned is said" {
	{ bland; files; } | archive a
	take a
	[ "$(sql "SELECT value, field FROM label WHERE kind = 'air'")" = "yes|attachment 1" ]
	offset=$(sql "SELECT offset FROM label WHERE kind = 'air'")
	term=$(sql "SELECT term FROM label WHERE kind = 'air'")
	[ "$(sql "SELECT substr(CAST(text AS BLOB), $offset + 1, length(CAST('$term' AS BLOB))) = CAST('$term' AS BLOB) FROM attachment_text WHERE state = 'read'")" = 1 ]
	run "$GEPPO" store why --dir "$DIR" A0000A
	[[ "$output" == *"attachment 1: read, docx"* ]]
	[[ "$output" == *"attachment 2: scanned, pdf"*"scanned, not read: 2 pages without a text layer"* ]]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c .attachments)" = '{"read":1,"scanned":1,"held":0,"waiting":0,"failed":0,"unasked":0,"ocr":0}' ]
	[[ "$("$GEPPO" status --lang ja --dir "$DIR")" == *"画像のみ（未読）"* ]]
	run --separate-stderr "$GEPPO" parse --relabel --dir "$DIR"
	[ "$output" = "" ]
}

@test "page first, file first, together, twice: the same in the end" {
	bland | archive page
	files | archive files
	{ files; bland; } | archive both
	take page files
	[ "$(sql "SELECT relabel FROM document")" = 0 ]
	answer "$DIR" >"$BATS_TEST_TMPDIR/want"
	grep -q 'label.*attachment 1' "$BATS_TEST_TMPDIR/want"
	for order in "files page" "both" "page files page both"; do
		DIR="$BATS_TEST_TMPDIR/${order// /-}"
		new "$DIR"
		take $order
		answer "$DIR" | diff "$BATS_TEST_TMPDIR/want" -
	done
	# A rebuild and another reading of the archive change nothing.
	"$GEPPO" parse --again --dir "$DIR"
	"$GEPPO" store --rebuild --dir "$DIR"
	answer "$DIR" | diff "$BATS_TEST_TMPDIR/want" -
	[[ "$("$GEPPO" search --dir "$DIR" 岸电使用率)" == *"attachment 1, 附件1 工作方案: "*"【岸电使用率】"* ]]
	"$GEPPO" check --dir "$DIR"
}

@test "the plan as a page here and as PDF there is one item; who explains or forwards it is another" {
	body=$(plan)
	archive a <<-J
	{"url":"$SITE/article1","page":{"title":"试验市空气质量持续改善行动方案","date":"2026-06-03","body":$body}}
	{"url":"http://other.example.cn/n/10234","page":{"title":"试验市发布文件","date":"2026-06-05","source":"试验市人民政府","body":["点击下载。"],"files":[["正文","http://other.example.cn/n/a.pdf"]]}}
	{"url":"http://other.example.cn/n/a.pdf","pdf":$body}
	{"url":"http://other.example.cn/n/10235","page":{"title":"《试验市空气质量持续改善行动方案》政策解读","date":"2026-06-05","source":"试验市人民政府","body":["一、背景。二、主要内容。"],"files":[["原文","http://other.example.cn/n/b.pdf"]]}}
	{"url":"http://other.example.cn/n/b.pdf","pdf":$body}
	{"url":"http://county.example.cn/n/10236","page":{"title":"关于转发《试验市空气质量持续改善行动方案》的通知","date":"2026-06-15","source":"某县人民政府","body":["各乡镇：现将方案转发给你们，请遵照执行。"],"files":[["方案","http://county.example.cn/n/c.docx"]]}}
	{"url":"http://county.example.cn/n/c.docx","docx":$body}
	J
	take a
	item() { "$GEPPO" store export-groups --dir "$DIR" | awk -v d="$(sql "SELECT name FROM document WHERE url = '$1'")" '$1 == d {print $2}'; }
	[ "$(item $SITE/article1)" = "$(item http://other.example.cn/n/10234)" ]
	[ "$(item $SITE/article1)" != "$(item http://other.example.cn/n/10235)" ]
	[ "$(item $SITE/article1)" != "$(item http://county.example.cn/n/10236)" ]
	[ "$("$GEPPO" store export-groups --dir "$DIR" | cut -f2 | sort -u | wc -l)" -eq 3 ]
}

@test "a red head gives what the page lacks, and never overrides it" {
	paper='["试环发〔2026〕15号","关于印发试验市扬尘污染防治办法的通知","各区县人民政府：","现将《试验市扬尘污染防治办法》印发给你们，请认真贯彻执行。","试验市生态环境局","2026年5月28日","试验市生态环境局办公室 2026年5月29日印发"]'
	archive a <<-J
	{"url":"$SITE/article1","page":{"title":"关于印发试验市扬尘污染防治办法的通知","body":["请见附件。"],"files":[["全文","$SITE/f/1.ofd"]]}}
	{"url":"$SITE/f/1.ofd","ofd":$paper}
	{"url":"$SITE/article2","page":{"title":"试验市生态环境局关于印发试验市扬尘污染防治办法的通知（试环发〔2026〕16号）","date":"2026-06-03","body":["试环发〔2026〕16号","请见附件。"],"files":[["全文","$SITE/f/2.docx"]]}}
	{"url":"$SITE/f/2.docx","docx":$paper}
	{"url":"$SITE/article3","page":{"title":"关于转发试验市扬尘污染防治办法的通知","body":["各科室：现转发，请认真学习。"],"files":[["原文","$SITE/f/3.docx"]]}}
	{"url":"$SITE/f/3.docx","docx":$paper}
	J
	take a
	field() { sql "SELECT ifnull($2, '-') FROM document d JOIN version v ON v.document = d.id WHERE d.url = '$SITE/$1' ORDER BY number DESC LIMIT 1"; }
	[ "$(field article1 doc_number)" = "试环发〔2026〕15号" ]
	[ "$(field article1 written)" = 2026-05-28 ]
	[ "$(field article1 published)" = 2026-05-29 ]
	[ "$(field article2 doc_number)" = "试环发〔2026〕16号" ]
	[ "$(field article2 published)" = 2026-06-03 ]
	[[ "$(field article2 head)" == *'"field":"doc_number","page":"试环发〔2026〕16号","attachment":"试环发〔2026〕15号"'* ]]
	# What is handed on is another's paper: its number is not ours.
	[ "$(field article3 doc_number)" = - ]
	run "$GEPPO" store why --dir "$DIR" A0000A
	[[ "$output" == *"doc_number from attachment 1: 试环发〔2026〕15号"* ]]
	# Reading again changes nothing: what the head gave is not what the page says.
	answer "$DIR" >"$BATS_TEST_TMPDIR/want"
	run --separate-stderr "$GEPPO" parse --again --dir "$DIR"
	[ "$output" = "" ]
	answer "$DIR" | diff "$BATS_TEST_TMPDIR/want" -
}

@test "a file that says something else is a version with the difference; what was not read replaces nothing" {
	archive one <<-J
	$(bland)
	{"url":"$SITE/f/plan.docx","docx":$(plan 32),"at":"2026-06-30T01:02:10Z"}
	J
	echo "{\"url\":\"$SITE/f/plan.docx\",\"docx\":$(plan 30),\"at\":\"2026-07-05T00:00:00Z\"}" | archive two
	echo "{\"url\":\"$SITE/f/plan.docx\",\"html\":\"<html><body>系统维护中</body></html>\",\"at\":\"2026-07-06T00:00:00Z\"}" | archive three
	take one two three
	[ "$(sql "SELECT number || ' ' || at || ' ' || by_attachment FROM version ORDER BY at")" = "1 2026-06-30T01:02:03Z 0
2 2026-07-05T00:00:00Z 1" ]
	run "$GEPPO" store diff --dir "$DIR" A0000A
	[[ "$output" == *"1 clauses changed, 0 added, 0 removed"* ]]
	[[ "$output" == *"[-32-]{+30+}微克"* ]]
	run "$GEPPO" store changes --dir "$DIR"
	[[ "$output" == "A0000A "* ]]
	run "$GEPPO" store why --dir "$DIR" A0000A
	[[ "$output" == *"attachment 1: read"* ]]
	answer "$DIR" | grep -v '^capture' >"$BATS_TEST_TMPDIR/want"
	DIR="$BATS_TEST_TMPDIR/other"
	new "$DIR"
	take three two one
	answer "$DIR" | grep -v '^capture' | sed 's/^version|\([^|]*\)|[12]|/version|\1|N|/; s/^attachment|\([^|]*\)|[12]|/attachment|\1|N|/' | sort >"$BATS_TEST_TMPDIR/got"
	sed 's/^version|\([^|]*\)|[12]|/version|\1|N|/; s/^attachment|\([^|]*\)|[12]|/attachment|\1|N|/' "$BATS_TEST_TMPDIR/want" | sort | diff - "$BATS_TEST_TMPDIR/got"
}

@test "key facts of a file come with its number, and stay the page's without it" {
	{ bland; files; } | archive a
	take a
	facts=$(sql "SELECT facts FROM attachment_text WHERE state = 'read'")
	[ "$(jq length <<<"$facts")" -gt 0 ]
	"$GEPPO" bulletin draft 2026-06 --dir "$DIR" --issued 2026-07-05
	run "$GEPPO" bulletin show 2026-06 --dir "$DIR" --format text
	[[ "$output" == *"PM2.5"*"32"*"(添付1)(機械抽出)"* ]]
	[[ "$output" != *"本文は未収録"* ]]
}

@test "a web page is no file; what an office program wrote as one is" {
	archive a <<-J
	$(bland)
	{"url":"$SITE/f/plan.docx","html":"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta name=ProgId content=Word.Document></head><body><p>试验市扬尘管理方案</p><p>各工地应当洒水降尘，运输车辆应当密闭，落实六个百分之百要求。</p></body></html>"}
	J
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/a.warc.gz"
	sql "UPDATE capture SET role = 'attachment' WHERE url LIKE '%docx'"
	"$GEPPO" parse --dir "$DIR"
	[[ "$(sql "SELECT state, type, text FROM attachment_text")" == "read|html|"*"洒水降尘"* ]]
}

@test "a hostile file costs itself, with its reason" {
	archive a <<-J
	$(bland)
	{"url":"$SITE/f/plan.docx","raw":"PK\u0003\u0004 no archive at all"}
	{"url":"$SITE/f/list.pdf","pdf":$(plan)}
	J
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/a.warc.gz"
	run --separate-stderr "$GEPPO" parse --dir "$DIR"
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"attachment $SITE/f/plan.docx: held: "* ]]
	[[ "$stderr" == *"1 attachments read, 0 scanned and not read, 1 held"* ]]
	"$GEPPO" store --dir "$DIR"
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '[.attachments.read, .attachments.held]')" = "[1,1]" ]
}

@test "killed at any point: nothing lost, nothing doubled" {
	{ for n in 1 2 3 4; do bland | sed "s/article1/article$n/; s,/f/,/f$n/,g"; files | sed "s,/f/,/f$n/,g"; done; } | archive a
	"$GEPPO" ingest --dir "$DIR" "$BATS_TEST_TMPDIR/a.warc.gz"
	cp -r "$DIR" "$BATS_TEST_TMPDIR/before"
	"$GEPPO" parse --dir "$DIR"
	"$GEPPO" store --dir "$DIR"
	answer "$DIR" >"$BATS_TEST_TMPDIR/calm"
	calm=$DIR
	hits=0
	# The program is ended at its n-th call of fdatasync: before and after each commit.
	for n in 1 2 3 5 8 12 17 23 30 38 47 57 68; do
		DIR="$BATS_TEST_TMPDIR/k"
		rm -rf "$DIR"
		cp -r "$BATS_TEST_TMPDIR/before" "$DIR"
		code=0
		strace -f -o /dev/null -e trace=fdatasync,fsync -e inject=fdatasync,fsync:signal=KILL:when=$n \
			"$GEPPO" parse --dir "$DIR" >/dev/null 2>&1 || code=$?
		[ "$code" -eq 137 ] || continue
		hits=$((hits + 1))
		"$GEPPO" parse --dir "$DIR"
		"$GEPPO" store --dir "$DIR"
		answer "$DIR" | diff "$BATS_TEST_TMPDIR/calm" -
	done
	[ "$hits" -ge 8 ]
	"$GEPPO" check --dir "$DIR"
}

@test "a file that a listing names is a document of its own, and the same item as its page elsewhere" {
	list="{\"url\":\"$SITE/\",\"html\":\"<html><head><title>通知</title></head><body><ul>$(for n in 1 2 3; do
		printf '<li><a href=\\"/tz/f/%d.pdf\\">关于印发试验市第%d期大气污染防治方案的通知</a><span>2026-06-0%d</span></li>' $n $n $n; done)</ul></body></html>\"}"
	paper='["试环发〔2026〕1号","关于印发试验市第1期大气污染防治方案的通知","各区县人民政府：","现将方案印发给你们，请认真贯彻执行，切实降低细颗粒物浓度，做好重污染天气应对。","试验市生态环境局","2026年6月1日"]'
	echo "$list" | archive list
	archive files <<-J
	{"url":"$SITE/f/1.pdf","pdf":$paper}
	{"url":"$SITE/f/2.pdf","scan":1}
	{"url":"http://other.example.cn/n/20261","page":{"title":"关于印发试验市第1期大气污染防治方案的通知","date":"2026-06-02","body":$paper}}
	J
	take list files
	[ "$(sql "SELECT title, doc_number, written, published, body FROM version v JOIN document d ON d.id = v.document WHERE d.url LIKE '%/1.pdf'")" = "关于印发试验市第1期大气污染防治方案的通知|试环发〔2026〕1号|2026-06-01|2026-06-01|" ]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '[.documents.total, .attachments.read, .attachments.scanned]')" = "[3,1,1]" ]
	[ "$("$GEPPO" store export-groups --dir "$DIR" | cut -f2 | sort -u | wc -l)" -eq 2 ]
	run --separate-stderr "$GEPPO" parse --again --dir "$DIR"
	[ "$status" -eq 0 ] && [ "$output" = "" ]
	answer "$DIR" >"$BATS_TEST_TMPDIR/want"
	DIR="$BATS_TEST_TMPDIR/other"
	new "$DIR"
	take files list
	"$GEPPO" parse --dir "$DIR"
	"$GEPPO" store --dir "$DIR"
	answer "$DIR" | diff "$BATS_TEST_TMPDIR/want" -
}

@test "a loaded record brings the texts of its files" {
	line="{\"id\":\"L1\",\"title\":\"关于做好有关工作的通知\",\"published\":\"2020-06-03\",\"body\":\"请见附件。\",\"attachments\":[{\"text\":\"附件\",\"href\":\"http://a.example.cn/1.pdf\",\"type\":\"pdf\",\"body\":$(plan 32 | jq 'join("\n")')},{\"text\":\"附件2\"}]}"
	for n in 1 2; do
		echo "$line" >"$BATS_TEST_TMPDIR/l.jsonl"
		run --separate-stderr "$GEPPO" load --dir "$DIR" "$BATS_TEST_TMPDIR/l.jsonl"
		[[ "$stderr" == *"$((2 - n)) documents taken in, $((n - 1)) known already, 0 lines refused"* ]]
	done
	"$GEPPO" store --dir "$DIR"
	"$GEPPO" check --dir "$DIR"
	[ "$(sql "SELECT value, field FROM label WHERE kind = 'air'")" = "borderline|attachment 1" ]
	[[ "$("$GEPPO" search --dir "$DIR" 岸电使用率)" == *"attachment 1, 附件: "* ]]
	[ "$(sql "SELECT count(*) FROM attachment")" -eq 2 ]
	echo '{"title":"某通知","attachments":"x"}' >"$BATS_TEST_TMPDIR/l.jsonl"
	run --separate-stderr "$GEPPO" load --dir "$DIR" "$BATS_TEST_TMPDIR/l.jsonl"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"attachments: must be a list"* ]]
}
