#!/usr/bin/env bats
# The package in the hands of other people's tools: the OASIS schema, translate-toolkit, OmegaT.
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
	python3 -m zipfile -e geppo-000001.zip .
	cd geppo-000001
}

@test "XLIFF 2.1 is valid by the OASIS schema" {
	xmllint --noout --nonet --schema "$SHARED/suites/xliff/xliff-21/schemas/xliff_core_2.0.xsd" xliff21/000001.xlf
}

@test "translate-toolkit reads every unit, and its XLIFF comes back" {
	run /usr/bin/python3 - <<'PY'
from translate.storage import xliff, tmx, tbx
x = xliff.xlifffile.parsefile("xliff/000001.xlf")
print(len(x.units), len(tmx.tmxfile.parsefile("omegat/tm/penalty-20/draft.tmx").units))
assert len(tbx.tbxfile.parsefile("glossary/glossary.tbx").units) > 1000
for u in x.units:
    if u.source == "应当奖励。":
        u.target = "奨励しなければならない。"
x.savefile("back.xlf")
PY
	[ "$output" = "8 1" ]
	run "$GEPPO" translate deliver back.xlf --by 訳者 --partial --json
	[ "$status" -eq 0 ]
	[ "$("$GEPPO" translate show 1 --json | jq -r '.text[] | select(.source == "应当奖励。") | .target')" = 奨励しなければならない。 ]
}

@test "OmegaT translates from its memory, and its target comes back" {
	sed 's|<body>|<body><tu><tuv xml:lang="zh-CN"><seg>应当奖励。</seg></tuv><tuv xml:lang="ja-JP"><seg>奨励しなければならない。</seg></tuv></tu>|; s|<body/>|<body><tu><tuv xml:lang="zh-CN"><seg>应当奖励。</seg></tuv><tuv xml:lang="ja-JP"><seg>奨励しなければならない。</seg></tuv></tu></body>|' omegat/tm/auto/work.tmx >omegat/tm/auto/mine.tmx
	HOME="$BATS_TEST_TMPDIR" omegat omegat --mode=console-translate >/dev/null 2>&1
	run "$GEPPO" translate deliver omegat/target/000001.xlf --by 訳者 --partial --json
	[ "$status" -eq 0 ]
	[ "$(jq -r '[.format, .found] | join(" ")' <<<"$output")" = "xliff-1.2 1" ]
	[ "$("$GEPPO" translate show 1 --json | jq -r '.text[] | select(.target) | .target')" = 奨励しなければならない。 ]
}
