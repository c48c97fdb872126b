# For the tests of lists as sources.yaml describes them; beside fetch_site.bash.

# described ID PATH KEYS: keys of the entry as they stand in sources.yaml, in flow style.
described() {
	cat >>"$DIR/config/sources.yaml" <<-YAML
	- {id: $1, name_zh: 试验市生态环境局, name_ja: 試験市生態環境局, column: 通知, level: central, region: 000000, delay_seconds: 0, list_url: "http://127.0.0.1:$PORT$2", $3}
	YAML
}

# Fetch and parse until nothing is due.
walk() {
	for _ in $(seq 12); do
		"$GEPPO" fetch --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR" >/dev/null 2>&1 || [ $? -eq 1 ]
		[ "$(sql "SELECT count(*) FROM frontier WHERE due <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")" -gt 0 ] || return 0
	done
}

# What the frontier learnt of a source: rows, first and last date, title of the newest.
learnt() {
	sql "SELECT count(*), min(date), max(date) FROM frontier WHERE source = '$1' AND role = 'article'"
}

# Begin anew, with another source of the same articles.
again() {
	rm -rf "$DIR"/geppo.db* "$DIR"/archive
	echo "sources:" >"$DIR/config/sources.yaml"
}

all="12|2026-06-02|2026-06-13"
