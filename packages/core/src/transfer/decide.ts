import * as E from 'fp-ts/lib/Either.js'
import { isBookAccount, isOurs, type AccountId } from '../ledger/account-id.js'
import type { TransferCommand } from './command.js'
import { decideCancel, decideConfirm, decideExpire, decideReject } from './decide/before-confirmation.js'
import { decidePostCorrection } from './decide/correction.js'
import {
  decideCloseDispute,
  decideDispute,
  decideReopen,
  decideRequestEvidence,
  decideResolve,
  decideStartReview,
  decideSubmitEvidence,
  decideWithdrawDispute,
} from './decide/dispute.js'
import { decideExplainMismatch, decideResolveException, decideWriteOffException } from './decide/exception.js'
import {
  decideCredit,
  decideHold,
  decideOutcomeUnknown,
  decideRelease,
  decideReverse,
  decideStartSubmission,
  decideStatusInquiry,
} from './decide/in-transit.js'
import { decideBookTransfer, decideInitiate } from './decide/initiate.js'
import { decideRecallUnanswered, decideRequestRecall, decideWithdrawRecall } from './decide/recall.js'
import { decideGrantProvisional, decideMakeFinal, decidePayRestitution, decideRescind } from './decide/restitution.js'
import type { Decision, DecisionView } from './decision.js'
import type { TransferRejection } from './rejection.js'
import type { Transfer } from './state.js'

/** The accounts whose state a decision looks at, and those whose funds it looks at or changes. */
export type AccountsNeeded = { readonly accounts: ReadonlyArray<AccountId>; readonly funds: ReadonlyArray<AccountId> }

const none: AccountsNeeded = { accounts: [], funds: [] }

/** What has to be loaded beside the transfer before a command can be decided. */
export const accountsNeededBy = (command: TransferCommand, transfer: Transfer | null): AccountsNeeded => {
  switch (command._tag) {
    case 'InitiateTransfer':
    case 'BookTransfer': {
      const sources =
        command.funding?.map(({ account }) => account) ?? (isOurs(command.payer) ? [command.payer.account] : [])
      const payee = isOurs(command.payee) ? [command.payee.account] : []
      return { accounts: [...new Set([...sources, ...payee])], funds: [...new Set(sources)] }
    }
    case 'ConfirmTransfer':
    case 'CancelTransfer':
    case 'RejectTransfer':
    case 'ExpireTransfer': {
      const sources = transfer?.instruction.funding.map(({ account }) => account) ?? []
      return { accounts: sources, funds: sources }
    }
    case 'CreditTransfer': {
      const payee = transfer?.instruction.payee
      return payee !== undefined && isOurs(payee) ? { accounts: [payee.account], funds: [] } : none
    }
    case 'ReverseTransfer': {
      if (transfer === null) return none
      const { payee, funding } = transfer.instruction
      if (!isOurs(payee)) return none
      return { accounts: [payee.account, ...funding.map(({ account }) => account)], funds: [payee.account] }
    }
    case 'ResolveException': {
      const exception = transfer?.exceptions.find(({ exceptionId }) => exceptionId === command.exceptionId)
      const owed = exception !== undefined && exception.kind !== 'RETURNED_BEYOND'
      const source = command.how === 'RETURNED_TO_SOURCE' ? exception?.bookedOn : command.account
      const accounts = source === null || source === undefined || isBookAccount(source) ? [] : [source]
      return { accounts, funds: owed ? accounts : [] }
    }
    case 'GrantProvisionalCredit':
    case 'PayRestitution': {
      const sources = transfer?.instruction.funding.map(({ account }) => account) ?? []
      return { accounts: sources, funds: [] }
    }
    case 'RescindProvisionalCredit': {
      const sources = transfer?.instruction.funding.map(({ account }) => account) ?? []
      return { accounts: sources, funds: sources }
    }
    case 'PostCorrection': {
      const [from, to] = [command.from, command.to].map((account) => (isBookAccount(account) ? [] : [account]))
      return { accounts: [...new Set([...(from ?? []), ...(to ?? [])])], funds: from ?? [] }
    }
    case 'WriteOffException':
    case 'ExplainMismatch':
    case 'HoldTransfer':
    case 'ReleaseTransfer':
    case 'StartSubmission':
    case 'DeclareOutcomeUnknown':
    case 'SendStatusInquiry':
    case 'RequestRecall':
    case 'WithdrawRecall':
    case 'DeclareRecallUnanswered':
    case 'DisputeTransfer':
    case 'RequestEvidence':
    case 'SubmitEvidence':
    case 'StartDisputeReview':
    case 'ResolveDispute':
    case 'ReopenDispute':
    case 'MakeProvisionalCreditFinal':
    case 'WithdrawDispute':
    case 'CloseDispute':
      return none
  }
}

/** Decides a command: the events that follow from it, or the first rule that forbids it. */
export const decide = (command: TransferCommand, view: DecisionView): E.Either<TransferRejection, Decision> => {
  if (command._tag === 'InitiateTransfer') return decideInitiate(command, view)
  if (command._tag === 'BookTransfer') return decideBookTransfer(command, view)
  const { transfer } = view
  if (transfer === null) return E.left({ _tag: 'TransferUnknown', transferId: command.transferId })
  switch (command._tag) {
    case 'ConfirmTransfer':
      return decideConfirm(command, transfer, view)
    case 'CreditTransfer':
      return decideCredit(command, transfer, view)
    case 'CancelTransfer':
      return decideCancel(command, transfer)
    case 'RejectTransfer':
      return decideReject(command, transfer)
    case 'ExpireTransfer':
      return decideExpire(command, transfer, view)
    case 'HoldTransfer':
      return decideHold(command, transfer)
    case 'ReleaseTransfer':
      return decideRelease(command, transfer)
    case 'StartSubmission':
      return decideStartSubmission(command, transfer)
    case 'DeclareOutcomeUnknown':
      return decideOutcomeUnknown(command, transfer)
    case 'SendStatusInquiry':
      return decideStatusInquiry(command, transfer)
    case 'ReverseTransfer':
      return decideReverse(command, transfer, view)
    case 'ResolveException':
      return decideResolveException(command, transfer, view)
    case 'WriteOffException':
      return decideWriteOffException(command, transfer, view)
    case 'ExplainMismatch':
      return decideExplainMismatch(command, transfer)
    case 'PostCorrection':
      return decidePostCorrection(command, transfer, view)
    case 'RequestRecall':
      return decideRequestRecall(command, transfer)
    case 'WithdrawRecall':
      return decideWithdrawRecall(command, transfer)
    case 'DeclareRecallUnanswered':
      return decideRecallUnanswered(command, transfer, view)
    case 'DisputeTransfer':
      return decideDispute(command, transfer)
    case 'RequestEvidence':
      return decideRequestEvidence(command, transfer)
    case 'SubmitEvidence':
      return decideSubmitEvidence(command, transfer)
    case 'StartDisputeReview':
      return decideStartReview(command, transfer)
    case 'ResolveDispute':
      return decideResolve(command, transfer)
    case 'ReopenDispute':
      return decideReopen(command, transfer)
    case 'GrantProvisionalCredit':
      return decideGrantProvisional(command, transfer, view)
    case 'MakeProvisionalCreditFinal':
      return decideMakeFinal(command, transfer, view)
    case 'RescindProvisionalCredit':
      return decideRescind(command, transfer, view)
    case 'PayRestitution':
      return decidePayRestitution(command, transfer, view)
    case 'WithdrawDispute':
      return decideWithdrawDispute(command, transfer)
    case 'CloseDispute':
      return decideCloseDispute(command, transfer)
  }
}
