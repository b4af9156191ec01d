import {
  arrived,
  bookRail,
  givenByPayee,
  isOurs,
  madeGood,
  openExceptions,
  sameAccount,
  type Transfer,
  type TransferException,
} from '@waybill/core'
import type { Finding } from '../finding.js'
import { say } from '../verdict.js'
import { sayAccount, sayMoney } from '../wording/plain.js'
import { beyondConfirmed } from './beyond-confirmed.js'
import { asker, command, holdsIn, json, sumIn, sumThere, told, twoNames, type Draft, type Rule } from './draft.js'
import {
  fundsStillThere,
  guardedConditions,
  legsInThisBook,
  noOtherRemedyOpen,
  notCompensated,
  proposedConditions,
} from './remedy-conditions.js'
import type { RemedySituation } from './remedy-situation.js'

/** What was executed beyond the instruction and stands on an account of this book. */
export const excessHere: Rule = (finding, situation, transfer) =>
  openExceptions(transfer).flatMap(({ kind, open, bookedOn, exceptionId }): ReadonlyArray<Draft> => {
    if (kind !== 'EXECUTED_BEYOND' || bookedOn === null || bookedOn.includes(':')) return []
    const amount = sumThere(transfer, open)
    return [
      {
        remedy: 'TAKE_BACK_EXCESS',
        safety: 'guarded',
        says: say(
          `Take back the ${sayMoney(amount).en} that ${bookedOn} was credited with beyond the instruction.`,
          `收回超出指令记入账户 ${bookedOn} 的${sayMoney(amount).zh}。`,
        ),
        amount,
        accounts: [bookedOn],
        loss: { part: exceptionId, madeGood: open },
        send: command('ResolveException', {
          transferId: situation.transferId,
          exceptionId,
          how: 'RETURNED_TO_SOURCE',
          by: asker(situation),
          reason: `executed beyond the instruction (${finding.digest.slice(0, 19)})`,
          amount: json(amount),
        }),
        conditions: [
          ...guardedConditions(finding, situation, 'TAKE_BACK_EXCESS', amount),
          legsInThisBook(true),
          fundsStillThere(situation, bookedOn, amount),
        ],
      },
    ]
  })

/** Money of the transfer on an account of this book that is not the payee's, in the currency of the payee. */
const misplaced = (transfer: Transfer): ReadonlyArray<{ readonly account: string; readonly minorUnits: bigint }> => {
  const { payee } = transfer.instruction
  let rest = transfer.exchanged?.boughtElsewhere ?? transfer.creditedElsewhere
  return transfer.executions.flatMap(({ account, minorUnits }) => {
    if (!isOurs(account) || sameAccount(account, payee) || rest === 0n) return []
    const part = minorUnits < rest ? minorUnits : rest
    rest -= part
    return [{ account: account.account, minorUnits: part }]
  })
}

/** What went to another account than confirmed is brought to the payee, or back to the payer. */
export const correctDestination: Rule = (finding, situation, transfer) => {
  if (holdsIn(finding, 'F1') === undefined) return []
  const { payee } = transfer.instruction
  const corrections = misplaced(transfer)
    .slice(0, 1)
    .map(({ account, minorUnits }): Draft => {
      const amount = sumThere(transfer, minorUnits)
      return {
        remedy: 'CORRECT_DESTINATION',
        safety: 'guarded',
        says: say(
          `Bring ${sayMoney(amount).en} from ${account}, which got it by mistake, to the payee ${sayAccount(payee).en}.`,
          `将误入账户 ${account} 的${sayMoney(amount).zh}更正至收款方${sayAccount(payee).zh}。`,
        ),
        amount,
        accounts: [account, payee.account],
        loss: { part: account, madeGood: madeGood(transfer) + arrived(transfer) },
        send: command('PostCorrection', {
          transferId: situation.transferId,
          from: account,
          to: payee.account,
          amount: json(amount),
          corrects: 'a credit of the wrong account',
          reason: `executed to another account than confirmed (${finding.digest.slice(0, 19)})`,
          ...twoNames(situation),
        }),
        conditions: [
          ...guardedConditions(finding, situation, 'CORRECT_DESTINATION', amount),
          legsInThisBook(isOurs(payee)),
          fundsStillThere(situation, account, amount),
          notCompensated(situation),
        ],
      }
    })
  const confirmed = told(situation, 'ConfirmationShown').at(-1)?.shown.payee
  if (confirmed === undefined || confirmed.account === payee.account) return corrections
  if (!isOurs(payee) || arrived(transfer) === 0n) return corrections
  return [...corrections, reversal(finding, situation, transfer, 'REVERSE_MISPOSTING', arrived(transfer))]
}

