# For the tests of fetch: a data directory and a site on loopback that answers as told
# (tests/server.py). Its log is what the tests believe.

site_setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	SITE="$BATS_TEST_TMPDIR/site"
	mkdir -p "$DIR/config" "$SITE"
	settings 0
	echo "sources:" >"$DIR/config/sources.yaml"
}

# settings DELAY [TIMEOUT]
settings() {
	cat >"$DIR/config/geppo.yaml" <<-YAML
	fetch:
	  contact: fetch-test@example.jp
	  delay_seconds: $1
	  timeout_seconds: ${2:-5}
	  allow_networks: [127.0.0.0/8]
	YAML
}

site_start() {
	mkfifo "$SITE/in"
	python3 tests/server.py "$SITE" "$@" <"$SITE/in" 3>&- &
	SERVER=$!
	exec 8>"$SITE/in"
	for _ in $(seq 100); do [ -s "$SITE/port" ] && break; sleep 0.05; done
	PORT=$(cat "$SITE/port")
}

site_stop() {
	exec 8>&-
	if [ -n "${SERVER:-}" ]; then
		kill "$SERVER" 2>/dev/null || true
		wait "$SERVER" 2>/dev/null || true
	fi
}

# source_add ID ADDRESS PATH [DELAY]
source_add() {
	cat >>"$DIR/config/sources.yaml" <<-YAML
	- {id: $1, name_zh: 试验市生态环境局, name_ja: 試験市生態環境局, column: 通知, level: central, region: 000000, delay_seconds: ${4:-0}, list_url: "http://$2:$PORT$3"}
	YAML
}

sql() {
	sqlite3 "$DIR/geppo.db" "$1"
}

# The paths asked for at an address, in order.
asked() {
	jq -r --arg host "$1" 'select(.host == $host) | .path' "$SITE/log"
}

outcome() {
	sql "SELECT outcome || ': ' || coalesce(why, '') FROM visit WHERE source = '$1' ORDER BY id DESC LIMIT 1"
}

# Every record of our archive, as an independent reader sees it.
archive_check() {
	python3 tests/warc.py check "$DIR"/archive/*.warc.gz
}

# Links of a listing as the parser would hand them over: n articles at an address, due now.
articles_due() {
	for n in $(seq "$2"); do
		url="http://$1:$PORT/good/202606/t202606$(printf %02d $((n % 28 + 1)))_$((1000 + n)).html"
		sql "INSERT INTO frontier (key, url, host, source, role, baseline, due) VALUES ('$url', '$url', '$1', '$3', 'article', 0, '2026-01-01T00:00:00Z')"
	done
}
