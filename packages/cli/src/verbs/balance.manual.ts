/** The page of `waybill balance`. */
export const balanceManual = `waybill balance <account> --in <store>

  The balance of an account in its three meanings: booked (what is posted),
  available (less what is reserved) and expected (with what is on its way
  here). With --since, two balances and the bridge between them: every entry,
  reservation and sum on its way that makes the difference, so that the first
  and the items add up to the second.

  --in STORE             a log (.ndjson), an SQLite store, or - for a log on
                         standard input
  --as-of TIME           as things stood then; without it, now
  --known-by TIME        as far as it was known by this time
  --since TIME           the earlier balance, as things stood then
  --since-known-by TIME  sets the knowledge of the earlier balance apart
  --anchor FILE          an anchor kept elsewhere

  The accounts of the book itself have balances too: in-transit:<rail>:<currency>,
  nostro:<rail>:<currency>, suspense:<currency>, fees:<currency> and others.

Exit status
  0 done   6 the log is damaged   2 wrong usage   1 could not run

Example
  waybill balance mei --in ledger.ndjson --since 2026-02-14T00:00Z --as-of 2026-02-15T00:00Z
`
