import { effectOf, type Currency, type Recorded } from '@waybill/core'
import { balanceIn, balanceProjection, foldPastGaps, type Balance } from '@waybill/projections'
import { inSlice, type Slice, type Told } from './case-file.js'
import { exhibit } from './exhibit.js'
import type { Bilingual } from './finding.js'
import { say, type Exhibit } from './verdict.js'
import { sayMinorUnits, sayTime } from './wording/plain.js'

type View = Told<'ViewServed'>

const meanings = ['available', 'booked', 'expected'] as const
/** Which of the three meanings of a balance. */
export type Meaning = (typeof meanings)[number]

const meaningWords: Readonly<Record<Meaning, Bilingual>> = {
  booked: say('booked', '账面余额'),
  available: say('available', '可用余额'),
  expected: say('expected', '预期余额'),
}

export const sayMeaning = (meaning: Meaning): Bilingual => meaningWords[meaning]

/** A balance that was shown, and what the ledger gives at the view's own position and at the head of that moment. */
export type Shown = {
  readonly view: View
  readonly meaning: Meaning
  readonly shown: bigint
  readonly currency: Currency
  readonly atOwnPosition: bigint
  readonly atHead: bigint
  readonly position: number
  readonly head: number
  /** What touches the account and stands between the two. */
  readonly between: ReadonlyArray<Recorded>
}

export const balanceAt = (slice: Slice, account: string, currency: Currency, throughSequence: number): Balance =>
  balanceIn(
    foldPastGaps(
      balanceProjection,
      slice.events.filter(({ sequence }) => sequence <= throughSequence),
    ).model,
    account,
    currency,
  )

/** The ledger's last sequence when the view was served, as the view says, else as the log's own times tell. */
const headAt = (slice: Slice, view: View): number => {
  if (view.event.headSequence !== undefined) return view.event.headSequence
  let head = 0
  for (const { sequence, recordedAt } of slice.events)
    if (sequence < view.sequence && recordedAt <= view.occurredAt && sequence > head) head = sequence
  return head
}

export const touches = (recorded: Recorded, account: string): boolean => {
  if (recorded.stream === `funds-${account}`) return true
  return 'entry' in recorded.event && recorded.event.entry.postings.some((posting) => posting.account === account)
}

/** The claims about an account's balance, in the order in which they came. */
export const accountClaims = (slice: Slice, account: string): ReadonlyArray<Told<'ClaimOpened'>> =>
  inSlice(slice, 'ClaimOpened').filter(({ event }) => event.account === account && event.transferId === undefined)

/** The view in question: the last one before the newest claim, else the last one of all. */
export const viewInQuestion = (slice: Slice, account: string): View | null => {
  const claim = accountClaims(slice, account).at(-1)
  const views = inSlice(slice, 'ViewServed').filter(
    ({ event, occurredAt }) =>
      event.account === account &&
      event.balance !== undefined &&
      (claim === undefined || occurredAt <= claim.occurredAt),
  )
  return views.at(-1) ?? null
}

/** What the view in question showed, held against the ledger. */
export const shownView = (slice: Slice, account: string): Shown | null => {
  const view = viewInQuestion(slice, account)
  const balance = view?.event.balance
  if (view === null || balance === undefined) return null
  const given = meanings.filter((one) => balance[one] !== undefined)
  const position = view.event.projectionSequence
  const head = headAt(slice, view)
  const own = balanceAt(slice, account, balance.currency, position)
  const truth = balanceAt(slice, account, balance.currency, head)
  const meaning =
    given.find((one) => balance[one] !== own[one]) ?? given.find((one) => own[one] !== truth[one]) ?? given[0]
  if (meaning === undefined) return null
  return {
    view,
    meaning,
    shown: balance[meaning] ?? 0n,
    currency: balance.currency,
    atOwnPosition: own[meaning],
    atHead: truth[meaning],
    position,
    head,
    between: slice.events.filter(
      (recorded) => recorded.sequence > position && recorded.sequence <= head && touches(recorded, account),
    ),
  }
}

export const viewExhibit = (slice: Slice, { view, shown, currency, position, head, meaning }: Shown): Exhibit => {
  const [at, sum, which] = [sayTime(view.occurredAt), sayMinorUnits(shown, currency), sayMeaning(meaning)]
  return exhibit(
    slice,
    view,
    say(
      `On ${at.en} the screen showed ${sum.en} (${which.en}), worked out from the first ${position} records; the ledger then had ${head}.`,
      `${at.zh}，屏幕显示${which.zh} ${sum.zh}，依据前 ${position} 条记录得出；当时账本已有 ${head} 条。`,
    ),
  )
}

/** Something that the view did not know yet, where it changes the account itself. */
export const unseenBy = (slice: Slice, account: string, recorded: Recorded): ReadonlyArray<Exhibit> => {
  const { event } = recorded
  const at = sayTime(recorded.occurredAt)
  if (event._tag === 'FundsReserved' || event._tag === 'FundsReleased') {
    const sum = sayMinorUnits(event.amount.minorUnits, event.amount.currency)
    return [
      exhibit(
        slice,
        recorded,
        event._tag === 'FundsReserved'
          ? say(`It did not know yet that ${sum.en} was reserved on ${at.en}.`, `它尚未计入${at.zh}冻结的 ${sum.zh}。`)
          : say(`It did not know yet that ${sum.en} was freed on ${at.en}.`, `它尚未计入${at.zh}解冻的 ${sum.zh}。`),
      ),
    ]
  }
  if (!('entry' in event)) return []
  const legs = event.entry.postings.filter((posting) => posting.account === account)
  const currency = legs[0]?.amount.currency
  const effect = legs.reduce((sum, leg) => sum + effectOf(leg), 0n)
  if (currency === undefined || effect === 0n) return []
  const sum = sayMinorUnits(effect < 0n ? -effect : effect, currency)
  return [
    exhibit(
      slice,
      recorded,
      effect > 0n
        ? say(`It did not know yet of ${sum.en} that came in on ${at.en}.`, `它尚未计入${at.zh}到账的 ${sum.zh}。`)
        : say(`It did not know yet of ${sum.en} that went out on ${at.en}.`, `它尚未计入${at.zh}支出的 ${sum.zh}。`),
    ),
  ]
}
