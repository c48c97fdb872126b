#!/usr/bin/env bats
# geppo fetch is a guest: the site's own log shows the pauses.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() { site_stop; }

# The shortest pause at an address between an answer and the next request, in milliseconds, and
# the most requests open at once.
pauses() {
	jq -s --arg host "$1" '[.[] | select(.host == $host)] | sort_by(.begin) | . as $r
		| [range(1; length) | $r[.].begin - $r[. - 1].end] | min * 1000 | floor' "$SITE/log"
}

@test "the configured delay holds between answer and next request, over runs and hosts" {
	settings 1
	site_start 127.0.0.1 127.0.0.2
	source_add one 127.0.0.1 /good/
	source_add two 127.0.0.2 /good/
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 3 one
	articles_due 127.0.0.2 3 two
	begun=$(date +%s)
	"$GEPPO" fetch --dir "$DIR"
	spent=$(($(date +%s) - begun))
	[ "$(asked 127.0.0.1 | wc -l)" -eq 5 ]
	[ "$(asked 127.0.0.2 | wc -l)" -eq 5 ]
	[ "$(pauses 127.0.0.1)" -ge 990 ]
	[ "$(pauses 127.0.0.2)" -ge 990 ]
	# Both hosts at once: not the sum of their pauses.
	[ "$spent" -le 7 ]
}

@test "Crawl-delay and a slow server lengthen the pause" {
	site_start 127.0.0.1 127.0.0.2
	printf 'User-agent: *\nCrawl-delay: 1.5\n' >"$SITE/robots.127.0.0.1"
	source_add delayed 127.0.0.1 /good/
	source_add slow 127.0.0.2 /slow/0.8
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 2 delayed
	articles_due 127.0.0.2 1 slow
	"$GEPPO" fetch --dir "$DIR"
	[ "$(pauses 127.0.0.1)" -ge 1490 ]
	# Twice the time of its answer, after the slow one.
	[ "$(jq -s '[.[] | select(.host == "127.0.0.2")] | sort_by(.begin) | (.[2].begin - .[1].end) * 1000 | floor' "$SITE/log")" -ge 1590 ]
}

@test "after a kill no host is asked before its pause" {
	settings 2
	site_start 127.0.0.1
	source_add one 127.0.0.1 /slow/1
	"$GEPPO" fetch --dir "$DIR" 3>&- &
	pid=$!
	for _ in $(seq 100); do [ -s "$SITE/log" ] && break; sleep 0.05; done
	kill -9 $pid
	wait $pid || true
	"$GEPPO" fetch --dir "$DIR"
	[ "$(asked 127.0.0.1 | grep -c slow)" -eq 1 ]
	[ "$(pauses 127.0.0.1)" -ge 1990 ]
}

@test "one host that hangs does not hold up the others" {
	settings 0 4
	site_start $(seq -f 127.0.0.%g 1 9)
	source_add hangs 127.0.0.1 /slow/30
	for n in $(seq 2 9); do
		source_add "s$n" 127.0.0.$n /good/
	done
	begun=$(date +%s)
	run --separate-stderr "$GEPPO" fetch --dir "$DIR"
	[ $(($(date +%s) - begun)) -le 7 ]
	[[ "$output" == "9 addresses looked at: 8 taken, 1 broken"* ]]
	[ "$(jq -s '[.[] | select(.path == "/good/")] | (map(.end) | max) - (map(.begin) | min) < 2' "$SITE/log")" = true ]
}

@test "SIGTERM ends a pass soon and gives its claims back" {
	settings 1
	site_start 127.0.0.1
	source_add one 127.0.0.1 /good/
	echo 30 >"$SITE/articles"
	"$GEPPO" fetch --dir "$DIR"
	articles_due 127.0.0.1 30 one
	"$GEPPO" fetch --dir "$DIR" 3>&- &
	pid=$!
	sleep 2
	begun=$(date +%s)
	kill -TERM $pid
	wait $pid
	[ $(($(date +%s) - begun)) -le 2 ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE token IS NOT NULL")" -eq 0 ]
	[ "$(sql "SELECT count(*) FROM frontier WHERE role = 'article' AND failures > 0")" -eq 0 ]
}
