<?xml version="1.0" encoding="UTF-8"?>
<!-- issue-text.xsl: the plain-text face as logical lines; geppo wraps them to 38 full-width
     columns. A line may be "head TAB text" (later rows hang under the text) or "left TAB fill TAB
     right" (one row, filled). What stands between U+E000 and U+E001 keeps its Chinese letters; all
     else is written with letters that mail in CP932 and ISO-2022-JP can carry. See geppo-issue(5). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>
<xsl:param name="edition" select="''"/>

<xsl:variable name="nl" select="'&#10;'"/>
<xsl:variable name="tab" select="'&#9;'"/>
<xsl:variable name="rule" select="concat('&#9;━&#9;', $nl)"/>

<xsl:template name="heading">
	<xsl:param name="number"/>
	<xsl:param name="title"/>
	<xsl:value-of select="concat('━━ ', $number, '　', $title, ' ', $tab, '━', $tab, $nl)"/>
</xsl:template>

<xsl:template name="contents-line">
	<xsl:param name="number"/>
	<xsl:param name="title"/>
	<xsl:param name="right" select="''"/>
	<xsl:choose>
		<xsl:when test="$right != ''">
			<xsl:value-of select="concat($number, '　', $title, ' ', $tab, '…', $tab, ' ', $right, $nl)"/>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="concat($number, '　', $title, $nl)"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template match="/issue">
	<xsl:value-of select="concat($rule, $title, $nl, $rule)"/>
	<xsl:text>発行日　&#9;</xsl:text>
	<xsl:call-template name="full-day"><xsl:with-param name="date" select="@issued"/></xsl:call-template>
	<xsl:call-template name="weekday"><xsl:with-param name="date" select="@issued"/></xsl:call-template>
	<xsl:value-of select="$nl"/>
	<xsl:text>対　象　&#9;</xsl:text>
	<xsl:call-template name="full-day"><xsl:with-param name="date" select="@first"/></xsl:call-template>
	<xsl:text>から</xsl:text>
	<xsl:value-of select="number(substring(@last, 9, 2))"/>
	<xsl:text>日まで(中国時間)に発表されたもの　</xsl:text>
	<xsl:call-template name="found-words"/>
	<xsl:value-of select="$nl"/>
	<xsl:text>※&#9;この本文だけで完結します。添付やリンクを開く必要はありません。&#10;</xsl:text>
	<xsl:if test="not($run)"><xsl:value-of select="concat('★', $tab, $not-run-words, $nl)"/></xsl:if>
	<xsl:value-of select="$nl"/>
	<xsl:if test="$partner">
		<xsl:text>■ </xsl:text>
		<xsl:call-template name="own-title"/>
		<xsl:value-of select="$nl"/>
		<xsl:for-each select="$partner/of"><xsl:for-each select="key('place', @place)"><xsl:call-template name="place-line"/></xsl:for-each></xsl:for-each>
	</xsl:if>
	<xsl:call-template name="points"/>
	<xsl:call-template name="contents"/>
	<xsl:if test="$partner"><xsl:call-template name="own"/></xsl:if>
	<xsl:for-each select="$shown">
		<xsl:value-of select="$nl"/>
		<xsl:call-template name="heading">
			<xsl:with-param name="number" select="$offset + position()"/>
			<xsl:with-param name="title" select="@title"/>
		</xsl:call-template>
		<xsl:apply-templates select="."/>
	</xsl:for-each>
	<xsl:call-template name="matrix"/>
	<xsl:call-template name="near"/>
	<xsl:call-template name="scope"/>
	<xsl:call-template name="colophon"/>
</xsl:template>

<!-- ■ この号の要点 -->
<xsl:template name="points">
	<xsl:value-of select="concat('■ ', $points-title, $nl)"/>
	<xsl:text>・&#9;</xsl:text>
	<xsl:call-template name="counts-point"/>
	<xsl:value-of select="$nl"/>
	<xsl:for-each select="points/point">
		<xsl:text>・&#9;</xsl:text>
		<xsl:choose>
			<xsl:when test="@by = 'editor'"><xsl:value-of select="concat(., $nl)"/></xsl:when>
			<xsl:otherwise>
				<xsl:call-template name="headline"/>
				<xsl:value-of select="concat(' [', @item, ']', $nl)"/>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:for-each>
	<xsl:for-each select="section[@id = 'calendar']/event[@past = 'no'][1]">
		<xsl:text>・&#9;</xsl:text>
		<xsl:call-template name="full-day"><xsl:with-param name="date" select="@day"/></xsl:call-template>
		<xsl:text>に</xsl:text>
		<xsl:call-template name="event-of"/>
		<xsl:text>：</xsl:text>
		<xsl:call-template name="headline"/>
		<xsl:value-of select="concat(' [', @item, ']', $nl)"/>
	</xsl:for-each>
