#!/usr/bin/env bats
# geppo search: forms of characters, signs, filters, many hits, Japanese words.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$D"
}

# id title issuer date number body
record() {
	jq -cn --arg id "$1" --arg t "$2" --arg i "$3" --arg p "$4" --arg n "$5" --arg b "$6" \
		'{id: $id, title: $t, issuer: $i, published: $p, doc_number: (if $n == "" then null else $n end), url: null, body: $b}'
}

take_in() {
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
}

found() {
	"$GEPPO" search --json --dir "$D" "$@" | jq -r '.[].title' | sort | tr '\n' ' '
}

few() {
	{
		record a "唐山市大气污染防治条例" "唐山市人民政府" 2025-03-02 "唐政发〔2025〕7号" "防治大气污染,改善环境质量。PM2.5浓度下降。"
		record b "杭州市扬尘管理办法" "杭州市人民政府" 2025-04-05 "" "施工工地的扬尘。环境空气。"
		record c "宝鸡市锅炉治理通知" "宝鸡市人民政府" 2024-01-09 "" "锅炉改造。"
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
}

@test "simplified, traditional, Japanese and wide forms are one; one character is enough" {
	few
	for word in 大气污染 大氣污染 大気汚染 大氣汙染; do
		[ "$(found "$word")" = "唐山市大气污染防治条例 " ]
	done
	[ "$(found 環境)" = "$(found 环境)" ]
	[ "$(found 环境)" = "唐山市大气污染防治条例 杭州市扬尘管理办法 " ]
	[ "$(found ＰＭ２．５)" = "唐山市大气污染防治条例 " ]
	[ "$(found pm2.5)" = "唐山市大气污染防治条例 " ]
	[ "$(found 炉)" = "宝鸡市锅炉治理通知 " ]
	[ "$(found 炉改)" = "宝鸡市锅炉治理通知 " ]
	[ "$(found 改炉)" = "" ]
}

@test "a document number in any brackets; words parted by the signs of a list" {
	few
	for word in '唐政发〔2025〕7号' '唐政发[2025]7号' '唐政发（2025）7号'; do
		[ "$(found "$word")" = "唐山市大气污染防治条例 " ]
	done
	[ "$(found '防治、改善')" = "唐山市大气污染防治条例 " ]
	[ "$(found '改善，唐山')" = "唐山市大气污染防治条例 " ]
	[ "$(found '改善 杭州')" = "" ]
}

@test "who has a document number comes before who speaks of it" {
	{
		record plan "空气质量持续改善行动计划" "国务院" 2027-01-05 "国发〔2027〕6号" "$(printf '要求%s，措施。' $(seq 200))"
		record told "国发〔2027〕6号解读" "国务院" 2027-01-06 "" "国发〔2027〕6号，国发〔2027〕6号。"
		record other "国发〔2027〕6号落实情况" "国务院" 2027-02-06 "国发〔2027〕61号" "国发〔2027〕6号。"
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	for word in '国发〔2027〕6号' '国发[2027]6号' '国发（2027）6' '國發〔2027〕6號'; do
		"$GEPPO" search --json --dir "$D" "$word" | jq -e 'length == 3 and .[0].title == "空气质量持续改善行动计划"'
	done
	"$GEPPO" search --json --dir "$D" '国发〔2027〕61号' | jq -e 'map(.title) == ["国发〔2027〕6号落实情况"]'
	[ "$("$GEPPO" search --json --from 2027-02 --dir "$D" '国发〔2027〕6号' | jq length)" = 1 ]
}

@test "what an index takes for its own language are signs like others" {
	few
	for word in '"扬尘' '扬尘"' "扬尘'" '扬尘*' '^扬尘' '(扬尘' '扬尘)' '{扬尘}' '-扬尘' '扬尘;--' '"扬尘" "施工"'; do
		[ "$(found -- "$word")" = "杭州市扬尘管理办法 " ]
	done
	for word in 'title:扬尘' 'NEAR(扬尘 施工)' '扬尘 NOT 锅炉'; do
		[ "$(found -- "$word")" = "" ]
	done
	for word in '"' '*' '《》' '，' ' '; do
		run --separate-stderr "$GEPPO" search --dir "$D" -- "$word"
		[ "$status" -eq 65 ]
	done
}

@test "the place of a match is shown whatever signs stand in it, and never half a character" {
	{
		record a "🏭唐山市大气𠮷污染防治条例" "唐山市人民政府" 2025-03-02 "唐政发〔2025〕7号" "$(printf '😀%.0s' $(seq 30))防治大气污染,改善环境质量$(printf '𠮷%.0s' $(seq 70))"
		record b "执行标准的通知" "唐山市人民政府" 2025-03-09 "" "执行GB3095—2012《环境空气质量标准》和HJ 633-2026。"
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	place() { "$GEPPO" search --json --dir "$D" -- "$1" | jq -r '.[0].snippet'; }
	[ "$(place '唐政发[2025]7号')" = "【唐政发〔2025〕7号】" ]
	[[ "$(place '防治、改善')" == *"【防治】大气污染,【改善】环境质量𠮷"* ]]
	[[ "$(place '"大氣汙染"')" == *"防治【大气污染】,改善"* ]]
	for word in 'GB 3095-2012' gb3095 'GB3095' 'ＧＢ３０９５—２０１２'; do
		[ "$(found "$word")" = "执行标准的通知 " ]
	done
	[[ "$(place 'GB 3095')" == "执行【GB】【3095】—2012"* ]]
	[ "$(found 'HJ633')" = "执行标准的通知 " ]
	# every answer is whole characters: an outside reader of UTF-8 and JSON takes it
	"$GEPPO" search --json --dir "$D" 大气污染 | python3 -c 'import json, sys
for hit in json.loads(sys.stdin.buffer.read().decode("utf-8")):
    s = hit["snippet"]
    assert len(s) <= 66 and "\ufffd" not in s, s
    assert all(set(hit) == {"item", "title", "title_ja", "date", "issuer", "snippet", "attachment", "score"} for _ in [0]), hit'
}

@test "half-width kana, a Japanese title an editor accepted; a query too long is called that" {
	few
	item=$("$GEPPO" search --json --dir "$D" 锅炉 | jq -r '.[0].item')
	sqlite3 "$D/geppo.db" "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$item', 'title_ja', '宝鶏市ガスボイラー改造に関する通知', 'e', '2026-01-01T00:00:00Z')"
	"$GEPPO" store --rebuild --dir "$D"
	for word in ガスボイラー ｶﾞｽﾎﾞｲﾗｰ 宝鶏市 宝鸡市ガス; do
		[ "$(found "$word")" = "宝鸡市锅炉治理通知 " ]
	done
	[ "$("$GEPPO" search --json --dir "$D" ガス | jq -r '.[0].title_ja')" = 宝鶏市ガスボイラー改造に関する通知 ]
	for n in 3000 20000; do
		run --separate-stderr "$GEPPO" search --dir "$D" "$(printf '大气%.0s' $(seq "$n"))"
		[ "$status" -eq 65 ]
		[[ "$stderr" == *"the query is longer than 4096 bytes"* ]]
	done
	run "$GEPPO" search --dir "$D" $'\xff\xfe大气'
	[ "$status" -le 65 ]
}

@test "filters hold however many have the word, and their edges are right" {
	{
		record old "杭州市环境空气旧闻" "杭州市生态环境局" 2019-05-05 "" "环境空气。"
		for i in $(seq 700); do
			record "n$i" "唐山市环境空气第${i}期简报" "唐山市生态环境局" "2025-0$((i % 9 + 1))-11" "" "环境空气第${i}期,站点$((i * 7))个,天数$((i * 3))天。"
		done
		record text "宝鸡市旧函" "宝鸡市人民政府" 2018-01-09 "" "见前期简报。"
	} >"$BATS_TEST_TMPDIR/in.jsonl"
	take_in
	# Texts are left out when two hundred titles hold the word, not when fewer pass the filters or more are asked for.
	run --separate-stderr "$GEPPO" search --dir "$D" --max 200 简报
	[[ "$output" != *宝鸡市旧函* && "$stderr" == *"200 of more than 500 items shown; "* ]]
	[ "$(found 简报 --region 610300)" = "宝鸡市旧函 " ]
	[ "$("$GEPPO" search --json --max 1000 --dir "$D" 简报 | jq length)" = 701 ]
	[ "$(found 环境空气 --to 2019-05-05)" = "杭州市环境空气旧闻 " ]
	[ "$(found 环境空气 --to 2019-05-04)" = "" ]
	[ "$(found 环境空气 --from 2019-05 --to 2019-05)" = "杭州市环境空气旧闻 " ]
	[ "$(found 环境空气 --region 330100)" = "杭州市环境空气旧闻 " ]
	[ "$(found 环境空气 --region 330000)" = "杭州市环境空气旧闻 " ]
	[ "$(found 环境空气 --region yrd)" = "杭州市环境空气旧闻 " ]
	[ "$(found 环境空气 --region 370000)" = "" ]
	[ "$("$GEPPO" search --json --max 1000 --dir "$D" 环境空气 | jq length)" = 701 ]
	[ "$("$GEPPO" search --json --max 1000 --region jjj --dir "$D" 环境空气 | jq length)" = 700 ]
	[ "$("$GEPPO" search --json --dir "$D" 环境空气 | jq length)" = 20 ]
	# What is not shown is told.
	run --separate-stderr "$GEPPO" search --dir "$D" --region jjj --max 3 第12期简报
	[[ -z "$stderr" && $(grep -c 第12期 <<<"$output") -ge 1 ]]
	run --separate-stderr "$GEPPO" search --dir "$D" --max 3 环境空气
	[[ "$stderr" == *"3 of more than 500 items shown; "* ]]
	run --separate-stderr "$GEPPO" search --dir "$D" --max 3 --from 2025-03-11 --to 2025-03-11 --json 环境空气
	[[ "$stderr" == *"3 of 78 items shown; --max shows more"* ]] # 700 / 9, the months of n % 9 = 2
	[ "$(jq length <<<"$output")" = 3 ]
	for filter in "--measure dsut" "--type plans" "--level town" "--region 990000" "--region 370000"; do
		run --separate-stderr "$GEPPO" search --dir "$D" $filter 环境空气
		[ "$output" = "nothing found" ]
		[[ "$stderr" == *"no item at all has the label \"${filter#* }\""* ]]
	done
	# An editor's word on a label goes before the machine's.
	item=$("$GEPPO" search --json --dir "$D" 旧闻 | jq -r '.[0].item')
	sqlite3 "$D/geppo.db" "INSERT INTO decision (subject, field, value, who, at) VALUES ('item:$item', 'label.region', '370100', 'e', '2026-01-01T00:00:00Z')"
	[ "$(found 环境空气 --region 370000)" = "杭州市环境空气旧闻 " ]
	[ "$(found 环境空气 --region 330100)" = "" ]
}

@test "an item is found by the note and the summary in Japanese" {
	few
	item=$("$GEPPO" search --json --dir "$D" 锅炉 | jq -r '.[0].item')
	sqlite3 "$D/geppo.db" "INSERT INTO machine_text (item, field, source, text, flags, service, at) VALUES ('$item', 'summary', 'x', '小型ボイラーの更新を求める通知', '', 's', '2026-01-01T00:00:00Z')"
	"$GEPPO" store --rebuild --dir "$D"
	[ "$(found ボイラー)" = "宝鸡市锅炉治理通知 " ]
	run "$GEPPO" search --json --dir "$D" ボイラー
	[ "$(jq -r '.[0].snippet' <<<"$output")" = "小型【ボイラー】の更新を求める通知" ]
}

@test "what comes in many small passes is in few pieces of the indexes, and all of it is found" {
	for i in $(seq 30); do
		record "n$i" "唐山市环境空气第${i}期简报" "唐山市生态环境局" "2025-03-$((i % 19 + 10))" "" "站点$((i * 7))个,天数$((i * 3))天。" >"$BATS_TEST_TMPDIR/in.jsonl"
		take_in
	done 2>/dev/null
	for index in search search_title; do
		# Thirty pieces of one each would be merged to 16 + 8 + 4 + 2.
		[ "$(sqlite3 "$D/geppo.db" "SELECT count(DISTINCT id >> 37) FROM ${index}_data WHERE id > 10")" -le 4 ]
	done
	[ "$("$GEPPO" search --json --max 100 --dir "$D" 环境空气 | jq length)" = 30 ]
	[ "$(found 站点49个)" = "唐山市环境空气第7期简报 " ]
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}
