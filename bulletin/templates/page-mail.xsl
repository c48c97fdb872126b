<?xml version="1.0" encoding="UTF-8"?>
<!-- page-mail.xsl: the page as mail. Mail programs (Outlook lays out with Word) drop style sheets,
     sectioning elements and pictures: so every style stands on its element, sections become rows
     of one table of fixed width, and pictures give way to the tables that say the same. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:svg="http://www.w3.org/2000/svg" exclude-result-prefixes="svg">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD XHTML 1.0 Transitional//EN" doctype-system="http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"/>
<xsl:param name="edition" select="''"/>

<xsl:variable name="font">font-family:'Yu Gothic',Meiryo,'Hiragino Sans','Noto Sans CJK JP',sans-serif;</xsl:variable>

<xsl:template match="/html">
	<html lang="ja">
		<head>
			<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
			<title><xsl:value-of select="head/title"/></title>
		</head>
		<body style="margin:0;padding:0;background-color:#ffffff;">
			<table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0">
				<tr>
					<td align="center" style="padding:8px;">
						<table role="presentation" width="680" border="0" cellpadding="0" cellspacing="0" style="width:680px;">
							<xsl:for-each select="body/*[self::header or self::footer] | body/main/*">
								<tr><td align="left" style="{$font}font-size:15px;line-height:1.6;color:#1a1a1a;padding:4px 8px;"><xsl:apply-templates select="."/></td></tr>
							</xsl:for-each>
						</table>
					</td>
				</tr>
			</table>
		</body>
	</html>
</xsl:template>

<xsl:template match="header | footer | main | section | nav | article | div | figure">
	<xsl:if test="@id"><a name="{@id}"></a></xsl:if>
	<xsl:apply-templates/>
</xsl:template>

<xsl:template match="svg:svg | style | figcaption"/>

<xsl:template name="style-of">
	<xsl:choose>
		<xsl:when test="self::h1">font-size:22px;line-height:1.4;margin:8px 0;padding:6px 0;border-top:4px solid #1f4e79;border-bottom:1px solid #1f4e79;</xsl:when>
		<xsl:when test="self::h2">font-size:18px;line-height:1.4;margin:20px 0 8px 0;padding:4px 8px;background-color:#e8eef5;border-left:6px solid #1f4e79;</xsl:when>
		<xsl:when test="self::h3">font-size:16px;line-height:1.5;margin:18px 0 4px 0;</xsl:when>
		<xsl:when test="self::ul">margin:4px 0;padding-left:22px;</xsl:when>
		<xsl:when test="self::li[@class = 'star']">color:#b00020;margin:0;</xsl:when>
		<xsl:when test="self::li">margin:0;</xsl:when>
		<xsl:when test="self::p[@class = 'warn']">border:1px solid #b00020;color:#7a0016;padding:6px 10px;margin:6px 0;</xsl:when>
		<xsl:when test="self::p[@class = 'meta' or @class = 'small']">font-size:13px;color:#444444;margin:6px 0;</xsl:when>
		<xsl:when test="self::p">margin:6px 0;</xsl:when>
		<xsl:when test="self::table">border-collapse:collapse;margin:4px 0;</xsl:when>
		<xsl:when test="ancestor::table[1][contains(@class, 'grid')]"><xsl:value-of select="$font"/>font-size:13px;line-height:1.5;border:1px solid #9aa7b5;padding:2px 5px;text-align:<xsl:choose><xsl:when test="@class = 'n'">right</xsl:when><xsl:otherwise>left</xsl:otherwise></xsl:choose>;<xsl:if test="self::th">background-color:#f2f5f9;font-weight:normal;</xsl:if><xsl:if test="@scope = 'row'">white-space:nowrap;</xsl:if></xsl:when>
		<xsl:when test="self::th"><xsl:value-of select="$font"/>font-size:14px;line-height:1.6;font-weight:normal;color:#444444;width:60px;padding:1px 6px;text-align:left;white-space:nowrap;</xsl:when>
		<xsl:when test="self::td"><xsl:value-of select="$font"/>font-size:14px;line-height:1.6;padding:1px 6px;text-align:<xsl:choose><xsl:when test="@class = 'n'">right</xsl:when><xsl:otherwise>left</xsl:otherwise></xsl:choose>;</xsl:when>
		<xsl:when test="self::a">color:#0b5394;</xsl:when>
		<xsl:when test="@class = 'id'">color:#1f4e79;font-family:Consolas,monospace;</xsl:when>
		<xsl:when test="@class = 'mark'">color:#8a4b00;font-size:13px;font-weight:normal;</xsl:when>
	</xsl:choose>
</xsl:template>

<xsl:template match="h1 | h2 | h3 | p | ul | li | span | a | tr | br">
	<xsl:variable name="style"><xsl:call-template name="style-of"/></xsl:variable>
	<xsl:element name="{name()}">
		<xsl:copy-of select="@href | @lang"/>
		<xsl:if test="$style != ''"><xsl:attribute name="style"><xsl:value-of select="$style"/></xsl:attribute></xsl:if>
		<xsl:apply-templates/>
	</xsl:element>
</xsl:template>

<xsl:template match="table">
	<xsl:variable name="style"><xsl:call-template name="style-of"/></xsl:variable>
	<table border="0" cellpadding="0" cellspacing="0" width="100%" style="{$style}"><xsl:apply-templates select=".//tr"/></table>
</xsl:template>

<xsl:template match="th | td">
	<xsl:variable name="style"><xsl:call-template name="style-of"/></xsl:variable>
	<xsl:element name="{name()}">
		<xsl:copy-of select="@lang | @scope"/>
		<xsl:attribute name="valign">top</xsl:attribute>
		<xsl:attribute name="style"><xsl:value-of select="$style"/></xsl:attribute>
		<xsl:apply-templates/>
	</xsl:element>
</xsl:template>
</xsl:stylesheet>
