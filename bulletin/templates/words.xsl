<?xml version="1.0" encoding="UTF-8"?>
<!-- words.xsl: the Japanese words that every face uses. Editors may change the wording here; what
     stands in the issue is decided elsewhere. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:key name="place" match="/issue/places/place" use="@code"/>
<xsl:key name="new" match="/issue/places/place/new" use="@item"/>

<xsl:variable name="issue" select="/issue"/>
<xsl:variable name="run" select="/issue/scope/@run = 'yes'"/>
<!-- The partner whose edition this is, or nothing. -->
<xsl:variable name="partner" select="/issue/editions/edition[@id = $edition]"/>
<xsl:variable name="title">
	<xsl:text>中国大気政策月報　</xsl:text>
	<xsl:call-template name="year-month"><xsl:with-param name="month" select="/issue/@month"/></xsl:call-template>
	<xsl:text>号</xsl:text>
	<xsl:if test="/issue/@number">(第<xsl:value-of select="/issue/@number"/>号)</xsl:if>
	<xsl:if test="$partner"><xsl:text>　【</xsl:text><xsl:value-of select="$partner/@name"/><xsl:text>版】</xsl:text></xsl:if>
</xsl:variable>

<!-- The places of that partner, and how many different items are new in them. -->
<xsl:variable name="own" select="key('place', $partner/of/@place)"/>
<xsl:variable name="own-news" select="count($own/new[generate-id() = generate-id(key('new', @item)[../@code = $own/@code][1])])"/>

<!-- Where each section stands in the contents: the partner's own first, those that hold something,
     then the fixed ones. -->
<xsl:variable name="offset" select="count($partner)"/>
<xsl:variable name="with-matrix" select="number(count(/issue/matrix/row) &gt; 0 or count(/issue/trend/month) &gt; 1)"/>
<xsl:variable name="with-near" select="count(/issue/leftout/near[1])"/>
<xsl:variable name="matrix-number" select="$offset + count($shown) + $with-matrix"/>
<xsl:variable name="near-number" select="$matrix-number + $with-near"/>
<xsl:variable name="scope-number" select="$near-number + 1"/>

<!-- 2026-06 as 2026年6月 -->
<xsl:template name="year-month">
	<xsl:param name="month"/>
	<xsl:value-of select="substring($month, 1, 4)"/>
	<xsl:text>年</xsl:text>
	<xsl:value-of select="number(substring($month, 6, 2))"/>
	<xsl:text>月</xsl:text>
</xsl:template>

<!-- 2026-06-18 as 6月18日 -->
<xsl:template name="day">
	<xsl:param name="date"/>
	<xsl:value-of select="number(substring($date, 6, 2))"/>
	<xsl:text>月</xsl:text>
	<xsl:if test="string-length($date) = 10">
		<xsl:value-of select="number(substring($date, 9, 2))"/>
		<xsl:text>日</xsl:text>
	</xsl:if>
</xsl:template>

<xsl:template name="full-day">
	<xsl:param name="date"/>
	<xsl:value-of select="substring($date, 1, 4)"/>
	<xsl:text>年</xsl:text>
	<xsl:call-template name="day"><xsl:with-param name="date" select="$date"/></xsl:call-template>
</xsl:template>

<!-- How much was found; no figure where it is nothing: that would say that there was none. Late finds
     came out before the month. -->
<xsl:template name="found-words">
	<xsl:variable name="late" select="count(/issue/section[@id = 'late']/entry)"/>
	<xsl:choose>
		<xsl:when test="/issue/@count &gt; $late"><xsl:value-of select="concat(/issue/@count - $late, '件')"/></xsl:when>
		<xsl:otherwise>掲載項目なし</xsl:otherwise>
	</xsl:choose>
	<xsl:if test="$late &gt; 0"><xsl:value-of select="concat('(ほかに、遅れて見つかったもの', $late, '件)')"/></xsl:if>
</xsl:template>

