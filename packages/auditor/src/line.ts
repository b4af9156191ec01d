/** A sum as the log writes it. */
export type Sum = { readonly minorUnits: string; readonly currency: string }

/** One leg of an entry. */
export type Leg = { readonly account: string; readonly creditDebit: 'DBIT' | 'CRDT'; readonly amount: Sum }

/** What the auditor looks at in the data of an event. Everything else passes it by. */
export type LineData = {
  readonly amount?: Sum
  /** What the amount became in the currency of the payee. */
  readonly converted?: Sum
  readonly keptOfAmount?: Sum
  readonly quote?: { readonly buyAmount?: Sum; readonly validUntil: string }
  readonly limit?: Sum
  readonly currency?: string
  readonly transferId?: string
  readonly expiresAt?: string
  readonly holdId?: string
  readonly disputeId?: string
  readonly claim?: string
  readonly commandId?: string
  /** Of a new transfer: the command whose funds are kept after it. */
  readonly pendingFunds?: string
  /** Of what is taken or given back without a reservation: what for. */
  readonly purpose?: string
  readonly freeze?: string
  readonly phase?: string
  readonly account?: string | { readonly account: string; readonly institution?: string }
  readonly reportId?: string
  readonly executionRef?: string
  readonly postedTo?: string
  /** The two accounts of a correcting entry. */
  readonly from?: string
  readonly to?: string
  readonly outOf?: 'IN_TRANSIT' | 'CREDITED'
  readonly funding?: ReadonlyArray<{ readonly account: string; readonly amount: Sum }>
  readonly fees?: ReadonlyArray<{ readonly amount: Sum }>
  readonly payee?: { readonly account: string; readonly institution?: string }
  readonly entry?: { readonly postings: ReadonlyArray<Leg> }
}

/** A line of an exported log, which is a CloudEvent. */
export type Line = {
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly sequence: string
  readonly revision: string
  readonly command?: string
  readonly commandid?: string
  readonly data: LineData
}

/** Reads a line; what is no line of a log is a mistake of whoever hands it in. */
export const readLine = (text: string): Line => JSON.parse(text) as Line

export const sumOf = (sum: Sum | undefined): bigint => BigInt(sum?.minorUnits ?? 0)

/** What a leg adds to its account. */
export const effectOf = ({ creditDebit, amount }: Leg): bigint =>
  creditDebit === 'CRDT' ? sumOf(amount) : -sumOf(amount)
