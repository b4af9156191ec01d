/** What the auditor holds a ledger to. */
export type RuleName =
  | 'sequences are dense'
  | 'revisions are dense'
  | 'no id stands twice'
  | 'no command is decided twice'
  | 'entries balance'
  | 'all accounts together are zero'
  | 'nobody falls below their floor'
  | 'nothing is spent twice'
  | 'a reservation resolves once'
  | 'nothing is confirmed after its expiry'
  | 'no more arrives than left'
  | 'nothing comes back that is not there'
  | 'no clock moves money'
  | 'a transfer is submitted once'
  | 'a closed account is left alone'
  | 'a frozen account pays nothing'
  | 'a held transfer stands still'
  | 'an execution is posted once'
  | 'a late credit is owed by the payer'
  | 'a loss is made good once'
  | 'what was made good is not sent on'
  | 'funds agree with transfers'
  | 'nothing follows a decision'
  | 'what was begun is brought to its end'

/** Something that does not hold, and the event after which it did not. */
export type Fault = { readonly rule: RuleName; readonly sequence: number; readonly text: string }
