import { inTransit, keptByBook, lesser, sumOfFees, withPayee, type Money, type Transfer } from '@waybill/core'
import { inSlice, told, type CaseFile, type Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { Bilingual } from '../finding.js'
import type { Leaf } from '../leaf.js'
import { backInSuspense, credits, hasAgain, responsibleOf } from '../reading.js'
import {
  excluded,
  holds,
  say,
  silent,
  type CauseRule,
  type Exhibit,
  type Responsible,
  type Verdict,
} from '../verdict.js'
import { sayMinorUnits, sayMoney, sayTime, sayWhatCameBack } from '../wording/plain.js'
import { refusalLeafOf } from './refused.js'

/** Whether a refusal gave the money back without a reason that names its cause: then that it is back is all there is to tell. */
const gaveBackUnexplained = (file: CaseFile): boolean =>
  told(file, 'TransferFailed').every(({ event }) => refusalLeafOf(event.reason) === null)

/** What came back, and neither has gone to the payee again nor was taken from the payer again. */
const cameBack = (file: CaseFile, transfer: Transfer): bigint => {
  const { confirmed, failed, keptOfReturns, returnedInTransit, returnedAfterCredit, reversed } = transfer
  const unexplained = gaveBackUnexplained(file) ? failed : 0n
  const back = returnedInTransit + returnedAfterCredit - keptOfReturns + reversed + unexplained
  const stays = lesser(back, confirmed - withPayee(transfer) - inTransit(transfer) - keptOfReturns)
  return lesser(stays, hasAgain(file) + backInSuspense(file) + keptByBook(transfer))
}

/** What whoever sent it back kept of it, in words; nothing where nothing was kept. */
const lessWhat = ({ event }: Told<'TransferReturned'> | Told<'TransferFailed'>): Bilingual => {
  const fees = event._tag === 'TransferReturned' ? (event.fees ?? []) : []
  if (fees.length === 0) return say('', '')
  const currency = fees[0]?.amount.currency ?? event.amount.currency
  const kept = sayMoney({ minorUnits: sumOfFees(fees), currency })
  const ofAmount = event._tag === 'TransferReturned' ? event.keptOfAmount : undefined
  const part = ofAmount === undefined ? say('', '') : sayMoney(ofAmount)
  return say(
    `, less charges of ${kept.en}${ofAmount === undefined ? '' : `, which is ${part.en} of the amount,`} that whoever sent it back kept`,
    `，退款方另扣下${kept.zh}${ofAmount === undefined ? '' : `（即原金额中的${part.zh}）`}费用`,
  )
}

const convertedOf = ({ event }: Told<'TransferReturned'> | Told<'TransferFailed'>): Money | undefined =>
  event._tag === 'TransferReturned' ? event.converted : undefined

const moneyBack = (file: CaseFile): ReadonlyArray<Exhibit> => [
  ...[...told(file, 'TransferReturned'), ...(gaveBackUnexplained(file) ? told(file, 'TransferFailed') : [])].map(
    (recorded) => {
      const sum = sayWhatCameBack(recorded.event.amount, convertedOf(recorded))
      const [at, less] = [sayTime(recorded.occurredAt), lessWhat(recorded)]
      return exhibit(
        file.slice,
        recorded,
        say(
          `${sum.en} came back on ${at.en} (${recorded.event.reason.code})${less.en}.`,
          `${sum.zh}于${at.zh}退回（${recorded.event.reason.code}）${less.zh}。`,
        ),
      )
    },
  ),
  ...told(file, 'TransferReversed').map((recorded) =>
    exhibit(
      file.slice,
      recorded,
      say(
        `${sayWhatCameBack(recorded.event.amount, recorded.event.converted).en} was taken back in our book on ${sayTime(recorded.occurredAt).en}.`,
        `${sayWhatCameBack(recorded.event.amount, recorded.event.converted).zh}于${sayTime(recorded.occurredAt).zh}在我方账内冲正。`,
      ),
    ),
  ),
]

/** What is known of the money's way back. Sums in minor units. */
type WayBack = {
  readonly transfer: Transfer
  readonly amount: bigint
  /** All that came back, wherever it stands. */
  readonly back: bigint
  /** What of it the payer has not been given: it waits in suspense, or stands in the book's own accounts. */
  readonly waiting: bigint
  readonly charges: bigint
}

const onTheWayBack = (leaf: Leaf, judge: (way: WayBack, file: CaseFile) => Verdict): CauseRule => ({
  leaf,
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const back = cameBack(file, transfer)
    const way = {
      transfer,
      amount: transfer.instruction.amount.minorUnits,
      back,
      waiting: backInSuspense(file) + keptByBook(transfer),
      charges: transfer.keptOfReturns,
    }
    if (back > 0n) return judge(way, file)
    const credited = credits(file).at(-1)
    return credited === undefined
      ? silent
      : excluded(exhibit(file.slice, credited, say('It was credited, and nothing came back.', '已入账，没有退回。')))
  },
})

