<?xml version="1.0" encoding="UTF-8"?>
<!-- issue-jsonfeed.xsl: the entries of an issue as a JSON Feed (version 1.1), told as a tree that geppo
     writes as JSON: object, array, text, each with the name of its member. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="words.xsl"/>
<xsl:output method="xml" encoding="UTF-8"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/issue">
	<object>
		<text name="version">https://jsonfeed.org/version/1.1</text>
		<text name="title"><xsl:value-of select="$title"/></text>
		<text name="language">ja</text>
		<xsl:if test="publisher/@desk"><text name="home_page_url"><xsl:value-of select="publisher/@desk"/></text></xsl:if>
		<array name="authors"><object><text name="name"><xsl:value-of select="publisher/@name"/></text></object></array>
		<array name="items">
			<xsl:for-each select="corrections/correction">
				<xsl:sort select="@at" order="descending"/>
				<object>
					<text name="id"><xsl:value-of select="concat($tag, 'correction/', @month, '/', @notice)"/></text>
					<text name="title"><xsl:call-template name="correction-headline"/></text>
					<text name="content_text"><xsl:call-template name="correction-words"/></text>
					<text name="date_published"><xsl:value-of select="@at"/></text>
				</object>
			</xsl:for-each>
			<xsl:apply-templates select="section/entry"/>
		</array>
	</object>
</xsl:template>

<xsl:template match="entry">
	<object>
		<text name="id"><xsl:value-of select="concat($tag, 'item/', @item)"/></text>
		<text name="title"><xsl:call-template name="feed-title"/></text>
		<text name="content_text"><xsl:call-template name="feed-text"/></text>
		<xsl:if test="starts-with(source/url, 'http')"><text name="external_url"><xsl:value-of select="source/url"/></text></xsl:if>
		<xsl:if test="string-length(date[@kind = 'published']) = 10">
			<text name="date_published"><xsl:value-of select="concat(date[@kind = 'published'], 'T00:00:00+08:00')"/></text>
		</xsl:if>
		<text name="date_modified"><xsl:call-template name="feed-updated"/></text>
		<array name="tags">
			<xsl:for-each select="measure | region"><text><xsl:value-of select="."/></text></xsl:for-each>
		</array>
	</object>
</xsl:template>
</xsl:stylesheet>
