<?xml version="1.0" encoding="UTF-8"?>
<!-- page-docx.xsl: the page as the parts of a DOCX file (ECMA-376): headings are Word's own, so that
     its outline and contents work; tables are tables; nothing is a picture: an editor can change
     every word. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:svg="http://www.w3.org/2000/svg"
	xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" exclude-result-prefixes="svg">
<xsl:output method="xml" encoding="UTF-8"/>
<xsl:param name="edition" select="''"/>

<xsl:variable name="wordtype">application/vnd.openxmlformats-officedocument.wordprocessingml.</xsl:variable>
<xsl:variable name="office">http://schemas.openxmlformats.org/officeDocument/2006/relationships/</xsl:variable>
<!-- Twentieths of a point: A4 less its margins. -->
<xsl:variable name="wide" select="9638"/>

<xsl:template match="/html">
	<parts>
		<part name="[Content_Types].xml">
			<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
				<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
				<Default Extension="xml" ContentType="application/xml"/>
				<Override PartName="/word/document.xml" ContentType="{$wordtype}document.main+xml"/>
				<Override PartName="/word/styles.xml" ContentType="{$wordtype}styles+xml"/>
				<Override PartName="/word/footer1.xml" ContentType="{$wordtype}footer+xml"/>
				<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
			</Types>
		</part>
		<part name="_rels/.rels">
			<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
				<Relationship Id="r1" Type="{$office}officeDocument" Target="word/document.xml"/>
				<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
			</Relationships>
		</part>
		<part name="docProps/core.xml">
			<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">
				<dc:title><xsl:value-of select="head/title"/></dc:title>
				<dc:language>ja-JP</dc:language>
			</cp:coreProperties>
		</part>
		<part name="word/_rels/document.xml.rels">
			<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
				<Relationship Id="r1" Type="{$office}styles" Target="styles.xml"/>
				<Relationship Id="r2" Type="{$office}footer" Target="footer1.xml"/>
			</Relationships>
		</part>
		<part name="word/styles.xml"><xsl:call-template name="styles"/></part>
		<part name="word/footer1.xml">
			<w:ftr><w:p><w:pPr><w:jc w:val="center"/></w:pPr><xsl:call-template name="field"><xsl:with-param name="code" select="'PAGE'"/></xsl:call-template><w:r><w:t xml:space="preserve"> / </w:t></w:r><xsl:call-template name="field"><xsl:with-param name="code" select="'NUMPAGES'"/></xsl:call-template></w:p></w:ftr>
		</part>
		<part name="word/document.xml">
			<w:document>
				<w:body>
					<xsl:apply-templates select="body/*" mode="block"/>
					<w:sectPr>
						<w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:type="default" r:id="r2"/>
						<w:pgSz w:w="11906" w:h="16838"/>
						<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>
					</w:sectPr>
				</w:body>
			</w:document>
		</part>
	</parts>
</xsl:template>

<xsl:template name="field">
	<xsl:param name="code"/>
	<w:r><w:fldChar w:fldCharType="begin"/></w:r>
	<w:r><w:instrText xml:space="preserve"> <xsl:value-of select="$code"/> </w:instrText></w:r>
	<w:r><w:fldChar w:fldCharType="separate"/></w:r>
	<w:r><w:t>1</w:t></w:r>
	<w:r><w:fldChar w:fldCharType="end"/></w:r>
</xsl:template>

<xsl:template name="styles">
	<w:styles>
		<w:docDefaults>
			<w:rPrDefault><w:rPr><w:rFonts w:ascii="Yu Gothic" w:hAnsi="Yu Gothic" w:eastAsia="Yu Gothic" w:cs="Yu Gothic"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault>
			<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="40" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
		</w:docDefaults>
		<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
		<xsl:call-template name="heading-style"><xsl:with-param name="level" select="1"/><xsl:with-param name="size" select="32"/></xsl:call-template>
		<xsl:call-template name="heading-style"><xsl:with-param name="level" select="2"/><xsl:with-param name="size" select="26"/></xsl:call-template>
		<xsl:call-template name="heading-style"><xsl:with-param name="level" select="3"/><xsl:with-param name="size" select="22"/></xsl:call-template>
		<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
	</w:styles>
</xsl:template>

<xsl:template name="heading-style">
	<xsl:param name="level"/>
	<xsl:param name="size"/>
	<w:style w:type="paragraph" w:styleId="Heading{$level}">
		<w:name w:val="heading {$level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
		<w:pPr>
			<w:keepNext/>
			<xsl:if test="$level = 2"><w:pBdr><w:left w:val="single" w:sz="36" w:space="6" w:color="1F4E79"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="E8EEF5"/></xsl:if>
			<w:spacing w:before="{120 * (4 - $level) + 60}" w:after="80"/>
			<w:outlineLvl w:val="{$level - 1}"/>
		</w:pPr>
		<w:rPr><w:b/><w:color w:val="1F3A5F"/><w:sz w:val="{$size}"/><w:szCs w:val="{$size}"/></w:rPr>
	</w:style>
</xsl:template>

<!-- Blocks. -->
<xsl:template match="*" mode="block"><xsl:apply-templates select="*" mode="block"/></xsl:template>
<xsl:template match="svg:svg | style | figcaption" mode="block"/>

<xsl:template match="h1 | h2 | h3" mode="block">
	<w:p><w:pPr><w:pStyle w:val="Heading{substring(name(), 2)}"/></w:pPr><xsl:apply-templates mode="run"/></w:p>
</xsl:template>

