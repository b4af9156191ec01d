import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, decodeCommand, encodeCommand, type AnyCommand, type CommandWord } from '@waybill/core'

type FieldOf<C> = C extends unknown ? Exclude<keyof C, '_tag' | 'commandId' | 'reportId'> : never
/** Every field of every command and report, but for the id that names it. */
export type Field = FieldOf<AnyCommand>

export type Payload = Readonly<Record<string, unknown>>

const yuan = (decimal: string) => ({ decimal, currency: 'CNY' })
const someone = { role: 'THIRD_PARTY', name: 'Somebody else' }
const code = { codeSet: 'ISO20022', code: 'NARR' }
const earlier = '2025-12-31T23:00:00.000Z'
const otherDigest = `sha256:${'cd'.repeat(32)}`
const otherUuid = 'b1a2c3d4-e5f6-4a1b-8c2d-3e4f5a6b7c8d'

/** What else could stand in each field. The first that its codec takes, and that is not what stood there, is used. */
const otherValues: { readonly [F in Field]: ReadonlyArray<unknown> } = {
  account: ['eve'],
  against: ['x9'],
  alreadyMadeGood: [yuan('7.00')],
  amount: [yuan('7.00')],
  answerDueAt: [earlier],
  approvedBy: [someone],
  asOf: [earlier],
  authority: ['By word of mouth'],
  because: ['DEADLINE_PASSED'],
  by: [someone],
  cause: ['Z2'],
  channel: ['branch'],
  claim: ['INFO_ONLY'],
  claimant: [someone],
  confirmationRequired: [true, false],
  corrects: ['C9'],
  currency: ['EUR'],
  customer: ['customer-eve'],
  device: ['Another phone'],
  disputeId: ['d9'],
  documentDigest: [otherDigest],
  dueAt: [earlier],
  endToEndId: ['E2E-9'],
  exceptionId: ['x9'],
  executionRef: ['W1'],
  expiresAt: ['2026-02-14T11:11:11.000Z'],
  fees: [[{ kind: 'OTHER', amount: yuan('7.00'), bearer: 'PAYER' }]],
  final: [true, false],
  from: [someone, 'fees:CNY'],
  funding: [[{ account: 'eve', amount: yuan('7.00') }]],
  holdId: ['h9'],
  how: ['RETURNED_TO_SOURCE', 'ALLOCATED', 'SET_OFF'],
  inputs: [{ score: '1' }],
  inquiryDueAt: [earlier],
  inquiryId: ['i9'],
  kind: ['OPERATIONS', 'COURT_ORDER', 'OPERATOR', 'OTHER'],
  limit: [yuan('1.00')],
  linked: [{ transferId: 't99', relation: 'CORRECTION_OF' }],
  messageDigest: [otherDigest],
  method: ['PIN'],
  notBefore: [earlier],
  outcome: ['GOODWILL'],
  owner: [someone],
  payee: ['eve'],
  payeeAsTyped: [{ account: 'something else' }],
  payeeName: ['Another name'],
  payer: ['eve', { account: '6222 0009', institution: 'Bank of Elsewhere' }],
  promisedBy: [earlier],
  purpose: ['Something else'],
  quote: [{ quoteId: 'q9', sellCurrency: 'CNY', buyCurrency: 'USD', rate: '0.14', validUntil: earlier }],
  rail: ['fps'],
  railKey: [otherUuid],
  railReference: ['R9'],
  reason: [code, 'Another reason'],
  recallId: ['r9'],
  replyDueAt: [earlier],
  requestId: ['e9'],
  reviewDueAt: [earlier],
  reviewer: [someone],
  rule: ['another-rule'],
  ruleVersion: ['99'],
  scope: ['DEBITS', 'DEBITS_AND_CREDITS'],
  shownDigest: [otherDigest],
  status: [code],
  strength: ['SINGLE_FACTOR'],
  text: ['Other words'],
  to: [someone, 'fees:CNY'],
  transferId: ['t-elsewhere'],
  uetr: [otherUuid],
  what: ['Something else'],
  words: ['Other words'],
}

const encoded = (word: CommandWord, payload: Payload): Payload | null => {
  const decoded = decodeCommand(word, payload)
  return E.isLeft(decoded) ? null : (JSON.parse(encodeCommand(decoded.right)) as Payload)
}

const text = (payload: Payload, field: string): string => canonicalJson(payload[field] ?? null)

/** The payload with something else in this field, or null where nothing else may stand there. */
export const withOther = (word: CommandWord, payload: Payload, field: Field): Payload | null => {
  const before = encoded(word, payload)
  for (const value of otherValues[field]) {
    const changed = { ...payload, [field]: value }
    const after = encoded(word, changed)
    if (before !== null && after !== null && text(before, field) !== text(after, field)) return changed
  }
  return null
}
