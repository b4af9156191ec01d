/** The page of `waybill investigate`. */
export const investigateManual = `waybill investigate --in <store>

  Reads a whole ledger and prints what it holds, whether it is whole, and a
  finding for every claim on record and every transfer that is not as it
  should be, the worst first.

  --in STORE        a log (.ndjson), an SQLite store, or - for a log on
                    standard input
  --as-of TIME      as things stood then: what had happened and was known
  --known-by TIME   sets the second apart
  --why             all the evidence of each finding
  --lang en|zh      the language of the findings
  --json            the findings as an array, in full, and nothing else
  --anchor FILE     an anchor kept elsewhere

Exit status: that of the worst finding
  6 the log is damaged, before all   5 UNDETERMINED   4 POSSIBLE   3 PROBABLE
  0 all CONFIRMED, or nothing is wrong   2 wrong usage   1 could not run

Example
  waybill investigate --in ledger.db --lang zh
`
