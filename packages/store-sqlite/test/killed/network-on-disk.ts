import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Rail, RailReport } from '@waybill/port'
import { drawn, elsewhere, networkName } from './money-load.js'

const by = 'FAST'
const asOf = '2026-02-14T09:30:00.000Z'

const linesOf = (path: string): ReadonlyArray<ReadonlyArray<string>> =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split('\t'))
    : []

/** How often each transfer was handed in. */
export const submissionsOn = (path: string): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  for (const [what, key = ''] of linesOf(path)) if (what === 'submit') times.set(key, (times.get(key) ?? 0) + 1)
  return times
}

/**
 * A network of another company, which lives on when its customers are killed: it writes down what it is handed in, executes most of
 * it, refuses some, and often gives no answer. What it has once called unknown it will not execute.
 */
export const networkOnDisk = (path: string): Rail => {
  const note = (what: 'submit' | 'never', key: string, money: string): ReadonlyArray<string> => {
    appendFileSync(path, `${what}\t${key}\t${money}\n`)
    return linesOf(path).find(([, noted]) => noted === key) ?? []
  }
  const outcomeOf = (key: string, [first, , money = '']: ReadonlyArray<string>): ReadonlyArray<RailReport> => {
    if (first === 'never') return [{ _tag: 'NeverReceived', messageId: `never-${key}`, asOf, by, final: true }]
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    if (drawn(`${key} refused`, 5) === 0) return [{ _tag: 'Refused', messageId: `refused-${key}`, asOf, by, reason }]
    const [amount = '', currency = ''] = money.split(' ')
    const messageId = `credited-${key}`
    return [{ _tag: 'Credited', messageId, asOf, by, ...elsewhere, amount, currency, executionRef: key }]
  }
  return {
    name: networkName,
    submit:
      ({ message, railKey }) =>
      () => {
        const noted = note('submit', railKey, `${message['amount'] ?? ''} ${message['currency'] ?? ''}`)
        return Promise.resolve(
          drawn(`${railKey} silent`, 3) === 0
            ? E.left({ _tag: 'RailSilent', rail: networkName, detail: 'the line went dead' })
            : E.right(outcomeOf(railKey, noted)),
        )
      },
    inquire: ({ railKey }) => TE.fromIO(() => outcomeOf(railKey, note('never', railKey, ''))),
  }
}
