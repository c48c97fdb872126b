/* statusword.c - see statusword.h. */
#include "store/statusword.h"

#include <stddef.h>
#include <string.h>

static const char *const words[STATUS_WORDS][2] = {
    [WORD_TOTAL] = {"total", "合計"},
    [WORD_CAPTURES] = {"captures", "取得記録"},
    [WORD_PARSED] = {"parsed", "解析済み"},
    [WORD_HELD] = {"held", "保留"},
    [WORD_WAITING] = {"waiting", "待ち"},
    [WORD_DROPPED] = {"dropped", "除外"},
    [WORD_DOCUMENTS] = {"documents", "文書"},
    [WORD_IN_ITEMS] = {"in items", "案件に整理済み"},
    [WORD_ITEMS] = {"items", "案件"},
    [WORD_ATTACHMENTS] = {"attachments", "添付ファイル"},
    [WORD_JOBS] = {"translation jobs", "翻訳ジョブ"},
    [WORD_NONE] = {"none", "なし"},
    [WORD_WHY_HELD] = {"held, by reason", "保留の理由"},
    [WORD_TITLE] = {"how things stand", "現在の状況"},
    [WORD_CLOCK] = {"UTC", "日本時間"},
    [WORD_SOURCES] = {"sources", "情報源"},
    [WORD_ARE_WELL] = {"well", "正常"},
    [WORD_ARE_FAILING] = {"failing", "取得失敗中"},
    [WORD_ARE_BROKEN] = {"broken", "異常"},
    [WORD_ARE_UNABLE] = {"can't be watched", "監視できない"},
    [WORD_ARE_NEVER] = {"never visited", "未取得"},
    [WORD_ARE_RESTING] = {"on trial or retired", "試行中・廃止"},
    [WORD_ATTENTION] = {"needs attention", "対応が必要な情報源"},
    [WORD_ALL_WELL] = {"all visited sources were well at their last visit",
        "取得した情報源は、前回すべて正常でした"},
    [WORD_FAILURES] = {"failures in a row", "連続失敗"},
    [WORD_LAST_SUCCESS] = {"last success", "最終成功"},
    [WORD_NEXT_TRY] = {"next try", "次回取得"},
    [WORD_NO_SUCCESS] = {"never", "なし"},
    [WORD_NOW] = {"now", "すぐに"},
    [WORD_PARTLY] = {"seen only in part", "一部しか見ていない情報源"},
    [WORD_ROWS_DROPPED] = {"rows not taken", "取り込まなかった行"},
    [WORD_FEWER] = {"fewer rows than usual", "行数がふだんより少ない"},
    [WORD_UNABLE] = {"can't be watched", "監視できない情報源"},
    [WORD_EVERY] = {"every source", "すべての情報源"},
    [WORD_COLUMN_SOURCE] = {"source", "情報源"},
    [WORD_COLUMN_STATE] = {"state", "状態"},
    [WORD_COLUMN_NEWEST] = {"newest row (age)", "最新の記事（経過）"},
    [WORD_COLUMN_ROWS] = {"rows / usual", "行数／通常"},
    [WORD_COLUMN_STREAK] = {"failures", "連続失敗"},
    [WORD_DAYS] = {"d", "日"},
    [WORD_STAGES] = {"stages", "処理の段階"},
    [WORD_LAST_DONE] = {"last thing done", "最後に進んだ時刻"},
    [WORD_STALLED] = {"STALLED since", "停滞中："},
};

/* Names that the store keeps; English ones that can be read as they are stand in no row. */
static const struct {
	const char *key, *text[2];
} names[] = {{"ok", {"ok", "正常"}}, {"failing", {"FAILING", "取得失敗中"}},
    {"broken", {"BROKEN", "異常"}}, {"recovered", {"recovered", "回復"}},
    {"shell", {"shell", "本文なし"}}, {"challenge", {"challenge", "閲覧者確認の画面"}},
    {"error", {"error", "エラー画面"}}, {"unusable", {"unusable", "使用不可"}},
    {"new", {"new", "新規"}}, {"waiting", {"waiting", "待ち"}}, {"held", {"held", "保留"}},
    {"offered", {"offered", "依頼中"}}, {"claimed", {"claimed", "担当決定"}},
    {"in_progress", {"in progress", "作業中"}}, {"expired", {"expired", "期限切れ"}},
    {"superseded", {"superseded", "原文が更新された"}}, {"returned", {"returned", "差し戻し"}},
    {"delivered", {"delivered", "納品済み"}}, {"checked", {"checked", "点検済み"}},
    {"in_review", {"in review", "確認中"}}, {"accepted", {"accepted", "承認済み"}},
    {"published", {"published", "公開済み"}}, {"withdrawn", {"withdrawn", "取り下げ"}},
    {"read", {"read", "読み取り済み"}}, {"scanned", {"scanned, not read", "画像のみ（未読）"}},
    {"failed", {"not to be had", "取得できず"}}, {"unasked", {"not asked for", "対象外（未取得）"}},
    {"ocr", {"of them by OCR", "うち文字認識による"}}, {"fetch", {"fetch", "取得"}},
    {"parse", {"parse", "解析"}}, {"store", {"store", "整理"}}};

const char *
status_word(enum status_word w, int lang)
{
	return words[w][lang];
}

const char *
status_name(const char *key, int lang)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].key, key) == 0)
			return names[i].text[lang];
	return key;
}
