#!/usr/bin/env bats
# Interfaces as sources.yaml describes them, on what such interfaces answered ($SHARED/corpus).

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	DIR="$BATS_TEST_TMPDIR/data"
	"$GEPPO" init --dir "$DIR" >/dev/null 2>&1 || "$GEPPO" init "$DIR" >/dev/null
}

# rows_fit SOURCE ID URL: title, address and date of every row as people read them.
rows_fit() {
	"$GEPPO" extract --dir "$DIR" --kind listing --source "$1" --url "$3" "$SHARED"/corpus/pages/"$2"_* >"$BATS_TEST_TMPDIR/out"
	python3 - "$SHARED/corpus/truth/$2.json" "$BATS_TEST_TMPDIR/out" <<-'END'
	import json, re, sys
	key = lambda r: (re.sub(r"\s", "", r["title"]), r["href"], r["date"])
	truth = sorted(map(key, json.load(open(sys.argv[1]))["items"]))
	ours = sorted(map(key, json.load(open(sys.argv[2]))["items"]))
	assert truth == ours and truth, (set(truth) - set(ours), set(ours) - set(truth))
	END
}

@test "the policy library of the State Council" {
	rows_fit gov-zcwjk-bm 081 "https://sousuo.www.gov.cn/search-gov/data"
}

@test "the policy library of Tianjin" {
	rows_fit tj-gov-zcwjk 089 "https://www.tj.gov.cn/igs/front/search.jhtml"
}

@test "columns of ministries as they are declared" {
	rows_fit ndrc-tz 093 "https://www.ndrc.gov.cn/xxgk/zcfb/tz/index.html"
	rows_fit mee-dc 094 "http://www.mee.gov.cn/ywgz/zysthjbhdc/dcjl/index.shtml"
	rows_fit mee-xwfb 115 "http://www.mee.gov.cn/ywdt/xwfb/index.shtml"
}

@test "every captured list and answer, without a description: rows and dates as people read them" {
	run python3 - "$GEPPO" "$SHARED/corpus" <<-'END'
	import csv, json, re, subprocess, sys
	geppo, corpus = sys.argv[1:]
	plain = lambda s: re.sub(r"\s", "", s or "")
	faults = rows = 0
	for page in csv.DictReader(open(corpus + "/manifest.tsv", encoding="utf-8"), delimiter="\t"):
	    if page["kind"] == "article":
	        continue
	    truth = json.load(open("%s/truth/%s.json" % (corpus, page["id"]), encoding="utf-8"))["items"]
	    url = page["url"] or "http://%s/" % page["site"]
	    out = subprocess.run([geppo, "extract", "--kind", "listing", "--url", url, "%s/pages/%s" % (corpus, page["file"])],
	                         capture_output=True).stdout
	    key = lambda r: (plain(r["title"]), r["date"] or "")
	    ours = sorted(map(key, json.loads(out).get("items") or []))
	    rows += len(truth)
	    if ours != sorted(map(key, truth)):
	        print(page["file"], "ours", len(ours), "truth", len(truth))
	        faults += 1
	print(rows, "rows")
	sys.exit(faults > 0)
	END
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"231 rows"* ]]
}