const nobodysFault: Responsible = { party: 'NONE' }

const standsInSuspense = (file: CaseFile, transfer: Transfer): ReadonlyArray<Exhibit> => {
  const waiting = backInSuspense(file)
  if (waiting === 0n) return []
  const sum = sayMinorUnits(waiting, transfer.instruction.amount.currency)
  return [
    derived(
      file.slice,
      'waits-in-suspense',
      'Balance',
      say(
        `${sum.en} of it stands in our suspense account; the payer has not been credited.`,
        `其中${sum.zh}仍在我方挂账科目，尚未记入付款方账户。`,
      ),
    ),
  ]
}

const standsInBook = (file: CaseFile, transfer: Transfer): ReadonlyArray<Exhibit> => {
  const kept = keptByBook(transfer)
  if (kept === 0n) return []
  const sum = sayMinorUnits(kept, transfer.instruction.amount.currency)
  return [
    derived(
      file.slice,
      'stands-in-our-book',
      'Balance',
      say(
        `Entries by hand took ${sum.en} of it from suspense into our own accounts; the payer has not been credited.`,
        `其中${sum.zh}已由人工分录从挂账转入我方自有科目，尚未记入付款方账户。`,
      ),
    ),
  ]
}

/** It is with us again: in suspense, because an account that it belongs to takes no credit, or taken from there into our book. */
const notPostedYet = onTheWayBack('E2', ({ transfer, waiting }, file) => {
  if (waiting === 0n) return excluded(...moneyBack(file))
  return holds({
    evidence: [...moneyBack(file), ...standsInSuspense(file, transfer), ...standsInBook(file, transfer)],
    responsible: { party: 'ENGINE' },
  })
})

const partly = onTheWayBack('E4', ({ amount, back, charges, waiting }, file) => {
  if (back + charges >= amount) return excluded(...moneyBack(file))
  return back > waiting ? holds({ evidence: moneyBack(file), responsible: { party: 'UNDETERMINED' } }) : silent
})

const chargesKept = (file: CaseFile): Told<'TransferReturned'> | null =>
  told(file, 'TransferReturned').findLast(({ event }) => (event.fees ?? []).length > 0) ?? null

const lessCharges = onTheWayBack('E3', ({ amount, back, charges, transfer, waiting }, file) => {
  const kept = chargesKept(file)
  // Of an exchanged amount, what was kept at the far end may be worth less than a minor unit of it: then nothing is missing.
  if (kept === null || charges === 0n || back + charges !== amount) return excluded(...moneyBack(file))
  if (back === waiting) return silent
  const sum = sayMinorUnits(charges, transfer.instruction.amount.currency)
  return holds({
    evidence: [
      ...moneyBack(file),
      derived(
        file.slice,
        'charges-kept',
        'Sum',
        say(
          `What came back and the ${sum.en} of charges that were kept add up to the amount.`,
          `退回的金额与被扣的费用${sum.zh}相加，正好等于原金额。`,
        ),
      ),
    ],
    responsible: responsibleOf(kept.event.by),
  })
})

const inFull = onTheWayBack('E1', ({ amount, back, waiting }, file) => {
  if (back < amount) return excluded(...moneyBack(file))
  return waiting === 0n ? holds({ evidence: moneyBack(file), responsible: nobodysFault }) : silent
})

/** A promised refund of what was only ever reserved: the reservation went, and there was no debit that a credit could undo. */
const neverCharged: CauseRule = {
  leaf: 'E5',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const confirmed = told(file, 'TransferConfirmed').at(-1)
    if (confirmed !== undefined)
      return excluded(
        exhibit(
          file.slice,
          confirmed,
          say('The amount was debited, not only reserved.', '金额已实际扣款，并非仅冻结。'),
        ),
      )
    const promised = told(file, 'NoticeQueued').findLast(({ event }) => event.kind === 'REFUND_PROMISED')
    const freed = inSlice(file.slice, 'FundsReleased').filter(({ event }) => event.transferId === file.transferId)
    if (promised === undefined || freed.length === 0 || transfer.earlyEnding === null) return silent
    return holds({
      evidence: [
        exhibit(
          file.slice,
          promised,
          say(
            `A refund was promised on ${sayTime(promised.occurredAt).en}.`,
            `${sayTime(promised.occurredAt).zh}曾承诺退款。`,
          ),
        ),
        ...freed.map((released) =>
          exhibit(
            file.slice,
            released,
            say(
              `The reserved ${sayMoney(released.event.amount).en} was freed on ${sayTime(released.occurredAt).en}; it had never been debited.`,
              `冻结的${sayMoney(released.event.amount).zh}已于${sayTime(released.occurredAt).zh}解冻；从未扣款。`,
            ),
          ),
        ),
      ],
      responsible: nobodysFault,
    })
  },
}

/** What came back, as opposed to why it had to: a plain return or reversal is told as such. */
export const undone: ReadonlyArray<CauseRule> = [notPostedYet, partly, lessCharges, inFull, neverCharged]