<!-- Where the text of an entry is, when its page holds none. -->
<xsl:template name="body-words">
	<xsl:choose>
		<xsl:when test="@body = 'attached'">本文は添付ファイルにあります</xsl:when>
		<xsl:when test="@body = 'unread'">本文は添付ファイルにあり、未収録(題名からわかる範囲だけを載せています)</xsl:when>
		<xsl:otherwise>本文は未収録(題名からわかる範囲だけを載せています)</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- (火): the day of the week, by Zeller's congruence. -->
<xsl:template name="weekday">
	<xsl:param name="date"/>
	<xsl:variable name="month" select="number(substring($date, 6, 2))"/>
	<xsl:variable name="early" select="number($month &lt; 3)"/>
	<xsl:variable name="m" select="$month + 12 * $early"/>
	<xsl:variable name="y" select="number(substring($date, 1, 4)) - $early"/>
	<xsl:variable name="day" select="(number(substring($date, 9, 2)) + floor(13 * ($m + 1) div 5) + $y + floor($y div 4) - floor($y div 100) + floor($y div 400)) mod 7"/>
	<xsl:value-of select="concat('(', substring('土日月火水木金', $day + 1, 1), ')')"/>
</xsl:template>

<!-- The headline of anything with titles: Japanese when there is one, else the Chinese, said so. -->
<xsl:template name="headline">
	<xsl:choose>
		<xsl:when test="title[@lang = 'ja']">
			<xsl:value-of select="title[@lang = 'ja']"/>
			<xsl:if test="title[@lang = 'ja']/@state = 'draft'">(機械訳案)</xsl:if>
		</xsl:when>
		<xsl:otherwise>
			<xsl:text>(題名未訳)</xsl:text>
			<xsl:value-of select="title[@lang = 'zh']"/>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="date-name">
	<xsl:param name="kind"/>
	<xsl:choose>
		<xsl:when test="$kind = 'written'">文書</xsl:when>
		<xsl:when test="$kind = 'published'">発表</xsl:when>
		<xsl:when test="$kind = 'captured'">取得(発表日は未確認)</xsl:when>
		<xsl:when test="$kind = 'in_force'">施行</xsl:when>
		<xsl:when test="$kind = 'deadline'">意見の締切</xsl:when>
		<xsl:otherwise><xsl:value-of select="$kind"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="dates">
	<xsl:for-each select="date">
		<xsl:if test="position() &gt; 1">／</xsl:if>
		<xsl:call-template name="date-name"><xsl:with-param name="kind" select="@kind"/></xsl:call-template>
		<xsl:text> </xsl:text>
		<xsl:value-of select="."/>
	</xsl:for-each>
</xsl:template>

<!-- The day that counts for a reader of a line: when it came out. -->
<xsl:template name="line-date">
	<xsl:choose>
		<xsl:when test="date[@kind = 'published']">
			<xsl:text>発表 </xsl:text><xsl:value-of select="date[@kind = 'published']"/>
		</xsl:when>
		<xsl:when test="date[@kind = 'written']">
			<xsl:text>文書 </xsl:text><xsl:value-of select="date[@kind = 'written']"/>
		</xsl:when>
		<xsl:otherwise><xsl:text>取得 </xsl:text><xsl:value-of select="date[@kind = 'captured']"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="issuer">
	<xsl:choose>
		<xsl:when test="issuer[@lang = 'ja']"><xsl:value-of select="issuer[@lang = 'ja']"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="issuer[@lang = 'zh']"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="joined">
	<xsl:param name="nodes"/>
	<xsl:param name="by" select="'・'"/>
	<xsl:for-each select="$nodes">
		<xsl:if test="position() &gt; 1"><xsl:value-of select="$by"/></xsl:if>
		<xsl:value-of select="."/>
	</xsl:for-each>
</xsl:template>

<!-- The first sentences of the document by a translation service. -->
<xsl:template name="summary"><xsl:value-of select="summary"/>(機械翻訳・冒頭)</xsl:template>

