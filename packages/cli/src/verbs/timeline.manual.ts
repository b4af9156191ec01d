/** The page of `waybill timeline`. */
export const timelineManual = `waybill timeline <transfer> --in <store>

  Tells the story of one transfer hop by hop, in the order in which it became
  known: who said what and when, the sums and codes that were named, and the
  status wherever it changes. Times are UTC; where the ledger knew of something
  more than a minute after it happened, that time is told too.

  --in STORE        a log (.ndjson), an SQLite store, or - for a log on
                    standard input
  --as-of TIME      only what had happened and was known then
  --known-by TIME   sets the second apart
  --anchor FILE     an anchor kept elsewhere

Exit status
  0 done   6 the log is damaged   2 wrong usage   1 could not run

Example
  waybill timeline rent-2026-02 --in ledger.ndjson
`
