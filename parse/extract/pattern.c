/* pattern.c - see pattern.h. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "parse/extract/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/log.h"
#include "parse/extract/infotable.h"

#define OPEN "[〔［\\[（(﹝【〖]"
#define CLOSE "[〕］\\])）﹞】〗]"
#define YEAR "((?:19|20)\\d\\d)"
#define DAY YEAR "\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})"
#define MONTH_NAME "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
#define ORGAN_END                                                                                                               \
	"(?:人民政府|办公厅|办公室|委员会|管理局|总局|部|厅|局|委|院|署|中心|指挥部|领导小组|" \
	"法院|检察院|协会|银行|公司|政府|办|处|站)"

static const char *const sources[PATTERN_COUNT] = {
    [PATTERN_DATE] = "(?<!\\d)" DAY "(?!\\d)",
    [PATTERN_HAN_DATE] = "([一二三四五六七八九〇零○Ｏ０OОo]{4})年([一二三四五六七八九十]{1,3})月"
                         "([一二三四五六七八九十]{1,3})日",
    [PATTERN_ENGLISH_DATE] = "(?i)\\b(?:" MONTH_NAME "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+" YEAR
                             "|(\\d{1,2})(?:st|nd|rd|th)?\\s+" MONTH_NAME ",?\\s+" YEAR ")\\b",
    [PATTERN_MONTH] = "(?<!\\d)" YEAR "\\s*[-/.年]\\s*(\\d{1,2})(?!\\d)",
    [PATTERN_URL_DATE] = "(?:t|/|_|=)" YEAR "[-/_]?(0?[1-9]|1[0-2])[-/_]?(0?[1-9]|[12]\\d|3[01])"
                         "(?:\\D|\\d{6}\\D|\\d{9}\\D)",
    [PATTERN_DOC_NUMBER] = "([\\p{Han}]{1,24})\\s*" OPEN "\\s*(?:19|20)\\d\\d\\s*年?\\s*" CLOSE
                           "\\s*第?\\s*\\d{1,6}\\s*号",
    [PATTERN_ORDER] =
        "(?:第\\s*\\d{1,5}\\s*号(?:令|公告)|(?:令|公告|通告)\\s*[（(]?\\s*"
        "(?:(?:19|20)\\d\\d\\s*年?)?\\s*第\\s*[\\d一二三四五六七八九十百]{1,6}\\s*号)",
    [PATTERN_ORGAN_TITLE] =
        "^([\\p{Han}、（）()\\s]{2,80}?" ORGAN_END ")(?:等[一二三四五六七八九十\\d]+"
        "(?:部门|部委|单位))?\\s*(?:印发|发布)?关于",
    [PATTERN_ORGAN] = "^[\\p{Han}（）()·\\s]{2,40}" ORGAN_END "$",
    [PATTERN_SITE] = "(?:门户网站?|政府网|政务网|官方网站|信息网|新闻网|公众网|网站|首页|频道|"
                     "工作动态|通知公告|政策文件|"
                     "政务公开|政府信息公开|信息公开|新闻中心)(?:[_|－—\\-].*)?$|[_|][\\p{Han}]{2,"
                     "24}(?:委员会|局|厅|部|政府|网)$",
    [PATTERN_IN_FORCE] =
        "(?:自|从|于)\\s*" DAY "\\s*日?\\s*(?:[（(][^）)]{0,20}[）)])?\\s*(?:起|开始)\\s*"
        "(?:正式|全面|在[^，。；]{1,20})?(?:施行|实施|执行|生效|开始施行)",
    [PATTERN_IN_FORCE_NOW] =
        "自(?:公布|发布|印发|下发|签发|颁布|通过)之日起(?:正式)?(?:施行|实施|执行|生效)",
    [PATTERN_DEADLINE] =
        "(?:(?:请|均可|可)?(?:于|在)\\s*" DAY
        "\\s*日?\\s*(?:[（(][^）)]{0,20}[）)])?\\s*(?:\\d{1,2}[:：]\\d\\d)?"
        "(?:之?前|以前)|(?:截止|截至|期限|反馈时间|意见时间|公示时间|公示期)[^。；]{0,50}?" DAY
        "\\s*日?(?![\\d\\s]*(?:[—－\\-~～至到]+)))",
    [PATTERN_ADDRESSEE] = "^[^。！？；]{2,400}(?:[，、：:]|：)$",
    [PATTERN_CONTACT] = "(?:联\\s*系\\s*人|联系电话|电\\s*话|传\\s*真|邮\\s*箱|电子邮件|电子信箱|"
                        "通讯地址|联系地址|通信地址|邮政编码|邮编)"
                        "\\s*[：:]\\s*([^。；\\n]{2,80})",
    [PATTERN_META_LINE] =
        "^(?:[【\\[（(]?\\s*(?:字体|字号|大|中|小|打印|关闭|分享|收藏|纠错|返回|复制|下载|朗读|"
        "默认|超大|繁体|无障碍|我要纠错|打印本页|关闭窗口|关闭本页|打印文章|保存|放大|缩小|"
        "A[+-]|[TＴ]|\\||:|：|·|到|至|微信|微博|QQ|空间|朋友圈|新浪|腾讯|人人网|更多)\\s*[】\\]）)]"
        "?\\s*)+$|"
        "^发表[于於]\\s*\\d{4}-\\d{1,2}-\\d{1,2}\\s+\\d{1,2}:\\d\\d|"
        "^附件(?:信息|下载|列表)?[：:]?$|^(?:扫一扫|扫描二维码|用微信扫|微信扫一扫|分享到|分享至|"
        "打印本页|【?打印|【?关闭|【?字体|"
        "字体大小|"
        "您(?:的|所在的?|当前的?)(?:位置|当前位置)|当前位置|(?:您|你)现在的位置|所在位置|首页\\s*[>"
        "＞»/]|"
        "Video "
        "Player|您的浏览器不支持|您访问的链接即将离开|视频播放|语音播报|收听|点击播放|Produced By)",
    [PATTERN_TAIL_LINE] =
        "^(?:上一[篇条页]|下一[篇条页]|上篇|下篇|相关(?:链接|新闻|阅读|文章|附件|文档|信息|推荐|"
        "解读|稿件|文件|政策|"
        "报道|内容|专题)|延伸阅读|推荐阅读|猜你喜欢|热门|政策解读链接|解读链接|关联(?:文件|解读|"
        "信息)|"
        "主办单位|版权所有|网站地图|Copyright|友情链接|网友评论|我要评论|发表评论|评论(?:$|[（(\\d]"
        ")|文件下载|"
        "附件下载|"
        "大家都在看|其他人也在看|作者其他文章|更多(?:新闻|文章|精彩)|精选视频|相關新聞|延伸閱讀|"
        "图文解读|返回顶部|回到顶部|【?打印本页|【我要纠错|精彩推荐|相关搜索)\\s*[：:】\\]]?",
    [PATTERN_TAIL_MARK] = "^(?:相关(?:新闻|阅读|文章|推荐|稿件|报道|搜索)|延伸阅读|推荐阅读|"
                          "猜你喜欢|大家都在看|热门(?:新闻|文章|推荐|评论)|"
                          "网友评论|我要评论|发表评论|精彩推荐|其他人也在看|作者其他文章|更多(?:"
                          "新闻|文章|精彩)|精选视频|相關新聞|延伸閱讀)",
    [PATTERN_FOOTER] =
        "版权所有|版权声明|免责声明|特别声明|反侵权公告|版权与|版权属于|凡本[站网]|转载请注明|未经."
        "{0,12}授权|"
        "仅提供信息存储|不代表本[站网]|Copyright|ICP备|网安备|网站标识码|网站地图|All "
        "[Rr]ights|备案号[：:]|"
        "技术支持[：:]|(?:主办|承办|协办)(?:单位)?[：:].{0,80}(?:主办|承办|协办|备|电话|邮编|地址)|"
        "(?:信息网络传播|增值电信|新闻信息服务|视听节目).{0,12}许可证|友情链接|建议使用.{0,20}(?:"
        "浏览器|分辨率)",
    [PATTERN_CREDIT] = "^[（(\\[【]?\\s*(?:责任编辑|责\\s*编|编\\s*辑|审\\s*核|校\\s*对|初\\s*审|"
                       "终\\s*审|复\\s*审|"
                       "签\\s*发|监\\s*制|值班编辑|网络编辑)\\s*[：:／/]",
    [PATTERN_PAGER] =
        "(createPageHTML|createPage|countPage|totalPage|pageCount)\\s*[(=:]\\s*([^);\\n]{1,120})",
    [PATTERN_ATTACHMENT] =
        "\\.(pdf|docx?|xlsx?|wps|et|ofd|rar|zip|7z|pptx?|txt|csv|ceb|rtf)(?:$|[?#&])|"
        "downfile\\.jsp|[?&]file(?:name)?=|/download(?:\\.|/|\\?)",
};

/* Words of which one stands in everything that the pattern finds: looked for first, because most
 * texts hold none. */
