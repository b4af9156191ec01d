import {
  arrived,
  bookAccount,
  compensated,
  isBookAccount,
  isOurs,
  keptByBook,
  madeGood,
  type Transfer,
} from '@waybill/core'
import type { Bilingual } from '../finding.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { beyondConfirmed } from './beyond-confirmed.js'
import { command, holdsIn, json, never, sumIn, told, twoNames, type Draft, type Rule } from './draft.js'
import {
  accountTakesIt,
  doneByHand,
  guardedConditions,
  legsInThisBook,
  noOtherRemedyOpen,
  notCompensated,
  payeeNamed,
  proposedConditions,
} from './remedy-conditions.js'
import type { RemedySituation } from './remedy-situation.js'

/**
 * What each source paid and has not got back, the last that paid first: that is the order in which they get it. What went to another
 * account in place of a source counts for the first that lacks it.
 */
const shortOf = (
  situation: RemedySituation,
  { instruction }: Transfer,
): ReadonlyArray<{ readonly account: string; readonly minorUnits: bigint }> => {
  const back = [
    ...[...told(situation, 'TransferReturned'), ...told(situation, 'TransferFailed')].flatMap(
      ({ allocation }) => allocation,
    ),
    ...told(situation, 'CorrectionPosted').flatMap(({ from, to, amount }) =>
      from === `suspense:${instruction.amount.currency}` ? [{ account: to, amount }] : [],
    ),
  ].filter(({ account }) => !account.includes(':'))
  const backOn = (account: string): bigint =>
    back.reduce((sum, share) => (share.account === account ? sum + share.amount.minorUnits : sum), 0n)
  const sources = [...instruction.funding].reverse()
  const own = sources.map(({ account, amount }) => {
    const got = backOn(account)
    return got < amount.minorUnits ? got : amount.minorUnits
  })
  let inPlace =
    back.reduce((sum, { amount }) => sum + amount.minorUnits, 0n) -
    own.reduce((sum, minorUnits) => sum + minorUnits, 0n)
  return sources.map(({ account, amount }, index) => {
    const short = amount.minorUnits - (own[index] ?? 0n)
    const covered = inPlace < short ? inPlace : short
    inPlace -= covered
    return { account, minorUnits: short - covered }
  })
}

/** What came back and could not be given to whoever had paid stands in suspense: to each source what of it is its own. */
const outOfSuspense: Rule = (finding, situation, transfer) => {
  const suspense = bookAccount.suspense(transfer.instruction.amount.currency)
  let waiting = transfer.waitingInSuspense
  return shortOf(situation, transfer).flatMap(({ account, minorUnits }): ReadonlyArray<Draft> => {
    const share = waiting < minorUnits ? waiting : minorUnits
    if (share <= 0n) return []
    waiting -= share
    const amount = sumIn(transfer, share)
    const to = situation.takesCredit(account) ? account : (situation.payTo ?? account)
    return [
      {
        remedy: 'POST_RETURN',
        safety: 'guarded',
        says: say(
          `Give the ${sayMoney(amount).en} that came back and waits in suspense to ${to}${to === account ? '' : `, in place of ${account}`}.`,
          `将已退回并挂账的${sayMoney(amount).zh}记入账户 ${to}${to === account ? '' : `（代替账户 ${account}）`}。`,
        ),
        amount,
        accounts: [to, suspense],
        loss: { part: `suspense-${account}`, madeGood: share },
        send: command('PostCorrection', {
          transferId: situation.transferId,
          from: suspense,
          to,
          amount: json(amount),
          corrects: 'a return that waits in suspense',
          reason: `the money came back and is the payer's (${finding.digest.slice(0, 19)})`,
          ...twoNames(situation),
        }),
        conditions: [
          ...guardedConditions(finding, situation, 'POST_RETURN', amount),
          legsInThisBook(isOurs(transfer.instruction.payer)),
          ...(to === account ? [] : [payeeNamed]),
          accountTakesIt(situation, to),
          notCompensated(situation),
        ],
      },
    ]
  })
}

/** What people took from suspense into the book's own accounts, people bring back to suspense, where it waits for the payer. */
const backToSuspense: Rule = (finding, situation, transfer) => {
  const kept = keptByBook(transfer)
  const suspense = bookAccount.suspense(transfer.instruction.amount.currency)
  const taken = told(situation, 'CorrectionPosted').findLast(({ from, to }) => from === suspense && isBookAccount(to))
  if (kept === 0n || taken === undefined) return []
  const most = kept < taken.amount.minorUnits ? kept : taken.amount.minorUnits
  const amount = sumIn(transfer, most)
  return [
    {
      remedy: 'POST_RETURN',
      safety: 'propose',
      says: say(
        `Take the ${sayMoney(amount).en} that came back from ${taken.to} into suspense again: it is the payer's.`,
        `将退回后转入科目 ${taken.to} 的${sayMoney(amount).zh}转回挂账科目：该款归付款方所有。`,
      ),
      amount,
      accounts: [taken.to, suspense],
      loss: { part: `${taken.to}-${transfer.takenIntoBook}`, madeGood: madeGood(transfer) },
      send: command('PostCorrection', {
        transferId: situation.transferId,
        from: taken.to,
        to: suspense,
        amount: json(amount),
        corrects: 'an entry that took a return out of suspense',
        reason: `the money came back and is the payer's (${finding.digest.slice(0, 19)})`,
        ...twoNames(situation),
      }),
      approvalsNeeded: 2,
      conditions: [...proposedConditions(finding), noOtherRemedyOpen(situation)],
    },
  ]
}

/** What came back and was not given to whoever had paid. */
export const postReturn: Rule = (...asked) => [...outOfSuspense(...asked), ...backToSuspense(...asked)]

/** What came back is told, and what of it did not is kept open. */
export const isBack: Rule = (finding, situation, transfer) => {
  if (holdsIn(finding, 'E1', 'E3', 'E4') === undefined || beyondConfirmed(finding, situation, transfer) > 0n) return []
  const open = transfer.instruction.amount.minorUnits - madeGood(transfer) - arrived(transfer)
  const there = arrived(transfer)
  const sum = (part: bigint): Bilingual => sayMoney(sumIn(transfer, part))
  const [came, stays, missing] = [sum(madeGood(transfer)), sum(there), sum(open)]
  const isAllBack = holdsIn(finding, 'E1') !== undefined || (open <= 0n && there === 0n)
  const rest: Draft = isAllBack
    ? {
        remedy: 'TELL_MONEY_IS_BACK',
        safety: 'safe',
        says: say('Tell the customer that the money is back.', '告知客户资金已经退回。'),
        conditions: [doneByHand],
      }
    : {
        remedy: 'TRACK_REMAINDER',
        safety: 'safe',
        says:
          open > 0n
            ? say(`Keep ${missing.en} open: it has not come back.`, `继续跟踪尚未退回的${missing.zh}。`)
            : say(
                `${came.en} is back: find out whether the ${stays.en} that stayed with the payee is to come back as well.`,
                `${came.zh}已经退回：查明仍在收款方的${stays.zh}是否也应退回。`,
              ),
        amount: sumIn(transfer, open > 0n ? open : there),
        conditions: [doneByHand],
      }
  if (compensated(transfer) === 0n && transfer.instruction.amount.minorUnits > madeGood(transfer)) return [rest]
  return [
    rest,
    never(
      'COMPENSATE_AGAIN',
      say('Pay it back a second time.', '再次退款。'),
      'the money is back already',
      '资金已经退回',
    ),
  ]
}
