<?xml version="1.0" encoding="UTF-8"?>
<!-- correction-html.xsl: a correction as one page; mail (page-mail.xsl) is made of it. On the site
     (where its day is known) it leads back to the issue. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="issue-html.xsl"/>
<xsl:import href="correction-words.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="yes" doctype-system="about:legacy-compat"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/correction">
	<html lang="ja">
		<head>
			<meta charset="UTF-8"/>
			<meta name="viewport" content="width=device-width, initial-scale=1"/>
			<title>【訂正】<xsl:value-of select="$correction-title"/></title>
			<style><xsl:call-template name="style"/></style>
		</head>
		<body>
			<header>
				<h1>【訂正】<xsl:value-of select="$correction-title"/></h1>
				<xsl:if test="@day">
					<p class="meta">
						<xsl:text>訂正日 </xsl:text>
						<xsl:call-template name="full-day"><xsl:with-param name="date" select="@day"/></xsl:call-template>
						<xsl:call-template name="weekday"><xsl:with-param name="date" select="@day"/></xsl:call-template>
					</p>
				</xsl:if>
			</header>
			<main>
				<section>
					<p><xsl:value-of select="$correction-opening"/></p>
					<xsl:for-each select="line[. != '']"><p class="warn"><xsl:value-of select="."/></p></xsl:for-each>
					<p class="small"><xsl:value-of select="$correction-closing"/></p>
					<xsl:if test="@day"><p>訂正の対象：<a href="{@month}.html">中国大気政策月報 <xsl:value-of select="$corrected"/></a>(お送りした号の本文は、そのまま残しています)</p></xsl:if>
				</section>
			</main>
			<footer>
				<p>
					<xsl:value-of select="publisher/@name"/><br/>
					<xsl:value-of select="publisher/@mail"/>
					<xsl:if test="publisher/@phone">　電話 <xsl:value-of select="publisher/@phone"/></xsl:if>
				</p>
			</footer>
		</body>
	</html>
</xsl:template>
</xsl:stylesheet>
