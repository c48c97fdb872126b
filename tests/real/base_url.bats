#!/usr/bin/env bats
# Addresses against the web platform's own cases ($SHARED/suites/url). Where we differ is listed
# here and in tests/conformance.md with the reason.

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	SUITE="$SHARED/suites/url"
}

# agreement: rows "wanted TAB base TAB input" (hex; "-" is none) on standard input; prints the
# number of rows, then the input of each row that is judged otherwise.
agreement() {
	cat >"$BATS_TEST_TMPDIR/rows"
	cut -f2,3 "$BATS_TEST_TMPDIR/rows" >"$BATS_TEST_TMPDIR/asked"
	build/tests/base_url "$BATS_TEST_TMPDIR/asked" >"$BATS_TEST_TMPDIR/said"
	paste "$BATS_TEST_TMPDIR/rows" "$BATS_TEST_TMPDIR/said" | python3 -c '
import sys
rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
print(len(rows))
for want, base, given, got in rows:
    want = want if want == "-" else bytes.fromhex(want).decode()
    if want != got:
        print(ascii(bytes.fromhex(given).decode()))'
}

@test "453 cases for http and https, of urltestdata.json" {
	python3 - "$SUITE/urltestdata.json" >"$BATS_TEST_TMPDIR/cases" <<-'PYTHON'
	import json, re, sys
	def text(s):
	    return s.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode().hex()
	def http(case):
	    """The answer is an http(s) address, or the failure is of one."""
	    if not case.get("failure"):
	        return case["protocol"] in ("http:", "https:")
	    scheme = re.match(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):", case["input"])
	    if scheme:
	        return scheme.group(1).lower() in ("http", "https")
	    return case["base"] is None or case["base"].startswith("http")
	for case in json.load(open(sys.argv[1])):
	    if isinstance(case, dict) and http(case):
	        print("-" if case.get("failure") else case["href"].encode().hex(),
	              text(case["base"]) if case["base"] else "-", text(case["input"]), sep="\t")
	PYTHON
	agreement <"$BATS_TEST_TMPDIR/cases" | diff - <(printf '%s\n' 453 "'https://%e2%98%83'")
}

@test "the hosts of toascii.json" {
	python3 - "$SUITE/toascii.json" >"$BATS_TEST_TMPDIR/cases" <<-'PYTHON'
	import json, sys
	for case in json.load(open(sys.argv[1])):
	    if isinstance(case, dict):
	        want = case["output"]
	        print("-" if want is None else ("https://%s/" % want).encode().hex(), "-",
	              ("https://%s/" % case["input"]).encode().hex(), sep="\t")
	PYTHON
	agreement <"$BATS_TEST_TMPDIR/cases" >"$BATS_TEST_TMPDIR/out"
	long=x01234567890123456789012345678901234567890123456789012345678901
	fifty=01234567890123456789012345678901234567890123456789
	diff "$BATS_TEST_TMPDIR/out" - <<-LIST
	87
	'https://a\u2020--/'
	'https://-\u2020/'
	'https://-x.\xdf/'
	'https://x-.\xdf/'
	'https://ab--c.\xdf/'
	'https://$long\u2020/'
	'https://${long}x.\xdf/'
	'https://$fifty.$fifty.$fifty.$fifty.${fifty%9}.\xdf/'
	'https://www.lookout\u2027net/'
	'https://look\u180eout.net/'
	'https://look\u206bout.net/'
	'https://\u2665.net/'
	'https://\u04c0.com/'
	'https://\U0002f868.com/'
	'https://\u2183.com/'
	'https://\u1e9e.com/'
	'https://\u1e9e.foo.com/'
	LIST
}
