<?xml version="1.0" encoding="UTF-8"?>
<!-- pictures.xsl: the region by measure matrix and the trend of twelve months as SVG inside the page.
     The same figures stand in tables for faces without pictures. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- The deeper, the more: five steps against the fullest cell. -->
<xsl:template name="shade">
	<xsl:param name="n"/>
	<xsl:param name="most"/>
	<xsl:choose>
		<xsl:when test="$n = 0">#ffffff</xsl:when>
		<xsl:when test="$n * 5 &lt;= $most">#e3edf7</xsl:when>
		<xsl:when test="$n * 5 &lt;= $most * 2">#c3d9ee</xsl:when>
		<xsl:when test="$n * 5 &lt;= $most * 3">#97bfe0</xsl:when>
		<xsl:when test="$n * 5 &lt;= $most * 4">#5f9bcb</xsl:when>
		<xsl:otherwise>#2f74ad</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="matrix-picture">
	<xsl:variable name="measures" select="matrix/measure"/>
	<xsl:variable name="columns" select="count($measures) + 1"/>
	<xsl:variable name="rows" select="count(matrix/row)"/>
	<xsl:variable name="most">
		<xsl:for-each select="matrix/row/cell">
			<xsl:sort select="@count" data-type="number" order="descending"/>
			<xsl:if test="position() = 1"><xsl:value-of select="@count"/></xsl:if>
		</xsl:for-each>
	</xsl:variable>
	<xsl:variable name="left" select="120"/>
	<xsl:variable name="top" select="112"/>
	<xsl:variable name="step" select="(740 - $left - 40) div $columns"/>
	<figure>
		<svg xmlns="http://www.w3.org/2000/svg" font-family="Yu Gothic,Hiragino Sans,Noto Sans CJK JP,Meiryo,sans-serif" width="740" height="{$top + 24 * $rows + 8}" viewBox="0 0 740 {$top + 24 * $rows + 8}" role="img" aria-label="地域×対策の件数">
			<title>地域×対策の件数</title>
			<xsl:for-each select="$measures">
				<xsl:variable name="x" select="$left + $step * (position() + 0.5)"/>
				<text x="{$x}" y="{$top - 8}" font-size="12" fill="#1a1a1a" transform="rotate(-38 {$x} {$top - 8})"><xsl:value-of select="."/></text>
			</xsl:for-each>
			<text x="{$left + $step * 0.5}" y="{$top - 8}" font-size="12" fill="#1a1a1a" text-anchor="middle">計</text>
			<xsl:for-each select="matrix/row">
				<xsl:variable name="row" select="."/>
				<xsl:variable name="y" select="$top + 24 * (position() - 1)"/>
				<text x="{$left - 6}" y="{$y + 16}" font-size="12" fill="#1a1a1a" text-anchor="end"><xsl:value-of select="@name"/></text>
				<text x="{$left + $step * 0.5}" y="{$y + 16}" font-size="12" font-weight="bold" fill="#1a1a1a" text-anchor="middle"><xsl:value-of select="@count"/></text>
				<xsl:for-each select="$measures">
					<xsl:variable name="n" select="number(concat('0', $row/cell[@measure = current()/@id]/@count))"/>
					<rect x="{$left + $step * position()}" y="{$y}" width="{$step}" height="24" stroke="#c5ced8" stroke-width="1">
						<xsl:attribute name="fill"><xsl:call-template name="shade"><xsl:with-param name="n" select="$n"/><xsl:with-param name="most" select="$most"/></xsl:call-template></xsl:attribute>
					</rect>
					<xsl:if test="$n &gt; 0">
						<text x="{$left + $step * (position() + 0.5)}" y="{$y + 16}" font-size="12" text-anchor="middle">
							<xsl:attribute name="fill"><xsl:choose><xsl:when test="$n * 5 &gt; $most * 3">#ffffff</xsl:when><xsl:otherwise>#1a1a1a</xsl:otherwise></xsl:choose></xsl:attribute>
							<xsl:value-of select="$n"/>
						</text>
					</xsl:if>
				</xsl:for-each>
			</xsl:for-each>
		</svg>
	</figure>
</xsl:template>

<xsl:template name="trend-picture">
	<xsl:variable name="most">
		<xsl:for-each select="trend/month">
			<xsl:sort select="@count" data-type="number" order="descending"/>
			<xsl:if test="position() = 1"><xsl:value-of select="@count"/></xsl:if>
		</xsl:for-each>
	</xsl:variable>
	<xsl:variable name="unit" select="120 div ($most + ($most = 0))"/>
	<figure>
		<svg xmlns="http://www.w3.org/2000/svg" font-family="Yu Gothic,Hiragino Sans,Noto Sans CJK JP,Meiryo,sans-serif" width="740" height="190" viewBox="0 0 740 190" role="img" aria-label="12か月の推移">
			<title>12か月の推移</title>
			<line x1="20" y1="150" x2="730" y2="150" stroke="#5c6b7a" stroke-width="1"/>
			<xsl:for-each select="trend/month">
				<xsl:variable name="x" select="25 + 59 * (position() - 1)"/>
				<xsl:variable name="high" select="@count * $unit"/>
				<rect x="{$x + 8}" y="{150 - $high}" width="40" height="{$high}">
					<xsl:choose>
						<xsl:when test="@from = 'issue'"><xsl:attribute name="fill">#2f74ad</xsl:attribute></xsl:when>
						<xsl:otherwise><xsl:attribute name="fill">#ffffff</xsl:attribute><xsl:attribute name="stroke">#2f74ad</xsl:attribute><xsl:attribute name="stroke-dasharray">3 2</xsl:attribute></xsl:otherwise>
					</xsl:choose>
				</rect>
				<text x="{$x + 28}" y="{145 - $high}" font-size="12" fill="#1a1a1a" text-anchor="middle"><xsl:call-template name="trend-count"/></text>
				<text x="{$x + 28}" y="167" font-size="11" fill="#1a1a1a" text-anchor="middle"><xsl:value-of select="number(substring(@id, 6, 2))"/>月</text>
				<xsl:if test="position() = 1 or substring(@id, 6, 2) = '01'"><text x="{$x + 28}" y="183" font-size="11" fill="#444444" text-anchor="middle"><xsl:value-of select="substring(@id, 1, 4)"/>年</text></xsl:if>
			</xsl:for-each>
		</svg>
	</figure>
</xsl:template>
</xsl:stylesheet>
