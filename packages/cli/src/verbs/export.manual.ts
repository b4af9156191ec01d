/** The page of `waybill export`. */
export const exportManual = `waybill export --in <store>

  Writes a ledger out as a log: one CloudEvent on each line, in the order of
  the ledger. It is verified first, and refused whole where it is damaged. The
  same ledger always gives the same bytes.

  --in STORE     an SQLite store, a log (.ndjson), or - for a log on standard
                 input
  --to LOG       the log to make; its anchor is written beside it as
                 <log>.anchor.json. Nothing may stand there yet. Without it the
                 log goes to standard output.
  --anchor FILE  an anchor kept elsewhere

  The anchor is the one that the store carries. None is made here: only the
  engine that writes a ledger can say that nothing is missing at its end.

Exit status
  0 done   6 the ledger is damaged   2 wrong usage   1 could not run

Example
  waybill export --in ledger.db --to ledger.ndjson
`
