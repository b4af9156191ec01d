CREATE TABLE ledger (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE properties (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence >= 1),
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  occurred_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  metadata TEXT NOT NULL,
  data TEXT NOT NULL,
  chainhash TEXT NOT NULL,
  UNIQUE (stream, revision)
) STRICT;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are never changed');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are never removed');
END;

CREATE TABLE read_model_documents (
  collection TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (collection, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_model_checkpoints (
  projection TEXT NOT NULL PRIMARY KEY,
  checkpoint INTEGER NOT NULL CHECK (checkpoint >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  subject TEXT NOT NULL,
  fold TEXT NOT NULL,
  through INTEGER NOT NULL CHECK (through >= 0),
  chainhash TEXT NOT NULL,
  state TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (subject, fold)
) STRICT;