<!-- A point: a phrase, or the document's own words where a machine had no phrase for them. -->
<xsl:template name="point">
	<xsl:choose>
		<xsl:when test="@lang = 'zh'">原文「<xsl:value-of select="."/>」</xsl:when>
		<xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
	</xsl:choose>
	<xsl:call-template name="point-marks"/>
</xsl:template>

<!-- In which file it stands, and that a machine found it. -->
<xsl:template name="point-marks">
	<xsl:if test="@attachment">(添付<xsl:value-of select="@attachment"/>)</xsl:if>
	<xsl:if test="@by = 'machine'">(機械抽出)</xsl:if>
</xsl:template>

<!-- How the item named stands to the entry: "to" is what the entry says of it. -->
<xsl:template name="relation">
	<xsl:choose>
		<xsl:when test="@kind = 'draft_of' and @direction = 'to'">正式決定版</xsl:when>
		<xsl:when test="@kind = 'draft_of'">意見募集時の案</xsl:when>
		<xsl:when test="@kind = 'interprets' and @direction = 'to'">解説の対象</xsl:when>
		<xsl:when test="@kind = 'interprets'">解説</xsl:when>
		<xsl:when test="@kind = 'implements' and @direction = 'to'">上位の文書</xsl:when>
		<xsl:when test="@kind = 'implements'">実施の文書</xsl:when>
		<xsl:when test="@kind = 'forwards' and @direction = 'to'">転送元の文書</xsl:when>
		<xsl:when test="@kind = 'forwards'">転送した文書</xsl:when>
		<xsl:when test="@kind = 'amends' and @direction = 'to'">改正の対象</xsl:when>
		<xsl:when test="@kind = 'amends'">改正した文書</xsl:when>
		<xsl:when test="@kind = 'repeals' and @direction = 'to'">廃止の対象</xsl:when>
		<xsl:when test="@kind = 'repeals'">廃止した文書</xsl:when>
		<xsl:when test="@kind = 'reports' and @direction = 'to'">報道の対象</xsl:when>
		<xsl:when test="@kind = 'reports'">報道</xsl:when>
		<xsl:when test="@direction = 'to'">引用した文書</xsl:when>
		<xsl:otherwise>引用された文書</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- What a source answered when it could not be read. -->
<xsl:template name="outcome">
	<xsl:param name="outcome"/>
	<xsl:choose>
		<xsl:when test="$outcome = 'refused'">拒否</xsl:when>
		<xsl:when test="$outcome = 'challenged'">認証画面</xsl:when>
		<xsl:when test="$outcome = 'moved'">移転</xsl:when>
		<xsl:when test="$outcome = 'empty'">一覧が空</xsl:when>
		<xsl:when test="$outcome = 'broken'">応答なし・異常</xsl:when>
		<xsl:otherwise>取得の記録なし</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="gaps">
	<xsl:for-each select="gap">
		<xsl:if test="position() &gt; 1">、</xsl:if>
		<xsl:call-template name="day"><xsl:with-param name="date" select="@from"/></xsl:call-template>
		<xsl:if test="@from != @to">
			<xsl:text>から</xsl:text>
			<xsl:call-template name="day"><xsl:with-param name="date" select="@to"/></xsl:call-template>
			<xsl:text>まで</xsl:text>
		</xsl:if>
	</xsl:for-each>
</xsl:template>

