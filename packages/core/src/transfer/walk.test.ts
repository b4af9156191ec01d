import * as E from 'fp-ts/lib/Either.js'
import { decodeCommand, type AnyCommand, type CommandWord } from '../event/all-commands.js'
import type { DomainEvent } from '../event/all-events.js'
import { decodeStored, encodeEvent } from '../event/recorded.js'
import { evolveAccount, type Account } from '../account/state.js'
import { evolveFunds, noFunds, type Funds } from '../funds/state.js'
import type { AccountEvent } from '../account/event.js'
import type { FundsEvent } from '../funds/event.js'
import { cny, type Money } from '../money/money.js'
import type { TransferCommand } from './command.js'
import { decide } from './decide.js'
import type { Decision, DecisionView } from './decision.js'
import type { TransferEvent } from './event.js'
import { evolveTransfer } from './evolve.js'
import { transferStatus, type Transfer } from './state.js'

const yuan = (text: string): Money => {
  const [whole = '', fraction = ''] = text.split('.')
  return { minorUnits: BigInt(whole + fraction.padEnd(2, '0')), currency: 'CNY' }
}

type World = { transfer: Transfer | null; accounts: Map<string, Account | null>; funds: Map<string, Funds> }

const begin = (): World => {
  const open = (account: string): [string, Account | null] => [
    account,
    evolveAccount(null, { _tag: 'AccountOpened', account, currency: 'CNY', kind: 'CASH' }),
  ]
  return { transfer: null, accounts: new Map([open('mei'), open('bo')]), funds: new Map() }
}

const viewOf = (world: World, inflow: bigint): DecisionView => ({
  receivedAt: '2026-02-14T09:30:00.000Z',
  bookingDate: '2026-02-14',
  valueDate: '2026-02-14',
  freshUetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
  transfer: world.transfer,
  account: (id) => world.accounts.get(id) ?? null,
  funds: (id) => ({ funds: world.funds.get(id) ?? noFunds, inflow, throughSequence: 7 }),
})

const apply = (world: World, { writes }: Decision): void => {
  for (const { stream, event } of writes) {
    const encoded = encodeEvent(event)
    const stored = decodeStored({
      ...encoded,
      stream,
      revision: 0,
      sequence: 1,
      id: 'id',
      occurredAt: '',
      recordedAt: '',
      metadata: {},
      chainhash: '',
    })
    if (E.isLeft(stored)) throw new Error(JSON.stringify(stored.left))
    const again: DomainEvent = stored.right.event
    if (stream.startsWith('transfer-')) world.transfer = evolveTransfer(world.transfer, again as TransferEvent)
    else if (stream.startsWith('funds-')) {
      const id = stream.slice(6)
      world.funds.set(id, evolveFunds(world.funds.get(id) ?? noFunds, again as FundsEvent))
    } else
      world.accounts.set(
        stream.slice(8),
        evolveAccount(world.accounts.get(stream.slice(8)) ?? null, again as AccountEvent),
      )
  }
}

const send = (world: World, word: CommandWord, payload: unknown, inflow = 100_000n): string => {
  const command = decodeCommand(word, payload)
  if (E.isLeft(command)) return `malformed: ${command.left.problems.map(({ path }) => path).join(', ')}`
  const decision = decide(command.right as AnyCommand as TransferCommand, viewOf(world, inflow))
  if (E.isLeft(decision)) return decision.left._tag
  apply(world, decision.right)
  return world.transfer === null ? 'nothing' : transferStatus(world.transfer)
}

describe('a transfer inside the book', () => {
  it('is reserved, leaves the payer when confirmed, and arrives', () => {
    const world = begin()
    const ids = { transferId: 't1', payer: 'mei', payee: 'bo' }
    expect(send(world, 'InitiateTransfer', { commandId: 'c1', ...ids, amount: cny('1000.00') })).toBe('INITIATED')
    expect(world.funds.get('mei')?.reservedTotal).toBe(yuan('1000.00').minorUnits)
    expect(send(world, 'ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: { role: 'CUSTOMER' } })).toBe(
      'CONFIRMED',
    )
    expect(world.funds.get('mei')).toMatchObject({ outflow: 100_000n, reservedTotal: 0n })
    expect(send(world, 'CreditTransfer', { commandId: 'c3', transferId: 't1' })).toBe('CREDITED')
    expect(send(world, 'CancelTransfer', { commandId: 'c4', transferId: 't1', by: { role: 'CUSTOMER' } })).toBe(
      'StatusForbids',
    )
  })

  it('is refused when the available balance does not cover it', () => {
    expect(
      send(begin(), 'InitiateTransfer', {
        commandId: 'c1',
        transferId: 't1',
        payer: 'mei',
        payee: 'bo',
        amount: cny('1000.01'),
      }),
    ).toBe('InsufficientAvailableBalance')
  })

  it('is malformed when the amount has more decimals than the currency', () => {
    expect(
      send(begin(), 'InitiateTransfer', {
        commandId: 'c1',
        transferId: 't1',
        payer: 'mei',
        payee: 'bo',
        amount: cny('10.005'),
      }),
    ).toBe('malformed: amount')
  })
})
