#!/usr/bin/env bats
# geppo load: documents extracted elsewhere. A bad line costs that line; what is good is in.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	IN="$BATS_TEST_TMPDIR/in.jsonl"
	mkdir -p "$DIR/config"
	echo 'sources: []' >"$DIR/config/sources.yaml"
}

teardown() { umount "$BATS_TEST_TMPDIR/small" 2>/dev/null || true; } # of the full disk

sql() { sqlite3 "$DIR/geppo.db" "$@"; }

load() {
	run --separate-stderr "$GEPPO" load --dir "$DIR" "$@"
	echo "$stderr"
}

# documents N [FROM]: N good lines.
documents() {
	python3 - "$1" "${2:-0}" <<-'PY'
	import json, sys
	n, start = map(int, sys.argv[1:])
	for i in range(start, start + n):
	    print(json.dumps({"id": "x%05d" % i, "title": "试验市大气污染防治第%d号通知" % i, "issuer": "试验市生态环境局",
	                      "published": "2025-%02d-%02d" % (i % 12 + 1, i % 28 + 1),
	                      "url": "http://a.gov.cn/%d.html" % i, "body": "降低细颗粒物浓度。%d\n" % i * 60}, ensure_ascii=False))
	PY
}

@test "documents are in under their ids, with labels, as baseline" {
	cat >"$IN" <<-'JSON'
	{"id":"k-1","title":"关于印发《试验市空气质量持续改善行动计划》的通知","issuer":"试验市人民政府","published":"2025-12-03","doc_number":"试政发〔2025〕7号","url":"http://a.gov.cn/1.html","body":"持续降低细颗粒物浓度。","unknown":[1,2]}
	{"title":"只有标题"}
	{"id":null,"title":"年份","published":"2024","body":null,"issuer":null,"url":null,"doc_number":null}
	JSON
	load "$IN"
	[ "$status" -eq 0 ]
	[ "$stderr" = "geppo load: 3 documents taken in, 0 known already, 0 lines refused" ]
	diff <(sql "SELECT CASE loaded WHEN 1 THEN name ELSE '-' END, baseline, title, coalesce(issuer,'-'), coalesce(published,'-'), coalesce(doc_number,'-'), coalesce(url,'-'), body FROM document JOIN version ON version.document = document.id ORDER BY document.id") - <<-'ROWS'
	k-1|1|关于印发《试验市空气质量持续改善行动计划》的通知|试验市人民政府|2025-12-03|试政发〔2025〕7号|http://a.gov.cn/1.html|持续降低细颗粒物浓度。
	-|1|只有标题|-|-|-|-|
	-|1|年份|-|2024|-|-|
	ROWS
	[ "$(sql "SELECT value FROM label JOIN document ON document.id = label.document WHERE name = 'k-1' AND kind = 'air'")" = yes ]
	"$GEPPO" store --dir "$DIR"
	"$GEPPO" search --dir "$DIR" 空气质量持续改善 | grep -q 空气质量持续改善
}

@test "the same file again changes nothing; a changed line is a new version" {
	documents 450 >"$IN"
	load "$IN"
	[ "$stderr" = "geppo load: 450 documents taken in, 0 known already, 0 lines refused" ]
	before=$(sql .dump | grep -v sqlite_sequence | sha256sum)
	load "$IN"
	[ "$status" -eq 0 ]
	[ "$stderr" = "geppo load: 0 documents taken in, 450 known already, 0 lines refused" ]
	[ "$(sql .dump | grep -v sqlite_sequence | sha256sum)" = "$before" ]
	sed '7s/降低/更多/' "$IN" >"$IN.2"
	load "$IN.2"
	[ "$stderr" = "geppo load: 1 documents taken in, 449 known already, 0 lines refused" ]
	[ "$(sql 'SELECT count(*), max(number) FROM version')" = "451|2" ]
}

