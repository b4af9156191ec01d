import {
  disputeEvents,
  recallEvents,
  type DisputeEvent,
  type MovementEvent,
  type RecallEvent,
  type TransferEvent,
} from './event.js'
import { byHand, movedByHand, resolvedByHand } from './by-hand.js'
import { sumOfFees, type Instruction } from './instruction.js'
import { boundTo, withExecution } from './execution.js'
import { boughtFor, exchangeOf, inPayersMoney, type ExchangeSoFar } from './exchange.js'
import { bookedOn, lowered, opened, openedAgainst } from './exception.js'
import { madeFinal, recovered, rescinded } from './made-whole.js'
import {
  arrived,
  inTransit,
  madeGood,
  madeGoodForGood,
  stillToMakeGood,
  type Dispute,
  type MadeWhole,
  type Recall,
  type Submission,
  type Telling,
  type Transfer,
} from './state.js'
import { withoutReturned } from './without-returned.js'
import { creditSaidAgain, returnSaidAgain, sameCode } from './said-again.js'
import { bookAccount, sameAccount, type LedgerAccount } from '../ledger/account-id.js'
import type { Entry } from '../ledger/entry.js'
import { lesser } from '../money/money.js'
import type { Party } from '../ledger/party.js'

/** A transfer that does not exist yet. */
export const noTransfer: Transfer | null = null

const isRecallEvent = (event: TransferEvent): event is RecallEvent => Object.hasOwn(recallEvents, event._tag)
const isDisputeEvent = (event: TransferEvent): event is DisputeEvent => Object.hasOwn(disputeEvents, event._tag)

const withRecall = (transfer: Transfer, recallId: string, phase: Recall['phase']): Transfer => ({
  ...transfer,
  recalls: transfer.recalls.map((recall) => (recall.recallId === recallId ? { ...recall, phase } : recall)),
})

const answeredWith = (transfer: Transfer, recallId: string, answer: NonNullable<Recall['answer']>): Transfer => ({
  ...transfer,
  recalls: transfer.recalls.map((recall) =>
    recall.recallId === recallId
      ? { ...recall, answer, phase: recall.phase === 'RETURNED' ? recall.phase : answer }
      : recall,
  ),
})

/** Whether what came back is what the asked sum is at the quote: in the payer's money it may round to less. */
const cameBackAtQuote = (instruction: Instruction, { cameBackBeyond, cameBackThere, minorUnits }: Recall): boolean => {
  const exchange = exchangeOf(instruction)
  const asked = exchange === null ? 0n : boughtFor(exchange, minorUnits)
  return asked > 0n && cameBackThere + cameBackBeyond >= asked
}

/** A recall is over when as much has come back as it asked for; one that was taken back asks for nothing. */
const metBy = (instruction: Instruction, recall: Recall, minorUnits: bigint): Recall => {
  const cameBack = recall.cameBack + minorUnits
  const isMet = cameBack >= recall.minorUnits || cameBackAtQuote(instruction, recall)
  return { ...recall, cameBack, phase: isMet && recall.phase !== 'WITHDRAWN' ? 'RETURNED' : recall.phase }
}

/** `there` is the same in the payee's currency; 0 where it was not told in that. */
const withRecallsMet = (transfer: Transfer, minorUnits: bigint, there: bigint): Transfer => ({
  ...transfer,
  recalls: transfer.recalls.map((recall) =>
    metBy(transfer.instruction, { ...recall, cameBackThere: recall.cameBackThere + there }, minorUnits),
  ),
})

/** The same by what was executed beyond the instruction: all of it that came back is exchanged as one sum. */
const withRecallsMetBeyond = (transfer: Transfer, there: bigint): Transfer => ({
  ...transfer,
  recalls: transfer.recalls.map((recall) => {
    const { instruction } = transfer
    const cameBackBeyond = recall.cameBackBeyond + there
    const more = inPayersMoney(instruction, cameBackBeyond) - inPayersMoney(instruction, recall.cameBackBeyond)
    return metBy(instruction, { ...recall, cameBackBeyond }, more)
  }),
})

const withDispute = (transfer: Transfer, disputeId: string, change: Partial<Dispute>): Transfer => ({
  ...transfer,
  disputes: transfer.disputes.map((dispute) => (dispute.disputeId === disputeId ? { ...dispute, ...change } : dispute)),
})

const telling = (event: { readonly reportId?: string; readonly by?: Party }): Telling | null =>
  event.reportId === undefined || event.by === undefined ? null : { reportId: event.reportId, by: event.by }

