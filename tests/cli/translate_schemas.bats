#!/usr/bin/env bats
# What is in a package is valid by the schemas of the formats' owners, as Debian carries them: XLIFF 1.2
# strict with php-symfony-translation; TMX 1.4, TBX, SRX 2.0 and OmegaT's project with omegat.
bats_require_minimum_version 1.5.0

setup_file() {
	local schemas=/usr/share/php/Symfony/Component/Translation/Resources/schemas
	cd "$BATS_FILE_TMPDIR"
	python3 - <<'PY'
import zipfile
z = zipfile.ZipFile("/usr/share/omegat/OmegaT.jar")
for n in ("tmx14.dtd", "tbx.xsd", "srx20.xsd", "project_properties.xsd", "xml.xsd"):
    open(n, "wb").write(z.read("schemas/" + n))
PY
	cp "$schemas/xml.xsd" .
	for f in xliff-core-1.2-strict.xsd srx20.xsd; do
		[ -e "$f" ] || cp "$schemas/$f" .
		sed -i 's|http://www.w3.org/2001/xml.xsd|xml.xsd|' "$f"
	done
	export SCHEMAS="$BATS_FILE_TMPDIR" GEPPO_DIR="$BATS_FILE_TMPDIR/d"
	"$GEPPO" init "$GEPPO_DIR" >/dev/null 2>&1
	load $'第一条　为了保护环境，2025年下降1.5万吨，制定本法。\n不得处罚！<b>&amp;]]>“引号”\u0001\n序号\t指标\n1\t优良天数比例\n挥发性有机物排放量比2020年下降10%。'
	"$GEPPO" translate claim 1 --by 訳者 >/dev/null
	"$GEPPO" translate package 1 --by 訳者 --with all --out first.zip >/dev/null
	python3 -m zipfile -e first.zip first
}

# The document, or a later state of it.
load() {
	jq -cn --arg b "$1" '{id:"one",title:"大气污染防治办法（试行）",issuer:"生态环境部",published:"2026-06-01",doc_number:null,url:"https://example.cn/one.html",body:$b}' >in.jsonl
	"$GEPPO" load in.jsonl 2>/dev/null
	"$GEPPO" store 2>/dev/null
	"$GEPPO" translate draft 2>/dev/null
}

valid() {
	xmllint --noout --nonet --schema "$SCHEMAS/$1" "${@:2}" 2>&1
}

all_valid() {
	local f
	valid xliff-core-1.2-strict.xsd "$1"/xliff/*.xlf "$1"/omegat/source/*.xlf
	valid tbx.xsd "$1/glossary/glossary.tbx"
	valid srx20.xsd "$1/srx/geppo-zh.srx"
	valid project_properties.xsd "$1/omegat/omegat.project"
	while read -r f; do
		xmllint --noout --nonet --dtdvalid "$SCHEMAS/tmx14.dtd" "$f" 2>/dev/null
	done < <(find "$1" -name '*.tmx')
	[ "$(find "$1" -name '*.tmx' | wc -l)" -ge 5 ]
}

@test "a first package is valid in every form" {
	all_valid "$SCHEMAS/first/geppo-000001"
}

@test "the schemas do refuse what is wrong" {
	cd "$BATS_TEST_TMPDIR"
	sed 's/<trans-unit id=/<trans-unit nr=/' "$SCHEMAS/first/geppo-000001/xliff/000001.xlf" >bad.xlf
	! valid xliff-core-1.2-strict.xsd bad.xlf
	sed 's/ adminlang="[^"]*"//' "$SCHEMAS/first/geppo-000001/memory/full.tmx" >bad.tmx
	! xmllint --noout --nonet --dtdvalid "$SCHEMAS/tmx14.dtd" bad.tmx 2>/dev/null
	sed 's/langSet/langset/g' "$SCHEMAS/first/geppo-000001/glossary/glossary.tbx" >bad.tbx
	! valid tbx.xsd bad.tbx
}

@test "so is one with accepted translations, matches and old text beside new" {
	cd "$BATS_TEST_TMPDIR"
	python3 - "$SCHEMAS/first/geppo-000001/xliff/000001.xlf" <<'PY'
import re, sys
t = open(sys.argv[1]).read()
t = re.sub(r"<target .*?</target>", "", t)
put = {"挥发性有机物排放量": "揮発性有機化合物（VOC）の排出量を2020年比10％削減する。", "制定本法": "第1条　環境を保護するため、2025年に1.5万トン削減し、本法を制定する。"}
def one(m):
    for zh, ja in put.items():
        if zh in m.group(0):
            return m.group(0) + '<target xml:lang="ja-JP">%s</target>' % ja
    return m.group(0)
open("back.xlf", "w").write(re.sub(r"<source [^>]*>[^<]*</source>", one, t))
PY
	"$GEPPO" translate deliver back.xlf --by 訳者 --partial >/dev/null
	load $'第一条　为了保护环境，2026年下降2.5万吨，制定本法。\n挥发性有机物排放量比2020年下降18%。\n新的一条。'
	"$GEPPO" translate package 1 --by 訳者 --with all --out second.zip >/dev/null
	python3 -m zipfile -e second.zip second
	all_valid second/geppo-000001
	grep -q '<alt-trans' second/geppo-000001/xliff/000001.xlf
}
