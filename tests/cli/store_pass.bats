#!/usr/bin/env bats
# geppo store as a program: killed, without room, and what its commands print.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
}

teardown() {
	umount "$BATS_TEST_TMPDIR/small" 2>/dev/null || true # of the full disk
}

# N documents in families of four: a notice, its repost, its interpretation, next year's.
documents() {
	awk -v n="$1" 'BEGIN {
		split("保定市 唐山市 邢台市 沧州市 德州市 聊城市 滨州市 菏泽市 开封市 安阳市", city, " ")
		for (i = 0; i < n; i++) {
			family = int(i / 4); c = city[family % 10 + 1]; m = family % 12 + 1
			t = sprintf("%s第%d号区域扬尘治理方案", c, family)
			if (i % 4 == 0) title = "关于印发《" t "》的通知"
			if (i % 4 == 1) title = "转载：关于印发《" t "》的通知"
			if (i % 4 == 2) title = "《" t "》政策解读"
			if (i % 4 == 3) title = "关于印发《" t "（2025年修订）》的通知"
			printf "{\"id\":\"x%d\",\"title\":\"%s\",\"issuer\":\"%s人民政府\",\"published\":\"%d-%02d-%02d\",\"doc_number\":null,\"url\":null,\"body\":\"正文第%d段，各单位认真落实。\"}\n", \
				i, title, c, i % 4 == 3 ? 2025 : 2024, m, i % 4 + 1, i
		}
	}'
}

answer() {
	"$GEPPO" store export-groups --dir "$1"
	"$GEPPO" store export-relations --dir "$1"
	sqlite3 "$1/geppo.db" "SELECT name, representative, date FROM item ORDER BY id;
		SELECT item, target, reason FROM redirect ORDER BY item;
		SELECT document, item, reason, beside FROM item_document ORDER BY document;
		SELECT key, day, document FROM document_key ORDER BY 1, 2, 3;
		SELECT name, state, why FROM document ORDER BY id;
		SELECT rowid FROM search WHERE search MATCH '\"扬尘\"' ORDER BY rowid"
}

@test "killed at random points, it ends like an undisturbed pass" {
	documents 1200 >"$BATS_TEST_TMPDIR/in.jsonl"
	mkdir "$BATS_TEST_TMPDIR/calm"
	"$GEPPO" load --dir "$BATS_TEST_TMPDIR/calm" "$BATS_TEST_TMPDIR/in.jsonl"
	cp "$BATS_TEST_TMPDIR/calm/geppo.db" "$D/geppo.db"
	"$GEPPO" store --dir "$BATS_TEST_TMPDIR/calm"
	answer "$BATS_TEST_TMPDIR/calm" >"$BATS_TEST_TMPDIR/calm.txt"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/calm.txt")" -gt 6000 ]
	hits=0
	for try in $(seq 100); do
		"$GEPPO" store --dir "$D" 2>/dev/null &
		pid=$!
		sleep "0.0$((RANDOM % 6))$((RANDOM % 10))"
		# Three deaths in one document's work would rightly leave it held: let it get past.
		while [ "$(sqlite3 -cmd '.timeout 30000' "$D/geppo.db" \
			"SELECT count(*) FROM document WHERE attempts >= 2 AND state = 'waiting'")" -gt 0 ] &&
			kill -0 $pid 2>/dev/null; do
			sleep 0.05
		done
		kill -9 $pid 2>/dev/null || true
		code=0
		wait $pid || code=$?
		[ "$code" -eq 137 ] && hits=$((hits + 1))
		[ "$code" -eq 137 ] || [ "$code" -eq 0 ]
		[ "$hits" -lt 20 ] || break
	done
	[ "$hits" -ge 20 ]
	[ "$(sqlite3 "$D/geppo.db" 'PRAGMA integrity_check')" = ok ]
	run -0 "$GEPPO" store --dir "$D"
	answer "$D" >"$BATS_TEST_TMPDIR/killed.txt"
	diff "$BATS_TEST_TMPDIR/calm.txt" "$BATS_TEST_TMPDIR/killed.txt"
	[ -z "$(sqlite3 "$D/geppo.db" 'PRAGMA foreign_key_check')" ]
	[ ! -e "$D/geppo.db-journal" ]
}

