<?xml version="1.0" encoding="UTF-8"?>
<!-- issue-html.xsl: the issue as one page, for a browser and for paper. Nothing is loaded from
     elsewhere. Mail (page-mail.xsl) and DOCX (page-docx.xsl) are made of this page: they know its
     elements and classes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="words.xsl"/>
<xsl:import href="pictures.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="yes" doctype-system="about:legacy-compat"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/issue">
	<html lang="ja">
		<head>
			<meta charset="UTF-8"/>
			<meta name="viewport" content="width=device-width, initial-scale=1"/>
			<title><xsl:value-of select="$title"/></title>
			<style><xsl:call-template name="style"/></style>
		</head>
		<body>
			<header>
				<h1><xsl:value-of select="$title"/></h1>
				<p class="meta">
					<xsl:text>発行日 </xsl:text>
					<xsl:call-template name="full-day"><xsl:with-param name="date" select="@issued"/></xsl:call-template>
	<xsl:call-template name="weekday"><xsl:with-param name="date" select="@issued"/></xsl:call-template>
					<br/>
					<xsl:text>対象 </xsl:text>
					<xsl:call-template name="full-day"><xsl:with-param name="date" select="@first"/></xsl:call-template>
					<xsl:text>から</xsl:text>
					<xsl:value-of select="number(substring(@last, 9, 2))"/>
					<xsl:text>日まで(中国時間)に発表されたもの　</xsl:text>
					<xsl:call-template name="found-words"/>
				</p>
				<xsl:if test="not($run)"><p class="warn">★<xsl:value-of select="$not-run-words"/></p></xsl:if>
				<xsl:for-each select="$corrections">
					<p class="warn">★この号には訂正があります：<xsl:call-template name="correction-link"/>　<xsl:value-of select="line[. != ''][1]"/></p>
				</xsl:for-each>
			</header>
			<main>
				<xsl:if test="$partner">
					<section id="first">
						<h2><xsl:call-template name="own-title"/></h2>
						<table class="grid">
							<xsl:call-template name="place-head"/>
							<xsl:for-each select="$partner/of"><xsl:for-each select="key('place', @place)"><xsl:call-template name="place-row"/></xsl:for-each></xsl:for-each>
						</table>
					</section>
				</xsl:if>
				<xsl:call-template name="points"/>
				<xsl:call-template name="contents"/>
				<xsl:if test="$partner"><xsl:call-template name="own"/></xsl:if>
				<xsl:for-each select="$shown">
					<section id="{@id}">
						<h2><xsl:value-of select="concat($offset + position(), '　', @title)"/></h2>
						<xsl:apply-templates select="."/>
					</section>
				</xsl:for-each>
				<xsl:call-template name="matrix"/>
				<xsl:call-template name="near"/>
				<xsl:call-template name="scope"/>
			</main>
			<xsl:call-template name="colophon"/>
		</body>
	</html>
</xsl:template>

