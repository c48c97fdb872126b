<?xml version="1.0" encoding="UTF-8"?>
<!-- preview-html.xsl: what the editions differ in, a column each. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
<xsl:param name="edition" select="''"/>

<xsl:template match="/preview">
	<xsl:variable name="name" select="concat('中国大気政策月報　', substring(@month, 1, 4), '年', number(substring(@month, 6, 2)), '月号　版ごとの違い')"/>
	<html lang="ja">
		<head>
			<meta charset="UTF-8"/>
			<meta name="robots" content="noindex"/>
			<title><xsl:value-of select="$name"/></title>
			<style>
body { font-family: "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", Meiryo, sans-serif; color: #1a1a1a; margin: 1em; }
h1 { font-size: 1.2em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #9db2c9; padding: 0.5em; vertical-align: top; text-align: left; }
th { background: #e6edf6; position: sticky; top: 0; }
pre { font-family: "BIZ UDGothic", "MS Gothic", "Noto Sans Mono CJK JP", monospace; font-size: 0.8em; line-height: 1.6; margin: 0; }
			</style>
		</head>
		<body>
			<h1><xsl:value-of select="$name"/></h1>
			<p>全版に共通する行は省いています。</p>
			<table>
				<tr><xsl:for-each select="edition"><th scope="col"><xsl:value-of select="concat(@name, ' (', @id, ')')"/></th></xsl:for-each></tr>
				<tr><xsl:for-each select="edition"><td><pre><xsl:value-of select="."/></pre></td></xsl:for-each></tr>
			</table>
		</body>
	</html>
</xsl:template>
</xsl:stylesheet>
