import {
  compensated,
  isOurs,
  madeGoodInHand,
  outstandingProvisional,
  sameAccount,
  type AccountReference,
  type Code,
  type Currency,
  type Money,
  type Party,
  type Recorded,
  type Transfer,
} from '@waybill/core'
import { correspondenceAbout, type Correspondence } from './reply-clock.js'
import type { Responsible } from './verdict.js'
import { inSlice, told, type CaseFile, type Told } from './case-file.js'

type Stated = { readonly account: string; readonly institution?: string }

/** Whether a payee as stated somewhere is the account that a reference names. An institution counts where both name one. */
export const names = (stated: Stated, reference: AccountReference): boolean =>
  stated.account === reference.account &&
  (stated.institution === undefined ||
    reference.institution === undefined ||
    stated.institution === reference.institution)

/** The confirmation that the customer accepted: the values that were shown, and the answer. */
export const acceptedConfirmation = (
  file: CaseFile,
): { readonly shown: Told<'ConfirmationShown'>; readonly answer: Told<'ConfirmationAnswered'> } | null => {
  const answers = told(file, 'ConfirmationAnswered').filter(({ event }) => event.answer === 'ACCEPTED')
  const answer = answers[answers.length - 1]
  if (answer === undefined) return null
  const shown = told(file, 'ConfirmationShown').filter(
    ({ event, sequence }) =>
      sequence < answer.sequence &&
      (event.shownDigest === undefined ||
        answer.event.shownDigest === undefined ||
        event.shownDigest === answer.event.shownDigest) &&
      (event.confirmationId === undefined ||
        answer.event.confirmationId === undefined ||
        event.confirmationId === answer.event.confirmationId),
  )
  const last = shown[shown.length - 1]
  return last === undefined ? null : { shown: last, answer }
}

/** The payee that the money was meant for by what is on record: the one that the accepted confirmation names, else the recorded one. */
export const confirmedPayee = (file: CaseFile, transfer: Transfer): AccountReference => {
  const shown = acceptedConfirmation(file)?.shown.event.shown.payee
  if (shown === undefined || names(shown, transfer.instruction.payee)) return transfer.instruction.payee
  return shown.institution === undefined
    ? { account: shown.account }
    : { account: shown.account, institution: shown.institution }
}

/** Credits that stand in the transfer's own stream. */
export const credits = (file: CaseFile): ReadonlyArray<Told<'TransferCredited'>> => told(file, 'TransferCredited')

export const creditedTo = (file: CaseFile, reference: AccountReference): bigint =>
  credits(file)
    .filter(({ event }) => sameAccount(event.account, reference) && event.postedTo === undefined)
    .reduce((sum, { event }) => sum + event.amount.minorUnits, 0n)

/** Codes of the ISO 20022 status sets, where the code says so itself. */
export const isStatus = ({ codeSet, code }: Code, ...codes: ReadonlyArray<string>): boolean =>
  codeSet.startsWith('ISO20022') && codes.includes(code)

/** The customer's own statement, with what they say they meant. */
export const claimStatements = (file: CaseFile): ReadonlyArray<Told<'ClaimOpened'>> => told(file, 'ClaimOpened')

/** How many characters differ between two account numbers of equal length, or null when the lengths differ. */
const differingPlaces = (left: string, right: string): number | null => {
  if (left.length !== right.length) return null
  let places = 0
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) places += 1
  return places
}

/** How two account numbers look alike: one digit off, two digits swapped, or not. */
export const likeness = (left: string, right: string): 'ONE_CHARACTER' | 'TWO_SWAPPED' | null => {
  const places = differingPlaces(left, right)
  if (places === 1) return 'ONE_CHARACTER'
  if (places !== 2) return null
  const at = [...left].findIndex((character, index) => character !== right[index])
  return left[at] === right[at + 1] && left[at + 1] === right[at] ? 'TWO_SWAPPED' : null
}

/** Earlier transfers of the same payer to an account that looks like this one, newest last. */
export const lookAlikesPaidBefore = (file: CaseFile): ReadonlyArray<Told<'TransferInitiated'>> => {
  const instruction = file.transfer?.instruction
  if (instruction === undefined) return []
  return inSlice(file.slice, 'TransferInitiated').filter(
    ({ event, stream }) =>
      stream !== `transfer-${file.transferId}` &&
      sameAccount(event.payer, instruction.payer) &&
      likeness(event.payee.account, instruction.payee.account) !== null,
  )
}

/** Earlier transfers of the same payer to the same payee that were confirmed, newest last. */
export const paidBefore = (file: CaseFile): ReadonlyArray<Told<'TransferInitiated'>> => {
  const instruction = file.transfer?.instruction
  const own = file.story[0]
  if (instruction === undefined || own === undefined) return []
  const confirmed = new Set(inSlice(file.slice, 'TransferConfirmed').map(({ stream }) => stream))
  return inSlice(file.slice, 'TransferInitiated').filter(
    ({ event, stream, sequence }) =>
      sequence < own.sequence &&
      confirmed.has(stream) &&
      sameAccount(event.payer, instruction.payer) &&
      sameAccount(event.payee, instruction.payee) &&
      event.amount.currency === instruction.amount.currency,
  )
}

