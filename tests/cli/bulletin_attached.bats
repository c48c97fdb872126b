#!/usr/bin/env bats
# A page that holds nothing but files: its entry says where the text is, and what was read of it.
bats_require_minimum_version 1.5.0

SITE=http://sthj.example.cn/tz

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	export GEPPO_DIR="$BATS_TEST_TMPDIR/d" LC_ALL=C.UTF-8
	mkdir -p "$GEPPO_DIR/config"
	cat >"$GEPPO_DIR/config/sources.yaml" <<-YAML
	sources:
	- {id: shiyan, name_zh: 生态环境部, name_ja: 生態環境部, column: 通知, level: central, region: 000000, list_url: "$SITE/", article: '^http://sthj\.example\.cn/tz/[a-z]+\d*$'}
	YAML
}

@test "read from a file, and not read" {
	python3 tests/files.py "$BATS_TEST_TMPDIR/a.warc.gz" <<-J
	{"url":"$SITE/article1","page":{"title":"关于印发空气质量持续改善行动方案的通知","date":"2026-06-03","body":[],"files":[["附件 方案","$SITE/f/plan.docx"]]}}
	{"url":"$SITE/f/plan.docx","docx":["空气质量持续改善行动方案","为持续改善环境空气质量，制定本方案。","一、主要目标。到2027年，全国细颗粒物（PM2.5）年均浓度控制在32微克/立方米以下。"]}
	{"url":"$SITE/article2","page":{"title":"关于印发柴油货车大气污染治理办法的通知","date":"2026-06-04","body":[],"files":[["附件 办法","$SITE/f/scan.pdf"]]}}
	{"url":"$SITE/f/scan.pdf","scan":2}
	J
	"$GEPPO" ingest "$BATS_TEST_TMPDIR/a.warc.gz"
	"$GEPPO" parse || [ $? -eq 1 ]
	"$GEPPO" store
	"$GEPPO" bulletin draft 2026-06 --issued 2026-07-07
	"$GEPPO" bulletin show 2026-06 --format xml >"$BATS_TEST_TMPDIR/x.xml"
	xmllint --noout --relaxng bulletin/templates/issue.rng "$BATS_TEST_TMPDIR/x.xml"
	xml() { xmllint --xpath "$1" "$BATS_TEST_TMPDIR/x.xml"; }
	[ "$(xml 'string(//entry[contains(title, "空气质量")]/@body)')" = attached ]
	[ "$(xml 'string(//entry[contains(title, "柴油")]/@body)')" = unread ]
	[ "$(xml 'count(//entry[contains(title, "空气质量")]/point[contains(., "32")])')" -eq 1 ]
	[ "$(xml 'count(//entry[contains(title, "柴油")]/point)')" -eq 0 ]
	run "$GEPPO" bulletin show 2026-06
	[[ "$output" == *"・本文は添付ファイルにあります"* ]]
	[[ "$output" == *"・本文は添付ファイルにあり、未収録"* ]]
}
