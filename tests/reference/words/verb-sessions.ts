const account = '{"commandId":"c1","account":"mei","currency":"CNY"}'

/** For each verb the command lines that its page shows, in a folder that holds the log of one story. */
export const verbSessions: Readonly<Record<string, ReadonlyArray<ReadonlyArray<string>>>> = {
  investigate: [['investigate', '--in', 'ledger.ndjson']],
  explain: [
    ['explain', 'mei-to-uncle-0214', '--in', 'ledger.ndjson', '--claim', 'NOT_ARRIVED'],
    ['explain', 'mei-to-uncle-0214', '--in', 'ledger.ndjson', '--claim', 'NOT_ARRIVED', '--why-not', 'F1'],
  ],
  timeline: [['timeline', 'mei-to-uncle-0214', '--in', 'ledger.ndjson']],
  balance: [['balance', 'mei', '--in', 'ledger.ndjson']],
  verify: [['verify', '--in', 'ledger.ndjson']],
  anchor: [
    ['import', '--in', 'ledger.ndjson', '--to', 'ledger.db'],
    ['anchor', '--in', 'ledger.db', '--out', 'vault.anchors'],
    ['anchor', '--in', 'ledger.db', '--out', 'vault.anchors'],
    ['verify', '--in', 'ledger.db', '--anchor', 'vault.anchors'],
  ],
  replay: [
    ['replay', '--in', 'ledger.ndjson'],
    ['import', '--in', 'ledger.ndjson', '--to', 'ledger.db'],
    ['replay', '--in', 'ledger.db'],
  ],
  do: [
    ['do', 'OpenAccount', '--in', 'ledger.db', '--create', account],
    ['do', 'OpenAccount', '--in', 'ledger.db', account],
    ['do', 'OpenAccount', '--in', 'ledger.db', account.replace('c1', 'c2')],
  ],
  remedy: [
    ['import', '--in', 'ledger.ndjson', '--to', 'ledger.db'],
    ['remedy', 'plan', 'mei-to-uncle-0214', '--in', 'ledger.db'],
    ['remedy', 'apply', 'mei-to-uncle-0214', 'PAY_RESTITUTION', '--in', 'ledger.db'],
  ],
  import: [['import', '--in', 'ledger.ndjson', '--to', 'ledger.db']],
  export: [
    ['import', '--in', 'ledger.ndjson', '--to', 'ledger.db'],
    ['export', '--in', 'ledger.db', '--to', 'copy.ndjson'],
  ],
}