<!-- One column that was not seen throughout: which, since when, why. -->
<xsl:template name="column">
	<xsl:value-of select="@site"/>
	<xsl:text>「</xsl:text>
	<xsl:value-of select="@name"/>
	<xsl:text>」は</xsl:text>
	<xsl:choose>
		<xsl:when test="@check = 'partly'">
			<xsl:call-template name="gaps"/>
			<xsl:text>未確認</xsl:text>
		</xsl:when>
		<xsl:otherwise>月を通じて未確認</xsl:otherwise>
	</xsl:choose>
	<xsl:text>(</xsl:text>
	<xsl:if test="@last">
		<xsl:text>最後の確認は</xsl:text>
		<xsl:call-template name="day"><xsl:with-param name="date" select="@last"/></xsl:call-template>
		<xsl:text>、</xsl:text>
	</xsl:if>
	<xsl:choose>
		<xsl:when test="@outcome">
			<xsl:if test="@last">以後</xsl:if>
			<xsl:value-of select="concat(@failures, '回失敗：')"/>
			<xsl:call-template name="outcome"><xsl:with-param name="outcome" select="@outcome"/></xsl:call-template>
		</xsl:when>
		<xsl:when test="@check = 'partly' and @after = 'no'">以後は取得の記録なし</xsl:when>
		<xsl:when test="@after = 'yes'">後日の一覧には残っていない期間</xsl:when>
		<xsl:otherwise>
			<xsl:call-template name="outcome"><xsl:with-param name="outcome" select="@outcome"/></xsl:call-template>
		</xsl:otherwise>
	</xsl:choose>
	<xsl:text>)</xsl:text>
</xsl:template>

<!-- The columns of a place that were not seen throughout, each with the days: "政府文件、10月17日から". -->
<xsl:template name="unseen">
	<xsl:if test="column">
		<xsl:text>(</xsl:text>
		<xsl:for-each select="column[position() &lt;= 3]">
			<xsl:if test="position() &gt; 1">、</xsl:if>
			<xsl:value-of select="concat(@site, '「', @name, '」')"/>
			<xsl:choose>
				<xsl:when test="gap[last()]/@to = /issue/@last and count(gap) = 1">
					<xsl:call-template name="day"><xsl:with-param name="date" select="gap/@from"/></xsl:call-template>
					<xsl:text>から</xsl:text>
				</xsl:when>
				<xsl:when test="gap"><xsl:call-template name="gaps"/></xsl:when>
				<xsl:when test="@last">
					<xsl:call-template name="full-day"><xsl:with-param name="date" select="@last"/></xsl:call-template>
					<xsl:text>を最後に月を通じて</xsl:text>
				</xsl:when>
				<xsl:otherwise>月を通じて</xsl:otherwise>
			</xsl:choose>
		</xsl:for-each>
		<xsl:if test="count(column) &gt; 3">ほか<xsl:value-of select="count(column) - 3"/>欄</xsl:if>
		<xsl:text>)</xsl:text>
	</xsl:if>
</xsl:template>

<!-- 新着 n件, 0件・確認済み or ★未確認: "0" only where every column was seen all month. -->
<xsl:template name="status">
	<xsl:choose>
		<xsl:when test="@count &gt; 0">
			<xsl:text>新着</xsl:text><xsl:value-of select="@count"/><xsl:text>件</xsl:text>
			<xsl:choose>
				<xsl:when test="@check = 'whole'">・確認済み</xsl:when>
				<xsl:when test="@check = 'not-run'"> ★収集は実施せず</xsl:when>
				<xsl:when test="@check = 'undeclared'"> ★情報源の登録なし</xsl:when>
				<xsl:otherwise> ★ほかに未確認の欄あり<xsl:call-template name="unseen"/></xsl:otherwise>
			</xsl:choose>
		</xsl:when>
		<xsl:when test="@check = 'whole'">0件・確認済み</xsl:when>
		<xsl:when test="@check = 'not-run'">★未確認(収集は実施せず)</xsl:when>
		<xsl:when test="@check = 'undeclared'">★未確認(情報源の登録なし)</xsl:when>
		<xsl:otherwise>★未確認<xsl:call-template name="unseen"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="above-status">
	<xsl:for-each select="above">
		<xsl:if test="position() &gt; 1">、</xsl:if>
		<xsl:value-of select="@name"/>
		<xsl:text>：</xsl:text>
		<xsl:choose>
			<xsl:when test="@count = 0 and @check = 'whole'">0件</xsl:when>
			<xsl:when test="@count = 0 and (@check = 'partly' or @check = 'none')">未確認あり</xsl:when>
			<xsl:when test="@count = 0 and @check = 'undeclared'">情報源の登録なし</xsl:when>
			<xsl:when test="@count = 0">未確認</xsl:when>
			<xsl:otherwise><xsl:value-of select="@count"/>件</xsl:otherwise>
		</xsl:choose>
	</xsl:for-each>
