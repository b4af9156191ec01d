import { describe, expect, it } from '@jest/globals'
import {
  customer,
  elsewhere,
  euro,
  hvps,
  iso,
  operator,
  quote,
  supervisor,
  times,
  yuan,
} from '../../test/canonical-payloads.js'
import { breachesOf } from '../../test/invariants.js'
import { balanceOf, done, type World } from '../../test/ledger-world.js'
import { refusalOf } from '../../test/one-transfer.js'
import { stateNamed, transferStates } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'
import { openExceptions, type TransferException } from './state.js'

const open = (world: World): ReadonlyArray<Partial<TransferException>> => {
  const transfer = world.transfers.get('t1') ?? null
  return transfer === null ? [] : openExceptions(transfer)
}

const ids = { commandId: 'c99', transferId: 't1' }
const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })
const refusal = { ...told('m1'), reason: iso('AC04') }
const resolve = (fields: object) => ({ ...ids, exceptionId: 'x1', by: operator, reason: 'As agreed', ...fields })

const after = (world: World, word: CommandWord, payload: object): World => {
  const next = done(world, word, payload)
  expect(breachesOf(next)).toEqual([])
  return next
}

describe('what was executed beyond the instruction', () => {
  const twice = stateNamed('duplicate in this book')

  it('is taken back from the account that got it, if that is in this book and has it', () => {
    const world = after(twice, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE' }))
    expect(open(world)).toEqual([])
    expect([balanceOf(world, 'eve'), balanceOf(world, 'exception:t1:CNY')]).toEqual([500n, 0n])
  })

  it('is never taken from somebody who has it no longer', () => {
    const spent = after(twice, 'BookTransfer', {
      commandId: 'c50',
      transferId: 't2',
      payer: 'eve',
      payee: 'mei',
      amount: yuan('105.00'),
      by: operator,
    })
    expect(refusalOf(spent, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE' }))).toBe(
      'InsufficientAvailableBalance',
    )
  })

  it('may be taken back in parts, of which each is a command of its own', () => {
    const part = after(twice, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE', amount: yuan('40.00') }))
    expect(open(part)).toMatchObject([{ exceptionId: 'x1', open: 6_000n }])
    const whole = after(part, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE' }))
    expect(open(whole)).toEqual([])
  })

  it('may be borne by whoever agrees to bear it', () => {
    const world = after(twice, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'savings' }))
    expect([balanceOf(world, 'savings'), balanceOf(world, 'exception:t1:CNY')]).toEqual([40_000n, 0n])
  })

  it('is an exception no longer when it is sent back', () => {
    const world = stateNamed('duplicate sent back')
    expect(open(world)).toEqual([])
    expect(balanceOf(world, 'exception:t1:CNY')).toBe(0n)
  })

  it('is written off under two names, at the cost of the operator', () => {
    const writeOff = { ...ids, exceptionId: 'x1', by: operator, approvedBy: supervisor, reason: 'Lost' }
    const world = after(stateNamed('duplicate detected'), 'WriteOffException', writeOff)
    expect([balanceOf(world, 'exception:t1:CNY'), balanceOf(world, 'operator-loss:CNY')]).toEqual([0n, -10_000n])
    for (const name of ['Back office', ' back OFFICE '])
      expect(
        refusalOf(stateNamed('duplicate detected'), 'WriteOffException', {
          ...writeOff,
          approvedBy: { role: 'AUTHORITY', name },
        }),
      ).toBe('SamePersonTwice')
  })
})

describe('what came back beyond what was left', () => {
  const tooMuch = stateNamed('sent back twice')

  it('goes back to the rail that sent it', () => {
    const world = after(tooMuch, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE' }))
    expect([balanceOf(world, 'exception:t1:CNY'), open(world)]).toEqual([0n, []])
    expect(balanceOf(world, 'nostro:hvps:CNY')).toBe(balanceOf(tooMuch, 'nostro:hvps:CNY') + 10_000n)
  })

  it('or goes to whom it belongs, if their account takes it', () => {
    const world = after(tooMuch, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'mei' }))
    expect(balanceOf(world, 'mei')).toBe(balanceOf(tooMuch, 'mei') + 10_000n)
    const closing = done(tooMuch, 'BeginClosingAccount', { commandId: 'c50', account: 'mei', reason: 'Asked' })
    expect(refusalOf(closing, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'mei' }))).toBe('AccountNotOpen')
  })

  it('pays by itself for nothing that the payee gets afterwards', () => {
    const world = after(tooMuch, 'ReportCredited', {
      transferId: 't1',
      reportId: 'm90',
      by: hvps,
      asOf: times.now,
      account: elsewhere,
      amount: yuan('100.00'),
      executionRef: 'X1',
    })
    // The payer has the money, so what the payee got is owed by the payer; the money that came back too much waits for a person.
    expect(open(world)).toMatchObject([{ kind: 'RETURNED_BEYOND' }, { kind: 'CREDITED_LATE' }])
    const set = after(world, 'ResolveException', resolve({ exceptionId: 'x2', how: 'SET_OFF', against: 'x1' }))
    expect(open(set)).toEqual([])
    expect(['exception:t1:CNY', 'receivable:mei:CNY'].map((account) => balanceOf(set, account))).toEqual([0n, 0n])
  })
})

