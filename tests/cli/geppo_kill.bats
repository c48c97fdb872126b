#!/usr/bin/env bats
# geppo run killed at 20 random points: the run after it ends like an undisturbed one. What the end
# is, sqlite3 says from outside.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	CALM="$BATS_TEST_TMPDIR/calm"
	D="$BATS_TEST_TMPDIR/d"
	mkdir -p "$CALM/config"
	cat >"$CALM/config/sources.yaml" <<-YAML
	sources:
	- {id: shiyan, name_zh: 试验市生态环境局, name_ja: 試験市生態環境局, column: 通知, level: central, region: 000000, list_url: "http://sthj.example.cn/tz/", article: '^http://sthj\.example\.cn/tz/article\d+$'}
	YAML
}

# Everything that readers would see, without instants and numbers that only count rows.
answer() {
	sqlite3 "$1/geppo.db" <<-'SQL'
	SELECT 'capture', record, state, outcome, why FROM capture ORDER BY record;
	SELECT 'document', name, state, number, title, published, body FROM document JOIN version ON version.document = document.id ORDER BY name, number;
	SELECT 'label', name, kind, rank, value, term FROM label JOIN document ON document.id = label.document ORDER BY name, kind, rank;
	SELECT 'visit', source, outcome, rows, fresh, dropped, capture FROM visit ORDER BY capture;
	SELECT 'frontier', url, role FROM frontier ORDER BY url;
	SELECT 'items', count(*) FROM item;
	SELECT 'draft', field, text FROM draft ORDER BY field, text;
	SELECT 'leases', count(*) FROM capture WHERE token IS NOT NULL;
	SELECT 'check', * FROM pragma_integrity_check;
	SELECT 'orphans', count(*) FROM pragma_foreign_key_check;
	SQL
}

# Nothing of the killed run is left: its stages and readers end with it.
quiet() {
	for _ in $(seq 200); do
		grep -lsz -- "--dir" /proc/[0-9]*/cmdline 2>/dev/null | xargs -r grep -lzF -- "$D" 2>/dev/null | grep -q . || return 0
		sleep 0.02
	done
	return 1
}

@test "20 kills that hit" {
	python3 tests/pages.py "$BATS_TEST_TMPDIR/a.warc.gz" list shell gone challenge brotli $(printf 'article%d ' $(seq 20))
	"$GEPPO" ingest --dir "$CALM" "$BATS_TEST_TMPDIR/a.warc.gz"
	cp -r "$CALM" "$BATS_TEST_TMPDIR/before"
	started=$(date +%s%N)
	"$GEPPO" run --dir "$CALM" || [ $? -eq 1 ]
	took=$((($(date +%s%N) - started) / 1000000))
	answer "$CALM" >"$BATS_TEST_TMPDIR/calm.txt"
	grep -q '^check|ok$' "$BATS_TEST_TMPDIR/calm.txt"
	[ "$(grep -c '^document|.*|stored|' "$BATS_TEST_TMPDIR/calm.txt")" -eq 20 ]
	[ "$(grep -c '^draft|title' "$BATS_TEST_TMPDIR/calm.txt")" -eq 20 ]
	RANDOM=20261125
	hits=0
	for try in $(seq 60); do
		rm -rf "$D"
		cp -r "$BATS_TEST_TMPDIR/before" "$D"
		setsid "$GEPPO" run --dir "$D" >/dev/null 2>&1 3>&- &
		pid=$!
		ms=$((RANDOM % took))
		sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
		# By turns the command alone and all of its group, as a person and as the kernel would.
		if [ $((try % 2)) -eq 0 ]; then kill -9 $pid; else kill -9 -- -$pid; fi 2>/dev/null || true
		code=0
		wait $pid || code=$?
		[ "$code" -eq 137 ] || continue
		hits=$((hits + 1))
		quiet
		"$GEPPO" run --dir "$D" >/dev/null 2>&1 || [ $? -eq 1 ]
		answer "$D" >"$BATS_TEST_TMPDIR/killed.txt"
		echo "kill $hits after $ms of $took ms"
		diff "$BATS_TEST_TMPDIR/calm.txt" "$BATS_TEST_TMPDIR/killed.txt"
		[ "$hits" -lt 20 ] || break
	done
	[ "$hits" -eq 20 ]
}
