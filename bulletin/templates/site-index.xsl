<?xml version="1.0" encoding="UTF-8"?>
<!-- site-index.xsl: the list of issues as the first page of the site. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" indent="yes" doctype-system="about:legacy-compat"/>
<xsl:param name="edition" select="''"/>

<!-- In place of an issue that was shown and whose approval was taken back. -->
<xsl:template match="/withdrawn">
	<html lang="ja">
		<head>
			<meta charset="UTF-8"/>
			<meta name="viewport" content="width=device-width, initial-scale=1"/>
			<meta name="robots" content="noindex"/>
			<title><xsl:call-template name="issue-name"/>：公開の取りやめ</title>
		</head>
		<body>
			<h1><xsl:call-template name="issue-name"/></h1>
			<p>この号は、発送の前に承認が取り消され、編集中です。改めて公開します。</p>
			<p><a href="index.html">号の一覧</a></p>
		</body>
	</html>
</xsl:template>

<xsl:template name="issue-name"><xsl:value-of select="concat('中国大気政策月報　', substring(@month, 1, 4), '年', number(substring(@month, 6, 2)), '月号')"/></xsl:template>

<xsl:template match="/site">
	<html lang="ja">
		<head>
			<meta charset="UTF-8"/>
			<meta name="viewport" content="width=device-width, initial-scale=1"/>
			<title>中国大気政策月報</title>
			<link rel="alternate" type="application/atom+xml" title="中国大気政策月報" href="atom.xml"/>
			<link rel="alternate" type="application/feed+json" title="中国大気政策月報" href="feed.json"/>
			<style>
body { font-family: "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", Meiryo, sans-serif; line-height: 1.8; color: #1a1a1a; max-width: 46em; margin: 0 auto; padding: 1em; }
h1 { font-size: 1.5em; border-top: 4px solid #1f4e79; border-bottom: 1px solid #1f4e79; padding: 0.3em 0; }
h2 { font-size: 1.1em; margin-bottom: 0.2em; }
p { margin: 0.2em 0; }
a { color: #0b5394; margin-right: 1em; }
.draft { color: #8a4b00; }
			</style>
		</head>
		<body>
			<h1>中国大気政策月報</h1>
			<xsl:if test="not(issue)"><p>公開した号はまだありません。</p></xsl:if>
			<xsl:for-each select="issue">
				<xsl:variable name="month" select="@month"/>
				<xsl:if test="@state = 'withdrawn'"><h2><xsl:value-of select="concat(substring(@month, 1, 4), '年', number(substring(@month, 6, 2)), '月号')"/><span class="draft">(公開を取りやめ、編集中)</span></h2></xsl:if>
				<xsl:if test="@state != 'withdrawn'">
				<h2>
					<a href="{@month}.html"><xsl:value-of select="concat(substring(@month, 1, 4), '年', number(substring(@month, 6, 2)), '月号')"/></a>
					<xsl:if test="@state = 'draft'"><span class="draft">(編集中)</span></xsl:if>
				</h2>
				<p><xsl:for-each select="edition"><a href="{$month}-{@id}.html"><xsl:value-of select="@name"/>版</a></xsl:for-each></p>
				<p><a href="{@month}.ics">施行・締切の日付(カレンダー)</a></p>
				<xsl:if test="correction">
					<p>訂正：<xsl:for-each select="correction"><a href="{$month}-correction-{@notice}.html">第<xsl:value-of select="@notice"/>号(<xsl:value-of select="@day"/>)</a></xsl:for-each></p>
				</xsl:if>
				</xsl:if>
			</xsl:for-each>
			<xsl:if test="issue[@state != 'withdrawn']"><p>新着の配信：<a href="atom.xml">Atom</a><a href="feed.json">JSON Feed</a></p></xsl:if>
		</body>
	</html>
</xsl:template>
</xsl:stylesheet>