describe('what the payee got although the payer has the money', () => {
  it('is recovered from the payer, or from the payee in this book', () => {
    const late = stateNamed('late outcome in this book')
    const byPayee = after(late, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE' }))
    expect([balanceOf(byPayee, 'bo'), balanceOf(byPayee, 'receivable:mei:CNY')]).toEqual([0n, 0n])
    const byPayer = after(late, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'mei' }))
    expect([balanceOf(byPayer, 'mei'), balanceOf(byPayer, 'receivable:mei:CNY')]).toEqual([90_000n, 0n])
  })

  it('is set off against what is sent back afterwards, by a person and not by itself', () => {
    const world = stateNamed('late outcome, then sent back')
    expect(open(world)).toMatchObject([{ kind: 'CREDITED_LATE' }, { kind: 'RETURNED_BEYOND' }])
    const set = after(world, 'ResolveException', resolve({ how: 'SET_OFF', against: 'x2', amount: yuan('60.00') }))
    expect(open(set)).toMatchObject([{ open: 4_000n }, { open: 4_000n }])
  })

  it('is set off for no more than the smaller of the two, whichever is named first', () => {
    const world = stateNamed('late outcome, then sent back')
    const part = after(world, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'mei', amount: yuan('40.00') }))
    expect(open(part)).toMatchObject([{ open: 6_000n }, { open: 10_000n }])
    const pairs = [
      { exceptionId: 'x1', against: 'x2' },
      { exceptionId: 'x2', against: 'x1' },
    ]
    for (const pair of pairs) {
      const set = after(part, 'ResolveException', resolve({ how: 'SET_OFF', ...pair, commandId: 'c98' }))
      expect(open(set)).toMatchObject([{ exceptionId: 'x2', open: 4_000n }])
    }
  })
})

describe('what a payee in another currency got although the payer has the money', () => {
  const late = stateNamed('exchange refused, then credited')
  const owed = 'receivable:mei:EUR'
  const writeOff = { ...ids, exceptionId: 'x1', by: operator, approvedBy: supervisor, reason: 'Lost' }

  it('is owed in the currency in which it was paid out, and written off in that, in parts or whole', () => {
    expect([open(late), balanceOf(late, owed, 'EUR')]).toMatchObject([
      [{ kind: 'CREDITED_LATE', open: 1_275n }],
      -1_275n,
    ])
    const part = after(late, 'WriteOffException', { ...writeOff, amount: euro('5.00') })
    expect(open(part)).toMatchObject([{ open: 775n }])
    const whole = after(part, 'WriteOffException', { ...writeOff, commandId: 'c98' })
    expect(open(whole)).toEqual([])
    expect([balanceOf(whole, owed, 'EUR'), balanceOf(whole, 'operator-loss:EUR', 'EUR')]).toEqual([0n, -1_275n])
    expect(refusalOf(late, 'WriteOffException', { ...writeOff, amount: yuan('5.00') })).toBe('CurrencyDiffers')
  })

  it('is paid by the payer out of an account in that currency, which an exchange may fill, and out of no other', () => {
    expect(refusalOf(late, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'mei' }))).toBe('CurrencyDiffers')
    const changed = after(
      after(late, 'OpenAccount', { commandId: 'c50', account: 'mei-euros', currency: 'EUR' }),
      'BookTransfer',
      {
        commandId: 'c51',
        transferId: 't2',
        payer: 'mei',
        payee: 'mei-euros',
        amount: yuan('100.00'),
        quote,
        by: customer,
      },
    )
    const paid = after(changed, 'ResolveException', resolve({ how: 'ALLOCATED', account: 'mei-euros' }))
    expect(open(paid)).toEqual([])
    expect([balanceOf(paid, owed, 'EUR'), balanceOf(paid, 'mei-euros', 'EUR')]).toEqual([0n, 0n])
  })

  it('is given back by a payee in this book', () => {
    const here = after(after(stateNamed('exchange confirmed'), 'ReportRefused', refusal), 'ReportCredited', {
      ...told('m2'),
      account: { account: 'paul' },
      amount: euro('12.75'),
      executionRef: 'X1',
    })
    const back = after(here, 'ResolveException', resolve({ how: 'RETURNED_TO_SOURCE' }))
    expect([open(back), balanceOf(back, 'paul', 'EUR'), balanceOf(back, owed, 'EUR')]).toEqual([[], 0n, 0n])
  })

  it('is set off against what is sent back afterwards', () => {
    const sentBack = after(late, 'ReportReturned', { ...told('m2'), amount: euro('12.75'), reason: iso('AC04') })
    expect(open(sentBack)).toMatchObject([{ kind: 'CREDITED_LATE' }, { kind: 'RETURNED_BEYOND' }])
    const set = after(sentBack, 'ResolveException', resolve({ how: 'SET_OFF', against: 'x2' }))
    expect([open(set), balanceOf(set, owed, 'EUR'), balanceOf(set, 'exception:t1:EUR', 'EUR')]).toEqual([[], 0n, 0n])
  })
})

