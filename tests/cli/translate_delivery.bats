#!/usr/bin/env bats
# From the package to the accepted translation: every door back, what is refused, what is checked.
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	jq -cn --arg b $'第一条　为了保护环境，2025年下降1.5万吨，制定本法。不得处罚！应当奖励。\n序号\t指标\n1\t优良天数比例' '{id:"one",title:"中华人民共和国大气污染防治法",issuer:"全国人民代表大会常务委员会",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	"$GEPPO" translate claim 1 --by 訳者 >/dev/null
	cd "$BATS_TEST_TMPDIR"
	"$GEPPO" translate package 1 --by 訳者 --with all >/dev/null
}

fill() {
	python3 "$BATS_TEST_DIRNAME/translate_package.py" "$1" geppo-000001.zip "$2"
}

field() {
	"$GEPPO" translate show 1 --json | jq -r "$1"
}

@test "a package holds what is promised, under ASCII names, with true hashes" {
	run python3 - <<'PY'
import zipfile, json, hashlib
z = zipfile.ZipFile("geppo-000001.zip")
names = z.namelist()
assert all(n.isascii() and n.startswith("geppo-000001/") for n in names)
m = json.loads(z.read("geppo-000001/manifest.json"))
assert {f["path"] for f in m["files"]} == {n[13:] for n in names if not n.endswith("/")} - {"manifest.json"}
for f in m["files"]:
    assert hashlib.sha256(z.read("geppo-000001/" + f["path"])).hexdigest() == f["sha256"]
for want in "brief.txt bilingual.docx xliff/000001.xlf omegat/omegat.project omegat/source/000001.xlf source/page.html memory/matches.tmx glossary/terms.tsv query.tsv xliff21/000001.xlf glossary/glossary.tbx srx/geppo-zh.srx memory/full.tmx".split():
    assert "geppo-000001/" + want in names, want
assert [s["id"] for s in m["segments"]] == ["000001-%04d" % i for i in range(1, 9)]
brief = z.read("geppo-000001/brief.txt").decode()
assert "遅れても必ず受け取ります" in brief and "JST" in brief
print("good")
PY
	[ "$output" = good ]
	"$GEPPO" translate package 1 --by 訳者 --with all --out again.zip >/dev/null
	cmp geppo-000001.zip again.zip
}

@test "XLIFF, the DOCX table and TMX come back; the file is kept unchanged" {
	for kind in whole:xliff-1.2 docx:docx tmx:tmx; do
		fill "${kind%:*}" "back.${kind%:*}"
		run "$GEPPO" translate check 1 "back.${kind%:*}" --json
		[ "$status" -eq 0 ]
		[ "$(jq -r '[.format, .found, .errors] | join(" ")' <<<"$output")" = "${kind#*:} 7 0" ]
	done
	"$GEPPO" translate deliver back.docx --by 訳者 >/dev/null
	[ "$(field .state)" = checked ]
	[ "$(field '.text[] | select(.source == "应当奖励。") | .target')" = 奨励しなければならない。 ]
	cmp back.docx "$GEPPO_DIR/$(field '.deliveries[0].path')"
	run "$GEPPO" translate deliver back.docx --by 訳者 --json
	[ "$(jq .again <<<"$output")" = true ]
	[ "$(field '.deliveries | length')" -eq 1 ]
}

@test "another job, another language, an older edition, entities are refused with the reason" {
	for kind in language:言語が違います older:古い版 entity:宣言を含む otherjob:別の案件; do
		fill "${kind%:*}" bad.xlf
		run "$GEPPO" translate deliver 1 bad.xlf --by 訳者 --json
		[ "$status" -eq 65 ]
		[[ "$(jq -r '.refused // [.findings[].text][0]' <<<"$output")" == *"${kind#*:}"* ]]
		[ "$(field .translated)" -eq 0 ]
	done
	printf 'PK\3\4garbage' >bad.docx
	run "$GEPPO" translate deliver bad.docx --by 訳者
	[ "$status" -eq 65 ]
	[[ "$output" == *"受け取れません"* ]]
}

