import { describe, expect, it } from '@jest/globals'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { breachesOf, strangeAccounts } from '../../test/invariants.js'
import { streamsNeeded } from '../../test/ledger-world.js'
import { statedElsewhere, unstatedFields } from '../../test/stated-fields.js'
import { commandCells, reportCells, transferTablePage, type Cell } from '../../test/transfer-table.js'
import { transferStates } from '../../test/transfer-states.js'
import { transferCommands } from './command.js'
import { transferEvents } from './event.js'
import { transferReports } from './report.js'
import { excess, excessReturned, inTransit, transferStatus, type Transfer } from './state.js'

const page = join(__dirname, '../../../../docs/reference/transfer-table.md')

const cells = [...commandCells(), ...reportCells()]
const recorded = cells.filter(({ answer }) => answer._tag === 'Recorded')
const place = ({ word, variant, state }: Cell): string => `${word} (${variant}) in the state «${state}»`

/** What the cells have to say, by place; empty when all is well. */
const complaints = (of: ReadonlyArray<Cell>, complain: (cell: Cell) => ReadonlyArray<string>): ReadonlyArray<string> =>
  of.flatMap((cell) => complain(cell).map((complaint) => `${place(cell)}: ${complaint}`))

const transfers = transferStates.map(({ world }) => world.transfers.get('t1') ?? null)
const existing = transfers.filter((transfer): transfer is Transfer => transfer !== null)
const allThat = <A>(read: (transfer: Transfer) => ReadonlyArray<A>): ReadonlyArray<A> => [
  ...new Set(existing.flatMap(read)),
]

describe('the states of the table', () => {
  it('have each a name of their own', () => {
    expect(new Set(transferStates.map(({ name }) => name)).size).toBe(transferStates.length)
  })

  it('show every status that a transfer can have', () => {
    // FUNDS_PENDING stands between two steps of one decision: no other command is decided in it.
    const every: Record<Exclude<ReturnType<typeof transferStatus>, 'FUNDS_PENDING'>, true> = {
      INITIATED: true,
      HELD: true,
      REJECTED: true,
      CANCELLED: true,
      EXPIRED: true,
      CONFIRMED: true,
      SUBMITTED: true,
      IN_DOUBT: true,
      PARTLY_CREDITED: true,
      CREDITED: true,
      FAILED: true,
      RETURNED: true,
      REVERSED: true,
    }
    expect([...allThat((transfer) => [transferStatus(transfer)])].sort()).toEqual(Object.keys(every).sort())
  })

  it('show every phase of a recall and of a dispute, every kind of exception, and every reason for doubt', () => {
    expect([...allThat(({ recalls }) => recalls.map(({ phase }) => phase))].sort()).toEqual([
      'ACCEPTED',
      'REFUSED',
      'REQUESTED',
      'RETURNED',
      'UNANSWERED',
      'WITHDRAWN',
    ])
    expect([...allThat(({ disputes }) => disputes.map(({ phase }) => phase))].sort()).toEqual([
      'CLOSED',
      'OPEN',
      'RESOLVED',
      'UNDER_REVIEW',
      'WITHDRAWN',
    ])
    expect([...allThat(({ exceptions }) => exceptions.map(({ kind }) => kind))].sort()).toEqual([
      'CREDITED_LATE',
      'EXECUTED_BEYOND',
      'MISMATCH',
      'RETURNED_BEYOND',
    ])
    expect([...allThat(({ disputes }) => disputes.map(({ outcome }) => outcome ?? 'NONE'))].sort()).toEqual([
      'DENIED',
      'GOODWILL',
      'NONE',
      'REFUND',
    ])
    expect(allThat(({ doubt }) => (doubt === null ? [] : [doubt]))).toEqual(
      expect.arrayContaining(['NO_ANSWER', 'NEVER_RECEIVED', 'CONTRADICTION']),
    )
  })

  it('show money at rest in every place: reserved, in transit, with the payee, elsewhere, back, and beyond the instruction', () => {
    const places: ReadonlyArray<(transfer: Transfer) => boolean> = [
      (transfer) => transfer.confirmed === 0n && transfer.earlyEnding === null,
      (transfer) => inTransit(transfer) > 0n,
      (transfer) => transfer.credited > 0n,
      (transfer) => transfer.creditedElsewhere > 0n,
      (transfer) => transfer.failed > 0n,
      (transfer) => transfer.returnedInTransit > 0n,
      (transfer) => transfer.returnedAfterCredit > 0n,
      (transfer) => transfer.reversed > 0n,
      (transfer) => excess(transfer) > 0n,
      (transfer) => excessReturned(transfer) > 0n,
    ]
    expect(places.map((holds) => existing.some(holds))).toEqual(places.map(() => true))
  })

  it('break no rule of money', () => {
    expect(
      transferStates.flatMap(({ name, world }) => breachesOf(world).map((breach) => `${name}: ${breach}`)),
    ).toEqual([])
  })
})

