#!/usr/bin/env bats
# How geppo.db is opened: by whom, of which age, damaged or not.
bats_require_minimum_version 1.5.0

setup() {
	D="$BATS_TEST_TMPDIR/d"
	mkdir "$D"
	newest=$(ls "$BATS_TEST_DIRNAME/../../store/" | grep -c '^schema-.*sql$')
}

# A store as version 1 left it, with one document grouped and a decision.
version_1() {
	sqlite3 "$D/geppo.db" <"$BATS_TEST_DIRNAME/../../store/schema-1.sql"
	sqlite3 "$D/geppo.db" <<'END'
PRAGMA application_id = 0x67657070;
PRAGMA user_version = 1;
INSERT INTO document VALUES (1,'old-1',1,NULL,NULL,'2026-01-02T03:04:05Z',0,1,'stored',NULL,1,0,NULL,NULL,NULL);
INSERT INTO version (id,document,number,at,digest,title,attachments,facts,body)
	VALUES (1,1,1,'2026-01-02T03:04:05Z','x','大气污染防治通知','[]','[]','加强治理');
INSERT INTO item VALUES (1,'A0000A',1,'2026-01-02',1,'2026-01-02T03:04:05Z',0);
INSERT INTO item_document VALUES (1,1,'first',NULL,'2026-01-02T03:04:05Z');
INSERT INTO decision VALUES (1,'item:A0000A','note','読むべき','editor','2026-01-03T00:00:00Z',NULL);
END
}

pragma() {
	sqlite3 "$1" "PRAGMA $2"
}

@test "version 1 is brought to the newest with everything kept, and a copy beside it" {
	version_1
	run --separate-stderr "$GEPPO" store --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"schema 1; a copy is kept in $D/geppo.db.v1.backup"* ]]
	[ "$(pragma "$D/geppo.db" user_version)" = "$newest" ]
	[ "$(pragma "$D/geppo.db" integrity_check)" = ok ]
	[ -z "$(pragma "$D/geppo.db" foreign_key_check)" ]
	[ "$(pragma "$D/geppo.db.v1.backup" user_version)" = 1 ]
	[ "$(sqlite3 "$D/geppo.db.v1.backup" 'SELECT title FROM version')" = 大气污染防治通知 ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT value FROM decision')" = 読むべき ]
	# The item keeps its id, and what step 2 added works on the old document.
	[ "$("$GEPPO" store export-groups --dir "$D")" = $'old-1\tA0000A' ]
	run "$GEPPO" search 大気 --dir "$D"
	[[ "$output" == A0000A* ]]
	[ ! -e "$D/geppo.db.v1.backup.part" ]
}

@test "version 2 is brought to the newest with its items, keys and decisions kept" {
	version_1
	sqlite3 "$D/geppo.db" <"$BATS_TEST_DIRNAME/../../store/schema-2.sql"
	sqlite3 "$D/geppo.db" "PRAGMA user_version = 2; INSERT INTO document_key VALUES (7, 8, 1);
		INSERT INTO search_state VALUES ('x'); INSERT INTO issue VALUES ('2026-01','draft','<x/>','d','2026');
		INSERT INTO entry VALUES ('2026-01', 1, 1, 'c')"
	run --separate-stderr "$GEPPO" store --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"schema 2; a copy is kept in $D/geppo.db.v2.backup"* ]]
	[ "$(pragma "$D/geppo.db" user_version)" = "$newest" ]
	[ "$(pragma "$D/geppo.db.v2.backup" user_version)" = 2 ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT item FROM entry')" = 1 ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT value FROM decision')" = 読むべき ]
	[ "$("$GEPPO" store export-groups --dir "$D")" = $'old-1\tA0000A' ]
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}