</xsl:template>

<!-- What the new item means for the old one. -->
<xsl:template name="followup-kind">
	<xsl:choose>
		<xsl:when test="@kind = 'draft_of' and @direction = 'to'">新しい案</xsl:when>
		<xsl:when test="@kind = 'draft_of'">正式に決定</xsl:when>
		<xsl:when test="@direction = 'from'">関係する文書</xsl:when>
		<xsl:when test="@kind = 'interprets'">解説が出た</xsl:when>
		<xsl:when test="@kind = 'implements'">実施の文書が出た</xsl:when>
		<xsl:when test="@kind = 'forwards'">転送された</xsl:when>
		<xsl:when test="@kind = 'amends'">改正された</xsl:when>
		<xsl:when test="@kind = 'repeals'">廃止された</xsl:when>
		<xsl:otherwise>関係する文書</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- Where a translation stands, and since when. -->
<xsl:template name="job-state">
	<xsl:value-of select="concat(@stands, '(')"/>
	<xsl:call-template name="full-day"><xsl:with-param name="date" select="@since"/></xsl:call-template>
	<xsl:text>)</xsl:text>
	<xsl:if test="@asked">　ご希望あり</xsl:if>
</xsl:template>

<!-- How the text of an entry changed after readers had it. -->
<xsl:template name="change">
	<xsl:text>本文が改められた(</xsl:text>
	<xsl:call-template name="full-day"><xsl:with-param name="date" select="@day"/></xsl:call-template>
	<xsl:text>に確認</xsl:text>
	<xsl:if test="@changed + @added + @removed &gt; 0">：</xsl:if>
	<xsl:if test="@changed &gt; 0">変わった条・段落 <xsl:value-of select="@changed"/></xsl:if>
	<xsl:if test="@added &gt; 0"><xsl:if test="@changed &gt; 0">、</xsl:if>加わった <xsl:value-of select="@added"/></xsl:if>
	<xsl:if test="@removed &gt; 0"><xsl:if test="@changed + @added &gt; 0">、</xsl:if>なくなった <xsl:value-of select="@removed"/></xsl:if>
	<xsl:text>)</xsl:text>
</xsl:template>

<!-- The sections that stand in the contents of this issue: those that hold something, and the
     partners' always. -->
<xsl:variable name="shown" select="/issue/section[@count &gt; 0 or @id = 'partner' or @waiting &gt; 0]"/>
<xsl:variable name="collapsed" select="/issue/section[@count = 0 and @id != 'partner' and not(@waiting &gt; 0)]"/>

<!-- Nothing was found in a section; where columns were not seen, that is all that may be said. -->
<xsl:template name="collapsed-limit"><xsl:if test="not($run) or /issue/scope/@whole != /issue/scope/@columns">(確認できた範囲)</xsl:if></xsl:template>

<xsl:template name="scope-summary">
	<xsl:for-each select="/issue/scope">
		<xsl:text>情報源</xsl:text><xsl:value-of select="@columns"/>
		<xsl:text>欄＝全期間確認</xsl:text><xsl:value-of select="@whole"/>
		<xsl:text>＋一部期間</xsl:text><xsl:value-of select="@partly"/>
		<xsl:text>＋確認できず</xsl:text><xsl:value-of select="@none"/>
	</xsl:for-each>
</xsl:template>

<!-- The same for the reader's own partners. -->
<xsl:template name="own-summary">
	<xsl:value-of select="concat('うち連携先', sum($own/@columns), '欄＝全期間確認', sum($own/@whole), '＋一部期間', count($own/column[@check = 'partly']), '＋確認できず', count($own/column[@check = 'none']))"/>