@test "every bad line is named with its fault, the good ones are in" {
	{
		echo '{"id":"g1","title":"好一"}'                       # 1
		echo '{"id":"b2"}'                                      # 2
		echo 'not json'                                         # 3
		echo '["id","title"]'                                   # 4
		echo '{"id":"b5","title":"日期","published":"2025-02-30"}' # 5
		echo '{"id":"b6","title":"地址","url":"ftp://a.cn/x"}'    # 6
		echo '{"id":7,"title":"号"}'                             # 7
		echo '{"id":"b8","title":" 　 "}'                        # 8
		printf '{"id":"b9","title":"\xff"}\n'                   # 9
		echo '{"id":"b10","title":"一","title":"二"}'            # 10
		echo '{"id":"b11","title":"截断'                         # 11
		echo
		python3 -c 'print("{\"id\":\"b13\",\"title\":\"" + "长" * 2000 + "\"}")' # 13
		printf '{"id":"g14","title":"好二"}'                     # no line end
	} >"$IN"
	load "$IN"
	[ "$status" -eq 65 ]
	[ "${stderr_lines[-1]}" = "geppo load: 2 documents taken in, 0 known already, 11 lines refused" ]
	[ "$(grep -oE "in.jsonl:[0-9]+: refused: " <<<"$stderr" | tr -dc '0-9\n' | xargs)" = "2 3 4 5 6 7 8 9 10 11 13" ]
	[[ "$stderr" == *"in.jsonl:2: refused: title: missing or empty"* ]]
	[[ "$stderr" == *"in.jsonl:3: refused: not JSON: "* ]]
	[[ "$stderr" == *"in.jsonl:4: refused: not a JSON object"* ]]
	[[ "$stderr" == *'in.jsonl:5: refused: published: "2025-02-30" is no date; YYYY, YYYY-MM or YYYY-MM-DD is allowed'* ]]
	[[ "$stderr" == *'in.jsonl:6: refused: url: "ftp://a.cn/x" is no http or https address'* ]]
	[[ "$stderr" == *"in.jsonl:7: refused: id: must be text or null"* ]]
	[[ "$stderr" == *"in.jsonl:13: refused: title: longer than 4096 bytes"* ]]
	[ "$(sql "SELECT group_concat(name) FROM document")" = "g1,g14" ]
}

@test "a file that holds nothing, is missing or a folder is said; the others are in" {
	documents 3 >"$IN"
	: >"$BATS_TEST_TMPDIR/empty"
	load "$BATS_TEST_TMPDIR/empty"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"empty: holds no line"* ]]
	load "$BATS_TEST_TMPDIR/none" "$IN" "$BATS_TEST_TMPDIR"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"none: cannot open: No such file or directory"* ]]
	[[ "$stderr" == *": this is a folder"* ]]
	[ "${stderr_lines[-1]}" = "geppo load: 3 documents taken in, 0 known already, 0 lines refused" ]
	load
	[ "$status" -eq 64 ]
}

@test "a byte order mark and DOS line ends are no faults" {
	{ printf '\xef\xbb\xbf'; documents 2 | sed 's/$/\r/'; } >"$IN"
	load "$IN"
	[ "$status" -eq 0 ]
	[ "$stderr" = "geppo load: 2 documents taken in, 0 known already, 0 lines refused" ]
}

@test "a line longer than a line may be costs that line only" {
	{ documents 1; python3 -c 'print("{\"title\":\"" + "x" * (25 << 20) + "\"}")'; documents 1 1; } >"$IN"
	load "$IN"
	[ "$status" -eq 65 ]
	[[ "$stderr" == *"in.jsonl:2: refused: a line longer than 25165824 bytes"* ]]
	[ "$(sql "SELECT group_concat(name) FROM document")" = "x00000,x00001" ]
}

@test "memory does not grow with the file" {
	if nm build/obj/base/room.a | grep -q __asan_; then skip "the sanitizer keeps what was freed"; fi
	peak() { python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$GEPPO" load --dir "$DIR" "$1"; }
	python3 -c 'import json
for i in range(600):
    print(json.dumps({"id": str(i), "title": "长文第%d号" % i, "body": "%d " % i + "持续改善" * 20000}, ensure_ascii=False))' >"$IN"
	[ "$(stat -c %s "$IN")" -gt 140000000 ]
	large=$(peak "$IN")
	echo "$large"
	[ "$(sql 'SELECT count(*) FROM document')" -eq 600 ]
	[ "$large" -lt 120000 ]
}

@test "a full disk is one message; what was committed is in, the rest can follow" {
	mkdir "$BATS_TEST_TMPDIR/small"
	mount -t tmpfs -o size=3m none "$BATS_TEST_TMPDIR/small" 2>/dev/null || skip "may not mount"
	documents 3000 >"$IN"
	run --separate-stderr "$GEPPO" load --dir "$BATS_TEST_TMPDIR/small" "$IN"
	echo "$stderr"
	[ "$status" -eq 74 ]
	[ "$(grep -c 'warning: ' <<<"$stderr")" -eq 1 ]
	[[ "$stderr" == *"geppo.db"*"full"* ]]
	DIR="$BATS_TEST_TMPDIR/small"
	[ "$(sql 'PRAGMA integrity_check')" = ok ]
	n=$(sql 'SELECT count(*) FROM document')
	[ "$n" -gt 0 ] && [ "$n" -lt 3000 ] && [ $((n % 200)) -eq 0 ]
	[[ "${stderr_lines[-1]}" == "geppo load: $n documents taken in, "* ]]
	mount -o remount,size=60m "$BATS_TEST_TMPDIR/small"
	load "$IN"
	[ "$status" -eq 0 ]
	[ "${stderr_lines[-1]}" = "geppo load: $((3000 - n)) documents taken in, $n known already, 0 lines refused" ]
}
