<?xml version="1.0" encoding="UTF-8"?>
<!-- issue-ics.xsl: the issue's dates in force and deadlines as a calendar (RFC 5545), one content line
     a line: NAME TAB text (geppo escapes the text) or NAME:value as it stands; geppo folds them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>
<xsl:param name="edition" select="''"/>
<xsl:variable name="nl" select="'&#10;'"/>

<xsl:template match="/issue">
	<xsl:text>BEGIN:VCALENDAR&#10;VERSION:2.0&#10;PRODID:-//geppo//bulletin//JA&#10;CALSCALE:GREGORIAN&#10;</xsl:text>
	<xsl:value-of select="concat('X-WR-CALNAME&#9;', $title, $nl)"/>
	<xsl:apply-templates select="section[@id = 'calendar']/event[string-length(@day) = 10]"/>
	<xsl:text>END:VCALENDAR&#10;</xsl:text>
</xsl:template>

<xsl:template match="event">
	<xsl:text>BEGIN:VEVENT&#10;</xsl:text>
	<xsl:value-of select="concat('UID:', @item, '-', @of, '@', $domain, $nl)"/>
	<xsl:value-of select="concat('DTSTAMP:', translate(/issue/@issued, '-', ''), 'T000000Z', $nl)"/>
	<xsl:value-of select="concat('DTSTART;VALUE=DATE:', translate(@day, '-', ''), $nl)"/>
	<xsl:text>SUMMARY&#9;</xsl:text>
	<xsl:call-template name="event-of"/>
	<xsl:value-of select="concat(' [', @item, '] ')"/>
	<xsl:call-template name="headline"/>
	<xsl:value-of select="$nl"/>
	<xsl:value-of select="concat('DESCRIPTION&#9;', title[@lang = 'zh'], $nl)"/>
	<xsl:if test="starts-with(url, 'http')"><xsl:value-of select="concat('URL:', url, $nl)"/></xsl:if>
	<xsl:text>TRANSP:TRANSPARENT&#10;END:VEVENT&#10;</xsl:text>
</xsl:template>
</xsl:stylesheet>
