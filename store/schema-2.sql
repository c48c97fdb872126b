-- Schema, step 2: what documents are found by when they are put together (key.h). A key is a hash;
-- a day is days since 1970 of the document, 0 when unknown. Keys of former versions stay: they
-- only lead to a document that is then looked at and found different.

CREATE TABLE document_key (
	key INTEGER NOT NULL,
	day INTEGER NOT NULL,
	document INTEGER NOT NULL REFERENCES document (id),
	PRIMARY KEY (key, day, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX redirect_target ON redirect (target);

-- Which fold table (fold.h) the search index was made with; another one means a new index.
CREATE TABLE search_state (
	fold TEXT NOT NULL
) STRICT;

-- Everything is grouped anew with the keys.
UPDATE document SET state = 'waiting', attempts = 0, next_try = 0, why = NULL
	WHERE state = 'stored';
