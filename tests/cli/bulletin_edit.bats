#!/usr/bin/env bats
# The draft as one text: given out, changed, taken back; all faults by line; two people; later captures.
bats_require_minimum_version 1.5.0

setup_file() {
	export LC_ALL=C.UTF-8
	mkdir "$BATS_FILE_TMPDIR/d"
	export GEPPO_DIR="$BATS_FILE_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	cat >"$BATS_FILE_TMPDIR/set.jsonl" <<'JSON'
{"id":"T1","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕31号","url":"https://www.gov.cn/zhengce/content/202606/content_1.htm","body":"到2030年，细颗粒物（PM2.5）浓度比2025年下降12%。"}
{"id":"T2","title":"关于印发《柴油货车污染治理攻坚方案》的通知","issuer":"生态环境部","published":"2026-06-12","url":"https://www.mee.gov.cn/a/2.html","body":"方案"}
{"id":"T3","title":"关于印发《重污染天气应急管理办法》的通知","issuer":"生态环境部","published":"2026-06-14","url":"https://www.mee.gov.cn/a/3.html","body":""}
{"id":"T4","title":"上海市生态环境局关于印发《上海市大气污染防治工作方案》的通知","issuer":"上海市生态环境局","published":"2026-06-20","url":"https://sthj.sh.gov.cn/a/4.html","body":""}
{"id":"T5","title":"关于加强土壤污染防治工作的通知","issuer":"生态环境部","published":"2026-06-11","url":"https://www.mee.gov.cn/a/5.html","body":""}
{"id":"T6","title":"济南市扬尘污染防治工作方案","issuer":"济南市人民政府","published":"2026-05-31","url":"https://www.jinan.gov.cn/a/6.html","body":""}
JSON
	"$GEPPO" load "$BATS_FILE_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	unset GEPPO_DIR
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	cp -r "$BATS_FILE_TMPDIR/d" d
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" bulletin edit 2026-06 --out a.txt
	T1=$(id 空气质量持续改善行动计划) T2=$(id 柴油货车) T3=$(id 重污染天气) T4=$(id 上海市大气) T5=$(id 土壤)
}

# id WORDS: the id of the item whose Chinese title holds them, from the text.
id() { grep -B8 "# 原題　.*$1" a.txt | grep -oE '^\[[A-Z0-9]+\]' | tail -1 | tr -d '[]'; }
# set_part FILE ID NAME TEXT: replace the line of a part.
set_part() {
	python3 - "$@" <<'PY'
import re, sys
name, item, part, text = sys.argv[1:]
out, at = [], False
for line in open(name, encoding="utf-8").read().split("\n"):
    if line.startswith("["):
        at = line.startswith("[" + item + "]")
    out.append(text if at and re.match(part + r"(\(案\))?:", line) else line)
open(name, "w", encoding="utf-8").write("\n".join(out))
PY
}
word() { sed -i "s/^\[$2\] .*/[$2] $3/" "$1"; }
take() { "$GEPPO" bulletin edit 2026-06 --in "$1" --by "$2"; }
xml() { "$GEPPO" bulletin show 2026-06 --format xml | xmllint --xpath "$1" -; }
decisions() { sqlite3 d/geppo.db 'SELECT count(*) FROM decision'; }

@test "the text holds every item of the month, sections in order, months and base" {
	[ "$(grep -cE '^\[[A-Z0-9]+\] (掲載|除外)$' a.txt)" -eq 5 ]
	[ "$(grep -c '掲載$' a.txt)" -eq 4 ]
	grep -qx '月: 2026-06' a.txt
	grep -qxE '版: [0-9a-f]{64}' a.txt
	grep -q '^== 中央政府' a.txt
	grep -q '^題名(案): ..' a.txt
	grep -q '^# 発出　.*番号　国发〔2026〕31号' a.txt
	# opened twice without a change between: the same text but for the hour
	"$GEPPO" bulletin edit 2026-06 --out b.txt
	diff <(grep -v '開いたもの' a.txt) <(grep -v '開いたもの' b.txt)
}