</xsl:template>

<!-- For the reader whose edition this is. -->
<xsl:template name="own-title">
	<xsl:value-of select="$partner/@name"/>
	<xsl:text>の連携先　今月の新着</xsl:text>
	<xsl:choose>
		<xsl:when test="$own-news &gt; 0"><xsl:value-of select="$own-news"/>件</xsl:when>
		<xsl:when test="count($own[@check != 'whole']) = 0">0件(全欄・全期間を確認)</xsl:when>
		<xsl:otherwise>は見つかっていません</xsl:otherwise>
	</xsl:choose>
	<xsl:if test="$own[@check != 'whole']">　★未確認の欄あり</xsl:if>
</xsl:template>

<xsl:template name="partner-names">
	<xsl:text>(</xsl:text>
	<xsl:for-each select="$partner/of">
		<xsl:if test="position() &gt; 1">・</xsl:if>
		<xsl:value-of select="key('place', @place)/@name"/>
	</xsl:for-each>
	<xsl:text>)</xsl:text>
</xsl:template>

<xsl:template name="partner-count">
	<xsl:choose>
		<xsl:when test="$own-news = 0 and $own[@check != 'whole']">★未確認あり</xsl:when>
		<xsl:otherwise><xsl:value-of select="$own-news"/>件</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- The sentence on how many entries there are. -->
<xsl:template name="counts-point">
	<xsl:variable name="filled" select="/issue/section[entry]"/>
	<xsl:choose>
		<xsl:when test="$filled">
			<xsl:text>掲載は</xsl:text>
			<xsl:for-each select="$filled">
				<xsl:if test="position() &gt; 1">、</xsl:if>
				<xsl:value-of select="concat(@title, count(entry), '件')"/>
			</xsl:for-each>
			<xsl:text>です。</xsl:text>
		</xsl:when>
		<xsl:otherwise>掲載する項目は見つかりませんでした。</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- Jobs that wait are named by their ids: their entries stand in this issue. Those a municipality
     wished for have lines of their own. -->
<xsl:variable name="waiting" select="/issue/section/job[@stands = '受付' and not(@asked)]"/>
<xsl:template name="waiting-ids">
	<xsl:for-each select="$waiting[not(@since = preceding-sibling::job[@stands = '受付' and not(@asked)]/@since)]">
		<xsl:sort select="@since"/>
		<xsl:if test="position() &gt; 1">。</xsl:if>
		<xsl:call-template name="day"><xsl:with-param name="date" select="@since"/></xsl:call-template>
		<xsl:text>受付 </xsl:text>
		<xsl:for-each select="$waiting[@since = current()/@since]">
			<xsl:sort select="@item"/>
			<xsl:if test="position() &gt; 1">、</xsl:if>
			<xsl:value-of select="@item"/>
		</xsl:for-each>
	</xsl:for-each>
	<xsl:if test="/issue/section/@waiting &gt; count($waiting)">
		<xsl:if test="$waiting">。</xsl:if>
		<xsl:text>前号までの文書を含め全体で</xsl:text>
		<xsl:value-of select="/issue/section/@waiting"/>
		<xsl:text>件</xsl:text>
	</xsl:if>
</xsl:template>

<xsl:variable name="points-title">
	<xsl:text>この号の要点</xsl:text>
	<xsl:if test="/issue/points/point/@by = 'machine'">(題名は編集前の候補)</xsl:if>
</xsl:variable>

<!-- Until when comments are taken. -->
<xsl:template name="closing">
	<xsl:choose>
		<xsl:when test="date[@kind = 'deadline']"><xsl:value-of select="date[@kind = 'deadline']"/>締切</xsl:when>
		<xsl:otherwise>締切未確認</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="event-of">
	<xsl:choose>
		<xsl:when test="@of = 'deadline'">意見の締切</xsl:when>
		<xsl:otherwise>施行</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- The figure beside a section in the contents; "0" only where it is a finding. -->
