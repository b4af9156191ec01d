import type { Currency } from '@waybill/core'
import { keyOf } from '../collection.js'
import { allDocuments, documentOf, documentsIn, type ReadModel } from '../read-model.js'
import {
  cases,
  contactsOfCases,
  disputedTransfers,
  evidenceOfCases,
  type CaseContact,
  type CaseDocument,
  type CaseEvidence,
  type CaseRecall,
  type DisputedTransfer,
} from './document.js'
import { claimKey, disputeKey } from './open-case.js'

/**
 * The money of a case in minor units: what is claimed, what of it came back to the payer's side, what
 * came back and stands in suspense, what the operator gave until a decision and for good, and what has not come back yet, whoever bears it. `owed` is what the decision
 * grants; null before it.
 */
export type CaseMoney = {
  readonly currency: Currency
  readonly claimed: bigint
  readonly recovered: bigint
  readonly suspended: bigint
  readonly provisional: bigint
  readonly restituted: bigint
  readonly open: bigint
  readonly owed: bigint | null
}

/** A case with everything that is filed under it, in order of position. */
export type Case = CaseDocument & {
  readonly evidence: ReadonlyArray<CaseEvidence>
  readonly contacts: ReadonlyArray<CaseContact>
  readonly recalls: ReadonlyArray<CaseRecall>
  /** Null where the case names no transfer that is on record. */
  readonly money: CaseMoney | null
}

const claimedSum = (document: CaseDocument, { currency, instructed }: DisputedTransfer): bigint => {
  if (document.disputed?.currency === currency) return document.disputed.minorUnits
  const { intended } = document
  const isTooMuch =
    document.claim === 'WRONG_AMOUNT' && intended?.currency === currency && intended.minorUnits < instructed
  return isTooMuch ? instructed - intended.minorUnits : instructed
}

const owedSum = ({ resolution }: CaseDocument, instructed: bigint): bigint | null => {
  if (resolution === null) return null
  return resolution.outcome === 'DENIED' ? 0n : (resolution.amount?.minorUnits ?? instructed)
}

const moneyOf = (document: CaseDocument, transfer: DisputedTransfer | null): CaseMoney | null => {
  if (transfer?.currency === undefined || transfer.currency === null) return null
  const claimed = claimedSum(document, transfer)
  const { currency, instructed, recovered, suspended, provisional, restituted } = transfer
  const back = recovered < claimed ? recovered : claimed
  return {
    currency,
    claimed,
    recovered: back,
    suspended,
    provisional,
    restituted,
    open: claimed - back,
    owed: owedSum(document, instructed),
  }
}

const bySequence = <A extends { readonly sequence: number }>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  [...items].sort((left, right) => left.sequence - right.sequence)

const whole = (model: ReadModel, document: CaseDocument): Case => {
  const transfer =
    document.transferId === null ? null : documentOf(model, disputedTransfers, keyOf(document.transferId))
  return {
    ...document,
    evidence: bySequence(documentsIn(model, evidenceOfCases, document.key)),
    contacts: bySequence(documentsIn(model, contactsOfCases, document.key)),
    recalls: transfer?.recalls ?? [],
    money: moneyOf(document, transfer),
  }
}

const caseAt = (model: ReadModel, key: string): Case | null => {
  const document = documentOf(model, cases, key)
  return document === null ? null : whole(model, document)
}

/** The case of a claim, or null where no such claim was opened. */
export const claimCase = (model: ReadModel, claimId: string): Case | null => caseAt(model, claimKey(claimId))

/** The case of a dispute of a transfer, or null where there is none. */
export const disputeCase = (model: ReadModel, transferId: string, disputeId: string): Case | null =>
  caseAt(model, disputeKey(transferId, disputeId))

/** Every case about a transfer, claims and disputes, in the order in which they were opened. */
export const casesOfTransfer = (model: ReadModel, transferId: string): ReadonlyArray<Case> =>
  (documentOf(model, disputedTransfers, keyOf(transferId))?.cases ?? []).flatMap((key) => caseAt(model, key) ?? [])

/** Every case of the ledger in the order in which they were opened. */
export const allCases = (model: ReadModel): ReadonlyArray<Case> =>
  bySequence(allDocuments(model, cases)).map((document) => whole(model, document))
