#!/usr/bin/env bats
# geppo translate validate: XLIFF 2.x against its standard. One document of our own, then the same
# with one thing changed, which must be said with its line.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	cat > good.xlf <<-'END'
	<?xml version="1.0" encoding="UTF-8"?>
	<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"
	  version="2.1" srcLang="zh-CN" trgLang="ja-JP">
	 <file id="f1">
	  <notes><note id="n1" appliesTo="target">大気の文書</note></notes>
	  <unit id="u1">
	   <mtc:matches><mtc:match ref="#s1"><source>加强治理</source><target>対策を強化する</target></mtc:match></mtc:matches>
	   <notes><note id="n1">用語に注意</note></notes>
	   <originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data></originalData>
	   <segment id="s1" state="translated">
	    <source>加强<pc id="c1" dataRefStart="d1" dataRefEnd="d2" canDelete="no">大气</pc>污染<sc id="c2" canCopy="no"/>治理<ec startRef="c2" canCopy="no"/>。</source>
	    <target>大気<mrk id="m1" type="comment" ref="#n=n1"><pc id="c1" dataRefStart="d1" dataRefEnd="d2" canDelete="no">汚染</pc></mrk><sc id="c2" canCopy="no"/>対策<ec startRef="c2" canCopy="no"/>の強化。</target>
	   </segment>
	   <ignorable><source> </source></ignorable>
	   <segment id="s2"><source>各单位<sm id="m2" translate="no"/>执行<em startRef="m2"/>。</source></segment>
	  </unit>
	 </file>
	</xliff>
	END
}

# wrong LINE WORDS SED: the document changed by SED is refused for WORDS at LINE.
wrong() {
	sed "$3" good.xlf > bad.xlf
	run ! cmp -s good.xlf bad.xlf
	run "$GEPPO" translate validate bad.xlf
	echo "$3: $output"
	[ "$status" -eq 65 ]
	[[ "$output" == *"bad.xlf:$1: "*"$2"* ]]
}

@test "a right document is valid" {
	run "$GEPPO" translate validate good.xlf
	[ "$output" = "good.xlf: valid" ]
	[ "$status" -eq 0 ]
	[ "$("$GEPPO" translate validate --json good.xlf | jq -c .)" = '{"file":"good.xlf","valid":true,"faults":[]}' ]
}

@test "elements and attributes that cannot be there" {
	wrong 14 "cannot hold these elements" 's|<ignorable><source> </source></ignorable>|<ignorable/>|'
	wrong 6 "cannot hold text" 's|<unit id="u1">|<unit id="u1">text|'
	wrong 6 "unit has no attribute id" 's|<unit id="u1">|<unit>|'
	wrong 5 'appliesTo of note is "both"; allowed: source or target' 's|appliesTo="target"|appliesTo="both"|'
	wrong 10 "allowed: initial, translated" 's|state="translated"|state="done"|'
	wrong 10 "segment cannot have the attribute approved" 's|state="translated"|state="translated" approved="yes"|'
	wrong 3 "2.0 or 2.1" 's|version="2.1"|version="1.2"|'
	wrong 7 "mtc:match has no attribute ref" 's|mtc:match ref="#s1"|mtc:match|'
}

@test "ids that are there twice, references that lead nowhere" {
	wrong 15 'the id "s1" of segment is there twice' 's|id="s2"|id="s1"|'
	wrong 9 'the id "d1" of data is there twice' 's|data id="d2"|data id="d1"|'
	wrong 11 "dataRefEnd leads to no data" '11s|dataRefEnd="d2"|dataRefEnd="d9"|'
	wrong 12 "nothing there has this id" 's|#n=n1|#n=n7|'
	wrong 12 "no note of its unit" 's|#n=n1|#f=f1/n=n1|'
	wrong 12 "wrong order" 's|#n=n1|#u=u1/f=f1/n=n1|'
	wrong 7 "nothing there has this id" 's|#s1|#s9|'
}

@test "codes that do not pair, were dropped or differ" {
	wrong 11 "ec without its sc before it" '11s|<sc id="c2" canCopy="no"/>||'
	wrong 11 "sc without its end" '11s|<ec startRef="c2" canCopy="no"/>||'
	wrong 11 "canCopy differs" '11s|<sc id="c2" canCopy="no"/>|<sc id="c2"/>|'
	wrong 15 "em without its sm" 's|<sm id="m2" translate="no"/>||'
	wrong 11 "a code that must stay is not in the target" '12s|<pc [^>]*>汚染</pc>|汚染|'
	wrong 12 "belongs to another element" '12s|<mrk id="m1"|<mrk id="s2"|'
}

@test "languages and states" {
	wrong 3 "no trgLang" 's| trgLang="ja-JP"||'
	wrong 12 'target is in "fr"' 's|<target>大|<target xml:lang="fr">大|'
	wrong 15 "no target" 's|<segment id="s2">|<segment id="s2" state="final">|'
}

@test "what is no XLIFF 2 is said to be none; hostile XML is not expanded" {
	echo '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file/></xliff>' > old.xlf
	run "$GEPPO" translate validate old.xlf
	[ "$status" -eq 65 ]
	[[ "$output" == *"old.xlf:1: the outermost element is not xliff"* ]]
	sed '1a <!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' good.xlf > bomb.xlf
	head -c 700 good.xlf > cut.xlf
	: > empty.xlf
	run "$GEPPO" translate validate bomb.xlf cut.xlf empty.xlf
	[ "$status" -eq 65 ]
	[[ "$output" == *"bomb.xlf:0: XML with declarations of its own is not read"* ]]
	[[ "$output" == *"cut.xlf:0: no well-formed XML"* ]]
	[[ "$output" == *"empty.xlf:0: no well-formed XML"* ]]
	run "$GEPPO" translate validate missing.xlf
	[ "$status" -eq 65 ]
	[[ "$output" == *missing.xlf* ]]
}

@test "ten thousand units are examined" {
	{ sed -n 1,5p good.xlf
	  for i in $(seq 10000); do echo "<unit id='u$i'><segment id='s'><source>文$i</source></segment></unit>"; done
	  printf '</file></xliff>\n'; } > many.xlf
	run timeout 20 "$GEPPO" translate validate many.xlf
	[ "$output" = "many.xlf: valid" ]
}
