#!/usr/bin/env bats
# geppo classify --review and --take: a month's labels under a person's eyes, corrections kept.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	D="$BATS_TEST_TMPDIR/data"
	mkdir -p "$D/config"
	SHEET="$BATS_TEST_TMPDIR/sheet"
}

# loaded AIR WATER: so many documents of June 2026 about air, and about water.
loaded() {
	python3 - "$@" >"$BATS_TEST_TMPDIR/in.jsonl" <<-'END'
	import json, sys
	cities = "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封".split()
	for n, what in ((int(sys.argv[1]), "大气污染防治条例"), (int(sys.argv[2]), "水污染防治条例")):
	    for c in cities[:n]:
	        print(json.dumps({"id": c + what, "title": c + "市" + what, "issuer": c + "市人大常委会",
	                          "published": "2026-06-%02d" % (1 + cities.index(c) % 28), "body": c + "市" + what + "全文。"}, ensure_ascii=False))
	END
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store --dir "$D" 2>/dev/null
}

sheet() { "$GEPPO" classify --review 2026-06 --dir "$D" >"$SHEET"; }
take() { run --separate-stderr "$GEPPO" classify --take "$SHEET" --by 編集者 --dir "$D"; }
decisions() { sqlite3 "$D/geppo.db" 'SELECT subject, field, value, who FROM decision ORDER BY id'; }

@test "thirty items, a third at most not about air, the same at each call" {
	loaded 40 40
	sheet
	[ "$(grep -c '^item ' "$SHEET")" -eq 30 ]
	[ "$(grep -c '^air        yes' "$SHEET")" -eq 20 ]
	[ "$(grep -c '^air        no' "$SHEET")" -eq 10 ]
	cp "$SHEET" "$SHEET.first"
	sheet
	cmp "$SHEET" "$SHEET.first"
	# Each label stands with the words that earned it.
	[ "$(grep -c '^|          yes: 「大气' "$SHEET")" -eq 20 ]
}

@test "few items: all of them; none: said" {
	loaded 4 3
	sheet
	[ "$(grep -c '^item ' "$SHEET")" -eq 7 ]
	run "$GEPPO" classify --review 2026-05 --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$output" == *"a sample of 0 of the month's 0 items"* ]]
}

@test "an unchanged sheet corrects nothing and tells the share" {
	loaded 3 0
	sheet
	take
	[ "$status" -eq 0 ]
	[ "$output" = "3 items reviewed, 0 labels corrected; right as they were: air 3 of 3, level 3 of 3, region 3 of 3, doc_type 3 of 3, measure 3 of 3, translate 3 of 3" ]
	[ -z "$(decisions)" ]
}

@test "changed values become decisions that outlive loading and labelling anew" {
	loaded 1 0
	sheet
	id=$(sed -n 's/^item \([^ ]*\) .*/\1/p' "$SHEET")
	sed -i 's/^air .*/air borderline/; s/^region .*/region  130100, 130200/; s/^flag .*/flag medium/' "$SHEET"
	take
	[ "$status" -eq 0 ]
	[[ "${lines[-1]}" == "1 items reviewed, 3 labels corrected; right as they were: air 0 of 1, level 1 of 1, region 0 of 1,"* ]]
	diff <(decisions) - <<END
item:$id|label.air|borderline|編集者
item:$id|label.region|130100;130200|編集者
item:$id|flag|medium|編集者
END
	sed -i 's/全文/全部条文/' "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl" 2>/dev/null
	"$GEPPO" store --dir "$D" 2>/dev/null
	"$GEPPO" parse --relabel --dir "$D" >/dev/null 2>&1
	sheet
	grep -qx 'air        borderline' "$SHEET"
	grep -qx 'region     130100;130200' "$SHEET"
	grep -qx 'flag       medium' "$SHEET"
	# The queue follows the editor, whatever the rules say.
	"$GEPPO" translate draft --dir "$D" 2>/dev/null
	[ "$(sqlite3 "$D/geppo.db" 'SELECT rule, priority FROM job')" = 'editor|medium' ]
}

@test "corrected items are listed again beside the sample" {
	loaded 40 0
	sheet
	listed=$(sed -n 's/^item \([^ ]*\) .*/\1/p' "$SHEET")
	other=$("$GEPPO" store export-groups --dir "$D" | cut -f2 | grep -vxF "$listed" | head -1)
	sqlite3 "$D/geppo.db" "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$other', 'label.air', 'no', 'x', '2026-06-30T00:00:00Z')"
	sheet
	grep -qF "item $other " "$SHEET"
	# Drawn or not: an item that is about air and was corrected stands behind the thirty.
	sqlite3 "$D/geppo.db" "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$other', 'label.air', 'yes', 'x', '2026-06-30T00:00:01Z')"
	sheet
	[ "$(grep -c '^item ' "$SHEET")" -eq 31 ]
	sed -n '/^# Corrected by editors before:/,$p' "$SHEET" | grep -q "^item $other "
}

@test "every fault of a sheet is told by its line, and nothing is taken" {
	loaded 2 0
	sheet
	first=$(grep -n -m1 '^air' "$SHEET" | cut -d: -f1)
	sed -i "${first}s/.*/air perhaps/" "$SHEET"
	sed -i "$((first + 2))s/.*/level  city;county/" "$SHEET"
	printf 'item Z9999Z 00000000\ncolour blue\n' >>"$SHEET"
	last=$(wc -l <"$SHEET")
	take
	[ "$status" -eq 65 ]
	[ -z "$output" ]
	[[ "$stderr" == *"sheet:$first: air: \" perhaps\" is not allowed; allowed: yes, borderline, no"* ]]
	[[ "$stderr" == *"sheet:$((first + 2)): level: \"  city;county\" is not allowed"* ]]
	[[ "$stderr" == *"sheet:$((last - 1)): \"Z9999Z\": no such item"* ]]
	[[ "$stderr" == *"sheet:$last: \"colour blue\": neither a kind of label nor \"item\""* ]]
	[[ "$stderr" == *"nothing was taken: 4 faults"* ]]
	[ -z "$(decisions)" ]
}

@test "labels that changed since the sheet was printed are not overwritten" {
	loaded 1 0
	sheet
	sed -i 's/^air .*/air no/' "$SHEET"
	id=$(sed -n 's/^item \([^ ]*\) .*/\1/p' "$SHEET")
	sqlite3 "$D/geppo.db" "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$id', 'label.doc_type', 'plan', '別の人', '2026-06-30T00:00:00Z')"
	take
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"$id: its labels are others now than when the sheet was printed"* ]]
	[ "$(decisions | wc -l)" -eq 1 ]
}