const reversal = (
  finding: Finding,
  situation: RemedySituation,
  transfer: Transfer,
  remedy: 'REVERSE_MISPOSTING' | 'REVERSE_DIFFERENCE',
  minorUnits: bigint,
): Draft => {
  const { payee, payer, rail } = transfer.instruction
  const amount = sumIn(transfer, minorUnits)
  return {
    remedy,
    safety: 'guarded',
    says:
      remedy === 'REVERSE_MISPOSTING'
        ? say(
            `Take ${sayMoney(amount).en} back from ${payee.account}, which the customer never confirmed, and give it to the payer.`,
            `从客户从未确认的账户 ${payee.account} 收回${sayMoney(amount).zh}，退还付款方。`,
          )
        : say(
            `Take back only the ${sayMoney(amount).en} that went beyond the confirmed amount.`,
            `只收回超出确认金额的${sayMoney(amount).zh}。`,
          ),
    amount,
    accounts: [payee.account, ...transfer.instruction.funding.map(({ account }) => account)],
    loss: { madeGood: madeGood(transfer) },
    send: command('ReverseTransfer', {
      transferId: situation.transferId,
      amount: json(amount),
      kind: remedy === 'REVERSE_MISPOSTING' ? 'MISPOSTING' : 'WRONG_AMOUNT',
      by: asker(situation),
      authority: `correction of our own entry (${finding.digest.slice(0, 19)})`,
      cause: finding.cause.leaf,
    }),
    conditions: [
      ...guardedConditions(finding, situation, remedy, amount),
      legsInThisBook(rail === bookRail && isOurs(payee) && isOurs(payer)),
      fundsStillThere(situation, payee.account, sumThere(transfer, givenByPayee(transfer, minorUnits))),
    ],
  }
}

/** More was recorded and executed than the customer confirmed: the difference, never the whole. */
export const reverseDifference: Rule = (finding, situation, transfer) => {
  const beyond = beyondConfirmed(finding, situation, transfer)
  const there = arrived(transfer)
  const difference = beyond < there ? beyond : there
  return difference > 0n ? [reversal(finding, situation, transfer, 'REVERSE_DIFFERENCE', difference)] : []
}

/** What nobody gives back may be borne, by two names. */
export const writeOff: Rule = (finding, situation, transfer) =>
  openExceptions(transfer).flatMap(({ exceptionId, kind, open }: TransferException): ReadonlyArray<Draft> => {
    if (kind !== 'EXECUTED_BEYOND' && kind !== 'CREDITED_LATE') return []
    const amount = sumThere(transfer, open)
    return [
      {
        remedy: 'WRITE_OFF',
        safety: 'propose',
        says: say(
          `Let us bear the ${sayMoney(amount).en} that nobody gives back. Two people answer for it by name.`,
          `由我方承担无人退还的${sayMoney(amount).zh}。须两人具名负责。`,
        ),
        amount,
        loss: { part: exceptionId, madeGood: open },
        send: command('WriteOffException', {
          transferId: situation.transferId,
          exceptionId,
          amount: json(amount),
          reason: `nobody gives it back (${finding.digest.slice(0, 19)})`,
          ...twoNames(situation),
        }),
        approvalsNeeded: 2,
        conditions: [...proposedConditions(finding), noOtherRemedyOpen(situation)],
      },
    ]
  })
