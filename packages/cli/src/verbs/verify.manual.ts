/** The page of `waybill verify`. */
export const verifyManual = `waybill verify --in <store>

  Checks a ledger from end to end, without asking anybody: that each event's
  hash follows from its content and the hash before it in its stream; that
  sequences and revisions are dense and in order and no id comes twice; that
  count and root agree with the anchor; and every rule of money that a log can
  show to be kept or broken, derived again from the events alone. Each rule has
  a line: what it says, how often the log put it to the test, and the first
  place where it is broken. Names the first bad position of all.

  --in STORE        a log (.ndjson), an SQLite store, or - for a log on
                    standard input
  --anchor FILE     an anchor kept elsewhere, or a file that holds one on each
                    line, as often as there are such;
                    without it <log>.anchor.json beside the log, or the one
                    that the store carries
  --json            the same as one JSON object

  Without an anchor a log whose end was cut off, or that its own writer wrote
  anew, looks whole: keep an anchor where whoever keeps the log cannot reach it.
  Of several, the last that agrees and the first that differs enclose the place
  where a log was written anew.
  Events that this version cannot read are part of the chain and reported;
  they are no break, and no rule is held against a transfer that has one.

Exit status
  0 nothing is wrong   6 something is   2 wrong usage   1 could not run

Example
  waybill verify --in ledger.ndjson --anchor /vault/ledger.anchor.json
`