const bookedInstead = (postedTo: LedgerAccount | undefined): { readonly postedTo?: LedgerAccount } =>
  postedTo === undefined ? {} : { postedTo }

/** An outcome came, so what was in doubt is so no longer, unless answers contradict each other about what is still in transit. */
const settled = (transfer: Transfer): Transfer =>
  transfer.doubt === 'CONTRADICTION' && inTransit(transfer) > 0n
    ? transfer
    : { ...transfer, doubt: null, inquiryDueAt: null }

const answered = (transfer: Transfer, inquiryId: string): Transfer => ({
  ...transfer,
  inquiries: transfer.inquiries.map((inquiry) =>
    inquiry.inquiryId === inquiryId ? { ...inquiry, answered: true } : inquiry,
  ),
})

/** The operator gave a sum to the payer's side. */
const given = (transfer: Transfer, disputeId: string, outOf: MadeWhole['outOf'], open: bigint): Transfer => ({
  ...transfer,
  givenByOperator: transfer.givenByOperator + open,
  madeWhole: [...transfer.madeWhole, { disputeId, outOf, open }],
})

const isOperators = (account: LedgerAccount): boolean => /^operator-(?:provisional|loss):/.test(account)

const creditedTo = ({ postings }: Entry, is: (account: LedgerAccount) => boolean): bigint =>
  postings.reduce(
    (total, { account, creditDebit, amount }) =>
      creditDebit === 'CRDT' && is(account) ? total + amount.minorUnits : total,
    0n,
  )

/** What came back went to the operator as far as the entry says so. */
const repaid = (transfer: Transfer, entry: Entry): Transfer => {
  const sum = creditedTo(entry, isOperators)
  return sum === 0n
    ? transfer
    : {
        ...transfer,
        recoveredByOperator: transfer.recoveredByOperator + sum,
        madeWhole: recovered(transfer.madeWhole, sum),
      }
}

/**
 * What came back into suspense waits there for the sources. What of it goes beyond their loss, because they were given as much by
 * hand before, stands for that instead, and is whoever's gave it.
 */
const waiting = (transfer: Transfer, entry: Entry): Transfer => {
  const { instruction, givenByHand } = transfer
  const suspense = bookAccount.suspense(instruction.amount.currency)
  const sum = creditedTo(entry, (account) => account === suspense)
  if (sum === 0n) return transfer
  const beyond = madeGood(transfer) - instruction.amount.minorUnits
  const instead = beyond > 0n ? lesser(beyond, sum) : 0n
  return {
    ...transfer,
    givenByHand: givenByHand - instead,
    waitingInSuspense: transfer.waitingInSuspense + sum - instead,
  }
}

/** What came back goes to whom the entry says. */
const allotted = (transfer: Transfer, entry: Entry): Transfer => waiting(repaid(transfer, entry), entry)

/** What the far end has of an exchanged transfer changes by so much; of one in one currency nothing is kept apart. */
const withExchanged = (transfer: Transfer, bought: bigint, elsewhere = 0n): { readonly exchanged?: ExchangeSoFar } => {
  const { exchanged } = transfer
  if (exchanged === undefined) return {}
  const { bought: before, boughtElsewhere, accountedFor } = exchanged
  return {
    exchanged: {
      ...exchanged,
      bought: before + bought,
      boughtElsewhere: boughtElsewhere + elsewhere,
      accountedFor: bought > 0n ? accountedFor + bought : accountedFor,
    },
  }
}

/** So much of what was on its way came back, the fees that were kept of it included; `there` is the same in the payee's currency. */
const withoutOnItsWay = (
  { exchanged, returnedInTransit }: Transfer,
  minorUnits: bigint,
  there: bigint,
): Pick<Transfer, 'exchanged' | 'returnedInTransit'> => ({
  ...(exchanged === undefined ? {} : { exchanged: { ...exchanged, accountedFor: exchanged.accountedFor + there } }),
  returnedInTransit: returnedInTransit + minorUnits,
})

