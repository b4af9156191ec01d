import type { commandLineFailureMeanings } from '@waybill/cli'

const account = '{"commandId":"c1","account":"mei","currency":"CNY"}'
const anotherAccount = '{"commandId":"c2","account":"bo","currency":"CNY"}'
const drill = ['do', 'OpenAccount', '--in', 'drill.db', '--create', '--at', '2026-03-02T08:00:00Z', account]

/** For each failure of the command line the verbs that it comes from, and command lines of which the last meets it. */
export const failedCommandLines: {
  readonly [T in keyof typeof commandLineFailureMeanings]: {
    readonly from: string
    readonly lines: ReadonlyArray<ReadonlyArray<string>>
  }
} = {
  UsageWrong: { from: 'From every verb, before anything is read.', lines: [['explain', '--in', 'ledger.ndjson']] },
  StoreNotSupported: {
    from: 'From every verb that reads a ledger.',
    lines: [['verify', '--in', 'postgres://localhost/ledger']],
  },
  NeitherLogNorStore: { from: 'From every verb that reads a ledger.', lines: [['verify', '--in', 'statement.pdf']] },
  FileUnavailable: {
    from: 'From every verb that reads or writes a file.',
    lines: [['verify', '--in', 'ledger.ndjson', '--anchor', 'vault.json']],
  },
  AnchorFileUnreadable: {
    from: 'From every verb that takes `--anchor`.',
    lines: [['verify', '--in', 'ledger.ndjson', '--anchor', 'ledger.ndjson']],
  },
  LedgerNotAnchored: {
    from: 'From `waybill anchor`.',
    lines: [
      ['do', 'OpenAccount', '--in', 'ledger.db', '--create', account],
      ['anchor', '--in', 'ledger.db', '--out', 'vault.anchors'],
    ],
  },
  TargetExists: {
    from: 'From `waybill import` and `waybill export`.',
    lines: [['import', '--in', 'ledger.ndjson', '--to', 'ledger.ndjson']],
  },
  IdUnknown: {
    from: 'From every verb that asks about one transfer, account, case or customer.',
    lines: [['explain', 'mei-to-unkle-0214', '--in', 'ledger.ndjson']],
  },
  PayloadUnreadable: {
    from: 'From `waybill do`.',
    lines: [['do', 'OpenAccount', '--in', 'ledger.db', '--create', '{commandId: c1}']],
  },
  DrillNeedsTime: {
    from: 'From `waybill do` and `waybill remedy`.',
    lines: [drill, ['do', 'OpenAccount', '--in', 'drill.db', anotherAccount]],
  },
  LedgerNotForDrills: {
    from: 'From `waybill do` and `waybill remedy`.',
    lines: [
      ['do', 'OpenAccount', '--in', 'ledger.db', '--create', account],
      ['do', 'OpenAccount', '--in', 'ledger.db', '--at', '2026-03-02T09:00:00Z', anotherAccount],
    ],
  },
  DrillTimeGoesBack: {
    from: 'From `waybill do` and `waybill remedy`.',
    lines: [drill, ['do', 'OpenAccount', '--in', 'drill.db', '--at', '2026-03-02T07:00:00Z', anotherAccount]],
  },
  PolicyUnreadable: {
    from: 'From `waybill remedy`.',
    lines: [
      ['import', '--in', 'ledger.ndjson', '--to', 'ledger.db'],
      ['remedy', 'plan', 'mei-to-uncle-0214', '--in', 'ledger.db', '--policy', '{"version":"7"}'],
    ],
  },
}
