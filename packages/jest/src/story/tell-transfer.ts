import {
  currencyOfPayee,
  excess,
  excessReturned,
  formatMinorUnits,
  inTransit,
  openReservations,
  transferStatus,
  withPayee,
  type Account,
  type Execution,
  type Funds,
  type Transfer,
} from '@waybill/core'
import { tellTelling } from './movement-sentences.js'
import { tellEvent } from './tell-event.js'
import { tellCode, tellParty, tellReference } from './tell-value.js'
import type { Teller } from './teller.js'

const sums = {
  confirmed: ({ confirmed }) => confirmed,
  'in transit': inTransit,
  credited: ({ credited }) => credited,
  'credited elsewhere': ({ creditedElsewhere }) => creditedElsewhere,
  'with the payee': withPayee,
  failed: ({ failed }) => failed,
  'returned in transit': ({ returnedInTransit }) => returnedInTransit,
  'returned after credit': ({ returnedAfterCredit }) => returnedAfterCredit,
  reversed: ({ reversed }) => reversed,
  'corrected back': ({ correctedBack }) => correctedBack,
  'moved away from the payee by hand': ({ movedAway }) => movedAway,
  'given by hand': ({ givenByHand }) => givenByHand,
  'taken by hand': ({ takenByHand }) => takenByHand,
  'given beyond the loss': ({ givenBeyondLoss }) => givenBeyondLoss,
  'given in place of who paid': ({ givenInPlace }) => givenInPlace,
  'waiting in suspense': ({ waitingInSuspense }) => waitingInSuspense,
} as const satisfies Readonly<Record<string, (transfer: Transfer) => bigint>>

/** What stands beyond the instruction, in the currency in which it moved. */
const beyond = {
  excess,
  'returned beyond what was left': excessReturned,
} as const satisfies Readonly<Record<string, (transfer: Transfer) => bigint>>

const tellExecution = (teller: Teller, transfer: Transfer, what: string, execution: Execution): string => {
  const { executionRef, account, minorUnits, toldBy } = execution
  const currency = currencyOfPayee(transfer.instruction)
  const reference = executionRef === null ? 'without a reference' : teller.text(executionRef)
  return `${what} ${reference}: ${tellReference(teller, account)} ${currency} ${formatMinorUnits(minorUnits, currency)}${tellTelling(teller, toldBy ?? {})}`
}

const tellSubmission = (teller: Teller, { submission }: Transfer): ReadonlyArray<string> => {
  if (submission === null) return []
  const { rail, railKey, messageDigest, answerDueAt, railReference } = submission
  const known = railReference === null ? '' : `, known there as ${teller.text(railReference)}`
  return [
    `submitted to ${rail} under the key ${teller.text(railKey)}, message ${teller.text(messageDigest)}, an answer due at ${teller.time(answerDueAt)}${known}`,
  ]
}

const tellDoubt = (teller: Teller, { doubt, inquiryDueAt, inquiries }: Transfer): ReadonlyArray<string> => [
  ...(doubt === null ? [] : [`in doubt: ${doubt}`]),
  ...(inquiryDueAt === null ? [] : [`an inquiry is due at ${teller.time(inquiryDueAt)}`]),
  ...inquiries.map(
    ({ inquiryId, answerDueAt, answered }) =>
      `inquiry ${teller.text(inquiryId)} ${answered ? 'was answered' : `waits for its answer until ${teller.time(answerDueAt)}`}`,
  ),
]

const tellExceptions = (teller: Teller, { exceptions, instruction }: Transfer): ReadonlyArray<string> => {
  const currency = currencyOfPayee(instruction)
  return exceptions.map(({ exceptionId, kind, open, bookedOn, resolved }) => {
    const stands = open === 0n ? '' : `, ${currency} ${formatMinorUnits(open, currency)} open`
    const where = bookedOn === null ? '' : `, booked to ${teller.text(bookedOn)}`
    return `exception ${teller.text(exceptionId)} is ${kind}${resolved ? ', resolved' : stands}${where}`
  })
}

