<?xml version="1.0" encoding="UTF-8"?>
<!-- correction-text.xsl: a correction as plain mail, logical lines as in issue-text.xsl. The editor's
     words keep their letters: what they correct may be Chinese. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="words.xsl"/>
<xsl:import href="correction-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/correction">
	<xsl:value-of select="concat('【訂正】', $correction-title, '&#10;&#10;')"/>
	<xsl:value-of select="concat($correction-opening, '&#10;&#10;')"/>
	<xsl:for-each select="line"><xsl:value-of select="concat('&#xE000;', ., '&#xE001;&#10;')"/></xsl:for-each>
	<xsl:value-of select="concat('&#10;', $correction-closing, '&#10;&#10;')"/>
	<xsl:value-of select="concat(publisher/@name, '&#10;', publisher/@mail, '&#10;')"/>
	<xsl:if test="publisher/@phone"><xsl:value-of select="concat(publisher/@phone, '&#10;')"/></xsl:if>
</xsl:template>
</xsl:stylesheet>