static const char *const needs[PATTERN_COUNT][4] = {
    [PATTERN_HAN_DATE] = {"月"},
    [PATTERN_DOC_NUMBER] = {"号"},
    [PATTERN_ORDER] = {"号"},
    [PATTERN_LABEL] = {"：", ":", "∶"},
    [PATTERN_IN_FORCE] = {"施行", "实施", "执行", "生效"},
    [PATTERN_IN_FORCE_NOW] = {"之日起"},
    [PATTERN_CONTACT] = {"：", ":"},
};

struct patterns {
	pcre2_code *code[PATTERN_COUNT];
	pcre2_match_data *match;
};

static pcre2_code *
compile(const char *regex)
{
	int error;
	PCRE2_SIZE at;
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | PCRE2_CASELESS;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
	    options & ~PCRE2_NO_UTF_CHECK, &error, &at, NULL);
	if (code == NULL)
		bug("pattern at %zu: %.60s", (size_t)at, regex + at);
	/* Without JIT (a kernel that forbids it) matching is slower and right all the same. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

struct patterns *
patterns_new(void)
{
	struct patterns *p = calloc(1, sizeof *p);
	struct buf label;
	buf_init(&label, CAP_FIELD);
	infotable_pattern(&label);
	if (p == NULL || buf_full(&label))
		fatal("out of memory");
	for (int i = 0; i < PATTERN_COUNT; i++)
		p->code[i] = compile(i == PATTERN_LABEL ? label.text : sources[i]);
	buf_release(&label);
	p->match = pcre2_match_data_create(SPAN_MAX, NULL);
	if (p->match == NULL)
		fatal("out of memory");
	return p;
}

void
patterns_free(struct patterns *p)
{
	if (p == NULL)
		return;
	for (int i = 0; i < PATTERN_COUNT; i++)
		pcre2_code_free(p->code[i]);
	pcre2_match_data_free(p->match);
	free(p);
}

/* The cap, moved back to the start of a character. */
static size_t
capped(const char *s, size_t n)
{
	if (n <= CAP_PATTERN_SUBJECT)
		return n;
	n = CAP_PATTERN_SUBJECT;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static bool
may_hold(enum pattern which, const char *s, size_t n)
{
	const char *const *words = needs[which];
	if (words[0] == NULL)
		return true;
	for (size_t i = 0; i < 4 && words[i]; i++)
		if (memmem(s, n, words[i], strlen(words[i])))
			return true;
	return false;
}

bool
pattern_find(const struct patterns *p, enum pattern which, const char *s, size_t n, size_t from,
    struct span spans[SPAN_MAX])
{
	n = capped(s, n);
	if (from > n || !may_hold(which, s + from, n - from))
		return false;
	int got =
	    pcre2_match(p->code[which], (PCRE2_SPTR)s, n, from, PCRE2_NO_UTF_CHECK, p->match, NULL);
	if (got <= 0)
		return false;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(p->match);
	for (int i = 0; i < SPAN_MAX; i++)
		spans[i] = i < got && at[2 * i] != PCRE2_UNSET
		               ? (struct span){at[2 * i], at[2 * i + 1]}
		               : (struct span){1, 0};
	return true;
}

bool
pattern_in(const struct patterns *p, enum pattern which, const char *s)
{
	struct span spans[SPAN_MAX];
	return pattern_find(p, which, s, strlen(s), 0, spans);
}