@test "version 3 is brought to the newest with a job, an issue and a decision kept" {
	version_1
	for step in 2 3; do
		sqlite3 "$D/geppo.db" <"$BATS_TEST_DIRNAME/../../store/schema-$step.sql"
	done
	sqlite3 "$D/geppo.db" "PRAGMA user_version = 3; INSERT INTO issue VALUES ('2026-01','draft','<x/>','d','2026');
		INSERT INTO entry VALUES ('2026-01', 1, 1, 'c');
		INSERT INTO source (id, name, state) VALUES ('one', 'One', 'active')"
	run --separate-stderr "$GEPPO" store --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"schema 3; a copy is kept in $D/geppo.db.v3.backup"* ]]
	[ "$(pragma "$D/geppo.db" user_version)" = "$newest" ]
	[ "$(pragma "$D/geppo.db.v3.backup" user_version)" = 3 ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT state FROM issue JOIN entry ON entry.month = issue.month')" = draft ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT value FROM decision')" = 読むべき ]
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}

@test "version 4 is brought to the newest with its frontier kept, leases too" {
	version_1
	for step in 2 3 4; do
		sqlite3 "$D/geppo.db" <"$BATS_TEST_DIRNAME/../../store/schema-$step.sql"
	done
	sqlite3 "$D/geppo.db" "PRAGMA user_version = 4;
		INSERT INTO frontier (key, url, host, role, due, token) VALUES ('k', 'http://a.cn/', 'a.cn', 'article', '2026-01-02', 't'),
			('l', 'http://a.cn/l', 'a.cn', 'article', '2026-01-01', NULL)"
	run --separate-stderr "$GEPPO" store --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"schema 4; a copy is kept in $D/geppo.db.v4.backup"* ]]
	[ "$(pragma "$D/geppo.db" user_version)" = "$newest" ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT group_concat(url) FROM (SELECT url FROM frontier ORDER BY due)')" = http://a.cn/l,http://a.cn/ ]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT value FROM decision')" = 読むべき ]
	run "$GEPPO" check --dir "$D"
	[ "$status" -eq 0 ]
}

@test "killed at counted writes to the disk: a migration is whole or was not, and its copy is whole" {
	version_1
	sqlite3 "$D/geppo.db" .dump | sort | sha256sum >"$BATS_TEST_TMPDIR/old"
	cp "$D/geppo.db" "$BATS_TEST_TMPDIR/v1.db"
	hits=0
	for n in 1 2 3 5 6 8 10 14; do
		rm -rf "$D" && mkdir "$D"
		cp "$BATS_TEST_TMPDIR/v1.db" "$D/geppo.db"
		code=0
		strace -f -o /dev/null -e trace=fdatasync,fsync,rename -e inject=fdatasync,fsync,rename:signal=KILL:when=$n \
			"$GEPPO" store --dir "$D" >/dev/null 2>&1 || code=$?
		[ "$code" -eq 137 ] || continue
		hits=$((hits + 1))
		# An outside reader rolls a hot journal back as we would.
		at=$(pragma "$D/geppo.db" user_version)
		[ "$at" = 1 ] || [ "$at" = "$newest" ]
		[ "$at" != 1 ] || sqlite3 "$D/geppo.db" .dump | sort | sha256sum | diff "$BATS_TEST_TMPDIR/old" -
		[ ! -e "$D/geppo.db.v1.backup" ] || sqlite3 "$D/geppo.db.v1.backup" .dump | sort | sha256sum | diff "$BATS_TEST_TMPDIR/old" -
		[ "$at" = 1 ] || [ -e "$D/geppo.db.v1.backup" ]
		"$GEPPO" store --dir "$D" 2>/dev/null
		[ "$(pragma "$D/geppo.db" user_version)" = "$newest" ]
		[ "$("$GEPPO" store export-groups --dir "$D")" = $'old-1\tA0000A' ]
		[ "$(sqlite3 "$D/geppo.db" 'SELECT value FROM decision')" = 読むべき ]
		sqlite3 "$D/geppo.db.v1.backup" .dump | sort | sha256sum | diff "$BATS_TEST_TMPDIR/old" -
		"$GEPPO" check --dir "$D"
	done
	echo "$hits times killed"
	[ "$hits" -ge 6 ]
}

