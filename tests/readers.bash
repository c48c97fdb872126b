# A store of two papers, two municipalities with three readers, and a maildir their mail comes into. Sourced by tests of
# that mail. readers_begin leaves GEPPO_DIR, box and ids; readers_end removes what was made.

readers_begin() {
	export GEPPO_DIR="$(mktemp -d /dev/shm/geppo-readers-XXXXXX)" LC_ALL=C.UTF-8
	"$GEPPO" init "$GEPPO_DIR" >/dev/null
	for n in 1 2; do
		echo '{"id":"T0'$n'","title":"国务院关于印发《空气质量持续改善行动计划'$n'》的通知","issuer":"国务院","published":"2026-06-1'$n'","doc_number":"国发〔2026〕3'$n'号","url":"https://www.gov.cn/a/'$n'.htm","body":""}'
	done >"$BATS_TEST_TMPDIR/set.jsonl"
	"$GEPPO" load "$BATS_TEST_TMPDIR/set.jsonl" >/dev/null 2>&1
	"$GEPPO" store >/dev/null 2>&1
	cat >"$GEPPO_DIR/config/partners.yaml" <<-YAML
		partners:
		- {id: kitakyushu, name_ja: 北九州市, regions: [310000]}
		- {id: kobe, name_ja: 神戸市, regions: [120000]}
		recipients:
		- {id: k1, address: one@kitakyushu.example.jp, partner: kitakyushu, name: 北九州市環境局}
		- {id: k2, address: two@kitakyushu.example.jp, partner: kitakyushu, was: [old@kitakyushu.example.jp]}
		- {id: h1, address: kobe@example.jp, partner: kobe, name: 神戸市環境局}
	YAML
	box="$GEPPO_DIR/box"
	mkdir -p "$box/new" "$box/cur" "$box/tmp"
	mailbox_is "maildir: $box"
	mapfile -t ids < <(sqlite3 "$GEPPO_DIR/geppo.db" "SELECT name FROM item ORDER BY id")
}

readers_end() { rm -rf "$GEPPO_DIR"; }

# mailbox_is SETTINGS: where geppo reads its mail.
mailbox_is() {
	cat >"$GEPPO_DIR/config/geppo.yaml" <<-YAML
		bulletin: {publisher: 月報編集部, contact_mail: geppo@example.jp, editors: [editor@example.jp]}
		mail: {host: 127.0.0.1, port: 9, security: none, from: geppo@example.jp}
		mailbox: {$1}
	YAML
}
