#!/usr/bin/env bats
# geppo store --rebuild: the same items under the same ids, decisions kept.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
}

# Families: a notice and its repost, an explanation, next year's edition.
documents() {
	awk -v n="$1" 'BEGIN {
		split("保定市 唐山市 邢台市 沧州市 德州市", city, " ")
		for (i = 0; i < n; i++) {
			family = int(i / 4); c = city[family % 5 + 1]
			t = sprintf("%s第%d号扬尘治理方案", c, family)
			title = i % 4 == 0 ? "关于印发《" t "》的通知" : i % 4 == 1 ? "转载：关于印发《" t "》的通知" : \
				i % 4 == 2 ? "《" t "》政策解读" : "关于印发《" t "（2025年修订）》的通知"
			printf "{\"id\":\"x%d\",\"title\":\"%s\",\"issuer\":\"%s人民政府\",\"published\":\"%d-03-0%d\",\"doc_number\":null,\"url\":null,\"body\":\"正文第%d段。\"}\n", \
				i, title, c, i % 4 == 3 ? 2025 : 2024, i % 4 + 1, i
		}
	}'
}

# What readers see: groups, relations, representatives, and where old ids lead; by an outside reader.
answer() {
	"$GEPPO" store export-groups --dir "$D"
	"$GEPPO" store export-relations --dir "$D"
	sqlite3 "$D/geppo.db" "SELECT name, representative, date, first_seen FROM item ORDER BY id;
		SELECT item, target FROM redirect ORDER BY item;
		SELECT key, day, document FROM document_key ORDER BY 1, 2, 3;
		SELECT rowid FROM search WHERE search MATCH '\"扬尘\"' ORDER BY rowid;
		SELECT * FROM decision; SELECT * FROM entry; SELECT count(*) FROM item_former"
}

filled() {
	documents 120 >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$D"
}

item() { "$GEPPO" store export-groups --dir "$D" | awk -v d="$1" '$1 == d {print $2}'; }

@test "the same items under the same ids, an editor's merge and split kept" {
	filled
	"$GEPPO" store split x0 --who e --dir "$D"  # the first of its item
	"$GEPPO" store split x9 --who e --dir "$D"  # the second
	"$GEPPO" store merge "$(item x20)" "$(item x40)" --who e --dir "$D"
	sqlite3 "$D/geppo.db" "INSERT INTO issue VALUES ('2024-03','draft','<x/>','d','2024');
		INSERT INTO entry (month, n, item, section) VALUES ('2024-03', 1, 5, 'c')"
	"$GEPPO" store --dir "$D"
	[ "$(item x0)" != "$(item x1)" ]
	[ "$(item x8)" != "$(item x9)" ]
	[ "$(item x20)" = "$(item x40)" ]
	answer >"$BATS_TEST_TMPDIR/before"
	for round in 1 2; do
		run "$GEPPO" store --rebuild --dir "$D"
		[ "$status" -eq 0 ]
		answer >"$BATS_TEST_TMPDIR/after"
		diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
	done
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}

@test "killed on its way, the next pass ends it" {
	filled
	answer >"$BATS_TEST_TMPDIR/before"
	"$GEPPO" store --rebuild --dir "$D" 2>/dev/null &
	pid=$!
	while [ "$(sqlite3 -cmd '.timeout 30000' "$D/geppo.db" 'SELECT count(*) FROM item_former')" -eq 0 ] && kill -0 $pid 2>/dev/null; do :; done
	kill -9 $pid 2>/dev/null || true
	wait $pid || true
	"$GEPPO" store --dir "$D"
	answer >"$BATS_TEST_TMPDIR/after"
	diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "killed at counted writes to the disk: the same items, ids and decisions in the end" {
	filled
	"$GEPPO" store split x9 --who e --dir "$D"
	"$GEPPO" store merge "$(item x20)" "$(item x40)" --who e --dir "$D"
	"$GEPPO" store --dir "$D"
	answer >"$BATS_TEST_TMPDIR/before"
	cp -r "$D" "$BATS_TEST_TMPDIR/calm"
	hits=0
	for n in 1 2 4 7 12 20 31; do
		D="$BATS_TEST_TMPDIR/k"
		rm -rf "$D"
		cp -r "$BATS_TEST_TMPDIR/calm" "$D"
		code=0
		strace -f -o /dev/null -e trace=fdatasync,fsync -e inject=fdatasync,fsync:signal=KILL:when=$n \
			"$GEPPO" store --rebuild --dir "$D" >/dev/null 2>&1 || code=$?
		[ "$code" -eq 137 ] || continue
		hits=$((hits + 1))
		"$GEPPO" store --dir "$D" 2>/dev/null
		answer | diff "$BATS_TEST_TMPDIR/before" -
		"$GEPPO" check --dir "$D" >"$BATS_TEST_TMPDIR/check" || { cat "$BATS_TEST_TMPDIR/check"; false; }
	done
	echo "$hits times killed"
	[ "$hits" -ge 5 ]
}

# Documents a1 a2 a3 are one thing, b1 b2, c1 c2, d1 d2 others; ID, and a second version when asked.
things() {
	for id in "$@"; do
		of=${id%[0-9]*} n=$(printf '%d' "'${id%[0-9]*}")
		case $of in a) city=徐州 ;; b) city=邯郸 ;; c) city=沈阳 ;; *) city=南阳 ;; esac
		printf '{"id":"%s","title":"%s市第%d号工业炉窑治理通告","issuer":"%s市生态环境局","published":"2027-03-10","url":"http://%s.gov.cn/1.html","body":"%s市工业炉窑治理第%d项要求。%s"}\n' \
			"$id" $city "$n" $city "$id" $city "$n" "$SAYS"
	done >"$BATS_TEST_TMPDIR/things.jsonl"
	"$GEPPO" load --dir "$D" "$BATS_TEST_TMPDIR/things.jsonl" 2>/dev/null
	"$GEPPO" store --dir "$D" 2>/dev/null
}

