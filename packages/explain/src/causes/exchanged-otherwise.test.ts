import { cny, eur } from '@waybill/core'
import type { Leaf } from '@waybill/explain'
import { anAccount, atTime, givenLog, history, storyTime, type History, type Step } from '@waybill/jest'

const there = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const
const bank = { role: 'RECEIVING_INSTITUTION', name: 'Bank of Elsewhere' } as const
const desk = { role: 'OPERATOR', name: 'case desk' } as const
const customer = { role: 'CUSTOMER', name: 'Mei' } as const
const appLog = { name: 'app-log', kind: 'OWN_SYSTEM', grade: 'A' } as const
const quote = {
  quoteId: 'q1',
  sellCurrency: 'CNY',
  buyCurrency: 'EUR',
  rate: '0.1275',
  validUntil: storyTime('T+01:00'),
} as const

const people: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  { _tag: 'OpenAccount', account: 'paul', currency: 'EUR' },
]

/** Mei sends CNY 100.00 that become EUR 12.75, over a rail that takes it. */
const sent = (fields: object = { quote }): ReadonlyArray<Step> => [
  ...people,
  {
    _tag: 'InitiateTransfer',
    payer: 'mei',
    payee: there,
    amount: cny('100.00'),
    rail: 'hvps',
    promisedBy: storyTime('T+01:00'),
    ...fields,
  },
  { _tag: 'ConfirmTransfer', by: customer },
  { _tag: 'StartSubmission', answerDueAt: storyTime('T+00:15') },
  { _tag: 'ReportAccepted', by: hvps, railReference: 'R1' },
]

const inThisBook: ReadonlyArray<Step> = [
  ...people,
  { _tag: 'BookTransfer', payer: 'mei', payee: 'paul', amount: cny('100.00'), by: customer, quote },
]

const credited = (amount: ReturnType<typeof eur>, executionRef = 'C1'): Step => ({
  _tag: 'ReportCredited',
  account: there,
  amount,
  by: bank,
  executionRef,
})

const asShown = { quoteId: 'q1', rate: '0.1275', amountCredited: { minorUnits: 1_275n, currency: 'EUR' } } as const

type Shown = {
  readonly quoteId?: string
  readonly rate?: string
  readonly amountCredited?: { readonly minorUnits: bigint; readonly currency: 'EUR' | 'USD' }
}

const shown = (more: Shown, answer: 'ACCEPTED' | 'DECLINED' = 'ACCEPTED'): ReadonlyArray<Step> => [
  {
    _tag: 'ConfirmationShown',
    source: appLog,
    transferId: 't1',
    shown: { payee: there, amount: { minorUnits: 10_000n, currency: 'CNY' }, ...more },
  },
  { _tag: 'ConfirmationAnswered', source: appLog, transferId: 't1', answer },
]

/** A credit that no decision of ours makes: so much arrived for the whole, or the sum itself where it was not exchanged. */
const bookedOtherwise = (became: bigint | null): Step => {
  const amount = { minorUnits: 10_000n, currency: 'CNY' } as const
  const money = (minorUnits: bigint) => ({ minorUnits, currency: 'EUR' }) as const
  const leg = (
    account: string,
    creditDebit: 'DBIT' | 'CRDT',
    sum: { minorUnits: bigint; currency: 'CNY' | 'EUR' },
  ) => ({
    account,
    creditDebit,
    amount: sum,
  })
  const postings =
    became === null
      ? [leg('in-transit:hvps:CNY', 'DBIT', amount), leg('nostro:hvps:EUR', 'CRDT', amount)]
      : [
          leg('in-transit:hvps:CNY', 'DBIT', amount),
          leg('position:CNY', 'CRDT', amount),
          leg('position:EUR', 'DBIT', money(became)),
          leg('nostro:hvps:EUR', 'CRDT', money(became)),
        ]
  const day = storyTime('T+00:00').slice(0, 10)
  return {
    _tag: 'TransferCredited',
    account: there,
    amount,
    by: bank,
    reportId: 'm1',
    asOf: storyTime('T+00:00'),
    ...(became === null ? {} : { converted: money(became) }),
    entry: { bookingDate: day, valueDate: day, postings },
  }
}

