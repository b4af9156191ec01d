import type { ClaimKind, Currency } from '@waybill/core'
import type { Leaf } from './leaf.js'

export type SubjectKind = 'transfer' | 'account' | 'case' | 'customer' | 'store'
export type Subject = { readonly kind: SubjectKind; readonly id: string }

export type Confidence = 'CONFIRMED' | 'PROBABLE' | 'POSSIBLE' | 'UNDETERMINED'

export type Place =
  | 'PAYER_AVAILABLE'
  | 'PAYER_RESERVED'
  | 'IN_TRANSIT'
  | 'RECEIVING_INSTITUTION'
  | 'PAYEE'
  | 'OTHER_ACCOUNT'
  | 'SUSPENSE'
  | 'EXCEPTION'
  | 'FEES'
  | 'OPERATOR'
  | 'CONVERTED'
  | 'UNACCOUNTED'

/** What a sum became at a quote, and where that is. `amount` is decimal text of minor units. */
export type Exchanged = {
  readonly quoteId: string
  /** So many units of `currency` for one of the row's, as decimal text. */
  readonly rate: string
  readonly amount: string
  readonly currency: Currency
  readonly place: Extract<Place, 'PAYEE' | 'OTHER_ACCOUNT' | 'SUSPENSE'>
}

/** One row of where the money is. `amount` is decimal text of minor units. */
export type CustodyRow = {
  readonly of: 'ORIGINAL' | 'EXCESS'
  readonly place: Place
  readonly account?: string
  readonly amount: string
  readonly currency: Currency
  /** Where `place` is CONVERTED: the quote, and what the sum became. */
  readonly quote?: Exchanged
}

export type CauseFound = { readonly leaf: Leaf; readonly confidence: Confidence }

export type Factor =
  | 'NETWORK'
  | 'MAINTENANCE'
  | 'DEPLOYMENT'
  | 'OVERLOAD'
  | 'DATABASE'
  | 'CONCURRENCY'
  | 'CUTOFF'
  | 'HOLIDAY'
  | 'WEEKEND'
  | 'PARTNER_OUTAGE'
  | 'COMPLIANCE_REVIEW'
  | 'REGULATORY_ORDER'
  | 'POLICY_CHANGE'
  | 'FORCE_MAJEURE'
  | 'ATTACK'
  | 'PHISHING'
  | 'UI_CONFUSION'
  | 'HABIT_DEVIATION'
  | 'HIGH_VELOCITY'
  | 'CLOCK_SKEW'
  | 'OUT_OF_ORDER_EVENTS'
  | 'DUPLICATE_DELIVERY'
  | 'DATA_QUALITY'

export type FactorFound = {
  readonly factor: Factor
  readonly wouldHaveChanged: 'yes' | 'no' | 'not testable'
  readonly evidence: ReadonlyArray<string>
}

export type ResponsibleParty =
  | 'CUSTOMER'
  | 'ENGINE'
  | 'NETWORK'
  | 'SENDING_INSTITUTION'
  | 'INTERMEDIARY'
  | 'RECEIVING_INSTITUTION'
  | 'THIRD_PARTY'
  | 'AUTHORITY'
  | 'SHARED'
  | 'NONE'
  | 'UNDETERMINED'

export type EvidenceGrade = 'A' | 'B' | 'C' | 'D' | 'E' | 'F'

/** One thing that was seen, and what it speaks for and against. */
export type EvidenceItem = {
  readonly id: string
  readonly kind: string
  readonly source: string
  readonly grade: EvidenceGrade
  /** The event's id and sequence, where it is an event. */
  readonly eventId?: string
  readonly sequence?: number
  readonly occurredAt?: string
  /** What it shows, in one plain sentence per language. */
  readonly shows: Bilingual
  readonly supports: ReadonlyArray<Leaf>
  readonly excludes: ReadonlyArray<Leaf>
}

export type Bilingual = { readonly en: string; readonly zh: string }

export type MissingItem = {
  readonly what: Bilingual
  readonly who: string
  readonly how: Bilingual
  readonly by: string | null
  readonly wouldDecide: ReadonlyArray<Leaf>
}

export type SafetyClass = 'safe' | 'guarded' | 'propose' | 'never'

export type NextAction = {
  readonly action: string
  readonly says: Bilingual
  readonly who: string
  readonly due: string | null
  readonly safety: SafetyClass
  /** What forbids it now; null when nothing does. */
  readonly forbiddenBy: Bilingual | null
  /** The sum that it is about, where that is less than all there is. `amount` is decimal text of minor units. */
  readonly sum?: { readonly amount: string; readonly currency: Currency }
}

/** The answer to one question, as data. Every text is made from it and adds nothing. */
export type Finding = {
  readonly schema: 'waybill/finding/1'
  readonly subject: Subject
  readonly asOf: {
    readonly happenedBy: string
    readonly knownBy: string
    readonly sequence: number
    readonly root: string
    readonly anchored: boolean
    readonly rules: string
    readonly calendars: string
  }
  readonly claim: { readonly kind: ClaimKind; readonly words?: string } | null
  readonly answer: Bilingual
  readonly custody: ReadonlyArray<CustodyRow>
  readonly cause: CauseFound
  readonly secondary: ReadonlyArray<CauseFound>
  readonly factors: ReadonlyArray<FactorFound>
  readonly responsible: { readonly party: ResponsibleParty; readonly name?: string }
  readonly evidence: ReadonlyArray<EvidenceItem>
  readonly excluded: ReadonlyArray<{ readonly leaf: Leaf; readonly because: ReadonlyArray<string> }>
  readonly missing: ReadonlyArray<MissingItem>
  readonly next: ReadonlyArray<NextAction>
  readonly digest: string
}
