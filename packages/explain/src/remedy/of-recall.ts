import {
  atFarEnd,
  bookRail,
  exchangeOf,
  inPayersMoney,
  inTransit,
  largestMinorUnits,
  later,
  lesser,
  madeGood,
  openExceptions,
  openRecall,
  toCreditAtFarEnd,
  withPayee,
  type Code,
  type Transfer,
} from '@waybill/core'
import type { Bilingual, Finding } from '../finding.js'
import type { Leaf } from '../leaf.js'
import { leftBeyondOne } from '../one-came-back.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { beyondConfirmed } from './beyond-confirmed.js'
import { command, json, never, sumIn, sumThere, type Rule } from './draft.js'
import { findingConfirmed, proposedConditions } from './remedy-conditions.js'
import type { RemedySituation } from './remedy-situation.js'

const recallReasons: Partial<Record<Leaf, Code>> = {
  F1: { codeSet: 'ISO20022', code: 'TECH' },
  F2: { codeSet: 'ISO20022', code: 'AM09' },
  F4: { codeSet: 'ISO20022', code: 'DUPL' },
  H1: { codeSet: 'ISO20022', code: 'FRAD' },
  H3: { codeSet: 'ISO20022', code: 'FRAD' },
  G1: { codeSet: 'ISO20022', code: 'AC03' },
  G2: { codeSet: 'ISO20022', code: 'AC03' },
  G3: { codeSet: 'ISO20022', code: 'AM09' },
  G4: { codeSet: 'ISO20022', code: 'DUPL' },
  G5: { codeSet: 'ISO20022', code: 'AC03' },
}

/** What was executed beyond the instruction outside this book, in the currency of the payee. */
const excessOutside = (transfer: Transfer): bigint =>
  openExceptions(transfer).reduce(
    (sum, { kind, open, bookedOn }) => (kind === 'EXECUTED_BEYOND' && bookedOn === null ? sum + open : sum),
    0n,
  )

/** The same sum as the other side has it, where that is in another currency. */
const asThere = (transfer: Transfer, there: bigint): Bilingual => {
  if (exchangeOf(transfer.instruction) === null) return say('', '')
  const sum = sayMoney(sumThere(transfer, there))
  return say(`, which is ${sum.en} there`, `（在对方账上为${sum.zh}）`)
}

/** Whether the last request asked for as much as one can, which may have been less than there was to ask for. */
const couldNotAskForAll = ({ recalls }: Transfer): boolean => recalls.at(-1)?.minorUnits === largestMinorUnits

/** A sum in the payer's money, and what the other side has for it; null where that is not known. */
type Asked = readonly [bigint, bigint | null]

/** What may be asked back: of an execution too many and of an amount too large only what goes beyond, of all else what is outside. */
const askable = (finding: Finding, situation: RemedySituation, transfer: Transfer): Asked => {
  const { leaf } = finding.cause
  const beyond = excessOutside(transfer)
  if (leaf === 'F4' || (leaf === 'F2' && beyond > 0n)) {
    const left =
      leaf === 'F4' || couldNotAskForAll(transfer) ? lesser(beyond, leftBeyondOne(transfer, situation.story)) : beyond
    return left > 0n ? [inPayersMoney(transfer.instruction, left), left] : [0n, 0n]
  }
  const outside = withPayee(transfer) + inTransit(transfer)
  const difference = leaf === 'F2' ? beyondConfirmed(finding, situation, transfer) : 0n
  return difference > 0n && difference < outside
    ? [difference, null]
    : [outside, atFarEnd(transfer) + toCreditAtFarEnd(transfer)]
}

/** What is outside may only be asked for. */
export const recall: Rule = (finding, situation, transfer) => {
  const { leaf } = finding.cause
  const reason = recallReasons[leaf]
  if (reason === undefined) return []
  const { rail, payee } = transfer.instruction
  const pull = never(
    'TAKE_FROM_HOLDER',
    say('Take the money from the account that received it.', '直接从收款账户扣回资金。'),
    "the holder's consent or an authority's order is missing",
    '缺少账户持有人的同意或有权机关的命令',
  )
  const byMistakeOfOurs = leaf === 'F1' || leaf === 'F2' || leaf === 'F4'
  if (rail === bookRail) return byMistakeOfOurs ? [] : [pull]
  // What was never handed to a rail by us can be asked of nobody.
  if (transfer.submission === null) return [pull]
  const [outside, there] = askable(finding, situation, transfer)
  // Who refused, or sent it back, is not asked for the same again.
  const answered = transfer.recalls.at(-1)?.phase
  const isAnswered = answered === 'REFUSED' || (answered === 'RETURNED' && !couldNotAskForAll(transfer))
  if (outside === 0n || openRecall(transfer) !== null || isAnswered) return [pull]
  const stated = finding.next.find(({ action }) => action === 'REQUEST_RECALL')
  const part = leaf === 'F4' || stated?.sum === undefined ? outside : BigInt(stated.sum.amount)
  const asked = sumIn(transfer, lesser(lesser(part, outside), largestMinorUnits))
  const inTheirs = asked.minorUnits < outside || there === null ? say('', '') : asThere(transfer, there)
  return [
    {
      remedy: 'REQUEST_RECALL',
      safety: 'propose',
      says: say(
        `Ask for ${sayMoney(asked).en} back${inTheirs.en}. The other side may refuse, and nothing moves until they send it.`,
        `请求退回${sayMoney(asked).zh}${inTheirs.zh}。对方可以拒绝，在其退回之前资金不动。`,
      ),
      amount: asked,
      loss: { part: `recall-${transfer.recalls.length}`, madeGood: madeGood(transfer) },
      send: (key) =>
        command('RequestRecall', {
          transferId: situation.transferId,
          recallId: key,
          to: {
            role: 'RECEIVING_INSTITUTION',
            ...(payee.institution === undefined ? {} : { name: payee.institution }),
          },
          reason,
          answerDueAt: later(situation.now, situation.recallAnswerMs),
          amount: json(asked),
        })(key),
      conditions: [
        ...proposedConditions(finding),
        ...(stated !== undefined || byMistakeOfOurs ? [] : [findingConfirmed(finding)]),
      ],
    },
    pull,
  ]
}