<xsl:template name="style">
html { font-family: "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", Meiryo, sans-serif; }
body { line-height: 1.7; color: #1a1a1a; background: #fff; max-width: 46em; margin: 0 auto; padding: 1em; }
h1 { font-size: 1.5em; border-top: 4px solid #1f4e79; border-bottom: 1px solid #1f4e79; padding: 0.3em 0; }
h2 { font-size: 1.2em; background: #e8eef5; border-left: 6px solid #1f4e79; padding: 0.2em 0.5em; margin-top: 2em; }
h3 { font-size: 1.05em; margin: 1.5em 0 0.3em; }
.id { text-decoration: none; font-family: Consolas, "Noto Sans Mono CJK JP", monospace; color: #1f4e79; }
.mark { white-space: nowrap; color: #8a4b00; font-weight: normal; font-size: 0.9em; }
.warn { border: 1px solid #b00020; padding: 0.4em 0.8em; color: #7a0016; }
.star { color: #b00020; }
.meta, .small { font-size: 0.9em; color: #444; }
table { border-collapse: collapse; margin: 0.3em 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.15em 0.5em; font-size: 0.95em; }
.grid th[scope="row"] { font-weight: normal; }
.facts th { width: 4.5em; font-weight: normal; color: #444; white-space: nowrap; }
.grid th, .grid td { border: 1px solid #9aa7b5; }
.grid th[scope="row"] { white-space: nowrap; }
td.n { text-align: right; }
.contents td.n { white-space: nowrap; width: 7em; }
ul { margin: 0.2em 0; padding-left: 1.4em; }
a { color: #0b5394; overflow-wrap: anywhere; }
.plain { display: none; }
figure { margin: 0.5em 0; }
figcaption { font-size: 0.9em; color: #444; }
svg { max-width: 100%; height: auto; font-family: "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", Meiryo, sans-serif; }
[lang="zh-Hans"] { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
@page { size: A4; margin: 18mm 16mm 20mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } @top-right { content: string(issue); font-size: 8pt; color: #555; } }
@page :first { @top-right { content: none; } }
@media print { .id { font-family: inherit; } body { max-width: none; font-size: 9.5pt; line-height: 1.55; padding: 0; } h1 { string-set: issue content(); } h2 { margin-top: 1.4em; } .contents td { padding-top: 0; padding-bottom: 0; } .entry { page-break-inside: avoid; } .contents a::after { content: "　" leader(dotted) " " target-counter(attr(href), page) "頁"; color: #444; } h2, h3 { page-break-after: avoid; } .entry tr, .grid tr { page-break-inside: avoid; } figure { page-break-inside: avoid; } svg { max-height: 230mm; } a { color: #000; text-decoration: none; } }
</xsl:template>

<xsl:key name="entry" match="/issue/section/entry" use="@item"/>

<!-- An item named outside its entry leads to it. -->
<xsl:template name="id-headline">
	<xsl:choose>
		<xsl:when test="self::entry or not(key('entry', @item))"><span class="id">[<xsl:value-of select="@item"/>]</span></xsl:when>
		<xsl:otherwise><a class="id" href="#{@item}">[<xsl:value-of select="@item"/>]</a></xsl:otherwise>
	</xsl:choose>
	<xsl:text> </xsl:text>
	<xsl:call-template name="headline"/>
</xsl:template>

<!-- As in words.xsl; Chinese is told to be Chinese, for its letters have forms of their own. -->
<xsl:template name="headline">
	<xsl:choose>
		<xsl:when test="title[@lang = 'ja']">
			<xsl:value-of select="title[@lang = 'ja']"/>
			<xsl:if test="title[@lang = 'ja']/@state = 'draft'">(機械訳案)</xsl:if>
		</xsl:when>
		<xsl:otherwise>(題名未訳)<span lang="zh-Hans"><xsl:value-of select="title[@lang = 'zh']"/></span></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="point">
	<xsl:choose>
		<xsl:when test="@lang = 'zh'">原文「<span lang="zh-Hans"><xsl:value-of select="."/></span>」</xsl:when>
		<xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
	</xsl:choose>
	<xsl:call-template name="point-marks"/>
</xsl:template>

<xsl:template name="issuer">
	<xsl:choose>
		<xsl:when test="issuer[@lang = 'ja']"><xsl:value-of select="issuer[@lang = 'ja']"/></xsl:when>
		<xsl:otherwise><span lang="zh-Hans"><xsl:value-of select="issuer[@lang = 'zh']"/></span></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- Addresses are shown as they are: a link that shows its target survives being taken apart. -->
<xsl:template name="address">
	<xsl:param name="url"/>
	<xsl:choose>
		<xsl:when test="starts-with($url, 'http://') or starts-with($url, 'https://')">
			<a href="{$url}"><xsl:value-of select="$url"/></a>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$url"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- On the site only: what corrects this issue, named in front and at the entries it names. -->
<xsl:variable name="corrections" select="/issue/corrections/correction[@month = /issue/@month]"/>
<xsl:template name="correction-link">
	<a href="{@month}-correction-{@notice}.html">訂正第<xsl:value-of select="@notice"/>号(<xsl:call-template name="full-day"><xsl:with-param name="date" select="@day"/></xsl:call-template>)</a>
</xsl:template>

<xsl:template name="points">
	<section id="points">
		<h2><xsl:value-of select="$points-title"/></h2>
		<ul>
			<li><xsl:call-template name="counts-point"/></li>
			<xsl:for-each select="points/point">
				<li>
					<xsl:choose>
						<xsl:when test="@by = 'editor'"><xsl:value-of select="."/></xsl:when>
						<xsl:otherwise><xsl:call-template name="id-headline"/></xsl:otherwise>
					</xsl:choose>
				</li>
			</xsl:for-each>
			<xsl:for-each select="section[@id = 'calendar']/event[@past = 'no'][1]">
				<li>
					<xsl:call-template name="full-day"><xsl:with-param name="date" select="@day"/></xsl:call-template>
					<xsl:text>に</xsl:text>
					<xsl:call-template name="event-of"/>
					<xsl:text>：</xsl:text>
					<xsl:call-template name="id-headline"/>
				</li>
			</xsl:for-each>
		</ul>
	</section>
</xsl:template>

<xsl:template name="contents">
	<nav id="contents" aria-label="目次">
		<h2>目次</h2>
		<table class="contents">
			<xsl:if test="$partner">
				<tr><td>1　<a href="#own">連携先<xsl:call-template name="partner-names"/></a></td><td class="n"><xsl:call-template name="partner-count"/></td></tr>
			</xsl:if>
			<xsl:for-each select="$shown">
				<tr>
					<td><xsl:value-of select="concat($offset + position(), '　')"/><a href="#{@id}"><xsl:value-of select="@title"/></a></td>
					<td class="n"><xsl:call-template name="section-count"/></td>
				</tr>
			</xsl:for-each>
			<xsl:if test="$with-matrix">
				<tr><td><xsl:value-of select="$matrix-number"/>　<a href="#matrix"><xsl:value-of select="$pictures-title"/></a></td><td></td></tr>
			</xsl:if>
			<xsl:if test="$with-near">
				<tr><td><xsl:value-of select="$near-number"/>　<a href="#near">候補から外したもの(炭素・省エネなど隣接分野。題名のみ)</a></td><td></td></tr>
			</xsl:if>
			<tr><td><xsl:value-of select="$scope-number"/>　<a href="#scope">今月の確認範囲</a></td><td></td></tr>
			<tr><td><xsl:value-of select="$scope-number + 1"/>　<a href="#colophon">翻訳の頼み方・発行情報</a></td><td></td></tr>
		</table>
		<xsl:if test="$collapsed">
			<p class="small">
				<xsl:text>該当なし：</xsl:text>
				<xsl:for-each select="$collapsed">
					<xsl:if test="position() &gt; 1">、</xsl:if>
					<xsl:value-of select="@title"/>
				</xsl:for-each>
				<xsl:call-template name="collapsed-limit"/>
			</p>
		</xsl:if>
	</nav>
</xsl:template>

<xsl:template name="place-row">
	<tr>
		<th scope="row"><xsl:value-of select="@name"/></th>
		<td><xsl:call-template name="joined"><xsl:with-param name="nodes" select="partner"/></xsl:call-template></td>
		<td><xsl:call-template name="status"/></td>
		<td><xsl:call-template name="above-status"/></td>
	</tr>
</xsl:template>

<xsl:template name="place-head">
	<thead><tr><th scope="col">省・市</th><th scope="col">協力する自治体</th><th scope="col">今月</th><th scope="col">上位の地域</th></tr></thead>
</xsl:template>

<xsl:template name="own">
	<section id="own">
		<h2>1　連携先<xsl:call-template name="partner-names"/></h2>
		<xsl:if test="not($own/new)"><p>新着として載せた項目はありません。<xsl:if test="$own[@check != 'whole']">上の表の「★」は確認できていないことを示します。</xsl:if></p></xsl:if>
		<xsl:if test="$own/new">
		<ul>
			<xsl:for-each select="$partner/of"><xsl:for-each select="key('place', @place)">
				<xsl:for-each select="new"><li><xsl:value-of select="../@name"/>：<xsl:call-template name="id-headline"/></li></xsl:for-each>
			</xsl:for-each></xsl:for-each>
		</ul>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template match="section"><xsl:apply-templates select="entry"/></xsl:template>

<xsl:template match="section[@id = 'partner']">
	<table class="grid">
		<xsl:call-template name="place-head"/>
		<xsl:for-each select="/issue/places/place"><xsl:call-template name="place-row"/></xsl:for-each>
	</table>
	<xsl:apply-templates select="entry"/>
</xsl:template>

<xsl:template name="fact">
	<xsl:param name="name"/>
	<xsl:param name="value"/>
	<xsl:if test="$value != ''"><tr><th scope="row"><xsl:value-of select="$name"/></th><td><xsl:copy-of select="$value"/></td></tr></xsl:if>
</xsl:template>

<xsl:template match="entry">
	<article class="entry" id="{@item}">
		<h3>
			<xsl:call-template name="id-headline"/>
			<xsl:if test="@translate = 'high'"><xsl:text>　</xsl:text><span class="mark"><xsl:call-template name="worth"/></span></xsl:if>
		</h3>
		<table class="facts">
			<xsl:for-each select="$corrections[contains(., current()/@item)]">
				<tr><th scope="row" class="star">訂正</th><td><xsl:call-template name="correction-link"/></td></tr>
			</xsl:for-each>
			<tr><th scope="row">原題</th><td lang="zh-Hans"><xsl:value-of select="title[@lang = 'zh']"/></td></tr>
			<xsl:call-template name="fact"><xsl:with-param name="name" select="'発出'"/><xsl:with-param name="value"><xsl:call-template name="issuer"/></xsl:with-param></xsl:call-template>
			<xsl:if test="number"><tr><th scope="row">番号</th><td lang="zh-Hans"><xsl:value-of select="number"/></td></tr></xsl:if>
			<tr><th scope="row">日付</th><td><xsl:call-template name="dates"/></td></tr>
			<tr>
				<th scope="row">種別</th>
				<td><xsl:value-of select="kind"/><xsl:if test="@air = 'borderline'">　大気以外を含む</xsl:if></td>
			</tr>
			<xsl:call-template name="fact"><xsl:with-param name="name" select="'対策'"/><xsl:with-param name="value"><xsl:call-template name="joined"><xsl:with-param name="nodes" select="measure"/><xsl:with-param name="by" select="'、'"/></xsl:call-template></xsl:with-param></xsl:call-template>
			<xsl:call-template name="fact"><xsl:with-param name="name" select="'範囲'"/><xsl:with-param name="value"><xsl:call-template name="joined"><xsl:with-param name="nodes" select="region"/><xsl:with-param name="by" select="'、'"/></xsl:call-template></xsl:with-param></xsl:call-template>
			<xsl:if test="point or @body != 'yes'"><tr><th scope="row">要点</th><td><xsl:call-template name="entry-points"/></td></tr></xsl:if>
			<xsl:if test="summary"><tr><th scope="row">概要</th><td><xsl:call-template name="summary"/></td></tr></xsl:if>
			<xsl:if test="note"><tr><th scope="row">一言</th><td><xsl:value-of select="note"/></td></tr></xsl:if>
			<xsl:for-each select="report">
				<tr>
					<th scope="row">報道</th>
					<td>
						<xsl:call-template name="id-headline"/>
						<xsl:text>　</xsl:text>
						<xsl:call-template name="line-date"/>
						<xsl:if test="url"><br/><xsl:call-template name="address"><xsl:with-param name="url" select="url"/></xsl:call-template></xsl:if>
					</td>
				</tr>
			</xsl:for-each>
			<xsl:for-each select="related">
				<tr>
					<th scope="row">関連</th>
					<td>
						<xsl:call-template name="relation"/>
						<xsl:text>：</xsl:text>
						<xsl:choose>
							<xsl:when test="@item"><xsl:call-template name="id-headline"/></xsl:when>
							<xsl:otherwise>「<span lang="zh-Hans"><xsl:value-of select="named"/></span>」(未収録)</xsl:otherwise>
						</xsl:choose>
					</td>
				</tr>
			</xsl:for-each>
			<xsl:if test="@more-related"><tr><th scope="row">関連</th><td>ほか<xsl:value-of select="@more-related"/>件</td></tr></xsl:if>
			<tr><th scope="row">出典</th><td>
				<xsl:for-each select="source">
					<xsl:text>※</xsl:text><xsl:value-of select="@name"/><xsl:text>(中国語)</xsl:text>
					<xsl:if test="@postings &gt; 0">　同文の掲載がほかに<xsl:value-of select="@postings"/>か所</xsl:if>
					<br/>
					<xsl:call-template name="address"><xsl:with-param name="url" select="url"/></xsl:call-template>
				</xsl:for-each>
				<xsl:if test="not(source)">アドレスは未収録です。</xsl:if>
			</td></tr>
			<xsl:if test="not(kind/@id = 'news' and @air = 'borderline')"><tr><th scope="row">翻訳</th><td><xsl:call-template name="ask"/></td></tr></xsl:if>
		</table>
	</article>
</xsl:template>

<xsl:template name="entry-points">
	<ul>
		<xsl:for-each select="point">
			<li><xsl:call-template name="point"/></li>
		</xsl:for-each>
		<xsl:if test="@body != 'yes'"><li><xsl:call-template name="body-words"/></li></xsl:if>
	</ul>
</xsl:template>

<xsl:template match="section[@id = 'drafts']">
	<ul>
		<xsl:for-each select="line">
			<li>
				<xsl:call-template name="closing"/>
				<xsl:text>　</xsl:text>
				<xsl:call-template name="id-headline"/>
				<xsl:if test="@here = 'no'">(前号までに掲載)</xsl:if>
			</li>
		</xsl:for-each>
	</ul>
</xsl:template>

<xsl:template match="section[@id = 'calendar']">
	<table class="grid">
		<thead><tr><th scope="col">日付</th><th scope="col">内容</th></tr></thead>
		<xsl:for-each select="event">
			<tr>
				<th scope="row"><xsl:value-of select="@day"/></th>
				<td>
					<xsl:call-template name="event-of"/>
					<xsl:text> </xsl:text>
					<xsl:call-template name="id-headline"/>
					<xsl:if test="@past = 'yes'">(発行日までに経過)</xsl:if>
				</td>
			</tr>
		</xsl:for-each>
	</table>
</xsl:template>

<xsl:template match="section[@id = 'followup']">
	<ul>
		<xsl:for-each select="followup">
			<li>
				<xsl:call-template name="id-headline"/>
				<xsl:text>(</xsl:text>
				<xsl:call-template name="year-month"><xsl:with-param name="month" select="@issue"/></xsl:call-template>
				<xsl:text>号) → </xsl:text>
				<xsl:for-each select="change"><xsl:call-template name="change"/></xsl:for-each>
				<xsl:if test="by">
					<xsl:call-template name="followup-kind"/>
					<xsl:text>：</xsl:text>
					<xsl:for-each select="by"><xsl:call-template name="id-headline"/>　<xsl:call-template name="line-date"/></xsl:for-each>
				</xsl:if>
			</li>
		</xsl:for-each>
	</ul>
</xsl:template>

<xsl:template match="section[@id = 'training']">
	<ul>
		<xsl:for-each select="line">
			<li><xsl:call-template name="id-headline"/>　<xsl:call-template name="line-date"/></li>
		</xsl:for-each>
	</ul>
</xsl:template>

<xsl:template match="section[@id = 'translation']">
	<ul>
		<xsl:for-each select="job[@stands != '受付' or @asked]">
			<li><xsl:call-template name="id-headline"/>　<xsl:call-template name="job-state"/></li>
		</xsl:for-each>
		<xsl:if test="@waiting &gt; 0"><li>翻訳待ち：<xsl:call-template name="waiting-ids"/></li></xsl:if>
	</ul>
</xsl:template>

<xsl:template match="section[@id = 'flash']">
	<p class="small"><xsl:value-of select="$flash-words"/></p>
	<ul>
		<xsl:for-each select="line">
			<li>
				<xsl:call-template name="id-headline"/>
				<xsl:text>　</xsl:text>
				<xsl:call-template name="line-date"/><xsl:if test="@reports &gt; 0">　報道<xsl:value-of select="@reports"/>件</xsl:if>
				<xsl:if test="@translate = 'high'"><xsl:text>　</xsl:text><span class="mark"><xsl:call-template name="worth"/></span></xsl:if>
				<xsl:if test="url"><br/><xsl:call-template name="address"><xsl:with-param name="url" select="url"/></xsl:call-template></xsl:if>
			</li>
		</xsl:for-each>
	</ul>
</xsl:template>

<xsl:template name="matrix">
	<xsl:if test="$with-matrix">
		<section id="matrix">
			<h2><xsl:value-of select="concat($matrix-number, '　', $pictures-title)"/></h2>
			<xsl:if test="matrix/row">
			<xsl:call-template name="matrix-picture"/>
			<table class="grid plain">
				<tr>
					<th scope="col">地域</th>
					<th scope="col">計</th>
					<xsl:for-each select="matrix/measure"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each>
				</tr>
				<xsl:for-each select="matrix/row">
					<xsl:variable name="row" select="."/>
					<tr>
						<th scope="row"><xsl:value-of select="@name"/></th>
						<td class="n"><xsl:value-of select="@count"/></td>
						<xsl:for-each select="../measure"><td class="n"><xsl:value-of select="$row/cell[@measure = current()/@id]/@count"/></td></xsl:for-each>
					</tr>
				</xsl:for-each>
			</table>
			<p class="small">1件が複数の対策に数えられることがあります。</p>
			</xsl:if>
			<xsl:if test="count(trend/month) &gt; 1">
				<h3>12か月の推移</h3>
				<xsl:call-template name="trend-picture"/>
				<table class="grid plain">
					<tr><xsl:for-each select="trend/month"><th scope="col"><xsl:value-of select="@id"/></th></xsl:for-each></tr>
					<tr><xsl:for-each select="trend/month"><td class="n"><xsl:call-template name="trend-count"/></td></xsl:for-each></tr>
				</table>
				<p class="small"><xsl:value-of select="$trend-words"/></p>
			</xsl:if>
		</section>
	</xsl:if>
</xsl:template>

<xsl:template name="near">
	<xsl:if test="$with-near">
		<section id="near">
			<h2><xsl:value-of select="$near-number"/>　候補から外したもの(炭素・省エネなど隣接分野。題名のみ)</h2>
			<ul>
				<xsl:for-each select="leftout/near"><li><xsl:call-template name="id-headline"/></li></xsl:for-each>
				<xsl:if test="leftout/@near &gt; count(leftout/near)"><li>ほか<xsl:value-of select="leftout/@near - count(leftout/near)"/>件</li></xsl:if>
			</ul>
		</section>
	</xsl:if>
</xsl:template>

<xsl:template name="scope">
	<section id="scope">
		<h2><xsl:value-of select="$scope-number"/>　今月の確認範囲</h2>
		<xsl:choose>
			<xsl:when test="$run">
				<p><xsl:call-template name="scope-summary"/></p>
				<xsl:if test="$partner"><p><xsl:call-template name="own-summary"/></p></xsl:if>
				<ul>
					<xsl:for-each select="scope/column"><li class="star">★<xsl:call-template name="column"/></li></xsl:for-each>
					<xsl:if test="scope/site">
						<li class="star">
							<xsl:text>★確認できず：</xsl:text>
							<xsl:for-each select="scope/site">
								<xsl:if test="position() &gt; 1">、</xsl:if>
								<xsl:call-template name="site"/>
							</xsl:for-each>
						</li>
					</xsl:if>
					<xsl:call-template name="quiet"><xsl:with-param name="words" select="$quiet-whole"/><xsl:with-param name="nodes" select="scope/quiet[@check = 'whole']"/></xsl:call-template>
					<xsl:call-template name="quiet"><xsl:with-param name="words" select="$quiet-partly"/><xsl:with-param name="nodes" select="scope/quiet[@check = 'partly']"/></xsl:call-template>
					<xsl:call-template name="quiet"><xsl:with-param name="words" select="$quiet-none"/><xsl:with-param name="nodes" select="scope/quiet[@check = 'none']"/></xsl:call-template>
				</ul>
				<p class="small"><xsl:value-of select="$zero-words"/></p>
			</xsl:when>
			<xsl:otherwise>
				<p class="warn">★<xsl:value-of select="$not-run-words"/></p>
				<p>登録してある情報源は<xsl:value-of select="scope/@columns"/>欄です。</p>
			</xsl:otherwise>
		</xsl:choose>
		<p><xsl:call-template name="examined"/></p>
	</section>
</xsl:template>

<xsl:template name="quiet">
	<xsl:param name="words"/>
	<xsl:param name="nodes"/>
	<xsl:if test="$nodes">
		<li><xsl:value-of select="$words"/><xsl:call-template name="joined"><xsl:with-param name="nodes" select="$nodes"/><xsl:with-param name="by" select="'、'"/></xsl:call-template></li>
	</xsl:if>
</xsl:template>

<xsl:template name="colophon">
	<footer id="colophon">
		<h2><xsl:value-of select="$scope-number + 1"/>　翻訳の頼み方・発行情報</h2>
		<p><xsl:value-of select="$order-words"/></p>
		<xsl:if test="$candidates"><p>受付中の候補：<xsl:for-each select="$candidates"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="@item"/></xsl:for-each></p></xsl:if>
		<p class="small"><xsl:value-of select="$machine-words"/></p>
		<p>
			<xsl:text>発行 </xsl:text><xsl:value-of select="publisher/@name"/><br/>
			<xsl:text>連絡先 </xsl:text><xsl:value-of select="publisher/@mail"/>
			<xsl:if test="publisher/@phone">　電話 <xsl:value-of select="publisher/@phone"/></xsl:if>
			<br/>
			<xsl:value-of select="$contact-words"/>
		</p>
	</footer>
</xsl:template>

</xsl:stylesheet>
