/** The page of `waybill replay`. */
export const replayManual = `waybill replay --in <store>

  Reads a ledger again from its first event, makes its read models anew in
  memory, and compares them with the live ones, document by document, at the
  sequence at which each stands. Nothing is changed in the store. A document
  that differs is named, with its first field that does, and with the event
  with which the two part: the first that the live one does not show, or, where
  it shows what the ledger never told, the one that last said otherwise.
  The ledger is verified first: of a damaged one nothing is made.

  --in STORE  an SQLite store, a log (.ndjson), or - for a log on standard
              input
  --json      the same as one JSON object

  A log has no read models of its own, and a store may keep none: then what
  the ledger makes is counted and given a digest, which is the same wherever
  the same version reads the same events. The read models are those of the
  house, balance, dispute and audit; an engine compares your own with
  engine.rebuild(name, 'KEEP'), and mends any of them with engine.rebuild(name).
  What would have been without something that happened is not asked here yet.

Exit status
  0 equal, or nothing to compare with   6 they differ, or the ledger is damaged
  2 wrong usage   1 could not run

Example
  waybill replay --in ledger.db
`