const evolveRecall = (transfer: Transfer, event: RecallEvent): Transfer => {
  switch (event._tag) {
    case 'RecallRequested':
      return {
        ...transfer,
        recalls: [
          ...transfer.recalls,
          {
            recallId: event.recallId,
            phase: 'REQUESTED',
            answer: null,
            cameBack: 0n,
            cameBackBeyond: 0n,
            cameBackThere: 0n,
            answerDueAt: event.answerDueAt,
            minorUnits: event.amount.minorUnits,
            reason: event.reason,
          },
        ],
      }
    case 'RecallAccepted':
      return answeredWith(transfer, event.recallId, 'ACCEPTED')
    case 'RecallRefused':
      return answeredWith(transfer, event.recallId, 'REFUSED')
    case 'RecallUnanswered':
      return withRecall(transfer, event.recallId, 'UNANSWERED')
    case 'RecallWithdrawn':
      return withRecall(transfer, event.recallId, 'WITHDRAWN')
  }
}

const evolveDispute = (transfer: Transfer, event: DisputeEvent): Transfer => {
  switch (event._tag) {
    case 'TransferDisputed':
      return {
        ...transfer,
        disputes: [
          ...transfer.disputes,
          {
            disputeId: event.disputeId,
            claim: event.claim,
            claimant: event.claimant,
            phase: 'OPEN',
            outcome: null,
            owed: 0n,
            replyDueAt: event.replyDueAt,
            evidenceRequests: [],
            evidence: [],
            reopened: false,
            claimed: event.amount?.minorUnits ?? transfer.instruction.amount.minorUnits - madeGoodForGood(transfer),
            madeGoodBefore: madeGoodForGood(transfer),
            madeGoodAtDecision: 0n,
            arrivedBefore: arrived(transfer),
            arrivedAtDecision: 0n,
          },
        ],
      }
    case 'EvidenceRequested':
      return {
        ...transfer,
        disputes: transfer.disputes.map((dispute) =>
          dispute.disputeId === event.disputeId
            ? { ...dispute, evidenceRequests: [...dispute.evidenceRequests, event.requestId] }
            : dispute,
        ),
      }
    case 'EvidenceSubmitted':
      return {
        ...transfer,
        disputes: transfer.disputes.map((dispute) =>
          dispute.disputeId === event.disputeId
            ? {
                ...dispute,
                evidenceRequests: dispute.evidenceRequests.filter((request) => request !== event.requestId),
                evidence: [...dispute.evidence, event.documentDigest],
              }
            : dispute,
        ),
      }
    case 'DisputeReviewStarted':
      return withDispute(transfer, event.disputeId, { phase: 'UNDER_REVIEW' })
    case 'DisputeResolved': {
      const dispute = transfer.disputes.find(({ disputeId }) => disputeId === event.disputeId)
      const open = dispute === undefined ? 0n : stillToMakeGood(transfer, dispute)
      return withDispute(transfer, event.disputeId, {
        phase: 'RESOLVED',
        outcome: event.outcome,
        owed: event.outcome === 'DENIED' ? 0n : (event.amount?.minorUnits ?? open),
        madeGoodAtDecision: madeGoodForGood(transfer),
        arrivedAtDecision: arrived(transfer),
      })
    }
    case 'DisputeReopened': {
      const { disputeId, documentDigest, replyDueAt } = event
      const evidence = transfer.disputes.find((dispute) => dispute.disputeId === disputeId)?.evidence ?? []
      return withDispute(transfer, disputeId, {
        phase: 'OPEN',
        outcome: null,
        owed: 0n,
        reopened: true,
        evidence: [...evidence, documentDigest],
        replyDueAt,
      })
    }
    case 'ProvisionalCreditGranted':
      return given(transfer, event.disputeId, 'PROVISIONAL', event.amount.minorUnits)
    case 'RestitutionPaid':
      return given(transfer, event.disputeId, 'LOSS', event.amount.minorUnits)
    case 'ProvisionalCreditMadeFinal':
      return { ...transfer, madeWhole: madeFinal(transfer.madeWhole, event.disputeId, event.amount.minorUnits) }
    case 'ProvisionalCreditRescinded':
      return {
        ...transfer,
        givenByOperator: transfer.givenByOperator - event.amount.minorUnits,
        madeWhole: rescinded(transfer.madeWhole, event.disputeId, event.amount.minorUnits),
      }
    case 'DisputeWithdrawn':
      return withDispute(transfer, event.disputeId, { phase: 'WITHDRAWN' })
    case 'DisputeClosed':
      return withDispute(transfer, event.disputeId, { phase: 'CLOSED' })
  }
}

