-- Schema, step 4: the texts of attachments, sending. Each room's part stands under its heading.

-- ---- editing

-- A draft as it was opened for editing: what the text that comes back is compared with.
CREATE TABLE opening (
	digest TEXT PRIMARY KEY,         -- of month and text, as the opened file names it
	month TEXT NOT NULL,
	at TEXT NOT NULL,
	decisions INTEGER NOT NULL,      -- how many there were
	text TEXT NOT NULL
) STRICT;
CREATE INDEX opening_month ON opening (month, at);

-- ---- sending

DROP TABLE outbox;
DROP TABLE edition;
DROP TABLE recipient;

-- Who approved what goes out. notice 0 is the issue, 1.. are corrections to it.
CREATE TABLE approval (
	month TEXT NOT NULL REFERENCES issue (month),
	notice INTEGER NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	digest TEXT NOT NULL,            -- of the names and digests of all its faces
	PRIMARY KEY (month, notice)
) STRICT, WITHOUT ROWID;

-- What an editor writes to correct an issue that went out; approval says whether it may.
CREATE TABLE correction (
	month TEXT NOT NULL REFERENCES issue (month),
	notice INTEGER NOT NULL,         -- 1, 2, ...
	text TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (month, notice)
) STRICT, WITHOUT ROWID;

-- The approved bytes of every edition in every face; edition '': as all get it.
CREATE TABLE frozen (
	month TEXT NOT NULL,
	notice INTEGER NOT NULL,
	edition TEXT NOT NULL,
	face TEXT NOT NULL,
	bytes BLOB NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (month, notice, edition, face),
	FOREIGN KEY (month, notice) REFERENCES approval (month, notice)
) STRICT;

-- What stands behind the head of many messages.
CREATE TABLE entity (
	digest TEXT PRIMARY KEY,
	bytes BLOB NOT NULL
) STRICT;

-- A message to one recipient; ref says what it is, and lets it be there only once. A second try
-- sends the same bytes. dot: the end of the message is being handed over; unknown: it was, and no
-- answer is known.
CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	ref TEXT NOT NULL UNIQUE,        -- issue:2026-06:0:RECIPIENT
	kind TEXT NOT NULL,              -- issue, correction, copy, proof, reminder, answer
	month TEXT,
	notice INTEGER NOT NULL,
	recipient TEXT,                  -- its id in partners.yaml
	address TEXT NOT NULL,
	sender TEXT NOT NULL,            -- of the envelope, '' for none
	message_id TEXT NOT NULL UNIQUE,
	head TEXT NOT NULL,
	entity TEXT NOT NULL REFERENCES entity (digest),
	state TEXT NOT NULL CHECK (state IN
		('pending','sending','dot','sent','refused','retry','unknown','bounced')),
	attempts INTEGER NOT NULL DEFAULT 0,
	first_try TEXT,
	next_try TEXT,                   -- of retry
	at TEXT NOT NULL,                -- of the state
	answer TEXT
) STRICT;
CREATE INDEX outbox_state ON outbox (state, next_try);
CREATE INDEX outbox_month ON outbox (month, notice);

-- ---- machine translation

-- What a bought service said of an item, of which Chinese. Kept through a rebuild: it was paid
-- for.
CREATE TABLE machine_text (
	item TEXT NOT NULL,              -- its name
	field TEXT NOT NULL,             -- title, summary
	source TEXT NOT NULL,
	text TEXT NOT NULL,
	flags TEXT NOT NULL,
	service TEXT NOT NULL,           -- host of the service
	at TEXT NOT NULL,
	PRIMARY KEY (item, field)
) STRICT, WITHOUT ROWID;

