#!/usr/bin/env bats
# The vocabularies against labels that people gave to real documents ($SHARED/gold).

setup() { cd "$BATS_TEST_DIRNAME/../.."; }

# values COLUMN: the distinct values of a column of the labelled items.
values() {
	awk -F'\t' -v name="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
		{ n = split($c, v, ";"); for (i = 1; i <= n; i++) if (v[i] != "") print v[i] }' \
		"$SHARED/gold/items.tsv" | sort -u
}

@test "every region a person named is in regions.tsv" {
	values region_codes > "$BATS_TEST_TMPDIR/wanted"
	[ "$(wc -l < "$BATS_TEST_TMPDIR/wanted")" -gt 50 ]
	cut -f1 config/regions.tsv | sort -u > "$BATS_TEST_TMPDIR/known"
	[ -z "$(comm -23 "$BATS_TEST_TMPDIR/wanted" "$BATS_TEST_TMPDIR/known")" ]
}

@test "every measure is in measures.yaml, every document type in doctypes.yaml" {
	[ "$(values measures | wc -l)" -gt 10 ]
	for id in $(values measures); do
		grep -qE "id: $id\b" config/measures.yaml || { echo "measure $id"; return 1; }
	done
	for id in $(values doc_type); do
		grep -qE "id: $id\b" config/doctypes.yaml || { echo "document type $id"; return 1; }
	done
}

@test "key regions hold the cities of the policy facts, section 6" {
	# "130100 石家庄" under the heading of a key region; the attached places on their own line
	# are not counted. Headings say which set: (旧) = the one before 2023-11-30.
	awk '/^### (jjj|yrd|fwp|prd) /{key=$2; day=/旧/ ? "2020-01-01" : "2024-01-01"}
		/^## 7/{exit}
		key && /^- / && !/附属|2018〜2023|粤港澳大湾区は/ {
			while (match($0, /[0-9][0-9][0-9][0-9]00 /)) {
				print key, day, substr($0, RSTART, 6); $0 = substr($0, RSTART + 7)
			}
		}' "$SHARED/gold/policy_facts.md" | sort -u > "$BATS_TEST_TMPDIR/wanted"
	[ "$(wc -l < "$BATS_TEST_TMPDIR/wanted")" -gt 100 ]
	while read -r key day code; do
		awk -F'\t' -v key="$key" -v code="$code" -v day="$day" '
			$1 == key && $2 == code && $3 <= day && ($4 == "" || day < $4) { found = 1 }
			END { exit !found }' config/key-regions.tsv || { echo "$key $day $code"; return 1; }
	done < "$BATS_TEST_TMPDIR/wanted"
}