@test "given back as it was, nothing is decided" {
	run -0 take a.txt 田中
	[[ "$output" == *"nothing was changed"* ]]
	[ "$(decisions)" -eq 0 ]
	# nor when an editor of another system touched its line ends
	sed 's/$/\r/' a.txt | sed '1s/^/\xef\xbb\xbf/' >dos.txt
	run -0 take dos.txt 田中
	[ "$(decisions)" -eq 0 ]
}

@test "title, points, note, points of the issue, exclusion, order: all in the draft, with the editor's name" {
	set_part a.txt $T1 題名 '題名: 空気の行動計画'
	set_part a.txt $T1 要点 $'要点：\n・PM2.5を12%低減\n- 2030年まで'
	set_part a.txt $T1 一言 $'一言: 都市間協力の柱。\n　次の会合で話題になる。'
	sed -i 's/^== この号の要点.*/== この号の要点\n・行動計画が出た\n/' a.txt
	word a.txt $T4 除外
	run -0 take a.txt 田中
	[[ "$output" == *"changes by 田中"* ]]
	[ "$(xml "string(//entry[@item='$T1']/title[@lang='ja'])")" = 空気の行動計画 ]
	[ "$(xml "string(//entry[@item='$T1']/title[@lang='ja']/@state)")" = accepted ]
	[ "$(xml "count(//entry[@item='$T1']/point[@by='editor'])")" -eq 2 ]
	[ "$(xml "string(//entry[@item='$T1']/point[2])")" = 2030年まで ]
	[ "$(xml "string(//entry[@item='$T1']/note)")" = 都市間協力の柱。次の会合で話題になる。 ]
	[ "$(xml 'string(//points/point[@by="editor"])')" = 行動計画が出た ]
	[ "$(xml "count(//entry[@item='$T4'])")" -eq 0 ]
	[ "$(sqlite3 d/geppo.db 'SELECT DISTINCT who FROM decision')" = 田中 ]
	# the day of issue stays
	[ "$(xml 'string(/issue/@issued)')" = 2026-07-07 ]
	# and the text opened anew shows them as the editor's
	"$GEPPO" bulletin edit 2026-06 --out b.txt
	grep -qx '題名: 空気の行動計画' b.txt
	grep -qx "\[$T4\] 除外" b.txt
	grep -q '^# 前回.*変わったこと' b.txt
	grep -q "^# ~ \[$T1\] 題名 .*「空気の行動計画」(田中" b.txt
}

@test "order: blocks moved within their section" {
	central() { xml '//section[@id="central"]/entry/@item' | grep -o '"[^"]*"' | tr -d '"' | tr '\n' ' '; }
	before=$(central)
	python3 - <<'PY'
import re
text = open("a.txt", encoding="utf-8").read()
head, rest = text.split("== 中央政府\n", 1)
section, tail = rest.split("\n== ", 1)
blocks = [b for b in re.split(r"\n(?=\[)", section.strip("\n"))]
assert len(blocks) == 3
text = head + "== 中央政府\n\n" + "\n\n".join(b.strip("\n") for b in reversed(blocks)) + "\n\n== " + tail
open("a.txt", "w", encoding="utf-8").write(text)
PY
	run -0 take a.txt 田中
	[ "$(central)" = "$(tr ' ' '\n' <<<"$before" | grep . | tac | tr '\n' ' ')" ]
}

@test "an item of another month can be written in, a draft title accepted as it is, and all be taken back" {
	other=$(sqlite3 d/geppo.db "SELECT i.name FROM item i JOIN item_document d ON d.item = i.id JOIN document o ON o.id = d.document WHERE o.name = 'T6'" 2>/dev/null ||
		"$GEPPO" search 济南市扬尘 | grep -oE '[A-Z][0-9]{4}[A-Z]' | head -1)
	printf '\n[%s] 掲載\n一言: 先月のものだが大事\n' "$other" >>a.txt
	sed -i "/^\[$T2\]/,/^\$/s/^題名(案): /題名: /" a.txt
	run -0 take a.txt 田中
	[ "$(xml "string(//entry[@item='$other']/note)")" = 先月のものだが大事 ]
	[ "$(xml "string(//entry[@item='$T2']/title[@lang='ja']/@state)")" = accepted ]
	"$GEPPO" bulletin edit 2026-06 --out b.txt
	sed -i "/^\[$T2\]/,/^\$/s/^題名: .*/題名(案):/" b.txt
	word b.txt $other 除外
	run -0 take b.txt 田中
	[ "$(xml "string(//entry[@item='$T2']/title[@lang='ja']/@state)")" = draft ]
	[ "$(xml "count(//entry[@item='$other'])")" -eq 0 ]
}

@test "every fault is told with its line, and nothing is taken when there is one" {
	set_part a.txt $T1 題名 '題名: よい題名'
	set_part a.txt $T2 題名 '題名:'
	set_part a.txt $T3 要点 $'要点:\n・一\n・二\n・三\n・四'
	word a.txt $T4 掲示
	printf 'なぞの行\n[Z9999Z] 掲載\n' >>a.txt
	run -65 take a.txt 田中
	line() { grep -n "$1" a.txt | head -1 | cut -d: -f1; }
	[[ "$output" == *"a.txt:$(line '^題名:$'): "* ]]
	[[ "$output" == *"a.txt:$(line '^・四$'): more than 3 points"* ]]
	[[ "$output" == *"a.txt:$(line '掲示$'): "* ]]
	[[ "$output" == *"a.txt:$(line '^なぞの行'): not understood"* ]]
	[[ "$output" == *"a.txt:$(line 'Z9999Z'): there is no item [Z9999Z]"* ]]
	[[ "$output" == *"5 faults; nothing was taken"* ]]
	[ "$(decisions)" -eq 0 ]
}

@test "a block that is gone, twice there, elsewhere, or of another encoding is a fault" {
	cp a.txt gone.txt
	python3 - $T1 <<'PY'
import re, sys
t = open("gone.txt", encoding="utf-8").read()
open("gone.txt", "w", encoding="utf-8").write(re.sub(r"(?m)^\[%s\] [\s\S]*?\n\n" % sys.argv[1], "", t, count=1))
PY
	run -65 take gone.txt 田中
	[[ "$output" == *"[$T1] is missing"* ]]
	cp a.txt twice.txt
	sed -n "/^\[$T4\]/,/^\$/p" a.txt >>twice.txt
	run -65 take twice.txt 田中
	[[ "$output" == *"[$T4] stands in line "* ]]
	iconv -f UTF-8 -t CP932//TRANSLIT a.txt >sjis.txt 2>/dev/null || true
	run -65 take sjis.txt 田中
	[[ "$output" == *"not UTF-8"* ]]
	sed 's/^版: ...../版: 00000/' a.txt >base.txt
	run -65 take base.txt 田中
	[[ "$output" == *"base.txt:$(grep -n ^版 base.txt | cut -d: -f1): no text was opened under this"* ]]
	sed 's/^月: 2026-06/月: 2026-07/' a.txt >month.txt
	run -65 take month.txt 田中
	run -65 take /dev/null 田中
	[ "$(decisions)" -eq 0 ]
}

@test "two people: what each touched alone is merged" {
	cp a.txt b.txt
	set_part a.txt $T1 題名 '題名: 田中の題名'
	word a.txt $T4 除外
	set_part b.txt $T1 一言 '一言: 鈴木の一言'
	set_part b.txt $T2 題名 '題名: 鈴木の題名'
	run -0 take a.txt 田中
	run -0 take b.txt 鈴木
	[[ "$output" == *"~ [$T1] 題名 "*"「田中の題名」(田中"* ]]
	[[ "$output" == *"~ [$T4] 掲載 → 除外(田中"* ]]
	[ "$(xml "string(//entry[@item='$T1']/title[@lang='ja'])")" = 田中の題名 ]
	[ "$(xml "string(//entry[@item='$T1']/note)")" = 鈴木の一言 ]
	[ "$(xml "string(//entry[@item='$T2']/title[@lang='ja'])")" = 鈴木の題名 ]
	[ "$(xml "count(//entry[@item='$T4'])")" -eq 0 ]
}

@test "two people: the same line twice is refused with both values, and nothing of the second is taken" {
	cp a.txt b.txt
	set_part a.txt $T1 題名 '題名: 田中の題名'
	word a.txt $T4 除外
	set_part b.txt $T1 題名 '題名: 鈴木の題名'
	set_part b.txt $T4 題名 '題名: 残したい'
	set_part b.txt $T2 一言 '一言: 無事なはず'
	run -0 take a.txt 田中
	run -65 take b.txt 鈴木
	[[ "$output" == *"b.txt:$(grep -n 鈴木の題名 b.txt | cut -d: -f1): [$T1] 題名: 「鈴木の題名」 here, but 田中 settled 「田中の題名」 since"* ]]
	[ "$(xml "string(//entry[@item='$T1']/title[@lang='ja'])")" = 田中の題名 ]
	[ "$(xml "count(//note)")" -eq 0 ]
	# the same value twice is no quarrel
	set_part b.txt $T1 題名 '題名: 田中の題名'
	run -0 take b.txt 鈴木
	[ "$(xml "string(//entry[@item='$T2']/note)")" = 無事なはず ]
}

@test "ten at once: each change is there, none is lost" {
	for n in 0 1 2 3 4 5 6 7 8 9; do
		cp a.txt $n.txt
	done
	n=0
	for item in $T1 $T2 $T3; do
		for part in 題名 一言 要点; do
			if [ $part = 要点 ]; then text=$'要点:\n・'"$item"; else text="$part: $item$part"; fi
			set_part $n.txt $item $part "$text"
			n=$((n + 1))
		done
	done
	for n in 0 1 2 3 4 5 6 7 8; do
		take $n.txt 人$n >out.$n 2>&1 &
	done
	wait
	cat out.*
	[ "$(sqlite3 d/geppo.db 'SELECT count(DISTINCT who) FROM decision')" -eq 9 ]
	for item in $T1 $T2 $T3; do
		[ "$(xml "string(//entry[@item='$item']/title[@lang='ja'])")" = ${item}題名 ]
		[ "$(xml "string(//entry[@item='$item']/note)")" = ${item}一言 ]
		[ "$(xml "string(//entry[@item='$item']/point)")" = $item ]
	done
}

@test "edits survive what comes in later, and what came is shown" {
	set_part a.txt $T1 題名 '題名: 編集した題名'
	set_part a.txt $T1 要点 $'要点:\n・編集した要点'
	run -0 take a.txt 田中
	"$GEPPO" bulletin edit 2026-06 --out b.txt
	cat >more.jsonl <<'JSON'
{"id":"T1","title":"国务院关于印发《空气质量持续改善行动计划》的通知","issuer":"国务院","published":"2026-06-10","doc_number":"国发〔2026〕32号","url":"https://www.gov.cn/zhengce/content/202606/content_1.htm","body":"到2035年，细颗粒物（PM2.5）浓度比2025年下降20%。"}
{"id":"T7","title":"关于印发《锅炉大气污染物治理方案》的通知","issuer":"生态环境部","published":"2026-06-29","url":"https://www.mee.gov.cn/a/7.html","body":""}
JSON
	"$GEPPO" load more.jsonl >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	[ "$(xml "string(//entry[@item='$T1']/title[@lang='ja'])")" = 編集した題名 ]
	[ "$(xml "string(//entry[@item='$T1']/point)")" = 編集した要点 ]
	# the file opened before is still good
	set_part b.txt $T2 一言 '一言: 前に開いた紙から'
	run -0 take b.txt 鈴木
	[[ "$output" == *"+ ["*"] 掲載 关于印发《锅炉大气污染物治理方案》的通知"* ]]
	[[ "$output" == *"~ [$T1] 発出　国務院　番号　国发〔2026〕32号"* ]]
	[[ "$output" == *"~ [$T1] 本文　あり(第2版)"* ]]
	[ "$(xml "string(//entry[@item='$T2']/note)")" = 前に開いた紙から ]
	[ "$(xml "count(//entry[contains(title, '锅炉')])")" -eq 1 ]
}

@test "in an editor: taken when it ends well, kept when there are faults" {
	export TMPDIR="$BATS_TEST_TMPDIR"
	cat >ed <<-'SH'
		#!/bin/sh
		sed -i "s/^題名(案): .*柴油.*/&/; $1" "$2"
	SH
	chmod +x ed
	VISUAL="$PWD/ed 's/^一言: \$/一言: 全部に/'" run -0 "$GEPPO" bulletin edit 2026-06
	[ "$(xml 'count(//entry[note="全部に"])')" -eq 4 ]
	[ "$(sqlite3 d/geppo.db 'SELECT DISTINCT who FROM decision')" = "$(id -un 2>/dev/null || whoami)" ] || true
	[ -z "$(ls geppo-2026-06-* 2>/dev/null)" ]
	VISUAL= EDITOR="$PWD/ed s/掲載/掲掲/" run -65 "$GEPPO" bulletin edit 2026-06 --by 田中 </dev/null
	[[ "$output" == *"the text is kept: geppo bulletin edit 2026-06 --in $PWD/geppo-2026-06-"* ]]
	[ "$(ls geppo-2026-06-*.txt | wc -l)" -eq 1 ]
	VISUAL=false run -65 "$GEPPO" bulletin edit 2026-06
}

@test "wrong calls, and issues that can not be edited" {
	run -64 "$GEPPO" bulletin edit
	run -64 "$GEPPO" bulletin edit 2026-6
	run -64 "$GEPPO" bulletin edit 2026-06 --out x --in y
	run -65 "$GEPPO" bulletin edit 2026-05 --out x
	[[ "$output" == *"geppo bulletin draft 2026-05"* ]]
	"$GEPPO" bulletin approve 2026-06 --by 部長 >/dev/null
	run -65 "$GEPPO" bulletin edit 2026-06 --in a.txt --by 田中
	[[ "$output" == *"approved"* ]]
}

@test "no points at all, and hostile words" {
	set_part a.txt $T1 要点 '要点:'
	set_part a.txt $T1 一言 '一言: <script>&"]]> ＃[A0000N] 掲載'
	run -0 take a.txt 田中
	[ "$(xml "count(//entry[@item='$T1']/point)")" -eq 0 ]
	[ "$(xml "string(//entry[@item='$T1']/note)")" = '<script>&"]]> ＃[A0000N] 掲載' ]
	"$GEPPO" bulletin edit 2026-06 --out b.txt
	run -0 take b.txt 田中
	[[ "$output" == *"nothing was changed"* ]]
}

@test "what stands only in lines can be named, left out, or made an entry" {
	cat >more.jsonl <<'JSON'
{"id":"T8","title":"国务院印发《空气质量持续改善行动计划》","issuer":"新华社","published":"2026-06-10","url":"https://www.mee.gov.cn/ywdt/8.html","body":""}
{"id":"T9","title":"关于印发《钢铁行业超低排放改造办法》的通知","issuer":"生态环境部","published":"2026-07-02","url":"https://www.mee.gov.cn/a/9.html","body":""}
{"id":"T10","title":"国务院印发《钢铁行业超低排放改造办法》","issuer":"新华社","published":"2026-07-03","url":"https://www.mee.gov.cn/ywdt/10.html","body":""}
JSON
	"$GEPPO" load more.jsonl >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	"$GEPPO" translate draft >/dev/null 2>&1
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07 >/dev/null
	# news of what is told in advance is a number beside it
	[ "$(xml 'count(//section[@id="flash"]/line)')" -eq 1 ]
	[ "$(xml 'string(//section[@id="flash"]/line/@reports)')" -eq 1 ]
	"$GEPPO" bulletin edit 2026-06 --out a.txt
	report=$(id 国务院印发《空气) flash=$(id 钢铁行业)
	grep -qx "\[$report\] 報道" a.txt
	grep -qx "\[$flash\] 速報" a.txt
	set_part a.txt $report 題名 '題名: 報道の題名'
	set_part a.txt $flash 題名 '題名: 速報の題名'
	run -0 take a.txt 田中
	[ "$(xml "string(//report[@item='$report']/title[@lang='ja'])")" = 報道の題名 ]
	[ "$(xml "string(//section[@id='flash']/line/title[@lang='ja'])")" = 速報の題名 ]
	"$GEPPO" bulletin edit 2026-06 --out b.txt
	word b.txt $report 掲載
	word b.txt $flash 除外
	run -0 take b.txt 田中
	[ "$(xml "count(//entry[@item='$report'])")" -eq 1 ]
	[ "$(xml "count(//section[@id='flash']/line[@item='$flash'])")" -eq 0 ]
	# its news stands for itself then
	[ "$(xml 'count(//section[@id="flash"]/line)')" -eq 1 ]
	word b.txt $flash 一行
	run -65 take b.txt 田中
}

@test "who approves is told of decisions that are not in the draft" {
	sleep 1
	"$GEPPO" translate accept-title "$T1" '後から決めた題名' >/dev/null
	run -0 "$GEPPO" bulletin approve 2026-06 --by 部長
	[[ "$output" == *"1 decisions are newer than this draft"* ]]
}

@test "a draft that changed since its proof is told to whoever approves; who has no name approves nothing" {
	printf 'bulletin: {publisher: p, contact_mail: p@example.jp, editors: [e@example.jp]}\nmail: {host: 127.0.0.1, port: 9, security: none, from: p@example.jp, timeout_seconds: 1}\n' >d/config/geppo.yaml
	"$GEPPO" bulletin proof 2026-06 || true
	cp -r d e
	run -0 "$GEPPO" bulletin approve 2026-06 --by 部長 --dir e
	[[ "$output" != *"since its proof"* ]]
	set_part a.txt "$T1" 一言 '一言: 校正刷りの後で'
	take a.txt 田中
	for name in '' ' ' '　' $'佐藤\n' $'\x1b[31m佐藤' $'佐藤\u202e' $'\xff' "$(printf 'x%.0s' $(seq 201))"; do
		run -64 "$GEPPO" bulletin approve 2026-06 --by "$name"
		run -64 "$GEPPO" bulletin withdraw 2026-06 --by "$name"
		[ -z "$name" ] || run -64 "$GEPPO" bulletin edit 2026-06 --in a.txt --by "$name"
	done
	run -0 "$GEPPO" bulletin approve 2026-06 --by 部長
	[[ "$output" == *"2026-06: the draft changed since its proof was mailed on 20"* ]]
}

@test "files as editors' programs save them: CRLF, a BOM, full-width signs; and files that are no text" {
	take_one() { run "$GEPPO" bulletin edit 2026-06 --in b.txt --by 田中; echo "$output"; }
	note() { xml "string(//entry[@item='$T1']/note)"; }
	set_part a.txt "$T1" 一言 '一言: 一つ目'
	{ printf '\xef\xbb\xbf'; sed 's/$/\r/' a.txt; } >b.txt
	take_one
	[ "$(note)" = 一つ目 ]
	"$GEPPO" bulletin edit 2026-06 --out a.txt
	set_part a.txt "$T1" 一言 '一言：二つ目'
	sed 's/^題名(案): /題名（案）：/; s/^要点(案):/要点（案）：/; s/^== /＝＝　/; s/^月: /月：　/; s/^・/･/' a.txt |
		python3 -c 'import re, sys; print(re.sub(r"^\[([A-Z0-9]+)\] ", lambda m: "［" + "".join(chr(ord(c) + 0xfee0) for c in m[1]) + "］　", sys.stdin.read(), flags=re.M), end="")' >b.txt
	take_one
	[ "$(note)" = 二つ目 ]
	before=$(decisions)
	"$GEPPO" bulletin edit 2026-06 --out a.txt
	set_part a.txt "$T1" 一言 '一言: 三つ目'
	for damage in 'iconv -t UTF-16' 'iconv -c -t CP932' 'tr \n \r' 'head -c 1500' 'sed /^版/s/.$/x/'; do
		$damage <a.txt >b.txt
		take_one
		[ "$status" -eq 65 ]
		[[ "${lines[0]}" == b.txt:[0-9]* && "$output" == *" faults; nothing was taken"* ]]
	done
	{ cat a.txt; head -c 5000 /dev/urandom; } >b.txt
	take_one
	[ "$status" -eq 65 ]
	{ cat a.txt; yes '# x' | head -c 80000000; } >b.txt
	take_one
	[ "$status" -eq 65 ]
	[[ "$output" == *"larger than"* ]]
	{ cat a.txt; head -c 30000000 /dev/zero | tr '\0' x; } >b.txt
	take_one
	[[ "$output" == *"a line of more than 16384 bytes"*"1 faults"* ]]
	{ cat a.txt; for n in $(seq 5100); do printf '\n[A%05d] 掲載\n' "$n"; done; } >b.txt
	take_one
	[ "$status" -eq 65 ]
	[[ "$output" == *"more than 5000 items"* ]]
	[ "$(decisions)" -eq "$before" ]
	[ "$(note)" = 二つ目 ]
}