<xsl:template name="section-count">
	<xsl:choose>
		<xsl:when test="@count = 0 and @id = 'partner' and /issue/places/place[@check != 'whole']">★未確認あり</xsl:when>
		<xsl:when test="@waiting &gt; 0">受付<xsl:value-of select="@waiting"/>件</xsl:when>
		<xsl:otherwise><xsl:value-of select="@count"/>件</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- What became of the month's other documents. -->
<xsl:template name="examined">
	<xsl:text>この号のために文書</xsl:text>
	<xsl:value-of select="/issue/scope/@examined"/>
	<xsl:text>件を調べ</xsl:text>
	<xsl:choose>
		<xsl:when test="/issue/@count &gt; 0">、<xsl:value-of select="/issue/@count"/>件を掲載しました。</xsl:when>
		<xsl:otherwise>ましたが、掲載するものはありませんでした。</xsl:otherwise>
	</xsl:choose>
	<xsl:if test="/issue/leftout/reason">
		<xsl:text>ほかは、</xsl:text>
		<xsl:for-each select="/issue/leftout/reason">
			<xsl:if test="position() &gt; 1">、</xsl:if>
			<xsl:value-of select="concat(., ' ', @count, '件')"/>
		</xsl:for-each>
		<xsl:text>です。</xsl:text>
	</xsl:if>
</xsl:template>

<!-- A site none of whose columns named here could be seen. -->
<xsl:template name="site">
	<xsl:value-of select="concat(@name, '(', @columns, '欄')"/>
	<xsl:if test="@outcome">
		<xsl:text>、</xsl:text>
		<xsl:call-template name="outcome"><xsl:with-param name="outcome" select="@outcome"/></xsl:call-template>
	</xsl:if>
	<xsl:text>)</xsl:text>
</xsl:template>

<xsl:variable name="quiet-whole">新着なし・確認済みの省：</xsl:variable>
<xsl:variable name="quiet-partly">新着は見つからず、未確認の欄がある省：</xsl:variable>
<xsl:variable name="quiet-none">情報源の登録がない省：</xsl:variable>
<xsl:variable name="order-words">全文の翻訳を希望する項目は、このメールに返信し(または下の連絡先へ)、1行目に「翻訳希望」と[ ]の中の番号を書いてください。番号は全角でもかまいません。使う日と用途があると助かります。<xsl:if test="/issue/publisher/@desk">次のページからもお申し込みいただけます：<xsl:value-of select="/issue/publisher/@desk"/></xsl:if></xsl:variable>
<!-- What stands beside a headline worth a translation. -->
<xsl:template name="worth">
	<xsl:choose>
		<xsl:when test="@queued = 'yes'">★全文翻訳を予定</xsl:when>
		<xsl:otherwise>★全文翻訳の候補</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- How to ask for the whole text of an entry. -->
<xsl:template name="ask">
	<xsl:choose>
		<xsl:when test="@queued = 'yes'">翻訳を予定しています。急ぐときは返信の1行目に「翻訳希望 <xsl:value-of select="@item"/>」</xsl:when>
		<xsl:otherwise>全文は、返信の1行目に「翻訳希望 <xsl:value-of select="@item"/>」</xsl:otherwise>
	</xsl:choose>
</xsl:template>
<xsl:variable name="contact-words">宛先の変更・追加・停止、前号の再送もこちらへ。</xsl:variable>
<xsl:variable name="flash-words">題名だけの速報です。次号で改めて掲載します。</xsl:variable>
<xsl:variable name="candidates" select="/issue/section/entry[@translate = 'high' and @queued = 'no']"/>
<xsl:variable name="not-run-words">この月は情報源の自動収集を実施していません。本号は、読み込んだ文書だけによるものです。載っていない地域でも発表がなかったとは言えません。</xsl:variable>
<xsl:variable name="zero-words">「0件」は、登録した欄を月初から月末まで確認し、該当がなかったという意味です。★は確認できていないことを示し、「なかった」という意味ではありません。</xsl:variable>
<!-- In the text only: the one thing in it that a charset of Japan may not carry. -->
<xsl:variable name="letters-words">原題・番号は中国語(簡体字)のままです。メールの経路で「?」などに変わった字は、[ ]の中の番号でお問い合わせください。</xsl:variable>
<xsl:variable name="machine-words">「機械訳案」は機械による題名の案、「機械抽出」は本文から機械が拾った箇所、「機械翻訳」は外部の翻訳サービスの訳です。いずれも編集者の確認前のものです。</xsl:variable>