describe('in every state', () => {
  const ending = ({ exceptionId, kind }: Partial<TransferException>): readonly [CommandWord, object] => {
    const about = { ...ids, commandId: `end-${exceptionId}`, exceptionId, by: operator, reason: 'Settled' }
    if (kind === 'MISMATCH') return ['ExplainMismatch', about]
    return kind === 'RETURNED_BEYOND'
      ? ['ResolveException', { ...about, how: 'RETURNED_TO_SOURCE' }]
      : ['WriteOffException', { ...about, approvedBy: supervisor }]
  }
  const states = transferStates.filter(({ world }) => open(world).length > 0)

  it.each(states.map(({ name, world }) => [name, world] as const))(
    'each exception can be ended, whatever currency it is in: %s',
    (_name, world) => {
      const ended = open(world).reduce((next, exception) => after(next, ...ending(exception)), world)
      expect(open(ended)).toEqual([])
    },
  )
})

describe('a contradiction', () => {
  it('is open until somebody explains it', () => {
    const world = stateNamed('contradicted')
    expect(open(world)).toMatchObject([{ exceptionId: 'x1', kind: 'MISMATCH', open: 0n }])
    const explained = after(world, 'ExplainMismatch', { ...ids, exceptionId: 'x1', by: operator, reason: 'Mixed up' })
    expect(open(explained)).toEqual([])
    expect(refusalOf(explained, 'ExplainMismatch', { ...ids, exceptionId: 'x1', by: operator, reason: 'Again' })).toBe(
      'ExceptionNotOpen',
    )
  })
})

describe('a correction by hand', () => {
  const correction = { ...ids, corrects: 'an entry', by: operator, approvedBy: supervisor, reason: 'Found' }

  it('takes what waits in suspense to its owner', () => {
    const reopened = done(stateNamed('credited into suspense'), 'OpenAccount', {
      commandId: 'c50',
      account: 'bo-new',
      currency: 'CNY',
    })
    const world = after(reopened, 'PostCorrection', {
      ...correction,
      from: 'suspense:CNY',
      to: 'bo-new',
      amount: yuan('100.00'),
    })
    expect([balanceOf(world, 'suspense:CNY'), balanceOf(world, 'bo-new')]).toEqual([0n, 10_000n])
  })

  it('takes no more from a customer than they have', () => {
    const taking = (decimal: string) => ({ ...correction, from: 'eve', to: 'mei', amount: yuan(decimal) })
    expect(refusalOf(stateNamed('submitted'), 'PostCorrection', taking('5.01'))).toBe('InsufficientAvailableBalance')
    const world = after(stateNamed('submitted'), 'PostCorrection', taking('5.00'))
    expect(balanceOf(world, 'eve')).toBe(0n)
  })

  it('leaves alone what transfers decide, and other currencies', () => {
    for (const from of ['in-transit:hvps:CNY', 'exception:t1:CNY', 'receivable:mei:CNY', 'fees:CNY', 'suspense:EUR'])
      expect(
        refusalOf(stateNamed('submitted'), 'PostCorrection', { ...correction, from, to: 'mei', amount: yuan('1.00') }),
      ).toBe('AccountNotCorrectable')
  })
})

it('a return is told with the reason of its source, whatever it exceeds', () => {
  const world = done(stateNamed('failed'), 'ReportReturned', {
    transferId: 't1',
    reportId: 'm90',
    by: hvps,
    asOf: times.now,
    amount: yuan('1.00'),
    reason: iso('FOCR'),
  })
  expect(world.log.at(-1)?.event).toMatchObject({ _tag: 'ExcessReturned', reason: iso('FOCR') })
})
