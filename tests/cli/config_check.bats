#!/usr/bin/env bats
# geppo config check, geppo init.
bats_require_minimum_version 1.5.0

setup() {
	dir="$BATS_TEST_TMPDIR/data"
	cd "$BATS_TEST_DIRNAME/../.."
	config="$PWD/build/libexec/geppo/geppo-config"
}

@test "the shipped configuration has no faults" {
	mkdir "$dir"
	run "$config" config check --dir "$dir"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ "$output" =~ ^[0-9]+\ sources,\ 10\ partners\ in\ 13\ pairs,\ [0-9]+\ regions,\ [0-9]+\ terms:\ no\ faults ]]
	[[ "$output" == *"fetch.contact is not set"* ]]
}

@test "five faults of different kinds are five lines, each at its place" {
	mkdir -p "$dir/config"
	cat > "$dir/config/geppo.yaml" <<-'END'
	bulletin:
	  publisher: 環境協力機構
	fetch:
	  contact: someone@example.jp
	  delay_second: 5
	cage:
	  memory_mb: lots
	END
	cat > "$dir/config/sources.yaml" <<-'END'
	sources:
	- name_zh: 沈阳市人民政府
	  name_ja: 瀋陽市政府
	  level: city
	  region: 210199
	  columns:
	  - {id: sy, column: 政府文件, list_url: 'https://www.shenyang.gov.cn/a/'}
	  - {id: sy-2, column: 公告, list_url: 'https://www.shenyang.gov.cn/b/', article: 'post_(\d+'}
	END
	cat > "$dir/config/partners.yaml" <<-'END'
	partners:
	- {id: kawasaki, name_ja: 川崎市, regions: [210100]}
	- id: kobe
	  regions: [120000]
	END
	run --separate-stderr "$config" config check --dir "$dir"
	echo "$stderr"
	[ "$status" -eq 78 ]
	[ -z "$output" ]
	[ "$stderr" = "$dir/config/geppo.yaml:5: unknown key \"delay_second\" in fetch; did you mean \"delay_seconds\"?
$dir/config/geppo.yaml:7: \"memory_mb\" is \"lots\"; allowed: a whole number from 64 to 65536
$dir/config/sources.yaml:5: \"region\" is \"210199\"; allowed: a code of regions.tsv, such as 130400; 000000 for the nation
$dir/config/sources.yaml:8: \"article\": the pattern does not compile, at character 9 of \"post_(\\d+\": missing closing parenthesis; allowed: a regular expression (PCRE2)
$dir/config/partners.yaml:3: a partner without \"name_ja\", which is required" ]
}

@test "faults of the vocabularies are among them" {
	mkdir -p "$dir/config"
	printf 'zh\tja\tclass\n大气\t大気\tgeneral\n臭氧\t\tgeneral\n大气\t空気\tgeneral\n' > "$dir/config/glossary.tsv"
	printf 'zh\tja\talts\n气气\t気\t\n' > "$dir/config/kanji.tsv"
	run --separate-stderr "$config" config check --dir "$dir"
	echo "$stderr"
	[ "$status" -eq 78 ]
	[ "$stderr" = "$dir/config/glossary.tsv:3: zh, ja and class must not be empty
$dir/config/glossary.tsv:4: \"大气\" is there already, on line 2
$dir/config/kanji.tsv:2: zh must be one character, ja must not be empty" ]
}

@test "the classifier's words: twice, said and denied at once, never to be matched, unknown codes" {
	mkdir -p "$dir/config"
	cat > "$dir/config/relevance.yaml" <<-'END'
	words:
	  sky: [蓝天, 藍天, 空气]
	  idle: [静稳]
	masks: [大气层, 污水]
	air:
	- {id: air, give: 'yes', terms: [<sky>, 大气层, 污水]}
	- {id: water, give: 'no', terms: [流域, 空气], unless: [大气, 流域]}
	- {id: water, give: 'no', terms: [湖泊治理], unless: [治理]}
	- {id: early, give: 'no', terms: [河], doc_type: plan}
	- {id: years, give: 'no', terms: [海], from: '2020', before: '2013'}
	- {id: odd, give: perhaps, terms: [<nosuch>]}
	END
	cat > "$dir/config/terms.yaml" <<-'END'
	doc_type:
	- {id: all, give: news}
	- {id: after, give: plan, terms: [规划]}
	measure:
	- {id: dust, give: [dust, sand], terms: [扬尘]}
	END
	printf "translate: []\n" > "$dir/config/priority.yaml"
	printf 'text\tkind\tlevel\tregion\n国务院\torgan\tcentral\t000000\n冀政\tnumber\tprovince\t139999\n国务院\torgan\tcentral\t000000\n' \
		> "$dir/config/issuers.tsv"
	printf 'rules:\n- {name: a, priority: low, novelty: fresh}\n' > "$dir/config/flags.yaml"
	run --separate-stderr "$config" config check --dir "$dir"
	echo "$stderr"
	[ "$status" -eq 78 ]
	[ -z "$output" ]
	c="$dir/config"
	diff <(sort <<<"$stderr") <(sort <<END
$c/flags.yaml:2: novelty: "fresh" is not known; allowed: new, amending, following, changed
$c/issuers.tsv:3: unknown region; allowed: a code of regions.tsv
$c/issuers.tsv:4: "国务院" is there already as the same kind, on line 2
$c/relevance.yaml:2: sky: "藍天" is there already, on line 2
$c/relevance.yaml:3: words: "idle" is used by no rule: its words match nothing
$c/relevance.yaml:6: air: "大气层" is never seen: it is a mask, on line 4
$c/relevance.yaml:6: air: "污水" is never seen: it is a mask, on line 4
$c/relevance.yaml:7: water: "流域" is in unless, too: it never counts
$c/relevance.yaml:8: id: "water" is there already, on line 7
$c/relevance.yaml:8: water: "湖泊治理" holds "治理" of unless: it never counts
$c/relevance.yaml:9: "doc_type": this label is not made yet when rules of air are asked, so the rule can never hold
$c/relevance.yaml:10: "years": no year is from and before these
$c/relevance.yaml:11: "<nosuch>": no such group of words; allowed: names under words:
$c/relevance.yaml:11: "perhaps": no value of this part, or too many
$c/terms.yaml:3: id: "after" is never asked: the rule on line 2 always holds
$c/terms.yaml:5: "sand": no value of this part, or too many
END
)
}

@test "a word that says yes to air and no as well" {
	mkdir -p "$dir/config"
	printf "words: {sky: [蓝天, 空气]}\nair:\n- {id: a, give: 'yes', terms: [<sky>]}\n- {id: b, give: never, terms: [空氣]}\n" \
		> "$dir/config/relevance.yaml"
	printf "doc_type: []\n" > "$dir/config/terms.yaml"
	printf "translate: []\n" > "$dir/config/priority.yaml"
	run --separate-stderr "$config" config check --dir "$dir"
	[ "$status" -eq 78 ]
	[ "$stderr" = "$dir/config/relevance.yaml:4: b: \"空氣\" says no here and yes elsewhere, on line 1" ]
}

@test "regions that are their own ancestors" {
	mkdir -p "$dir/config"
	awk -F'\t' -v OFS='\t' '$1 == "130400" { $4 = "130402" } { print }' config/regions.tsv > "$dir/config/regions.tsv"
	run --separate-stderr "$config" config check --dir "$dir"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"/regions.tsv:"*"the parents of 130400 run in a circle"* ]]
}