<xsl:template match="p" mode="block">
	<w:p><xsl:apply-templates mode="run"/></w:p>
</xsl:template>

<xsl:template match="li" mode="block">
	<w:p><w:pPr><xsl:call-template name="keep"/><w:ind w:left="320" w:hanging="220"/></w:pPr><w:r><w:t xml:space="preserve">・</w:t></w:r><xsl:apply-templates mode="run"/></w:p>
</xsl:template>

<xsl:template match="table" mode="block">
	<w:tbl>
		<w:tblPr>
			<w:tblW w:w="{$wide}" w:type="dxa"/>
			<xsl:if test="contains(@class, 'grid')">
				<w:tblBorders><w:top w:val="single" w:sz="4" w:color="9AA7B5"/><w:left w:val="single" w:sz="4" w:color="9AA7B5"/><w:bottom w:val="single" w:sz="4" w:color="9AA7B5"/><w:right w:val="single" w:sz="4" w:color="9AA7B5"/><w:insideH w:val="single" w:sz="4" w:color="9AA7B5"/><w:insideV w:val="single" w:sz="4" w:color="9AA7B5"/></w:tblBorders>
			</xsl:if>
			<w:tblLayout><xsl:attribute name="w:type"><xsl:choose><xsl:when test="contains(@class, 'grid')">autofit</xsl:when><xsl:otherwise>fixed</xsl:otherwise></xsl:choose></xsl:attribute></w:tblLayout>
		</w:tblPr>
		<w:tblGrid>
			<xsl:for-each select="(.//tr)[1]/*"><w:gridCol><xsl:attribute name="w:w"><xsl:call-template name="width"/></xsl:attribute></w:gridCol></xsl:for-each>
		</w:tblGrid>
		<xsl:for-each select=".//tr">
			<w:tr>
				<w:trPr><w:cantSplit/><xsl:if test="parent::thead"><w:tblHeader/></xsl:if></w:trPr>
				<xsl:for-each select="th | td">
					<w:tc>
						<w:tcPr><w:tcW w:type="dxa"><xsl:attribute name="w:w"><xsl:call-template name="width"/></xsl:attribute></w:tcW></w:tcPr>
						<xsl:choose>
							<xsl:when test="ul"><xsl:apply-templates select="ul/li" mode="block"/></xsl:when>
							<xsl:otherwise><w:p><w:pPr><xsl:call-template name="keep"/><xsl:if test="@class = 'n'"><w:jc w:val="right"/></xsl:if></w:pPr><xsl:apply-templates mode="run"/></w:p></xsl:otherwise>
						</xsl:choose>
						<xsl:if test="ul and not(ul/li)"><w:p/></xsl:if>
					</w:tc>
				</xsl:for-each>
			</w:tr>
		</xsl:for-each>
	</w:tbl>
	<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>
</xsl:template>

<!-- An entry's facts stay on the page of its heading. -->
<xsl:template name="keep">
	<xsl:variable name="row" select="ancestor::tr[1]"/>
	<xsl:if test="$row/../@class = 'facts' and $row/following-sibling::tr"><w:keepNext/></xsl:if>
</xsl:template>

<!-- A list of facts has a narrow first column, the contents a narrow last one. -->
<xsl:template name="width">
	<xsl:variable name="table" select="ancestor::table[1]"/>
	<xsl:choose>
		<xsl:when test="$table/@class = 'facts' and position() = 1">1000</xsl:when>
		<xsl:when test="$table/@class = 'facts'"><xsl:value-of select="$wide - 1000"/></xsl:when>
		<xsl:when test="$table/@class = 'contents' and position() = 1"><xsl:value-of select="$wide - 1600"/></xsl:when>
		<xsl:when test="$table/@class = 'contents'">1600</xsl:when>
		<xsl:otherwise><xsl:value-of select="floor($wide div count(../*))"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- Runs. -->
<xsl:template match="text()" mode="run">
	<xsl:if test="normalize-space() != ''">
		<w:r>
			<xsl:variable name="mark" select="ancestor::*[@class = 'star' or @class = 'warn' or @class = 'mark' or @class = 'id'][1]/@class"/>
			<w:rPr>
				<xsl:if test="ancestor::*[@lang = 'zh-Hans']"><w:rFonts w:hint="eastAsia" w:eastAsia="Microsoft YaHei"/></xsl:if>
				<xsl:choose>
					<xsl:when test="$mark = 'star' or $mark = 'warn'"><w:color w:val="B00020"/></xsl:when>
					<xsl:when test="$mark = 'mark'"><w:color w:val="8A4B00"/></xsl:when>
					<xsl:when test="$mark = 'id'"><w:color w:val="1F4E79"/></xsl:when>
					<xsl:when test="ancestor::a"><w:color w:val="0B5394"/></xsl:when>
				</xsl:choose>
				<xsl:if test="ancestor::p[@class = 'small'] or ancestor::table[contains(@class, 'grid')]"><w:sz w:val="18"/><w:szCs w:val="18"/></xsl:if>
				<xsl:if test="ancestor::*[@lang = 'zh-Hans']"><w:lang w:eastAsia="zh-CN"/></xsl:if>
			</w:rPr>
			<w:t xml:space="preserve"><xsl:value-of select="translate(., '&#10;&#9;', '')"/></w:t>
		</w:r>
	</xsl:if>
</xsl:template>
<xsl:template match="br" mode="run"><w:r><w:br/></w:r></xsl:template>
<xsl:template match="ul" mode="run"/>
</xsl:stylesheet>
