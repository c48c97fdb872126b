#!/usr/bin/env bats
# Other people's hostile files ($SHARED/suites/xml-hostile, $SHARED/suites/fuzz) through the page
# reader in its cage: each gives one JSON object or a named reason, quickly; none kills the reader.

setup() { cd "$BATS_TEST_TMPDIR"; }

# survive FOLDER LEAST: every file of it as one page of one conversation with one worker.
survive() {
	run python3 - "$GEPPO" "$1" "$2" <<-'END'
	import json, os, subprocess, sys
	files = sorted(os.path.join(d, n) for d, _, names in os.walk(sys.argv[2]) for n in names)
	files = [f for f in files if os.path.getsize(f) <= 64 << 20]
	talk = open("talk", "wb")
	for f in files:
	    page = open(f, "rb").read()
	    talk.write(json.dumps({"id": f, "length": len(page)}).encode() + b"\n" + page)
	talk.close()
	out = subprocess.run([sys.argv[1], "extract", "--worker", "--cpu-seconds", "2", "--memory-mb", "256"],
	    stdin=open("talk", "rb"), stdout=subprocess.PIPE, timeout=600)
	answers = [json.loads(l) for l in out.stdout.splitlines()]
	for f, a in zip(files, answers):
	    assert a["id"] == f and (a["kind"] in ("article", "listing", "attachment") or a["fail"]["why"]), a
	print(len(files), len(answers), out.returncode, files[len(answers)] if len(answers) < len(files) else "")
	assert len(answers) == len(files) >= int(sys.argv[3]) and out.returncode == 0
	END
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "libxml2's hostile files" {
	survive "$SHARED/suites/xml-hostile" 50
}

@test "seeds of other people's fuzzers" {
	survive "$SHARED/suites/fuzz" 100
}
