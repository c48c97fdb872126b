/* reason.c - see reason.h. */
#include "config/reason.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"

enum { PARTS = 9, DEPTH = 3, TRIES = 100000 };

/* Earlier ones win: a whole sentence before one that begins with a part. */
const struct reason reasons[] = {
    /* ---- answers */
    {"challenged by %s (status %d)", "閲覧者確認の画面が返された：$1（状態コード$2）"},
    {"a cookie loop (the address redirects to itself)", "Cookieを求めて同じアドレスへ転送し続ける"},
    {"status 304 to a request without conditions", "条件なしの要求に「変更なし」（304）が返された"},
    {"its compressed content is damaged, larger than allowed, or of an unknown kind",
        "圧縮された内容が壊れているか、上限より大きいか、未知の形式"},
    {"its compressed content is damaged, or of an unknown kind",
        "圧縮された内容が壊れているか、未知の形式"},
    {"its compressed content is larger than allowed when unpacked", "展開した内容が上限より大きい"},
    {"redirected to the front page %s", "トップページへ転送された：$1"},
    {"status %d: the server asks for patience", "サーバーが間を置くよう求めた（状態コード$1）"},
    {"status %d", "状態コード$1"},
    {"HTTP status %d", "状態コード$1"},
    {"robots.txt of %s could not be read: %s", "$1のrobots.txtを読めなかった：$2"},
    {"robots.txt of %s disallows %s", "$1のrobots.txtが取得を禁じている：$2"},
    {"its answer is no HTTP message", "応答がHTTPの形をしていない"},
    {"not known", "不明"},
    {"refused to go to %s: %s", "接続を見合わせた：$1（$2）"},
    {"refused to connect to %s: %s", "接続を見合わせた：$1（$2）"},
    {"refused to connect to %s", "接続を見合わせた：$1"},
    {"more than %d redirects, the last to %s", "転送が$1回を超えた（最後は$2）"},
    {"the page does not hold %s, which the address of its rows needs",
        "一覧の取得先に要る$1がページにない"},
    {"no rows where the last look had %d", "一覧が0件（前回は$1件）"},
    {"page %d had new rows and is the last that max_pages allows",
        "$1ページ目にも新着があったが、max_pagesの上限で打ち切った"},
    {"page %d can't be asked for: %s", "$1ページ目のアドレスが分からない：$2"},
    {"pages are numbered from the last, and the page does not say how many there are",
        "番号が最終ページから付いているが、総ページ数が書かれていない"},
    {"the page does not say the {pageid} that the names of its pages hold",
        "ページ名に使われる{pageid}が書かれていない"},
    {"page %d: %s: %s", "$1ページ目：$2：$3"},
    {"page %d: %s: ", "$1ページ目：$2"},
    /* ---- transfers; what the library says in addition is left out */
    {"the host name could not be resolved (%s)", "ホスト名を解決できなかった"},
    {"no connection could be made (%s)", "接続できなかった"},
    {"no complete answer in time (%s)", "時間内に応答が終わらなかった"},
    {"the response broke off before its announced length (%s)", "応答が途中で切れた"},
    {"the server closed the connection without an answer (%s)", "サーバーが応答せずに接続を切った"},
    {"the connection broke while receiving (%s)", "受信中に接続が切れた"},
    {"the connection broke while sending (%s)", "送信中に接続が切れた"},
    {"the TLS certificate could not be verified (%s)", "TLS証明書を検証できなかった"},
    {"no TLS connection could be agreed on (%s)", "TLS接続の条件が折り合わなかった"},
    {"the answer is no HTTP response (%s)", "応答がHTTPの形をしていない"},
    {"the answer is no HTTP/1 response (%s)", "応答がHTTP/1の形をしていない"},
    {"the transfer failed (%s)", "転送に失敗した"},
    {"the response headers are longer than allowed", "応答ヘッダーが上限より長い"},
    {"the response is longer than allowed", "応答が上限より長い"},
    {"the answer came too slowly, at less than 64 bytes a second",
        "応答が遅すぎる（毎秒64バイト未満）"},
    {"libcurl took no further transfer", "転送を始められなかった"},
    /* ---- addresses that are not gone to */
    {"address of this host (0.0.0.0/8)", "自ホストのアドレス（0.0.0.0/8）"},
    {"private address (RFC 1918)", "プライベートアドレス"},
    {"carrier-grade NAT address (RFC 6598)", "キャリアグレードNATのアドレス"},
    {"loopback address", "ループバックアドレス"},
    {"link-local address", "リンクローカルアドレス"},
    {"address kept for protocols (192.0.0.0/24)", "プロトコル用のアドレス"},
    {"documentation address", "文書例示用のアドレス"},
    {"6to4 relay address", "6to4中継アドレス"},
    {"benchmarking address", "性能試験用のアドレス"},
    {"multicast address", "マルチキャストアドレス"},
    {"reserved address", "予約アドレス"},
    {"IPv4-compatible, loopback or unspecified address",
        "IPv4互換・ループバック・未指定のアドレス"},
    {"IPv4-translated address", "IPv4変換アドレス"},
    {"local NAT64 address (RFC 8215)", "ローカルNAT64アドレス"},
    {"discard address (RFC 6666)", "破棄用アドレス"},
    {"unique local address", "ユニークローカルアドレス"},
    {"site-local address", "サイトローカルアドレス"},
    {"Teredo or protocol address (2001::/23)", "Teredoまたはプロトコル用のアドレス"},
    {"6to4 address", "6to4アドレス"},
    {"IPv6 address that is not global unicast", "グローバルユニキャストでないIPv6アドレス"},
    {"port other than 80 and 443", "80・443以外のポート"},
    {"neither IPv4 nor IPv6", "IPv4でもIPv6でもない"},
    {"blank or control byte in the address", "アドレスに空白または制御文字がある"},
    {"backslash in the address", "アドレスに逆斜線がある"},
    {"no http or https address", "httpまたはhttpsのアドレスでない"},
    {"credentials in the address", "アドレスに認証情報がある"},
    {"port 0", "ポート0"},
    {"name of the local network", "ローカルネットワークの名前"},
    /* ---- guards */
    {"an unnamed guard (status 412)", "名前の分からない防護装置"},
    {"an unnamed guard", "名前の分からない防護装置"},
    {"a redirect back to %s", "すでに見たアドレスへの転送：$1"},
    {"a web guard", "名前の分からない防護装置"},
    {"a block by country (GeoBL)", "国・地域による遮断（GeoBL）"},
    {"China Telecom guard (电信云防护)", "中国電信の防護装置（电信云防护）"},
    {"a region block", "国・地域による遮断"},
    {"a firewall", "防護装置"},
    {"a check for people", "人であることの確認"},
    {"a cookie script", "Cookieを設定するスクリプト"},
    /* ---- pages */
    {"a challenge instead of the page: %s", "本文の代わりに閲覧者確認の画面：$1"},
    {"the server answered %d", "サーバーの応答が状態コード$1"},
    {"an error page with a good status", "状態コードは正常だが、内容はエラー画面"},
    {"an error page", "エラー画面"},
    {"an error page%s", "エラー画面"},
    {"the page is empty", "ページが空"},
    {"a shell: its %zu visible characters are no document, scripts draw it",
        "本文がスクリプトで描かれ、文書として読める文字がない（見える文字は$1字）"},
    {"no text and no list in %zu visible characters", "本文も一覧もない（見える文字は$1字）"},
    {"JSON without rows that have a title and an address", "JSONに、題名とアドレスを持つ行がない"},
    {"JSON of more than %d values", "JSONの値が$1個を超える"},
    {"the answer is longer than the bytes allowed", "読み取り結果が上限より長い"},
    {"the page is longer than the bytes allowed", "ページが上限より長い"},
    {"an article without a title", "題名のない記事"},
    {"no reason given", "理由の記録がない"},
    {"no reason kept", "理由の記録がない"},
    {"the page reader named %s kind", "読み取りの結果の種別が分からない"},
    {"its address or content type is no UTF-8", "アドレスまたは内容の型がUTF-8でない"},
    {"the page reader was lost (%s): %s", "読み取りの途中で読み取り器が失われた：$2"},
    {"it ended before it answered", "答える前に終わった"},
    {"its answer is no JSON object", "答えがJSONの形をしていない"},
    {"no answer within %d s", "$1秒以内に答えがなかった"},
    {"an answer longer than %zu bytes", "答えが$1バイトより長い"},
    {"did not take its input within %d s", "$1秒以内に入力を受け取らなかった"},
    {"shell", "本文なし"},
    {"challenge", "閲覧者確認の画面"},
    {"error", "エラー画面"},
    {"attachment", "添付ファイル"},
    /* ---- archives */
    {"holds record %s, not %s", "保存庫の記録が別のもの（$1）"},
    {"the archive ends before the record of this capture", "保存庫がこの記録の前で終わっている"},
    {"the record holds no HTTP message", "記録にHTTPの応答が入っていない"},
    {"the body cannot be decoded, or none of it was kept",
        "本文を復号できないか、保存されていない"},
    {"there is no such file", "ファイルがない"},
    {"the file is empty", "ファイルが空"},
    {"not a regular file", "通常のファイルでない"},
    {"cannot open: %s", "開けない"},
    {"cannot open", "開けない"},
    {"cannot read: %s", "読めない"},
    {"cannot read", "読めない"},
    /* ---- sources that can't be watched */
    {"its list is drawn by a script in the browser", "一覧がブラウザー内のスクリプトで描かれる"},
    {"it first wants a cookie that a script sets, or answers with a challenge",
        "スクリプトが設定するCookieを先に求めるか、閲覧者確認の画面を返す"},
    {"its list lies behind an interface that \"listing\" does not describe",
        "一覧の取得方法がsources.yamlのlistingに書かれていない"},
    /* ---- stages */
    {"%d waiting, nothing done since %s", "$1件が待っているが、$2から進んでいない"},
    {"%d waiting, nothing ever done", "$1件が待っているが、一度も進んでいない"},
    /* ---- outcomes, as parts of others */
    {"ok", "正常"},
    {"unchanged", "変更なし"},
    {"empty", "0件"},
    {"moved", "移転"},
    {"refused", "拒否"},
    {"challenged", "閲覧者確認"},
    {"broken", "異常"},
};
const size_t reasons_n = sizeof reasons / sizeof *reasons;