type Told = {
  readonly is: string
  readonly steps: ReadonlyArray<Step>
  readonly shows: Leaf
  readonly who?: string
  /** What was true before all of it was told. */
  readonly atFirst?: Leaf
}

const otherwise: ReadonlyArray<Told> = [
  {
    is: 'the customer accepted another rate than was recorded',
    steps: [...shown({ ...asShown, rate: '0.1276' }), ...sent(), credited(eur('12.75'))],
    shows: 'F3',
    who: 'ENGINE',
  },
  {
    is: 'the customer accepted another quote than was recorded',
    steps: [...shown({ quoteId: 'q0' }), ...sent(), credited(eur('12.75'))],
    shows: 'F3',
    who: 'ENGINE',
  },
  {
    is: 'the customer was promised more at the far end than was recorded',
    steps: [...shown({ amountCredited: { minorUnits: 1_300n, currency: 'EUR' } }), ...sent(), credited(eur('12.75'))],
    shows: 'F3',
    who: 'ENGINE',
  },
  {
    is: 'the customer was promised another currency at the far end',
    steps: [...shown({ amountCredited: { minorUnits: 1_275n, currency: 'USD' } }), ...sent(), credited(eur('12.75'))],
    shows: 'F3',
    who: 'ENGINE',
  },
  {
    is: 'it was credited at another rate than was agreed',
    steps: [...sent(), bookedOtherwise(1_200n)],
    shows: 'F3',
    who: 'RECEIVING_INSTITUTION',
  },
  {
    is: 'it is reported as credited in the currency of the payer',
    steps: [...sent(), credited(cny('100.00')), atTime('T+02:00')],
    shows: 'F3',
    who: 'RECEIVING_INSTITUTION',
  },
]

const reason = { codeSet: 'ISO20022:ExternalReturnReason1Code', code: 'MS03' }

const asAgreed: ReadonlyArray<Told> = [
  {
    is: 'it was credited at the quote that was shown',
    steps: [...shown(asShown), ...sent(), credited(eur('12.75'))],
    shows: 'Z1',
  },
  {
    is: 'the rate was shown with more noughts',
    steps: [...shown({ ...asShown, rate: '0.127500' }), ...sent(), credited(eur('12.75'))],
    shows: 'Z1',
  },
  {
    is: 'the parts that were credited make up the quoted whole',
    steps: [...sent(), credited(eur('6.37')), credited(eur('6.38'), 'C2')],
    shows: 'Z1',
  },
  {
    is: 'another quote was shown and declined before this one was accepted',
    steps: [...shown({ quoteId: 'q0', rate: '0.2' }, 'DECLINED'), ...shown(asShown), ...sent(), credited(eur('12.75'))],
    shows: 'Z1',
    atFirst: 'B2',
  },
  {
    is: 'another quote was accepted, and then this one instead',
    steps: [...shown({ quoteId: 'q0', rate: '0.2' }), ...shown(asShown), ...sent(), credited(eur('12.75'))],
    shows: 'Z1',
  },
  {
    is: 'the report in the other currency was explained and the money arrived',
    steps: [
      ...sent(),
      credited(cny('100.00')),
      { _tag: 'ExplainMismatch', exceptionId: 'x1', by: desk, reason: 'Their message named our side' },
      credited(eur('12.75'), 'C2'),
    ],
    shows: 'Z1',
  },
  { is: 'more than was quoted arrived in one execution', steps: [...sent(), credited(eur('20.00'))], shows: 'F2' },
  {
    is: 'the quoted sum arrived twice',
    steps: [...sent(), credited(eur('12.75')), credited(eur('12.75'), 'C2')],
    shows: 'F4',
  },
  {
    is: 'only a part of the quoted sum arrived',
    steps: [...sent(), credited(eur('6.37')), atTime('T+02:00')],
    shows: 'D5',
  },
  {
    is: 'all of it came back at the quote',
    steps: [
      ...sent(),
      credited(eur('12.75')),
      { _tag: 'ReportReturned', amount: eur('12.75'), by: bank, reason, executionRef: 'X1' },
    ],
    shows: 'E1',
  },
  {
    is: 'it was taken back at the quote in our own book',
    steps: [
      ...inThisBook,
      { _tag: 'ReverseTransfer', amount: cny('100.00'), kind: 'MISPOSTING', by: desk, authority: 'correction' },
    ],
    shows: 'E1',
  },
  { is: 'our own book credited it at the quote', steps: inThisBook, shows: 'Z1' },
]