</xsl:template>

<!-- ■ 目次 -->
<xsl:template name="contents">
	<xsl:text>■ 目次&#10;</xsl:text>
	<xsl:if test="$partner">
		<xsl:call-template name="contents-line">
			<xsl:with-param name="number" select="1"/>
			<xsl:with-param name="title">連携先<xsl:call-template name="partner-names"/></xsl:with-param>
			<xsl:with-param name="right">
				<xsl:call-template name="partner-count"/>
			</xsl:with-param>
		</xsl:call-template>
	</xsl:if>
	<xsl:for-each select="$shown">
		<xsl:call-template name="contents-line">
			<xsl:with-param name="number" select="$offset + position()"/>
			<xsl:with-param name="title" select="@title"/>
			<xsl:with-param name="right"><xsl:call-template name="section-count"/></xsl:with-param>
		</xsl:call-template>
	</xsl:for-each>
	<xsl:if test="$with-matrix">
		<xsl:call-template name="contents-line">
			<xsl:with-param name="number" select="$matrix-number"/>
			<xsl:with-param name="title" select="$pictures-title"/>
		</xsl:call-template>
	</xsl:if>
	<xsl:if test="$with-near">
		<xsl:call-template name="contents-line">
			<xsl:with-param name="number" select="$near-number"/>
			<xsl:with-param name="title" select="'候補から外したもの(炭素・省エネなど隣接分野。題名のみ)'"/>
		</xsl:call-template>
	</xsl:if>
	<xsl:call-template name="contents-line">
		<xsl:with-param name="number" select="$scope-number"/>
		<xsl:with-param name="title" select="'今月の確認範囲'"/>
	</xsl:call-template>
	<xsl:call-template name="contents-line">
		<xsl:with-param name="number" select="$scope-number + 1"/>
		<xsl:with-param name="title" select="'翻訳の頼み方・発行情報'"/>
	</xsl:call-template>
	<xsl:if test="$collapsed">
		<xsl:text>該当なし：&#9;</xsl:text>
		<xsl:for-each select="$collapsed">
			<xsl:if test="position() &gt; 1">、</xsl:if>
			<xsl:value-of select="@title"/>
		</xsl:for-each>
		<xsl:call-template name="collapsed-limit"/>
		<xsl:value-of select="$nl"/>
	</xsl:if>
</xsl:template>

<!-- One line: what is new in a place, or whether that may be said at all; the regions above it. -->
<xsl:template name="place-line">
	<xsl:value-of select="concat('　', @name, '　', $tab)"/>
	<xsl:call-template name="status"/>
	<xsl:if test="above">
		<xsl:text>　(</xsl:text>
		<xsl:call-template name="above-status"/>
		<xsl:text>)</xsl:text>
	</xsl:if>
	<xsl:value-of select="$nl"/>
</xsl:template>

<!-- 1 連携先: the reader's own partners, one line each and the headlines. -->
<xsl:template name="own">
	<xsl:value-of select="$nl"/>
	<xsl:call-template name="heading">
		<xsl:with-param name="number" select="1"/>
		<xsl:with-param name="title">連携先<xsl:call-template name="partner-names"/></xsl:with-param>
	</xsl:call-template>
	<xsl:for-each select="$partner/of">
		<xsl:for-each select="key('place', @place)">
			<xsl:call-template name="place-line"/>
			<xsl:for-each select="new">
				<xsl:value-of select="concat('　　　[', @item, '] ', $tab)"/>
				<xsl:call-template name="headline"/>
				<xsl:value-of select="$nl"/>
			</xsl:for-each>
		</xsl:for-each>
	</xsl:for-each>
</xsl:template>

<xsl:template match="section">
	<xsl:apply-templates select="entry"/>
</xsl:template>

