-- Schema, step 4: the texts of attachments, sending. Each room's part stands under its heading.

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