@test "no room: exit 74, the reason said, nothing harmed, and it goes on when there is room" {
	documents 400 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	size=$(($(stat -c %s "$D/geppo.db") / 1024 + 16))
	run --separate-stderr bash -c "trap '' XFSZ; ulimit -f $size; exec '$GEPPO' store --dir '$D'"
	[ "$status" -eq 74 ]
	[[ "$stderr" == *"$D/geppo.db: "* ]]
	[ "$(sqlite3 "$D/geppo.db" 'PRAGMA integrity_check')" = ok ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT count(*) FROM document')" = 400 ]
	run -0 "$GEPPO" store --dir "$D"
	[ "$("$GEPPO" status --json --dir "$D" | jq .documents.in_items)" = 400 ]
}

@test "a full disk is called that" {
	mkdir "$BATS_TEST_TMPDIR/small"
	mount -t tmpfs -o size=3m none "$BATS_TEST_TMPDIR/small" 2>/dev/null || skip "may not mount"
	documents 1500 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$BATS_TEST_TMPDIR/small" "$BATS_TEST_TMPDIR/in.jsonl"
	run --separate-stderr "$GEPPO" store --dir "$BATS_TEST_TMPDIR/small"
	code=$status said=$stderr
	check=$(sqlite3 "$BATS_TEST_TMPDIR/small/geppo.db" 'PRAGMA integrity_check')
	umount "$BATS_TEST_TMPDIR/small"
	[ "$code" -eq 74 ]
	[[ "$said" == *"the disk is full"* ]]
	[ "$check" = ok ]
}

@test "why explains each document, the relations and the decisions" {
	documents 4 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
	run "$GEPPO" store why ａ0000ａ --dir "$D"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "item A0000A" ]
	[[ "$output" == *"here because: first"* ]]
	[[ "$output" == *"here because: the same title, 1 days apart (beside x0)"* ]]
	[[ "$output" == *"interprets <- "*"政策解读"* ]]
	[[ "$output" == *"amends <- "*"a later edition of the same title"* ]]
	run "$GEPPO" store why x1 --dir "$D" # a loaded id is found too
	[ "${lines[0]}" = "item A0000A" ]
	run --separate-stderr "$GEPPO" store why A0000B --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"A0000B: no such item"* ]]
}

@test "split and merge are carried out by the next pass" {
	documents 4 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
	item() { "$GEPPO" store export-groups --dir "$D" | awk -v d="$1" '$1 == d {print $2}'; }
	[ "$(item x0)" = "$(item x1)" ]
	"$GEPPO" store split x1 --who 編集 --why 別物 --dir "$D"
	"$GEPPO" store --dir "$D"
	[ "$(item x0)" != "$(item x1)" ]
	"$GEPPO" store merge "$(item x1)" "$(item x0)" --who 編集 --dir "$D"
	"$GEPPO" store --dir "$D"
	[ "$(item x0)" = "$(item x1)" ]
	[ "$(item x0)" = A0000A ]
	run --separate-stderr "$GEPPO" store merge A0000A A0001A --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"A0001A: no item id"* ]]
}

@test "status adds up, in three faces" {
	documents 8 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	run "$GEPPO" status --json --dir "$D"
	jq -e '.v == 1 and .documents == {total: 8, in_items: 0, held: 0, waiting: 8}' <<<"$output"
	jq -e '.captures == {total: 0, parsed: 0, held: 0, waiting: 0, dropped: {}}' <<<"$output"
	jq -e '.sources == [] and .jobs == {}' <<<"$output"
	"$GEPPO" store --dir "$D"
	[ "$("$GEPPO" status --json --dir "$D" | jq -c .documents)" = '{"total":8,"in_items":8,"held":0,"waiting":0}' ]
	run "$GEPPO" status --dir "$D"
	[[ "$output" =~ documents.*total\ +8.*in\ items\ +8 ]]
	run "$GEPPO" status --lang ja --dir "$D"
	[[ "$output" == *文書*案件に整理済み*翻訳ジョブ* ]]
	run --separate-stderr "$GEPPO" status --lang fr --dir "$D"
	[ "$status" -eq 64 ]
}

@test "search prints JSON, refuses a wrong date, says when nothing is found" {
	documents 4 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
	run --separate-stderr "$GEPPO" search 揚塵 --json --max 1 --dir "$D"
	[ "$status" -eq 0 ]
	jq -e 'length == 1 and (.[0].snippet | contains("【扬尘】"))' <<<"$output"
	run --separate-stderr "$GEPPO" search 扬尘 --from 2025 --json --dir "$D"
	jq -e 'map(.date) == ["2025-01-04"]' <<<"$output"
	run "$GEPPO" search 没有的词语 --dir "$D"
	[ "$output" = "nothing found" ]
	run --separate-stderr "$GEPPO" search 扬尘 --from 2025-13 --dir "$D"
	[ "$status" -eq 64 ]
	[[ "$stderr" == *"2025-13: no date; allowed: YYYY"* ]]
}

@test "neardup groups texts and names a bad line" {
	long="各县（市、区）人民政府要把工业炉窑整治放在突出位置，逐户建立台账，明确责任人和完成时限，每月五日前报告进展情况并抄送督查室。"
	other="为做好秋粮收购期间的运输保障，决定自九月二十日起开通粮食运输绿色通道，持证车辆优先过磅卸车，不得收取任何费用，夜间延长收购。"
	{
		jq -nc --arg t "$long" '{id: "a", text: $t}'
		jq -nc --arg t "$other" '{id: "b", text: $t}'
		jq -nc --arg t "记者：$long 责任编辑" '{id: "c", text: $t}'
	} >"$BATS_TEST_TMPDIR/t.jsonl"
	run --separate-stderr "$GEPPO" store neardup "$BATS_TEST_TMPDIR/t.jsonl"
	[ "$status" -eq 0 ]
	[ "$output" = $'a\ta\nb\tb\nc\ta' ]
	[[ "$stderr" == *"3 texts signed"* ]]
	echo '[1]' >>"$BATS_TEST_TMPDIR/t.jsonl"
	run --separate-stderr "$GEPPO" store neardup "$BATS_TEST_TMPDIR/t.jsonl"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"t.jsonl:4: not a JSON object"* ]]
	run "$GEPPO" store neardup "$BATS_TEST_TMPDIR/nosuch"
	[ "$status" -eq 74 ]
}