/** Saved payees of the payer's customer that look like the one that was paid. */
export const lookAlikesSaved = (file: CaseFile): ReadonlyArray<Told<'PayeeSaved'>> => {
  const instruction = file.transfer?.instruction
  if (instruction === undefined) return []
  const customer = instruction.customer ?? told(file, 'IntentCaptured')[0]?.event.customer
  return inSlice(file.slice, 'PayeeSaved').filter(
    ({ event }) => event.customer === customer && likeness(event.payee.account, instruction.payee.account) !== null,
  )
}

/** What the customer asked and was told about this transfer: from their claim, else from the dispute. A mere question starts no clock. */
export const correspondenceOf = (file: CaseFile): Correspondence | null => {
  const claims = claimStatements(file).filter(({ event }) => event.claim !== 'INFO_ONLY')
  const disputes = told(file, 'TransferDisputed').map(({ occurredAt, event }) => ({
    occurredAt,
    dueAt: event.replyDueAt,
  }))
  return correspondenceAbout(claims.length > 0 ? claims : disputes, told(file, 'ContactLogged'))
}

/** The amount that the customer says they meant, where they said so. */
export const meantAmount = (file: CaseFile): Money | null => {
  const stated = claimStatements(file).filter(({ event }) => event.intended?.amount !== undefined)
  return stated[stated.length - 1]?.event.intended?.amount ?? null
}

/** What was sent beyond the amount that the customer says they meant; null where nothing was, or where that is not known. */
export const surplusOf = (file: CaseFile): Money | null => {
  const meant = meantAmount(file)
  const sent = file.transfer?.instruction.amount
  if (meant === null || meant.currency !== sent?.currency) return null
  const minorUnits = sent.minorUnits - meant.minorUnits
  return minorUnits > 0n ? { minorUnits, currency: sent.currency } : null
}

export const currencyOf = (file: CaseFile): Currency | null => {
  const instructed = file.transfer?.instruction.amount.currency
  if (instructed !== undefined) return instructed
  return statedAmount(file)?.currency ?? null
}

/** The amount that was asked for, from the record, else from what was sent, refused or typed. */
export const statedAmount = (file: CaseFile): { readonly minorUnits: bigint; readonly currency: Currency } | null => {
  if (file.transfer !== null) return file.transfer.instruction.amount
  for (const word of ['RequestReceived', 'RequestRefused', 'RequestSent'] as const) {
    const amount = told(file, word).find(({ event }) => event.instruction?.amount !== undefined)?.event.instruction
      ?.amount
    if (amount !== undefined) return amount
  }
  return told(file, 'IntentCaptured').find(({ event }) => event.amount !== undefined)?.event.amount ?? null
}

/** Whether the observation belongs to this kind of source: a record of our own making. */
export const isOwn = (recorded: Recorded): boolean =>
  'source' in recorded.event && recorded.event.source.kind === 'OWN_SYSTEM'

/** Who answers for what somebody did. What the operator of this engine did, the engine answers for. */
export const responsibleOf = ({ role, name }: Party): Responsible => ({
  party: role === 'OPERATOR' ? 'ENGINE' : role,
  ...(name === undefined ? {} : { name }),
})

/** The name by which a party is called in a sentence. */
export const nameOf = ({ role, name }: Party): string => name ?? role

/** What came back and waits in suspense, because whoever it belongs to could not be credited. */
export const backInSuspense = ({ transfer }: CaseFile): bigint => transfer?.waitingInSuspense ?? 0n

/** What the payer's side has again of what left it, whoever gave it and however: less what waits in suspense, and what people took again. */
export const hasAgain = ({ transfer }: CaseFile): bigint => {
  if (transfer === null) return 0n
  const has = madeGoodInHand(transfer) + transfer.givenBeyondLoss - transfer.takenByHand
  const most = madeGoodInHand(transfer)
  return has > most ? most : has > 0n ? has : 0n
}

/** What the operator gave the payer's side and has not got back: until a decision, and for good. What was given by hand is for good. */
export const givenByOperator = (transfer: Transfer): { readonly untilDecided: bigint; readonly forGood: bigint } => {
  const untilDecided = outstandingProvisional(transfer)
  return { untilDecided, forGood: compensated(transfer) - untilDecided }
}

/** What was recorded beyond the amount that the customer confirmed, and the payer's side does not have again; zero where nothing was. */
export const openBeyondConfirmed = (file: CaseFile): bigint => {
  const { transfer } = file
  const shown = acceptedConfirmation(file)?.shown.event.shown.amount
  if (transfer === null || shown?.currency !== transfer.instruction.amount.currency) return 0n
  const open = transfer.instruction.amount.minorUnits - shown.minorUnits - hasAgain(file)
  return open > 0n ? open : 0n
}

/** Whether nothing more is owed to the payer's side: it has the whole amount again. */
export const isWholeAgain = (file: CaseFile): boolean =>
  file.transfer !== null &&
  file.transfer.confirmed > 0n &&
  hasAgain(file) >= file.transfer.instruction.amount.minorUnits

/** Whether every account that a correction of this credit would touch is one of this book. */
export const isInThisBook = (file: CaseFile): boolean =>
  file.transfer !== null &&
  isOurs(file.transfer.instruction.payer) &&
  isOurs(file.transfer.instruction.payee) &&
  credits(file).every(({ event }) => isOurs(event.account))