decide() {
	"$GEPPO" store "$@" --who e --dir "$D" 2>/dev/null
	"$GEPPO" store --dir "$D" 2>/dev/null
}

# Who stands with whom, now, when every document is looked at again, and after a rebuild: the same
# ids each time.
together() {
	members() { "$GEPPO" store export-groups --dir "$D" | sort | awk '{m[$2] = m[$2] " " $1} END {for (i in m) print substr(m[i], 2)}' | sort | paste -sd,; }
	[ "$(members)" = "$1" ] || { echo "$(members) is not $1"; return 1; }
	"$GEPPO" store export-groups --dir "$D" | sort >"$BATS_TEST_TMPDIR/ids"
	sqlite3 "$D/geppo.db" "UPDATE document SET state = 'waiting'"
	for how in "" --rebuild --rebuild; do
		"$GEPPO" store $how --dir "$D" 2>/dev/null
		"$GEPPO" store export-groups --dir "$D" | sort | diff "$BATS_TEST_TMPDIR/ids" -
	done
}

@test "what an editor put together stays so, whatever its documents say later" {
	things a1 a2 b1 b2 c1
	decide merge "$(item a1)" "$(item b1)"
	together "a1 a2 b1 b2,c1"
	SAYS=有更新。 things b2 a1
	together "a1 a2 b1 b2,c1"
}

@test "what an editor took out stays out when its former item is merged with another" {
	things a1 a2 b1 b2 c1 c2
	decide split a2
	decide merge "$(item a1)" "$(item b1)"
	together "a1 b1 b2,a2,c1 c2"
	decide merge "$(item a2)" "$(item c1)"
	together "a1 b1 b2,a2 c1 c2"
	decide split b2
	together "a1 b1,a2 c1 c2,b2"
	decide merge "$(item b2)" "$(item a2)"
	together "a1 b1,a2 b2 c1 c2"
}

@test "documents that an editor took out of one item, each for itself, do not find each other" {
	things a1 a2 a3
	decide split a2
	decide split a3
	together "a1,a2,a3"
	decide merge "$(item a2)" "$(item a3)"
	together "a1,a2 a3"
}

@test "out, in again and out: the last word of an editor holds" {
	things a1 a2 b1
	decide split a2
	decide merge "$(item a2)" "$(item a1)"
	together "a1 a2,b1"
	decide split a2
	together "a1,a2,b1"
	# Both items tell it, whatever they were called when it was decided.
	for id in a1 a2; do
		run "$GEPPO" store why $id --dir "$D"
		[ "$(grep -c '^decided .*: document:a2 split = [A-Z0-9]*, by e$' <<<"$output")" -eq 2 ]
		[[ "$output" == *"document:a2 join = "* || $id = a1 ]]
	done
	decide merge "$(item a1)" "$(item a2)"
	decide merge "$(item a1)" "$(item b1)"
	together "a1 a2 b1"
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}

@test "an item with itself, and a document alone in its item: there is nothing to decide" {
	things a1 a2 b1
	run --separate-stderr "$GEPPO" store merge "$(item a1)" "$(item a2)" --who e --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"is the same item"* ]]
	run --separate-stderr "$GEPPO" store split b1 --who e --dir "$D"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"b1: is the only document of its item"* ]]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT count(*) FROM decision')" -eq 0 ]
}