<xsl:template match="section[@id = 'partner']">
	<xsl:for-each select="/issue/places/place">
		<xsl:value-of select="concat('　', @name, '(')"/>
		<xsl:call-template name="joined"><xsl:with-param name="nodes" select="partner"/></xsl:call-template>
		<xsl:text>)　&#9;</xsl:text>
		<xsl:call-template name="status"/>
		<xsl:if test="above">
			<xsl:text>　(</xsl:text>
			<xsl:call-template name="above-status"/>
			<xsl:text>)</xsl:text>
		</xsl:if>
		<xsl:value-of select="$nl"/>
	</xsl:for-each>
	<xsl:apply-templates select="entry"/>
</xsl:template>

<xsl:template match="entry">
	<xsl:variable name="brief" select="kind/@id = 'news' and @air = 'borderline'"/>
	<xsl:if test="preceding-sibling::entry or ../@id = 'partner'"><xsl:value-of select="$nl"/></xsl:if>
	<xsl:value-of select="concat('[', @item, '] ', $tab)"/>
	<xsl:if test="$brief">短信　</xsl:if>
	<xsl:call-template name="headline"/>
	<xsl:if test="@translate = 'high'">　<xsl:call-template name="worth"/></xsl:if>
	<xsl:value-of select="$nl"/>
	<xsl:if test="title[@lang = 'zh']">
		<xsl:value-of select="concat('　原題　', $tab, '&#xE000;', title[@lang = 'zh'], '&#xE001;', $nl)"/>
	</xsl:if>
	<xsl:if test="issuer and not($brief)">
		<xsl:text>　発出　&#9;</xsl:text>
		<xsl:call-template name="issuer"/>
		<xsl:value-of select="$nl"/>
	</xsl:if>
	<xsl:if test="number">
		<xsl:value-of select="concat('　番号　', $tab, '&#xE000;', number, '&#xE001;', $nl)"/>
	</xsl:if>
	<xsl:text>　日付　&#9;</xsl:text>
	<xsl:call-template name="dates"/>
	<xsl:value-of select="$nl"/>
	<xsl:text>　種別　&#9;</xsl:text>
	<xsl:value-of select="kind"/>
	<xsl:if test="region">
		<xsl:text>　　範囲　</xsl:text>
		<xsl:call-template name="joined">
			<xsl:with-param name="nodes" select="region[position() &lt;= 8]"/>
			<xsl:with-param name="by" select="'、'"/>
		</xsl:call-template>
		<xsl:if test="count(region) &gt; 8">ほか<xsl:value-of select="count(region) - 8"/>地域</xsl:if>
	</xsl:if>
	<xsl:if test="@air = 'borderline'">　　大気以外を含む</xsl:if>
	<xsl:value-of select="$nl"/>
	<xsl:if test="measure and not($brief)">
		<xsl:text>　対策　&#9;</xsl:text>
		<xsl:call-template name="joined"><xsl:with-param name="nodes" select="measure"/><xsl:with-param name="by" select="'、'"/></xsl:call-template>
		<xsl:value-of select="$nl"/>
	</xsl:if>
	<xsl:call-template name="entry-points"><xsl:with-param name="brief" select="$brief"/></xsl:call-template>
	<xsl:if test="summary and not($brief)">
		<xsl:text>　概要　&#9;</xsl:text>
		<xsl:call-template name="summary"/>
		<xsl:value-of select="$nl"/>
	</xsl:if>
	<xsl:if test="note"><xsl:value-of select="concat('　一言　', $tab, note, $nl)"/></xsl:if>
	<xsl:for-each select="report">
		<xsl:value-of select="concat('　報道　', $tab, '[', @item, '] ')"/>
		<xsl:call-template name="headline"/>
		<xsl:text>　</xsl:text>
		<xsl:call-template name="line-date"/>
		<xsl:value-of select="$nl"/>
		<xsl:if test="url"><xsl:value-of select="concat(url, $nl)"/></xsl:if>
	</xsl:for-each>
	<xsl:apply-templates select="related"/>
	<xsl:if test="@more-related"><xsl:value-of select="concat('　関連　', $tab, 'ほか', @more-related, '件', $nl)"/></xsl:if>
	<xsl:apply-templates select="source"/>
	<xsl:if test="not(source)">　※出典のアドレスは未収録です。&#10;</xsl:if>
	<xsl:if test="not($brief)">
		<xsl:text>　翻訳　&#9;</xsl:text>
		<xsl:call-template name="ask"/>
		<xsl:value-of select="$nl"/>
	</xsl:if>
