/** The page of `waybill verify`. */
export const verifyManual = `waybill verify --in <store>

  Checks a ledger from end to end, without asking anybody: that each event's
  hash follows from its content and the hash before it in its stream; that
  sequences and revisions are dense and in order and no id comes twice; that
  count and root agree with the anchor; that each entry balances and is the
  one that follows from its transfer; that no customer's account was taken
  below its floor. Names the first bad position.

  --in STORE        a log (.ndjson), an SQLite store, or - for a log on
                    standard input
  --anchor FILE     an anchor kept elsewhere; without it <log>.anchor.json
                    beside the log, or the one that the store carries

  Without an anchor a log whose end was cut off, or that its own writer wrote
  anew, looks whole: keep an anchor where whoever keeps the log cannot reach it.
  Events that this version cannot read are part of the chain and reported;
  they are no break.

Exit status
  0 nothing is wrong   6 something is   2 wrong usage   1 could not run

Example
  waybill verify --in ledger.ndjson --anchor /vault/ledger.anchor.json
`