/* A part of a reason: text inside it. */
struct part {
	const char *text;
	size_t n;
};

/* Match the rest of a format with the rest of a text; parts are noted from `n` on. Tries are
 * counted: reasons hold what servers say. */
static bool
match(const char *en, const char *text, const char *end, struct part *parts, int n, int *tries)
{
	for (; *en && *en != '%'; en++, text++)
		if (text == end || *text != *en)
			return false;
	if (*en == '\0')
		return text == end;
	const char *after = en + 1 + strspn(en + 1, "lz");
	size_t digits = strspn(text, "0123456789");
	if (n == PARTS)
		return false;
	if (*after != 's') {
		parts[n] = (struct part){text, digits};
		return digits > 0 && match(after + 1, text + digits, end, parts, n + 1, tries);
	}
	for (const char *to = text; to <= end && --*tries > 0; to++)
		if (match(after + 1, to, end, parts, n + 1, tries)) {
			parts[n] = (struct part){text, (size_t)(to - text)};
			return true;
		}
	return false;
}

static const struct reason *
find(const char *text, size_t len, struct part parts[PARTS])
{
	int tries = TRIES;
	for (size_t i = 0; i < reasons_n; i++)
		if (match(reasons[i].en, text, text + len, parts, 0, &tries))
			return &reasons[i];
	return NULL;
}

static bool
render(const char *text, size_t len, int depth, struct buf *b)
{
	struct part parts[PARTS];
	const struct reason *r = depth > 0 ? find(text, len, parts) : NULL;
	if (r == NULL)
		return false;
	for (const char *s = r->ja; *s; s++) {
		if (*s != '$') {
			buf_addc(b, *s);
			continue;
		}
		const struct part *p = &parts[*++s - '1'];
		if (!render(p->text, p->n, depth - 1, b))
			buf_add(b, p->text, p->n);
	}
	return true;
}

const char *
reason_japanese(const char *reason, struct arena *a)
{
	struct buf b;
	buf_init(&b, CAP_MESSAGE);
	const char *ja = render(reason, strlen(reason), DEPTH, &b) && !buf_full(&b)
	                     ? arena_strn(a, b.text, b.len)
	                     : NULL;
	buf_release(&b);
	return ja;
}

const char *
reason_part(const char *text)
{
	struct part parts[PARTS];
	for (const char *s = text; s; s = strstr(s, ": "), s = s ? s + 2 : NULL)
		if (find(s, strlen(s), parts))
			return s;
	return text;
}
