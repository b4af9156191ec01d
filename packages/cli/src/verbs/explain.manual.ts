/** The page of `waybill explain`. */
export const explainManual = `waybill explain <id> --in <store>

  Answers one question about one sum of money: where it is, why, what happens
  next and by when, with the evidence for it. <id> is a transfer, an account,
  a case or dispute, or a customer; it is looked for in this order.

  --in STORE        a log (.ndjson), an SQLite store, or - for a log on
                    standard input
  --claim KIND      what the person says: NOT_ARRIVED, LATE, TWICE, WRONG_PAYEE,
                    WRONG_AMOUNT, NOT_MINE, BALANCE_WRONG, CANNOT_TRANSACT or
                    INFO_ONLY; without it, the newest claim on record
  --as-of TIME      as things stood then: what had happened and was known
  --known-by TIME   sets the second apart: what had happened by --as-of, as far
                    as it was known by this time
  --why             all the evidence, and what was ruled out by which
  --why-not CAUSE   why this cause is not the answer, such as C2: what rules it
                    out, or what would have to be known to decide it
  --lang en|zh      the language of the prose
  --json            the finding itself, in full
  --anchor FILE     an anchor kept elsewhere; without it <log>.anchor.json
                    beside the log, or the one that the store carries

  A store that is opened here is a file: it is complete up to its anchor and
  not beyond, and no cause that leans on something missing is CONFIRMED
  without one.

Exit status
  0 CONFIRMED   3 PROBABLE   4 POSSIBLE   5 UNDETERMINED
  6 the log is damaged (X1)   2 wrong usage   1 could not run

Example
  waybill explain rent-2026-02 --in ledger.ndjson --claim NOT_ARRIVED --why
`