# A store as version 4 left it: two documents of one item in the index, a label of the first.
version_4() {
	version_1
	for step in 2 3 4; do
		sqlite3 "$D/geppo.db" <"$BATS_TEST_DIRNAME/../../store/schema-$step.sql"
	done
	fold=$(sqlite3 "$BATS_TEST_TMPDIR/other/geppo.db" 'SELECT fold FROM search_state')
	sqlite3 "$D/geppo.db" "PRAGMA user_version = 4; ATTACH '$BATS_TEST_TMPDIR/other/geppo.db' AS other;
		INSERT INTO key_log SELECT * FROM other.key_log;
		INSERT INTO document_key SELECT * FROM other.document_key; UPDATE document SET state = 'stored';
		INSERT INTO document VALUES (2,'old-2',1,NULL,NULL,'2026-01-03T03:04:05Z',0,1,'stored',NULL,1,0,NULL,NULL,NULL,0);
		INSERT INTO version (id,document,number,at,digest,title,attachments,facts,body)
			VALUES (2,2,1,'2026-01-03T03:04:05Z','y','转载：大气污染防治通知','[]','[]','加强治理，编者按');
		INSERT INTO item_document VALUES (2,1,'the same title',1,'2026-01-03T03:04:05Z');
		INSERT INTO label VALUES (1,'region',0,'130200',1,NULL,NULL,0,NULL), (1,'measure',0,'dust',1,NULL,NULL,0,NULL);
		INSERT INTO search_state VALUES ('$fold');
		INSERT INTO search (rowid, title, body) VALUES
			(1,' 大气 气污 污染 染防 防治 治通 通知 知',' 加强 强治 治理 理'),
			(2,' 转载 载 大气 气污 污染 染防 防治 治通 通知 知',' 加强 强治 治理 理 编者 者按 按');
		INSERT INTO search_title (rowid, title) VALUES (1,' 大气 气污 污染 染防 防治 治通 通知 知'),
			(2,' 转载 载 大气 气污 污染 染防 防治 治通 通知 知')"
}

# The same as version 5 left it, whose labels were in blocks of 1024 versions.
version_5() {
	version_4
	sqlite3 "$D/geppo.db" <"$BATS_TEST_DIRNAME/../../store/schema-5.sql"
	sqlite3 "$D/geppo.db" "PRAGMA user_version = 5; INSERT INTO facet VALUES (1,'region','130200'), (2,'measure','dust');
		INSERT INTO search_facet VALUES (1,0,x'00010002'), (2,0,x'00010002')"
}

@test "versions 4 and 5 are brought to the newest, and find the same under every filter without a new index" {
	mkdir "$BATS_TEST_TMPDIR/other"
	printf '%s\n' '{"id":"old-1","title":"大气污染防治通知","body":"加强治理"}' \
		'{"id":"old-2","title":"转载：大气污染防治通知","body":"加强治理，编者按"}' >"$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" load --dir "$BATS_TEST_TMPDIR/other" "$BATS_TEST_TMPDIR/in.jsonl"
	"$GEPPO" store --dir "$BATS_TEST_TMPDIR/other"
	for version in 4 5; do
		rm -rf "$D" && mkdir "$D"
		version_$version
		finds_the_same $version
	done
}

