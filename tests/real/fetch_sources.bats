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
