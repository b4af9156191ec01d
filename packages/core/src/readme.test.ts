import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  decide,
  evolveAccount,
  noAccount,
  noFunds,
  noTransfer,
  type DecisionView,
  type TransferCommand,
} from './index.js'

const example = (print: (words: ReadonlyArray<string>) => void): void => {
  // The page shows what stands from here …
  const view: DecisionView = {
    receivedAt: '2026-02-14T09:30:00.000Z',
    bookingDate: '2026-02-14',
    valueDate: '2026-02-14',
    freshUetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
    transfer: noTransfer,
    account: (account) => evolveAccount(noAccount, { _tag: 'AccountOpened', account, currency: 'CNY', kind: 'CASH' }),
    funds: () => ({ funds: noFunds, inflow: 100_000n, throughSequence: 1 }),
  }
  const command: TransferCommand = {
    _tag: 'BookTransfer',
    commandId: 'c1',
    transferId: 't1',
    payer: { account: 'mei' },
    payee: { account: 'bo' },
    amount: { minorUnits: 10_000n, currency: 'CNY' },
    by: { role: 'CUSTOMER' },
  }
  const decision = decide(command, view)
  if (decision._tag === 'Right') print(decision.right.writes.map(({ stream, event }) => `${stream}: ${event._tag}`))
  // … to here.
}

const plain = (code: string): string => code.replace(/\s+/g, ' ').trim()

it('the example of the package page runs as it stands there, and prints what the page says', () => {
  const [, shown = ''] = /```ts\n([^]*?)```/.exec(readFileSync(join(__dirname, '../README.md'), 'utf8')) ?? []
  const [, run = ''] = /from here …\n([^]*?)\/\/ … to here/.exec(readFileSync(__filename, 'utf8')) ?? []
  const [code = '', output = ''] = shown.slice(shown.indexOf('const view')).split('\n// ')
  expect(plain(code.replace('console.log(', 'print('))).toBe(plain(run))
  const printed: string[] = []
  example((words) => printed.push(...words))
  expect(output.trim()).toBe(`[ ${printed.map((word) => `'${word}'`).join(', ')} ]`)
})