@test "a file nobody reads, and a table in the wrong encoding" {
	mkdir -p "$dir/config"
	printf 'sources: []\n' > "$dir/config/source.yaml"
	printf 'x\n' > "$dir/config/sources.yaml.bak"
	cp config/verbs.tsv "$dir/config/verbs.tsv"
	printf 'gb\xb4\xf3\xc6\xf8\n' >> "$dir/config/verbs.tsv"
	last=$(wc -l < "$dir/config/verbs.tsv")
	run --separate-stderr "$config" config check --dir "$dir"
	echo "$stderr"
	[ "$status" -eq 78 ]
	[ "$stderr" = "$dir/config/verbs.tsv:$last: not valid UTF-8
$dir/config/source.yaml: no program reads a file of this name; did you mean sources.yaml?" ]
}

@test "a truncated file is one fault, and the others are still read" {
	mkdir -p "$dir/config"
	printf 'sources:\n- {id: a, name_zh: x' > "$dir/config/sources.yaml"
	printf 'parse: {workers: 0}\n' > "$dir/config/geppo.yaml"
	run --separate-stderr "$config" config check --dir "$dir"
	echo "$stderr"
	[ "$status" -eq 78 ]
	[ "${#stderr_lines[@]}" -eq 2 ]
	[[ "${stderr_lines[0]}" == "$dir/config/geppo.yaml:1: \"workers\" is \"0\""* ]]
	[[ "${stderr_lines[1]}" == "$dir/config/sources.yaml:2: no valid YAML: "* ]]
}

@test "a data directory that is not there is said" {
	run "$config" config check --dir "$dir/nowhere"
	[ "$status" -eq 78 ]
	[ "$output" = "$dir/nowhere: no such data directory; geppo init makes one" ]
}

@test "init makes a directory that checks clean and says what is next" {
	run "$config" init "$dir/a/b"
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"geppo config check --dir $dir/a/b"* ]]
	[ -d "$dir/a/b/archive" ]
	for file in geppo.yaml sources.yaml partners.yaml; do
		[ -s "$dir/a/b/config/$file" ]
	done
	run "$config" config check --dir "$dir/a/b"
	[ "$status" -eq 0 ]
}

@test "init does not send geppo out: no contact is named" {
	"$config" init "$dir"
	run grep -E '^ *contact:' "$dir/config/geppo.yaml"
	[ "$status" -eq 1 ]
	grep -qE '^ *# contact:' "$dir/config/geppo.yaml"
}

@test "init overwrites nothing, and writes nothing beside" {
	mkdir -p "$dir/config"
	echo 'partners: [mine]' > "$dir/config/partners.yaml"
	run "$config" init "$dir"
	[ "$status" -eq 65 ]
	[[ "$output" == *"$dir/config: has partners.yaml already; nothing was written" ]]
	[ "$(cat "$dir/config/partners.yaml")" = 'partners: [mine]' ]
	[ "$(ls "$dir" "$dir/config" | grep -c yaml)" -eq 1 ]
}

@test "init where a file stands in the way" {
	echo x > "$dir"
	run "$config" init "$dir"
	[ "$status" -eq 74 ]
	[[ "$output" == *"$dir"* ]]
}

@test "wrong calls" {
	run "$config" init
	[ "$status" -eq 64 ]
	run "$config" config
	[ "$status" -eq 64 ]
	run "$config" config check extra
	[ "$status" -eq 64 ]
	run "$config" config check --help
	[ "$status" -eq 0 ]
}
