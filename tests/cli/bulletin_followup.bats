#!/usr/bin/env bats
# What became of entries of earlier issues: a draft's final, a changed text; translations with their days.
bats_require_minimum_version 1.5.0

setup_file() {
	export GEPPO_DIR="$BATS_FILE_TMPDIR/d" LC_ALL=C.UTF-8 TZ=Asia/Shanghai
	export NOW=$(date +%Y-%m)
	export BEFORE=$(date -d "$NOW-01 -1 day" +%Y-%m) NEXT=$(date -d "$NOW-01 +32 days" +%Y-%m)
	cd "$BATS_FILE_TMPDIR"
	"$GEPPO" init d >/dev/null
	url=https://www.mee.gov.cn/a
	cat >before.jsonl <<JSON
{"id":"T1","title":"关于公开征求《柴油货车大气污染治理管理办法（征求意见稿）》意见的通知","issuer":"生态环境部","published":"$BEFORE-10","url":"$url/1.html","body":"现公开征求意见。"}
{"id":"T2","title":"关于印发《挥发性有机物综合治理方案》的通知","issuer":"生态环境部","published":"$BEFORE-12","doc_number":"环大气〔2026〕41号","url":"$url/2.html","body":"第一条　为改善空气质量，制定本方案。\n第二条　到2027年，挥发性有机物排放量下降10%。\n第三条　各地应当落实本方案。"}
JSON
	cat >now.jsonl <<JSON
{"id":"T2","title":"关于印发《挥发性有机物综合治理方案》的通知","issuer":"生态环境部","published":"$BEFORE-12","doc_number":"环大气〔2026〕41号","url":"$url/2.html","body":"第一条　为改善空气质量，制定本方案。\n第二条　到2027年，挥发性有机物排放量下降20%。\n第三条　各地应当落实本方案。\n第四条　本方案自印发之日起施行。"}
{"id":"T3","title":"关于印发《柴油货车大气污染治理管理办法》的通知","issuer":"生态环境部","published":"$NOW-03","doc_number":"环大气〔2026〕44号","url":"$url/3.html","body":"第一条　为防治大气污染，制定本办法。"}
JSON
	"$GEPPO" load before.jsonl >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" bulletin draft $BEFORE --issued $NOW-02 >/dev/null
	"$GEPPO" load now.jsonl >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	"$GEPPO" bulletin draft $NOW --issued $NEXT-05 >/dev/null
	for face in text html xml; do
		"$GEPPO" bulletin show $NOW --format $face --output now.$face
	done
}

setup() { cd "$BATS_FILE_TMPDIR"; }
flat() { sed ':a;N;$!ba;s/\n//g;s/[ 　]//g'; }
xml() { xmllint --xpath "$1" now.xml; }

@test "a draft that was told became a paper" {
	[ "$(xml 'string(//followup[contains(title, "征求意见稿")]/@kind)')" = draft_of ]
	[ "$(xml 'string(//followup[contains(title, "征求意见稿")]/@issue)')" = $BEFORE ]
	[ "$(xml 'string(//followup/by[date]/title)')" = '关于印发《柴油货车大气污染治理管理办法》的通知' ]
	grep -q '→ 正式に決定：' now.text
	# and the paper is an entry of its own
	[ "$(xml 'count(//entry[contains(number, "44")])')" -eq 1 ]
}

@test "a text that changed on its page is told with what changed, and is no entry again" {
	[ "$(xml 'string(//followup[@kind="changed"]/change/@changed)')" -eq 1 ]
	[ "$(xml 'string(//followup[@kind="changed"]/change/@added)')" -eq 1 ]
	[ "$(xml 'count(//entry[contains(number, "41")])')" -eq 0 ]
	flat <now.text | grep -q '本文が改められた(.*に確認：変わった条・段落1、加わった1)'
	sed 's/<[^>]*>//g' now.html | grep -q '本文が改められた'
	xmllint --noout --relaxng "$BATS_TEST_DIRNAME/../../bulletin/templates/issue.rng" now.xml
}

@test "what is excluded by an editor is no follow-up, and the next issue is silent" {
	cp -r d d2
	export GEPPO_DIR="$PWD/d2"
	item=$(xml 'string(//followup[@kind="changed"]/@item)')
	"$GEPPO" bulletin edit $NOW --out e.txt
	sed -i "s/^\[$item\] 一行/[$item] 除外/" e.txt
	run -0 "$GEPPO" bulletin edit $NOW --in e.txt --by 田中
	"$GEPPO" bulletin show $NOW --format xml | xmllint --xpath 'count(//followup[@kind="changed"])' - | grep -qx 0
	"$GEPPO" bulletin draft $NEXT --issued $(date -d "$NEXT-01 +35 days" +%Y-%m-05) >/dev/null
	"$GEPPO" bulletin show $NEXT --format xml | xmllint --xpath 'count(//followup)' - | grep -qx 0
}

@test "translations: received and in work, each with its day; published ones once" {
	item=$(xml 'string(//entry[contains(number, "44")]/@item)')
	"$GEPPO" translate offer "$item" --by 田中 >/dev/null
	job=$("$GEPPO" translate list --json | jq -r --arg i "$item" ".. | objects | select(.item == \$i) | .id" | head -1)
	"$GEPPO" bulletin draft $NOW --issued $NEXT-05 >/dev/null
	"$GEPPO" bulletin show $NOW --format xml >job.xml
	[ "$(xmllint --xpath "string(//job[@item='$item']/@stands)" job.xml)" = 受付 ]
	[ "$(xmllint --xpath "string(//job[@item='$item']/@since)" job.xml)" = "$(TZ=Asia/Tokyo date +%Y-%m-%d)" ]
	"$GEPPO" bulletin show $NOW | flat | grep -q "翻訳待ち：$(TZ=Asia/Tokyo date +%-m月%-d日)受付$item"
	"$GEPPO" translate claim "$job" --by 李 >/dev/null
	"$GEPPO" bulletin draft $NOW --issued $NEXT-05 >/dev/null
	"$GEPPO" bulletin show $NOW --format xml >job.xml
	[ "$(xmllint --xpath "string(//job[@item='$item']/@stands)" job.xml)" = 翻訳中 ]
	"$GEPPO" bulletin show $NOW | flat | grep -q "翻訳中($(TZ=Asia/Tokyo date +%Y年%-m月%-d日))"
	xmllint --noout --relaxng "$BATS_TEST_DIRNAME/../../bulletin/templates/issue.rng" job.xml
}
