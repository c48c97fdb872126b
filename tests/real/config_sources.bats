#!/usr/bin/env bats
# The shipped sources.yaml against the table of columns that were gathered ($SHARED/sources), read by
# another reader of YAML: nothing is lost, nothing says something else without a reason.

setup() { cd "$BATS_TEST_DIRNAME/../.."; }

@test "every column of the table is declared, or refused with a reason; address, paging, kind agree" {
	run python3 tests/real/config_sources.py table "$SHARED/sources/sources.tsv"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "31 departments, the partners' regions and central bodies are asked; main cities are declared" {
	run python3 tests/real/config_sources.py coverage "$SHARED/sources/sources.tsv"
	echo "$output"
	[ "$status" -eq 0 ]
}