-- Characters sent in a month (UTC), whatever became of them.
CREATE TABLE machine_use (
	month TEXT PRIMARY KEY,
	characters INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- attachments

-- What a file behind a notice says: a row a capture of it. Never changed; a file read otherwise is
-- another row. Facts are JSON, as of a version.
CREATE TABLE attachment_text (
	id INTEGER PRIMARY KEY,
	key TEXT NOT NULL,               -- url_key() of its address
	url TEXT NOT NULL,
	capture TEXT,                    -- NULL: loaded
	at TEXT NOT NULL,
	payload TEXT,                    -- digest of its bytes, as the archive has it
	type TEXT,                       -- pdf, docx, ofd, ...
	state TEXT NOT NULL CHECK (state IN ('read','scanned','held')),
	why TEXT,                        -- it was not read, or not whole
	ocr INTEGER NOT NULL,            -- read from a picture
	title TEXT,                      -- these as its red head has them (GB/T 9704)
	doc_number TEXT,
	issuer TEXT,
	written TEXT,
	printed TEXT,
	facts TEXT NOT NULL,
	digest TEXT NOT NULL,            -- of the text; of what is not read, of its bytes
	text TEXT NOT NULL               -- '' when it is not read
) STRICT;
CREATE INDEX attachment_text_key ON attachment_text (key, at);
CREATE INDEX attachment_text_capture ON attachment_text (capture) WHERE capture IS NOT NULL;

-- Where a redirect led, as url_key(): a file found there is the one that was asked for.
ALTER TABLE capture ADD COLUMN leads TEXT;
CREATE INDEX capture_leads ON capture (leads) WHERE leads IS NOT NULL;

-- The address as url_key(), and the text that belongs to this version.
ALTER TABLE attachment ADD COLUMN key TEXT;
ALTER TABLE attachment ADD COLUMN file INTEGER REFERENCES attachment_text (id);
CREATE INDEX attachment_key ON attachment (key);
CREATE INDEX attachment_file ON attachment (file) WHERE file IS NOT NULL;

-- What a page lacked and a red head gave, JSON: the fields taken, and where it says otherwise.
ALTER TABLE version ADD COLUMN head TEXT;
-- The page named no title: what stands there is the name of its first attachment.
ALTER TABLE version ADD COLUMN untitled INTEGER NOT NULL DEFAULT 0;
-- The page said the same as before, an attachment something else.
ALTER TABLE version ADD COLUMN by_attachment INTEGER NOT NULL DEFAULT 0;
-- Labels wait to be made anew: how often that was asked for since they were.
ALTER TABLE document ADD COLUMN relabel INTEGER NOT NULL DEFAULT 0;
CREATE INDEX document_relabel ON document (id) WHERE relabel > 0;
-- What was only known to be a file is read now; what a file says counts for its documents.
UPDATE capture SET state = 'waiting', outcome = NULL, attempts = 0, next_try = 0
	WHERE state = 'parsed' AND outcome = 'attachment';
UPDATE document SET relabel = 1 WHERE id IN
	(SELECT v.document FROM attachment a JOIN version v ON v.id = a.version);

-- One row a text (rowid = attachment_text.id), cut as in search.
CREATE VIRTUAL TABLE search_attachment USING fts5 (text, content='', tokenize='ascii');

-- ---- what readers write

-- One asker of one item; the item by its name, so that a rebuild leaves it.
CREATE TABLE request (
	item TEXT NOT NULL,
	address TEXT NOT NULL,
	partner TEXT,
	recipient TEXT,
	via TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (item, address)
) STRICT, WITHOUT ROWID;

-- Messages of the mailbox that were dealt with: a second look changes nothing.
CREATE TABLE mail_taken (
	digest TEXT PRIMARY KEY,
	at TEXT NOT NULL,
	sender TEXT,
	subject TEXT,
	outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where those lay (a file of a maildir, a number on a server), so that they are not read again.
CREATE TABLE mail_place (
	place TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
-- ---- health

-- How a source is by its looks in the order of their instants: ok, failing (bad looks in a row),
-- broken (three and more), recovered (its first good look after broken).
CREATE TABLE health (
	source TEXT PRIMARY KEY,
	state TEXT NOT NULL CHECK (state IN ('ok','failing','broken','recovered')),
	failures INTEGER NOT NULL,       -- in a row
	since TEXT NOT NULL,             -- instant of the look that brought the state
	at TEXT NOT NULL                 -- of the last look
) STRICT, WITHOUT ROWID;

-- Every change of state, once; sources' and stages' (ok, stalled).
CREATE TABLE notice (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('source','stage')),
	subject TEXT NOT NULL,           -- id of the source, name of the stage
	was TEXT NOT NULL,
	state TEXT NOT NULL,
	at TEXT NOT NULL,
	outcome TEXT,                    -- of the look
	why TEXT,
	mail TEXT                        -- ref in the outbox; '' = to nobody; NULL: not settled yet
) STRICT;
CREATE INDEX notice_open ON notice (id) WHERE mail IS NULL;

-- What a stage has got done, ever; and since when it has work and gets nothing done.
CREATE TABLE heartbeat (
	stage TEXT PRIMARY KEY,
	at TEXT NOT NULL,                -- of the last thing done
	done INTEGER NOT NULL,
	seen INTEGER NOT NULL DEFAULT 0, -- done at the last check
	waiting_since TEXT,              -- instant of the first check that found work and no progress
	stalled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO health (source, state, failures, since, at)
	SELECT source, CASE WHEN n >= 3 THEN 'broken' WHEN n > 0 THEN 'failing' ELSE 'ok' END, n,
		coalesce(first_bad, at), at
	FROM (SELECT v.source, max(v.at) AS at, sum(v.bad AND v.at > coalesce(g.good, '')) AS n,
			min(CASE WHEN v.bad AND v.at > coalesce(g.good, '') THEN v.at END) AS first_bad
		FROM (SELECT source, at, outcome NOT IN ('ok','unchanged') AS bad FROM visit) v
		LEFT JOIN (SELECT source, max(at) AS good FROM visit WHERE outcome IN ('ok','unchanged')
			GROUP BY source) g ON g.source = v.source
		GROUP BY v.source);

-- ---- keys

-- Keys are hashes, so that each new one falls on another page of a table in their order: written
-- one by one they cost a page read and written each. They wait here, a row a transaction, and are
-- put into their table many at a time (keylog.h).
CREATE TABLE key_log (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	keys BLOB NOT NULL               -- key, day, document; 8 bytes each, the highest first
) STRICT;

-- As it was, without a look at the document for each key.
ALTER TABLE document_key RENAME TO document_key_former;
CREATE TABLE document_key (
	key INTEGER NOT NULL,
	day INTEGER NOT NULL,
	document INTEGER NOT NULL,
	PRIMARY KEY (key, day, document)
) STRICT, WITHOUT ROWID;
INSERT INTO document_key SELECT key, day, document FROM document_key_former;
DROP TABLE document_key_former;

-- ---- search

-- Titles alone, rowid = version.id: what a common word is looked for in first.
CREATE VIRTUAL TABLE search_title USING fts5 (title, content='', tokenize='ascii');
-- Fewer, larger merges of what is added.
INSERT INTO search (search, rank) VALUES ('automerge', 8);
INSERT INTO search_title (search_title, rank) VALUES ('automerge', 8);
-- Made anew by the next pass; what editors and services say of an item in Japanese is found too.
DELETE FROM search_state;
DROP TABLE search_ja;
CREATE VIRTUAL TABLE search_ja USING fts5 (title, summary, tokenize='ascii');
-- From a hit to its document without the text between; filters that few pass.
CREATE INDEX version_place ON version (id, document, number);
CREATE INDEX label_value ON label (kind, value, document);

-- ---- translators

-- Where a translator, by the name they claim with, is reminded.
CREATE TABLE translator (
	name TEXT PRIMARY KEY,
	address TEXT NOT NULL,
	at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a translator asked in query.tsv, numbered in its job; and what came of a proposed term.
CREATE TABLE question (
	job INTEGER NOT NULL REFERENCES job (id),
	number INTEGER NOT NULL,         -- 1.. in the job
	n INTEGER NOT NULL,              -- segment, 0: the whole
	kind TEXT NOT NULL,              -- 質問, 誤り, 用語 as written
	zh TEXT NOT NULL,
	ja TEXT NOT NULL,
	text TEXT NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	answer TEXT,
	answered_by TEXT,
	answered_at TEXT,
	PRIMARY KEY (job, number),
	UNIQUE (job, n, kind, zh, ja, text)
) STRICT, WITHOUT ROWID;
ALTER TABLE term_proposal ADD COLUMN outcome TEXT; -- taken, dropped; NULL: open
ALTER TABLE term_proposal ADD COLUMN decided_by TEXT;

-- ---- retention

-- What geppo store --retain dropped.
CREATE TABLE retention (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	what TEXT NOT NULL,
	before TEXT NOT NULL,            -- instant
	dropped INTEGER NOT NULL         -- rows
) STRICT;