</xsl:template>

<xsl:template name="entry-points">
	<xsl:param name="brief"/>
	<xsl:for-each select="point">
		<xsl:choose>
			<xsl:when test="position() = 1">　要点　</xsl:when>
			<xsl:otherwise>　　　　</xsl:otherwise>
		</xsl:choose>
		<xsl:text>・&#9;</xsl:text>
		<xsl:call-template name="point"/>
		<xsl:value-of select="$nl"/>
	</xsl:for-each>
	<xsl:if test="@body != 'yes' and not($brief)">
		<xsl:choose>
			<xsl:when test="point">　　　　</xsl:when>
			<xsl:otherwise>　要点　</xsl:otherwise>
		</xsl:choose>
		<xsl:text>・&#9;</xsl:text>
		<xsl:call-template name="body-words"/>
		<xsl:value-of select="$nl"/>
	</xsl:if>
</xsl:template>

<xsl:template match="related">
	<xsl:text>　関連　&#9;</xsl:text>
	<xsl:call-template name="relation"/>
	<xsl:text>：</xsl:text>
	<xsl:choose>
		<xsl:when test="@item">
			<xsl:value-of select="concat('[', @item, '] ')"/>
			<xsl:call-template name="headline"/>
		</xsl:when>
		<xsl:otherwise>「&#xE000;<xsl:value-of select="named"/>&#xE001;」(未収録)</xsl:otherwise>
	</xsl:choose>
	<xsl:value-of select="$nl"/>
</xsl:template>

<xsl:template match="source">
	<xsl:value-of select="concat('　※', @name, '(中国語)')"/>
	<xsl:if test="@postings &gt; 0">　同文の掲載がほかに<xsl:value-of select="@postings"/>か所</xsl:if>
	<xsl:value-of select="concat($nl, url, $nl)"/>
</xsl:template>

<!-- Sections of lines. -->
<xsl:template match="section[@id = 'drafts']">
	<xsl:for-each select="line">
		<xsl:text>　</xsl:text>
		<xsl:call-template name="closing"/>
		<xsl:value-of select="concat('　[', @item, '] ', $tab)"/>
		<xsl:call-template name="headline"/>
		<xsl:if test="@here = 'no'">(前号までに掲載)</xsl:if>
		<xsl:value-of select="$nl"/>
	</xsl:for-each>
</xsl:template>

<xsl:template match="section[@id = 'calendar']">
	<xsl:for-each select="event">
		<xsl:value-of select="concat('　', @day, '　', $tab)"/>
		<xsl:call-template name="event-of"/>
		<xsl:value-of select="concat(' [', @item, '] ')"/>
		<xsl:call-template name="headline"/>
		<xsl:if test="@past = 'yes'">(発行日までに経過)</xsl:if>
		<xsl:value-of select="$nl"/>
	</xsl:for-each>
</xsl:template>

<xsl:template match="section[@id = 'followup']">
	<xsl:for-each select="followup">
		<xsl:if test="not(preceding-sibling::followup[1]/@item = @item)">
			<xsl:value-of select="concat('　[', @item, '] ', $tab)"/>
			<xsl:call-template name="headline"/>
			<xsl:text>(</xsl:text>
			<xsl:call-template name="year-month"><xsl:with-param name="month" select="@issue"/></xsl:call-template>
			<xsl:text>号)&#10;</xsl:text>
		</xsl:if>
		<xsl:for-each select="change">
			<xsl:text>　　　→ &#9;</xsl:text>
			<xsl:call-template name="change"/>
			<xsl:value-of select="$nl"/>
		</xsl:for-each>
		<xsl:for-each select="by">
			<xsl:text>　　　→ &#9;</xsl:text>
			<xsl:for-each select="..">
				<xsl:call-template name="followup-kind"/>
			</xsl:for-each>
			<xsl:value-of select="concat('：[', @item, '] ')"/>
			<xsl:call-template name="headline"/>
			<xsl:text>　</xsl:text>
			<xsl:call-template name="line-date"/>
			<xsl:value-of select="$nl"/>
		</xsl:for-each>
	</xsl:for-each>
</xsl:template>

