#!/usr/bin/env bats
# geppo store --retain: what is dropped, and what never is.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	"$GEPPO" init "$D"
	"$GEPPO" store --dir "$D"
	sed -i 's/visits_months: 0/visits_months: 12/; s/listings_months: 0/listings_months: 12/' "$D/config/geppo.yaml"
}

ask() {
	sqlite3 "$D/geppo.db" "$1"
}

# N captures of an address a day apart, in one archive file.
captures() {
	ask "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $2 - 1)
		INSERT INTO capture (record, url, at, warc, offset, length, type, status, source, role, baseline, state, outcome)
		SELECT '$1-' || i, 'http://a.gov.cn/$1/', strftime('%Y-%m-%dT%H:%M:%SZ', '2021-01-01', '+' || i || ' days'),
			'archive/$1.warc', i * 100, 100, iif(i % 10 = 9, 'revisit', 'response'), 200, 's', 'listing', 0, 'parsed',
			iif(i % 10 = 9, 'revisit', 'listing') FROM n"
}

visits() {
	ask "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $2 - 1)
		INSERT INTO visit (source, at, outcome, rows, fresh, dropped, newest)
		SELECT '$1', strftime('%Y-%m-%dT%H:%M:%SZ', '2021-01-01', '+' || i || ' days'), $3 FROM n"
}

@test "by default all is kept, and that is said" {
	sed -i 's/_months: 12/_months: 0/' "$D/config/geppo.yaml"
	visits s1 30 "'ok', 5, 0, 0, NULL"
	run "$GEPPO" store --retain --dir "$D"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "looks at sources: kept for ever (keep.visits_months in geppo.yaml)" ]
	[ "$(ask 'SELECT count(*) FROM visit')" = 30 ]
}

@test "what a source is judged by stays: its last looks, good ones, ones with rows, its newest row" {
	# Good for five days, then refused for a year; its newest row was seen on the third day.
	visits s1 365 "iif(i < 5, 'ok', 'refused'), iif(i < 5, 9, 0), 0, 0, iif(i = 2, '2020-12-31', NULL)"
	# Good all the time; only the first three looks brought rows.
	visits s2 100 "'unchanged', iif(i < 3, 4, 0), 0, 0, NULL"
	ask "INSERT INTO visit (source, at, outcome, rows, fresh, dropped) VALUES ('s3', strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day'), 'ok', 1, 0, 0)"
	"$GEPPO" status --json --dir "$D" >"$BATS_TEST_TMPDIR/before"
	run "$GEPPO" store --retain --dry-run --dir "$D"
	[ "$status" -eq 0 ]
	[[ "${lines[0]}" == "looks at sources before "*": 437 would be dropped, 28 still of use" ]]
	[ "$(ask 'SELECT count(*) FROM visit')" = 466 ]
	run "$GEPPO" store --retain --dir "$D"
	[[ "${lines[0]}" == *": 437 dropped, 28 still of use" ]]
	[ "$(ask 'SELECT count(*) FROM visit')" = 29 ]
	[ "$(ask "SELECT max(at) FROM visit WHERE source = 's1' AND outcome = 'ok'")" = 2021-01-05T00:00:00Z ]
	[ "$(ask "SELECT max(newest) FROM visit WHERE source = 's1'")" = 2020-12-31 ]
	[ "$(ask "SELECT max(rows) FROM visit WHERE source = 's2'")" = 4 ]
	[ "$(ask "SELECT count(*) FROM visit WHERE source = 's3'")" = 1 ]
	"$GEPPO" status --json --dir "$D" | diff <(jq -S 'del(.at)' "$BATS_TEST_TMPDIR/before") <(jq -S 'del(.at)')
	[ "$(ask 'SELECT what, dropped FROM retention')" = "looks at sources|437" ]
	run "$GEPPO" store --retain --dir "$D"
	[[ "${lines[0]}" == *": 0 dropped, 28 still of use" ]]
}

@test "captures that something names, the last of a file and of an address stay" {
	captures a 50
	ask "INSERT INTO document (name, loaded, first_seen, baseline, version, state) VALUES ('d1', 0, '2021', 0, 1, 'held');
		INSERT INTO version (document, number, capture, at, digest, title, attachments, facts, body)
			SELECT id, 1, 'a-3', '2021', 'x', 't', '[]', '[]', '' FROM document;
		INSERT INTO decision (subject, field, value, who, at) VALUES ('document:d1', 'flag', 'a-5', 'e', '2021');
		INSERT INTO visit (source, at, outcome, rows, fresh, dropped, capture) VALUES ('s', '2021-01-08T00:00:00Z', 'ok', 1, 0, 0, 'a-7');
		UPDATE capture SET outcome = 'document' WHERE record = 'a-11';
		UPDATE capture SET state = 'held' WHERE record = 'a-13'"
	run "$GEPPO" store --retain --dir "$D"
	[ "$status" -eq 0 ]
	[ "$(ask "SELECT group_concat(record, ' ') FROM (SELECT record FROM capture ORDER BY id)")" = "a-3 a-5 a-7 a-11 a-13 a-48 a-49" ]
	run "$GEPPO" status --json --dir "$D"
	[ "$(jq '.captures.total' <<<"$output")" = 7 ]
	[ "$(ask "SELECT max(offset + length) FROM capture WHERE warc = 'archive/a.warc'")" = 5000 ]
}

@test "too short a time, and options that do not go together, are refused" {
	run --separate-stderr "$GEPPO" store --dry-run --dir "$D"
	[ "$status" -eq 64 ]
	run --separate-stderr "$GEPPO" store --retain --rebuild --dir "$D"
	[ "$status" -eq 64 ]
	sed -i 's/visits_months: 12/visits_months: 2/' "$D/config/geppo.yaml"
	run --separate-stderr "$GEPPO" store --retain --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *'keep: "visits_months" is 2; allowed: 6 and more, 0 for ever'* ]]
}

@test "after it the check finds nothing, and no archived record is gone" {
	python3 - "$D/archive/a.warc" <<'END'
import base64, hashlib, sys
out = open(sys.argv[1], "wb")
for n in range(9):
    payload = f"<html><title>通知公告</title><ul><li><a href=/{n}.html>第{n}号通知的题目在此</a></ul>".encode()
    digest = "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + payload
    out.write((f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2021-03-0{n + 1}T00:00:00Z\r\n"
               f"WARC-Target-URI: http://a.gov.cn/tz/\r\nWARC-Payload-Digest: {digest}\r\n"
               f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n")
END
	sum=$(sha256sum <"$D/archive/a.warc")
	(cd "$D" && "$GEPPO" ingest --dir . archive/a.warc)
	ask "UPDATE capture SET state = 'parsed', outcome = 'listing', role = 'listing'"
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$output" == *"9 of 9 archived records read" ]]
	"$GEPPO" store --retain --dir "$D"
	run "$GEPPO" check --all --dir "$D"
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == "0 faults; "*"1 of 1 archived records read" ]]
	[ "$(sha256sum <"$D/archive/a.warc")" = "$sum" ]
}
