<?xml version="1.0" encoding="UTF-8"?>
<!-- page-mail.xsl: the page as mail. Outlook lays out with Word: no sectioning elements, no pictures
     (the tables that say the same are shown), one table of fixed width. Mail programs cut long mail
     (Gmail at 102 kB), so a style is written once, in the head, by element and by class of one
     letter, as Word reads it; programs that drop it still show fonts, labels and rules by the few
     attributes of HTML 3.2 here. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:svg="http://www.w3.org/2000/svg" exclude-result-prefixes="svg">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD XHTML 1.0 Transitional//EN" doctype-system="http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"/>
<xsl:param name="edition" select="''"/>

<xsl:variable name="font">font-family:'Yu Gothic',Meiryo,'Hiragino Sans','Noto Sans CJK JP',sans-serif;font-size:14px;line-height:1.6;color:#1a1a1a</xsl:variable>

<xsl:template match="/html">
	<html lang="ja">
		<head>
			<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
			<title><xsl:value-of select="head/title"/></title>
			<style type="text/css">
body,td,th,p,li{<xsl:value-of select="$font"/>}
h1{font-size:22px;line-height:1.4;margin:8px 0;padding:6px 0;border-top:4px solid #1f4e79;border-bottom:1px solid #1f4e79}
h2{font-size:18px;line-height:1.4;margin:20px 0 8px 0;padding:4px 8px;background-color:#e8eef5;border-left:6px solid #1f4e79}
h3{font-size:16px;line-height:1.5;margin:18px 0 4px 0}
p{margin:6px 0}
ul{margin:4px 0 4px 22px;padding:0}
li{margin:0}
th{font-weight:normal;text-align:left}
a{color:#0b5394}
.f th{color:#444444;white-space:nowrap}
.g{border-collapse:collapse}
.g td,.g th{font-size:13px;line-height:1.5;border:1px solid #9aa7b5;padding:2px 5px}
.g th{background-color:#f2f5f9}
.s{font-size:13px;color:#444444}
.i{color:#1f4e79;font-family:Consolas,monospace;text-decoration:none}
.m{white-space:nowrap;color:#8a4b00;font-size:13px;font-weight:normal}
.k{color:#b00020}
.w{border:1px solid #b00020;color:#7a0016;padding:6px 10px}
.z{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif}
</style>
		</head>
		<body bgcolor="#ffffff" style="margin:0;padding:8px">
			<table align="center" role="presentation" width="680" border="0" cellpadding="4" cellspacing="0">
				<xsl:for-each select="body/*[self::header or self::footer] | body/main/*">
					<tr><td style="{$font}"><xsl:apply-templates select="."/></td></tr>
				</xsl:for-each>
			</table>
		</body>
	</html>
</xsl:template>

<xsl:template match="header | footer | main | section | nav | article | div | figure">
	<xsl:if test="@id"><a name="{@id}"></a></xsl:if>
	<xsl:apply-templates/>
</xsl:template>

<xsl:template match="svg:svg | style | figcaption"/>

<!-- The page's classes by their letters; Word knows no selector for a language. -->
<xsl:template name="class">
	<xsl:variable name="letter">
		<xsl:choose>
			<xsl:when test="@lang = 'zh-Hans'">z</xsl:when>
			<xsl:when test="@class = 'id'">i</xsl:when>
			<xsl:when test="@class = 'mark'">m</xsl:when>
			<xsl:when test="@class = 'star'">k</xsl:when>
			<xsl:when test="@class = 'warn'">w</xsl:when>
			<xsl:when test="@class = 'meta' or @class = 'small'">s</xsl:when>
		</xsl:choose>
	</xsl:variable>
	<xsl:if test="$letter != ''"><xsl:attribute name="class"><xsl:value-of select="$letter"/></xsl:attribute></xsl:if>
</xsl:template>

<xsl:template match="h1 | h2 | h3 | p | ul | li | span | a | br">
	<xsl:element name="{name()}">
		<xsl:copy-of select="@href | @lang"/>
		<xsl:call-template name="class"/>
		<xsl:apply-templates/>
	</xsl:element>
</xsl:template>

<xsl:template match="table">
	<table width="100%" cellspacing="0" border="0" cellpadding="1" class="f"><xsl:apply-templates select=".//tr"/></table>
</xsl:template>

<xsl:template match="table[contains(@class, 'grid')]">
	<table width="100%" cellspacing="0" border="1" cellpadding="2" class="g"><xsl:apply-templates select=".//tr"/></table>
</xsl:template>

<xsl:template match="tr"><tr valign="top"><xsl:apply-templates/></tr></xsl:template>

<xsl:template match="th | td">
	<xsl:element name="{name()}">
		<xsl:copy-of select="@lang"/>
		<xsl:if test="@class = 'n'"><xsl:attribute name="align">right</xsl:attribute></xsl:if>
		<xsl:if test="contains(../../@class, 'grid') and @scope = 'row'"><xsl:attribute name="nowrap">nowrap</xsl:attribute></xsl:if>
		<xsl:if test="../../@class = 'facts' and self::th and not(../preceding-sibling::tr)"><xsl:attribute name="width">60</xsl:attribute></xsl:if>
		<xsl:call-template name="class"/>
		<xsl:apply-templates/>
	</xsl:element>
</xsl:template>
</xsl:stylesheet>