@test "a changed figure is an error; a reason lets it pass and the reviewer sees it" {
	fill number bad.xlf
	run "$GEPPO" translate deliver bad.xlf --by 訳者 --json
	[ "$status" -eq 65 ]
	[ "$(jq -r '[.findings[] | select(.level == "error") | .check + .id] | join(" ")' <<<"$output")" = number000001-0002 ]
	[ "$(field .state)" = claimed ]
	"$GEPPO" translate deliver bad.xlf --by 訳者 --waive "000001-0002:原文の誤り" >/dev/null
	[ "$(field '.state + .waivers[0].reason')" = checked原文の誤り ]
}

@test "a part is taken, what is not in the source is listed, an empty target deletes nothing" {
	fill part part.xlf
	run "$GEPPO" translate deliver part.xlf --by 訳者
	[ "$status" -eq 65 ]
	"$GEPPO" translate deliver part.xlf --by 訳者 --partial >/dev/null
	[ "$(field '.state + (.translated | tostring)')" = in_progress1 ]
	fill lost lost.xlf
	run "$GEPPO" translate deliver lost.xlf --by 訳者 --partial --json
	[ "$(jq -r '.not_found | length' <<<"$output")" -eq 1 ]
	[ "$(field '.text[] | select(.source == "应当奖励。") | .target')" = 奨励しなければならない。 ]
}

@test "a delivery after the lease went to somebody else is taken, and overwrites no person's text" {
	sqlite3 "$GEPPO_DIR/geppo.db" "UPDATE job SET lease_until = '2026-01-01T00:00:00Z'"
	"$GEPPO" translate claim 1 --by 乙 >/dev/null
	fill part part.xlf
	sed -i 's/奨励しなければ/表彰しなければ/' part.xlf
	"$GEPPO" translate deliver part.xlf --by 乙 --partial >/dev/null
	fill whole whole.xlf
	run "$GEPPO" translate deliver whole.xlf --by 訳者 --json
	[ "$status" -eq 0 ]
	[ "$(jq -r '[.late, .taken, .kept] | map(tostring) | join(" ")' <<<"$output")" = "true 6 1" ]
	[ "$(field '.text[] | select(.source == "应当奖励。") | .target')" = 表彰しなければならない。 ]
	[ "$(field .holder)" = 乙 ]
	run "$GEPPO" translate deliver whole.xlf --by 丙
	[ "$status" -eq 75 ]
}

@test "a second person reads it; what is accepted is known next time" {
	fill whole whole.xlf
	"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null
	run "$GEPPO" translate accept 1 --by 訳者
	[ "$status" -eq 65 ]
	"$GEPPO" translate review 1 --by 校閲 >/dev/null
	"$GEPPO" translate return 1 --by 校閲 --note "第1条を見直す" >/dev/null
	[ "$(field '.state + .holder')" = returned訳者 ]
	sed 's/削減し、/減らし、/' whole.xlf >better.xlf
	"$GEPPO" translate deliver better.xlf --by 訳者 >/dev/null
	sed 's/処罰しては/罰しては/' better.xlf >mine.xlf
	"$GEPPO" translate deliver mine.xlf --by 校閲 --revise >/dev/null
	[ "$(field '.text[] | select(.first) | .first + .target')" = 処罰してはならない。罰してはならない。 ]
	"$GEPPO" translate accept 1 --by 校閲 >/dev/null
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" 'SELECT count(*) FROM memory')" -eq 7 ]
	"$GEPPO" translate undo 1 --by 校閲 >/dev/null
	[ "$(field .state)" = in_review ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" 'SELECT count(*) FROM memory')" -eq 0 ]
}

@test "a wrong delivery is undone by the one who made it; the file stays" {
	fill whole whole.xlf
	"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null
	"$GEPPO" translate undo 1 --by 訳者 >/dev/null
	[ "$(field '.state + (.translated | tostring) + (.deliveries | length | tostring)')" = claimed01 ]
	"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null
	[ "$(field '.state + (.translated | tostring)')" = checked7 ]
}

