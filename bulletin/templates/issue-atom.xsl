<?xml version="1.0" encoding="UTF-8"?>
<!-- issue-atom.xsl: the entries of an issue as an Atom feed (RFC 4287). Ids are tag URIs (RFC 4151) under
     the publisher's mail domain: they stay when addresses change. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/2005/Atom">
<xsl:import href="words.xsl"/>
<xsl:output method="xml" encoding="UTF-8" indent="yes"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/issue">
	<feed xml:lang="ja">
		<title><xsl:value-of select="$title"/></title>
		<id><xsl:value-of select="concat($tag, 'issue/', @month)"/></id>
		<xsl:variable name="last" select="corrections/correction[last()]/@at"/>
		<updated>
			<xsl:choose>
				<xsl:when test="translate(substring($last, 1, 10), '-', '') &gt;= translate(@issued, '-', '')"><xsl:value-of select="$last"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="concat(@issued, 'T00:00:00+09:00')"/></xsl:otherwise>
			</xsl:choose>
		</updated>
		<author><name><xsl:value-of select="publisher/@name"/></name><email><xsl:value-of select="publisher/@mail"/></email></author>
		<generator>geppo</generator>
		<link rel="self" href="atom.xml"/>
		<xsl:if test="publisher/@desk"><link rel="alternate" href="{publisher/@desk}"/></xsl:if>
		<xsl:for-each select="corrections/correction">
			<xsl:sort select="@at" order="descending"/>
			<entry>
				<title><xsl:call-template name="correction-headline"/></title>
				<id><xsl:value-of select="concat($tag, 'correction/', @month, '/', @notice)"/></id>
				<updated><xsl:value-of select="@at"/></updated>
				<published><xsl:value-of select="@at"/></published>
				<link rel="alternate" href="{@month}-correction-{@notice}.html"/>
				<link rel="related" href="{@month}.html"/>
				<content type="text"><xsl:call-template name="correction-words"/></content>
			</entry>
		</xsl:for-each>
		<xsl:apply-templates select="section/entry"/>
	</feed>
</xsl:template>

<xsl:template match="entry">
	<entry>
		<title><xsl:call-template name="feed-title"/></title>
		<id><xsl:value-of select="concat($tag, 'item/', @item)"/></id>
		<updated><xsl:call-template name="feed-updated"/></updated>
		<xsl:if test="string-length(date[@kind = 'published']) = 10">
			<published><xsl:value-of select="concat(date[@kind = 'published'], 'T00:00:00+08:00')"/></published>
		</xsl:if>
		<xsl:if test="starts-with(source/url, 'http')"><link rel="alternate" hreflang="zh" href="{source/url}"/></xsl:if>
		<xsl:for-each select="measure"><category term="{@id}" label="{.}"/></xsl:for-each>
		<xsl:for-each select="region"><category scheme="{concat($tag, 'region')}" term="{@code}" label="{.}"/></xsl:for-each>
		<content type="text"><xsl:call-template name="feed-text"/></content>
	</entry>
</xsl:template>
</xsl:stylesheet>