<xsl:template match="section[@id = 'training']">
	<xsl:for-each select="line">
		<xsl:value-of select="concat('　[', @item, '] ', $tab)"/>
		<xsl:call-template name="headline"/>
		<xsl:text>　</xsl:text>
		<xsl:call-template name="line-date"/>
		<xsl:value-of select="$nl"/>
	</xsl:for-each>
</xsl:template>

<xsl:template match="section[@id = 'translation']">
	<xsl:for-each select="job[@stands != '受付' or @asked]">
		<xsl:value-of select="concat('　[', @item, '] ', $tab)"/>
		<xsl:call-template name="headline"/>
		<xsl:text>　</xsl:text>
		<xsl:call-template name="job-state"/>
		<xsl:value-of select="$nl"/>
	</xsl:for-each>
	<xsl:if test="@waiting &gt; 0">
		<xsl:value-of select="concat('　翻訳待ち：', $tab)"/>
		<xsl:call-template name="waiting-ids"/>
		<xsl:value-of select="$nl"/>
	</xsl:if>
</xsl:template>

<xsl:template match="section[@id = 'flash']">
	<xsl:value-of select="concat('　', $flash-words, $nl)"/>
	<xsl:for-each select="line">
		<xsl:value-of select="concat('　[', @item, '] ', $tab)"/>
		<xsl:call-template name="headline"/>
		<xsl:text>　</xsl:text>
		<xsl:call-template name="line-date"/><xsl:if test="@reports &gt; 0">　報道<xsl:value-of select="@reports"/>件</xsl:if>
		<xsl:if test="@translate = 'high'">　<xsl:call-template name="worth"/></xsl:if>
		<xsl:value-of select="$nl"/>
		<xsl:if test="url"><xsl:value-of select="concat(url, $nl)"/></xsl:if>
	</xsl:for-each>
</xsl:template>

<xsl:template name="matrix">
	<xsl:if test="$with-matrix">
		<xsl:value-of select="$nl"/>
		<xsl:call-template name="heading">
			<xsl:with-param name="number" select="$matrix-number"/>
			<xsl:with-param name="title" select="$pictures-title"/>
		</xsl:call-template>
		<xsl:for-each select="matrix/row">
			<xsl:value-of select="concat('　', @name, '　', $tab, @count, '件')"/>
			<xsl:if test="cell">：</xsl:if>
			<xsl:for-each select="cell">
				<xsl:if test="position() &gt; 1">、</xsl:if>
				<xsl:value-of select="concat(../../measure[@id = current()/@measure], ' ', @count)"/>
			</xsl:for-each>
			<xsl:value-of select="$nl"/>
		</xsl:for-each>
		<xsl:if test="matrix/row">　※&#9;1件が複数の対策に数えられることがあります。&#10;</xsl:if>
		<xsl:if test="count(trend/month) &gt; 1">
			<xsl:text>　12か月の推移：&#9;</xsl:text>
			<xsl:for-each select="trend/month">
				<xsl:if test="position() &gt; 1">、</xsl:if>
				<xsl:value-of select="concat(@id, ' ')"/>
				<xsl:call-template name="trend-count"/>
			</xsl:for-each>
			<xsl:value-of select="concat($nl, '　※', $tab, $trend-words, $nl)"/>
		</xsl:if>
	</xsl:if>
</xsl:template>

<xsl:template name="near">
	<xsl:if test="$with-near">
		<xsl:value-of select="$nl"/>
		<xsl:call-template name="heading">
			<xsl:with-param name="number" select="$near-number"/>
			<xsl:with-param name="title" select="'候補から外したもの(炭素・省エネなど隣接分野。題名のみ)'"/>
		</xsl:call-template>
		<xsl:for-each select="leftout/near">
			<xsl:value-of select="concat('　[', @item, '] ', $tab)"/>
			<xsl:call-template name="headline"/>
			<xsl:value-of select="$nl"/>
		</xsl:for-each>
		<xsl:if test="leftout/@near &gt; count(leftout/near)">
			<xsl:value-of select="concat('　ほか', leftout/@near - count(leftout/near), '件', $nl)"/>
		</xsl:if>
	</xsl:if>
</xsl:template>