const evolveMovement = (
  transfer: Transfer,
  event: Exclude<MovementEvent, { readonly _tag: 'TransferInitiated' }>,
): Transfer => {
  switch (event._tag) {
    case 'TransferRejected':
      return { ...transfer, earlyEnding: 'REJECTED', openHolds: [] }
    case 'TransferCancelled':
      return { ...transfer, earlyEnding: 'CANCELLED', openHolds: [] }
    case 'TransferExpired':
      return { ...transfer, earlyEnding: 'EXPIRED', openHolds: [] }
    case 'TransferConfirmed':
      return { ...transfer, confirmed: transfer.instruction.amount.minorUnits }
    case 'TransferHeld':
      return { ...transfer, openHolds: [...transfer.openHolds, event.holdId] }
    case 'TransferReleased':
      return { ...transfer, openHolds: transfer.openHolds.filter((hold) => hold !== event.holdId) }
    case 'SubmissionStarted': {
      const submission: Submission = {
        rail: event.rail,
        railKey: event.railKey,
        messageDigest: event.messageDigest,
        answerDueAt: event.answerDueAt,
        railReference: null,
      }
      return { ...transfer, submission }
    }
    case 'TransferSubmitted':
      return settled({
        ...transfer,
        submission:
          transfer.submission === null ? null : { ...transfer.submission, railReference: event.railReference },
      })
    case 'TransferStatusReported': {
      const { status, executionRef, account, amount } = event
      if (executionRef === undefined || account === undefined || amount === undefined) return transfer
      const said = { executionRef, account, minorUnits: amount.minorUnits }
      if (sameCode(status, creditSaidAgain)) return { ...transfer, executions: boundTo(transfer.executions, said) }
      if (sameCode(status, returnSaidAgain)) return { ...transfer, returns: boundTo(transfer.returns, said) }
      return transfer
    }
    case 'TransferOutcomeUnknown':
      // That answers contradict each other stays true when one more of them is late.
      return {
        ...transfer,
        doubt: transfer.doubt === 'CONTRADICTION' ? transfer.doubt : event.because,
        inquiryDueAt: event.inquiryDueAt,
      }
    case 'StatusInquirySent':
      return {
        ...transfer,
        inquiryDueAt: null,
        inquiries: [
          ...transfer.inquiries,
          { inquiryId: event.inquiryId, answerDueAt: event.answerDueAt, answered: false },
        ],
      }
    case 'StatusInquiryAnswered':
      return event.answer === 'STATUS'
        ? settled(answered(transfer, event.inquiryId))
        : answered(transfer, event.inquiryId)
    case 'TransferCredited': {
      const { account, executionRef = null, postedTo, amount, converted = amount } = event
      const onPayee = postedTo === undefined && sameAccount(account, transfer.instruction.payee)
      return settled({
        ...transfer,
        ...withExchanged(transfer, converted.minorUnits, onPayee ? 0n : converted.minorUnits),
        credited: transfer.credited + amount.minorUnits,
        creditedElsewhere: transfer.creditedElsewhere + (onPayee ? 0n : amount.minorUnits),
        executions: withExecution(transfer.executions, {
          executionRef,
          account,
          minorUnits: converted.minorUnits,
          kept: 0n,
          toldBy: telling(event),
          ...bookedInstead(postedTo),
        }),
      })
    }
    case 'TransferFailed':
      return settled(
        withRecallsMet(
          allotted({ ...transfer, failed: transfer.failed + event.amount.minorUnits }, event.entry),
          event.amount.minorUnits,
          0n,
        ),
      )
    case 'TransferReturned': {
      const came = event.amount.minorUnits
      const cameThere = event.converted?.minorUnits ?? came
      const keptThere = sumOfFees(event.fees ?? [])
      const kept = event.converted === undefined ? keptThere : (event.keptOfAmount?.minorUnits ?? 0n)
      const returned: Transfer = {
        ...transfer,
        ...(event.outOf === 'IN_TRANSIT'
          ? withoutOnItsWay(transfer, came + kept, cameThere + keptThere)
          : withoutReturned(transfer, came + kept, cameThere + keptThere)),
        keptOfReturns: transfer.keptOfReturns + kept,
      }
      return settled({
        ...withRecallsMet(allotted(returned, event.entry), came + kept, cameThere + keptThere),
        returns: withExecution(returned.returns, {
          executionRef: event.executionRef ?? null,
          account: transfer.instruction.payer,
          minorUnits: cameThere,
          kept: keptThere,
          toldBy: telling(event),
        }),
      })
    }
    case 'TransferReversed':
      return allotted(
        {
          ...transfer,
          ...withExchanged(transfer, -(event.converted?.minorUnits ?? 0n)),
          reversed: transfer.reversed + event.amount.minorUnits,
        },
        event.entry,
      )
    case 'DuplicateDetected':
    case 'LateOutcomeReceived':
      return {
        ...transfer,
        exceptions:
          event._tag === 'DuplicateDetected'
            ? openedAgainst(transfer.exceptions, 'EXECUTED_BEYOND', event.amount.minorUnits, bookedOn(event))
            : opened(transfer.exceptions, 'CREDITED_LATE', event.amount.minorUnits, bookedOn(event)),
        executions: withExecution(transfer.executions, {
          executionRef: event.executionRef ?? null,
          account: event.account,
          minorUnits: event.amount.minorUnits,
          kept: 0n,
          toldBy: telling(event),
          ...bookedInstead(event.postedTo),
        }),
      }
    case 'ExcessReturned':
      return {
        ...withRecallsMetBeyond(transfer, event.amount.minorUnits),
        exceptions: openedAgainst(transfer.exceptions, 'RETURNED_BEYOND', event.amount.minorUnits, null),
        returns: withExecution(transfer.returns, {
          executionRef: event.executionRef ?? null,
          account: transfer.instruction.payer,
          minorUnits: event.amount.minorUnits,
          kept: sumOfFees(event.fees ?? []),
          toldBy: telling(event),
        }),
      }
    case 'MismatchObserved':
      return { ...transfer, exceptions: opened(transfer.exceptions, 'MISMATCH', 0n, null) }
    case 'ExceptionResolved': {
      const { exceptionId, against, amount, account } = event
      const exception = transfer.exceptions.find((one) => one.exceptionId === exceptionId)
      const settles = movedByHand(transfer, resolvedByHand(transfer, exception, account, amount.minorUnits))
      const resolved = lowered(transfer.exceptions, exceptionId, amount.minorUnits)
      return {
        ...settles,
        exceptions: against === undefined ? resolved : lowered(resolved, against, amount.minorUnits),
      }
    }
    case 'ExceptionWrittenOff':
      return { ...transfer, exceptions: lowered(transfer.exceptions, event.exceptionId, event.amount.minorUnits) }
    case 'MismatchExplained':
      return { ...transfer, exceptions: lowered(transfer.exceptions, event.exceptionId, 0n) }
    case 'TransferFundsConfirmed':
      return { ...transfer, pendingFunds: null }
    case 'CorrectionPosted':
      return movedByHand(transfer, byHand(transfer, event))
    case 'CommandRefused':
      return transfer
  }
}

