#!/usr/bin/env bats
# An answer too slow, too long, too large unpacked, or without end in its head: cut, each under a name
# of its own, tried again, and never in place of a good copy.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

# good_then ID MODE: a list seen well once, then the same address as MODE.
good_then() {
	echo good >"$SITE/told.$1"
	"$GEPPO" fetch --dir "$DIR" --source "$1"
	"$GEPPO" parse --dir "$DIR"
	sql "UPDATE frontier SET due = NULL WHERE role = 'article'"
	echo "$2" >"$SITE/told.$1"
}

# How long the last request for a path was open, in whole seconds, as the site saw it.
open_for() {
	jq -s --arg path "$1" '[.[] | select(.path == $path)] | last | .end - .begin | floor' "$SITE/log"
}

@test "bytes that drip are given up early; a steady trickle when the time is over" {
	settings 0 6
	site_start 127.0.0.1 127.0.0.2
	source_add slow 127.0.0.1 /told/slow/
	source_add long 127.0.0.2 /told/long/
	good_then slow drip
	good_then long trickle
	good=$(sql "SELECT source, rows FROM visit ORDER BY id")
	for id in slow long; do
		"$GEPPO" fetch --dir "$DIR" --source $id || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR"
	done
	[ "$(outcome slow)" = "broken: the answer came too slowly, at less than 64 bytes a second" ]
	[[ "$(outcome long)" == "broken: no complete answer in time"* ]]
	# The site saw the line go: after three seconds of dripping (one more until it writes), after six.
	for _ in $(seq 30); do [ "$(grep -c '"path": "/told' "$SITE/log")" -lt 4 ] || break; sleep 0.2; done
	[ "$(open_for /told/slow/)" -le 5 ]
	[ "$(open_for /told/long/)" -ge 5 ]
	[[ "$("$GEPPO" status --lang ja --dir "$DIR")" == *"応答が遅すぎる（毎秒64バイト未満）"* ]]
	# Kept as what came, never read.
	[ "$(gzip -dc "$DIR"/archive/*.warc.gz | grep -a -c '^WARC-Truncated: time')" -eq 2 ]
	[ "$(sql "SELECT DISTINCT state, outcome FROM capture WHERE id IN (SELECT max(id) FROM capture GROUP BY source)")" = "dropped|unusable" ]
	# Tried again within the hour; a patient host is not held against it.
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'listing' AND failures = 1 AND due BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+3000 seconds') AND strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+3700 seconds')")" -eq 2 ]
	[ "$(sql "SELECT source, rows FROM visit WHERE outcome = 'ok' ORDER BY id")" = "$good" ]
	[ "$("$GEPPO" status --json --dir "$DIR" | jq -c '[.sources[] | [.id, .state, .rows]] | sort')" = '[["long","failing",3],["slow","failing",3]]' ]
	echo good >"$SITE/told.slow"
	rm "$DIR/fetch/hosts.json"
	"$GEPPO" fetch --dir "$DIR" --source slow
	"$GEPPO" parse --dir "$DIR"
	[[ "$(outcome slow)" =~ ^(ok|unchanged):\ $ ]]
}

@test "a server that thinks is waited for: only an answer that has begun can be slow" {
	settings 0 6
	site_start 127.0.0.1
	source_add thinks 127.0.0.1 /slow/4
	"$GEPPO" fetch --dir "$DIR"
	[ "$(sql "SELECT status FROM capture")" -eq 200 ]
}

@test "a head, a body, an unpacked body larger than allowed: three names; the good copy stays" {
	settings 0 60
	site_start 127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4
	declare -A modes=([head]=bigheader [body]=endless [unpacked]=bomb [damaged]=badgzip)
	n=1
	for id in head body unpacked damaged; do
		source_add $id 127.0.0.$n /told/$id/
		n=$((n + 1))
	done
	for id in "${!modes[@]}"; do good_then $id ${modes[$id]}; done
	for id in "${!modes[@]}"; do
		/usr/bin/env bash -c "ulimit -v 1500000; exec \"$GEPPO\" fetch --dir \"$DIR\" --source $id" || [ $? -eq 1 ]
		"$GEPPO" parse --dir "$DIR" || [ $? -eq 1 ]
	done
	[ "$(outcome head)" = "broken: the response headers are longer than allowed" ]
	[ "$(outcome body)" = "broken: the response is longer than allowed" ]
	[ "$(outcome unpacked)" = "broken: its compressed content is larger than allowed when unpacked" ]
	[ "$(outcome damaged)" = "broken: its compressed content is damaged, or of an unknown kind" ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'listing' AND failures = 1 AND due IS NOT NULL")" -eq 4 ]
	[ "$(sql "SELECT group_concat(rows, ' ') FROM visit WHERE outcome = 'ok'")" = "3 3 3 3" ]
	archive_check
}