<xsl:template name="scope">
	<xsl:value-of select="$nl"/>
	<xsl:call-template name="heading">
		<xsl:with-param name="number" select="$scope-number"/>
		<xsl:with-param name="title" select="'今月の確認範囲'"/>
	</xsl:call-template>
	<xsl:choose>
		<xsl:when test="$run">
			<xsl:text>　</xsl:text>
			<xsl:call-template name="scope-summary"/>
			<xsl:value-of select="$nl"/>
			<xsl:if test="$partner">
				<xsl:text>　</xsl:text>
				<xsl:call-template name="own-summary"/>
				<xsl:value-of select="$nl"/>
			</xsl:if>
			<xsl:for-each select="scope/column">
				<xsl:text>　★&#9;</xsl:text>
				<xsl:call-template name="column"/>
				<xsl:value-of select="$nl"/>
			</xsl:for-each>
			<xsl:if test="scope/site">
				<xsl:text>　★&#9;確認できず：</xsl:text>
				<xsl:for-each select="scope/site">
					<xsl:if test="position() &gt; 1">、</xsl:if>
					<xsl:call-template name="site"/>
				</xsl:for-each>
				<xsl:value-of select="$nl"/>
			</xsl:if>
			<xsl:call-template name="quiet">
				<xsl:with-param name="words" select="$quiet-whole"/>
				<xsl:with-param name="nodes" select="scope/quiet[@check = 'whole']"/>
			</xsl:call-template>
			<xsl:call-template name="quiet">
				<xsl:with-param name="words" select="$quiet-partly"/>
				<xsl:with-param name="nodes" select="scope/quiet[@check = 'partly']"/>
			</xsl:call-template>
			<xsl:call-template name="quiet">
				<xsl:with-param name="words" select="$quiet-none"/>
				<xsl:with-param name="nodes" select="scope/quiet[@check = 'none']"/>
			</xsl:call-template>
			<xsl:value-of select="concat('　', $tab, $zero-words, $nl)"/>
		</xsl:when>
		<xsl:otherwise>
			<xsl:value-of select="concat('　★', $tab, $not-run-words, $nl)"/>
			<xsl:value-of select="concat('　', $tab, '登録してある情報源は', scope/@columns, '欄です。', $nl)"/>
		</xsl:otherwise>
	</xsl:choose>
	<xsl:value-of select="concat('　', $tab)"/>
	<xsl:call-template name="examined"/>
	<xsl:value-of select="$nl"/>
</xsl:template>

<xsl:template name="quiet">
	<xsl:param name="words"/>
	<xsl:param name="nodes"/>
	<xsl:if test="$nodes">
		<xsl:value-of select="concat('　', $tab, $words)"/>
		<xsl:call-template name="joined">
			<xsl:with-param name="nodes" select="$nodes"/>
			<xsl:with-param name="by" select="'、'"/>
		</xsl:call-template>
		<xsl:value-of select="$nl"/>
	</xsl:if>
</xsl:template>

<xsl:template name="colophon">
	<xsl:value-of select="$nl"/>
	<xsl:call-template name="heading">
		<xsl:with-param name="number" select="$scope-number + 1"/>
		<xsl:with-param name="title" select="'翻訳の頼み方・発行情報'"/>
	</xsl:call-template>
	<xsl:value-of select="concat('　', $tab, $order-words, $nl)"/>
	<xsl:if test="$candidates">
		<xsl:text>　受付中の候補：&#9;</xsl:text>
		<xsl:for-each select="$candidates">
			<xsl:if test="position() &gt; 1">、</xsl:if>
			<xsl:value-of select="@item"/>
		</xsl:for-each>
		<xsl:value-of select="$nl"/>
	</xsl:if>
	<xsl:value-of select="concat('　', $tab, $machine-words, $nl)"/>
	<xsl:value-of select="concat('　', $tab, $letters-words, $nl, $nl)"/>
	<xsl:value-of select="concat('発行　', $tab, publisher/@name, $nl)"/>
	<xsl:text>連絡先　&#9;</xsl:text>
	<xsl:value-of select="publisher/@mail"/>
	<xsl:if test="publisher/@phone">　電話 <xsl:value-of select="publisher/@phone"/></xsl:if>
	<xsl:value-of select="$nl"/>
	<xsl:value-of select="concat('　　　　', $tab, $contact-words, $nl)"/>
	<xsl:value-of select="$rule"/>
</xsl:template>

</xsl:stylesheet>