/**
 * The transfer after one more event of its stream. Total: an event already happened. Before
 * TransferInitiated (a stream that holds only refusals) there is no transfer.
 */
export const evolveTransfer = (transfer: Transfer | null, event: TransferEvent): Transfer | null => {
  if (event._tag === 'TransferInitiated')
    return {
      instruction: event,
      pendingFunds: event.pendingFunds ?? null,
      earlyEnding: null,
      confirmed: 0n,
      credited: 0n,
      creditedElsewhere: 0n,
      failed: 0n,
      returnedInTransit: 0n,
      returnedAfterCredit: 0n,
      reversed: 0n,
      correctedBack: 0n,
      movedAway: 0n,
      givenByHand: 0n,
      takenByHand: 0n,
      takenToRecipients: 0n,
      givenBeyondLoss: 0n,
      givenInPlace: 0n,
      waitingInSuspense: 0n,
      takenIntoBook: 0n,
      keptOfReturns: 0n,
      exceptions: [],
      givenByOperator: 0n,
      recoveredByOperator: 0n,
      madeWhole: [],
      openHolds: [],
      submission: null,
      doubt: null,
      inquiryDueAt: null,
      inquiries: [],
      executions: [],
      returns: [],
      recalls: [],
      disputes: [],
      ...(exchangeOf(event) === null
        ? {}
        : { exchanged: { bought: 0n, boughtElsewhere: 0n, boughtMovedAway: 0n, accountedFor: 0n } }),
    }
  if (transfer === null) return null
  // Refused while its funds were pending, it never came to be, and its id is free.
  if (event._tag === 'CommandRefused' && event.commandId === transfer.pendingFunds) return null
  if (isRecallEvent(event)) return evolveRecall(transfer, event)
  if (isDisputeEvent(event)) return evolveDispute(transfer, event)
  return evolveMovement(transfer, event)
}
