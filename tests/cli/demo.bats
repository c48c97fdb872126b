#!/usr/bin/env bats
# The demo month end to end. What is expected here was written by hand from demo/month.txt.
bats_require_minimum_version 1.5.0

setup_file() {
	cd "$BATS_TEST_DIRNAME/../.."
	export GEPPO_DEMO_DIR="$BATS_FILE_TMPDIR/demo"
	demo/run >"$BATS_FILE_TMPDIR/out" 2>"$BATS_FILE_TMPDIR/err"
	export TEXT="$GEPPO_DEMO_DIR/bulletin/2026-10.txt"
	# Entries span lines: one long line is easier to search.
	sed 's/[　 ]//g' "$TEXT" | tr -d '\n' >"$BATS_FILE_TMPDIR/flat"
	export FLAT="$BATS_FILE_TMPDIR/flat"
	"$GEPPO" bulletin show 2026-10 --format xml --dir "$GEPPO_DEMO_DIR" >"$BATS_FILE_TMPDIR/issue.xml"
	export ISSUE="$BATS_FILE_TMPDIR/issue.xml"
}

has() { grep -qF -- "$1" "$FLAT"; }
# The one document whose title holds $1, a field of it.
field() {
	sqlite3 "$GEPPO_DEMO_DIR/geppo.db" \
		"SELECT coalesce(v.$2, '') FROM document d JOIN version v ON v.document = d.id AND v.number = d.version
		 WHERE v.title LIKE '%$1%' LIMIT 1"
}

@test "it ends by printing the month's table and where its files are" {
	grep -q '中央政府' "$BATS_FILE_TMPDIR/out"
	for file in 2026-10.txt 2026-10.html 2026-10-kitakyushu.txt queue.txt; do
		grep -q "$file" "$BATS_FILE_TMPDIR/out"
		[ -s "$GEPPO_DEMO_DIR/bulletin/$file" ]
	done
}

@test "all captures and documents are accounted for" {
	status=$("$GEPPO" status --json --dir "$GEPPO_DEMO_DIR")
	# 202 records: 148 looks at listings and 54 pages.
	[ "$(jq .captures.total <<<"$status")" = 202 ]
	[ "$(jq '.captures | .parsed + .held + .waiting + ([.dropped[]] | add // 0)' <<<"$status")" = 202 ]
	[ "$(jq .captures.waiting <<<"$status")" = 0 ]
	[ "$(jq .documents.total <<<"$status")" = 54 ]
	[ "$(jq .documents.in_items <<<"$status")" = 54 ]
}

@test "the partner column that answers with a challenge is named, not passed over" {
	status=$("$GEPPO" status --json --dir "$GEPPO_DEMO_DIR")
	[ "$(jq -r '.sources[] | select(.id == "hd-zfwj") | .outcome' <<<"$status")" = challenged ]
	[ "$(jq -r '.sources[] | select(.id == "hd-zfwj") | .last_success' <<<"$status" | cut -c1-10)" = 2026-10-16 ]
	[ "$(jq -r '.sources[] | select(.id == "sc-tzgg") | .outcome' <<<"$status")" = moved ]
	[ "$(jq -r '.sources[] | select(.id == "zj-tzgg") | .outcome' <<<"$status")" = broken ]
	has '★邯鄲市人民政府「政府文件」'
}

@test "the fields of info boxes of several shapes are read" {
	[ "$(field '京津冀及周边地区、汾渭平原2026' doc_number)" = '环大气〔2026〕58号' ]
	[ "$(field '京津冀及周边地区、汾渭平原2026' published)" = 2026-10-20 ]
	[ "$(field '京津冀及周边地区、汾渭平原2026' written)" = 2026-10-16 ]
	[ "$(field '京津冀及周边地区、汾渭平原2026' issuers)" = '生态环境部、国家发展和改革委员会、工业和信息化部、公安部、交通运输部' ]
	[ "$(field '北京市重污染天气应急预案' doc_number)" = '京政办发〔2026〕26号' ]
	[ "$(field '北京市重污染天气应急预案' written)" = 2026-10-18 ]
	[ "$(field '水泥工业大气污染物排放标准' doc_number)" = '公告2026年第35号' ]
	[ "$(field '水泥工业大气污染物排放标准' in_force)" = 2027-01-01 ]
	[ "$(field '中国第七阶段' deadline)" = 2026-11-30 ]
	[ "$(field '武汉市2026—2027年秋冬季' published)" = 2026-10-16 ]
	[ "$(field '辽宁省2026年秋冬季秸秆' doc_number)" = '辽环发〔2026〕24号' ]
}

@test "the repost is one item with its two places" {
	[ "$(sqlite3 "$GEPPO_DEMO_DIR/geppo.db" "SELECT count(*) FROM item")" = 53 ]
	has '同文の掲載がほかに1か所'
}

@test "all thirteen pairs have their line" {
	for pair in '山西省(埼玉県)' '北京市(東京都)' '遼寧省(富山県)' '河北省(長野県)' '広東省(兵庫県)' \
		'江蘇省(福岡県)' '瀋陽市(川崎市)' '天津市(四日市市・神戸市・北九州市)' '上海市(北九州市)' \
		'武漢市(北九州市)' '邯鄲市(北九州市)'; do
		has "$pair" || { echo "missing: $pair"; false; }
	done
}

@test "cases of the ministry are the centre's, whatever places they name" {
	[ "$(xmllint --xpath "count(//entry[contains(title, '典型案例')])" "$ISSUE")" = 1 ]
	has '河北省(長野県)新着3件'
}

@test "neighbours of air are told by title only" {
	for title in 全国碳排放权交易市场配额 入河入海排污口 噪声污染防治行动计划 理论学习中心组 高炉改造项目环境影响; do
		! has "原题$title"
		! xmllint --xpath "//entry[contains(., '$title')]" "$ISSUE" 2>/dev/null
	done
	! has '空气自动监测设备采购项目公开招标公告'
}

@test "draft and final, plan and interpretation know each other" {
	relations=$("$GEPPO" store export-relations --dir "$GEPPO_DEMO_DIR")
	[ -n "$relations" ]
	has '意見募集時の案：'
	has '解説の対象：'
}

@test "a late find stands apart, the month after is only told" {
	grep -q '遅れて見つかったもの' "$TEXT"
	has '晋环发〔2026〕30号'
	has '締切後の速報'
	has '区域重污染天气Ⅱ级应急响应' || has '[A'
	! has '津污防攻坚指〔2026〕9号.*2026-09'
}

@test "deadlines and dates in force are in the calendar" {
	for line in '2026-11-30意見の締切' '2026-11-26意見の締切' '2027-01-01施行' '2026-12-01施行' '2026-11-01施行'; do
		has "$line" || { echo "missing: $line"; false; }
	done
}

@test "the training course stands under training" {
	awk '/━━ .*研修・セミナー/ {on = 1; next} /^━━/ {on = 0} on' "$TEXT" | grep -q 研修
}

@test "the press report of a plan is a line of its entry" {
	! has '原題国务院印发《空气质量持续改善行动计划（2026—2030年）》日付'
}

@test "text and page carry the same items" {
	ids() { grep -oE '\[?[A-HJ-NP-Z][0-9]{4}[A-HJ-NP-Z]\]?' "$1" | tr -d '[]' | sort -u; }
	[ -n "$(ids "$TEXT")" ]
	diff <(ids "$TEXT") <(ids "$GEPPO_DEMO_DIR/bulletin/2026-10.html")
}
