#!/usr/bin/env bats
# geppo fetch --stay: pass after pass, a changed configuration, a clean end.
load fetch_site
bats_require_minimum_version 1.5.0

setup() { site_setup; }
teardown() {
	[ -z "${STAY:-}" ] || kill -9 "$STAY" 2>/dev/null || true
	site_stop
}

stay() {
	"$GEPPO" fetch --stay --dir "$DIR" "$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
	STAY=$!
}

# until_true COMMAND...: at most 20 seconds.
until_true() {
	for _ in $(seq 100); do
		if "$@"; then return 0; fi
		sleep 0.2
	done
	return 1
}

log_has() { [ -e "$SITE/log" ] && asked "$1" | grep -qx "$2"; }

@test "it stays, takes up what parse finds and what people add, and ends cleanly" {
	site_start 127.0.0.1 127.0.0.2
	source_add good 127.0.0.1 /good/
	stay
	until_true log_has 127.0.0.1 /good/
	sleep 1
	# Between passes nothing is locked: a pass by hand, a probe.
	"$GEPPO" fetch --once --dir "$DIR"
	"$GEPPO" parse --dir "$DIR"
	until_true log_has 127.0.0.1 /good/202606/t20260602_1001.html
	source_add more 127.0.0.2 /good/
	until_true log_has 127.0.0.2 /good/
	# A fault in what people edit ends nothing.
	echo "- {id: fault}" >>"$DIR/config/sources.yaml"
	until_true grep -q "what was declared before holds" "$BATS_TEST_TMPDIR/err"
	kill -0 "$STAY"
	kill -TERM "$STAY"
	wait "$STAY"
	STAY=
	[ "$(sql "SELECT count(*) FROM frontier WHERE token IS NOT NULL")" -eq 0 ]
	[ "$(asked 127.0.0.1 | grep -c '^/good/$')" -eq 1 ]
	archive_check
}

@test "SIGTERM in the middle of an answer: the lease goes back, nothing is counted" {
	site_start 127.0.0.1
	source_add slow 127.0.0.1 /slow/20
	settings 0 60
	stay
	until_true test -e "$DIR/fetch/lock"
	sleep 1
	[ "$(sql "SELECT count(*) FROM frontier WHERE token IS NOT NULL")" -eq 1 ]
	kill -TERM "$STAY"
	wait "$STAY"
	STAY=
	[ "$(sql "SELECT count(*), sum(failures) FROM frontier WHERE token IS NULL")" = "1|0" ]
	run --separate-stderr "$GEPPO" fetch --once --stay --dir "$DIR"
	[ "$status" -eq 64 ]
}