@test "a folder takes files and answers in Japanese; names never become paths" {
	mkdir -p box/inbox
	fill whole 'box/inbox/納品 (1);$(touch x).xlf'
	ln -s /etc/passwd box/inbox/link.xlf
	echo half >box/inbox/half.xlf.part
	run "$GEPPO" translate inbox box --settle 0 --json
	[ "$status" -eq 0 ]
	[ "$(jq -r '[.taken, .refused, .left] | join(" ")' <<<"$output")" = "1 0 2" ]
	[ "$(ls box/outbox)" = "$(basename box/outbox/geppo-000001-*.report.txt)" ]
	grep -q '受け取りました' box/outbox/*
	grep -q '納品 (1)' box/outbox/*
	[ ! -e x ]
	[ "$(field .state)" = checked ]
	[ "$(ls box/inbox | wc -l)" -eq 2 ]
}

# What a delivery leaves: texts, deliveries, events, counted by sqlite3.
left() {
	sqlite3 "$GEPPO_DIR/geppo.db" "SELECT (SELECT count(*) FROM segment_text) || ' ' || (SELECT count(*) FROM delivery) || ' ' || (SELECT count(*) FROM job_event WHERE action = 'deliver')"
}

@test "killed at any write of a delivery: all of it or nothing, and the file is whole or not there" {
	fill whole whole.xlf
	sum=$(sha256sum <whole.xlf | cut -d' ' -f1)
	cp -r "$GEPPO_DIR" before
	hits=0
	# Ended at its n-th write, sync or rename; a delivery makes some ninety of them.
	for n in $(seq 1 3 120); do
		rm -rf "$GEPPO_DIR"
		cp -r before "$GEPPO_DIR"
		code=0
		strace -f -o /dev/null -e trace=pwrite64,write,fsync,fdatasync,rename,unlink \
			-e inject=pwrite64,write,fsync,fdatasync,rename,unlink:signal=KILL:when=$n \
			"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null 2>&1 || code=$?
		[ "$code" -eq 137 ] || break
		hits=$((hits + 1))
		[ "$(sqlite3 "$GEPPO_DIR/geppo.db" 'PRAGMA integrity_check')" = ok ]
		[ "$(left)" = "0 0 0" ] || [ "$(left)" = "7 1 1" ]
		while read -r f; do
			[ "$(sha256sum <"$f" | cut -d' ' -f1)" = "$sum" ]
		done < <(find "$GEPPO_DIR/deliveries" -name '*.xlf' 2>/dev/null)
		[ "$(left)" = "0 0 0" ] || [ -e "$GEPPO_DIR/$(sqlite3 "$GEPPO_DIR/geppo.db" 'SELECT path FROM delivery')" ]
		"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null 2>&1
		[ "$(left)" = "7 1 1" ]
		[ "$(sha256sum <"$GEPPO_DIR/$(field '.deliveries[0].path')" | cut -d' ' -f1)" = "$sum" ]
	done
	echo "killed $hits times" >&3
	[ "$hits" -ge 20 ]
}

@test "an accepted translation is published under its header, and only then" {
	run "$GEPPO" translate publish 1
	[ "$status" -eq 65 ]
	fill whole whole.xlf
	"$GEPPO" translate deliver whole.xlf --by 訳者 >/dev/null
	"$GEPPO" translate accept 1 --by 校閲 >/dev/null
	PATH=/nowhere run "$GEPPO" translate publish 1
	[ "$status" -eq 0 ]
	folder="$GEPPO_DIR/translations/geppo-000001-v1"
	grep -q '^【仮訳】中華人民共和国大気汚染防治法$' "$folder/translation.txt"
	for line in '原題: 中华人民共和国大气污染防治法' '原文の所在: https://example.cn/one.html' '翻訳: 訳者' '校閲: 校閲' '第1条　環境を保護するため'; do
		grep -q "$line" "$folder/translation.txt"
	done
	xmllint --noout --html "$folder/translation.html" 2>/dev/null
	python3 - "$folder/translation.docx" <<'PY'
import re, sys, zipfile
xml = zipfile.ZipFile(sys.argv[1]).read("word/document.xml").decode()
paragraphs = ["".join(re.findall(r"<w:t[^>]*>([^<]*)", p)) for p in re.findall(r"<w:p>.*?</w:p>", xml)]
for line in ("【仮訳】中華人民共和国大気汚染防治法", "中华人民共和国大气污染防治法", "仮訳です。正文は中国語の原文であり、内容の正確さは原文で確かめてください。"):
    assert line in paragraphs, line
table = re.findall(r"<w:tbl>.*?</w:tbl>", xml)[-1]
cells = [["".join(re.findall(r"<w:t[^>]*>([^<]*)", c)) for c in re.findall(r"<w:tc>.*?</w:tc>", r)] for r in re.findall(r"<w:tr>.*?</w:tr>", table)]
assert cells == [["番号", "指標"], ["1", "優良日数割合"]], cells
PY
	[ "$(field .state)" = published ]
	run "$GEPPO" translate undo 1 --by 校閲
	[ "$status" -eq 65 ]
}

@test "hostile files are refused and said to be: too deep, too large unpacked, entities, nothing in it" {
	python3 - <<'PY'
import zipfile
open("deep.xlf", "w").write('<xliff version="1.2">' + "<g>" * 100000 + "</g>" * 100000 + "</xliff>")
with zipfile.ZipFile("bomb.docx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("word/document.xml", "<document>" + "a" * 60_000_000)
x = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xliff version="1.2"><file/></xliff>'
open("wide.xlf", "wb").write(x.encode("utf-16"))
open("outside.xlf", "w").write('<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff version="1.2"><file source-language="zh" target-language="ja"/></xliff>')
PY
	for file in deep.xlf:読めません bomb.docx:超えます wide.xlf:宣言を含む outside.xlf:訳文が一つもありません; do
		run "$GEPPO" translate deliver 1 "${file%:*}" --by 訳者 --partial
		[ "$status" -eq 65 ]
		[[ "$output" == *"${file#*:}"* ]]
	done
	[ "$(field .translated)" -eq 0 ]
	[ "$(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT count(*) FROM delivery WHERE outcome = 'refused'")" -eq 4 ]
}

@test "a file in the folder check is only checked; the report lies beside it for Windows" {
	mkdir -p box/check
	fill docx 'box/check/訳 案&1.docx'
	fill number box/check/bad.xlf
	long=$(printf 'あ%.0s' $(seq 82)).xlf
	cp whole.xlf "box/check/$long" 2>/dev/null || { fill whole whole.xlf; cp whole.xlf "box/check/$long"; }
	ln -s /etc/passwd box/check/link.xlf
	run "$GEPPO" translate inbox box --settle 0 --json
	[ "$status" -eq 0 ]
	[ "$(jq -c '[.taken, .refused, .checked, .left]' <<<"$output")" = "[0,0,3,1]" ]
	[ "$(head -c 3 'box/check/訳 案&1.docx.report.txt' | od -An -tx1 | tr -d " ")" = efbbbf ]
	grep -q $'誤りはありません。このまま納品できます。\r$' 'box/check/訳 案&1.docx.report.txt'
	grep -q '\[誤り\] 000001-0002' box/check/bad.xlf.report.txt
	[ "$(ls box/check | wc -l)" -eq 7 ]
	[ "$(field '.state + (.translated | tostring)')" = claimed0 ]
	# Nothing new: nothing is said again, until the file is another.
	run "$GEPPO" translate inbox box --settle 0 --json
	[ "$(jq -c '[.checked, .left]' <<<"$output")" = "[0,1]" ]
	touch -d '+2 seconds' box/check/bad.xlf
	sleep 3
	run "$GEPPO" translate inbox box --settle 0 --json
	[ "$(jq -c .checked <<<"$output")" = 1 ]
}

@test "a row 誤検出 in query.tsv lets a finding pass" {
	python3 -m zipfile -e geppo-000001.zip .
	cp geppo-000001/query.tsv query.tsv
	printf '000001-0002\t誤検出\t\t\t原文の誤り\n' >>query.tsv
	fill number bad.xlf
	run "$GEPPO" translate check bad.xlf
	[ "$status" -eq 65 ]
	"$GEPPO" translate deliver query.tsv --by 訳者 >/dev/null
	run "$GEPPO" translate check bad.xlf
	[ "$status" -eq 0 ]
	[[ "$output" == *"→ 理由あり: 原文の誤り"* ]]
}