finds_the_same() {
	run --separate-stderr "$GEPPO" store --dir "$D"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"schema $1; a copy is kept in $D/geppo.db.v$1.backup"* ]]
	[[ "$stderr" == *"0 documents grouped"* || "$output" == *"0 documents grouped"* ]]
	[ "$(pragma "$D/geppo.db.v$1.backup" user_version)" = "$1" ]
	[ "$("$GEPPO" store export-groups --dir "$D")" = $'old-1\tA0000A\nold-2\tA0000A' ]
	# 编者 stands only in the posting that has no label of its own.
	for filter in "--region 130200" "--region 130000" "--measure dust" "--from 2026-01 --to 2026-01" \
		"--region jjj --measure dust --from 2026-01-02"; do
		for word in 大气 治理 编者; do
			run "$GEPPO" search --dir "$D" $filter $word
			[[ "$output" == A0000A* ]]
		done
	done
	for filter in "--region 370000" "--measure energy" "--to 2026-01-01" "--from 2026-02"; do
		run --separate-stderr "$GEPPO" search --dir "$D" $filter 治理
		[ "$output" = "nothing found" ]
	done
	# Only the words in Japanese, which this store had no index of, are missed by the check.
	run "$GEPPO" check --dir "$D"
	[[ "$output" != *old-* ]]
	[[ "$output" == *"1 faults"* ]]
}

@test "a migrated store has the schema of a new one" {
	version_1
	"$GEPPO" store --dir "$D"
	mkdir "$BATS_TEST_TMPDIR/new"
	"$GEPPO" store --dir "$BATS_TEST_TMPDIR/new"
	schema='SELECT type, name, sql FROM sqlite_schema ORDER BY type, name'
	diff <(sqlite3 "$D/geppo.db" "$schema") <(sqlite3 "$BATS_TEST_TMPDIR/new/geppo.db" "$schema")
}

@test "a failing migration leaves the old store as it was" {
	version_1
	sqlite3 "$D/geppo.db" 'CREATE TABLE document_key (in_the_way)'
	before=$(sqlite3 "$D/geppo.db" .dump | sha256sum)
	run "$GEPPO" store --dir "$D"
	[ "$status" -ne 0 ]
	[ "$before" = "$(sqlite3 "$D/geppo.db" .dump | sha256sum)" ]
	[ "$(pragma "$D/geppo.db" user_version)" = 1 ]
}

@test "an older store is only read after it was brought up to date" {
	version_1
	run --separate-stderr "$GEPPO" status --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"older geppo (schema 1, now $newest)"* ]]
}

@test "a newer store is refused and left alone" {
	"$GEPPO" store --dir "$D"
	pragma "$D/geppo.db" 'user_version = 99'
	before=$(sha256sum <"$D/geppo.db")
	for command in store status 'search 大气' 'store export-groups'; do
		run --separate-stderr "$GEPPO" $command --dir "$D"
		[ "$status" -eq 78 ]
		[[ "$stderr" == *"$D/geppo.db: made by a newer geppo (schema 99"* ]]
	done
	[ "$before" = "$(sha256sum <"$D/geppo.db")" ]
}

@test "a file that is no store is refused and left alone" {
	echo 'not a database at all, but long enough to be looked at as one' >"$D/geppo.db"
	before=$(sha256sum <"$D/geppo.db")
	run --separate-stderr "$GEPPO" status --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"not a geppo store"* ]]
	rm "$D/geppo.db"
	sqlite3 "$D/geppo.db" 'CREATE TABLE other (x)'
	run --separate-stderr "$GEPPO" store --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"not a geppo store"* ]]
	[ "$(sqlite3 "$D/geppo.db" 'SELECT name FROM sqlite_schema')" = other ]
	rm "$D/geppo.db"
}

@test "no data directory, no store: said, none is made" {
	run --separate-stderr "$GEPPO" status --dir "$D"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"$D/geppo.db: no store there yet"* ]]
	[ -z "$(ls "$D")" ]
	run --separate-stderr "$GEPPO" store --dir "$D/nosuch"
	[ "$status" -eq 78 ]
	[[ "$stderr" == *"$D/nosuch: no such data directory"* ]]
	[ ! -e "$D/nosuch" ]
}

@test "the journal is a rollback journal and references are checked" {
	"$GEPPO" store --dir "$D"
	[ "$(pragma "$D/geppo.db" journal_mode)" = delete ]
	[ "$(pragma "$D/geppo.db" application_id)" = 1734701168 ]
	[ ! -e "$D/geppo.db-wal" ]
}