const found = (log: History) => givenLog(log).askedAbout({ transfer: 't1' }).finding
const about = { transfer: 't1' } as const

describe('an exchange otherwise than agreed [F3]', () => {
  it.each(otherwise.map((story) => [story.is, story] as const))('is found where %s', (_name, { steps, who }) => {
    const { finding } = givenLog(history(...steps))
      .askedAbout(about)
      .thenCause('F3', 'CONFIRMED')
    expect(finding?.responsible.party).toBe(who)
    expect(finding?.evidence.filter(({ supports }) => supports.includes('F3')).length).toBeGreaterThan(0)
  })

  it.each(asAgreed.map((story) => [`${story.is} [${story.shows}]`, story] as const))(
    'is not found where %s',
    (_name, { steps, shows }) => {
      const { finding } = givenLog(history(...steps))
        .askedAbout(about)
        .thenCause(shows, 'CONFIRMED')
      expect(finding?.secondary.map(({ leaf }) => leaf)).not.toContain('F3')
    },
  )

  it('is not asked of a quote that was only kept as it was told, and exchanges nothing', () => {
    const whole = history(...sent(), credited(eur('12.75')))
    const stored = whole.stored.map((event) => ({
      ...event,
      data: event.data.replace(/"buyAmount":\{[^}]*\},/, ''),
    }))
    expect(stored.map(({ data }) => data).join()).not.toContain('buyAmount')
    expect(found({ ...whole, anchor: null, stored })?.cause).not.toMatchObject({ leaf: 'F3', confidence: 'CONFIRMED' })
  })
})

describe('a log of an exchange of which a part is gone', () => {
  const stories = [...otherwise, ...asAgreed]

  it.each(stories.map((story) => [story.is, story] as const))('makes nothing else certain where %s', (_name, story) => {
    const whole = history(...story.steps)
    const wrong: string[] = []
    const look = (how: string, log: History, truth: ReadonlyArray<Leaf> = [story.shows]): void => {
      const cause = found(log)?.cause
      const isTrue = cause !== undefined && [...truth, 'X1', 'X2'].includes(cause.leaf)
      if (cause?.confidence === 'CONFIRMED' && !isTrue) wrong.push(`${how}: ${cause.leaf}`)
    }
    for (const [at] of whole.stored.entries()) {
      const holed = { ...whole, stored: whole.stored.filter((_event, index) => index !== at) }
      look(`without ${at}, beside its anchor`, holed)
      look(`without ${at}`, { ...holed, anchor: null })
      const tampered = whole.stored.map((event, index) =>
        index === at ? { ...event, data: event.data.replace(/1275|10000/, '1111') } : event,
      )
      look(`altered at ${at}`, { ...whole, anchor: null, stored: tampered })
      const isAgreed = whole.stored.slice(0, at).some(({ data }) => data.includes('"ACCEPTED"'))
      const early = story.atFirst === undefined || isAgreed ? [] : [story.atFirst]
      const cut = { ...whole, anchor: null, stored: whole.stored.slice(0, at) }
      if (at > 0) look(`cut before ${at}`, cut, [story.shows, ...early])
    }
    expect(wrong).toEqual([])
  })

  it.each(otherwise.map((story) => [story.is, story] as const))(
    'is no longer sure without what proves it, where %s',
    (_name, { steps }) => {
      const whole = history(...steps)
      const proofs = new Set(
        found(whole)?.evidence.flatMap(({ sequence, supports }) => (supports.includes('F3') ? [sequence] : [])),
      )
      expect(proofs.size).toBeGreaterThan(0)
      const stillSure = [...proofs].filter((gone) => {
        const stored = whole.stored.filter(({ sequence }) => sequence !== gone)
        const cause = found({ ...whole, anchor: null, stored })?.cause
        return cause?.leaf === 'F3' && cause.confidence === 'CONFIRMED'
      })
      expect(stillSure).toEqual([])
    },
  )
})
