#!/usr/bin/env bats
# The files behind a notice in a translator's package: their text in segments, themselves beside.
bats_require_minimum_version 1.5.0

setup() {
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	cd "$BATS_TEST_TMPDIR"
	cat >spec <<'END'
{"url":"https://sthjj.example.cn/zcwj/t1.html","at":"2026-06-01T00:00:00Z","page":{"title":"关于印发《试验市空气质量改善行动计划》的通知","date":"2026-06-01","body":["各县区人民政府：","现将《试验市空气质量改善行动计划》印发给你们，请认真贯彻执行，切实改善空气质量。"],"files":[["试验市空气质量改善行动计划","/zcwj/plan.docx"],["附表扫描件","/zcwj/scan.pdf"]]}}
{"url":"https://sthjj.example.cn/zcwj/plan.docx","at":"2026-06-01T00:00:01Z","docx":["第一条 到2027年，细颗粒物浓度下降10%。","第二条 淘汰老旧锅炉。不得新建燃煤锅炉。"]}
END
	python3 "$BATS_TEST_DIRNAME/../files.py" a.warc.gz <spec
	"$GEPPO" ingest a.warc.gz >/dev/null 2>&1
	"$GEPPO" parse 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	item=$("$GEPPO" search 行动计划 --json | jq -r '[.. | .id? // .item? // empty][0]')
	"$GEPPO" translate offer "$item" --by 編集 >/dev/null
	"$GEPPO" translate claim 1 --by 訳者 >/dev/null
}

@test "attachments are cut like the page, and lie beside it as they were taken" {
	"$GEPPO" translate package 1 --by 訳者 >/dev/null
	run python3 - <<'PY'
import zipfile, io, json
z = zipfile.ZipFile("geppo-000001.zip")
pre = "geppo-000001/"
x = z.read(pre + "xliff/000001.xlf").decode()
for s in "第一条 到2027年，细颗粒物浓度下降10%。", "不得新建燃煤锅炉。", "试验市空气质量改善行动计划", "附表扫描件":
    assert ">%s</source>" % s in x, s
d = zipfile.ZipFile(io.BytesIO(z.read(pre + "source/attachments/01.docx")))
assert "淘汰老旧锅炉" in d.read("word/document.xml").decode()
listed = z.read(pre + "source/attachments.txt").decode().splitlines()
assert listed[1].startswith("1\tattachments/01.docx\t本文あり"), listed
assert listed[2].startswith("2\t—\t"), listed
assert "淘汰老旧锅炉" in z.read(pre + "source/page.html").decode()
assert "添付　　　　2件(本文を訳すもの1、読めないもの1)" in z.read(pre + "brief.txt").decode()
m = json.loads(z.read(pre + "manifest.json"))
assert "source/attachments/01.docx" in {f["path"] for f in m["files"]}
print("good")
PY
	[ "$output" = good ]
}

@test "a file that changed supersedes the work; the package has what changed and the old translation" {
	"$GEPPO" translate package 1 --by 訳者 >/dev/null
	python3 - <<'PY'
import zipfile, re
x = zipfile.ZipFile("geppo-000001.zip").read("geppo-000001/xliff/000001.xlf").decode()
for zh, ja in (("不得新建燃煤锅炉。", "石炭ボイラーを新設してはならない。"), ("第二条 淘汰老旧锅炉。", "第2条　老朽ボイラーを淘汰する。")):
    x = x.replace('<source xml:lang="zh-CN">%s</source>' % zh, '<source xml:lang="zh-CN">%s</source><target xml:lang="ja-JP">%s</target>' % (zh, ja))
open("part.xlf", "w").write(x)
PY
	"$GEPPO" translate deliver part.xlf --by 訳者 --partial >/dev/null
	[ "$("$GEPPO" translate show 1 --json | jq .translated)" -eq 2 ]
	sed 's/06-01T00/06-05T00/; s/不得新建燃煤锅炉/不得新建、扩建燃煤锅炉/' spec >spec2
	python3 "$BATS_TEST_DIRNAME/../files.py" b.warc.gz <spec2
	"$GEPPO" ingest b.warc.gz >/dev/null 2>&1
	"$GEPPO" parse 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
	[ "$("$GEPPO" translate show 1 --json | jq -r '.state + (.edition | tostring)')" = superseded2 ]
	"$GEPPO" translate package 1 --by 訳者 --out two.zip >/dev/null
	run python3 - <<'PY'
import zipfile, io
z = zipfile.ZipFile("two.zip")
x = z.read("geppo-000001/xliff/000001.xlf").decode()
assert x.count("<trans-unit") == 1 and "扩建" in x, x.count("<trans-unit")
assert "石炭ボイラーを新設してはならない。" in x
d = zipfile.ZipFile(io.BytesIO(z.read("geppo-000001/bilingual.docx"))).read("word/document.xml").decode()
assert "石炭ボイラーを新設してはならない。" in d and "不得新建燃煤锅炉。" in d
assert "原文が改訂されました" in z.read("geppo-000001/brief.txt").decode()
print("good")
PY
	[ "$output" = good ]
	[ "$("$GEPPO" translate show 1 --json | jq .translated)" -eq 1 ]
}