describe('the table', () => {
  it('asks every command and tells every report in every state', () => {
    const words = [...Object.keys(transferCommands), ...Object.keys(transferReports)]
    const missing = words.flatMap((word) =>
      transferStates
        .filter(({ name }) => !cells.some((cell) => cell.word === word && cell.state === name))
        .map(({ name }) => `${word} in the state «${name}»`),
    )
    expect(missing).toEqual([])
    expect(cells.filter(({ answer }) => answer._tag === 'Malformed').map(place)).toEqual([])
  })

  it('leads to every event of a transfer, in a cell or on the way to a state', () => {
    const seen = new Set<string>(
      [...cells.map(({ after }) => after), ...transferStates.map(({ world }) => world)].flatMap(({ log }) =>
        log.map(({ event }) => event._tag),
      ),
    )
    // No decision states it: it closes the steps of one that is stored step by step.
    seen.add('TransferFundsConfirmed')
    expect(Object.keys(transferEvents).filter((word) => !seen.has(word))).toEqual([])
  })

  it('is the page of the reference (if not: UPDATE=1 npx jest packages/core/src/transfer/transfer-table)', () => {
    const text = transferTablePage()
    if (process.env['UPDATE'] === '1') {
      mkdirSync(dirname(page), { recursive: true })
      writeFileSync(page, text)
    }
    expect(readFileSync(page, 'utf8')).toBe(text)
  })
})

describe('every cell of the table', () => {
  it('keeps the rules of money', () => {
    expect(complaints(recorded, ({ after }) => breachesOf(after))).toEqual([])
  })

  it('posts only to accounts that exist', () => {
    expect(complaints(recorded, ({ after }) => strangeAccounts(after).map((account) => `posts to ${account}`))).toEqual(
      [],
    )
  })

  it('writes and checks only streams that the decision asked for, each of them for one purpose', () => {
    const complain = ({ answer, before }: Cell): ReadonlyArray<string> => {
      if (answer._tag !== 'Recorded') return []
      const { writes, checks } = answer.decision
      const needed = streamsNeeded(before, answer.command)
      const written = new Set(writes.map(({ stream }) => stream))
      return [
        ...[...written, ...checks]
          .filter((stream) => !needed.includes(stream))
          .map((stream) => `did not ask for ${stream}`),
        ...checks.filter((stream) => written.has(stream)).map((stream) => `writes and only checks ${stream}`),
        ...(new Set(checks).size === checks.length ? [] : ['checks a stream twice']),
      ]
    }
    expect(complaints(cells, complain)).toEqual([])
  })

  it('checks or writes the account, or its funds, of every customer whose balance it changes', () => {
    const complain = ({ answer, before, after }: Cell): ReadonlyArray<string> => {
      if (answer._tag !== 'Recorded') return []
      const touched = [...answer.decision.writes.map(({ stream }) => stream), ...answer.decision.checks]
      const changed = [...after.accounts.keys()].filter(
        (id) => before.balances.get(`CNY ${id}`) !== after.balances.get(`CNY ${id}`),
      )
      return changed
        .filter((id) => !touched.includes(`account-${id}`))
        .map((id) => `${id} may begin to close meanwhile`)
    }
    expect(complaints(cells, complain)).toEqual([])
  })

  it('states every field that a command or report gave under the same name', () => {
    const unexpected = ({ answer, word }: Cell): ReadonlyArray<string> =>
      unstatedFields(answer).filter((field) => !(statedElsewhere[word] ?? []).includes(field))
    expect(complaints(cells, unexpected)).toEqual([])
  })

  it('leaves a transfer where it was, or moves it: events and refusals never leave it undefined', () => {
    const vanished = cells.filter(
      ({ before, after }) =>
        (before.transfers.get('t1') ?? null) !== null && (after.transfers.get('t1') ?? null) === null,
    )
    expect(vanished.map(place)).toEqual([])
  })
})

it('excuses no field of a command or report without need', () => {
  const unstated = (word: string): ReadonlyArray<string> =>
    [...new Set(cells.filter((cell) => cell.word === word).flatMap(({ answer }) => unstatedFields(answer)))].sort()
  expect(Object.keys(statedElsewhere).map((word) => [word, unstated(word)])).toEqual(Object.entries(statedElsewhere))
})