<!-- A month without an issue is no finding: what is known of it stands in brackets, nothing as －. -->
<xsl:template name="trend-count">
	<xsl:choose>
		<xsl:when test="@from = 'issue'"><xsl:value-of select="@count"/></xsl:when>
		<xsl:when test="@count = 0">-</xsl:when>
		<xsl:otherwise>(<xsl:value-of select="@count"/>)</xsl:otherwise>
	</xsl:choose>
</xsl:template>
<xsl:variable name="trend-words">各月の号に載せた件数です。( )は号のない月で、把握している文書の数(参考)です。-は号がなく、把握している文書もない月です。</xsl:variable>
<xsl:variable name="pictures-title">地域×対策の件数、12か月の推移</xsl:variable>

<!-- Feeds and the calendar. -->
<xsl:variable name="domain" select="substring-after(/issue/publisher/@mail, '@')"/>
<xsl:variable name="tag" select="concat('tag:', $domain, ',2026:geppo/')"/>

<!-- The words of a correction; for feeds on the site. -->
<xsl:template name="correction-words">
	<xsl:for-each select="line"><xsl:value-of select="concat(., '&#10;')"/></xsl:for-each>
</xsl:template>
<xsl:template name="correction-headline">
	<xsl:text>【訂正】</xsl:text>
	<xsl:call-template name="year-month"><xsl:with-param name="month" select="@month"/></xsl:call-template>
	<xsl:value-of select="concat('号(訂正第', @notice, '号)')"/>
</xsl:template>

<!-- When an entry was last touched: as its issue came out, or as it was corrected. -->
<xsl:template name="feed-updated">
	<xsl:variable name="correction" select="/issue/corrections/correction[@month = /issue/@month and contains(., current()/@item)][last()]"/>
	<xsl:choose>
		<xsl:when test="$correction"><xsl:value-of select="$correction/@at"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="concat(/issue/@issued, 'T00:00:00+09:00')"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="feed-title">
	<xsl:value-of select="concat('[', @item, '] ')"/>
	<xsl:call-template name="headline"/>
</xsl:template>

<xsl:template name="feed-text">
	<xsl:value-of select="concat('原題：', title[@lang = 'zh'], '&#10;')"/>
	<xsl:if test="issuer">発出：<xsl:call-template name="issuer"/><xsl:text>&#10;</xsl:text></xsl:if>
	<xsl:if test="number"><xsl:value-of select="concat('番号：', number, '&#10;')"/></xsl:if>
	<xsl:text>日付：</xsl:text>
	<xsl:call-template name="dates"/>
	<xsl:for-each select="point">
		<xsl:text>&#10;・</xsl:text>
		<xsl:call-template name="point"/>
	</xsl:for-each>
	<xsl:if test="@body != 'yes'">&#10;・<xsl:call-template name="body-words"/></xsl:if>
	<xsl:if test="summary">&#10;概要：<xsl:call-template name="summary"/></xsl:if>
	<xsl:if test="note"><xsl:value-of select="concat('&#10;一言：', note)"/></xsl:if>
	<xsl:for-each select="/issue/corrections/correction[@month = /issue/@month and contains(., current()/@item)]">
		<xsl:text>&#10;訂正：</xsl:text>
		<xsl:call-template name="correction-words"/>
	</xsl:for-each>
</xsl:template>

</xsl:stylesheet>
