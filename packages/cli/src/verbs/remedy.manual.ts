/** The page of `waybill remedy`. */
export const remedyManual = `waybill remedy <what> <transfer> [<remedy>] --in <store>

  What may be done about a transfer, what it would change, and doing it.

  <what>         plan       lists what may be done, with its conditions, and
                            what must never be; reads only
                 simulate   tries one on a copy, by the same rules, and shows
                            what would change; writes nothing
                 apply      does it, and reads back what it did
  <transfer>     the id of a transfer
  <remedy>       one of those that the plan lists; not for plan
  --in STORE     an SQLite store that exists
  --claim KIND   what the customer says, such as NOT_ARRIVED
  --approved-by NAME
                 who answers for it; twice where two people must
  --key KEY      the key that the plan shows: applying again under it gives the
                 answer of the first time, and where two remedies have the same
                 name it says which is meant
  --account ID   where money goes that its own account cannot take any more:
                 another account of the same person (POST_RETURN)
  --policy FILE  what may be applied without asking, under which guards, and who
                 agreed to it: a file, or the JSON itself
  --lang en|zh   the language of what is printed
  --at TIME      when it is, in a ledger that was made for drills (see do)
  --json         the same as JSON, in full

  Every remedy has a class. Safe and guarded ones an engine may apply by
  itself where all conditions hold and a person has agreed to that beforehand;
  here, a person gives their name. A proposal always needs a name, and two
  where the firm bears a loss. What is "never" is refused, whoever asks.

  A policy has these fields:
    {"version":"7","consentedBy":"Lin","automatic":["TAKE_BACK_EXCESS"],
     "largest":[{"decimal":"500.00","currency":"CNY"}],
     "withinMs":86400000,"stopped":false}

  Right before anything is done the ledger is read again: what came back
  meanwhile is seen, and a loss that was put right in one way is not put right
  in another. Rails are not at hand here: what needs one is left to an engine
  that has it.

Exit status
  0 planned, tried, or done   1 refused, or could not run   2 wrong usage
  simulate gives 1 where the rules would refuse it

Examples
  waybill remedy plan rent-2026-02 --in ledger.db
  waybill remedy simulate rent-2026-02 TAKE_BACK_EXCESS --in ledger.db
  waybill remedy apply rent-2026-02 TAKE_BACK_EXCESS --in ledger.db --approved-by Lin
`
