/** The page of `waybill anchor`. */
export const anchorManual = `waybill anchor --in <store>

  Takes the latest anchor that a ledger carries to where it is to be kept: how
  many events the ledger had, their Merkle root, and when. The ledger is
  verified first, and held against its anchor and against those that are kept
  in the file already; where it differs, nothing is written.

  --in STORE   an SQLite store, or a log (.ndjson) with its anchor beside it
  --out FILE   the file to add the anchor to, one on each line; it is made
               where none is. Without it the anchor goes to standard output.

  No anchor is made here. A file may be a copy that lacks the newest events, and
  only the engine that writes a ledger can say that nothing is missing at its
  end: it takes one with engine.anchor(), or by itself every
  limits.anchorEveryMs, and can hand each to a sink of its own.
  Keep the file where whoever can write to the store cannot reach it, and name
  it to verify with --anchor.

Exit status
  0 done, now or before   6 the ledger is damaged, or differs from an anchor
  2 wrong usage   1 could not run, or the ledger carries no anchor

Example
  waybill anchor --in ledger.db --out /vault/ledger.anchors
`
