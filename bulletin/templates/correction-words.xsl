<?xml version="1.0" encoding="UTF-8"?>
<!-- correction-words.xsl: what the faces of a correction say around the editor's words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:variable name="corrected">
	<xsl:if test="/correction">
		<xsl:call-template name="year-month"><xsl:with-param name="month" select="/correction/@month"/></xsl:call-template>
		<xsl:text>号</xsl:text>
	</xsl:if>
</xsl:variable>
<xsl:variable name="correction-title" select="concat('中国大気政策月報 ', $corrected, '(訂正第', /correction/@notice, '号)')"/>
<xsl:variable name="correction-opening">
	<xsl:choose>
		<xsl:when test="/correction/@approved"><xsl:value-of select="concat('お送りした中国大気政策月報 ', $corrected, '(', /correction/@approved, '承認)に、次のとおり訂正があります。')"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="concat('中国大気政策月報 ', $corrected, 'に、次のとおり訂正があります。')"/></xsl:otherwise>
	</xsl:choose>
</xsl:variable>
<xsl:variable name="correction-closing" select="concat('この訂正は、', $corrected, 'をお送りしたすべての方へお送りしています。')"/>
</xsl:stylesheet>