const tellMadeWhole = (teller: Teller, { madeWhole, instruction }: Transfer): ReadonlyArray<string> => {
  const { currency } = instruction.amount
  return madeWhole.map(({ disputeId, outOf, open }) => {
    const under = disputeId === null ? 'by hand' : `under dispute ${teller.text(disputeId)}`
    return `made whole by the operator ${under}: ${currency} ${formatMinorUnits(open, currency)} ${outOf}`
  })
}

const tellCases = (teller: Teller, { recalls, disputes, instruction }: Transfer): ReadonlyArray<string> => {
  const { currency } = instruction.amount
  return [
    ...recalls.map(
      ({ recallId, phase, minorUnits, reason, answerDueAt }) =>
        `recall ${teller.text(recallId)} is ${phase}: ${currency} ${formatMinorUnits(minorUnits, currency)} for ${tellCode(reason)}, an answer due at ${teller.time(answerDueAt)}`,
    ),
    ...disputes.map(({ disputeId, phase, claim, claimant, outcome, owed, replyDueAt, evidenceRequests }) =>
      [
        `dispute ${teller.text(disputeId)} is ${phase}: ${tellParty(claimant)} claims ${claim}, an answer due at ${teller.time(replyDueAt)}`,
        ...(evidenceRequests.length === 0 ? [] : [`asked for ${evidenceRequests.map(teller.text).join(', ')}`]),
        ...(outcome === null ? [] : [`${outcome}, ${currency} ${formatMinorUnits(owed, currency)} owed`]),
      ].join('; '),
    ),
  ]
}

/** A transfer's state: one line with its status and instruction, then what has become of it, sums of zero left out. */
export const tellTransfer = (teller: Teller, transfer: Transfer): ReadonlyArray<string> => {
  const { instruction, openHolds, executions, returns } = transfer
  const payees = currencyOfPayee(instruction)
  const moved = [
    ...Object.entries(sums).map(([name, sumOf]) => [name, sumOf, instruction.amount.currency] as const),
    ...Object.entries(beyond).map(([name, sumOf]) => [name, sumOf, payees] as const),
  ]
    .filter(([, sumOf]) => sumOf(transfer) !== 0n)
    .map(([name, sumOf, currency]) => `${name} ${currency} ${formatMinorUnits(sumOf(transfer), currency)}`)
  const instructed = tellEvent(teller, instruction).replace(/^TransferInitiated .*?: /, '')
  const lines = [
    ...(moved.length === 0 ? [] : [moved.join(', ')]),
    ...openHolds.map((hold) => `held by ${teller.text(hold)}`),
    ...tellSubmission(teller, transfer),
    ...tellDoubt(teller, transfer),
    ...executions.map((execution) => tellExecution(teller, transfer, 'execution', execution)),
    ...returns.map((execution) => tellExecution(teller, transfer, 'return', execution)),
    ...tellExceptions(teller, transfer),
    ...tellMadeWhole(teller, transfer),
    ...tellCases(teller, transfer),
  ]
  return [
    `Transfer ${teller.text(instruction.transferId)} is ${transferStatus(transfer)}: ${instructed}`,
    ...lines.map((line) => `  ${line}`),
  ]
}

/** An account's state in one line. */
export const tellAccount = (
  teller: Teller,
  { account, currency, kind, customer, limit, freeze, phase }: Account,
): string =>
  [
    `Account ${teller.text(account)} is ${phase}: ${kind} in ${currency}`,
    ...(limit === 0n ? [] : [`down to ${currency} ${formatMinorUnits(limit, currency)} below zero`]),
    ...(freeze === 'NONE' ? [] : [`frozen for ${freeze}`]),
    ...(customer === null ? [] : [`of ${teller.person(customer)}`]),
  ].join(', ')

/** The funds of an account in one line, in minor units: a fold of funds knows no currency. */
export const tellFunds = (teller: Teller, { outflow, reserved, reservedTotal }: Funds): string => {
  const kept = openReservations(reserved).map(([transferId, sum]) => `${sum} for ${teller.text(transferId)}`)
  return `Funds in minor units: ${outflow} out, ${reservedTotal} kept${kept.length === 0 ? '' : ` (${kept.join(', ')})`}`
}
