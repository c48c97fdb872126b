#!/usr/bin/env bats
# Other people's mail: every message is read to an end by the caged reader; encoded-words and
# addresses as others' tests expect them.

setup() { cd "$BATS_TEST_DIRNAME/../.."; }

@test "every message of the suite is taken apart; none kills the reader" {
	python3 - "$PWD/build/libexec/geppo/geppo-bulletin" "$SHARED/suites/mail/eml" <<-'PY'
		import glob, json, subprocess, sys
		n = 0
		for name in sorted(glob.glob(sys.argv[2] + '/*/*.eml')):
		    data = open(name, 'rb').read()
		    p = subprocess.run([sys.argv[1], '--mail-reader'], input=b'%d\n' % len(data) + data, stdout=subprocess.PIPE, timeout=60)
		    assert p.returncode == 0, (name, p.returncode)
		    json.loads(p.stdout)['text']
		    n += 1
		print('#', n, 'messages')
		assert n > 10
	PY
}

@test "encoded-words as others read them" {
	python3 - "$PWD/build/libexec/geppo/geppo-bulletin" "$SHARED/suites/mail/rfc2047.tsv" <<-'PY'
		import json, subprocess, sys
		good = bad = 0
		for line in open(sys.argv[2], encoding='utf-8', newline='\n'):
		    if line.startswith('#') or not line.strip():
		        continue
		    word, expected = line.rstrip('\n').split('\t')[:2]
		    data = b'From: a@example.jp\r\nSubject: ' + word.replace('\\n', '\r\n ').encode() + b'\r\n\r\nx\r\n'
		    p = subprocess.run([sys.argv[1], '--mail-reader'], input=b'%d\n' % len(data) + data, stdout=subprocess.PIPE, timeout=60)
		    got = json.loads(p.stdout)['subject']
		    if (got or '').strip() == expected.strip():
		        good += 1
		    else:
		        bad += 1
		        print('#', word, '->', got, 'not', expected)
		print('#', good, 'of', good + bad)
		assert bad == 0
	PY
}

@test "the one address of From: as others read it" {
	python3 - "$PWD/build/libexec/geppo/geppo-bulletin" "$SHARED/suites/mail/address.json" <<-'PY'
		import json, subprocess, sys
		good, bad = 0, []
		for case in json.load(open(sys.argv[2])):
		    lists = case['expected'].get('List')
		    if not lists or len(lists) != 1 or not lists[0].get('address'):
		        continue
		    want = lists[0]['address']
		    head = case['header'].rstrip('\n').replace('\n', '\r\n')
		    data = b'From: ' + head.encode() + b'\r\n\r\nx\r\n'
		    p = subprocess.run([sys.argv[1], '--mail-reader'], input=b'%d\n' % len(data) + data, stdout=subprocess.PIPE, timeout=60)
		    got = json.loads(p.stdout).get('from')
		    if got == want.replace(' ', ''):
		        good += 1
		    else:
		        bad.append((head, got, want))
		for b in bad:
		    print('#', b)
		print('#', good, 'of', good + len(bad))
		# A wrong address may never come out; none may, for what no mail program writes.
		assert all(got is None for _, got, _ in bad), bad
	PY
}
