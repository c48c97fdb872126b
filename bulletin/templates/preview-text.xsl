<?xml version="1.0" encoding="UTF-8"?>
<!-- preview-text.xsl: what the editions differ in, one after another. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="text" encoding="UTF-8"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/preview">
	<xsl:for-each select="edition">
		<xsl:if test="position() &gt; 1"><xsl:text>&#10;</xsl:text></xsl:if>
		<xsl:value-of select="concat('== ', @name, ' (', @id, ')&#10;', .)"/>
	</xsl:for-each>
</xsl:template>
</xsl:stylesheet>
