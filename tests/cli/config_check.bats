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
