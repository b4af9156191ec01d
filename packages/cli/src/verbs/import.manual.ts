/** The page of `waybill import`. */
export const importManual = `waybill import --in <log> --to <store>

  Brings a log into a new SQLite store. Ids, times, hashes and sequences stay
  as they are, and the anchor comes along; exporting again gives the same
  bytes. The log is verified first: one that is damaged is refused whole, and
  a store that could not be finished is not left behind.

  --in LOG       a log (.ndjson), another SQLite store, or - for a log on
                 standard input
  --to STORE     the SQLite store to make; nothing may stand there yet
  --anchor FILE  an anchor kept elsewhere

  Events of unknown types, of newer versions, or with data that is not as their
  type demands are kept as they are, and reported. A ledger that came by import
  counts as a file, complete up to its anchor, until an engine appends to it.

Exit status
  0 done   6 the log is damaged   2 wrong usage   1 could not run, or is no log

Example
  waybill import --in ledger.ndjson --to ledger.db
`
